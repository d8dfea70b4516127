"""The sheet Budget of a precept workbook: its lines, each of a kind, with amounts in pounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Fault, nearest
from csptool.labels import listed, same_name
from csptool.sheets.areas_sheet import example_fault
from csptool.sheets.declared import Line
from csptool.sheets.precept_terms import BUDGET, BUDGET_SHEET, EXAMPLE_LINE
from csptool.sheets.precept_totals import Entry, judge_totals
from csptool.sheets.reading import Reading, span, total_lines
from csptool.sheets.unit_slips import Amount, unit_slips
from formulas.exact import Figure, in_pounds
from formulas.requirement_items import KINDS, Item
from formulas.rounding import to_the_penny


@dataclass(frozen=True)
class Budget:
    """The lines of a budget, and how far the places that they are printed to may put their sum off, in pounds."""

    items: list[Item]
    slack: Fraction


def read_budget(reading: Reading, nation: str, surplus: Fraction) -> Budget:
    """The lines of the sheet, of kinds that the nation has; none without such a sheet. Adds a fault for each slip.

    `surplus` is what the billing authorities' collection funds take off besides, which a total may have counted.
    """
    lines = reading.lines(BUDGET_SHEET, BUDGET) or []
    reading.refuse_repeats(lines, "name", "line")
    items, figures, amounts = list[Item](), list[Figure](), list[Amount]()
    entries = dict[int, Entry]()
    if lines:
        reading.places["requirement"] = span(lines, "amount")
    for line in lines:
        name, kind = line.text("name"), _kind(line, nation, reading.faults)
        if name == EXAMPLE_LINE:
            reading.faults.append(example_fault(line.place("name"), "a line of the budget"))
        figure = line.pounds("amount", f"amount of {name}", reading.faults)
        reading.places |= {name: line.place("amount"), f"kind of {name}": line.place("kind")}
        if figure is None:
            continue
        if figure.value != to_the_penny(figure.value):
            remedy = "write millions with their sign, as £145.754m, and pounds to the penny"
            expected = f"the amount of {name} in pounds and whole pennies"
            reading.faults.append(Fault("not-pennies", line.place("amount"), figure.text, expected, remedy))
        items.append(Item(name, figure.value, kind))
        figures.append(figure)
        if kind:
            entries[line.row] = Entry(items[-1], figure)
        amounts.append(Amount(f"amount of {name}", figure, line.place("amount")))
    reading.faults += unit_slips(amounts)
    judge_totals(reading, _totals(reading, lines), entries, surplus)
    _tell_scaled(reading, items, figures)
    return Budget(items, sum(((figure.quantum or Fraction(0)) / 2 for figure in figures), Fraction(0)))


def _totals(reading: Reading, lines: Sequence[Line]) -> list[Line]:
    """The lines that were left out as totals, and said so; refuses one with a kind, which may be a line after all."""
    totals = total_lines(lines, "name")
    for line in totals:
        if line.has("kind"):
            remedy = "clear its kind if it is a total, or call it something else if it is a line"
            found = f"{line.text('name')!r}, which says that it is a total, with a kind"
            reading.faults.append(Fault("total-line", line.place("kind"), found, "a line of its own", remedy))
        else:
            reading.tell_total(line, "name")
    return totals


def _kind(line: Line, nation: str, faults: list[Fault]) -> str:
    text = line.text("kind")
    kind = next((name for name in KINDS if same_name(name) == same_name(text)), "")
    if not kind:
        remedy = f"use one of {nearest(text, [one for one in KINDS if nation in KINDS[one].nations])}"
        found = repr(text) if text else "a blank"
        faults.append(Fault("kind", line.place("kind"), found, "a kind of line", remedy))
    return kind


def _tell_scaled(reading: Reading, items: Sequence[Item], figures: Sequence[Figure]) -> None:
    """Say which amounts were printed in thousands or millions where others are in pounds."""
    scaled = [f"{item.name} {in_pounds(item.amount)}" for item, one in zip(items, figures, strict=True) if _scaled(one)]
    if scaled and len(scaled) < len(items):
        words = f"Printed in thousands or millions beside pounds, and read so: {listed(scaled)}."
        reading.notes.append(words)


def _scaled(figure: Figure) -> bool:
    return figure.unit.worth >= 1000
