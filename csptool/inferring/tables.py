"""The tables of a paper as areas with figures, and which of their columns is meant by a name."""

from __future__ import annotations

from dataclasses import dataclass

from csptool.faults import Place, fault, nearest
from csptool.labels import same_header, tidy
from formulas.inference.areas import Areas
from formulas.paper import Paper
from formulas.relations.grid import grid_of


@dataclass(frozen=True)
class AreaTable(Areas):
    """The areas of a table whose columns can be asked for by name."""

    def name(self, column: int) -> str:
        """What a column is called; its number where it has no header."""
        return tidy(self.columns[column].label) or f"column {self.columns[column].index}"

    def column(self, wanted: str, option: str) -> int | None:
        """The column that is meant: by its header, part of it, or its number in the table; None where none is.

        Raises a fault where several are.
        """
        asked, labels = same_header(wanted), [same_header(column.label) for column in self.columns]
        for found in (
            [place for place, label in enumerate(labels) if label == asked],
            [place for place, column in enumerate(self.columns) if str(column.index) == wanted.strip()],
            [place for place, label in enumerate(labels) if asked in label],
        ):
            if len(found) > 1:
                remedy = "give the number of the column, counted from 1"
                what = ", ".join(repr(self.name(place)) for place in found)
                raise fault("several-columns", Place(option), f"{what}", "one column", remedy)
            if found:
                return found[0]
        return None


def area_tables(paper: Paper, wanted: int | None) -> list[AreaTable]:
    """The tables with figures, or the one that is wanted by its number; a fault where that is none of them."""
    found = []
    for table in paper.tables:
        if wanted in (None, table.number) and (grid := grid_of(table)) is not None:
            found.append(AreaTable.of(grid))
    if not found:
        numbers = [str(table.number) for table in paper.tables]
        expected = f"one of {nearest('', numbers)}" if wanted and numbers else "a paper with a table of figures"
        what = "no table of figures" if wanted is None else f"table {wanted}"
        raise fault("no-table", Place("--table" if wanted else "the paper"), what, expected, "name another")
    return found
