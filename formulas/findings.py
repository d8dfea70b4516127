"""What a verification found, worst first: the figures that are likely wrong, and the relations that are queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from formulas.relations.causes import Cause
from formulas.relations.entry import Entry
from formulas.relations.relation import Relation
from formulas.verify import Verification


@dataclass(frozen=True)
class Finding:
    """A figure that does not follow, or is queried: what was to be expected, and the relation that shows it best.

    `explains` are all the relations that its correction would mend; `rivals` the other figures that would mend as much.
    """

    verdict: Literal["wrong", "query"]
    entry: Entry
    expected: Fraction
    shown_by: Relation
    explains: tuple[Relation, ...]
    slip: str = ""
    rivals: tuple[tuple[Entry, Fraction, str], ...] = ()

    @property
    def code(self) -> str:
        """The kind of the relation that shows it."""
        return self.shown_by.kind

    @property
    def beyond_rounding(self) -> bool:
        """Whether neither rounding nor cutting the last place can explain it."""
        relation = self.shown_by
        cut = 0 if relation.linear else relation.result.half
        return abs(relation.difference) > relation.tolerance + cut

    @property
    def difference(self) -> Fraction:
        """Printed less expected."""
        return self.entry.value - self.expected


def findings(verification: Verification) -> list[Finding]:
    """The findings of a paper: what is wrong before what is a query, money before the rest, the furthest off first."""
    queries = [relation for relation in verification.relations if relation.verdict == "query"]
    return worst_first([*map(of_cause, verification.causes), *map(_of_query, queries)])


def worst_first(found: Iterable[Finding]) -> list[Finding]:
    """Findings in the order in which they are told."""
    return sorted(
        found, key=lambda one: (one.verdict != "wrong", not one.entry.unit.startswith("£"), -_size(one), one.entry.key)
    )


def of_cause(cause: Cause) -> Finding:
    """The finding that a cause is, shown by the failing relation that says it most plainly.

    Best is one that asks for just what is meant, then one whose result the figure is.
    """
    best = max(
        cause.explains,
        key=lambda one: (
            one.verdict == "wrong",
            asks(one, cause.entry) == cause.meant,
            one.result.key == cause.entry.key,
        ),
    )
    return Finding("wrong", cause.entry, cause.meant, best, cause.explains, cause.slip, cause.rivals)


def asks(relation: Relation, entry: Entry) -> Fraction | None:
    """What a relation alone would have a figure of it be, the others being right; None where it says nothing of it."""
    if entry.key == relation.result.key:
        return relation.recomputed
    weights = [weight for term, weight in relation.terms if term.key == entry.key]
    return entry.value + relation.difference * weights[0] if relation.linear and weights else None


def _of_query(relation: Relation) -> Finding:
    return Finding("query", relation.result, relation.recomputed, relation, (relation,))


def _size(finding: Finding) -> Fraction:
    """Pounds for money; for the rest how far it is off as a part of the larger of the two."""
    if finding.entry.unit.startswith("£"):
        return abs(finding.difference)
    return abs(finding.difference) / max(abs(finding.entry.value), abs(finding.expected), Fraction(1))
