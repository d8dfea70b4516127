"""Lines of one table side by side, in whole numbers: how a reading of one line from others fares at every crossing.

A line is a row or a column; a crossing is where it meets the lines of the other axis. A reading says that one line is
the sum of others, each with a weight of +1 or -1. At each crossing it holds, fails, or cannot be tried. How much a
crossing where it holds tells is counted in bits: how many figures of that size there could have been.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from formulas.relations import words
from formulas.relations.entry import Line

ADDITIVE = frozenset({"money", "count", "number"})
STRONG = 40  # bits of agreement that let a rule stand though it fails more often than it holds


@dataclass(frozen=True)
class Reading:
    """One line read from others, and how it fares: where it holds, where it fails, and what that tells."""

    kind: str
    result: int  # positions in the axis
    terms: tuple[tuple[int, int], ...]  # position, weight
    holds: tuple[int, ...] = ()
    fails: tuple[int, ...] = ()
    bits: int = 0
    support: int = 0  # 0: by the figures alone; 1: the label says a net figure; 2: it says a total, or parts follow

    @property
    def positions(self) -> list[int]:
        """The lines that it is read from."""
        return [position for position, _ in self.terms]


@dataclass
class Axis:
    """The rows of a grid, or its columns, with their figures as whole numbers of one small unit."""

    lines: list[Line]
    across: list[Line]  # the lines of the other axis, one for each crossing
    down: bool  # True: the lines are rows
    totals_are_blocks: bool = False  # what the totals of this table sum has been seen
    details: list[int] = field(default_factory=list)  # the lines so far that are no totals
    selected: bool = False  # the table says that it shows only some of what its total counts

    @cached_property
    def values(self) -> list[list[int | None]]:
        """The figures of each line, None where nothing is printed."""
        return [[None if figure is None else figure[0] for figure in line.whole] for line in self.lines]

    @cached_property
    def halves(self) -> list[list[int]]:
        """Half of the last place of each figure; nought where nothing is printed."""
        return [[0 if figure is None else figure[1] for figure in line.whole] for line in self.lines]

    @cached_property
    def steps(self) -> list[int]:
        """For each crossing, the smallest step between two figures that could be printed there."""
        steps = []
        for x in range(len(self.across)):
            entries = [line.entries[x] for line in self.lines]
            decimals = max((e.decimals for e in entries if e is not None), default=0)
            worth = [2 * e.half for e in entries if e is not None and e.half]
            step = min(worth) if worth else Fraction(1, 10**decimals)
            steps.append(max(1, int(step * self.lines[0].scale)))
        return steps

    @cached_property
    def section_less(self) -> list[bool]:
        """Whether each line stands under a heading such as Less:, or says so itself."""
        return [words.taken_off(line.label) or words.taken_off(line.section) for line in self.lines]

    @cached_property
    def supports(self) -> list[int]:
        """The support of every line."""
        return [self.support(position) for position in range(len(self.lines))]

    def support(self, position: int) -> int:
        """How far the label of a line says that it is worked out from others."""
        line = self.lines[position]
        if words.total(line.label) or line.foot:
            return 2
        if not line.label and self.down and self.ends_block(position):
            return 2
        if self.down and (self.closes[position] or (words.closing(line.label) and any(self.opens[:position]))):
            return 2
        return 1 if words.net(line.label) or words.closing(line.label) else 0

    def ends_block(self, position: int) -> bool:
        """Whether a line is the last of the axis, or of a block of it."""
        following = self.lines[position + 1 : position + 2]
        return not following or following[0].kind in ("blank", "heading")

    @cached_property
    def additive(self) -> list[bool]:
        """Whether each crossing holds figures that add: a percentage or a figure per head does not."""
        kinds = [line.kind in ADDITIVE for line in self.across]
        return kinds if any(kinds) else [True] * len(kinds)

    @cached_property
    def opens(self) -> list[bool]:
        """Whether each line is a balance at the start, by its words or by a later line of its name and another date."""
        last = {name: i for i, name in self._dated.items()}
        named = [i in self._dated and last[self._dated[i]] > i + 1 for i in range(len(self.lines))]
        return [line.kind in ADDITIVE and (named[i] or words.opening(line.label)) for i, line in enumerate(self.lines)]

    @cached_property
    def closes(self) -> list[bool]:
        """Whether each line is the balance that closes what an earlier line of the same name opened."""
        first = {name: i for i, name in reversed(self._dated.items())}
        return [i in self._dated and first[self._dated[i]] < i - 1 for i in range(len(self.lines))]

    @cached_property
    def _dated(self) -> dict[int, str]:
        """The names of the few lines that differ from one another by a date only."""
        names = {i: undated(line.label) for i, line in enumerate(self.lines) if _DATED.search(line.label)}
        shared = Counter(names.values())
        return {i: name for i, name in names.items() if name and 1 < shared[name] <= FEW}

    def crossings(self, position: int) -> list[int]:
        """Where a line has a figure."""
        return [x for x, value in enumerate(self.values[position]) if value is not None]


def fare(axis: Axis, kind: str, result: int, terms: Sequence[tuple[int, int]], support: int) -> Reading:
    """The reading `result` = sum of weight x line, tried at every crossing where the result is printed."""
    holds, fails, bits = [], [], 0
    values, halves = axis.values, axis.halves
    for x in axis.crossings(result):
        if any(x in axis.lines[p].missing for p, _ in terms):
            continue
        found = [(values[p][x], weight, halves[p][x]) for p, weight in terms]
        stated = [(value * weight, half) for value, weight, half in found if value is not None]
        if not stated:
            continue
        target = values[result][x]
        assert target is not None
        width = halves[result][x] + sum(half for _, half in stated)
        if abs(target - sum(value for value, _ in stated)) <= width:
            holds.append(x)
            if axis.additive[x] and (sum(1 for value, _ in stated if value) > 1 or len(terms) == 1):
                bits += information(max(abs(value) for value, _ in stated), width, axis.steps[x])
        else:
            fails.append(x)
    return Reading(kind, result, tuple(terms), tuple(holds), tuple(fails), bits, support)


def information(size: int, width: int, step: int) -> int:
    """How many bits an agreement tells: the doublings between what would have agreed and the size of the figures."""
    return max(0, (size // (2 * width + step)).bit_length())


def signed_terms(axis: Axis, heap: list[int], depth: int, mode: str) -> tuple[tuple[int, int], ...]:
    """The topmost lines of a heap with their weights by a rule of signs."""
    positions = heap[-depth:]
    if mode == "plus":
        weights = [1] * depth
    elif mode == "labels":
        weights = [-1 if axis.section_less[p] else 1 for p in positions]
    elif mode == "first less rest":
        weights = [1] + [-1] * (depth - 1)
    elif mode == "rest less first":
        weights = [-1] + [1] * (depth - 1)
    else:
        weights = [-1] * depth
    return tuple(zip(positions, weights, strict=True))


FEW = 4  # balances of one name in a table; more are rows of a series
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d\d/\d\d\b|\b(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\b",
    re.IGNORECASE,
)
_DATES = re.compile(
    r"\d+|\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|opening|closing|start|end|brought|carried)\b|[^\w%]+|_+",
    re.IGNORECASE,
)


def undated(label: str) -> str:
    """A label without its dates and numbers."""
    return _DATES.sub("", label).casefold()
