"""The built-in notice and the index, as Word documents: A4, one page a notice, made to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from csptool.notices import Cast, Worded
from formulas.exact import in_pounds

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

FONT, SIZE, SMALL = "Arial", 10.5, 9
BLUE, PALE = "1F3864", "D9E2F3"
AMOUNT, SIGNED = 4.0, 8.5  # widths in centimetres
WIDTH = 17.0


def template() -> Document:
    """The built-in notice with its placeholders."""
    document = _page()
    _heading(document, "Contract variation notice")
    rows = [
        ("Reference", "{{ reference }}"),
        ("Date", "{{ dated }}"),
        ("From", "{{ first_party }}"),
        ("To", "{{ second_party }}"),
        ("Agreement varied", "{{ agreement }}"),
        ("Fund", "{{ fund }} {{ year }}"),
    ]
    table = document.add_table(rows=0, cols=2)
    for label, text in rows:
        cells = table.add_row().cells
        _write(cells[0], label, bold=True)
        _write(cells[1], text)
    _widths(table, (AMOUNT, WIDTH - AMOUNT))
    _subheading(document, "1. What changes")
    document.add_paragraph("The amount of the agreement is varied as follows.")
    _amounts(document)
    _subheading(document, "2. What it is for")
    document.add_paragraph("{{ purpose }}")
    document.add_paragraph("{%p if one_year_only %}")
    document.add_paragraph().add_run("{{ one_year_only }}").bold = True
    document.add_paragraph("{%p endif %}")
    _subheading(document, "3. When it may be spent")
    document.add_paragraph("From {{ starts }} to {{ ends }}, both days included.")
    _subheading(document, "4. Everything else")
    document.add_paragraph("All other terms of the agreement stay as they are.")
    _signatures(document)
    return document


def _amounts(document: Document) -> None:
    table = document.add_table(rows=0, cols=2)
    for label, amount, bold in (
        ("Original amount", "{{ original }}", False),
        ("{%tr for line in changes %}", "", False),
        ("{{ line.what }}", "{{ line.amount }}", False),
        ("{%tr endfor %}", "", False),
        ("Change", "{{ change }}", True),
        ("Revised amount", "{{ revised }}", True),
    ):
        cells = table.add_row().cells
        _write(cells[0], label, bold=bold)
        _write(cells[1], amount, bold=bold, right=True)
    _lined(table)
    _widths(table, (WIDTH - AMOUNT, AMOUNT))


def _signatures(document: Document) -> None:
    document.add_paragraph().paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=2)
    for left, right in (
        ("For {{ first_party }}", "For {{ second_party }}"),
        ("\nSigned \u2026\u2026\u2026\u2026\u2026\u2026\u2026\u2026\u2026\u2026",) * 2,
        ("Name and title: {{ signatory }}", "Name and title: \u2026\u2026\u2026\u2026\u2026\u2026\u2026"),
        ("Date \u2026\u2026\u2026\u2026\u2026\u2026\u2026\u2026\u2026\u2026\u2026",) * 2,
    ):
        cells = table.add_row().cells
        for cell, text in zip(cells, (left, right), strict=True):
            _write(cell, text, bold=text.startswith("For "))
            cell.paragraphs[0].paragraph_format.space_after = _points(8)
            cell.paragraphs[0].paragraph_format.keep_with_next = True  # signatures stay on one page
    _widths(table, (SIGNED, SIGNED))


def index(title: str, made: Sequence[Worded], cast: Cast, failed: Sequence[str]) -> Document:
    """The list of all notices with what they come to, and whether that is what was redistributed; then what failed."""
    document = _page()
    _heading(document, "Contract variation notices")
    document.add_paragraph(title)
    table = document.add_table(rows=0, cols=5)
    _row(table, ("Reference", "Area", "Original", "Change", "Revised"), head=True)
    for each in made:
        context = each.context
        _row(table, (each.reference, each.notice.area, context["original"], context["change"], context["revised"]))
    original = sum(each.notice.original for each in made)
    revised = sum(each.notice.revised for each in made)
    sums = (in_pounds(original), in_pounds(cast.changes, signed=True), in_pounds(revised))  # type: ignore[arg-type]
    _row(table, ("", "Total", *sums), bold=True)
    _lined(table)
    _widths(table, (3.6, 4.4, 3.0, 3.0, 3.0))
    for line in (*cast_words(cast), *failed):
        document.add_paragraph(line).paragraph_format.space_before = _points(8)
    return document


def cast_words(cast: Cast) -> list[str]:
    """What the notices come to beside what they should, to the penny."""
    lines = []
    for what, printed, due, other in (
        ("supplements", cast.supplements, cast.redistributed, "redistributed"),
        ("changes", cast.changes, cast.difference, "what the revised allocations are above the base"),
    ):
        verdict = "which agrees" if printed == due else f"a difference of {in_pounds(printed - due, signed=True)}"
        lines.append(f"The {what} in the notices come to {in_pounds(printed)}; {other}: {in_pounds(due)}, {verdict}.")
    if cast.broken:
        lines.append(f"These notices do not cast: {', '.join(cast.broken)}.")
    else:
        lines.append("In every notice the original amount and the changes come to the revised amount.")
    return lines


def _page() -> Document:
    """An A4 page in one plain type."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.paragraph_format.space_after = Pt(4)
    document.core_properties.author = "csptool"
    return document


def _heading(document: Document, text: str) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold, run.font.size, run.font.color.rgb = True, _points(18), _colour(BLUE)


def _subheading(document: Document, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = _points(10)
    run = paragraph.add_run(text)
    run.bold, run.font.color.rgb = True, _colour(BLUE)


def _row(table: Table, texts: Sequence[str], *, head: bool = False, bold: bool = False) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        _write(cell, text, bold=head or bold, right=place > 1, size=SMALL)
        if head:
            _shade(cell)
    if head:
        _repeat(table.rows[-1])


def _write(cell: Any, text: str, *, bold: bool = False, right: bool = False, size: float = SIZE) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, _points(size)
    paragraph.paragraph_format.space_after = _points(2)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _lined(table: Table) -> None:
    table.style = "Table Grid"


def _shade(cell: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{PALE}"/>'))


def _repeat(row: Any) -> None:
    """Have a row stand at the top of every page that its table runs over."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _widths(table: Table, centimetres: Sequence[float]) -> None:
    from docx.shared import Cm

    table.autofit = False
    for column, wide in zip(table.columns, centimetres, strict=True):
        column.width = Cm(wide)
    for row in table.rows:
        for cell, wide in zip(row.cells, centimetres, strict=True):
            cell.width = Cm(wide)


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _colour(code: str) -> Any:
    from docx.shared import RGBColor

    return RGBColor.from_string(code)
