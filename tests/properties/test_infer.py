"""Whatever fund is shared out, the true pot and the row that was altered are found again."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from csptool.faults import Faults
from csptool.inferring.answer import document
from csptool.inferring.questions import Asked, answers
from csptool.papers import ReadPaper
from csptool.papers.reading import paper_of
from csptool.sheets.source import Source
from formulas.apportion import largest_remainder
from formulas.inference.aside import set_aside
from formulas.inference.charges import conventions, tax_bases
from formulas.inference.damping import EXCESS, WAYS, Area, damping, floors
from formulas.inference.formula_aside import formula_aside
from formulas.inference.interval import Interval, common, most_in_common
from formulas.inference.pots import (
    BY_ROW,
    HALF_UP,
    LARGEST_REMAINDER,
    Row,
    before_rounding,
    implied,
    rounded_to,
)
from formulas.inference.weights import Measured, Scaled, follow, weights
from formulas.rounding import PENNY, to_the_penny
from formulas.valuation_bands import CONVENTIONS, LAST_YEAR_PLUS, Charges, Proportions, charges

UNITS = st.sampled_from([PENNY, Fraction(1), Fraction(100)])


@st.composite
def funds(draw, least=3):
    """A pot, a basis and a unit."""
    basis = draw(st.lists(st.integers(1, 10**7), min_size=least, max_size=60))
    return Fraction(draw(st.integers(10**6, 10**10)), 100), basis, draw(UNITS)


def rows_of(basis, results, unit, half=Fraction(0)):
    pairs = enumerate(zip(basis, results, strict=True))
    return [Row(str(n), Fraction(b), r, half, unit / 2) for n, (b, r) in pairs]


@settings(max_examples=max(1000, settings.default.max_examples))
@given(funds(), st.sampled_from(BY_ROW))
def test_the_true_pot_is_among_those_implied(fund, rule):
    pot, basis, unit = fund
    results = [rounded_to(pot * b / sum(basis), unit, rule) for b in basis]
    found = implied(rows_of(basis, results, unit), unit, rule)
    assert found.pots.has(pot)


@given(funds(), st.sampled_from(BY_ROW), st.sampled_from([10, 1000]))
def test_so_it_is_where_the_basis_is_rounded(fund, rule, place):
    pot, basis, unit = fund
    results = [rounded_to(pot * b / sum(basis), unit, rule) for b in basis]
    shown = [rounded_to(Fraction(b), Fraction(place), HALF_UP) for b in basis]
    found = implied(rows_of(shown, results, unit, Fraction(place, 2)), unit, rule, rounded=True)
    assert found.pots.has(pot)


@given(funds())
def test_the_largest_remainder_is_known_again(fund):
    pot, basis, unit = fund
    shared = largest_remainder(int(pot / unit), basis, range(len(basis)))
    results = [units * unit for units in shared.units]
    found = implied(rows_of(basis, results, unit), unit, LARGEST_REMAINDER)
    assert found.fits
    assert found.pots.has(sum(results))


@given(st.lists(st.integers(1, 50), min_size=3, max_size=5), st.lists(st.integers(0, 30), min_size=5, max_size=5))
def test_what_the_largest_remainder_does_not_give_is_not_said_to_follow(basis, amounts):
    results = [Fraction(amount) for amount in amounts[: len(basis)]]
    found = implied(rows_of(basis, results, Fraction(1)), Fraction(1), LARGEST_REMAINDER)
    pot = int(sum(results))
    some = [largest_remainder(pot, basis, keys).units for keys in _orders(len(basis))]
    assert found.fits == (results in some)


def _orders(count):
    from itertools import permutations

    return [list(order) for order in permutations(range(count))]


@settings(max_examples=max(1000, settings.default.max_examples))
@given(funds(least=5), st.data())
def test_a_row_altered_beyond_rounding_is_set_aside(fund, data):
    pot, basis, unit = fund
    results = [rounded_to(pot * b / sum(basis), unit, HALF_UP) for b in basis]
    place = data.draw(st.integers(0, len(basis) - 1))
    width = sum(basis) / Fraction(min(basis)) * unit  # no row's interval of pots is wider
    by = (int(width * basis[place] / sum(basis) / unit) + 2) * unit
    results[place] += by
    found = set_aside(rows_of(basis, results, unit), unit, HALF_UP)
    assert found is not None
    assert found.rows == (place,)
    [(least, greatest)] = found.due
    assert least <= results[place] - by <= greatest


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.booleans(), st.booleans()), min_size=1))
def test_the_sweep_finds_the_most_intervals_with_a_number_in_common(ends):
    intervals = [Interval(Fraction(a), Fraction(b), c, d) for a, b, c, d in ends]
    deepest = 0
    for at in range(0, 42):
        deepest = max(deepest, sum(one.has(Fraction(at, 2)) for one in intervals))
    sets = most_in_common(intervals)
    assert max(map(len, sets), default=0) == deepest
    assert all(not common(intervals[place] for place in one).empty for one in sets)


BANDS = Proportions("England", "1993/94", {"A": 6, "B": 7, "C": 8, "D": 9, "E": 11, "F": 13, "G": 15, "H": 18}, {})


@given(st.integers(500_000, 5_000_000), st.integers(0, 200_000), st.sampled_from(list(CONVENTIONS)))
def test_the_convention_that_made_the_bands_is_among_those_that_fit(before, rise, name):
    exact = Fraction(before + rise, 10_000)
    last = charges(BANDS, to_the_penny(Fraction(before, 10_000)))
    made = charges(BANDS, to_the_penny(exact), name, basic_amount=exact, last_year=last)
    if name == LAST_YEAR_PLUS:
        made = Charges(made.band_d, made.bands)
    fitting = [one for one in conventions(BANDS, made, last) if one.fits]
    assert name in [one.name for one in fitting]
    if name == "from the unrounded Band D":
        assert next(one for one in fitting if one.name == name).band_d.has(exact)


@given(st.lists(st.integers(10**5, 10**7), min_size=1, max_size=20), st.integers(10_000, 50_000))
def test_tax_bases_of_two_decimals_are_told_from_precepts_to_the_penny(bases, pence):
    band_d = Fraction(pence, 100)
    precepts = {
        str(place): Interval.around(to_the_penny(Fraction(base, 100) * band_d), PENNY / 2)
        for place, base in enumerate(bases)
    }
    found = tax_bases(precepts, Interval(band_d, band_d))
    assert [one.told for one in found] == [Fraction(base, 100) for base in bases]


@given(
    st.lists(st.tuples(st.integers(1000, 10**6), st.integers(700, 1500)), min_size=2, max_size=40),
    st.integers(-30, 50),
    st.integers(0, 100),
    st.sampled_from(WAYS),
)
def test_the_true_floor_and_factor_are_among_those_that_fit(figures, per_mille, hundredths, way):
    rate, factor = Fraction(per_mille, 1000), Fraction(hundredths, 100)
    areas = []
    for place, (before, growth) in enumerate(figures):
        previous = Fraction(before)
        undamped, held = previous * growth / 1000, previous * (1 + rate)
        scaled = held + factor * (undamped - held) if way == EXCESS else factor * undamped
        after = held if undamped <= held else max(held, scaled)
        three = (rounded_to(one, Fraction(1), HALF_UP) for one in (previous, undamped, after))
        areas.append(Area(str(place), *(Interval.around(one, Fraction(1, 2)) for one in three)))
    assert floors(areas).has(rate)
    assert damping(areas, Interval(rate, rate)).factors[way].has(factor)


@st.composite
def formulas_of(draw, least=3):
    """Indicators and the pounds per unit of each, with the results to the penny or the pound."""
    count = draw(st.integers(1, 6))
    rows = draw(st.lists(st.lists(st.integers(0, 10**6), min_size=count, max_size=count), min_size=least, max_size=60))
    amounts = [Fraction(draw(st.integers(0, 10**4)), 1000) for _ in range(count)]
    unit = draw(st.sampled_from([PENNY, Fraction(1)]))
    exact = [sum(a * v for a, v in zip(amounts, row, strict=True)) for row in rows]
    results = [rounded_to(Fraction(one), unit, HALF_UP) for one in exact]
    return rows, amounts, unit, results


def measured(rows, unit, results):
    found = []
    for place, (row, result) in enumerate(zip(rows, results, strict=True)):
        before = before_rounding(result, unit, HALF_UP)
        found.append(Measured(str(place), tuple(map(Fraction, row)), (Fraction(0),) * len(row), before))
    return found


@settings(max_examples=max(500, settings.default.max_examples))
@given(formulas_of())
def test_the_true_amounts_are_among_those_that_fit(given_formula):
    rows, amounts, unit, results = given_formula
    found = weights(measured(rows, unit, results))
    assert found.fits
    for true, (low, high) in zip(amounts, found.amounts, strict=True):
        assert low <= true
        assert high is None or true <= high
    for row, one in zip(rows, measured(rows, unit, results), strict=True):
        worked = sum(a * v for a, v in zip(found.example, row, strict=True))
        assert one.result.low <= worked <= one.result.high


@settings(max_examples=max(200, settings.default.max_examples))
@given(formulas_of(least=10), st.data())
def test_a_result_altered_beyond_what_the_others_allow_is_among_those_set_aside(given_formula, data):
    rows, _, unit, results = given_formula
    place = data.draw(st.integers(0, len(rows) - 1))
    true = measured(rows, unit, results)
    rest = Scaled(true)
    allowed = rest.result(rest.ranges(frozenset({place})), true[place])
    if allowed.high is None:
        return  # nothing but this row says what its indicators are worth
    results[place] = (allowed.high // unit + 2) * unit
    altered = measured(rows, unit, results)
    assert not follow(altered)
    found = formula_aside(altered)
    assert found is not None
    assert place in found.among
    if found.rows == (place,):
        [due] = found.due
        assert due.low <= true[place].result.high
        assert true[place].result.low <= due.high


def test_with_rows_enough_the_amounts_are_determined():
    rows = [[n * 37 % 101 + 1, n * n % 89 + 3, n**3 % 97 + 5] for n in range(1, 61)]
    amounts = [Fraction("12.5"), Fraction("3.25"), Fraction("0.75")]
    results = [to_the_penny(sum(a * v for a, v in zip(amounts, row, strict=True))) for row in rows]
    found = weights(measured(rows, PENNY, results))
    for true, (low, high) in zip(amounts, found.amounts, strict=True):
        assert low <= true <= high
        assert high - low < Fraction("0.0002")


CELLS = st.sampled_from(
    ["0", "0.00", "1", "2", "3", "7.5", "10", "33.33", "66.67", "100.00", "1,000", "Nil", "n/a", "£1.2m"]
)


@settings(max_examples=max(300, settings.default.max_examples))
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=2, max_size=8), st.booleans())
def test_any_table_is_answered_or_refused_and_never_breaks(cells, named):
    lines = "".join(f"| Area {n} | {' | '.join(row)} |\n" for n, row in enumerate(cells))
    text = f"| | Base £ | Extra £ | Total £ |\n|---|---|---|---|\n{lines}"
    asked = Asked(basis="2", result="3", pot="100") if named else Asked()
    try:
        paper = paper_of(Source("paper.md", text.encode()))
        told = answers(ReadPaper("paper.md", "", paper), asked)
    except Faults:
        return
    printed = document(ReadPaper("paper.md", "", paper), told)
    for format_ in ("text", "json", "csv", "markdown"):
        assert printed.printed(format_)
