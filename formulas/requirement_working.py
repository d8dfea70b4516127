"""The workings of the requirement and of the bands, every step live: a row for a line of the budget, or for a band."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from formulas.council_tax_requirement import Requirement, basic_amount
from formulas.requirement_items import GROSS, KINDS, NET, REQUIREMENT
from formulas.valuation_bands import (
    CONVENTIONS,
    DIFFERENCE,
    INCREASES,
    LAST_YEAR_PLUS,
    TRUNCATED,
    UNROUNDED,
    Charges,
    Proportions,
)
from formulas.working import Working

LAST_YEARS_NINTHS = "ROUND(ROUND([band_d_before]*[parts]/[whole],8),2)"
BASIC_TO_THE_PENNY = "ROUND(ROUND([requirement]/[total_base],8),2)"
STAGES = {GROSS: 1, NET: 2, REQUIREMENT: 3}


def requirement_working(found: Requirement, base: Fraction) -> Working:
    """The waterfall as steps: each line's effect and change, the totals of its stages, the requirement, Band D."""
    working, items = Working(), found.items
    add = working.add
    add("amount", "Amount", "£", "as given, without a sign", [item.amount for item in items], given=True)
    effects = [KINDS[item.kind].effect for item in items]
    add("effect", "Effect", "count", "1 raises the requirement, −1 lowers it", effects, given=True)
    stages = [STAGES[KINDS[item.kind].stage] for item in items]
    words = "1 gross expenditure, 2 before general grants, 3 after them"
    add("stage", "Stage", "count", words, stages, given=True)
    changes = [item.change for item in items]
    add("change", "Change", "£", "[effect] × [amount]", changes, "ROUND([effect]*[amount],2)")
    gross = "SUMPRODUCT(([stage:all]=1)*[change:all])"
    words = "the changes of stage 1 together"
    add("gross", "Gross expenditure", "£", words, found.gross_expenditure, f"ROUND({gross},2)")
    words, excel = "[gross] and the changes of stage 2", "ROUND([gross]+SUMPRODUCT(([stage:all]=2)*[change:all]),2)"
    add("net", "Net budget requirement", "£", words, found.net_budget_requirement, excel)
    words = "[net] and the changes of stage 3, but no less than nil"
    excel = "MAX(0,ROUND([net]+SUMPRODUCT(([stage:all]=3)*[change:all]),2))"
    add("requirement", "Council tax requirement", "£", words, found.amount, excel)
    add("total_base", "Total tax base", "count", "Band D equivalents", base, given=True)
    basic = basic_amount(found.amount, base)
    add("basic_amount", "Basic amount", "£ exact", "[requirement] ÷ [total_base]", basic, "[requirement]/[total_base]")
    words, excel = "Expenditure passes income: the requirement is not nil", "[requirement]>0"
    working.check(words, found.amount > 0, excel, "requirement")
    return working


def bands_working(
    proportions: Proportions,
    found: Charges,
    convention: str,
    *,
    basic: Fraction | None = None,
    last_year: Charges | None = None,
    increase: tuple[str, Mapping[str, Fraction]] | None = None,
) -> Working:
    """The bands as steps, by the convention that they were worked by; `increase` is a convention and its figures."""
    working, bands = Working(), list(proportions.parts)
    add, whole = working.add, proportions.parts[proportions.reference]
    add(
        "parts",
        "Ninths" if whole == 9 else "Parts",
        "count",
        "what the band bears",
        list(proportions.parts.values()),
        given=True,
    )
    add(
        "whole", f"Parts of Band {proportions.reference}", "count", "what the others are measured by", whole, given=True
    )
    add("band_d", "Band D", "£ exact", "as it was set", found.band_d, given=True)
    if last_year is not None:
        add("band_d_before", "Band D last year", "£ exact", "as it was set", last_year.band_d, given=True)
        printed = [last_year.bands[band] for band in bands]
        add("before", "Last year", "£", "as printed", printed, given=True)
    if convention == UNROUNDED and basic is not None:
        add("basic_amount", "Basic amount", "£ exact", "requirement ÷ tax base", basic, given=True)
    excel = _charge_in_excel(convention)
    add("charge", "Charge", "£", CONVENTIONS[convention], [found.bands[band] for band in bands], excel)
    if last_year is not None and increase is not None:
        way, figures = increase
        excel = "ROUND([charge]-[before],2)" if way == DIFFERENCE else _ninths("([band_d]-[band_d_before])")
        add("increase", "Increase", "£", INCREASES[way], [figures[band] for band in bands], excel)
    return working


def _charge_in_excel(convention: str) -> str:
    if convention == LAST_YEAR_PLUS:
        return f"ROUND([before]+{_ninths('([band_d]-[band_d_before])')},2)"
    if convention == TRUNCATED:
        return "ROUNDDOWN(ROUND([band_d]*[parts]/[whole],8),2)"
    return _ninths("[basic_amount]" if convention == UNROUNDED else "[band_d]")


def _ninths(amount: str) -> str:
    return f"ROUND(ROUND({amount}*[parts]/[whole],8),2)"
