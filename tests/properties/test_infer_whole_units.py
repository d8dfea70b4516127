"""Whole units: the truth is always among the answers, and the answers are what trying every combination finds."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from formulas.inference.pots import HALF_EVEN, HALF_UP, Row, rounded_to
from formulas.inference.whole_units import Terms, left, rates_at, whole_units, worked_out

HALF = Fraction(1, 2)
# bases of which no rate suits two different columns of numbers to the pound
SPREAD = [Fraction(10_000 + place * place * 7919 % 99_991) for place in range(1, 31)]


@st.composite
def funds(draw):
    """What was paid and what is printed: the true rate, units and bases; the printed rows; the terms."""
    place = draw(st.sampled_from([Fraction(1), Fraction(1000)]))
    basis_place = draw(st.sampled_from([Fraction(0), Fraction(1), Fraction(1000)]))
    rule = draw(st.sampled_from([HALF_UP, HALF_EVEN]))
    terms = Terms(Fraction(draw(st.integers(0, 20_000))), Fraction(draw(st.integers(1_000, 50_000))))
    rate = Fraction(draw(st.integers(0, 1_500)), 1000)
    areas = draw(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 30)), min_size=5, max_size=30))
    rows = []
    for number, (basis, units) in enumerate(areas):
        result = rounded_to(terms.fixed + terms.per_unit * units + rate * basis, place, rule)
        shown = rounded_to(Fraction(basis), basis_place, rule) if basis_place else Fraction(basis)
        rows.append(Row(str(number), shown, result, basis_place / 2, place / 2))
    assume(any(row.basis for row in rows))
    return rate, areas, rows, terms


@settings(max_examples=max(500, settings.default.max_examples))
@given(funds())
def test_the_true_rate_and_numbers_are_among_the_answers(fund):
    rate, areas, rows, terms = fund
    found = whole_units(rows, terms)
    [fit] = [one for one in found.fits if one.rate.has(rate)]
    assert all(units in of_row for (_, units), of_row in zip(areas, fit.units, strict=True))
    fewest, most = found.total
    assert fewest <= sum(units for _, units in areas) <= most
    assert fit.remainder.has(sum(rate * basis for basis, _ in areas))


@settings(max_examples=max(200, settings.default.max_examples))
@given(funds())
def test_the_rate_that_is_worked_with_gives_every_row(fund):
    _, _, rows, terms = fund
    found = whole_units(rows, terms)
    for row, of_row in zip(rows, found.fits[0].units, strict=True):
        assert any(
            low <= row.result + row.result_half and high >= row.result - row.result_half
            for units in of_row
            for low, high in [worked_out(row, terms, units, found.example)]
        )


FINELY = st.lists(st.integers(0, 30), min_size=30, max_size=30)
RATES = st.integers(1, 2_000).map(lambda thousandths: Fraction(thousandths, 1000))


@given(FINELY, RATES, st.integers(0, 20_000), st.sampled_from([1_000, 2_500, 25_000]))
def test_with_rows_enough_printed_finely_every_number_is_determined(numbers, rate, fixed, per_unit):
    terms = Terms(Fraction(fixed), Fraction(per_unit))
    found = whole_units(finely(numbers, rate, terms), terms)
    assert found.units == [(one, one) for one in numbers]
    assert found.rate.has(rate)
    assert found.rate.high - found.rate.low < Fraction(1, 10_000)


@given(FINELY, RATES, st.integers(0, 29), st.integers(10, 490))
def test_a_row_altered_by_less_than_a_unit_is_the_one_to_blame(numbers, rate, place, by):
    terms = Terms(Fraction(0), Fraction(1_000))
    rows = finely(numbers, rate, terms)
    rows[place] = Row(rows[place].label, rows[place].basis, rows[place].result + by, Fraction(0), HALF)
    found = whole_units(rows, terms)
    assert not found.fits
    assert found.blamed == (place,)


def finely(numbers, rate, terms):
    """Thirty areas to the pound, with bases that are counts."""
    return [
        Row(
            str(n),
            n,
            rounded_to(terms.fixed + terms.per_unit * units + rate * n, Fraction(1), HALF_UP),
            Fraction(0),
            HALF,
        )
        for n, units in zip(SPREAD, numbers, strict=True)
    ]


SMALL = st.builds(
    Row,
    st.just("an area"),
    st.integers(0, 6).map(Fraction),
    st.integers(-1, 12).map(Fraction),
    st.sampled_from([Fraction(0), HALF, Fraction(2)]),
    st.sampled_from([Fraction(0), Fraction(1, 4), HALF, Fraction(2)]),
)


@settings(max_examples=max(1000, settings.default.max_examples))
@given(
    st.lists(SMALL, min_size=2, max_size=4),
    st.sampled_from([Fraction(0), Fraction(1), HALF]),
    st.sampled_from([Fraction(2), Fraction(3), Fraction(7, 2)]),
)
def test_every_combination_tried_gives_the_same(rows, fixed, per_unit):
    assume(any(row.basis for row in rows))
    terms = Terms(fixed, per_unit)
    found, tried = whole_units(rows, terms), combinations(rows, terms)
    assert bool(found.fits) == bool(tried)
    if not tried:
        without = [place for place in range(len(rows)) if combinations(rows[:place] + rows[place + 1 :], terms)]
        assert found.blamed == tuple(without)
        return
    assert [(one.rate.low, one.rate.high) for one in found.fits] == united([rates for _, rates in tried])
    for place, ends in enumerate(found.units):
        assert ends == (min(units[place] for units, _ in tried), max(units[place] for units, _ in tried))
    assert found.total == (min(sum(units) for units, _ in tried), max(sum(units) for units, _ in tried))
    parts = [remainders(rows, terms, units, rates) for units, rates in tried]
    assert found.remainder.low == min(low for low, _ in parts)
    assert found.remainder.high == (None if any(high is None for _, high in parts) else max(high for _, high in parts))


def combinations(rows, terms):
    """Every column of numbers with a rate that gives all rows, and the ends of its rates; None is no end."""
    room = [max(0, int((row.result + row.result_half) // terms.per_unit)) for row in rows]
    found = []
    for units in product(*(range(most + 1) for most in room)):
        low, high = Fraction(0), None
        for row, one in zip(rows, units, strict=True):
            paid = terms.fixed + terms.per_unit * one
            least, most = row.result - row.result_half - paid, row.result + row.result_half - paid
            small, large = max(Fraction(0), row.basis - row.basis_half), row.basis + row.basis_half
            if most < 0 or (large == 0 and least > 0):
                break
            low = max(low, least / large) if large else low
            if small:
                high = most / small if high is None else min(high, most / small)
        else:
            if high is None or low <= high:
                found.append((units, (low, high)))
    return found


def united(ranges):
    """Ranges that overlap or touch, as one."""
    found = []
    for low, high in sorted(ranges, key=lambda ends: ends[0]):
        if found and (found[-1][1] is None or low <= found[-1][1]):
            before = found[-1][1]
            found[-1] = (found[-1][0], None if before is None or high is None else max(before, high))
        else:
            found.append((low, high))
    return found


def remainders(rows, terms, units, rates):
    """The ends of what all rows have by the rate, for one column of numbers: tried at the ends of its rates."""
    low = high = Fraction(0)
    for row, one in zip(rows, units, strict=True):
        least, most = left(row, terms, one)
        small, large = max(Fraction(0), row.basis - row.basis_half), row.basis + row.basis_half
        low += max(least, rates[0] * small)
        if large:
            high += most if rates[1] is None else min(most, rates[1] * large)
    return low, high


@given(SMALL, st.integers(0, 4))
def test_a_rate_of_a_row_gives_its_result_and_one_outside_does_not(row, units):
    terms = Terms(Fraction(0), Fraction(3))
    found = rates_at(row, terms, units)
    for rate in (Fraction(tenths, 10) for tenths in range(0, 130, 3)):
        low, high = worked_out(row, terms, units, rate)
        gives = low <= row.result + row.result_half and high >= row.result - row.result_half
        assert found.has(rate) == gives
