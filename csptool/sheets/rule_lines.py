"""The sheet Rules: what each line says, as the arithmetic wants it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Fault, Place, nearest
from csptool.labels import same_header, same_name
from csptool.sheets.declared import DeclaredColumn, Line
from formulas.exact import PERCENT, Figure, read
from formulas.mechanisms.register import Mechanism, mechanisms
from formulas.plan import Rule
from formulas.refusals import Refused

RULES = {
    "rule": DeclaredColumn("Rule", "The name of the rule.", ("mechanism",), needed=True),
    "value": DeclaredColumn("Value", "A percentage, pounds, or 1 of 3.", ("amount", "rate"), needed=True),
    "of": DeclaredColumn("Of", "What it refers to: a column of Indicators, an area, a second figure.", ("on", "by")),
    "note": DeclaredColumn("Note", "Anything; not read.", ("notes", "source", "comment")),
}
_PART = re.compile(r"(?i)(?:year\s+)?(\d{1,3})\s*(?:of|/)\s*(\d{1,3})(?:\s*years?)?")
GIVE_PERCENTAGE = 10  # a rate beyond this was meant as a percentage


@dataclass(frozen=True)
class Known:
    """What the lines may refer to: the columns of the sheet Indicators and the areas, by the form that is compared."""

    columns: Mapping[str, str]
    areas: Mapping[str, str]

    def column(self, text: str) -> str | None:
        """The header that is meant."""
        return self.columns.get(same_header(text))


def rule_of(line: Line, known: Known, faults: list[Fault]) -> Rule | None:
    """The rule of a line of the sheet Rules."""
    name = same_name(line.text("rule"))
    register = mechanisms()
    mechanism = register.get(name) or next((m for m in register.values() if name in m.also), None)
    if mechanism is None:
        word = name.partition(" ")[0]
        family = [known_name for known_name in register if known_name.startswith(word)] if word else []
        remedy = f"use one of {', '.join(map(repr, family)) or nearest(name, register)}"
        faults.append(
            Fault("unknown-rule", line.place("rule"), repr(line.text("rule")), "a rule that csptool knows", remedy)
        )
        return None
    before = len(faults)
    value = _rule_value(line, mechanism, faults)
    of, second = _rule_of(line, mechanism, known, faults)
    return Rule(mechanism.name, value, of, second) if len(faults) == before else None


def _rule_value(line: Line, mechanism: Mechanism, faults: list[Fault]) -> Fraction:
    if not mechanism.value:
        if line.has("value"):
            remedy = "clear the cell"
            faults.append(
                Fault(
                    "idle-value",
                    line.place("value"),
                    repr(line.text("value")),
                    f"no value: {mechanism.name} takes none",
                    remedy,
                )
            )
        return Fraction(0)
    if mechanism.value == "part" and (part := written_part(line.text("value"))) is not None:
        return part
    if mechanism.value == "part" and isinstance(line.sheet.cells.get((line.row, line.columns["value"])), datetime.date):
        remedy = "type it as 1 of 3, or as a percentage: Excel takes 1/3 for a date"
        faults.append(Fault("date-cell", line.place("value"), "a date", f"a part for {mechanism.name}", remedy))
        return Fraction(0)
    such_as = mechanism.example.value
    if not line.has("value"):
        remedy = f"type it, such as {such_as}"
        faults.append(Fault("blank", line.place("value"), "a blank", f"the value of {mechanism.name}", remedy))
        return Fraction(0)
    if _PART.fullmatch(line.text("value")):
        remedy = f"write {such_as}"
        found = repr(line.text("value"))
        faults.append(Fault("rule-value", line.place("value"), found, f"the value of {mechanism.name}", remedy))
        return Fraction(0)
    figure = line.figure("value", f"value of {mechanism.name}", faults)
    return checked(figure, mechanism.value, mechanism.name, line.place("value"), faults) if figure else Fraction(0)


def checked(figure: Figure, kind: str, name: str, place: Place, faults: list[Fault]) -> Fraction:
    """The value, and a fault where its unit cannot be meant; any unit will do where no `kind` is given."""
    if not kind:
        return figure.value
    if kind == "pounds":
        if figure.unit == PERCENT:
            faults.append(Fault("percentage", place, figure.text, f"pounds for {name}", "give an amount in pounds"))
    elif figure.unit.name.startswith("£"):
        faults.append(Fault("pounds", place, figure.text, f"a percentage for {name}", "give a percentage"))
    elif figure.value > GIVE_PERCENTAGE:
        remedy = f"write it as {figure.text}% if that is meant"
        faults.append(Fault("not-a-rate", place, figure.text, f"a percentage for {name}, such as 95%", remedy))
    return figure.value


def _rule_of(line: Line, mechanism: Mechanism, known: Known, faults: list[Fault]) -> tuple[str, Fraction | None]:
    text, place = line.text("of"), line.place("of")
    if not mechanism.of:
        if text:
            expected = f"nothing: {mechanism.name} takes no 'Of'"
            faults.append(
                Fault("idle-of", place, repr(text), expected, "clear the cell, or move it to the column Note")
            )
        return "", None
    if mechanism.of in ("part", "years"):
        return _second(line, mechanism, faults)
    if mechanism.of == "choice":
        if same_name(text) not in mechanism.choices:
            found = repr(text) if text else "a blank"
            remedy = "write it in the column 'Of'"
            faults.append(Fault("choice", place, found, f"one of {', '.join(mechanism.choices)}", remedy))
        return same_name(text), None
    if mechanism.of == "area":
        area = known.areas.get(same_name(text), "")
        if text and not area:
            remedy = f"use one of {nearest(text, known.areas.values())}"
            faults.append(
                Fault("unknown-area", place, repr(text), "an area of the sheet Areas, or a blank for all", remedy)
            )
        return area, None
    column = known.column(text)
    if column is None:
        faults.append(no_column(place, text, known, f"the column that {mechanism.name} goes by"))
    return column or "", None


def _second(line: Line, mechanism: Mechanism, faults: list[Fault]) -> tuple[str, Fraction | None]:
    if not line.has("of"):
        return "", None
    text, place = line.text("of"), line.place("of")
    if mechanism.of == "years":
        match = re.fullmatch(r"(?ai:(?:year\s+)?(\d{1,2}))", text)
        if match is None or int(match[1]) < 1:
            faults.append(Fault("year", place, repr(text), "the year of the transition", "write 1, 2, 3"))
            return "", None
        return match[1], Fraction(int(match[1]))
    figure = line.figure("of", f"second figure of {mechanism.name}", faults)
    if figure is None:
        return "", None
    value = checked(figure, "part", mechanism.name, place, faults)
    if not 0 <= value <= 1:
        faults.append(Fault("rule-value", place, text, "a part between 0% and 100%", "correct it"))
    return text, value


def no_column(place: Place, text: str, known: Known, what: str) -> Fault:
    """The fault of a name that is no column of the sheet Indicators."""
    found = repr(text) if text else "a blank"
    columns = nearest(text, known.columns.values())
    remedy = f"use one of {columns}" if columns else "add the column to the sheet Indicators"
    return Fault("no-column", place, found, f"{what}, a column of the sheet Indicators", remedy)


def written_part(text: str) -> Fraction | None:
    """A part written as 1 of 3, year 1 of 3 or 1/3; None where it is none.

    >>> written_part("year 2 of 3"), written_part("25%")
    (Fraction(2, 3), None)
    """
    match = _PART.fullmatch(text)
    return Fraction(int(match[1]), int(match[2])) if match and int(match[2]) else None


def part_of(text: str) -> Fraction | None:
    """A part written as 1 of 3, year 1 of 3 or 1/3, or as a percentage; None where it is neither.

    >>> part_of("year 2 of 3"), part_of("25%")
    (Fraction(2, 3), Fraction(1, 4))
    """
    if (part := written_part(text.strip())) is not None:
        return part
    try:
        return read(text).value
    except Refused:
        return None
