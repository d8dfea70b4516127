"""Hundreds of made-up tables in the shapes that offices use: the right rows, or a refusal; never wrong money."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import pytest

from csptool.faults import Faults
from csptool.sheets.book import open_book
from csptool.sheets.budget import Asked, quick_budget
from csptool.sheets.source import Source

TABLES, AT_LEAST_READ = 600, 0.95
PLACES = [
    *("Blaby", "Charnwood", "Hinckley & Bosworth", "North West Leicestershire", "Bristol, City of", "Ynys Môn", "ADUR"),
    *("King's Lynn and West Norfolk", "Stoke-on-Trent", "Bath & N.E. Somerset", "Barking and Dagenham", "St. Helens"),
    *("Newcastle upon Tyne", "Isle of Wight", "Three Rivers"),
]
NAMES = ("Area", "CSP", "District", "Local Authority", "Community Safety Partnership", "", "LAD23NM", "CSP name")
TITLES = ([], [["Safer Streets 2024/25"]], [["Table 1: grants"], ["Agreed in March"], []], [["Grant"], []])
REMARKS = (
    [],
    [[], ["Source: ONS mid-2023"]],
    [["Source: Home Office"]],
    [[], ["1. Includes the city."]],
    [[], ["Prepared by Finance"]],
    [[], ["Figures may not sum because of rounding"]],
    [[], ["Source:", "Nomis"]],
)


def table(seed: int) -> tuple[str, list[tuple[str, Fraction]]]:
    """A csv text, and the areas with the figures that a person would read in its column Grant."""
    chance = random.Random(seed)
    places = chance.sample(PLACES, chance.choice([1, 2, 3, 5, 9, 14]))
    figures = [chance.choice([chance.randint(1, 400_000), chance.randint(10**5, 10**8) / 100]) for _ in places]
    columns = _columns(chance, places, figures)
    width, grant = len(columns), [head for head, _ in columns].index("Grant")
    name = next(i for i, (_, cells) in enumerate(columns) if cells == places)
    rows = [[cells[k] for _, cells in columns] for k in range(len(places))]
    if chance.random() < 0.15 and len(rows) > 2:
        rows.insert(1, [])
    if chance.random() < 0.6:
        total = [""] * width
        total[name], total[grant] = (
            chance.choice(["Total", "TOTAL", "Grand total", "Total:", "All areas"]),
            _sum(figures),
        )
        rows += [[], total] if chance.random() < 0.3 else [total]
    head = [[head for head, _ in columns], *_second_line(chance, width, grant)]
    lines = [*chance.choice(TITLES), *head, *rows, *chance.choice(REMARKS)]
    text = "\n".join(",".join(_quoted(cell) for cell in line) for line in lines)
    return text, [(place, Fraction(str(figure))) for place, figure in zip(places, figures, strict=True)]


def _columns(chance: random.Random, places: list[str], figures: list[float]) -> list[tuple[str, list[object]]]:
    columns: list[tuple[str, list[object]]] = [(chance.choice(NAMES), places)]
    if chance.random() < 0.3:
        columns.insert(0, ("Code", [f"E0700{k:04}" for k in range(len(places))]))
    if chance.random() < 0.15:
        columns.insert(0, ("Rank", list(range(1, len(places) + 1))))
    if chance.random() < 0.3:
        columns.append(("Homes", [chance.randint(1, 9_999) for _ in places]))
    columns.append(("Grant", figures))
    if chance.random() < 0.2:
        columns.append(("Notes", [chance.choice(["", "", "revised", "Total agreed in March"]) for _ in places]))
    return columns


def _second_line(chance: random.Random, width: int, grant: int) -> list[list[object]]:
    line: list[object] = [""] * width
    line[grant] = chance.choice(["£", "2024/25", "No.", 2023])
    return chance.choice([[], [], [], [line], [list(range(1, width + 1))], [[]]])


def _sum(figures: list[float]) -> str:
    return f"{float(sum(Fraction(str(figure)) for figure in figures)):.2f}"


def _quoted(cell: object) -> str:
    return f'"{cell}"' if "," in str(cell) else str(cell)


@pytest.mark.parametrize("first", [0, TABLES // 2])
def test_tables_are_read_rightly_or_refused(first):
    verdicts: Counter[str] = Counter()
    for seed in range(first, first + TABLES // 2):
        text, expected = table(seed)
        try:
            budget = quick_budget(open_book(Source("sheet.csv", text.encode())), Asked(pot="1000", by="Grant"))
        except Faults:
            verdicts["refused"] += 1
            continue
        found = [(row.name, row.basis.value) for row in budget.table.rows]
        assert found == expected, f"table {seed}:\n{text}"
        assert all(total.agrees for total in budget.totals), f"table {seed}:\n{text}"
        verdicts["right"] += 1
    assert verdicts["right"] >= AT_LEAST_READ * TABLES / 2, verdicts
