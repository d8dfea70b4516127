"""The sheet Formula: what each line says of an indicator, its weight and its measure."""

from __future__ import annotations

import re
from fractions import Fraction

from csptool.faults import Fault
from csptool.sheets.declared import DeclaredColumn, Line
from csptool.sheets.rule_lines import Known, no_column, written_part
from formulas.plan import Indicator, Measure

FORMULA = {
    "indicator": DeclaredColumn("Indicator", "A column of the sheet Indicators, or a name for several.", needed=True),
    "weight": DeclaredColumn("Weight", "A percentage; all come to 100%.", ("weights",), needed=True),
    "measure": DeclaredColumn("Measure", "count, per 1,000 of Population, mean of counts, mean of shares, times Need."),
    "columns": DeclaredColumn("Columns", "The columns of several years, with semicolons between.", ("column", "years")),
    "previous_weight": DeclaredColumn("Previous weight", "Only for a transition of weights.", ("old weight",)),
    "source": DeclaredColumn("Source", "Where the figures come from.", ("note", "notes")),
}
_MEASURE = re.compile(
    r"""(?ix) \s* (?:(?P<years>mean\ of\ (?:counts|shares))|counts?|rates?|) \s* ,? \s*
    (?: (?:rate\ )? per \s+ (?:(?P<units>[\d,]+)(?:\ (?:people|heads?|residents))?|heads?|person|capita) \s+
        (?:of\ )? (?P<per>.+?) )?
    \s* ,? \s* (?: (?:times|×|weighted\ by) \s+ (?P<times>.+?) )? \s* \Z"""
)


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
    if (part := written_part(line.text(key))) is not None:
        return part
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
        faults.append(no_column(line.place(key), name, known, "figures for every area"))
    return column or name
