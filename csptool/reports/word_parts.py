"""What every Word document is made of: the page, cells and their widths; and its bytes, always the same."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

FONT, SIZE, SMALL = "Arial", 10.5, 9
BLUE, PALE = "1F3864", "D9E2F3"
WIDTH, MARGIN = 17.0, 2.0  # of the text of an upright A4 page, and beside it, in centimetres
FIXED_DATE = datetime.datetime(2000, 1, 1)  # two runs on one input give the same bytes


def page() -> Document:
    """An A4 page in one plain type."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.paragraph_format.space_after = Pt(4)
    document.core_properties.author = "csptool"
    return document


def write(cell: Any, text: str, *, bold: bool = False, right: bool = False, size: float = SIZE) -> None:
    """Write a cell's text."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, points(size)
    paragraph.paragraph_format.space_after = points(2)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def lined(table: Table) -> None:
    """Draw the lines of a table."""
    table.style = "Table Grid"


def shade(cell: Any) -> None:
    """Give a cell the colour of a header."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{PALE}"/>'))


def repeat(row: Any) -> None:
    """Have a row stand at the top of every page that its table runs over."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def widths(table: Table, centimetres: Sequence[float]) -> None:
    """Give the columns their widths."""
    from docx.shared import Cm

    table.autofit = False
    for column, wide in zip(table.columns, centimetres, strict=True):
        column.width = Cm(wide)
    for row in table.rows:
        for cell, wide in zip(row.cells, centimetres, strict=True):
            cell.width = Cm(wide)


def points(size: float) -> Any:
    """A length in points."""
    from docx.shared import Pt

    return Pt(size)


def colour(code: str) -> Any:
    """A colour by its code."""
    from docx.shared import RGBColor

    return RGBColor.from_string(code)


def saved(document: Any) -> bytes:
    """A document's bytes, the same for the same words: no clock in its properties or in its parts."""
    out, again = io.BytesIO(), io.BytesIO()
    properties = document.core_properties if hasattr(document, "core_properties") else document.docx.core_properties
    properties.created = properties.modified = FIXED_DATE
    document.save(out)
    with zipfile.ZipFile(out) as parts, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as fixed:
        for part in parts.infolist():
            stamp = zipfile.ZipInfo(part.filename, FIXED_DATE.timetuple()[:6])
            fixed.writestr(stamp, parts.read(part), zipfile.ZIP_DEFLATED)
    return again.getvalue()
