"""The totals on the sheet Budget of a precept workbook: each is held against what its lines may come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.sheets.declared import Line
from csptool.sheets.reading import Reading
from csptool.sheets.totals import Total
from formulas.exact import Figure
from formulas.requirement_items import GROSS, KINDS, NET, Item

NOUGHT = Fraction(0)


@dataclass(frozen=True)
class Entry:
    """A line of the budget as read."""

    item: Item
    figure: Figure

    @property
    def slack(self) -> Fraction:
        """Half of the last place that it is printed to, in pounds."""
        return (self.figure.quantum or NOUGHT) / 2


def judge_totals(reading: Reading, totals: Sequence[Line], entries: Mapping[int, Entry], surplus: Fraction) -> None:
    """Hold every total that has an amount against its lines, which are by their row; agreement is but for rounding.

    A total may be of the lines since the last total, of all above it or of all there are; of their amounts as printed,
    or of what they change in the requirement, after which the billing authorities' `surplus` may have come off. The
    signs are not compared: papers print income both ways.
    """
    last = 0
    for line in totals:
        figure = line.pounds("amount", f"amount of {line.text('name')}", reading.faults) if line.has("amount") else None
        if figure is None:
            continue
        above = [entry for row, entry in entries.items() if row < line.row]
        recent = [entry for row, entry in entries.items() if last < row < line.row]
        last = line.row
        found = [one for group in (recent, above, list(entries.values())) for one in _sums(group, surplus)]
        stated, half = abs(figure.value), (figure.quantum or NOUGHT) / 2
        nearest, slack = min(found, key=lambda one: abs(abs(one[0]) - stated), default=(NOUGHT, NOUGHT))
        miss = abs(abs(nearest) - stated)
        agrees = miss <= half + slack
        label = line.text("name")
        reading.totals.append(
            Total(label, line.place("amount"), stated, abs(nearest), agrees, rounding=agrees and miss > 0)
        )


def _sums(group: Sequence[Entry], surplus: Fraction) -> list[tuple[Fraction, Fraction]]:
    """What the total of some lines may be, each with how far the places printed leave it open."""
    by_stage = {stage: [one for one in group if KINDS[one.item.kind].stage == stage] for stage in (GROSS, NET)}
    raising = [one for one in group if KINDS[one.item.kind].effect > 0]
    lowering = [one for one in group if KINDS[one.item.kind].effect < 0]
    net = [*by_stage[GROSS], *by_stage[NET]]
    found = [(_amount(some), _slack(some)) for some in (group, raising, lowering) if some]
    found += [(_change(some), _slack(some)) for some in (group, net) if some]
    return [*found, (_change(group) - surplus, _slack(group))] if group and surplus else found


def _amount(group: Sequence[Entry]) -> Fraction:
    return sum((one.item.amount for one in group), NOUGHT)


def _change(group: Sequence[Entry]) -> Fraction:
    return sum((one.item.change for one in group), NOUGHT)


def _slack(group: Sequence[Entry]) -> Fraction:
    return sum((one.slack for one in group), NOUGHT)
