"""What a precept workbook says: its settings, the columns of its sheets Authorities and Budget."""

from __future__ import annotations

from csptool.sheets.declared import DeclaredColumn
from csptool.sheets.settings import Setting
from formulas.precept import ROUNDINGS
from formulas.requirement_items import ENGLAND, KINDS, WALES
from formulas.valuation_bands import CONVENTIONS, INCREASES

PRECEPT_SHEET, AUTHORITIES_SHEET, BUDGET_SHEET, PLAN_SHEET = "Precept", "Authorities", "Budget", "Medium term"
KNOWN_SHEETS = (PRECEPT_SHEET, AUTHORITIES_SHEET, BUDGET_SHEET, PLAN_SHEET)
EXAMPLE_AUTHORITY = "Example council: type over this row"
EXAMPLE_LINE = "Example line: type over this row"
YES_OR_NO = ("yes", "no")

SETTINGS = {
    "authority": Setting("Authority", "Who sets the precept, for the title.", ("precepting authority", "name")),
    "nation": Setting("Nation", "England if left blank.", ("country",), choices=(ENGLAND, WALES)),
    "year": Setting("Financial year", "The year of the precept, as 2025/26.", ("year",), kind="year"),
    "band_d": Setting(
        "Band D",
        "Exactly as it is to be set. Blank: requirement / tax base, to the penny.",
        ("band d this year", "proposed band d"),
        kind="band",
    ),
    "before": Setting(
        "Band D last year",
        "For the increases and the referendum test; blank for neither.",
        ("previous band d", "last year's band d"),
        kind="band",
    ),
    "stated": Setting(
        "Requirement as stated",
        "As a paper states it: the budget is held against it; or without a budget.",
        ("council tax requirement", "requirement"),
        kind="pounds",
    ),
    "total_base": Setting(
        "Total tax base as stated",
        "As printed on the paper or notified: the rows of the sheet Authorities must make it, so that none is missing.",
        ("total tax base", "total council tax base", "tax base as stated"),
        kind="base",
    ),
    "total_before": Setting(
        "Total tax base last year",
        "For why the precept grows, and a fall; bases of last year, where they are given, must make it.",
        ("last year's total tax base", "previous total tax base"),
        kind="base",
    ),
    "convention": Setting("Rounding of the bands", "Ninths of Band D if left blank.", choices=tuple(CONVENTIONS)),
    "increase": Setting(
        "Increase of the bands", "Exact ninths of the increase if left blank.", choices=tuple(INCREASES)
    ),
    "rounding": Setting("Rounding of precepts", "To the penny if left blank.", choices=tuple(ROUNDINGS)),
    "limit": Setting(
        "Limit of its own", "In pounds, where the year's principles set one for this authority.", kind="pounds"
    ),
    "lowest": Setting(
        "Lowest-charging", "yes if the authority is on the year's list of the lowest-charging.", choices=YES_OR_NO
    ),
    "population": Setting("Population", "Residents, for the requirement a head.", ("residents",), kind="number"),
    "office": Setting("Office budget", "The commissioner's office, for its share of gross expenditure.", kind="pounds"),
    "reserve": Setting(
        "General reserve",
        "At 31 March, for its share of net revenue expenditure (the net budget requirement).",
        ("general reserve at 31 march", "general reserves"),
        kind="pounds",
    ),
}
AUTHORITIES = {
    "name": DeclaredColumn(
        "Billing authority",
        "The council that collects; each once.",
        ("authority", "council", "district", "area", "billing authorities"),
        needed=True,
    ),
    "code": DeclaredColumn("Code", "Optional.", ("ons code", "area code")),
    "base": DeclaredColumn(
        "Tax base",
        "Band D equivalents as notified: dwellings, not pounds.",
        ("council tax base", "taxbase", "tax base this year", "band d equivalents"),
        needed=True,
    ),
    "base_before": DeclaredColumn(
        "Tax base last year",
        "For why the precept grows; for all of them or for none.",
        ("last year's tax base", "previous tax base"),
    ),
    "surplus": DeclaredColumn(
        "Collection fund surplus",
        "England: this authority's share paid over, in pounds; a deficit below nought.",
        ("surplus", "collection fund", "surplus/(deficit)", "collection fund surplus/(deficit)"),
    ),
}
BUDGET = {
    "name": DeclaredColumn("Line", "What it is called; each once.", ("budget line", "item"), needed=True),
    "kind": DeclaredColumn(
        "Kind", "\n".join(f"{name}: {kind.words}" for name, kind in KINDS.items()), ("type",), needed=True
    ),
    "amount": DeclaredColumn(
        "Amount",
        "Pounds, without a sign: the kind says if it raises or lowers the requirement. £1.5m may be typed. Below "
        "nought only for a saving among expenditure and for a collection fund deficit.",
        ("pounds", "budget"),
        needed=True,
    ),
}
