"""The lines of the sheet Medium term: what each is called, what it holds, and in which years."""

from __future__ import annotations

from dataclasses import dataclass

from csptool.sheets.header_words import plain_header
from formulas.exact import NUMBER, PERCENT, Figure, in_full

START, YEARS, BOTH = "start", "years", "both"  # which columns a line is filled in for


@dataclass(frozen=True)
class PlanLine:
    """A line: its label, a note for the blank form, other names that are understood, in which years it stands.

    `kind` is pounds, rate or base (dwellings). A line that is `needed` must be there. Of a line that may have `blanks`
    a blank is nought, or no limit. `signed` figures may be below nought.
    """

    label: str
    note: str
    also: tuple[str, ...] = ()
    when: str = YEARS
    kind: str = "pounds"
    needed: bool = False
    blanks: bool = False
    signed: bool = False


RISE_POUNDS, RISE_RATE = "rise_pounds", "rise_rate"
LIMIT, LIMIT_RATE = "limit", "limit_rate"
AS_RATE = {RISE_POUNDS: RISE_RATE, LIMIT: LIMIT_RATE}  # lines in pounds whose figures may be percentages instead
LINES = {
    "tax_base": PlanLine(
        "Tax base", "Band D equivalents of the first year.",
        ("Council tax base", "Taxbase", "Council taxbase", "Band D equivalents", "Band D equivalent dwellings",
         "Total tax base"),
        START, "base", needed=True,
    ),
    "base_growth": PlanLine(
        "Tax base growth", "On the year before, as 1.2%.",
        ("Growth in tax base", "Growth in the tax base", "Taxbase growth", "Council tax base growth",
         "Tax base increase", "Increase in tax base", "Increase in the tax base", "Change in tax base"),
        kind="rate", signed=True,
    ),
    "band_d": PlanLine(
        "Band D", "Of the first year, exactly as it was set.",
        ("Band D council tax", "Band D precept", "Band D charge", "Council tax Band D", "Band D council tax precept"),
        START, needed=True,
    ),
    RISE_POUNDS: PlanLine(
        "Rise in Band D (£)", "On the year before. Each year has this line or the next.",
        ("Band D rise", "Band D increase", "Increase in Band D", "Council tax increase", "Council tax rise",
         "Increase in council tax", "Band D council tax increase"),
        blanks=True, signed=True,
    ),
    RISE_RATE: PlanLine(
        "Rise in Band D (%)", "As 2.5%: Band D then goes to the nearest penny.", kind="rate", blanks=True, signed=True
    ),
    LIMIT: PlanLine(
        "Limit on the rise", "The most that Band D may rise by, in pounds, or as 2%. Blank: no limit.",
        ("Referendum limit", "Cap on the rise", "Limit on the rise in Band D", "Maximum rise", "Maximum increase",
         "Precept cap", "Precept limit"),
        blanks=True,
    ),
    LIMIT_RATE: PlanLine(
        "Limit on the rise (%)", "As 1.99%: Band D then goes no higher than the last whole penny within it.",
        kind="rate", blanks=True,
    ),
    "grants": PlanLine(
        "Grants", "Grants that grow, of the first year.",
        ("Grant", "Government grants", "Government grant", "Police grant", "Police grants", "Core grant", "Core grants",
         "Home Office grant", "General grants", "Government funding"),
        START, needed=True,
    ),
    "grant_growth": PlanLine(
        "Grant growth", "On the year before, as 2%.",
        ("Grants growth", "Growth in grants", "Growth in grant", "Grant increase", "Increase in grants",
         "Increase in grant", "Government grant growth", "Government grant increase", "Police grant growth",
         "Police grant increase", "Increase in government grant", "Growth in government grant"),
        kind="rate", signed=True,
    ),
    "legacy_grants": PlanLine(
        "Legacy grants", "Grants that stay the same in cash.",
        ("Legacy grant", "Legacy council tax grants", "Legacy council tax grant", "Council tax legacy grants",
         "Council tax legacy grant", "Cash-flat grants"),
        START,
    ),
    "collection_fund": PlanLine(
        "Collection fund", "One-off: a surplus; a deficit is below nought. Counts in its year alone.",
        ("Collection fund surplus", "Collection fund surplus or deficit", "Collection fund surplus/deficit",
         "Collection fund surplus/(deficit)", "Collection fund surplus (deficit)", "Collection fund balance",
         "Collection fund share"),
        blanks=True, signed=True,
    ),
    "pay": PlanLine(
        "Pay", "The pay bill of the first year.",
        ("Pay bill", "Paybill", "Pay costs", "Pay budget", "Police and staff pay", "Employees", "Employee costs",
         "Staffing costs", "Staff costs", "Salaries", "Salaries and wages"),
        START, needed=True,
    ),
    "award": PlanLine(
        "Pay award", "From 1 September, as 3%; the first year's counts for five months of the next.",
        ("Award", "Annual pay award", "Pay increase", "Pay rise", "Pay inflation", "Pay award from September",
         "Pay award from 1 September"),
        BOTH, "rate", signed=True,
    ),
    "other_costs": PlanLine(
        "Other costs", "Everything else that rises with prices, of the first year.",
        ("Non-pay", "Non pay", "Non-pay costs", "Non-pay budget", "Non-pay expenditure", "Non-pay spending",
         "Other expenditure", "Other spending", "Other running costs"),
        START, needed=True,
    ),
    "inflation": PlanLine(
        "Inflation", "On other costs, as 2%.",
        ("Price inflation", "Non-pay inflation", "Non pay inflation", "General inflation", "Inflation on other costs",
         "Price increases", "CPI", "CPI inflation"),
        kind="rate", signed=True,
    ),
    "pensions": PlanLine(
        "Pensions", "The whole cost in each year.",
        ("Pension", "Pension costs", "Pensions costs", "Pension contributions", "Police pensions"),
    ),
    "capital_financing": PlanLine(
        "Capital financing", "The whole cost in each year.",
        ("Capital financing costs", "Capital charges", "Financing costs", "Debt charges", "Borrowing costs"),
    ),
    "growth": PlanLine(
        "Growth", "New in the year; it stays in the base.",
        ("New growth", "Growth items", "Service growth", "Unavoidable growth", "Investment", "New investment",
         "Pressures", "Cost pressures", "Budget pressures", "Growth and pressures"),
        blanks=True, signed=True,
    ),
    "savings": PlanLine(
        "Savings", "New in the year, above nought; they stay in the base.",
        ("Agreed savings", "Savings agreed", "Planned savings", "Identified savings", "Efficiencies",
         "Efficiency savings", "Savings and efficiencies"),
        blanks=True,
    ),
    "one_off_costs": PlanLine(
        "One-off costs", "Count in their year alone.",
        ("One off costs", "One-off items", "One off items", "One-off expenditure", "One-off spending",
         "Non-recurring costs", "Non-recurrent costs"),
        blanks=True,
    ),
}  # fmt: skip


def line_called(label: str) -> str:
    """The key of the line that a label names, blank where it names none; of a rise or limit, by the unit it says.

    >>> line_called("Non-pay inflation (%)"), line_called("Increase in Band D %"), line_called("Use of reserves")
    ('inflation', 'rise_rate', '')
    """
    names = {plain_header(name): key for key, one in reversed(LINES.items()) for name in (one.label, *one.also)}
    key = names.get(plain_header(label), "")
    return AS_RATE.get(key, key) if says_per_cent(label) else key


def says_per_cent(label: str) -> bool:
    """Whether a label says that its figures are percentages."""
    return "%" in label or "per cent" in label.casefold() or "percent" in label.casefold()


def says_pounds(label: str) -> bool:
    """Whether a label says that its figures are pounds."""
    return "£" in label or "pounds" in label.casefold()


def stated(figure: Figure) -> str:
    """A figure as its cell shows it: a percentage as one."""
    return f"{in_full(figure.value * 100)}%" if figure.unit == PERCENT else figure.text


def unit_fault(figure: Figure, key: str, label: str) -> tuple[str, str] | None:
    """What was expected of a figure that is in the wrong unit, or in one that cannot be told, and what to do."""
    kind, per_cent = LINES[key].kind, figure.unit == PERCENT
    if kind == "rate" and figure.value and not per_cent:
        return "a percentage", "write it as 2% or 2.5%, or format the cell as a percentage"
    if kind == "base" and figure.unit != NUMBER:
        return "a number of Band D equivalents", "write the number alone"
    if kind != "pounds":
        return None
    in_pounds_alone = key not in AS_RATE or says_pounds(label)
    if per_cent and in_pounds_alone:
        return "an amount in pounds", "write the amount in pounds"
    if key == RISE_POUNDS and not in_pounds_alone and figure.unit == NUMBER and figure.value:
        return "pounds or a percentage", "write it as £5 or as 5%, or end the label in (£) or (%)"
    return None
