"""A precept workbook as read: settings, the billing authorities with their bases, the lines of the budget."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from csptool.faults import Fault, Faults, Place, fault
from csptool.sheets.areas_sheet import example_fault
from csptool.sheets.book import InputBook
from csptool.sheets.declared import Line
from csptool.sheets.header_words import year_in
from csptool.sheets.plan_workbook import sheet_faults
from csptool.sheets.precept_budget import read_budget
from csptool.sheets.precept_terms import (
    AUTHORITIES,
    AUTHORITIES_SHEET,
    BUDGET_SHEET,
    EXAMPLE_AUTHORITY,
    KNOWN_SHEETS,
    PRECEPT_SHEET,
    SETTINGS,
)
from csptool.sheets.reading import Reading, span
from csptool.sheets.settings import Settings
from csptool.sheets.sheet import Sheet
from csptool.sheets.source import Source
from csptool.sheets.unit_slips import Amount, unit_slips
from formulas.billing_authorities import BillingAuthority
from formulas.exact import NUMBER, PERCENT, Figure, in_full
from formulas.precept import TO_THE_PENNY
from formulas.requirement_items import ENGLAND, SURPLUS, WALES, Item
from formulas.valuation_bands import EXACT_INCREASE, NINTHS

NOTIFIED = "give the base that the billing authority notified"
FROM_AUTHORITIES = "Collection fund, from the billing authorities"


@dataclass
class PreceptInput:
    """What a precept workbook states; None for a figure that it does not.

    `surpluses` and `bases_before` are by billing authority, blank where the columns are; `slack` is what the printed
    places of the budget and of the requirement stated may explain between the two, in pounds. `places` has where each
    figure stands, by the names that the arithmetic's refusals use.
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
    elif settings.has("limit") and settings.choice("lowest") == "yes":
        remedy = "clear one of the two: a limit of its own stands in place of every other rule"
        found = "a limit of its own for one of the lowest-charging"
        faults.append(Fault("two-limits", settings.place("limit"), found, "one rule", remedy))
    ways = {key: settings.choice(key) for key in ("convention", "increase", "rounding", "lowest")}
    lines = _authorities(reading)
    bases = [_base(line, "base", faults) for line in lines]
    before, surpluses = _bases_before(lines, faults), _surpluses(lines, faults)
    if lines:
        _refuse_sum(lines, bases, faults)
        _refuse_leaps(lines, bases, before, faults)
    before_budget = len(faults)
    budget = read_budget(reading, nation)
    budgeted = bool(budget.items) or len(faults) > before_budget  # what is wrong with it is said already
    items = [*budget.items, *_surplus_item(reading, lines, surpluses, budget.items)]
    _refuse_what_is_missing(settings, stated, budgeted, faults)
    largest = max((abs(item.amount) for item in budget.items), default=Fraction(0))
    beside = [
        Amount(SETTINGS[key].label, stated[key], settings.place(key))
        for key in ("stated", "office", "reserve")
        if key in stated
    ]
    faults += unit_slips(beside, largest)
    if faults:
        raise Faults(faults)
    named = zip(lines, bases, strict=True)
    requirement = stated.get("stated")
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
        [BillingAuthority(line.text("name"), base.value, line.text("code")) for line, base in named if base],
        before,
        surpluses,
        items,
        budget.slack + ((requirement.quantum or Fraction(0)) / 2 if requirement else Fraction(0)),
        reading.places | _setting_places(settings),
        reading.notes,
    )


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
    for key in ("band_d", "before", "stated", "limit", "population", "office", "reserve"):
        figure = settings.figure(key)
        if figure is None:
            continue
        found[key] = figure
        if figure.unit == PERCENT:
            remedy = "type the figure itself"
            faults.append(Fault("percentage", settings.place(key), figure.text, "a figure", remedy))
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


def _refuse_what_is_missing(settings: Settings, stated: dict[str, Figure], budget: bool, faults: list[Fault]) -> None:
    """Refuse a form that says neither what to raise nor Band D, and settings that nothing uses."""
    if not budget and not {"stated", "band_d"} & stated.keys() and not settings.has("stated"):
        expected = f"lines on the sheet {BUDGET_SHEET}, a requirement or a Band D"
        remedy = "fill in one of them"
        faults.append(Fault("nothing-to-raise", settings.place("stated"), "none of them", expected, remedy))
    for key, needs, there in (
        ("office", f"the sheet {BUDGET_SHEET}", budget),
        ("reserve", f"the sheet {BUDGET_SHEET}", budget),
        ("limit", "last year's Band D", "before" in stated),
    ):
        if key in stated and not there:
            found, remedy = f"it without {needs}", f"fill in {needs}, or clear it"
            faults.append(Fault("idle-setting", settings.place(key), found, needs, remedy))


def _authorities(reading: Reading) -> list[Line]:
    lines = reading.lines(AUTHORITIES_SHEET, AUTHORITIES, ("base", "base_before", "surplus")) or []
    reading.refuse_repeats(lines, "name", "billing authority")
    if not lines and not reading.faults:
        sheet = reading.book.chosen(AUTHORITIES_SHEET)
        remedy = "give the billing authorities with their bases"
        place = Place(sheet.file, sheet.name)
        reading.faults.append(Fault("no-rows", place, "no billing authorities", "at least one", remedy))
    reading.faults += [example_fault(line.place("name")) for line in lines if line.text("name") == EXAMPLE_AUTHORITY]
    if lines:
        reading.places |= {"base": span(lines, "base"), "tax base": span(lines, "base")}
        reading.places |= {"last year's tax base": span(lines, "base_before"), SURPLUS: span(lines, "surplus")}
    for line in lines:
        reading.places[f"tax base of {line.text('name')}"] = line.place("base")
        if line.has("surplus"):
            reading.places[f"surplus of {line.text('name')}"] = line.place("surplus")
    return lines


def _base(line: Line, key: str, faults: list[Fault]) -> Figure | None:
    """A tax base: dwellings above nought, no pounds and no percentage."""
    if not line.has(key):
        expected = f"a tax base for {line.text('name')}"
        faults.append(Fault("blank", line.place(key), "a blank", expected, NOTIFIED))
        return None
    figure = line.figure(key, f"tax base of {line.text('name')}", faults)
    if figure is None:
        return None
    if "£" in figure.unit.name or figure.unit == PERCENT:
        remedy = "a tax base counts dwellings: leave out the pound sign, in the cell's format too"
        if figure.unit == PERCENT:
            remedy = "type the number of dwellings"
        shown = repr(line.text(key)) + (" in a cell formatted in pounds" if "£" not in line.text(key) else "")
        found = shown if "£" in figure.unit.name else repr(figure.text)
        faults.append(Fault("unit", line.place(key), found, "a number of Band D equivalents", remedy))
    elif figure.unit.worth > 1:
        remedy = "type the number of dwellings in full"
        faults.append(Fault("unit", line.place(key), figure.text, "a number of Band D equivalents", remedy))
    elif figure.value <= 0:
        faults.append(Fault("tax-base", line.place(key), figure.text, "a number of dwellings above nought", NOTIFIED))
    return figure


def _bases_before(lines: list[Line], faults: list[Fault]) -> list[Fraction]:
    """Last year's bases: all of them or none."""
    if not any(line.has("base_before") for line in lines):
        return []
    return [figure.value for line in lines if (figure := _base(line, "base_before", faults))]


def _refuse_sum(lines: list[Line], bases: list[Figure | None], faults: list[Fault]) -> None:
    """Refuse a last row that is the sum of those above it under a name that does not say so."""
    *above, last = bases
    if len(above) > 1 and last and all(above) and last.value == sum(one.value for one in above if one):
        found = f"{lines[-1].text('name')!r}, whose tax base is the sum of those above it"
        remedy = "call it Total, or take it off the sheet; if it is an authority, move it up"
        faults.append(Fault("sum-as-row", lines[-1].place("name"), found, "a billing authority", remedy))


def _refuse_leaps(lines: list[Line], bases: list[Figure | None], before: list[Fraction], faults: list[Fault]) -> None:
    """Refuse a base that is ten times last year's or a tenth of it: no base moves so in a year."""
    if len(before) != len(lines):
        return
    for line, figure, old in zip(lines, bases, before, strict=True):
        if figure and figure.unit == NUMBER and figure.value > 0 and not old / 10 < figure.value < old * 10:
            expected = f"a base near last year's {in_full(old, grouped=True)}"
            remedy = "give both as Band D equivalents, not in pounds or thousands"
            faults.append(Fault("tax-base-leap", line.place("base"), figure.text, expected, remedy))


def _surpluses(lines: list[Line], faults: list[Fault]) -> list[Fraction]:
    """The shares of the collection funds; a blank beside others is nought."""
    if not any(line.has("surplus") for line in lines):
        return []
    found, amounts = list[Fraction](), list[Amount]()
    for line in lines:
        figure = line.pounds("surplus", f"surplus of {line.text('name')}", faults) if line.has("surplus") else None
        found.append(figure.value if figure else Fraction(0))
        if figure:
            amounts.append(Amount(f"surplus of {line.text('name')}", figure, line.place("surplus")))
    faults += unit_slips(amounts)
    return found


def _surplus_item(reading: Reading, lines: list[Line], surpluses: list[Fraction], items: list[Item]) -> list[Item]:
    """The surpluses as one line of the budget, which must not have a line for them as well."""
    if surpluses and not items:
        reading.notes.append("The collection fund surpluses are not used: there is no budget to take them off.")
    if not surpluses or not items:
        return []
    if beside := next((item for item in items if item.kind == SURPLUS), None):
        remedy = f"clear the column, or take the line {beside.name!r} off the sheet {BUDGET_SHEET}"
        found, place = f"surpluses beside the budget's line {beside.name!r}", reading.places[SURPLUS]
        reading.faults.append(Fault("stated-twice", place, found, "them in one place", remedy))
        return []
    reading.places[FROM_AUTHORITIES] = span(lines, "surplus")
    return [Item(FROM_AUTHORITIES, sum(surpluses, Fraction(0)), SURPLUS)]


def _setting_places(settings: Settings) -> dict[str, Place]:
    """Where a setting stands, by what the refusals of the arithmetic are about."""
    about = {
        "band_d": "band d", "before": "last year's band d", "stated": "requirement", "year": "financial year",
        "limit": "the authority's own limit", "nation": "nation", "convention": "last year's bands",
        "population": "population", "reserve": "general reserve",
    }  # fmt: skip
    places = {words: settings.place(key) for key, words in about.items()}
    return {**places, "valuation bands": settings.place("year")}
