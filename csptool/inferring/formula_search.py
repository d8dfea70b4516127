"""Formulas that nobody asked about: money that follows from all the plain figures beside it, tightly enough to tell."""

from __future__ import annotations

from collections.abc import Iterator

from csptool.inferring.formula_question import formula_sought
from csptool.inferring.tables import AreaTable
from formulas.inference.shares import TIGHT, amounts_and_results
from formulas.inference.weights import weights

TELLING = 4  # rows beyond the indicators, from which a formula that fits is hardly chance
MOST = 12  # indicators that are tried at once


def formulas_found(table: AreaTable, known: set[int]) -> Iterator[tuple[list[int], int]]:
    """The indicators and the result of every formula of two indicators or more that the figures tell.

    `known` are columns that are explained already. The indicators are the columns that are neither money, percentages
    nor rates: sums of money by their parts are no formula. One row that does not follow is let pass.
    """
    results = dict.fromkeys(second for _, second in amounts_and_results(table))
    indicators = [
        place
        for place, column in enumerate(table.columns)
        if column.kind not in ("percent", "rate", "money") and place not in results
    ]
    if not 2 <= len(indicators) <= MOST:
        return
    for result in results:
        lines = [line for line in table.lines if line.entries[result] is not None]
        if result in known or len(lines) < len(indicators) + TELLING or not _plain(table, indicators):
            continue
        found = formula_sought(table, indicators, result)
        sure = found.fits or (found.aside is not None and len(found.aside.sets) == 1)
        if sure and len(found.following) >= len(found.names) + TELLING:
            told = weights(found.following)
            needed = sum(low > 0 for low, _ in told.shares[found.fixed :])
            if needed > 1 and all(high - low <= TIGHT for low, high in told.shares):
                yield indicators, result


def _plain(table: AreaTable, indicators: list[int]) -> bool:
    """Whether no figure of the indicators lies below nought."""
    figures = [line.entries[place] for line in table.lines for place in indicators]
    return all(figure is None or figure.value >= 0 for figure in figures)
