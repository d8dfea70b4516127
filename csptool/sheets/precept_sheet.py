"""A precept workbook as read: settings, the billing authorities with their bases, the lines of the budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from csptool.faults import Fault, Faults, Place, fault, placed
from csptool.principles import proportions_of
from csptool.sheets.book import InputBook
from csptool.sheets.header_words import year_in
from csptool.sheets.plan_workbook import sheet_faults
from csptool.sheets.precept_authorities import Counting, read_authorities, surplus_item
from csptool.sheets.precept_bases import cast_totals, refuse_other_units
from csptool.sheets.precept_budget import read_budget
from csptool.sheets.precept_dwellings import read_dwellings
from csptool.sheets.precept_terms import (
    AUTHORITIES_SHEET,
    BUDGET_SHEET,
    KNOWN_SHEETS,
    PRECEPT_SHEET,
    SETTINGS,
)
from csptool.sheets.reading import Reading
from csptool.sheets.settings import Settings
from csptool.sheets.sheet import Sheet
from csptool.sheets.source import Source
from csptool.sheets.totals import Total
from csptool.sheets.unit_slips import Amount, unit_slips
from csptool.sheets.worked_bases import WorkedBase
from formulas.billing_authorities import BillingAuthority
from formulas.exact import PERCENT, Figure
from formulas.precept import TO_THE_PENNY
from formulas.refusals import Refused
from formulas.requirement_items import ENGLAND, GROSS, SURPLUS, WALES, Item
from formulas.stated_base import CastBases
from formulas.tax_base import AS_WORKED_OUT
from formulas.valuation_bands import DIFFERENCE, EXACT_INCREASE, LAST_YEAR_PLUS, NINTHS, Proportions

FIGURES = ("band_d", "before", "stated", "total_base", "total_before", "limit", "population", "office", "reserve")


@dataclass
class PreceptInput:
    """What a precept workbook states; None for a figure that it does not.

    `surpluses` and `bases_before` are by billing authority, blank where the columns are; `cast` is the total base as
    stated beside what they make; `slack` is what the printed
    places of the budget and of the requirement stated may explain between the two, in pounds. `places` has where each
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
    requirement_slack: Fraction
    coarse: bool
    places: dict[str, Place]
    notes: list[str] = field(default_factory=list)
    worked: list[WorkedBase | None] = field(default_factory=list)
    base_rounding: str = AS_WORKED_OUT
    bases_only: bool = False
    totals: list[Total] = field(default_factory=list)
    cast: CastBases | None = None


def read_precept(book: InputBook) -> PreceptInput:
    """What a workbook in the form of `csptool template precept` states. Raises every fault of it at once."""
    form = _form(book)
    reading = Reading(book, sheet_faults(book, KNOWN_SHEETS), {}, list(book.notes))
    faults = reading.faults
    settings = Settings(form, SETTINGS, faults)
    stated, year = _figures(settings, faults), _year(settings, faults)
    nation = settings.choice("nation") or ENGLAND
    if nation == WALES:
        _refuse_referendum(settings, faults)
    else:
        _refuse_two_limits(settings, faults)
    ways = {key: settings.choice(key) for key in ("convention", "increase", "rounding", "lowest")}
    counting = _counting(reading, settings, nation, year)
    _refuse_no_last_year(settings, ways, faults)
    refuse_other_units(settings, stated, faults)
    before_bases = len(faults)
    authorities = read_authorities(reading, counting)
    cast = None
    if len(faults) == before_bases:  # what is wrong with a row is said of the row
        cast = cast_totals(reading, settings, stated, authorities.ones, authorities.bases_before)
    before_budget = len(faults)
    budget = read_budget(reading, nation, sum(authorities.surpluses, Fraction(0)))
    budgeted = bool(budget.items) or len(faults) > before_budget  # what is wrong with it is said already
    if nation == WALES and authorities.surpluses:
        found, expected = "collection fund surpluses in Wales", "none: there each council bears its own collection"
        faults.append(Fault("kind-of-nation", reading.places[SURPLUS], found, expected, "clear the column"))
    items = [*budget.items, *surplus_item(reading, authorities.surpluses, budget.items)]
    bases_only = bool(counting.dwellings) and not (budgeted or settings.has("stated") or settings.has("band_d"))
    _refuse_what_is_missing(settings, stated, budgeted or bases_only, faults)
    if bases_only and stated:
        reading.notes.append("Only the tax bases were worked out: there is no budget, no requirement and no Band D.")
    _refuse_slips(settings, stated, budget.items, faults)
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
        half if "stated" in stated and not coarse else budget.slack,
        coarse,
        reading.places | _setting_places(settings, reading.places),
        reading.notes,
        authorities.worked,
        counting.rounding,
        bases_only,
        reading.totals,
        cast,
    )


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


def _figures(settings: Settings, faults: list[Fault]) -> dict[str, Figure]:
    """The figures of the settings; a fault for a percentage, and for one that is not above nought."""
    found = {}
    for key in FIGURES:
        figure = settings.figure(key)
        if figure is None:
            continue
        found[key] = figure
        if figure.unit == PERCENT:
            shown = "" if "%" in figure.text else " in a cell formatted as a percentage"
            expected, remedy = (
                f"{SETTINGS[key].label} as a plain figure",
                "type it alone, in a cell formatted as a number",
            )
            faults.append(Fault("percentage", settings.place(key), f"{figure.text!r}{shown}", expected, remedy))
        elif figure.value < 0 or (figure.value == 0 and key not in ("stated", "reserve", "office")):
            faults.append(Fault("sign", settings.place(key), figure.text, "a figure above nought", "correct it"))
    return found


def _year(settings: Settings, faults: list[Fault]) -> str:
    text = settings.year("year")
    if not text:
        remedy = "write it as 2025/26"
        faults.append(Fault("no-year", settings.place("year"), "a blank", "a financial year", remedy))
    return year_in(text)


def _refuse_referendum(settings: Settings, faults: list[Fault]) -> None:
    for key in ("limit", "lowest"):
        if settings.has(key) and settings.text(key) != "no":
            found, remedy = f"{settings.text(key)!r} in Wales", "clear it: no referendum principles apply in Wales"
            faults.append(Fault("idle-setting", settings.place(key), found, "a blank", remedy))


def _refuse_two_limits(settings: Settings, faults: list[Fault]) -> None:
    if settings.has("limit") and settings.choice("lowest") == "yes":
        remedy = "clear one of the two: a limit of its own stands in place of every other rule"
        found = "a limit of its own for one of the lowest-charging"
        faults.append(Fault("two-limits", settings.place("limit"), found, "one rule", remedy))


def _refuse_slips(settings: Settings, stated: dict[str, Figure], items: list[Item], faults: list[Fault]) -> None:
    """Refuse amounts of the settings that seem to count in millions beside a budget in pounds."""
    keys = [key for key in ("stated", "office", "reserve") if key in stated]
    amounts = [Amount(SETTINGS[key].label, stated[key], settings.place(key)) for key in keys]
    faults += unit_slips(amounts, max((abs(item.amount) for item in items), default=Fraction(0)))


def _refuse_what_is_missing(settings: Settings, stated: dict[str, Figure], budget: bool, faults: list[Fault]) -> None:
    """Refuse a form that says neither what to raise nor Band D, and settings that nothing uses."""
    if not budget and not settings.has("stated") and not settings.has("band_d"):
        expected = f"lines on the sheet {BUDGET_SHEET}, a requirement or a Band D"
        remedy = "fill in one of them"
        faults.append(Fault("nothing-to-raise", settings.place("stated"), "none of them", expected, remedy))
    for key, needs, there in (
        ("office", f"the sheet {BUDGET_SHEET}", budget),
        ("reserve", f"the sheet {BUDGET_SHEET}", budget),
        ("limit", "last year's Band D", "before" in stated),
        ("lowest", "last year's Band D", settings.choice("lowest") != "yes" or settings.has("before")),
    ):
        if settings.has(key) and not there:
            found, remedy = f"it without {needs}", f"fill in {needs}, or clear it"
            faults.append(Fault("idle-setting", settings.place(key), found, needs, remedy))


def _refuse_no_last_year(settings: Settings, ways: dict[str, str], faults: list[Fault]) -> None:
    """Refuse ways of rounding that start from last year's bands where last year's Band D is not there."""
    for key, way in (("convention", LAST_YEAR_PLUS), ("increase", DIFFERENCE)):
        if ways[key] == way and not settings.has("before"):
            found, expected = (
                f"{way!r} without last year's Band D",
                "Band D last year, whose ninths its bands are",
            )
            remedy = f"fill in {SETTINGS['before'].label!r}, or choose another way"
            faults.append(Fault("no-last-year", settings.place(key), found, expected, remedy))


def _setting_places(settings: Settings, others: Mapping[str, Place]) -> dict[str, Place]:
    """Where a setting stands, by what the refusals of the arithmetic are about.

    A requirement that is not stated stands where `others` has it: it follows from the budget.
    """
    about = {
        "band_d": "band d", "before": "last year's band d", "stated": "requirement", "year": "financial year",
        "limit": "the authority's own limit", "nation": "nation", "convention": "last year's bands",
        "population": "population", "reserve": "general reserve",
    }  # fmt: skip
    places = {words: settings.place(key) for key, words in about.items()}
    if not settings.has("stated") and "requirement" in others:
        places["requirement"] = others["requirement"]
    ways = {"valuation bands": settings.place("year"), "rounding of the bands": settings.place("convention")}
    return {**places, **ways, "net revenue expenditure": settings.place("reserve"), GROSS: settings.place("office")}
