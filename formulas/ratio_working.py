"""The ratios of a budget as steps beside its waterfall: each over what it is divided by, live."""

from __future__ import annotations

from fractions import Fraction

from formulas.budget_ratios import Share, reserve_test, share_of
from formulas.council_tax_requirement import Requirement
from formulas.requirement_items import GROSS, KINDS, REQUIREMENT, SURPLUS, Item
from formulas.working import Working


def is_general_grant(item: Item) -> bool:
    """Whether a line is a grant that comes off the net budget: neither a specific one nor a collection fund share."""
    return KINDS[item.kind].stage == REQUIREMENT and item.kind != SURPLUS


def general_grants(found: Requirement) -> Fraction:
    """The general grants of a budget together, in pounds."""
    return sum((item.amount for item in found.items if is_general_grant(item)), Fraction(0))


def grant_share(found: Requirement) -> Share | None:
    """The general grants over grants and requirement together; None where both are nil."""
    grants = general_grants(found)
    together = grants + found.amount
    return share_of(grants, together, "general grants and council tax requirement together") if together else None


def add_ratios(
    working: Working, found: Requirement, *, office: Fraction | None = None, reserve: Fraction | None = None
) -> None:
    """Put the ratios into the working of a requirement: general grants over grants and precept; the office over gross
    expenditure; the general reserve over net revenue expenditure, which is the net budget requirement.

    The office's budget and the reserve are in pounds; None where they are not known.
    """
    add, share = working.add, grant_share(found)
    if share:
        flags = [int(is_general_grant(item)) for item in found.items]
        add("general", "General grant", "count", "1 for a grant that comes off the net budget", flags, given=True)
        words, excel = "the amounts of general grants together", "ROUND(SUMPRODUCT([general:all]*[amount:all]),2)"
        add("grants", "General grants", "£", words, general_grants(found), excel)
        words, excel = "[grants] ÷ ([grants] + [requirement])", "[grants]/([grants]+[requirement])"
        add("grant_rate", "General grants in the funding", "share", words, share.rate, excel)
    if office is not None:
        add("office", "Office budget", "£", "as given", office, given=True)
        rate = share_of(office, found.gross_expenditure, GROSS).rate
        add("office_rate", "Office in gross expenditure", "share", "[office] ÷ [gross]", rate, "[office]/[gross]")
    if reserve is not None:
        add("reserve", "General reserve", "£", "at 31 March", reserve, given=True)
        test = reserve_test(reserve, found.net_budget_requirement)
        words, excel = "[reserve] ÷ [net]", "[reserve]/[net]"
        add("reserve_rate", "General reserve in net revenue expenditure", "share", words, test.rate, excel)
