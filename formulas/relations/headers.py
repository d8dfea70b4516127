"""Which rows of a table are its header, and which columns are words, references or years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from formulas.paper import Cell, Table
from formulas.printed import Printed, unit_line
from formulas.relations.kinds import counts_things

_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-/–]\s*(?:\d\d|(?:19|20)\d\d))?\Z")
_REFERENCE = re.compile(
    r"(?:notes?|refs?|reference|para|page|item|no|row|line|rank|code|ranking|#|appendix)\.?\Z", re.I
)
MISSING = re.compile(r"(?:n\s*/?\s*a|not applicable|n\.a\.?|[.…]+|)\Z", re.IGNORECASE)


def joined(texts: Iterable[str]) -> str:
    """The words of cells, those that a span repeats once."""
    seen: list[str] = []
    for text in texts:
        plain = " ".join(text.split())
        if plain and (not seen or plain != seen[-1]):
            seen.append(plain)
    return " ".join(seen)


def header_rows(table: Table, figures: list[list[Printed | None]]) -> int:
    """How many rows at the top are headers: down to the first with figures that are no years and no column numbers."""
    header = table.header_rows
    for index in range(header, len(table.rows)):
        row, found = table.rows[index], figures[index]
        filled = [(cell.text.strip(), figure) for cell, figure in zip(row, found, strict=True) if cell.text.strip()]
        real = [text for text, figure in filled if figure is not None and not figure.nil and not _YEAR.match(text)]
        if index and len(real) >= 3 and _numbers_the_columns(found):
            continue
        if real or (index >= max(header, 1) and not _continues_header(row, found)):
            return index
    return header


def _numbers_the_columns(found: list[Printed | None]) -> bool:
    """Whether a row holds 1, 2, 3 ... and no more: it numbers the columns."""
    values = [figure.value for figure in found if figure is not None]
    return values == [values[0] + i for i in range(len(values))] and values[0] in (1, 2) and len(values) < 30


def _continues_header(row: Sequence[Cell], found: list[Printed | None]) -> bool:
    """A further line of a header: words over two columns or more, or a line of units or years only."""
    filled = [cell.text.strip() for cell in row if cell.text.strip() and not cell.spread]
    return len(filled) >= 2 or (len(filled) == 1 and (unit_line(filled[0]) is not None and len(filled[0]) < 12))


def label_columns(table: Table, figures: list[list[Printed | None]], header: int) -> set[int]:
    """The columns of words, of references and of years: whatever holds no figures to reckon with."""
    labels = set()
    for column in range(table.width):
        heading = joined(table.rows[r][column].text for r in range(header))
        texts = [row[column].text.strip() for row in table.rows[header:] if not row[column].spread]
        found = [figures[r][column] for r in range(header, len(table.rows))]
        real = [figure for figure in found if figure is not None and not figure.nil]
        words = [
            t
            for t, f in zip(
                texts, [f for r, f in zip(table.rows[header:], found, strict=True) if not r[column].spread], strict=True
            )
            if t and f is None and not MISSING.match(t)
        ]
        if (
            not real
            or (len(words) > 2 * len(real))
            or _REFERENCE.match(heading)
            or _counting(real, heading)
            or (all(_YEAR.match(t) for t in texts if t) and not unit_line(heading))
        ):
            labels.add(column + 1)
    return labels


def _counting(real: list[Printed], heading: str) -> bool:
    """Row numbers: 1, 2, 3 ... under no heading that says what they count."""
    values = [figure.value for figure in real]
    return len(values) > 2 and values == list(range(1, len(values) + 1)) and not counts_things(heading)
