"""Whatever Band D rose by, the true one lies in its range every year, and an altered figure is named."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from csptool.faults import Faults
from csptool.inferring.answer import document
from csptool.inferring.questions import Asked, answers
from csptool.papers import ReadPaper
from csptool.papers.reading import paper_of
from csptool.sheets.source import Source
from formulas.exact import in_digits
from formulas.inference.chain import Chain
from formulas.inference.interval import Interval
from formulas.inference.pots import HALF_EVEN, HALF_UP, rounded_to
from formulas.inference.rises import Figure, Year, chain, printed_percents, ranges
from formulas.inference.rises_left_out import BAND_D, PERCENT, POUNDS, left_out, without, would_be


def printed(value, decimals, rule=HALF_UP):
    return Figure(rounded_to(value, Fraction(1, 10**decimals), rule), decimals)


@st.composite
def series(draw, whole=False):
    """True Band Ds of four decimals and the years as printed; the increases in pounds exact where `whole`."""
    true = [Fraction(draw(st.integers(2_000_000, 30_000_000)), 10_000)]
    rule = draw(st.sampled_from([HALF_UP, HALF_EVEN]))
    step = 100 if whole else 1
    years = [Year("2001/02", printed(true[0], draw(st.sampled_from([2, 4])), rule))]
    for n in range(draw(st.integers(1, 7))):
        true.append(true[-1] + Fraction(draw(st.integers(-2000, 5000)) * step, 10_000))
        band_d = printed(true[-1], draw(st.sampled_from([2, 2, 3, 4])), rule)
        pounds = printed(true[-1] - true[-2], 2 if whole else draw(st.sampled_from([0, 1, 2])), rule)
        last = years[-1].band_d.value
        shows = draw(st.sampled_from([(True, True), (True, False), (False, True)]))
        worked = [(true[-2], true[-1]), (last, band_d.value), *([(last, last + pounds.value)] if shows[0] else [])]
        used = draw(st.sampled_from(worked))
        percent = printed((used[1] - used[0]) / used[0] * 100, draw(st.integers(1, 4)), rule)
        both = (pounds if shows[0] else None, percent if shows[1] else None)
        years.append(Year(f"{2002 + n}/{3 + n:02}", band_d, *both))
    return true, years


@settings(max_examples=max(500, settings.default.max_examples))
@given(series())
def test_the_true_band_d_lies_in_its_range_every_year(made):
    true, years = made
    found = ranges(years, exact=False)
    assert len(found) == len(years)
    assert all(range_.has(value) for range_, value in zip(found, true, strict=True))
    assert left_out(years) == []


@settings(max_examples=max(500, settings.default.max_examples))
@given(series(whole=True), st.data())
def test_so_it_does_with_exact_increases_whichever_years_are_not_printed(made, data):
    true, years = made
    kept = [replace(y, band_d=None) if n and data.draw(st.booleans()) else y for n, y in enumerate(years)]
    coarse = years[0].band_d.half  # a percentage worked from a print that is missing and coarser may be further off
    kept = kept if all(y.band_d.half <= coarse for y in years) else [replace(y, percent=None) for y in kept]
    found = ranges(kept, exact=True)
    assert all(range_.has(value) for range_, value in zip(found, true, strict=True))


@given(series(), st.booleans())
def test_each_end_of_a_range_fits_the_whole_series_and_nothing_beyond_it_does(made, exact):
    _, years = made
    own = chain(years, exact=exact)
    for place, range_ in enumerate(own.ranges()):
        for end, beyond in ((range_.low, -1), (range_.high, 1)):
            outside = end + beyond * Fraction(1, 10**9)
            for value, fits in ((end, True), (outside, False)):
                fixed = list(own.own)
                [inside] = [one.has(value) for one in own.own[place]]
                fixed[place] = (Interval(value, value),)
                assert (inside and bool(Chain(tuple(fixed), own.links).ranges())) is fits


@settings(max_examples=max(300, settings.default.max_examples))
@given(series(), st.data())
def test_a_figure_altered_beyond_rounding_is_named(made, data):
    _, years = made
    place = data.draw(st.integers(1, len(years) - 1))
    which = data.draw(st.sampled_from([POUNDS, PERCENT, BAND_D]))
    figure = getattr(years[place], which)
    assume(figure is not None)
    apart = sum(year.band_d.half for year in years[place - 1 : place + 1]) + Fraction(1, 2) + 1
    by = apart * 4 * data.draw(st.sampled_from([-1, 1])) if which != PERCENT else Fraction(40)
    altered = [*years]
    altered[place] = replace(years[place], **{which: Figure(figure.value + by, figure.decimals)})
    # six pounds at least, where the widest percentage, to 0.1% of some £3,000, tells £1.50 either way
    assert ranges(altered, exact=False) == ()
    assert {(place, which)} in left_out(altered)


@settings(max_examples=max(500, settings.default.max_examples))
@given(series(), st.data())
def test_the_truth_lies_in_what_is_left_whichever_figure_is_wrong(made, data):
    true, years = made
    place = data.draw(st.integers(0, len(years) - 1))
    which = data.draw(st.sampled_from([POUNDS, PERCENT, BAND_D]))
    figure = getattr(years[place], which)
    assume(figure is not None)
    wrong = Figure(figure.value + Fraction(data.draw(st.integers(-9, 9)), 10**figure.decimals), figure.decimals)
    altered = [*years]
    altered[place] = replace(years[place], **{which: wrong})
    rest = without(altered, frozenset({(place, which)}))
    found = ranges(rest, exact=False)
    assert all(range_.has(value) for range_, value in zip(found, true, strict=True))
    ends = would_be(altered, (place, which), found)
    assert ends is None or which == PERCENT or ends[0] <= figure.value <= ends[1]
    sets = left_out(altered)
    assert bool(sets) is (ranges(altered, exact=False) == ())
    assert not sets or {(place, which)} in sets


@settings(max_examples=max(500, settings.default.max_examples))
@given(series(), st.data())
def test_a_percentage_out_by_one_in_its_last_place_beyond_what_either_way_gives_is_named(made, data):
    _, years = made
    place = data.draw(st.integers(1, len(years) - 1))
    before, year = years[place - 1 : place + 1]
    assume(year.percent is not None)
    # each at the ends of what it may have been before it was rounded, and as printed
    growth = [
        (year.band_d.value + s * year.band_d.half) / (before.band_d.value - s * before.band_d.half) for s in (-1, 1)
    ]
    given_ = [*((one - 1) * 100 for one in growth), *printed_percents(before, year)]
    half = year.percent.half
    least, most = printed(min(given_) - half, year.percent.decimals), printed(max(given_) + half, year.percent.decimals)
    up = data.draw(st.booleans())
    value = most.value + half * 2 if up else least.value - half * 2
    altered = [*years]
    altered[place] = replace(year, percent=Figure(value, year.percent.decimals))
    assert ranges(altered, exact=False) == ()
    assert {(place, PERCENT)} in left_out(altered)


def table_of(years):
    shown = lambda one: "" if one is None else in_digits(one.value, one.decimals)  # noqa: E731
    lines = "".join(f"| {y.label} | {shown(y.band_d)} | {shown(y.pounds)} | {shown(y.percent)} |\n" for y in years)
    return f"| Year | Band D £ | Increase £ | Increase % |\n|---|---|---|---|\n{lines}"


def answered(text):
    paper = paper_of(Source("paper.md", text.encode()))
    return answers(ReadPaper("paper.md", "", paper), Asked())


@given(series(whole=True))
def test_every_decimal_told_from_a_table_is_the_true_one(made):
    true, years = made
    found = [answer for answer in answered(table_of(years)) if answer.kind == "rises"]
    assert len(found) == 1
    for reading in ("exact", "rounded"):
        told = found[0].facts.get(reading, {}).get("told", {})
        decimals = found[0].facts["decimals"]
        for label, value in told.items():
            [exact] = [one for one, year in zip(true, years, strict=True) if year.label == label]
            # where Band D has more decimals than any year is printed with, what is told is that figure in its range
            assert abs(Fraction(value) - exact) <= Fraction(1, 10**decimals)
            assert Fraction(value) == exact or decimals < 4


FIGURES = st.sampled_from(["", "-", "0.00", "13", "14.00", "273.23", "286.23", "300.2302", "4.89%", "-100%", "n/a"])
YEARS = st.sampled_from(["2023/24", "2024/25", "2025/26", "2024", "99/00", "Total", ""])


@settings(max_examples=max(300, settings.default.max_examples))
@given(st.lists(st.tuples(YEARS, FIGURES, FIGURES, FIGURES), min_size=2, max_size=6), st.booleans())
def test_any_table_is_answered_or_refused_and_never_breaks(rows, turned):
    cells = [("Year", "Band D £", "Increase £", "Increase %"), *rows]
    cells = list(zip(*cells, strict=True)) if turned else cells
    rule = "|" + "---|" * len(cells[0])
    text = "\n".join(["| " + " | ".join(cells[0]) + " |", rule, *("| " + " | ".join(row) + " |" for row in cells[1:])])
    try:
        found = answered(text)
    except Faults:
        return
    printed_ = document(ReadPaper("paper.md", "", paper_of(Source("paper.md", text.encode()))), found)
    for format_ in ("text", "json", "csv", "markdown"):
        assert printed_.printed(format_)
