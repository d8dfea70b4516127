"""A precept workbook as read: settings, the billing authorities with their bases, the lines of the budget."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from csptool.faults import Fault, Faults, Place, fault, placed
from csptool.principles import proportions_of
from csptool.sheets.book import InputBook
from csptool.sheets.plan_workbook import sheet_faults
from csptool.sheets.precept_authorities import Authorities, Counting, read_authorities, surplus_item
from csptool.sheets.precept_bases import cast_totals, refuse_other_units
from csptool.sheets.precept_budget import read_budget
from csptool.sheets.precept_dwellings import read_dwellings
from csptool.sheets.precept_settings import (
    figures_of,
    refuse_no_last_year,
    refuse_referendum,
    refuse_slips,
    refuse_two_limits,
    refuse_what_is_missing,
    setting_places,
    year_of,
)
from csptool.sheets.precept_terms import AUTHORITIES_SHEET, KNOWN_SHEETS, PRECEPT_SHEET, SETTINGS
from csptool.sheets.reading import Reading
from csptool.sheets.settings import Settings
from csptool.sheets.sheet import Sheet
from csptool.sheets.source import Source
from csptool.sheets.totals import Total
from csptool.sheets.worked_bases import WorkedBase
from formulas.billing_authorities import BillingAuthority
from formulas.exact import Figure
from formulas.precept import TO_THE_PENNY
from formulas.refusals import Refused
from formulas.requirement_items import ENGLAND, WALES, Item
from formulas.stated_base import CastBases
from formulas.tax_base import AS_WORKED_OUT
from formulas.valuation_bands import EXACT_INCREASE, NINTHS, Proportions


@dataclass
class PreceptInput:
    """What a precept workbook states; None for a figure that it does not.

    `surpluses` and `bases_before` are by billing authority, blank where the columns are; `cast` is the total base as
    stated beside what they make; `slack` is what the printed places of the budget and of the requirement stated may
    explain between the two, in pounds; `coarse` says that the requirement is stated more coarsely than pounds and than
    the budget, `requirement_slack` how far the places of the one that stands leave it open. `places` has where each
    figure stands, by the names that the arithmetic's refusals use. `worked` has the tax base that each authority's
    dwellings give; `bases_only` says that there is nothing to raise, so that the bases are all that is asked for.
    """

    source: Source
    authority: str
    nation: str
    year: str
    figures: dict[str, Fraction]
    convention: str
    increase: str
    rounding: str
    lowest_charging: bool
    authorities: list[BillingAuthority]
    bases_before: list[Fraction]
    surpluses: list[Fraction]
    items: list[Item]
    slack: Fraction
    places: dict[str, Place]
    notes: list[str] = field(default_factory=list)
    worked: list[WorkedBase | None] = field(default_factory=list)
    base_rounding: str = AS_WORKED_OUT
    bases_only: bool = False
    totals: list[Total] = field(default_factory=list)
    cast: CastBases | None = None
    requirement_slack: Fraction = Fraction(0)
    coarse: bool = False


def read_precept(book: InputBook) -> PreceptInput:
    """What a workbook in the form of `csptool template precept` states. Raises every fault of it at once."""
    form = _form(book)
    reading = Reading(book, sheet_faults(book, KNOWN_SHEETS), {}, list(book.notes))
    faults = reading.faults
    settings = Settings(form, SETTINGS, faults)
    stated, year = figures_of(settings, faults), year_of(settings, faults)
    nation = settings.choice("nation") or ENGLAND
    if nation == WALES:
        refuse_referendum(settings, faults)
    else:
        refuse_two_limits(settings, faults)
    ways = {key: settings.choice(key) for key in ("convention", "increase", "rounding", "lowest")}
    counting = _counting(reading, settings, nation, year)
    refuse_no_last_year(settings, ways, faults)
    authorities, cast = _authorities(reading, settings, stated, counting)
    before_budget = len(faults)
    budget = read_budget(reading, nation, sum(authorities.surpluses, Fraction(0)))
    budgeted = bool(budget.items) or len(faults) > before_budget  # what is wrong with it is said already
    items = [*budget.items, *surplus_item(reading, authorities.surpluses, budget.items, nation)]
    bases_only = bool(counting.dwellings) and not (budgeted or settings.has("stated") or settings.has("band_d"))
    refuse_what_is_missing(settings, stated, budgeted or bases_only, faults)
    if bases_only and stated:
        reading.notes.append("Only the tax bases were worked out: there is no budget, no requirement and no Band D.")
    refuse_slips(settings, stated, budget.items, faults)
    if faults:
        raise Faults(faults)
    half = (stated["stated"].quantum or Fraction(0)) / 2 if "stated" in stated else Fraction(0)
    coarse = bool(budget.items) and half > max(budget.slack, Fraction(1, 2))
    return PreceptInput(
        book.source,
        settings.text("authority"),
        nation,
        year,
        {key: figure.value for key, figure in stated.items()},
        ways["convention"] or NINTHS,
        ways["increase"] or EXACT_INCREASE,
        ways["rounding"] or TO_THE_PENNY,
        ways["lowest"] == "yes",
        authorities.ones,
        authorities.bases_before,
        authorities.surpluses,
        items,
        budget.slack + half,
        reading.places | setting_places(settings, reading.places),
        reading.notes,
        authorities.worked,
        counting.rounding,
        bases_only,
        reading.totals,
        cast,
        half if "stated" in stated and not coarse else budget.slack,
        coarse,
    )


def _authorities(
    reading: Reading, settings: Settings, stated: dict[str, Figure], counting: Counting
) -> tuple[Authorities, CastBases | None]:
    """The billing authorities, and the total base as stated beside theirs."""
    refuse_other_units(settings, stated, reading.faults)
    before = len(reading.faults)
    found = read_authorities(reading, counting)
    if len(reading.faults) > before:  # what is wrong with a row is said of the row
        return found, None
    return found, cast_totals(reading, settings, stated, found.ones, found.bases_before)


def _counting(reading: Reading, settings: Settings, nation: str, year: str) -> Counting:
    """What the tax bases are worked out from; refuses a rounding of bases where there are no dwellings."""
    proportions = _proportions(nation, year, settings, reading.faults) if year else None
    dwellings, rounding = read_dwellings(reading, proportions, nation, year), settings.choice("base_rounding")
    if not dwellings and settings.has("base_rounding"):
        found, remedy = "it without the sheet Dwellings", "fill in the sheet Dwellings, or clear it"
        place = settings.place("base_rounding")
        reading.faults.append(Fault("idle-setting", place, found, "dwellings to count", remedy))
    return Counting(dwellings, proportions, rounding or AS_WORKED_OUT)


def _proportions(nation: str, year: str, settings: Settings, faults: list[Fault]) -> Proportions | None:
    """What each band bears in the year; None, with a fault, for a year without any."""
    try:
        return proportions_of(nation, year)
    except Refused as refused:
        faults += [placed(refusal, settings.place("year")) for refusal in refused.refusals]
        return None


def _form(book: InputBook) -> Sheet:
    """The sheet of settings; refuses a workbook without it or without billing authorities."""
    form = book.named(PRECEPT_SHEET)
    if form is None or book.named(AUTHORITIES_SHEET) is None:
        missing = PRECEPT_SHEET if form is None else AUTHORITIES_SHEET
        remedy = "start from the form that csptool template precept writes"
        expected = f"the sheets {PRECEPT_SHEET} and {AUTHORITIES_SHEET}"
        raise fault("no-sheet", book.source.place, f"no sheet {missing!r}", expected, remedy)
    return form
