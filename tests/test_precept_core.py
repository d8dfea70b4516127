"""The arithmetic of the precept: worked out by hand, to the penny, and every refusal with its place and remedy."""

from __future__ import annotations

from fractions import Fraction

import pytest

from csptool.principles import known_principles, proportions_of
from formulas.between import as_printed
from formulas.billing_authorities import BillingAuthority, recovered_base, total_base
from formulas.budget_ratios import funding_mix, reserve_test, share_of, whole_behind
from formulas.collection_fund import collection_fund_shares
from formulas.council_tax_requirement import basic_amount, council_tax_requirement, requirement_of, sign_that_adds
from formulas.precept import TO_THE_POUND, instalments, precepts
from formulas.precept_change import (
    LAST_YEARS,
    PER_WEEK,
    PER_WEEK_OF_SEVEN_DAYS,
    Change,
    growth_split,
    one_per_cent_raises,
    one_pound_raises,
    per_head,
    per_period,
)
from formulas.referendum import judge_rise
from formulas.refusals import Refused
from formulas.requirement_items import Item
from formulas.rounding import PENNY
from formulas.tax_base import Dwellings, tax_base
from formulas.valuation_bands import (
    CONVENTIONS,
    DIFFERENCE,
    LAST_YEAR_PLUS,
    TRUNCATED,
    UNROUNDED,
    Charges,
    charges,
    increases,
    largest_in_whole_pennies,
    to_places,
    whole_penny_step,
)
from tests.precept_cases import LEEDS
from tests.refused import refused

ENGLAND, WALES = proportions_of("England", "2024/25"), proportions_of("Wales", "2021/22")


def exactly(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def table(text: str) -> dict[str, Fraction]:
    """Bands from A on, as printed."""
    return dict(zip("ABCDEFGHI", map(exactly, text.split()), strict=False))


# from budget to Band D


def test_the_statutory_example_of_surrey_2025_26_from_its_aggregates():
    items = [
        Item("Section 42A(2)", exactly("328,250,584"), "expenditure"),
        Item("Section 42A(3)", exactly("150,486,087"), "income"),
    ]
    found, base = council_tax_requirement(items), Fraction("526600.4")
    assert (found.raising, found.lowering) == (328250584, 150486087)
    assert found.amount == 177764497
    assert to_places(basic_amount(found.amount, base), 8) == Fraction("337.56999995")
    assert requirement_of(Fraction("337.57"), base) == Fraction("177764497.028")


def test_a_collection_fund_deficit_raises_and_a_saving_lowers():
    items = [
        Item("Pay", Fraction(100), "expenditure"),
        Item("Savings to be found", Fraction(-5), "expenditure"),
        Item("Collection fund", Fraction(-2), "collection fund surplus"),
        Item("Police grant", Fraction(60), "police grant"),
    ]
    found = council_tax_requirement(items)
    assert (found.gross_expenditure, found.net_budget_requirement, found.amount) == (95, 95, 37)
    assert (found.raising, found.lowering) == (97, 60)
    words = {line.name: line.words for line in found.waterfall()}
    assert words["Collection fund"].startswith("a deficit")
    assert words["Savings to be found"].endswith("a saving")


def test_where_income_passes_expenditure_the_requirement_is_nil_and_the_waterfall_says_why():
    found = council_tax_requirement(
        [Item("Pay", Fraction(10), "expenditure"), Item("Grant", Fraction(12), "police grant")]
    )
    assert (found.amount, found.surplus_income) == (0, 2)
    assert found.waterfall()[-1].words == "nil, because income passes expenditure by £2.00"
    assert found.waterfall()[-1].running == 0


def test_wales_takes_its_listed_grants_off_the_budget_requirement_and_has_no_collection_fund():
    items = [
        Item("Spending", Fraction(300), "expenditure"),
        Item("Fees", Fraction(20), "income"),
        Item("Police grant", Fraction(80), "police grant"),
        Item("Revenue support", Fraction(50), "revenue support grant"),
        Item("Rates", Fraction(10), "non-domestic rates"),
        Item("Floor", Fraction(5), "floor funding"),
    ]
    found = council_tax_requirement(items, "Wales")
    assert (found.net_budget_requirement, found.amount) == (280, 135)
    assert [line.name for line in found.waterfall() if line.total][1] == "Budget requirement"
    fund = Item("Share", Fraction(1), "collection fund surplus")
    assert "each council bears its own collection" in refused(
        "kind-of-nation", council_tax_requirement, [*items, fund], "Wales"
    )
    assert refused("kind-of-nation", council_tax_requirement, items, "England").startswith("Revenue support")


def test_what_a_budget_is_refused_for_all_at_once():
    items = [Item("Fees", Fraction(-5), "income"), Item("Pay", Fraction(9), "spending")]
    with pytest.raises(Refused) as stopped:
        council_tax_requirement(items)
    assert [refusal.code for refusal in stopped.value.refusals] == ["sign", "kind"]
    assert "give it without a sign: as income it is taken off" in str(stopped.value)
    assert "no lines" in refused("no-items", council_tax_requirement, [])
    assert "England or Wales" in refused("nation", council_tax_requirement, items, "Scotland")
    for base in (Fraction(0), Fraction(-1)):
        assert "give the sum of the bases notified" in refused("tax-base", basic_amount, Fraction(1), base)
    assert "the requirement is nil" in refused("requirement", basic_amount, Fraction(-1), Fraction(1))
    assert "correct Band D" in refused("negative-band-d", requirement_of, Fraction(-1), Fraction(1))


@pytest.mark.parametrize(
    ("stated", "slack", "adds", "ending"),
    [
        ("98", "0", "lowers", "it is a surplus."),
        ("102", "0", "raises", "it is a deficit."),
        ("100", "2", "either", "rounding leaves both open."),
        ("99", "0.5", "neither", "neither reading adds."),
    ],
)
def test_both_signs_of_a_surplus_are_tried_and_the_one_that_adds_is_named(stated, slack, adds, ending):
    items = [Item("Net", Fraction(100), "expenditure"), Item("Share", Fraction(-2), "collection fund surplus")]
    found = sign_that_adds(council_tax_requirement(items), "Share", Fraction(stated), Fraction(slack))
    assert (found.adds, found.lowered, found.raised) == (adds, 98, 102)
    assert found.words.endswith(ending)
    assert "2 lines named" in refused(
        "no-such-line", sign_that_adds, council_tax_requirement(items * 2), "Share", Fraction(1)
    )


# the tax base


def test_what_a_tax_base_is_refused_for():
    good = Dwellings("A", Fraction(10))
    assert "100%" in refused("collection-rate", tax_base, [good], ENGLAND, Fraction(98))
    assert "join the rows" in refused("twice", tax_base, [good, good], ENGLAND, Fraction(1))
    assert "one of A disabled, A, B" in refused(
        "unknown-band", tax_base, [Dwellings("I", Fraction(1))], ENGLAND, Fraction(1)
    )
    assert "a row for each band" in refused("no-bands", tax_base, [], ENGLAND, Fraction(1))
    minus = Dwellings("A", Fraction(10), discounts=Fraction(-1))
    assert refused("negative-count", tax_base, [minus], ENGLAND, Fraction(1)).startswith("Band A, discounts: found -1")
    over = Dwellings("A", Fraction(10), support=Fraction(11))
    assert "1 more taken off" in refused("negative-band", tax_base, [over], ENGLAND, Fraction(1))
    assert "nought or more" in refused("in-lieu", tax_base, [good], ENGLAND, Fraction(1), Fraction(-1))


def test_contributions_in_lieu_are_added_after_the_collection_rate():
    dwellings = [Dwellings(name, *map(Fraction, counts)) for name, counts in LEEDS.items()]
    without = tax_base(dwellings, ENGLAND, Fraction("0.985"))
    assert tax_base(dwellings, ENGLAND, Fraction("0.985"), Fraction(7)).total == without.total + 7
    assert without.total == without.equivalents * Fraction("0.985")
    assert tax_base([Dwellings("I", Fraction(3))], WALES, Fraction(1)).total == 7


def test_what_billing_authorities_are_refused_for():
    good, none = BillingAuthority("East", Fraction(5)), BillingAuthority("West", Fraction(-3))
    assert refused("tax-base", total_base, [good, none]).startswith("tax base of West: found -3")
    assert "'East' twice" in refused("twice", total_base, [good, BillingAuthority("EAST", Fraction(1))])
    assert "at least one" in refused("no-authorities", total_base, [])


def test_a_base_cut_to_the_pound_is_worked_back_from_above():
    band_d, precept = Fraction("147.15"), Fraction(4_584_546)
    assert recovered_base(precept, band_d, Fraction(1), truncated=True).plainest == Fraction("31155.6")
    assert not recovered_base(precept, band_d, Fraction(1)).holds(Fraction("31155.6"))
    assert "unit" in refused("recovered-base", recovered_base, precept, Fraction(0))


def test_brentwood_share_of_a_surplus_and_demands_that_come_to_nothing():
    demands = {"Council and parishes": exactly("5,496,042"), "County": exactly("33,573,402")}
    demands |= {"Police": exactly("4,456,991"), "Fire": exactly("2,051,940")}
    shares = collection_fund_shares(Fraction(1_000_000), demands)
    assert to_places(shares["Police"], 2) == Fraction("97787.40")
    assert sum(shares.values()) == 1_000_000
    assert "demands on the fund" in refused("no-weight", collection_fund_shares, Fraction(1), {"A": Fraction(0)})


# bands


@pytest.mark.parametrize(
    ("nation", "band_d", "convention", "printed"),
    [
        # Leicestershire 2024/25, by the default
        (ENGLAND, "286.23", None, "190.82 222.62 254.43 286.23 349.84 413.44 477.05 572.46"),
        # Greater Manchester 2020/21
        (ENGLAND, "208.30", TRUNCATED, "138.86 162.01 185.15 208.30 254.58 300.87 347.16 416.60"),
        # South Wales 2021/22, with Band I
        (WALES, "287.72", UNROUNDED, "191.81 223.78 255.75 287.72 351.65 415.59 479.53 575.43 671.34"),
        # North Yorkshire 2024/25
        (ENGLAND, "306.86", LAST_YEAR_PLUS, "204.58 238.66 272.76 306.86 375.06 443.24 511.44 613.72"),
    ],
)  # fmt: skip
def test_one_convention_gives_the_whole_published_table(nation, band_d, convention, printed):
    last_year = Charges(Fraction("295.09"), table("196.73 229.51 262.30 295.09 360.67 426.24 491.82 590.18"))
    found = charges(
        nation,
        Fraction(band_d),
        convention or next(iter(CONVENTIONS)),
        basic_amount=Fraction("287.716"),
        last_year=last_year,
    )
    assert found.bands == table(printed)


def test_a_band_d_of_four_decimals_stays_as_it_was_set():
    found = charges(ENGLAND, Fraction("300.2302"))
    assert found.band_d == Fraction("300.2302")
    assert found.bands["D"] == Fraction("300.23")
    assert found.bands["H"] == Fraction("600.46")
    assert requirement_of(found.band_d, Fraction(350_000)) - requirement_of(found.bands["D"], Fraction(350_000)) == 70


def test_what_bands_are_refused_for():
    d = Fraction(100)
    assert "ninths of the rounded Band D; truncated" in refused("convention", charges, ENGLAND, d, "half up")
    assert "requirement / tax base" in refused("no-basic-amount", charges, ENGLAND, d, UNROUNDED)
    some = Charges(d, {"A": d, "D": d})
    named = refused("no-last-year", charges, ENGLAND, d, LAST_YEAR_PLUS, last_year=some)
    assert "nothing for Band B, Band C, Band E" in named
    assert "correct Band D" in refused("negative-band-d", charges, ENGLAND, Fraction(-1))
    assert "last year's bands" in refused("no-bands", increases, ENGLAND, some, charges(ENGLAND, d), DIFFERENCE)
    assert "exact ninths" in refused("convention", increases, ENGLAND, some, some, "both")


@pytest.mark.parametrize(
    ("limit", "largest"), [("232.66", "232.65"), ("265.44", "265.41"), ("0.09", "0.09"), ("0.08", "0")]
)
def test_the_largest_band_d_whose_bands_are_all_whole_pennies(limit, largest):
    found = largest_in_whole_pennies(ENGLAND, Fraction(limit))
    assert found == Fraction(largest)
    assert all((found * ENGLAND.of(band) * 100).denominator == 1 for band in ENGLAND.parts)
    assert not all(((found + PENNY) * ENGLAND.of(band) * 100).denominator == 1 for band in ENGLAND.parts)
    assert whole_penny_step(ENGLAND) == Fraction("0.09")


def test_bands_are_keyed_by_nation_and_year():
    assert "I" not in proportions_of("Wales", "2004/05").parts
    assert proportions_of("Wales", "2005/06").parts["I"] == 21
    assert "I" not in ENGLAND.parts
    assert "England from 1993/94" in refused("no-bands", proportions_of, "Scotland", "2024/25")
    assert "Wales from 1993/94" in refused("no-bands", proportions_of, "England", "1992/93")


# precepts and instalments


def test_whole_pound_precepts_miss_the_requirement_by_what_rounding_explains():
    bases = {"Hartlepool": "24021", "Middlesbrough": "33121", "Redcar": "38823", "Stockton": "55245.3"}
    councils = [BillingAuthority(name, Fraction(base)) for name, base in bases.items()]
    found = precepts(Fraction("226.54"), councils, TO_THE_POUND, Fraction(34_255_181))
    assert list(found.amounts) == [5_441_717, 7_503_231, 8_794_962, 12_515_270]
    assert (found.total, found.difference) == (34_255_180, -1)
    assert found.base == Fraction("151210.3")
    # half a pound for each of four, and half a penny of Band D on every dwelling
    assert found.rounding_explains == 2 + Fraction("0.005") * Fraction("151210.3")
    assert precepts(Fraction("226.54"), councils).difference == Fraction("-0.002")
    assert "name the rounding" in refused("rounding", precepts, Fraction(1), councils, "up")
    assert "nought or more" in refused("requirement", precepts, Fraction(1), councils, TO_THE_POUND, Fraction(-1))


def test_instalments_by_the_default_schedules():
    assert instalments(Fraction("1005.50")) == [100, 100, 100, 100, 100, 101, 101, 101, 101, Fraction("101.50")]
    assert [str(part) for part in instalments(Fraction(100), count=11)] == ["9"] * 10 + ["10"]
    assert len(instalments(Fraction(100), "Wales")) == 12
    assert sum(instalments(Fraction("8694440.34"), "Wales")) == Fraction("8694440.34")
    assert instalments(Fraction("107.50"), nearest=True)[0] == 11
    assert instalments(Fraction("7.20"), count=1, agreed=True) == [Fraction("7.20")]
    assert "fewer were agreed" in refused("instalments", instalments, Fraction(100), count=9)
    assert "at least 12 in Wales" in refused("instalments", instalments, Fraction(100), "Wales", 11)
    assert "nought or more" in refused("precept", instalments, Fraction(-1))
    assert "England or Wales" in refused("nation", instalments, Fraction(1), "Scotland")


# change on last year, yields, ratios


def test_seed_002_the_rise_to_286_23():
    rise = Change(Fraction("273.23"), Fraction("286.23"))
    assert rise.pounds == 13
    assert to_places(rise.percent, 2) == Fraction("4.76")
    principle = known_principles()["2024/25"]
    assert not judge_rise(principle, rise.before, rise.after).excessive
    over = judge_rise(principle, rise.before, rise.after + PENNY)
    assert over.excessive
    assert over.largest == rise.after


def test_seed_002_two_shares_and_a_sum_imply_a_total_that_the_net_budget_is_not():
    tenth = Fraction(1, 1000)
    kept, left = as_printed(Fraction("0.027"), tenth), as_printed(Fraction("0.022"), tenth)
    whole = whole_behind(as_printed(Fraction(870_000), Fraction(1_000)), kept, left)
    assert (int(whole.least), int(whole.most)) == (144_916_666, 217_625_000)
    net_budget = Fraction(243_150_000)  # of the same year: on it 870,000 takes 2.7% to 2.3%, not to 2.2%
    assert not whole.holds(net_budget)
    assert to_places(Fraction("2.7") - share_of(Fraction(870_000), net_budget, "net budget").percent, 1) == Fraction(
        "2.3"
    )
    assert "more decimals" in refused("no-whole", whole_behind, left, kept, kept)


def test_weeks_of_52_and_of_seven_days():
    rise = Fraction("12.24")
    assert to_places(per_period(rise, PER_WEEK) * 100, 2) == Fraction("23.54")  # 24p
    assert to_places(per_period(rise, PER_WEEK_OF_SEVEN_DAYS) * 100, 2) == Fraction("23.47")  # 23p
    assert "per month (12)" in refused("period", per_period, rise, "per fortnight")


def test_growth_split_yields_and_the_base_they_are_on():
    split = growth_split(Change(Fraction(200), Fraction(210)), Change(Fraction(1000), Fraction(1010)))
    assert (split.base, split.rate, split.both, split.total) == (2000, 10000, 100, 12100)
    assert one_pound_raises(Fraction(1010)).words == "£1 x this year's tax base of 1,010"
    assert one_per_cent_raises(Fraction(200), Fraction(1010)).amount == 2020
    assert "last year's tax base of 1,000" in one_per_cent_raises(Fraction(200), Fraction(1000), LAST_YEARS).words
    zero = Change(Fraction(0), Fraction(1))
    assert refused("tax-base", growth_split, split_of := Change(Fraction(1), Fraction(2)), zero).startswith(
        "last year's"
    )
    assert "this year's" in refused("tax-base", growth_split, split_of, Change(Fraction(1), Fraction(0)))
    assert "leave the percentage out" in refused("no-change-rate", lambda: zero.rate)
    assert "residents" in refused("population", per_head, Fraction(1), Fraction(0))


def test_funding_mix_says_what_it_is_of():
    two = funding_mix({"grant": Fraction(45), "precept": Fraction(55)})
    assert two["precept"].percent == 55
    assert two["precept"].words == "of grant, precept together, £100.00"
    three = funding_mix({"grant": Fraction(45), "precept": Fraction(55)}, Fraction(110))
    assert three["precept"].percent == 50
    assert three["precept"].words == "of total funding as given, £110.00"
    assert "sources of funding" in refused("no-lines", funding_mix, {})
    assert "above nought" in refused("no-whole", share_of, Fraction(1), Fraction(0), "total budget")


@pytest.mark.parametrize(
    ("reserve", "verdict"),
    [("4862999.99", "below"), ("4863000", "within"), ("12157500", "within"), ("12157500.01", "above")],
)
def test_reserves_between_two_and_five_per_cent_both_included(reserve, verdict):
    found = reserve_test(Fraction(reserve), Fraction(243_150_000))
    assert found.verdict == verdict
    assert f": {verdict} 2.00% to 5.00%." in found.words


def test_what_a_reserve_test_is_refused_for():
    with pytest.raises(Refused) as stopped:
        reserve_test(Fraction(-1), Fraction(0), Fraction(1, 10), Fraction(1, 20))
    assert [refusal.code for refusal in stopped.value.refusals] == ["reserve", "no-whole", "range"]
