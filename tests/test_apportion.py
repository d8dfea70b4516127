"""Sharing whole units: worked cases, ties, the other rules, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from formulas.apportion import each, largest_remainder, residue_to
from formulas.refusals import Refused
from formulas.rounding import Rounding
from formulas.shares import shares


def test_a_textbook_case():
    """Balinski and Young's first example of Hamilton's method: 26 seats among five states."""
    states = {"A": 9061, "B": 7179, "C": 5259, "D": 3319, "E": 1182}
    assert largest_remainder(26, list(states.values()), list(states)).units == [9, 7, 5, 4, 1]


def test_ties_go_by_key_and_not_by_place():
    assert largest_remainder(2, [1, 1, 1], ["c", "a", "b"]).units == [0, 1, 1]
    assert largest_remainder(2, [1, 1, 1], ["a", "b", "c"]).units == [1, 1, 0]


def test_where_a_float_package_breaks_a_tie_wrongly():
    weights = [18, 6, 18, 3, 4, 8, 10, 8, 3, 15, 5]
    shared = largest_remainder(792, weights, [f"{i:02d}" for i in range(11)])
    assert shared.units == [146, 49, 145, 24, 32, 65, 81, 65, 24, 121, 40]


def test_where_a_float_package_is_wrong_without_a_tie():
    shared = largest_remainder(6826287880209, [971307, 291220, 736997], "abc")
    assert shared.units == [3315999808985, 994212400789, 2516075670435]


def test_the_alabama_effect_is_there():
    """One unit more in the pot takes one from the small row: the method is not monotone, and does not claim to be."""
    assert [largest_remainder(pot, [6, 6, 2], "abc").units[2] for pot in (3, 4)] == [1, 0]


def test_each_part_says_what_it_got_and_why():
    parts = largest_remainder(10, [1, 1, 4], "abc").parts()
    assert [(p.units, p.exact, p.odd, p.rank) for p in parts] == [
        (2, Fraction(5, 3), 1, 1),
        (2, Fraction(5, 3), 1, 2),
        (6, Fraction(20, 3), 0, 3),
    ]


def test_a_negative_pot_mirrors_the_positive_one():
    shared = largest_remainder(-10, [1, 1, 4], "abc")
    assert shared.units == [-2, -2, -6]
    assert [p.odd for p in shared.parts()] == [-1, -1, 0]
    assert each(-5, [1, 1], "ab").units == [-3, -3]
    assert residue_to(-5, [1, 1], "ab", "b").units == [-3, -2]


def test_each_rounds_half_away_and_reports_the_residue():
    shared = each(5, [1, 1], "ab")
    assert (shared.units, shared.residue) == ([3, 3], 1)
    assert [p.odd for p in shared.parts()] == [0, 0]


def test_the_residue_goes_to_the_named_row():
    shared = residue_to(100, [1, 1, 1], "abc", "c")
    assert (shared.units, shared.residue, [p.odd for p in shared.parts()]) == ([33, 33, 34], 0, [0, 0, 1])


def test_weights_of_every_exact_kind_and_size():
    mixed = [Fraction(1, 3), Decimal("0.5"), 2]
    assert largest_remainder(17, mixed, "abc").units == [2, 3, 12]
    assert largest_remainder(10, [10**400, 3 * 10**400], "ab").units == [3, 7]  # 2.5 and 7.5: level, so a by its key
    assert largest_remainder(10**400 + 1, [1, 1], "ab").units == [10**400 // 2 + 1, 10**400 // 2]


@pytest.mark.parametrize(
    "weights", [[], [0, 0], [1, -1], [1.0, 2], [True, 1], [Decimal("NaN"), 1], [Fraction(-1, 2), 1], ["1", 2]]
)
@pytest.mark.parametrize("rule", [largest_remainder, each, lambda p, w, k: residue_to(p, w, k, 0)])
def test_unfit_weights_are_refused(weights, rule):
    with pytest.raises(Refused):
        rule(10, weights, list(range(len(weights))))


def test_every_unfit_weight_is_named():
    with pytest.raises(Refused) as refused:
        largest_remainder(10, [1, -1, 0.5], "abc")
    assert [r.about for r in refused.value.refusals] == ["weight 2", "weight 3"]


def test_level_rows_with_one_key_are_refused_only_where_it_matters():
    with pytest.raises(Refused):
        largest_remainder(1, [1, 1], "aa")
    assert largest_remainder(2, [1, 1], "aa").units == [1, 1]


def test_a_residue_to_nobody_is_refused():
    with pytest.raises(Refused):
        residue_to(10, [1, 1], "ab", "z")
    with pytest.raises(ValueError, match="one key"):
        each(10, [1, 1], "a")


def test_shares_of_nothing_are_refused():
    with pytest.raises(Refused):
        shares([0, 0])


def test_a_declared_rounding_is_checked():
    assert Rounding(Fraction(100), "each").words == "each row by itself, half away from zero"
    with pytest.raises(Refused) as refused:
        Rounding(Fraction("0.001"), "bankers")
    assert [r.code for r in refused.value.refusals] == ["unit", "rule"]


def test_a_residue_never_leaves_less_than_nothing():
    with pytest.raises(Refused):
        residue_to(200, [1] * 400, list(range(400)), 0)  # every row is rounded up to 1: the residue is -200
    with pytest.raises(Refused):
        residue_to(1, [1, 1, 1, 0], "abcd", "d")
