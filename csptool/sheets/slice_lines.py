"""The sheet Top-slices: what each line sets aside."""

from __future__ import annotations

from csptool.faults import Fault
from csptool.labels import same_name
from csptool.sheets.declared import DeclaredColumn, Line
from formulas.exact import PERCENT
from formulas.plan import GROSS, REMAINDER, TopSlice

TOP_SLICES = {
    "name": DeclaredColumn("Top-slice", "What the money is for.", ("name", "topslice", "item", "purpose"), needed=True),
    "amount": DeclaredColumn("Amount", "A sum in pounds, or a percentage.", ("value", "sum", "rate"), needed=True),
    "of": DeclaredColumn("Of", "For a percentage: gross (of all), or remainder (of what the fixed sums leave)."),
    "agreed_by": DeclaredColumn("Agreed by", "Who agreed it, and when.", ("agreed", "approved by")),
    "note": DeclaredColumn("Note", "Anything; not read.", ("notes", "source", "comment")),
}


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
    agreed_by = line.text("agreed_by")
    return TopSlice(line.text("name"), figure.value, words[of], agreed_by) if len(faults) == before else None
