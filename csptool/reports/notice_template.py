"""The built-in notice and the index, as Word documents: A4, one page a notice, made to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from csptool.notices import Cast, Worded
from csptool.reports.word_parts import BLUE, SMALL, WIDTH, colour, lined, page, points, repeat, shade, widths, write
from formulas.exact import in_pounds

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

AMOUNT, SIGNED = 4.0, 8.5  # widths in centimetres


def template() -> Document:
    """The built-in notice with its placeholders."""
    document = page()
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
        write(cells[0], label, bold=True)
        write(cells[1], text)
    widths(table, (AMOUNT, WIDTH - AMOUNT))
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
        write(cells[0], label, bold=bold)
        write(cells[1], amount, bold=bold, right=True)
    lined(table)
    widths(table, (WIDTH - AMOUNT, AMOUNT))


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
            write(cell, text, bold=text.startswith("For "))
            cell.paragraphs[0].paragraph_format.space_after = points(8)
            cell.paragraphs[0].paragraph_format.keep_with_next = True  # signatures stay on one page
    widths(table, (SIGNED, SIGNED))


def index(title: str, made: Sequence[Worded], cast: Cast, failed: Sequence[str]) -> Document:
    """The list of all notices with what they come to, and whether that is what was redistributed; then what failed."""
    document = page()
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
    lined(table)
    widths(table, (3.6, 4.4, 3.0, 3.0, 3.0))
    for line in (*cast_words(cast), *failed):
        document.add_paragraph(line).paragraph_format.space_before = points(8)
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


def _heading(document: Document, text: str) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold, run.font.size, run.font.color.rgb = True, points(18), colour(BLUE)


def _subheading(document: Document, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = points(10)
    run = paragraph.add_run(text)
    run.bold, run.font.color.rgb = True, colour(BLUE)


def _row(table: Table, texts: Sequence[str], *, head: bool = False, bold: bool = False) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        write(cell, text, bold=head or bold, right=place > 1, size=SMALL)
        if head:
            shade(cell)
    if head:
        repeat(table.rows[-1])
