"""The signatures of slips."""

from __future__ import annotations

from fractions import Fraction

import pytest

from formulas.relations.relation import judged
from formulas.relations.slips import nearest_slip, slip
from formulas.relations.two_slips import two_slips
from tests.relations.told import accused, entry, told


@pytest.mark.parametrize(
    ("printed", "meant", "name"),
    [
        ("4,813", "4183", "two digits swapped"),
        ("4,813", "4873", "one digit"),
        ("4,813", "48213", "a digit left out"),
        ("4,813", "413", "a digit too many"),
        ("4,813", "-4813", "the sign"),
        ("4,813", "48130", "a nought too many or too few"),
        ("4,813", "481.3", "a nought too many or too few"),
        ("4,813", "4813000", "the wrong unit, thousands for units"),
        ("4.813", "4813", "a point for a comma"),
        ("4,813", "4813000000", "the wrong unit, millions for units"),
        ("4,813", "7000", ""),
        ("4,813", "8431", ""),
        ("4,813", "-4183", ""),
        ("4,813", "0", ""),
        ("0.5", "0.3", "one digit"),
    ],
)
def test_one_slip(printed, meant, name):
    assert slip(entry(printed), Fraction(meant)) == name


def test_what_was_meant_is_looked_for_within_the_tolerance():
    cell = entry("4,813")
    assert nearest_slip(cell, Fraction("4182"), Fraction(2)) == ("two digits swapped", Fraction(4183))
    assert nearest_slip(cell, Fraction("4181"), Fraction(0)) == ("", Fraction(4181))


def test_two_signs_lost_in_one_sum():
    found = told(
        """
        | 2021 £ | 2022 £ | 2023 £
        Rents | 80,150 | 80,871 | 81,204
        Grants | 41,003 | 42,010 | 42,377
        Staff | -60,240 | -60,912 | 61,050
        Repairs | -18,447 | -19,031 | 19,846
        Net income | 42,466 | 42,938 | 42,685
        """
    )
    assert accused(found) == {"61,050": "-61050", "19,846": "-19846"}
    assert {cause.slip for cause in found.causes} == {"the sign"}


def test_a_pair_is_told_only_where_no_other_pair_does_it():
    def of(total: str, *terms: str):
        return judged("sum", entry(total), tuple((entry(term, row=n), 1) for n, term in enumerate(terms, 1)))

    pair = two_slips(of("1,000", "700", "611", "89", "1,000"))  # 89 and 611 are to be taken off
    assert pair is not None
    assert {(one.printed, meant) for one, meant, _ in pair} == {("611", -611), ("89", -89)}
    assert two_slips(of("20", "10", "10", "10", "10")) is None
    assert two_slips(of("20", "15", "25")) is None


def test_a_table_says_its_slip():
    found = told(
        "| 2022 £ | 2023 £\nRoads | 3,105 | 3,377\nParks | 1,208 | 1,190\nBins | 2,004 | 2,450\nTotal | 6,317 | 7,071"
    )
    assert accused(found) == {"7,071": "7017"}
    assert found.causes[0].slip == "two digits swapped"
