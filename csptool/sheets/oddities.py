"""What is wrong with a table as a whole, and what its reader should be told."""

from __future__ import annotations

from collections.abc import Sequence

from csptool.faults import Fault, Place
from csptool.labels import listed, same_name
from csptool.sheets.rows import Columns, Row
from csptool.sheets.sheet import Sheet, address, column_letters, holds_more
from formulas.exact import PERCENT, in_full

LISTED = 12  # hidden rows named one by one


def faults_of(sheet: Sheet, rows: Sequence[Row], columns: Columns, *, nought_refused: bool) -> list[Fault]:
    """Areas or codes that stand twice, percentages among plain figures, merged cells, nought throughout."""
    faults = _twice(sheet, rows, columns.area, "area", [row.name for row in rows])
    if columns.code:
        faults += _twice(sheet, rows, columns.code, "code", [row.code for row in rows])
        # an area without a code goes by its name, which must not be another's code
        codes = {same_name(row.code) for row in rows if row.code}
        for row in rows:
            if not row.code and same_name(row.name) in codes:
                place, found = sheet.place(row.number, columns.area), f"{row.name!r}, which is the code of another area"
                faults.append(Fault("twice", place, found, "a code of its own", "give the area a code"))
    faults += _merged(sheet, rows, {column for column in columns if column})
    kinds = [[row for row in rows if (row.basis.unit == PERCENT) == percent] for percent in (True, False)]
    if all(kinds):
        place = min(kinds, key=len)[0].place
        found, remedy = "percentages beside plain figures", "write the whole column in one way"
        faults.append(Fault("mixed-units", place, found, "one kind of figure in the column", remedy))
    if nought_refused and rows and not any(row.basis.value for row in rows):
        place = Place(sheet.file, sheet.name, f"{rows[0].place.cell}:{rows[-1].place.cell}")
        remedy = "fill in the basis, or name another column"
        expected = "a basis above nought for one at least"
        faults.append(Fault("no-weight", place, "nought for every area", expected, remedy))
    return faults


def notes_of(sheet: Sheet, rows: Sequence[Row], columns: Columns, what: str) -> list[str]:
    """Digits that the cells do not show, of figures called `what`; hidden rows and columns."""
    notes = []
    more = [row for row in rows if holds_more(row.basis)]
    if more:
        count = f"1 figure of the {what} holds" if len(more) == 1 else f"{len(more)} figures of the {what} hold"
        first = f"first: {more[0].place.cell} holds {in_full(more[0].basis.value, grouped=True)}"
        notes.append(f"{count} more digits than the cell shows ({first}); all the digits held were used.")
    hidden = [str(row.number) for row in rows if row.number in sheet.hidden_rows]
    if hidden:
        notes.append(f"Hidden rows were read like the others: {listed(hidden, LISTED)}.")
    notes += [
        f"Column {column_letters(column)} is hidden; it was read like the others."
        for column in sorted(filter(None, columns))
        if sheet.hides_column(column)
    ]
    return notes


def _twice(sheet: Sheet, rows: Sequence[Row], column: int, what: str, labels: Sequence[str]) -> list[Fault]:
    faults, seen = [], dict[str, int]()
    for row, label in zip(rows, labels, strict=True):
        first = seen.setdefault(same_name(label), row.number)
        if label and first != row.number:
            place = sheet.place(row.number, column)
            found = f"{label!r}, which stands in {address(first, column)} too"
            remedy = "join the two rows, or rename one"
            if what == "area":
                remedy += "; if another column names the areas, head that one Area"
            faults.append(Fault("twice", place, found, f"each {what} once", remedy))
    return faults


def _merged(sheet: Sheet, rows: Sequence[Row], columns: set[int]) -> list[Fault]:
    numbers, faults = {row.number for row in rows}, []
    for top, left, bottom, right in sheet.merged:
        touched = columns.intersection(range(left, right + 1))
        inside = numbers.intersection(range(top, bottom + 1))
        if inside and touched and (bottom > top or len(touched) > 1):
            faults.append(sheet.merged_fault((top, left, bottom, right)))
    return faults
