"""The workbook's live formulas, worked out by engines that are not ours, give csptool's figures to the penny."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from math import gcd

import openpyxl
import pytest

from csptool.reports.allocation_workbook import as_workbook
from csptool.sheets.book import open_book
from csptool.sheets.budget import Asked, quick_budget
from csptool.sheets.source import Source
from formulas.allocation_working import working_of
from formulas.division import EXACT_BELOW
from formulas.exact import in_full
from tests.conftest import EXAMPLES
from tests.recalculation import (
    NO_SOFFICE,
    SOFFICE,
    column,
    recalculated_by_formualizer,
    recalculated_by_libreoffice,
    values,
)

GENERATED, AT_THE_BOUND = 210, 20
WAYS: Counter[str] = Counter()
CUT_THROUGH_A_TIE: list[bool] = []
UNITS = ("0.01", "0.01", "0.01", "1", "100", "1000")


def generated_fund(seed: int) -> tuple[bytes, Asked]:
    """A fund of 1 to 400 areas with ties, noughts, decimals, and a pot of up to £10 billion."""
    chance = random.Random(seed)
    count = chance.choice([1, 2, 3, 9, 9, 30, 60, 150, 400]) if seed % 10 == 0 else chance.randint(1, 40)
    unit = chance.choice(UNITS)
    pot = Fraction(unit) * chance.randint(1, int(Fraction(10 ** chance.randint(4, 10)) / Fraction(unit)))
    kind = chance.choice(["ties", "pounds", "people", "unrounded", "large"])
    weights = [_weight(kind, chance) for _ in range(count)]
    if not any(float(w) for w in weights):
        weights[0] = "1"
    rows = [f"E{i:05d},Area {chance.randint(0, 10**6)}-{i},{w}" for i, w in enumerate(weights)]
    chance.shuffle(rows)
    rule = chance.choice(["", "", "", "each", "residue-to"])
    largest = f"E{max(range(count), key=lambda i: float(weights[i])):05d}"
    asked = Asked(pot=in_full(pot), by="Basis", unit=unit, rounding=rule)
    return _csv(rows), replace(asked, residue_to=largest) if rule == "residue-to" else asked


def fund_at_the_bound(seed: int) -> tuple[bytes, Asked]:
    """A fund whose total weight is just within what the long division holds exactly, with a remainder of S - 1."""
    chance = random.Random(seed)
    base = 10 ** chance.randint(1, 6)
    total = EXACT_BELOW // base - chance.randint(1, 9)
    pot = chance.randint(10**11, 10**12)
    while gcd(pot, total) > 1:
        pot -= 1
    weights = [pow(pot, -1, total) * (total - 1) % total]  # its remainder is total - 1
    for weight in (chance.randint(1, total // 5) for _ in range(3)):
        if sum(weights) + weight < total:
            weights.append(weight)
    weights.append(total - sum(weights))
    rows = [f"E{i:05d},Area {i},{w}" for i, w in enumerate(weights)]
    return _csv(rows), Asked(pot=in_full(Fraction(pot, 100)), by="Basis", area="Area")


def _csv(rows: list[str]) -> bytes:
    return ("Code,Area,Basis\n" + "\n".join(rows)).encode()


def _weight(kind: str, chance: random.Random) -> str:
    return {
        "ties": lambda: str(chance.randint(0, 4)),
        "pounds": lambda: f"{chance.randint(0, 10**8) / 100:.2f}",
        "people": lambda: str(chance.randint(0, 1_200_000)),
        "unrounded": lambda: repr(chance.uniform(0.1, 1000)),
        "large": lambda: str(chance.randint(0, 10**10)),
    }[kind]()


def written(data: bytes, asked: Asked, path) -> list[str]:
    """Write the workbook, and give the allocations that csptool found."""
    budget = quick_budget(open_book(Source("fund.csv", data)), asked)
    allocation = budget.allocate()
    working = working_of(allocation)
    WAYS[
        "exact" if "long_division" in working.steps else "stated" if working.steps["left_over"].stated else "floating"
    ] += 1
    CUT_THROUGH_A_TIE.append(_cuts_a_tie(allocation))
    path.write_bytes(as_workbook(budget, allocation, asked.given()))
    return [in_full(amount) for amount in allocation.amounts]


def _cuts_a_tie(allocation) -> bool:
    """Whether areas level for the last odd unit were told apart by their keys."""
    if allocation.fund.rounding.rule != "largest-remainder":
        return False
    claims = list(zip(allocation.shared.remainders(), allocation.shared.odd(), strict=True))
    return bool({r for r, got in claims if got} & {r for r, got in claims if not got})


def assert_agrees(shown: dict[str, list[list[object]]], expected: list[str], seed: object) -> None:
    found = column(shown["Allocation"], "Allocation")
    assert [in_full(Fraction(repr(figure))) for figure in found] == expected, f"fund {seed}"
    results = [row[1] for row in shown["Checks"][3:] if row[0]]
    assert results, f"fund {seed}"
    assert set(results) == {"holds"}, f"fund {seed}"
    assert shown["Summary"][7][1] == "all hold", f"fund {seed}"


@pytest.fixture(scope="module")
def funds(tmp_path_factory):
    """The example and the generated funds, written as workbooks, with what each should show."""
    folder = tmp_path_factory.mktemp("funds")
    csv = (EXAMPLES / "leicestershire-2024-25.csv").read_bytes()
    asked = Asked(pot="97905.06", by="24/25 Funding")
    made = {folder / "example.xlsx": (csv, asked)}
    made |= {folder / f"{seed}.xlsx": generated_fund(seed) for seed in range(GENERATED)}
    made |= {folder / f"bound-{seed}.xlsx": fund_at_the_bound(seed) for seed in range(AT_THE_BOUND)}
    return {path: written(data, options, path) for path, (data, options) in made.items()}


def test_the_funds_try_every_way_and_real_ties(funds):
    assert WAYS["exact"] > 150
    assert WAYS["floating"] > 15
    assert WAYS["stated"] > 0
    assert sum(CUT_THROUGH_A_TIE) > 10


def test_every_figure_of_the_example_is_live(funds):
    """Nothing but labels stands on the sheet Allocation, and what is stated on Working says that it is given."""
    source = next(path for path in funds if path.stem == "example")
    for row in openpyxl.load_workbook(source)["Allocation"].iter_rows(min_row=7):
        for cell in row:
            tie_order = "Tie order" in str(cell.parent.cell(6, cell.column).value)
            assert not isinstance(cell.value, int | float) or tie_order, cell.coordinate


def test_the_stored_values_are_csptool_s(funds):
    for path, expected in funds.items():
        assert_agrees(values(path), expected, path.stem)


def test_formualizer_agrees_to_the_penny(funds):
    for path, expected in funds.items():
        assert_agrees(recalculated_by_formualizer(path), expected, path.stem)


@pytest.mark.skipif(not SOFFICE, reason=NO_SOFFICE)
def test_libreoffice_agrees_to_the_penny(funds, tmp_path):
    shown = recalculated_by_libreoffice(list(funds), tmp_path)
    for path, (source, expected) in zip(shown, funds.items(), strict=True):
        assert_agrees(values(path), expected, source.stem)


def by_libreoffice(path, folder):
    [shown] = recalculated_by_libreoffice([path], folder)
    return values(shown)


ENGINES = [
    pytest.param(by_libreoffice, marks=pytest.mark.skipif(not SOFFICE, reason=NO_SOFFICE), id="libreoffice"),
    pytest.param(lambda path, folder: recalculated_by_formualizer(path), id="formualizer"),
]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_engine_really_recalculates(funds, tmp_path, engine):
    """A wrong value planted in the file must be gone afterwards, or the tests above would prove nothing."""
    source = next(path for path in funds if path.stem == "example")
    planted = tmp_path / "planted.xlsx"
    plant(source, planted, "<v>41603.01</v>", "<v>999.99</v>")
    assert column(values(planted)["Allocation"], "Allocation")[0] == 999.99
    assert column(engine(planted, tmp_path)["Allocation"], "Allocation")[0] == 41603.01


@pytest.mark.parametrize("engine", ENGINES)
def test_a_changed_input_is_followed(funds, tmp_path, engine):
    """Change the pot as an officer would: the live figures follow, and still come to the pot."""
    source = next(path for path in funds if path.stem == "example")
    book = openpyxl.load_workbook(source)
    book["Inputs"]["B3"] = 639675
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    shown = engine(changed, tmp_path)
    assert column(shown["Allocation"], "Allocation") == column(shown["Inputs"], "24/25 Funding")
    assert {row[1] for row in shown["Checks"][3:] if row[0]} == {"holds"}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_change_that_the_formulas_cannot_follow_fails_a_check(tmp_path, engine):
    """Unrounded weights are divided in floating point, proved for these inputs only: a tie typed in must be noticed."""
    rows = [f"E{i},Area {i},{w!r}" for i, w in enumerate([0.1234567890123, 0.7654321098765, 0.3141592653589])]
    path = tmp_path / "floating.xlsx"
    written(_csv(rows), Asked(pot="15.33", by="Basis"), path)
    assert {row[1] for row in engine(path, tmp_path)["Checks"][3:] if row[0]} == {"holds"}
    book = openpyxl.load_workbook(path)
    for row, weight in enumerate([0.1, 0.1, 0.1], 7):
        book["Inputs"].cell(row, 3, weight)
    book["Inputs"]["B3"] = 10
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    shown = engine(changed, tmp_path)
    assert "FAILS" in {row[1] for row in shown["Checks"][3:]}
    assert shown["Summary"][7][1] == "see the sheet Checks"


def plant(source, target, old: str, new: str) -> None:
    """Copy a workbook with one stored value replaced."""
    import zipfile

    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as copy:
        for name in archive.namelist():
            data = archive.read(name)
            if name == "xl/worksheets/sheet2.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            copy.writestr(name, data)
