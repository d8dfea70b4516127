"""The published figures of twelve cases, each with its verdict, through the public functions of the precept."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction

import pytest

from csptool.principles import known_principles, proportions_of
from formulas.band_d_rise import Rise, next_band_d
from formulas.billing_authorities import BillingAuthority, recovered_base
from formulas.budget_ratios import share_of
from formulas.collection_fund import collection_fund_shares
from formulas.council_tax_requirement import basic_amount, council_tax_requirement, requirement_of, sign_that_adds
from formulas.precept import TO_THE_PENNY, TO_THE_POUND, TRUNCATED_TO_THE_POUND, instalments, precepts
from formulas.precept_change import (
    LAST_YEARS,
    PER_DAY,
    PER_MONTH,
    PER_WEEK,
    Change,
    one_per_cent_raises,
    per_head,
    per_period,
    rise_raises,
)
from formulas.referendum import judge_rise, largest_allowed, principle_of
from formulas.requirement_items import Item
from formulas.rounding import PENNY, towards_zero
from formulas.tax_base import Dwellings, chargeable_dwellings, tax_base
from formulas.valuation_bands import (
    DIFFERENCE,
    EXACT_INCREASE,
    LAST_YEAR_PLUS,
    NINTHS,
    TRUNCATED,
    UNROUNDED,
    Charges,
    charges,
    cut_to_the_penny,
    increases,
    to_places,
)
from tests.conftest import SHARED
from tests.precept_cases import CUMBRIA, EXACT, FIGURES, LEEDS, OTHER, RISES, ROUNDING, WRONG, Published

CASES = SHARED / "cases" / "precept"
VERDICTS = {"exact": EXACT, "within_rounding": ROUNDING, "other_convention": OTHER, "does_not_reproduce": WRONG}
NATIONS = {"south-wales-2021-22": "Wales"}
MILLION = 1_000_000
READINGS: dict[str, Callable[..., Answer]] = {}


@dataclass(frozen=True)
class Answer:
    """What a figure should be, what the rounding of the figures behind it may move it by, and by other conventions."""

    value: Fraction
    slack: Fraction = Fraction(0)
    others: dict[str, Fraction] = field(default_factory=dict)


def reading(name: str):
    def register(work_out):
        READINGS[name] = work_out
        return work_out

    return register


def half_unit(printed: str) -> Fraction:
    return Fraction(1, 2 * 10 ** len(printed.partition(".")[2]))


def exact(*figures: str) -> list[Fraction]:
    return [Fraction(figure.replace(",", "")) for figure in figures]


@reading("band")
def band(nation, band_d, name, *more):
    """More: Band D and the band as printed last year, or the basic amount before rounding."""
    proportions, (set_at,), more = proportions_of(nation, "2021/22"), exact(band_d), exact(*more)
    others = {TRUNCATED: charges(proportions, set_at, TRUNCATED).bands[name]}
    if len(more) == 1:
        others[UNROUNDED] = charges(proportions, set_at, UNROUNDED, basic_amount=more[0]).bands[name]
    if len(more) == 2:
        last_year = Charges(more[0], {**charges(proportions, more[0]).bands, name: more[1]})
        others[LAST_YEAR_PLUS] = charges(proportions, set_at, LAST_YEAR_PLUS, last_year=last_year).bands[name]
    return Answer(charges(proportions, set_at, NINTHS).bands[name], others=others)


def two_years(nation, before, after, name, printed=()):
    """Charges of both years, one band of each as printed where it is given."""
    proportions, (old, new) = proportions_of(nation, "2021/22"), exact(before, after)
    years = [charges(proportions, old), charges(proportions, new)]
    if printed:
        as_printed = zip(years, exact(*printed), strict=True)
        years = [replace(year, bands={**year.bands, name: stated}) for year, stated in as_printed]
    return proportions, *years


@reading("increase")
def increase(nation, before, after, name, *printed):
    years = two_years(nation, before, after, name, printed)
    return Answer(increases(*years, EXACT_INCREASE)[name], others={DIFFERENCE: increases(*years, DIFFERENCE)[name]})


@reading("difference of bands")
def difference_of_bands(nation, before, after, name, *printed):
    return Answer(increases(*two_years(nation, before, after, name, printed), DIFFERENCE)[name])


@reading("true difference")
def true_difference(nation, before, after, name):
    return Answer(increases(*two_years(nation, before, after, name), DIFFERENCE)[name])


def in_pence(nation, period, amount, name="D"):
    share = proportions_of(nation, "2021/22").of(name)
    return Answer(per_period(exact(amount)[0] * share, period) * 100)


@reading("per week")
def per_week(nation, *figures):
    return in_pence(nation, PER_WEEK, *figures)


@reading("per day")
def per_day(nation, *figures):
    return in_pence(nation, PER_DAY, *figures)


@reading("per month")
def per_month(nation, amount):
    month = per_period(exact(amount)[0], PER_MONTH)
    return Answer(month, others={TRUNCATED: cut_to_the_penny(month)})


@reading("Band D after")
def band_d_after(nation, before, pounds):
    return Answer(next_band_d(*exact(before), Rise(pounds=exact(pounds)[0])))


@reading("change")
def change(nation, before, after):
    return Answer(Change(*exact(before, after)).pounds)


@reading("change %")
def change_percent(nation, before, after):
    return Answer(Change(*exact(before, after)).percent)


@reading("largest rise %")
def largest_rise_percent(nation, before, year):
    (old,) = exact(before)
    return Answer(Change(old, largest_allowed(principle_of(known_principles(), year), old)).percent)


@reading("basic amount")
def basic(nation, requirement, base):
    return Answer(basic_amount(*exact(requirement, base)))


@reading("requirement")
def requirement(nation, band_d, base):
    return Answer(requirement_of(*exact(band_d, base)))


def on_bases(rounding, band_d, *bases):
    authorities = [BillingAuthority(f"Council {place}", base) for place, base in enumerate(exact(*bases))]
    return precepts(*exact(band_d), authorities, rounding)


@reading("precept to the pound")
def precept_to_the_pound(nation, band_d, base):
    others = {TRUNCATED: on_bases(TRUNCATED_TO_THE_POUND, band_d, base).total}
    return Answer(on_bases(TO_THE_POUND, band_d, base).total, others=others)


@reading("precepts, £m")
def precepts_in_millions(nation, band_d, *bases):
    total = on_bases(TO_THE_PENNY, band_d, *bases).total / MILLION
    return Answer(total, others={TRUNCATED: Fraction(towards_zero(*(total * 10).as_integer_ratio()), 10)})


def from_printed(rounding, unit, band_d, *printed):
    """The precepts on the plainest bases that the printed precepts give: the same again, but for a tie."""
    bases = [recovered_base(figure, *exact(band_d), unit).plainest for figure in exact(*printed)]
    found = on_bases(rounding, band_d, *map(str, bases))
    ties = [value for value in found.exact if (value / unit).denominator == 2]
    off = [amount for amount, figure in zip(found.amounts, exact(*printed), strict=True) if amount != figure]
    assert len(off) <= len(ties)
    return found


@reading("precepts to the pound")
def precepts_to_the_pound(nation, *figures):
    found = from_printed(TO_THE_POUND, Fraction(1), *figures)
    return Answer(found.total, found.rounding_explains)


@reading("precepts to the pound, £m")
def precepts_to_the_pound_in_millions(nation, *figures):
    return Answer(from_printed(TO_THE_POUND, Fraction(1), *figures).total / MILLION)


@reading("precepts to the penny")
def precepts_to_the_penny(nation, *figures):
    return Answer(from_printed(TO_THE_PENNY, PENNY, *figures).requirement)


@reading("precepts to the penny, £m")
def precepts_to_the_penny_in_millions(nation, *figures):
    return Answer(from_printed(TO_THE_PENNY, PENNY, *figures).requirement / MILLION)


@reading("sum")
def plain_sum(nation, *printed):
    return Answer(sum(exact(*printed), Fraction(0)), sum(map(half_unit, printed), Fraction(0)))


@reading("chargeable dwellings")
def chargeable(nation, listed, exempt):
    return Answer(chargeable_dwellings(*exact(listed, exempt)))


@reading("share %")
def share_percent(nation, part, whole):
    return Answer(share_of(*exact(part, whole), "total funding").percent)


@reading("per head")
def a_head(nation, amount, population):
    return Answer(per_head(*exact(amount, population)))


@reading("collection fund share")
def collection_fund(nation, surplus, *demands):
    named = {f"authority {place}": demand for place, demand in enumerate(exact(*demands))}
    return Answer(collection_fund_shares(*exact(surplus), named)["authority 0"])


@reading("rise raises, £m")
def the_rise_raises(nation, before, after, one_per_cent):
    """The base is the one that the printed yield of 1% gives."""
    old, new, yielded = exact(before, after, one_per_cent)
    return Answer(rise_raises(Change(old, new), yielded * 100 / old).amount / MILLION)


@reading("1% raises, £000")
def one_per_cent(nation, precept):
    """Of last year's precept in £m; on last year's base it does not matter which Band D that was."""
    (last,), band_d = exact(precept), Fraction(295)
    raised = one_per_cent_raises(band_d, last * MILLION / band_d, LAST_YEARS).amount
    return Answer(raised / 1000, half_unit(precept) * MILLION / 100 / 1000)


def cumbria(**other_kinds):
    items = [Item(name, Fraction(size), other_kinds.get(name, kind)) for name, size, kind in CUMBRIA]
    return council_tax_requirement(items)


@reading("gross expenditure")
def gross_expenditure(nation):
    return Answer(cumbria().gross_expenditure)


@reading("net budget requirement")
def net_budget_requirement(nation):
    return Answer(cumbria().net_budget_requirement)


@reading("net budget requirement as printed")
def net_budget_requirement_as_printed(nation):
    """Without the minus that the page leaves out, what comes from reserves counts as put into them."""
    return Answer(cumbria(**{"Contribution from reserves": "reserves raised"}).net_budget_requirement)


@reading("council tax requirement")
def the_requirement(nation):
    return Answer(cumbria().amount)


def judged(printed: str, answer: Answer) -> tuple[str, list[str]]:
    """The verdict on a printed figure, and the other conventions that give it."""
    (stated,), places = exact(printed), len(printed.partition(".")[2])
    others = [name for name, value in answer.others.items() if to_places(value, places) == stated]
    if to_places(answer.value, places) == stated:
        return EXACT, others
    if answer.slack and abs(stated - answer.value) <= half_unit(printed) + answer.slack:
        return ROUNDING, others
    return (OTHER if others else WRONG), others


@pytest.mark.parametrize("one", FIGURES, ids=lambda one: f"{one.case}: {one.figure}")
def test_published_figure(one: Published):
    answer = READINGS[one.quantity](NATIONS.get(one.case, "England"), *one.given.split())
    verdict, others = judged(one.printed, answer)
    assert verdict == one.verdict
    assert not one.convention or one.convention in others


def test_how_many_figures_of_each_verdict_there_are():
    assert Counter(one.verdict for one in FIGURES) == {EXACT: 242, ROUNDING: 6, OTHER: 23, WRONG: 9}
    assert len({one.case for one in FIGURES}) == 12


@pytest.mark.skipif(not CASES.is_dir(), reason="the shared case files are not on this machine")
def test_no_figure_of_the_case_files_is_left_out_and_every_verdict_is_theirs():
    theirs = {}
    for path in CASES.glob("*.json"):
        case = json.loads(path.read_text(encoding="utf-8"))
        for check in case["recomputed"]["checks"]:
            theirs[case["id"], check["figure"]] = (check["printed"], VERDICTS[check["verdict"]])
    assert {(one.case, one.figure): (one.printed, one.verdict) for one in FIGURES} == theirs


@pytest.mark.parametrize("rise", RISES, ids=lambda rise: f"{rise[0]} {rise[1]}")
def test_published_rise_beside_the_principles_of_its_year(rise):
    _, year, before, after, pounds, lowest, limit, expected = rise
    old = Fraction(before) if before else Fraction(after) - Fraction(pounds)
    new = Fraction(after) if after else old + Fraction(pounds)
    principle = principle_of(known_principles(), year)
    own_limit = Fraction(limit) if limit else None
    found = judge_rise(principle, old, new, lowest_charging=bool(lowest), limit=own_limit)
    assert found.excessive == (expected == "excessive")
    assert found.words.startswith("Excessive: " if found.excessive else "Not excessive: ")
    if lowest and Change(old, new).rate >= Fraction(2, 100):  # without the second limb it would have failed
        assert judge_rise(principle, old, new).excessive
    if limit:
        assert judge_rise(principle, old, new).excessive


def test_cumbria_waterfall_and_the_two_signs_that_its_pages_leave_in_doubt():
    found = cumbria()
    totals = {line.name: str(line.running) for line in found.waterfall() if line.total}
    assert totals == {
        "Gross expenditure": "72877/500",
        "Net budget requirement": "51871/500",
        "Council tax requirement": "2191/50",
    }
    (fund,) = [line for line in found.waterfall() if line.name == "Collection fund"]
    assert fund.change == Fraction("0.021")
    assert "deficit" in fund.words
    stated, slack = Fraction("43.820"), Fraction("0.0005")
    assert sign_that_adds(found, "Collection fund", stated, slack).adds == "raises"
    assert sign_that_adds(found, "Contribution from reserves", stated, slack).adds == "lowers"


def test_leeds_relevant_amounts_and_base():
    england = proportions_of("England", "2019/20")
    dwellings = [Dwellings(name, *map(Fraction, counts)) for name, counts in LEEDS.items()]
    found = tax_base(dwellings, england, Fraction("0.99"))
    shown = {name: str(to_places(amount, 4)) for name, amount in found.relevant_amounts.items()}
    assert shown["A"] == str(Fraction("54610.6667"))
    assert shown["A disabled"] == str(Fraction("143.3333"))
    assert to_places(found.equivalents, 4) == Fraction("230513.4444")
    assert to_places(found.total, 1) == Fraction("228208.3")


def test_west_mercia_bases_come_out_at_two_decimals_and_add():
    (total,) = [one for one in FIGURES if one.figure == "TOTAL precept"]
    band_d, *printed = exact(*total.given.split())
    bases = [recovered_base(figure, band_d).plainest for figure in printed]
    assert all((base * 100).denominator == 1 for base in bases)
    assert sum(bases) == Fraction("461718.30")
    # one precept is exactly half a penny over the printed one: half away from nought gives a penny more, and so does
    # the sum, while Band D x the total base is the printed total
    found = precepts(band_d, [BillingAuthority(str(place), base) for place, base in enumerate(bases)])
    off = {str(p): amount - p for amount, p in zip(found.amounts, printed, strict=True) if amount != p}
    assert off == {str(Fraction("18798837.59")): PENNY}
    assert found.requirement == Fraction("122124490.35")
    assert found.difference == PENNY
    assert sum(instalments(printed[0])) == printed[0]


def test_labels_of_figures_are_found_once():
    counts = Counter((one.case, one.figure) for one in FIGURES)
    assert max(counts.values()) == 1
    assert all(re.fullmatch(r"[\d,]+(\.\d+)?", one.printed) for one in FIGURES)
