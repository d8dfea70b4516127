"""Excel workbooks in: guarded against bombs, read for their values only; no macro is kept or run."""

from __future__ import annotations

import contextlib
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from csptool.faults import Faults, fault
from csptool.sheets.sheet import ErrorValue, Raw, Sheet, parse_range
from csptool.sheets.source import Source

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST_UNPACKED = 600 * 2**20  # bytes; a sheet of a million rows unpacks to about half of it
LARGEST_PARTS = 20_000
MOST_MERGED = 1_000_000
BOMB_RATIO, BOMB_SIZE = 250, 20 * 2**20  # a part of that size packed that tightly is no sheet
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_workbook(source: Source) -> list[Sheet]:
    """Every worksheet of an .xlsx or .xlsm workbook, hidden ones included and marked.

    Refuses old and encrypted workbooks, damaged ones, zip bombs and XML entity bombs.
    """
    _guard(source)
    book = _load(source, values=True)
    formulas: dict[str, Workbook] = {}

    def uncalculated(name: str) -> Callable[[int, int], bool]:
        def check(row: int, column: int) -> bool:
            # the formulas are asked for only when a cell that is needed turns out to be blank
            if not formulas:
                formulas["book"] = _load(source, values=False)
            return formulas["book"][name].cell(row, column).data_type == "f"

        return check

    return [_sheet(source.name, sheet, uncalculated(sheet.title)) for sheet in book.worksheets]


def _guard(source: Source) -> None:
    place = source.place
    if source.data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in source.data:
            raise fault(
                "encrypted",
                place,
                "a workbook locked with a password",
                "an open workbook",
                "save it without the password",
            )
        raise fault("old-workbook", place, "an old .xls workbook", "an .xlsx workbook", "save it as .xlsx in Excel")
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            parts = archive.infolist()
            guard_parts(source, parts)
            merged = sum(_merged_cells(archive.read(part)) for part in parts if not part.filename.endswith("/"))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
        raise _damaged(source, "a damaged workbook") from None
    if merged > MOST_MERGED:
        raise fault("merged-bomb", place, f"{merged:,} merged cells", "a table", "unmerge the cells and save it again")
    names = {p.filename for p in parts}
    if "xl/workbook.bin" in names:
        raise fault("binary-workbook", place, "an .xlsb workbook", "an .xlsx workbook", "save it as .xlsx in Excel")
    if "content.xml" in names:
        raise fault("open-document", place, "an OpenDocument sheet", "an .xlsx workbook", "save it as .xlsx")
    if "[Content_Types].xml" not in names:
        raise fault("not-a-workbook", place, "a zip file", "a workbook or a csv file", "name the workbook itself")


def guard_parts(source: Source, parts: list[zipfile.ZipInfo], what: str = "a workbook") -> None:
    """Refuse a zip whose parts are too many or unpack to far more than a document holds."""
    if len(parts) > LARGEST_PARTS or sum(p.file_size for p in parts) > LARGEST_UNPACKED:
        raise _bomb(source, what)
    if any(p.file_size > BOMB_SIZE and p.file_size > BOMB_RATIO * max(1, p.compress_size) for p in parts):
        raise _bomb(source, what)


def _merged_cells(xml: bytes) -> int:
    """How many cells the merges of a worksheet cover: openpyxl makes an object of each. Nought for other parts."""
    parser = expat.ParserCreate(namespace_separator=" ")
    count, depth = 0, 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count, depth
        local, depth = name.rpartition(" ")[2], depth + 1
        if depth == 1 and local != "worksheet":
            raise _NotASheet
        if local == "mergeCell" and (span := parse_range(attributes.get("ref", ""))):
            count += (span[2] - span[0] + 1) * (span[3] - span[1] + 1)

    def refuse(*_: object) -> None:
        raise _NotASheet  # entities are left to the reading, which refuses them

    parser.StartElementHandler, parser.StartDoctypeDeclHandler = start, refuse
    with contextlib.suppress(_NotASheet, expat.ExpatError):
        parser.Parse(xml, True)
    return count


class _NotASheet(Exception):
    """Raised to stop looking at a part."""


def _bomb(source: Source, what: str = "a workbook") -> Faults:
    return fault(
        "zip-bomb",
        source.place,
        f"a file that unpacks to far more than {what} holds",
        what,
        "do not open it; ask the sender",
    )


def _damaged(source: Source, found: str) -> Faults:
    remedy = "open it in Excel, let Excel repair it, and save it as a new .xlsx workbook"
    return fault("damaged", source.place, found, "a workbook that opens", remedy)


def _load(source: Source, *, values: bool) -> Workbook:
    import openpyxl
    from defusedxml import DefusedXmlException
    from openpyxl.reader import excel

    # charts and pictures are of no use here, and one that openpyxl cannot parse would stop the reading
    reader: Any = excel
    find_images = reader.find_images
    reader.find_images = lambda *_: ([], [])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(
                io.BytesIO(source.data), data_only=values, keep_links=False, rich_text=True, keep_vba=False
            )
    except MemoryError:
        raise _bomb(source) from None
    except Exception as error:
        if isinstance(error, DefusedXmlException) or isinstance(error.__context__, DefusedXmlException):
            remedy = "do not open it; ask the sender"
            raise fault("xml-bomb", source.place, "XML that declares entities", "a workbook", remedy) from None
        raise _damaged(source, f"a workbook that cannot be read ({type(error).__name__})") from None
    finally:
        reader.find_images = find_images


def _sheet(file: str, sheet: Worksheet, uncalculated: Callable[[int, int], bool]) -> Sheet:
    # the cells that exist, and not the rectangle around them: one stray cell far off must cost nothing
    cells = {(c.row, c.column): _raw(c.value, c.data_type) for c in sheet._cells.values() if c.value is not None}
    hidden = [d for d in sheet.column_dimensions.values() if d.hidden]
    return Sheet(
        file,
        sheet.title,
        cells,
        visible=sheet.sheet_state == "visible",
        hidden_rows=frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden),
        hidden_columns=tuple((d.min or 0, d.max or 0) for d in hidden),
        merged=tuple((r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges),
        number_format=lambda row, column: str(sheet._cells[row, column].number_format),
        uncalculated=uncalculated,
    )


def _raw(value: Any, data_type: str) -> Raw:
    if data_type == "e":
        return ErrorValue(str(value))
    if isinstance(value, list):  # rich text: a raised digit is a footnote mark, not a digit of the figure
        return "".join(_run(part) for part in value)
    return value  # type: ignore[no-any-return]


def _run(part: Any) -> str:
    if isinstance(part, str):
        return part
    raised = part.font is not None and part.font.vertAlign == "superscript"
    return str(part.text).translate(SUPERSCRIPTS) if raised else str(part.text)
