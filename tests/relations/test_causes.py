"""Causes, not symptoms."""

from __future__ import annotations

from formulas.relations.causes import causes
from formulas.relations.relation import judged
from tests.relations.told import accused, entry, told

CROSSED = """
| North | South | East | Total
Visits | 120 | 85 | 64 | 269
Calls | 311 | 207 | 150 | 668
Letters | 48 | 33 | 19 | 100
Total | 479 | 325 | 233 | 1,037
"""


def test_nothing_fails_and_nothing_is_accused():
    assert not told(CROSSED).causes


def test_one_cell_explains_its_row_and_its_column():
    found = told(CROSSED.replace("207", "270"))
    assert accused(found) == {"270": "207"}
    assert len(found.causes[0].explains) == 2


def test_a_wrong_subtotal_is_named_and_not_the_grand_total():
    found = told(
        """
        £ | 2022 | 2023
        Pay | 4,105 | 4,377
        Fuel | 1,208 | 1,190
        Running costs sub-total | 5,313 | 5,657
        Grants | 2,050 | 2,114
        Loans | 771 | 698
        Transfers sub-total | 2,821 | 2,812
        Grand total | 8,134 | 8,379
        """
    )
    assert accused(found) == {"5,657": "5567"}
    assert len(found.causes[0].explains) == 2


def test_two_wrong_cells_are_two_causes():
    found = told(CROSSED.replace("207", "270").replace("| 19 |", "| 91 |"))
    assert accused(found) == {"270": "207", "91": "19"}


def test_three_wrong_row_totals_under_a_right_grand_total():
    more = "Forms | 71 | 52 | 44 | 167\nTexts | 94 | 81 | 37 | 212\nLetters"
    table = CROSSED.replace("Letters", more).replace("479 | 325 | 233 | 1,037", "644 | 458 | 314 | 1,416")
    found = told(table.replace("269", "296").replace("668", "686").replace("| 100", "| 190"))
    assert accused(found) == {"296": "269", "686": "668", "190": "100"}


def test_rivals_are_told_where_the_figures_cannot_decide():
    found = told(
        "| 2022 £ | 2023 £\nRoads | 3,105 | 3,377\nParks | 1,208 | 1,190\nBins | 2,004 | 2,450\nTotal | 6,317 | 7,917"
    )
    (cause,) = found.causes
    assert cause.entry.printed == "7,917"
    assert {(one.printed, str(meant)) for one, meant, _ in cause.rivals} <= {
        ("3,377", "4277"), ("1,190", "2090"), ("2,450", "3350")
    }  # fmt: skip


def test_a_relation_whose_figures_are_all_corrected_already_is_still_explained():
    one, two, three = (entry(text, row=n) for n, text in enumerate(("10", "20", "40"), 1))
    relations = [judged("a", one, ((two, 1),)), judged("b", one, ((three, 1),)), judged("c", two, ((three, 1),))]
    explained = {id(r) for cause in causes(relations) for r in cause.explains}
    assert explained == {id(r) for r in relations}
