"""Whatever is shared out with a minimum, a cap, percentages or a rounded basis: found again, and the proof proves."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from csptool.inferring.tables import AreaTable
from formulas.exact import in_digits
from formulas.inference.held import CAP, MINIMUM, held
from formulas.inference.pots import BY_ROW, HALF_UP, Row, before_rounding, implied, rounded_to
from formulas.inference.proof import proof
from formulas.inference.shares import ask
from formulas.paper import Cell, Table
from formulas.relations.grid import grid_of
from formulas.rounding import PENNY

UNITS = st.sampled_from([PENNY, Fraction(1), Fraction(100)])
BASES = st.lists(st.integers(1_000, 10**6), min_size=6, max_size=40)
WIDE = settings(max_examples=max(300, settings.default.max_examples))


@WIDE
@given(BASES, st.integers(10**5, 10**9), UNITS, st.sampled_from(BY_ROW), st.sampled_from([MINIMUM, CAP]))
def test_a_minimum_or_a_cap_is_found_with_the_pot(bases, pence, unit, rule, kind):
    rate = Fraction(pence, 100) / sum(bases)
    plain = [rounded_to(rate * basis, unit, rule) for basis in bases]
    ordered = sorted(plain) if kind == MINIMUM else sorted(plain, reverse=True)
    amount = ordered[2]  # two rows at least are held, and get what the next one gets
    results = [max(one, amount) if kind == MINIMUM else min(one, amount) for one in plain]
    at = {place for place, one in enumerate(results) if one == amount}
    assume(amount > 0 and len(results) - len(at) >= 3)
    rows = [
        Row(str(n), Fraction(b), r, Fraction(0), unit / 2) for n, (b, r) in enumerate(zip(bases, results, strict=True))
    ]
    found = held(rows, unit, rule)
    assert found is not None
    if found.kind == kind:
        assert set(found.rows) == at
        true = sum((rate * basis for place, basis in enumerate(bases) if place not in at), amount * len(at))
        assert found.found.pots.has(true)


@WIDE
@given(BASES, st.integers(10**6, 10**9), st.sampled_from(BY_ROW))
def test_a_pot_by_printed_percentages_is_found(bases, pounds, rule):
    shares = [Fraction(100 * basis, sum(bases)) for basis in bases]
    results = [rounded_to(pounds * share / 100, Fraction(1), rule) for share in shares]
    shown = [rounded_to(share, Fraction(1, 10), HALF_UP) for share in shares]
    rows = [
        Row(str(n), share, result, Fraction(1, 20), Fraction(1, 2))
        for n, (share, result) in enumerate(zip(shown, results, strict=True))
    ]
    assert implied(rows, Fraction(1), rule, rounded=True, whole=Fraction(100)).pots.has(Fraction(pounds))


@WIDE
@given(BASES, st.integers(10**6, 10**9), st.sampled_from([1, 10, 1000]), st.integers(0, 2))
def test_the_proof_gives_every_printed_result_from_bases_that_round_to_those_printed(bases, pounds, place, decimals):
    """Asked of a table as it is printed, so that what is told is what is worked out again."""
    unit = Fraction(1, 10**decimals)
    results = [rounded_to(Fraction(pounds * basis, sum(bases)), unit, HALF_UP) for basis in bases]
    shown = [rounded_to(Fraction(basis), Fraction(place), HALF_UP) for basis in bases]
    lines = [["Area", "Last year £", "Grant £"]]
    lines += [
        [f"A{n}", f"{b:,}", in_digits(r, decimals)]
        for n, (b, r) in enumerate(zip(map(int, shown), results, strict=True))
    ]
    table = grid_of(Table(1, tuple(tuple(Cell(text) for text in line) for line in lines)))
    assert table is not None
    shares = ask(AreaTable.of(table), 0, 1)
    assume(any(one.fits for one in shares.tried))
    found = shares.found
    proved = proof(shares, found)
    assert [row.result for row in shares.rows] == list(proved.worked)
    assert found.pots.has(proved.pot)
    for row, basis, result in zip(shares.rows, proved.bases, proved.worked, strict=True):
        assert abs(basis - row.basis) <= row.basis_half
        if found.rule in BY_ROW:
            rate = proved.pot / sum(proved.bases)
            assert before_rounding(result, found.unit, found.rule).has(rate * basis)
