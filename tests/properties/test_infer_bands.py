"""Whatever the bands are made of, the convention, Band D and a misprinted band are found again."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from csptool.inferring.bands_answer import bands_answers
from csptool.inferring.tables import area_tables
from csptool.papers.reading import paper_of
from csptool.sheets.source import Source
from formulas.exact import in_pounds
from formulas.inference.charges import conventions
from formulas.inference.interval import Interval
from formulas.rounding import PENNY, to_the_penny
from formulas.valuation_bands import CONVENTIONS, UNROUNDED, Charges, Proportions, charges

BANDS = Proportions("England", "1993/94", {"A": 6, "B": 7, "C": 8, "D": 9, "E": 11, "F": 13, "G": 15, "H": 18}, {})


@st.composite
def years(draw):
    """Last year's bands and this year's, the convention that made them, and the Band D that they were worked from."""
    before = Fraction(draw(st.integers(500_000, 5_000_000)), 10_000)
    exact = before + Fraction(draw(st.integers(-20_000, 200_000)), 10_000)
    name = draw(st.sampled_from(list(CONVENTIONS)))
    last = charges(BANDS, to_the_penny(before))
    made = charges(BANDS, to_the_penny(exact), name, basic_amount=exact, last_year=last)
    return last, made, name, exact if name == UNROUNDED else made.band_d


@settings(max_examples=1000)
@given(years(), st.sampled_from(list(BANDS.parts)), st.integers(100, 2_000), st.booleans())
def test_a_misprinted_band_is_the_one_that_does_not_follow(given_years, band, pence, more):
    last, made, name, band_d = given_years
    true = made.bands[band]
    printed = {**made.bands, band: true + (pence if more else -pence) * PENNY}
    found = conventions(BANDS, Charges(printed["D"], printed), last)
    assert not any(one.fits for one in found)
    assert {one.misses for one in found if len(one.misses) == 1} == {(band,)}
    own = [one for one in found if one.name == name]
    assert [one.misses for one in own] == [(band,)]
    assert own[0].band_d.has(band_d)
    least, greatest = own[0].would_be[band]
    assert least <= true <= greatest


@settings(max_examples=200)
@given(years(), st.booleans())
def test_the_true_convention_and_its_band_d_are_among_those_told(given_years, with_last):
    last, made, name, band_d = given_years
    columns = {"2024/25": last, "2025/26": made} if with_last else {"2025/26": made}
    lines = "".join(
        f"| {band} | {' | '.join(in_pounds(one.bands[band]) for one in columns.values())} |\n" for band in BANDS.parts
    )
    text = f"| Band | {' | '.join(columns)} |\n|{'---|' * (len(columns) + 1)}\n{lines}"
    paper = paper_of(Source("paper.md", text.encode()))
    answer = [one for table in area_tables(paper, None) for one in bands_answers(table)][-1]
    fitting = {one["convention"]: one["band_d"] for one in answer.facts["conventions_that_fit"]}
    if name not in fitting:
        assert not with_last  # last year's bands are needed to tell it
        assert name == list(CONVENTIONS)[-1]
        return
    own = fitting[name]
    assert Interval(Fraction(own["from"]), Fraction(own["to"]), True, own["to_included"]).has(band_d)
    if len(fitting) > 1:
        assert all(one[:1].upper() + one[1:] in " ".join(answer.sentences) for one in fitting)
