"""Two lines of a table that state the same figures: net assets and total equity, funding and spending.

Established where both are called totals or net figures, they agree wherever both are printed but for one crossing at
most, and what agrees tells enough. A crossing that does not agree is accused only where one slip explains it.
"""

from __future__ import annotations

from formulas.relations.axis import Axis, fare, undated
from formulas.relations.relation import Relation, judged
from formulas.relations.slips import slip

ENOUGH = 16  # bits


def same_lines(axis: Axis) -> list[Relation]:
    """Each total with the earlier total that states the same figures."""
    found: list[Relation] = []
    outcomes = [i for i in range(len(axis.lines)) if axis.support(i) and axis.lines[i].label and axis.crossings(i)]
    for place, position in enumerate(outcomes):
        for earlier in reversed(outcomes[max(0, place - 12) : place]):
            if undated(axis.lines[earlier].label) == undated(axis.lines[position].label):
                continue  # one balance at two dates
            reading = fare(axis, "same_figure", position, [(earlier, 1)], 1)
            if reading.bits < ENOUGH or len(reading.fails) > (1 if len(reading.holds) > 1 else 0):
                continue
            for x in (*reading.holds, *reading.fails):
                result, term = axis.lines[position].entries[x], axis.lines[earlier].entries[x]
                if result is None or term is None:
                    continue
                relation = judged("same_figure", result, ((term, 1),), "the two lines state the same figures")
                if relation.verdict != "wrong" or slip(result, term.value) or slip(term, result.value):
                    found.append(relation)
            break
    return found
