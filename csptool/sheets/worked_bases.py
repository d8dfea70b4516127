"""The tax bases that the sheets Dwellings and Authorities give together, each beside the one notified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Fault, Place, nearest, placed
from csptool.labels import same_name
from csptool.sheets.declared import Line
from csptool.sheets.precept_dwellings import Dwelt
from csptool.sheets.precept_terms import AUTHORITIES_SHEET, DWELLINGS_SHEET, OF_DWELLINGS
from csptool.sheets.reading import span
from formulas.exact import NUMBER, PERCENT, Figure, to_read
from formulas.refusals import Refused
from formulas.tax_base import NOUGHT, Counted, TaxBase, move_refusals, notified_base, tax_base
from formulas.valuation_bands import Proportions

LEAST_RATE = Fraction(1, 2)  # below it the rate is a slip: 0.985 typed in a cell of per cent
COLUMN_OF = {
    "discounts": "discounts", "premiums": "premiums", "support scheme": "support", "disabled reductions": "moved",
}  # fmt: skip


@dataclass(frozen=True)
class WorkedBase:
    """A base as the dwellings give it: the counts, A, B and the addition, and the base notified where it is given."""

    name: str
    counts: list[Counted]
    found: TaxBase
    rounding: str
    notified: Figure | None

    @property
    def base(self) -> Fraction:
        """The base that the precept goes by: the one notified, else the one worked out, rounded as declared."""
        return self.notified.value if self.notified else notified_base(self.found.total, self.rounding)

    @property
    def slack(self) -> Fraction:
        """Half of the last place of the base notified: what its rounding may explain."""
        return (self.notified.quantum or NOUGHT) / 2 if self.notified else NOUGHT

    @property
    def miss(self) -> Fraction:
        """The base notified less the one worked out; nought where none is notified."""
        return self.notified.value - self.found.total if self.notified else NOUGHT

    @property
    def failed(self) -> str:
        """What does not hold of it, in a sentence; blank where all does."""
        if self.notified is None or abs(self.miss) <= self.slack:
            return ""
        side = "more" if self.miss > 0 else "less"
        return (
            f"The tax base of {self.name} is stated as {to_read(self.notified.value)}; its dwellings come to "
            f"{to_read(self.found.total)}: {to_read(abs(self.miss))} {side}, more than rounding explains."
        )


def worked_base(
    line: Line, dwelt: Dwelt, proportions: Proportions, rounding: str, notified: Figure | None, faults: list[Fault]
) -> WorkedBase | None:
    """The base of the billing authority on a line of the sheet Authorities; None, with faults, where it has none."""
    before = len(faults)
    rate, in_lieu = _rate(line, faults), _in_lieu(line, faults)
    if not dwelt.sound or rate is None or len(faults) > before:
        return None
    counts = [row.counted for row in dwelt.rows]
    try:
        if moves := move_refusals(counts, proportions):
            raise Refused(*moves)
        found = tax_base([one.dwellings for one in counts], proportions, rate, in_lieu)
    except Refused as refused:
        faults += [placed(refusal, _place(refusal.about, dwelt)) for refusal in refused.refusals]
        return None
    return WorkedBase(line.text("name"), counts, found, rounding, notified)


def refuse_idle(line: Line, faults: list[Fault]) -> None:
    """Refuse a collection rate or a contribution in lieu of an authority without dwellings."""
    for key, column in OF_DWELLINGS.items():
        if line.has(key):
            found = f"{line.text(key)!r} for {line.text('name')}, which has no rows on the sheet {DWELLINGS_SHEET}"
            remedy = f"add its dwellings to the sheet {DWELLINGS_SHEET}, or clear it"
            expected = f"dwellings beside {column.label.lower()}"
            faults.append(Fault("idle-column", line.place(key), found, expected, remedy))


def refuse_strangers(lines: Sequence[Line], dwellings: Mapping[str, Dwelt], faults: list[Fault]) -> None:
    """Refuse dwellings of an authority that is not on the sheet Authorities."""
    names = [line.text("name") for line in lines]
    for key, dwelt in dwellings.items():
        if lines and dwelt.rows and key not in map(same_name, names):
            remedy = f"use one of {nearest(dwelt.name, names)}, or add it to the sheet {AUTHORITIES_SHEET}"
            expected = f"a billing authority of the sheet {AUTHORITIES_SHEET}"
            faults.append(Fault("unknown-area", dwelt.rows[0].line.place("name"), repr(dwelt.name), expected, remedy))


def _rate(line: Line, faults: list[Fault]) -> Fraction | None:
    what, expected = f"collection rate of {line.text('name')}", "a share above 50% and at most 100%"
    remedy = "give the share expected to be collected, as 98.5%"
    if not line.has("rate"):
        faults.append(Fault("blank", line.place("rate"), f"no {what}", expected, remedy))
        return None
    figure = line.figure("rate", what, faults)
    if figure and (figure.unit not in (NUMBER, PERCENT) or not LEAST_RATE < figure.value <= 1):
        faults.append(Fault("collection-rate", line.place("rate"), figure.text, expected, remedy))
    return figure.value if figure else None


def _in_lieu(line: Line, faults: list[Fault]) -> Fraction:
    figure = (
        line.figure("in_lieu", f"contributions in lieu of {line.text('name')}", faults) if line.has("in_lieu") else None
    )
    if figure and (figure.unit != NUMBER or figure.value < 0):
        remedy = "give the Band D equivalents that are added, not pounds"
        faults.append(Fault("in-lieu", line.place("in_lieu"), figure.text, "dwellings, nought or more", remedy))
    return figure.value if figure else NOUGHT


def _place(about: str, dwelt: Dwelt) -> Place:
    """Where that stands which a refusal of the arithmetic is about: `Band A, discounts`, `Band A`."""
    band, _, what = about.removeprefix("Band ").partition(", ")
    row = next((row for row in dwelt.rows if row.band == band), None)
    if row is None:
        return span([row.line for row in dwelt.rows], COLUMN_OF.get(about, "listed"))
    return row.line.place(COLUMN_OF.get(what, "listed"))
