"""A stated pot held against the pots that the rows imply."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from formulas.exact import in_pounds
from formulas.inference.pots import BY_ROW, rounded_to
from formulas.rounding import PENNY
from tests.infer_papers import LEICESTERSHIRE
from tests.relations.told import of_kind, told, verdicts

FUND = """
Shares of the fund

Area | Funding | Supplement
North | £41,203.55 | £5,119.16
South | £18,911.20 | £2,349.54
East | £77,345.90 | £9,609.51
West | £29,480.35 | £3,662.66

{sentence}
"""


def test_a_stated_pot_outside_is_a_query_with_what_the_rows_imply():
    found = told(FUND.format(sentence="The sum of £20,741.22 was shared out."))
    [implied] = of_kind(found, "implied_pot")
    assert implied.verdict == "query"
    assert implied.recomputed == Fraction("20740.88")
    assert implied.low < implied.recomputed <= implied.high < Fraction("20741.22")
    assert "the 4 rows of column 3 are in proportion to column 2" in implied.why
    assert not of_kind(found, "total_in_words")
    assert not found.causes


def test_one_inside_is_left_to_the_sum():
    found = told(FUND.format(sentence="The sum of £20,740.86 was shared out."))
    assert not of_kind(found, "implied_pot")
    assert verdicts(found, "total_in_words") == {"rounding": 1}


def test_one_outside_is_queried_though_rounding_could_make_the_sum():
    paper = LEICESTERSHIRE.replace("£97,905.55", "£97,905.04").replace("approximately ", "")
    found = told(paper)
    assert verdicts(found, "implied_pot") == {"query": 1}
    assert of_kind(found, "implied_pot")[0].recomputed == Fraction("97905.06")


TOTAL = "Total | £166,941.00 | £20,740.87\n"


def test_beside_a_printed_total_a_stated_pot_is_asked_about_as_well():
    paper = FUND.replace("\n\n{sentence}", "\n" + TOTAL + "\n{sentence}")
    assert verdicts(told(paper.format(sentence="The sum of £20,741.22 was shared out.")), "implied_pot") == {"query": 1}
    assert not of_kind(told(paper.format(sentence="The sum of £20,740.86 was shared out.")), "implied_pot")


def test_one_misprint_away_is_asked_about_however_far_it_is():
    paper = FUND.replace("\n\n{sentence}", "\n" + TOTAL + "\n{sentence}")
    assert verdicts(told(paper.format(sentence="The sum of £27,040.86 was shared out.")), "implied_pot") == {"query": 1}
    assert not of_kind(told(paper.format(sentence="The sum of £28,155.12 was shared out.")), "implied_pot")


def test_what_was_there_before_a_stated_sum_was_taken_off_is_no_pot():
    paper = FUND.replace("\n\n{sentence}", "\n" + TOTAL + "\n{sentence}")
    sentence = "Of the £20,755.86 that was received £15.00 was kept, and the rest shared out."
    assert not of_kind(told(paper.format(sentence=sentence)), "implied_pot")


def test_rows_in_no_proportion_imply_nothing():
    paper = FUND.replace("£5,119.16", "£5,219.16").replace("£2,349.54", "£2,249.54")
    found = told(paper.format(sentence="The sum of £20,741.22 was shared out."))
    assert not of_kind(found, "implied_pot")


@given(seed=st.integers(0, 2**32), rule=st.sampled_from(BY_ROW), unit=st.sampled_from([PENNY, Fraction(1)]))
def test_the_pot_that_was_shared_out_is_never_queried(seed, rule, unit):
    chance = Random(seed)
    basis = [Fraction(chance.randrange(10**5, 10**7), 100) for _ in range(chance.randrange(3, 20))]
    pot = rounded_to(Fraction(chance.randrange(10**6, 10**9), 100), unit, rule)
    results = [rounded_to(pot * one / sum(basis), unit, rule) for one in basis]
    decimals = 2 if unit == PENNY else 0
    rows = "\n".join(
        f"Area {n} | {in_pounds(b)} | {in_pounds(r, decimals)}"
        for n, (b, r) in enumerate(zip(basis, results, strict=True))
    )
    text = f"\nShares\n\nArea | Funding | Supplement\n{rows}\n\nThe sum of {in_pounds(pot, decimals)} was shared out.\n"
    assert not of_kind(told(text), "implied_pot")
