"""Any paper as one `Paper`, told apart by what it holds and by its name; and its digest, by which it is known again."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from csptool.faults import fault
from csptool.papers.blocks import TooManyCells, assembled, refused
from csptool.papers.layout import is_figure
from csptool.papers.limits import LARGEST_TEXT, LONGEST_LINE
from csptool.sheets.source import Source, read_source
from csptool.sheets.workbook import OLE, ZIP
from formulas.paper import Paper, Paragraph, Table

A_PAPER = "a paper: Markdown, HTML, text, Word, PDF, Excel or csv"
WEB_SUFFIXES = {".html", ".htm", ".xhtml"}
NO_TEXT = {".xlsx", ".xlsm", ".xls", ".docx", ".docm", ".doc", ".pdf"}
WEB_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


@dataclass(frozen=True)
class ReadPaper:
    """A paper as read, what it is called, and the digest of its bytes."""

    path: str
    sha256: str
    paper: Paper


def read_paper(path: str) -> ReadPaper:
    """Read a paper from a path, or from standard input for `-`. Raises `Faults` for what is no paper."""
    source = read_source(path, A_PAPER)
    return ReadPaper(path, source.sha256, paper_of(source))


def paper_of(source: Source) -> Paper:
    """The paper that some bytes hold."""
    notes: list[str] = []
    try:
        return assembled(_blocks(source, notes), source.place, notes)
    except TooManyCells as error:
        raise refused(source.place, error) from None


def _blocks(source: Source, notes: list[str]) -> Iterable[Paragraph | Table]:
    """The blocks by the reader for what the bytes are; their name tells only between kinds of text."""
    if source.data.startswith((ZIP, OLE, b"PK\x05\x06")):
        return _packed(source, notes)
    if b"%PDF-" in source.data[:1024]:
        from csptool.papers.pdf import read_pdf

        return read_pdf(source, notes)
    if source.data.startswith(b"{\\rtf"):
        raise fault("rich-text", source.place, "a rich-text document", A_PAPER, "save it as .docx in Word")
    text, suffix = _decoded(source, notes), Path(source.name).suffix.lower()
    if suffix in NO_TEXT and not WEB_PAGE.match(text):  # what is saved as a workbook is often a web page
        remedy = "save it again, or download it once more"
        raise fault("not-what-it-says", source.place, f"text in a file that says {suffix}", A_PAPER, remedy)
    if WEB_PAGE.match(text) or suffix in WEB_SUFFIXES:
        from csptool.papers.web import read_web

        return read_web(text, source.place)
    if suffix in {".csv", ".tsv"} or (not suffix and _is_delimited(text)):
        from csptool.papers.books import read_delimited

        return read_delimited(source, notes)
    from csptool.papers.text import read_text

    return read_text(text, source.place)


def _is_delimited(text: str) -> bool:
    """Whether text without a name is csv: each of its first lines has as many cells, and figures are among them."""
    rows = [row for row in csv.reader(text.splitlines()[:50]) if any(row)]
    widths = {len(row) for row in rows}
    return len(rows) > 2 and len(widths) == 1 and widths.pop() > 1 and any(is_figure(c) for row in rows for c in row)


def _packed(source: Source, notes: list[str]) -> Iterable[Paragraph | Table]:
    """The blocks of a Word document or a workbook: both are zip files, and the old ones are not read."""
    if source.data.startswith(OLE) and "WordDocument".encode("utf-16-le") in source.data:
        raise fault("old-document", source.place, "an old .doc document", A_PAPER, "save it as .docx in Word")
    if source.data.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in source.data:
        remedy = "save it without the password"
        raise fault("encrypted", source.place, "a document locked with a password", "an open document", remedy)
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        names = set()
    if any(name.startswith("word/") for name in names):
        from csptool.papers.word import read_word

        return read_word(source, notes)
    if "content.xml" in names:
        remedy = "save it as .docx or .xlsx"
        raise fault("open-document", source.place, "an OpenDocument file", A_PAPER, remedy)
    if names and not any(name.startswith("xl/") for name in names):
        raise fault("not-a-paper", source.place, "a zip file", A_PAPER, "take the paper out of it and name that")
    from csptool.papers.books import read_book

    return read_book(source, notes)


def _decoded(source: Source, notes: list[str]) -> str:
    """The text of the bytes: UTF-8, UTF-16 with its mark, and otherwise Windows-1252. Refuses what is no text."""
    data = source.data
    if len(data) > LARGEST_TEXT:
        found, remedy = f"more than {LARGEST_TEXT >> 20} MB of text", "cut out the pages that are to be checked"
        raise fault("too-large", source.place, found, "a paper", remedy)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
            notes.append(f"{source.name} is not UTF-8; it was read as Windows-1252.")
    if _is_binary(text):
        remedy = "name the paper itself, or open it and save it again"
        raise fault("not-a-paper", source.place, "binary data", A_PAPER, remedy)
    if max(map(len, re.split(r"[\r\n]", text)), default=0) > LONGEST_LINE:
        found = f"a line of more than {LONGEST_LINE:,} characters"
        raise fault("line-too-long", source.place, found, "lines of text", "save it again from its own program")
    return text


def _is_binary(text: str) -> bool:
    odd = len(re.findall(r"[\x00-\x08\x0e-\x1f\ufffd]", text[:1_000_000]))
    return "\0" in text or odd > max(8, len(text[:1_000_000]) // 200)
