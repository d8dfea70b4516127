"""What a precept workbook says: its settings, the columns of its sheets Authorities and Budget."""

from __future__ import annotations

from csptool.sheets.declared import DeclaredColumn
from csptool.sheets.settings import Setting
from formulas.precept import ROUNDINGS
from formulas.requirement_items import ENGLAND, KINDS, WALES
from formulas.tax_base import BASE_ROUNDINGS
from formulas.valuation_bands import CONVENTIONS, INCREASES

PRECEPT_SHEET, AUTHORITIES_SHEET, BUDGET_SHEET, PLAN_SHEET = "Precept", "Authorities", "Budget", "Medium term"
DWELLINGS_SHEET = "Dwellings"
KNOWN_SHEETS = (PRECEPT_SHEET, AUTHORITIES_SHEET, DWELLINGS_SHEET, BUDGET_SHEET, PLAN_SHEET)
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
    "base_rounding": Setting(
        "Rounding of tax bases",
        "Of those worked out from the sheet Dwellings: not rounded if left blank.",
        choices=tuple(BASE_ROUNDINGS),
    ),
    "limit": Setting(
        "Limit of its own",
        "In pounds, where the year's principles set one for this authority; or as announced for a later year.",
        kind="pounds",
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
OF_TAX_BASES = ("authority", "nation", "year", "base_rounding")  # the settings that tax bases alone need
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
OF_DWELLINGS = {  # what the sheet Authorities says beside the sheet Dwellings
    "rate": DeclaredColumn(
        "Collection rate",
        "With the sheet Dwellings: the share expected to be collected, as 98.5%.",
        ("estimated collection rate", "collection rate (b)"),
    ),
    "in_lieu": DeclaredColumn(
        "Contributions in lieu",
        "With the sheet Dwellings: Band D equivalents added for armed forces' dwellings; blank for none.",
        ("contribution in lieu", "mod", "mod contributions", "mod properties", "class o"),
    ),
}
DWELLINGS = {
    "name": DeclaredColumn(
        "Billing authority",
        "As on the sheet Authorities; on every row.",
        ("authority", "council", "district", "area"),
        needed=True,
    ),
    "band": DeclaredColumn(
        "Band",
        "A to H, in Wales to I: a row for each. A disabled: Band A with a disabled reduction.",
        ("valuation band", "council tax band"),
        needed=True,
    ),
    "listed": DeclaredColumn(
        "Listed", "Dwellings in the valuation list.", ("dwellings", "listed dwellings", "on the list"), needed=True
    ),
    "exempt": DeclaredColumn("Exempt", "Taken off.", ("exemptions", "exempt dwellings")),
    "moved": DeclaredColumn(
        "Disabled reductions",
        "The net move: below nought where more dwellings leave the band than enter it. They come to 0 over all bands.",
        ("disabled", "disabled relief", "net disabled reductions", "disabled reductions (net move)"),
    ),
    "discounts": DeclaredColumn(
        "Discounts", "Taken off, as whole dwellings: a quarter off is 0.25.", ("discount", "q")
    ),
    "premiums": DeclaredColumn(
        "Premiums", "Added, as whole dwellings: a premium of 100% is 1.", ("premium", "empty homes premium", "e")
    ),
    "changes": DeclaredColumn(
        "Expected changes",
        "What the year is expected to bring, as whole dwellings: below nought for fewer.",
        ("changes", "adjustments", "growth", "j"),
    ),
    "support": DeclaredColumn(
        "Support scheme",
        "England: taken off for the council tax reduction scheme, as whole dwellings.",
        ("council tax support", "council tax reduction", "local council tax support", "z"),
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
