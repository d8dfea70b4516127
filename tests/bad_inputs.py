"""Makers of bad inputs: each writes one file into a folder and gives its path."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import xlsxwriter

Rows = list[list[object]]
GOOD: Rows = [["Area", "Basis"], ["East", 1], ["West", 2]]


def sheet(folder: Path, rows: Rows, name: str = "sheet.xlsx", change: Callable | None = None) -> Path:
    """A workbook of one sheet with these rows, changed by `change(worksheet)` before it is saved."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Data"
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            page.cell(r, c, value)
    if change:
        change(page)
    book.save(folder / name)
    return folder / name


def text(folder: Path, content: str | bytes, name: str = "sheet.csv") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def two_sheets(folder: Path) -> Path:
    """The same table on two sheets."""
    path = sheet(folder, GOOD)
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book["Data"]).title = "Again"
    book.save(path)
    return path


def fund_workbook(folder: Path, settings: Rows, areas: Rows | None = None) -> Path:
    """A workbook in the project's own form."""
    book = openpyxl.Workbook()
    book.active.title = "Fund"
    for row in settings:
        book.active.append(row)
    page = book.create_sheet("Areas")
    for row in areas or [["Code", "Area", "Basis"], ["E1", "East", 1], ["E2", "West", 2]]:
        page.append(row)
    book.save(folder / "fund.xlsx")
    return folder / "fund.xlsx"


def uncalculated(folder: Path) -> Path:
    """A formula whose result was never saved, as openpyxl and some exports leave it."""
    return sheet(folder, [["Area", "Basis"], ["East", 1], ["West", "=1+1"]])


def encrypted(folder: Path) -> Path:
    """The head of an OLE file with the stream that a password makes."""
    return text(
        folder,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "locked.xlsx",
    )


def corrupt(folder: Path) -> Path:
    """A good workbook cut off in the middle."""
    whole = sheet(folder, GOOD).read_bytes()
    return text(folder, whole[: len(whole) // 2], "corrupt.xlsx")


def garbled(folder: Path) -> Path:
    """A good zip whose sheet is no XML."""
    return rewritten(folder, "garbled.xlsx", lambda data: b"<worksheet><row><c></row>")


def zip_bomb(folder: Path) -> Path:
    """A workbook whose sheet unpacks to 200 MB of nothing."""
    return rewritten(folder, "bomb.xlsx", lambda data: data + b" " * (200 * 2**20))


def xml_bomb(folder: Path) -> Path:
    """A workbook whose sheet declares entities that grow tenfold with each."""
    entities = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    head = f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY e0 "aaaaaaaaaa">{entities}]>'.encode()
    return rewritten(folder, "entities.xlsx", lambda data: head + data.replace(b"<v>1</v>", b"<v>&e9;</v>"))


def merged_bomb(folder: Path) -> Path:
    """A merge over the whole sheet, which a reader would make seventeen thousand million cells of."""
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    return rewritten(folder, "merged.xlsx", lambda data: data.replace(b"</worksheet>", merge))


def rewritten(folder: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """A good workbook whose first sheet has been changed byte by byte."""
    out = io.BytesIO()
    with zipfile.ZipFile(sheet(folder, GOOD)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            data = source.read(part)
            target.writestr(part, change(data) if part == "xl/worksheets/sheet1.xml" else data)
    return text(folder, out.getvalue(), name)


def error_cell(folder: Path) -> Path:
    """A cell that shows #REF!, as Excel stores it."""
    book = xlsxwriter.Workbook(folder / "error.xlsx")
    page = book.add_worksheet("Data")
    page.write_column(0, 0, ["Area", "East", "West"])
    page.write(0, 1, "Basis")
    page.write(1, 1, 1)
    page.write_formula(2, 1, "=#REF!", None, "#REF!")
    book.close()
    return folder / "error.xlsx"


def date_cell(folder: Path) -> Path:
    """A date where the basis should be."""
    return sheet(folder, [["Area", "Basis"], ["East", 1], ["West", datetime.date(2024, 4, 1)]])


def merged_areas(folder: Path) -> Path:
    """One name merged over two rows."""
    rows: Rows = [["Area", "Basis"], ["East", 1], ["West", 2], ["North", 3]]
    return sheet(folder, rows, change=lambda page: page.merge_cells("B3:B4"))


def hidden_sheet(folder: Path) -> Path:
    """The column stands only on a hidden sheet."""
    path = sheet(folder, [["Nothing here"]])
    book = openpyxl.load_workbook(path)
    page = book.create_sheet("Old")
    for row in GOOD:
        page.append(row)
    page.sheet_state = "hidden"
    book.save(path)
    return path


def open_document(folder: Path) -> Path:
    """A sheet of LibreOffice's own kind under the name of a workbook."""
    with zipfile.ZipFile(folder / "sheet.xlsx", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<content/>")
    return folder / "sheet.xlsx"


def merged_in_other_quotes(folder: Path) -> Path:
    """The merge over everything, spelled as no ordinary writer does."""
    merge = b"<mergeCells><mergeCell\n ref='A1:XFD1048576'/></mergeCells></worksheet>"
    return rewritten(folder, "merged.xlsx", lambda data: data.replace(b"</worksheet>", merge))


def endless_merge_tag(folder: Path) -> Path:
    """The start of a merge again and again: work for a pattern, but no XML."""
    return rewritten(folder, "endless.xlsx", lambda data: data + b"<mergeCell " * 150_000)
