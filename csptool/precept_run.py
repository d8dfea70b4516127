"""A precept workbook worked out: the requirement from its budget, each billing authority's precept, what must hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from csptool.faults import Fault, Faults, placed
from csptool.precept_answer import Precept, Terms, work_out
from csptool.sheets.precept_authorities import FROM_AUTHORITIES
from csptool.sheets.precept_sheet import PreceptInput
from csptool.sheets.precept_terms import SETTINGS
from formulas.billing_authorities import total_base
from formulas.budget_ratios import Share, reserve_test, share_of
from formulas.council_tax_requirement import Requirement, council_tax_requirement, sign_that_adds
from formulas.exact import in_digits, in_full, in_pounds, to_read
from formulas.precept import Precepts, precepts
from formulas.precept_change import per_head
from formulas.ratio_working import grant_share
from formulas.referendum import ANNOUNCED
from formulas.refusals import Refusal, Refused
from formulas.requirement_items import GROSS, KINDS, NET, REQUIREMENT, SURPLUS, Item
from formulas.stated_base import counted_twice

STAGES = (GROSS, NET, REQUIREMENT)
SMALLER = 10  # no council that is missing is so many times smaller than the smallest that is there


@dataclass(frozen=True)
class PreceptRun:
    """The result: what was given, the budget's requirement (None without a budget), the precept, who pays what."""

    given: PreceptInput
    budget: Requirement | None
    precept: Precept
    precepts: Precepts

    @property
    def budget_miss(self) -> Fraction | None:
        """What the budget comes to less the requirement as stated; None where one of the two is not there."""
        stated = self.given.figures.get("stated")
        return None if self.budget is None or stated is None else self.budget.amount - stated

    @property
    def failed(self) -> list[str]:
        """What does not hold: an excessive rise, a sum that misses the requirement, a budget that misses it."""
        words = []
        if self.precept.verdict and self.precept.verdict.excessive:
            words.append(self.precept.verdict.words)
        words += [total.words for total in self.given.totals if not total.agrees]
        if self.budget and not self.budget.amount:
            surplus = in_pounds(self.budget.surplus_income)
            words.append(f"Income passes expenditure by {surplus}: the requirement of the budget is nil.")
        if abs(self.precepts.difference) > self.precepts.rounding_explains:
            words.append(
                f"The precepts come to {in_pounds(self.precepts.total)}, "
                f"{in_pounds(self.precepts.difference, signed=True)} from the requirement of "
                f"{in_pounds(self.precept.requirement)}: more than rounding explains.{self._in_dwellings}"
            )
        if self.budget_miss is not None and self.budget and abs(self.budget_miss) > self.given.slack:
            words.append(
                f"The budget comes to {in_pounds(self.budget.amount)}, {in_pounds(self.budget_miss, signed=True)} from "
                "the requirement as stated: more than the rounding of its lines explains."
            )
        return [*words, *failed_bases(self.given)]

    @property
    def _in_dwellings(self) -> str:
        """What the precepts miss the requirement by in Band D equivalents, and who may be missing or counted twice."""
        band_d, ones = self.precept.band_d, self.given.authorities
        if not band_d:
            return ""
        miss = self.precepts.difference / band_d
        words = f" That is {in_digits(abs(miss), 2)} Band D equivalents"
        if self.given.cast:  # nobody is: the bases were cast
            return f"{words}."
        if -miss >= min(one.tax_base for one in ones) / SMALLER:
            return f"{words}: a billing authority may be missing."
        twice = counted_twice(ones, miss, self.precepts.rounding_explains / band_d) if miss > 0 else None
        return f"{words}: a billing authority may be counted twice ({twice.name})." if twice else f"{words}."

    @property
    def per_head(self) -> Fraction | None:
        """The requirement a head; None without a population."""
        population = self.given.figures.get("population")
        return None if population is None else per_head(self.precept.requirement, population)

    @property
    def grant_share(self) -> Share | None:
        """The general grants over grants and requirement together; None without a budget, and where both are nil."""
        return grant_share(self.budget) if self.budget else None

    @property
    def office_share(self) -> Share | None:
        """The office's budget over gross expenditure; None where it is not given."""
        office = self.given.figures.get("office")
        return share_of(office, self.budget.gross_expenditure, GROSS) if office is not None and self.budget else None

    @property
    def reserve_words(self) -> str:
        """The general reserve over net revenue expenditure, with the range that is recommended; blank without it."""
        reserve = self.given.figures.get("reserve")
        if reserve is None or self.budget is None:
            return ""
        return reserve_test(reserve, self.budget.net_budget_requirement).words


def run_precept(given: PreceptInput) -> PreceptRun:
    """Work a precept workbook out; what the arithmetic refuses becomes a fault at the place where it was stated.

    The requirement is the one stated, else the budget's, else Band D x the bases together. One that is stated more
    coarsely than pounds and than the budget does not stand: the budget does, and is held against it.
    """
    try:
        budget = None
        if given.items:
            items = sorted(given.items, key=_stage)
            budget = council_tax_requirement(items, given.nation)
            _judge_signs(given, budget)
        figures = given.figures
        stated = None if given.coarse else figures.get("stated")
        if stated is None and budget:
            stated = budget.amount
        terms = Terms(
            given.year,
            given.nation,
            total_base(given.authorities),
            requirement=stated,
            band_d=figures.get("band_d"),
            before=figures.get("before"),
            base_before=sum(given.bases_before, Fraction(0)) if given.bases_before else figures.get("total_before"),
            limit=figures.get("limit"),
            lowest_charging=given.lowest_charging,
            convention=given.convention,
            increase=given.increase,
            slack=given.requirement_slack,
        )
        _refuse_population(figures.get("population"), terms.base)
        found = work_out(terms)
        paid = precepts(found.band_d, given.authorities, given.rounding, found.requirement)
        run = PreceptRun(given, budget, found, paid)
        _ = (run.per_head, run.grant_share, run.office_share, run.reserve_words)  # what they refuse, before any output
        return run
    except Refused as refused:
        raise Faults([place_of(given, one) for one in refused.refusals]) from None


def _refuse_population(population: Fraction | None, base: Fraction) -> None:
    """Refuse residents that are no whole number, or fewer than the dwellings that the base counts."""
    if population is not None and (population.denominator > 1 or population < base):
        expected = f"a whole number, no less than the tax base of {to_read(base)}"
        found, remedy = in_full(population, grouped=True), "give the number of residents, in full"
        raise Refused(Refusal("population", "population", found, expected, remedy))


def failed_bases(given: PreceptInput) -> list[str]:
    """A sentence for each tax base stated that its dwellings do not come to."""
    return [one.failed for one in given.worked if one and one.failed]


def place_of(given: PreceptInput, refusal: Refusal) -> Fault:
    """A refusal where its figure stands; a kind of line that the nation does not have, where the kind does."""
    names = [refusal.about, refusal.about.casefold()]
    if refusal.code == "kind-of-nation":
        names.insert(0, f"kind of {refusal.about}")
    place = next((given.places[name] for name in names if name in given.places), given.source.place)
    fault = placed(refusal, place)
    return (
        replace(fault, remedy=fault.remedy.replace(":", f" ({SETTINGS['limit'].label!r}):"))
        if fault.remedy == ANNOUNCED
        else fault
    )


def _stage(item: Item) -> int:
    return STAGES.index(KINDS[item.kind].stage)


def _judge_signs(given: PreceptInput, budget: Requirement) -> None:
    """Refuse a collection fund surplus whose other sign alone makes the budget come to the requirement stated."""
    stated = given.figures.get("stated")
    if stated is None or abs(budget.amount - stated) <= given.slack:
        return
    faults = []
    for item in budget.items:
        if item.kind != SURPLUS or not item.amount:
            continue
        if item.name == FROM_AUTHORITIES:
            faults += _wrong_surpluses(given, budget, stated)
        reading = sign_that_adds(budget, item.name, stated, given.slack)
        if reading.adds in ("lowers", "raises"):
            remedy = f"type it as {in_pounds(-item.amount)}: a deficit is a surplus below nought. {reading.words}"
            found = f"{in_pounds(item.amount)}, with which the budget comes to {in_pounds(budget.amount)}"
            expected = f"the sign that gives the {in_pounds(stated)} stated"
            faults.append(Fault("wrong-sign", given.places[item.name], found, expected, remedy.rstrip(".")))
    if faults:
        raise Faults(faults)


def _wrong_surpluses(given: PreceptInput, budget: Requirement, stated: Fraction) -> list[Fault]:
    """A fault for each billing authority's surplus whose other sign alone gives the requirement stated."""
    faults = []
    for one, surplus in zip(given.authorities, given.surpluses, strict=True):
        other = budget.amount + 2 * surplus
        if surplus and len(given.surpluses) > 1 and abs(other - stated) <= given.slack:
            remedy = f"type it as {in_pounds(-surplus)} if it is the other way: a deficit is a surplus below nought"
            found = f"{in_pounds(surplus)}, with which the budget comes to {in_pounds(budget.amount)}"
            expected = f"the sign that gives the {in_pounds(stated)} stated"
            faults.append(Fault("wrong-sign", given.places[f"surplus of {one.name}"], found, expected, remedy))
    return faults
