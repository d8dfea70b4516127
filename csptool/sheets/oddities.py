"""What is wrong with a table as a whole, and what its reader should be told."""

from __future__ import annotations

from collections.abc import Sequence

from csptool.faults import Fault, Place
from csptool.sheets.rows import Row
from csptool.sheets.sheet import Sheet, address, column_letters, holds_more, same
from formulas.exact import PERCENT, in_full

LISTED = 12  # hidden rows named one by one


def faults_of(sheet: Sheet, rows: Sequence[Row], area: int, code: int | None, basis: int) -> list[Fault]:
    """Areas or codes that stand twice, percentages among plain figures, merged cells, nought throughout."""
    faults = [*_twice(sheet, rows, area, "area", [row.name for row in rows])]
    if code:
        faults += _twice(sheet, rows, code, "code", [row.code for row in rows])
    faults += _merged(sheet, rows, {area, basis, code or area})
    percent = [row for row in rows if row.basis.unit == PERCENT]
    if percent and len(percent) < len(rows):
        place = min(percent, [row for row in rows if row not in percent], key=len)[0].place
        found, remedy = "percentages beside plain figures", "write the whole column in one way"
        faults.append(Fault("mixed-units", place, found, "one kind of figure in the column", remedy))
    if rows and not any(row.basis.value for row in rows):
        place = Place(sheet.file, sheet.name, f"{rows[0].place.cell}:{rows[-1].place.cell}")
        remedy = "fill in the basis, or name another column"
        faults.append(
            Fault("no-weight", place, "nought for every area", "a basis above nought for one at least", remedy)
        )
    return faults


def notes_of(sheet: Sheet, rows: Sequence[Row], area: int, basis: int) -> list[str]:
    """Digits that the cells do not show; hidden rows and columns."""
    notes = []
    more = [row for row in rows if holds_more(row.basis)]
    if more:
        count = "1 figure of the basis holds" if len(more) == 1 else f"{len(more)} figures of the basis hold"
        first = f"first: {more[0].place.cell} holds {in_full(more[0].basis.value, grouped=True)}"
        notes.append(f"{count} more digits than the cell shows ({first}); all the digits held were used.")
    hidden = [str(row.number) for row in rows if row.number in sheet.hidden_rows]
    if hidden:
        listed = ", ".join(hidden[:LISTED]) + (f" and {len(hidden) - LISTED} more" if len(hidden) > LISTED else "")
        notes.append(f"Hidden rows were read like the others: {listed}.")
    notes += [
        f"Column {column_letters(column)} is hidden; it was read like the others."
        for column in (area, basis)
        if column in sheet.hidden_columns
    ]
    return notes


def _twice(sheet: Sheet, rows: Sequence[Row], column: int, what: str, labels: Sequence[str]) -> list[Fault]:
    faults, seen = [], dict[str, int]()
    for row, label in zip(rows, labels, strict=True):
        first = seen.setdefault(same(label), row.number)
        if label and first != row.number:
            place = sheet.place(row.number, column)
            found = f"{label!r}, which stands in {address(first, column)} too"
            faults.append(Fault("twice", place, found, f"each {what} once", "join the two rows, or rename one"))
    return faults


def _merged(sheet: Sheet, rows: Sequence[Row], columns: set[int]) -> list[Fault]:
    numbers, faults = {row.number for row in rows}, []
    for top, left, bottom, right in sheet.merged:
        touched = columns.intersection(range(left, right + 1))
        inside = numbers.intersection(range(top, bottom + 1))
        if inside and touched and (bottom > top or len(touched) > 1):
            faults.append(sheet.merged_fault((top, left, bottom, right)))
    return faults
