"""Word documents in, from their XML: what stands in them with every tracked change accepted."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from csptool.faults import Faults, fault
from csptool.papers.blocks import SUPERSCRIPTS, marked_off, one_line
from csptool.papers.limits import LARGEST_WORD_PART, LONGEST_HEADING, WIDEST_TABLE
from csptool.papers.word_numbers import Numbering
from csptool.sheets.source import Source
from csptool.sheets.workbook import guard_parts
from formulas.paper import Cell, Paragraph, Table

GONE = {
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "pPr",
    "rPr",
    "tblPr",
    "sectPr",
    "Fallback",
    "annotation",
}
A_DOCUMENT = "a Word document"
TRACKED = "{} has tracked changes; it was read with all of them accepted."


def read_word(source: Source, notes: list[str]) -> Iterator[Paragraph | Table]:
    """The blocks of a .docx document, its footnotes last. Refuses bombs and damaged documents."""
    with _opened(source) as archive:
        names = set(archive.namelist())
        main = _main_part(archive, names)
        body = _part(source, archive, main)
        folder = main.rpartition("/")[0]
        others = {name: f"{folder}/{name}.xml" for name in ("styles", "numbering", "footnotes", "endnotes")}
        parts = {name: _part(source, archive, path) for name, path in others.items() if path in names}
    if any(_local(element) in {"ins", "del", "moveFrom", "moveTo"} for element in body.iter()):
        notes.append(TRACKED.format(source.name))
    document = _Document(_heading_styles(parts.get("styles")), Numbering(parts.get("numbering")))
    yield from document.blocks(body)
    for kind in ("footnotes", "endnotes"):
        if kind in parts:
            yield from document.notes_at_end(parts[kind], kind)


def _opened(source: Source) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise _damaged(source) from None
    guard_parts(source, archive.infolist(), A_DOCUMENT)
    return archive


def _main_part(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "_rels/.rels" in names and archive.getinfo("_rels/.rels").file_size < LARGEST_WORD_PART:
        links = archive.read("_rels/.rels").decode("utf-8", "replace")
        for link in re.findall(r"<Relationship\b[^>]*>", links):
            target = re.search(r'Target="/?([^"]+)"', link)
            if re.search(r'/officeDocument"', link) and target and target[1] in names:
                return target[1]
    return "word/document.xml"


def _part(source: Source, archive: zipfile.ZipFile, name: str) -> Any:
    """The root of an XML part. Entities are never expanded, and a part that declares any is refused."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        if archive.getinfo(name).file_size > LARGEST_WORD_PART:
            found = f"more than {LARGEST_WORD_PART >> 20} MB of text"
            raise fault("too-large", source.place, found, A_DOCUMENT, "keep the pages that are to be checked")
        root = etree.fromstring(archive.read(name), parser)
    except etree.XMLSyntaxError as error:
        if "entit" in str(error).lower():
            raise _declares_entities(source) from None
        raise _damaged(source) from None
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
        raise _damaged(source) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares_entities(source)
    return root


def _declares_entities(source: Source) -> Faults:
    return fault("xml-bomb", source.place, "XML that declares entities", A_DOCUMENT, "do not open it; ask the sender")


def _damaged(source: Source) -> Faults:
    remedy = "open it in Word, let Word repair it, and save it as a new .docx document"
    return fault("damaged", source.place, "a damaged Word document", f"{A_DOCUMENT} that opens", remedy)


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: Any, *path: str) -> str | None:
    """The value of an element within another; blank where it has none, and None where it is not there."""
    for name in path:
        element = next((child for child in element if _local(child) == name), None)
        if element is None:
            return None
    return next((value for key, value in element.attrib.items() if key.endswith("}val")), "")


def _is_on(element: Any, *path: str) -> bool:
    return _value(element, *path) not in {None, "0", "false", "off", "none"}


def _heading_styles(styles: Any) -> set[str]:
    """The styles that make a paragraph a heading, by their names or because they rest on one that does."""
    found, parents = set(), {}
    for style in [] if styles is None else styles:
        key = next((value for name, value in style.attrib.items() if name.endswith("}styleId")), "")
        name = (_value(style, "name") or "").casefold()
        parents[key] = _value(style, "basedOn") or ""
        if re.match(r"heading \d|(?:sub)?title$", name):
            found.add(key)
    return found | {key for key, parent in parents.items() if parent in found}


@dataclass
class _Document:
    """A document being read: what its styles and numbers mean, and the footnotes met so far."""

    headings: set[str]
    numbering: Numbering
    footnotes: dict[tuple[str, str], int] = field(default_factory=dict)

    def blocks(self, parent: Any) -> Iterator[Paragraph | Table]:
        for element in parent:
            name = _local(element)
            if name == "p":
                yield from self.paragraph(element)
            elif name == "tbl":
                yield from self.table(element)
            elif name not in GONE:
                yield from self.blocks(element)

    def paragraph(self, element: Any) -> Iterator[Paragraph | Table]:
        text = one_line(self.words(element))
        mark = self.numbering.mark(element) if text else ""
        if text:
            style = _value(element, "pPr", "pStyle") or ""
            heading = style in self.headings or (len(text) <= LONGEST_HEADING and _all_bold(element))
            if not heading:
                mark, text = marked_off(text, mark)
            yield Paragraph(0, text, heading=heading, mark=mark)
        for box in element.iter("{*}txbxContent"):
            if not any(_local(above) in {"Fallback", "txbxContent"} for above in box.iterancestors()):
                yield from self.blocks(box)

    def words(self, element: Any) -> str:
        """The words of a paragraph or run: insertions in, deletions and hidden words out, raised digits as marks."""
        found = []
        for child in element:
            name = _local(child)
            if name in GONE or name in {"txbxContent", "pict"}:
                continue
            if name in {"tab", "br", "cr", "ptab"}:
                found.append(" ")
            elif name == "noBreakHyphen":
                found.append("-")
            elif name in {"footnoteReference", "endnoteReference"}:
                found.append(self.footnote(child, name.removesuffix("Reference") + "s"))
            elif name == "t":
                found.append(child.text or "")
            elif name == "r":
                found.append(self.run(child))
            else:
                found.append((" " if name == "p" else "") + self.words(child))
        return "".join(found)

    def run(self, run: Any) -> str:
        if _is_on(run, "rPr", "vanish"):
            return ""
        words = self.words(run)
        raised = _value(run, "rPr", "vertAlign") == "superscript" and words.strip().isdigit()
        return words.translate(SUPERSCRIPTS) if raised else words

    def footnote(self, reference: Any, kind: str) -> str:
        key = next((value for name, value in reference.attrib.items() if name.endswith("}id")), "")
        number = self.footnotes.setdefault((kind, key), 1 + sum(known == kind for known, _ in self.footnotes))
        return str(number).translate(SUPERSCRIPTS)

    def notes_at_end(self, part: Any, kind: str) -> Iterator[Paragraph]:
        """The footnotes that the text refers to, each with its mark."""
        for note in part:
            key = next((value for name, value in note.attrib.items() if name.endswith("}id")), "")
            text = one_line(self.words(note))
            if text and (kind, key) in self.footnotes:
                yield Paragraph(0, text, mark=str(self.footnotes[kind, key]).translate(SUPERSCRIPTS))

    def table(self, table: Any) -> Iterator[Paragraph | Table]:
        if next(table.iterdescendants("{*}tbl"), None) is not None:
            for cell in table.iter("{*}tc"):  # it places other tables on the page and is none itself
                if next(cell.iterancestors("{*}tbl")) is table:
                    yield from self.blocks(cell)
            return
        rows: list[list[Cell]] = []
        headers, still = 0, True
        for row in table.iter("{*}tr"):
            if _value(row, "trPr", "del") is not None:
                continue
            still = still and _is_on(row, "trPr", "tblHeader")
            headers += still
            rows.append(self.row(row, rows[-1] if rows else []))
        width = max(map(len, rows), default=0)
        yield Table(0, tuple((*row, *[Cell()] * (width - len(row))) for row in rows), headers)

    def row(self, row: Any, above: list[Cell]) -> list[Cell]:
        cells = [Cell()] * _count(_value(row, "trPr", "gridBefore"))
        for cell in row.iter("{*}tc"):
            across = max(1, _count(_value(cell, "tcPr", "gridSpan")))
            merged = _value(cell, "tcPr", "vMerge")
            if merged is not None and merged != "restart":
                over = above[len(cells)].text if len(cells) < len(above) else ""
                cells += [Cell(over, spread=True)] * across
            else:
                words = one_line(self.words(cell))
                cells += [Cell(words)] + [Cell(words, spread=True)] * (across - 1)
        return cells + [Cell()] * _count(_value(row, "trPr", "gridAfter"))


def _count(value: str | None) -> int:
    return min(int(value), WIDEST_TABLE + 1) if value and re.fullmatch(r"\d{1,9}", value) else 0


def _all_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter("{*}r") if any((text.text or "").strip() for text in run.iter("{*}t"))]
    return bool(runs) and all(_is_on(run, "rPr", "b") for run in runs)
