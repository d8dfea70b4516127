"""The sheets Rules, Formula and Top-slices: what each line says, as the arithmetic wants it."""

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
from formulas.plan import GROSS, REMAINDER, Indicator, Measure, Rule, TopSlice
from formulas.refusals import Refused

RULES = {
    "rule": DeclaredColumn("Rule", "The name of the rule.", ("mechanism",), needed=True),
    "value": DeclaredColumn("Value", "A percentage, pounds, or 1 of 3.", ("amount", "rate"), needed=True),
    "of": DeclaredColumn("Of", "What it refers to: a column of Indicators, an area, a second figure.", ("on", "by")),
    "note": DeclaredColumn("Note", "Anything; not read.", ("notes", "source", "comment")),
}
FORMULA = {
    "indicator": DeclaredColumn("Indicator", "A column of the sheet Indicators, or a name for several.", needed=True),
    "weight": DeclaredColumn("Weight", "A percentage; all come to 100%.", ("weights",), needed=True),
    "measure": DeclaredColumn("Measure", "count, per 1,000 of Population, mean of counts, mean of shares, times Need."),
    "columns": DeclaredColumn("Columns", "The columns of several years, with semicolons between.", ("column", "years")),
    "previous_weight": DeclaredColumn("Previous weight", "Only for a transition of weights.", ("old weight",)),
    "source": DeclaredColumn("Source", "Where the figures come from.", ("note", "notes")),
}
TOP_SLICES = {
    "name": DeclaredColumn("Top-slice", "What the money is for.", ("name", "topslice", "item", "purpose"), needed=True),
    "amount": DeclaredColumn("Amount", "A sum in pounds, or a percentage.", ("value", "sum", "rate"), needed=True),
    "of": DeclaredColumn("Of", "For a percentage: gross or remainder."),
    "note": DeclaredColumn("Note", "Anything; not read.", ("notes", "source", "comment")),
}
_PART = re.compile(r"(?i)(?:year\s+)?(\d{1,3})\s*(?:of|/)\s*(\d{1,3})(?:\s*years?)?")
_MEASURE = re.compile(
    r"""(?ix) \s* (?:(?P<years>mean\ of\ (?:counts|shares))|counts?|rates?|) \s* ,? \s*
    (?: (?:rate\ )? per \s+ (?:(?P<units>[\d,]+)(?:\ (?:people|heads?|residents))?|heads?|person|capita) \s+
        (?:of\ )? (?P<per>.+?) )?
    \s* ,? \s* (?: (?:times|×|weighted\ by) \s+ (?P<times>.+?) )? \s* \Z"""
)
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
    if mechanism.value == "part" and (match := _PART.fullmatch(line.text("value"))) and int(match[2]):
        return Fraction(int(match[1]), int(match[2]))
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
        faults.append(_no_column(place, text, known, f"the column that {mechanism.name} goes by"))
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


def _no_column(place: Place, text: str, known: Known, what: str) -> Fault:
    found = repr(text) if text else "a blank"
    columns = nearest(text, known.columns.values())
    remedy = f"use one of {columns}" if columns else "add the column to the sheet Indicators"
    return Fault("no-column", place, found, f"{what}, a column of the sheet Indicators", remedy)


def indicator_of(line: Line, known: Known, faults: list[Fault]) -> Indicator | None:
    """The indicator of a line of the sheet Formula."""
    before, name = len(faults), line.text("indicator")
    weight = _weight(line, "weight", faults)
    previous = _weight(line, "previous_weight", faults) if line.has("previous_weight") else None
    measure = _measure(line, known, faults)
    if len(faults) > before or measure is None:
        return None
    return Indicator(name, weight, measure, line.text("source"), previous)


def _weight(line: Line, key: str, faults: list[Fault]) -> Fraction:
    if (part := _PART.fullmatch(line.text(key))) and int(part[2]):
        return Fraction(int(part[1]), int(part[2]))
    figure = line.figure(key, f"weight of {line.text('indicator')}", faults)
    if figure and figure.unit.name.startswith("£"):
        faults.append(Fault("pounds", line.place(key), figure.text, "a weight in per cent", "give a percentage"))
    return figure.value if figure else Fraction(0)


def _measure(line: Line, known: Known, faults: list[Fault]) -> Measure | None:
    text, before = line.text("measure"), len(faults)
    match = _MEASURE.match(text)
    if match is None:
        remedy = "write count, per 1,000 of COLUMN, mean of counts, mean of shares or times COLUMN, or join them"
        faults.append(Fault("measure", line.place("measure"), repr(text), "a measure that csptool knows", remedy))
    names = [part.strip() for part in line.text("columns").split(";") if part.strip()] or [line.text("indicator")]
    columns = [_column(line, "columns" if line.has("columns") else "indicator", name, known, faults) for name in names]
    if match is None:
        return None
    years = (match["years"] or "").lower().removeprefix("mean of ")
    place = line.place("measure")
    if len(columns) > 1 and not years:
        remedy = "say mean of counts (the years added up) or mean of shares (each year's share counts the same)"
        faults.append(
            Fault(
                "years",
                place,
                f"{text or 'count'!r} for {len(columns)} columns",
                "how several years become one",
                remedy,
            )
        )
    if len(columns) == 1 and years:
        remedy = "name the columns of all years in the column 'Columns', with semicolons between"
        faults.append(Fault("years", place, f"{text!r} for one column", "several columns", remedy))
    if len(set(columns)) < len(columns):
        faults.append(
            Fault("twice", line.place("columns"), repr(line.text("columns")), "each column once", "remove one")
        )
    per = _column(line, "measure", match["per"], known, faults) if match["per"] else ""
    times = tuple(_column(line, "measure", name, known, faults) for name in _factors(match["times"] or "", known))
    units = Fraction((match["units"] or "1").replace(",", "")) if match["per"] else Fraction(1000)
    if not units:
        faults.append(Fault("measure", place, repr(text), "a rate per 1,000 or the like", "correct it"))
    return Measure(tuple(columns), years, per, units, times) if len(faults) == before else None


def _factors(text: str, known: Known) -> list[str]:
    """The columns of a product: one, or several joined by 'and' or '×'."""
    if not text or known.column(text):
        return [text] if text else []
    return [part.strip() for part in re.split(r"(?i)\s+and\s+|\s*×\s*|\s+x\s+|\s*;\s*|\s*,\s*", text) if part.strip()]


def _column(line: Line, key: str, name: str, known: Known, faults: list[Fault]) -> str:
    column = known.column(name)
    if column is None:
        faults.append(_no_column(line.place(key), name, known, "figures for every area"))
    return column or name


def slice_of(line: Line, faults: list[Fault]) -> TopSlice | None:
    """The top-slice of a line of the sheet Top-slices."""
    before, of = len(faults), same_name(line.text("of"))
    figure = line.figure("amount", f"top-slice {line.text('name')}", faults)
    if figure is None:
        return None
    is_rate = figure.unit == PERCENT
    place = line.place("of")
    words = {
        "": "",
        "gross": GROSS,
        "the gross": GROSS,
        "pot": GROSS,
        "remainder": REMAINDER,
        "the remainder": REMAINDER,
    }
    if of not in words:
        faults.append(Fault("of", place, repr(line.text("of")), "gross or remainder", "write one of the two"))
    elif is_rate and not of:
        remedy = "write gross (of the whole pot) or remainder (of the pot less all fixed sums)"
        faults.append(Fault("of", place, f"a blank beside {figure.text}", "what the percentage is of", remedy))
    elif of and not is_rate:
        remedy = "format it as a percentage, or clear the cell 'Of'"
        faults.append(Fault("of", line.place("amount"), figure.text, f"a percentage of the {of}", remedy))
    return TopSlice(line.text("name"), figure.value, words[of]) if len(faults) == before else None


def part_of(text: str) -> Fraction | None:
    """A part written as 1 of 3, year 1 of 3 or 1/3, or as a percentage; None where it is neither.

    >>> part_of("year 2 of 3"), part_of("25%")
    (Fraction(2, 3), Fraction(1, 4))
    """
    if (match := _PART.fullmatch(text.strip())) and int(match[2]):
        return Fraction(int(match[1]), int(match[2]))
    try:
        return read(text).value
    except Refused:
        return None
