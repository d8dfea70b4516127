"""What must hold of the judgement of a printed table, and of the pools that explain printed amounts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from formulas.exact import Figure, in_digits, in_pounds, read
from formulas.implied_pool import implied_pool
from formulas.plan import TopSlice
from formulas.printed_award import Judgement, Printed, judge
from formulas.redistribution import Redistribution, redistribute
from formulas.rounding import PENNY, Rounding
from formulas.statement import DOES_NOT_FOLLOW, EXACT
from tests.properties.test_redistribution import AWARDS, CHANCE, found_of, plain_drawn

HALF, NOUGHT, POUND = Fraction(1, 2), Fraction(0), Fraction(1)
TEN = Fraction(10)
PLACES = st.sampled_from([PENNY, PENNY, PENNY, Fraction(1, 10), POUND, Fraction(1000)])
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any)
FEW = st.lists(st.integers(0, 9), min_size=1, max_size=4).filter(any)


def shares_of(weights: list[int]) -> list[Fraction]:
    return [Fraction(weight, sum(weights)) for weight in weights]


def printed_of(pool: Fraction, shares: list[Fraction], place: Fraction) -> list[Fraction]:
    """Every share of a pool of nought or more, by itself, half away from zero."""
    return [floor(pool * share / place + HALF) * place for share in shares]


# which pools explain what is printed


@given(st.integers(0, 10**11), WEIGHTS, PLACES, CHANCE)
def test_the_pools_are_all_that_print_so_and_no_others(pence, weights, place, chance):
    pool, shares = pence * PENNY, shares_of(weights)
    printed = printed_of(pool, shares, place)
    found = implied_pool(printed, place / 2, shares)
    assert found is not None
    assert found.lowest <= pool < found.highest
    least, greatest = found.to_the_penny
    assert least <= pool <= greatest
    within = {least, greatest, pool, least + PENNY * chance.randint(0, int((greatest - least) / PENNY))}
    for each in within:
        assert printed_of(each, shares, place) == printed
    assert printed_of(greatest + PENNY, shares, place) != printed
    assert least == 0 or printed_of(least - PENNY, shares, place) != printed


@given(st.integers(0, 10**11), WEIGHTS, PLACES)
def test_the_edges_of_the_range_are_exact(pence, weights, place):
    """Not only to the penny: the lowest pool prints so and none below it; the highest does not, and all below it do."""
    shares = shares_of(weights)
    printed = printed_of(pence * PENNY, shares, place)
    found = implied_pool(printed, place / 2, shares)
    little = (found.highest - found.lowest) / 10**9
    assert printed_of(found.lowest, shares, place) == printed
    assert printed_of(found.highest, shares, place) != printed
    assert printed_of(found.highest - little, shares, place) == printed
    if found.lowest >= little:
        assert printed_of(found.lowest - little, shares, place) != printed


@given(FEW, st.sampled_from([Fraction(1, 20), Fraction(1, 10), Fraction(1, 4)]), st.data())
def test_pools_tried_one_by_one_are_the_range(weights, place, data):
    """Whether the printed amounts are those of a pool or not: every pool up to £6 is tried."""
    shares = shares_of(weights)
    amounts = st.integers(0, ceil(4 / place)).map(lambda units: units * place)
    pool = data.draw(st.integers(0, 400)) * PENNY
    printed = printed_of(pool, shares, place)
    if data.draw(st.booleans()):
        row = data.draw(st.integers(0, len(shares) - 1))
        printed[row] = data.draw(amounts)
    tried = [n * PENNY for n in range(601) if printed_of(n * PENNY, shares, place) == printed]
    found = implied_pool(printed, place / 2, shares)
    pennies = found.to_the_penny if found else None
    assert (tried[0], tried[-1]) == pennies if tried else pennies is None or pennies[0] > 6
    assert len(tried) == (int((tried[-1] - tried[0]) / PENNY) + 1 if tried else 0)


# what csptool works out is never said not to follow


def pounds(amounts, decimals: int = 2) -> list[Figure]:
    return [read(in_pounds(amount, decimals)) for amount in amounts]


def own_table(found: Redistribution) -> Printed:
    """The table that csptool would print itself, and the sums beside it."""
    return Printed(
        collected=read(in_pounds(found.outcome.plan.fund.pot)),
        redistributed=read(in_pounds(found.outcome.total)),
        supplements=pounds(found.supplements),
        totals=pounds(found.revised),
        bases=pounds(found.award.base),
    )


def statements(judged: Judgement):
    return [*judged.sums, *judged.totals, *judged.supplements]


@given(AWARDS)
def test_its_own_figures_all_agree(drawn):
    found = found_of(drawn)
    own = own_table(found)
    judged = judge(found, own)
    assert {one.verdict for one in statements(judged)} == {EXACT}
    assert len(judged.totals) == len(judged.supplements) == len(drawn.names)
    assert judged.failed == []


@given(AWARDS, st.sampled_from([0, 1]), CHANCE)
def test_its_own_figures_printed_to_fewer_places_are_rounding_at_most(drawn, decimals, chance):
    """Each column to a place of its own, as papers have it."""
    found = found_of(drawn)
    places = [chance.choice([decimals, 2]) for _ in range(3)]
    columns = zip((found.supplements, found.revised, found.award.base), places, strict=True)
    supplements, totals, bases = ([read("£" + in_digits(one, to)) for one in column] for column, to in columns)
    collected = read("£" + in_digits(found.outcome.plan.fund.pot, decimals))
    judged = judge(found, Printed(collected, None, supplements, totals, bases))
    assert judged.failed == []


@given(AWARDS, CHANCE)
def test_noughts_that_a_cell_dropped_change_no_verdict(drawn, chance):
    """A cell shows 13703 for 13,703.00: the column goes by the finest place that any of its cells has."""
    found, row = found_of(drawn), chance.randrange(len(drawn.names))
    own = replace(own_table(found), redistributed=None)
    wrong = list(own.totals)
    wrong[row] = read(in_pounds(wrong[row].value + Fraction(2, 5)))
    for table in (own, replace(own, totals=wrong)):
        dropped = {
            key: [figure if not place else dropping(figure) for place, figure in enumerate(getattr(table, key))]
            for key in ("supplements", "totals", "bases")
        }
        assert judge(found, replace(table, **dropped)) == judge(found, table)


def dropping(figure: Figure) -> Figure:
    return read(in_digits(figure.value, 2).rstrip("0").rstrip("."))


# what was changed is said not to follow


@given(AWARDS, CHANCE, st.sampled_from([TEN, -TEN]))
def test_a_total_that_is_ten_pounds_out_never_follows(drawn, chance, miss):
    found = found_of(drawn)
    row = chance.randrange(len(drawn.names))
    totals = list(found.revised)
    totals[row] += miss
    own = replace(own_table(found), redistributed=None)
    printed = [read(f"-{in_pounds(-one)}" if one < 0 else in_pounds(one)) for one in totals]
    for table in (replace(own, totals=printed), replace(own, totals=printed, supplements=None)):
        [failed] = judge(found, table).failed
        assert (failed.name, failed.difference) == (drawn.names[row], miss)
        assert failed.verdict == DOES_NOT_FOLLOW


@given(AWARDS, CHANCE, st.sampled_from(["collected", "redistributed"]), st.sampled_from([PENNY, -PENNY, TEN]))
def test_a_sum_that_is_a_penny_out_never_follows(drawn, chance, which, miss):
    found = found_of(drawn)
    if found.outcome.total != found.outcome.available:
        reject()  # two sums may be meant by redistributed
    own = own_table(found)
    wrong = read(in_pounds(getattr(own, which).value + miss))
    [failed] = judge(found, replace(own, supplements=None, totals=None, **{which: wrong})).failed
    assert (failed.name, failed.difference) == (which, miss)


@given(AWARDS.filter(lambda drawn: drawn.rounding.unit == PENNY), CHANCE, st.sampled_from([TEN, -TEN]))
def test_a_supplement_that_is_ten_pounds_out_spoils_the_sum_and_its_own_total(drawn, chance, miss):
    found = found_of(drawn)
    row = chance.randrange(len(drawn.names))
    supplements = list(found.supplements)
    supplements[row] += miss
    if supplements[row] < 0:
        reject()
    table = replace(own_table(found), redistributed=None, supplements=pounds(supplements))
    judged = judge(found, table)
    assert {one.name for one in judged.failed} == {"supplements", drawn.names[row]}


@given(AWARDS.filter(lambda drawn: drawn.rounding.unit == PENNY and not drawn.bids))
def test_supplements_each_rounded_by_itself_come_from_what_there_was(drawn):
    """Whatever rule csptool goes by: a paper that rounds row by row is explained by the pool there was."""
    found = found_of(drawn)
    each = [floor(amount * 100 + HALF) * PENNY for amount in found.outcome.formula]
    judged = judge(found, Printed(supplements=pounds(each)))
    assert judged.fits
    least, greatest = judged.pool.to_the_penny
    assert least <= found.outcome.available <= greatest


# what was found not to hold


def given_out(**changed) -> Redistribution:
    return redistribute(plain_drawn(**changed).award())


@pytest.mark.parametrize(
    "found",
    [
        given_out(bids=[3, 4]),
        given_out(rounding=Rounding(POUND), slices=(TopSlice("Hub", Fraction("3.50")),)),
        given_out(spend=["99.99", 90], rounding=Rounding(PENNY, "each")),
    ],
    ids=["money left over by bids", "less than a unit left over", "a residue of rounding"],
)
def test_what_csptool_redistributed_follows(found):
    assert found.outcome.total != found.outcome.available
    assert judge(found, Printed(redistributed=read(in_pounds(found.outcome.total)))).failed == []


def test_an_exact_figure_that_is_forty_pence_out_does_not_follow():
    found = given_out()
    totals, bases = [read(one) for one in found.revised], [read(one) for one in found.award.base]
    totals[0] = read(found.revised[0] + Fraction(2, 5))
    assert len(judge(found, Printed(totals=totals, bases=bases)).failed) == 1
