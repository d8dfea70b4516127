"""The sheet Authorities of a precept workbook: who collects, on which tax base, with which collection fund share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from csptool.faults import Fault, Place
from csptool.labels import same_name
from csptool.sheets.areas_sheet import example_fault
from csptool.sheets.declared import Line
from csptool.sheets.precept_dwellings import Dwelt
from csptool.sheets.precept_terms import (
    AUTHORITIES,
    AUTHORITIES_SHEET,
    BUDGET_SHEET,
    EXAMPLE_AUTHORITY,
    OF_DWELLINGS,
)
from csptool.sheets.reading import Reading, span, total_lines
from csptool.sheets.unit_slips import Amount, unit_slips
from csptool.sheets.worked_bases import WorkedBase, refuse_idle, refuse_strangers, worked_base
from formulas.billing_authorities import BillingAuthority
from formulas.exact import NUMBER, PENCE, PERCENT, Figure, ending, in_full, to_read
from formulas.requirement_items import SURPLUS, WALES, Item
from formulas.valuation_bands import Proportions

NOTIFIED = "give the base that the billing authority notified"
FROM_AUTHORITIES = "Collection fund, from the billing authorities"


@dataclass(frozen=True)
class Authorities:
    """The billing authorities; last year's bases and the collection fund shares beside them, blank where not given.

    `worked` has the base that an authority's dwellings give, None for one without; it is blank where no one has any.
    """

    ones: list[BillingAuthority]
    bases_before: list[Fraction]
    surpluses: list[Fraction]
    worked: list[WorkedBase | None]


@dataclass(frozen=True)
class Counting:
    """What the bases are worked out from: the dwellings by authority, what each band bears, the rounding declared."""

    dwellings: Mapping[str, Dwelt]
    proportions: Proportions | None
    rounding: str


def read_authorities(reading: Reading, counting: Counting) -> Authorities:
    """The lines of the sheet. Adds a fault for what is missing, no tax base, a leap on last year's, or a sum."""
    lines, faults = _lines(reading, counting), reading.faults
    refuse_strangers(lines, counting.dwellings, faults)
    found = [_base_of(line, counting, faults) for line in lines]
    bases = [base for base, _ in found]
    before, surpluses = _bases_before(lines, faults), _surpluses(lines, faults)
    if lines:
        _refuse_sum(lines, bases, faults)
        _refuse_leaps(lines, bases, before, faults)
    named = zip(lines, bases, strict=True)
    ones = [BillingAuthority(line.text("name"), base.value, line.text("code")) for line, base in named if base]
    worked = [one for _, one in found]
    return Authorities(ones, before, surpluses, worked if any(worked) else [])


def surplus_item(reading: Reading, surpluses: list[Fraction], items: list[Item], nation: str) -> list[Item]:
    """The surpluses as one line of the budget, which must not have a line for them as well. Wales has none."""
    if surpluses and nation == WALES:
        found, expected = "collection fund surpluses in Wales", "none: there each council bears its own collection"
        reading.faults.append(Fault("kind-of-nation", reading.places[SURPLUS], found, expected, "clear the column"))
    if surpluses and not items:
        reading.notes.append("The collection fund surpluses are not used: there is no budget to take them off.")
    if not surpluses or not items:
        return []
    if beside := next((item for item in items if item.kind == SURPLUS), None):
        remedy = f"clear the column, or take the line {beside.name!r} off the sheet {BUDGET_SHEET}"
        found, place = f"surpluses beside the budget's line {beside.name!r}", reading.places[SURPLUS]
        reading.faults.append(Fault("stated-twice", place, found, "them in one place", remedy))
        return []
    reading.places[FROM_AUTHORITIES] = reading.places[SURPLUS]
    return [Item(FROM_AUTHORITIES, sum(surpluses, Fraction(0)), SURPLUS)]


def _base_of(line: Line, counting: Counting, faults: list[Fault]) -> tuple[Figure | None, WorkedBase | None]:
    """The base of an authority, as notified or else as its dwellings give it; and what they give."""
    dwelt = counting.dwellings.get(same_name(line.text("name")))
    notified = _base(line, "base", faults) if line.has("base") or dwelt is None else None
    if dwelt is None:
        refuse_idle(line, faults)
        return notified, None
    if counting.proportions is None:
        return notified, None
    worked = worked_base(line, dwelt, counting.proportions, counting.rounding, notified, faults)
    if notified or worked is None or line.has("base"):
        return notified, worked
    return Figure(worked.base, None, NUMBER, to_read(worked.base)), worked


def _lines(reading: Reading, counting: Counting) -> list[Line]:
    columns = {**AUTHORITIES, **OF_DWELLINGS}
    if counting.dwellings:
        columns["base"] = replace(columns["base"], needed=False)
    lines = reading.lines(AUTHORITIES_SHEET, columns, ("base", "base_before", "surplus", "in_lieu")) or []
    reading.refuse_repeats(lines, "name", "billing authority")
    coded = [line for line in lines if line.has("code")]
    reading.faults += [fault for line in coded if (fault := line.unsaved("code", "a code"))]
    reading.refuse_repeats([line for line in coded if line.text("code")], "code", "code")
    if not lines and not reading.faults:
        sheet = reading.book.chosen(AUTHORITIES_SHEET)
        remedy = "give the billing authorities with their bases"
        place = Place(sheet.file, sheet.name)
        reading.faults.append(Fault("no-rows", place, "no billing authorities", "at least one", remedy))
    examples = [line for line in lines if line.text("name") == EXAMPLE_AUTHORITY]
    reading.faults += [example_fault(line.place("name"), "a billing authority") for line in examples]
    if lines:
        reading.places |= {"base": span(lines, "base"), "tax base": span(lines, "base")}
        reading.places |= {"last year's tax base": span(lines, "base_before"), SURPLUS: span(lines, "surplus")}
    for line in total_lines(lines, "name"):
        reading.tell_total(line, "name")
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
    elif figure.unit.worth > 1 or figure.unit == PENCE:
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
    """Refuse a first or last row that is the sum of the others, but for rounding, under a name that does not say so."""
    figures = [one for one in bases if one]
    if len(figures) < max(3, len(bases)):
        return
    for place, where in ((-1, "above"), (0, "below")):
        others = figures[:-1] if place else figures[1:]
        unit = Fraction(1, 10 ** max(ending(one.value) or 0 for one in others))
        slack = ((figures[place].quantum or 0) + len(others) * unit) / 2
        difference = figures[place].value - sum(one.value for one in others)
        if abs(difference) <= slack:
            but = ", but for rounding" if difference else ""
            found = f"{lines[place].text('name')!r}, whose tax base is the sum of those {where} it{but}"
            remedy = "take it off the sheet if it is their total; if it is an authority, move it among the others"
            faults.append(Fault("sum-as-row", lines[place].place("name"), found, "a billing authority", remedy))


def _refuse_leaps(lines: list[Line], bases: list[Figure | None], before: list[Fraction], faults: list[Fault]) -> None:
    """Refuse a base that is ten times last year's or a tenth of it: no base moves so in a year."""
    if len(before) != len(lines):
        return
    for line, figure, old in zip(lines, bases, before, strict=True):
        if figure and figure.unit == NUMBER and min(figure.value, old) > 0 and not old / 10 < figure.value < old * 10:
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
