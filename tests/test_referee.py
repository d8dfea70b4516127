"""The workbook's live formulas, worked out by engines that are not ours, give csptool's figures to the penny."""

from __future__ import annotations

import random
from fractions import Fraction

import openpyxl
import pytest

from csptool.reports.allocation_workbook import as_workbook
from csptool.sheets.book import open_book
from csptool.sheets.budget import Asked, quick_budget
from csptool.sheets.source import Source
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

GENERATED = 210
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
    asked = Asked(
        pot=in_full(pot), by="Basis", unit=unit, rounding=rule, residue_to="E00000" if rule == "residue-to" else ""
    )
    return ("Code,Area,Basis\n" + "\n".join(rows)).encode(), asked


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
    budget = quick_budget(open_book(Source("fund.csv", data, None)), asked)
    allocation = budget.allocate()
    path.write_bytes(as_workbook(budget, allocation, asked.given()))
    return [in_full(amount) for amount in allocation.amounts]


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
    return {path: written(data, options, path) for path, (data, options) in made.items()}


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


@pytest.mark.skipif(not SOFFICE, reason=NO_SOFFICE)
def test_libreoffice_really_recalculates(funds, tmp_path):
    """A wrong value planted in the file must be gone afterwards, or the test above would prove nothing."""
    source = next(path for path in funds if path.stem == "example")
    planted = tmp_path / "planted.xlsx"
    plant(source, planted, "<v>41603.01</v>", "<v>999.99</v>")
    assert column(values(planted)["Allocation"], "Allocation")[0] == 999.99
    [shown] = recalculated_by_libreoffice([planted], tmp_path)
    assert column(values(shown)["Allocation"], "Allocation")[0] == 41603.01


@pytest.mark.skipif(not SOFFICE, reason=NO_SOFFICE)
def test_a_changed_input_is_followed(funds, tmp_path):
    """Change the pot as an officer would: the live figures follow, and still come to the pot."""
    source = next(path for path in funds if path.stem == "example")
    book = openpyxl.load_workbook(source)
    book["Inputs"]["B3"] = 639675
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    [path] = recalculated_by_libreoffice([changed], tmp_path)
    shown = values(path)
    assert column(shown["Allocation"], "Allocation") == column(shown["Inputs"], "24/25 Funding")
    assert {row[1] for row in shown["Checks"][3:] if row[0]} == {"holds"}


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
