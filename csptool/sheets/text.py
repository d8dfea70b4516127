"""Comma- and tab-separated text in. Every cell stays text: nothing is inferred."""

from __future__ import annotations

import csv
import io

from csptool.faults import fault
from csptool.sheets.sheet import Raw, Sheet
from csptool.sheets.source import Source

DELIMITERS = ",\t;|"
LONGEST_CELL = 100_000
LOOKED_AT = 50  # rows that settle the delimiter


def read_text(source: Source) -> tuple[Sheet, list[str]]:
    """The one sheet of a delimited text file, and what to tell the user about how it was read.

    Reads UTF-8, UTF-16 with its mark, and otherwise Windows-1252 as Excel saves it, and says so. Refuses binary data.
    """
    text, notes = _decoded(source)
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        remedy = "save it again from Excel as a csv or xlsx file"
        raise fault("damaged", source.place, f"text that is not csv ({error})", "a csv file", remedy) from None
    cells: dict[tuple[int, int], Raw] = {
        (r, c): value for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1) if value.strip()
    }
    return Sheet(source.name, "", cells, widths={r: len(row) for r, row in enumerate(rows, 1)}), notes


def _decoded(source: Source) -> tuple[str, list[str]]:
    data = source.data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), []
    if b"\0" in data:
        remedy = "name an .xlsx, .xlsm or .csv file"
        raise fault("not-a-workbook", source.place, "binary data", "a workbook or a csv file", remedy)
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), [f"{source.name} is not UTF-8; it was read as Windows-1252."]


def _delimiter(text: str) -> str:
    """The delimiter that splits the first rows into the most cells of a like number."""
    head = "\n".join(text.splitlines()[:LOOKED_AT])

    def evidence(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(io.StringIO(head), delimiter=delimiter) if any(row)]
        common = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(common) if common > 1 else 0, common)

    return max(DELIMITERS, key=evidence)
