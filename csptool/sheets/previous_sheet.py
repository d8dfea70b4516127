"""The sheet Previous of a formula fund: last year's allocations, like for like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Fault, nearest
from csptool.labels import listed
from csptool.sheets.area_names import AreaNames
from csptool.sheets.declared import DeclaredColumn, Line
from csptool.sheets.reading import Reading, span
from formulas.columns import Column
from formulas.mechanisms.mergers import Former, like_for_like
from formulas.mechanisms.register import mechanisms
from formulas.plan import Rule

PREVIOUS_SHEET = "Previous"
PREVIOUS = {
    "area": DeclaredColumn("Area", "An area of last year.", ("csp", "name", "partnership"), needed=True),
    "previous": DeclaredColumn(
        "Previous",
        "Its allocation last year, in pounds.",
        ("previous allocation", "last year", "allocation"),
        needed=True,
    ),
    "transfers": DeclaredColumn("Transfers", "Money moved in since (out: a minus), to compare like with like."),
    "base": DeclaredColumn(
        "Before the transition", "From the second year of a transition on: what the area had before it began."
    ),
    "now": DeclaredColumn("Now part of", "For an area that was merged: the area it belongs to now.", ("merged into",)),
    "code": DeclaredColumn("Code", "Optional.", ("ons code", "area code")),
    "note": DeclaredColumn("Note", "Anything; not read.", ("notes", "source")),
}


@dataclass(frozen=True)
class Previous:
    """Last year's allocations, those before a transition where stated, and the areas that had none last year."""

    allocations: Column | None = None
    base: Column | None = None
    new: Sequence[str] = ()

    def words(self, rules: Sequence[Rule]) -> str:
        """What it means that areas had no allocation last year."""
        words = f"{listed(self.new)} {'has' if len(self.new) == 1 else 'have'} no previous allocation"
        if any(mechanisms()[rule.mechanism].needs_previous for rule in rules):
            words += ": no floor holds for a new area, a ceiling holds it to what it had before that step, and a "
            words += "transition starts from nought"
        return words + "."


def read_previous(reading: Reading, areas: AreaNames) -> Previous:
    """What the sheet says of each area of today, its former parts added up."""
    lines = reading.lines(PREVIOUS_SHEET, PREVIOUS, ("previous", "transfers"))
    if lines is None:
        return Previous()
    reading.refuse_repeats(lines, "area", "area")
    formers, starts = [], []
    for line in lines:
        row = _now(reading, line, areas)
        figures = {
            key: line.figure(key, what, reading.faults) if key == "previous" or line.has(key) else None
            for key, what in (
                ("previous", "previous allocation"),
                ("transfers", "transfers"),
                ("base", "allocation before the transition"),
            )
        }
        last, transfers, base = figures.values()
        if row is None or last is None:
            continue
        name, moved = areas.names[row], transfers.value if transfers else Fraction(0)
        formers.append(Former(name, last.value, moved))
        starts.append(Former(name, (base or last).value, moved))
        reading.places.setdefault(f"previous of {name}", line.place("previous"))
    allocations, new = like_for_like(areas.names, formers)
    filled = [line for line in lines if line.has("base")]
    if filled and len(filled) < len(lines):
        remedy = "fill in every line of the column, with 0 where there was nothing, or clear the column"
        reading.faults += [
            Fault("blank", line.place("base"), "a blank", "what the area had before the transition", remedy)
            for line in lines
            if not line.has("base")
        ]
    if not filled:
        return Previous(allocations, None, new if formers else ())
    reading.places["base"] = span(lines, "base")
    return Previous(allocations, like_for_like(areas.names, starts)[0], new if formers else ())


def _now(reading: Reading, line: Line, areas: AreaNames) -> int | None:
    """The area of today that a line belongs to; None, with a fault, where there is none."""
    former, now = line.text("area"), line.text("now")
    known = areas.find(former)
    if now and known is not None and areas.find(now) != known:
        found = f"{former!r}, an area of today, as now part of {now!r}"
        remedy = "clear the cell; money moved from one area to another goes into the column Transfers"
        reading.faults.append(Fault("not-merged", line.place("now"), found, "a former area", remedy))
        return None
    place = line.place("now" if now else "area")
    row = areas.meant(now or former, "" if now else line.text("code"), place)
    if isinstance(row, int):
        return row
    if row.code == "unknown-area":
        close = nearest(now or former, areas.names)
        remedy = f"correct it (perhaps {close}), or name the area it is now part of in the column 'Now part of'"
        row = areas.unknown(place, now or former, remedy)
    reading.faults.append(row)
    return None
