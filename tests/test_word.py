"""`-o x.docx`: every verb's result as a Word document, to be put into a report for a panel."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH

from csptool.reports.grid import Grid, Head
from csptool.reports.word import WordTable, as_word
from tests.conftest import EXAMPLES
from tests.medium_terms import plan_sheet

CUMBRIA = EXAMPLES / "precept" / "cumbria-2019-20.xlsx"
WESTMARCH = EXAMPLES / "westmarch" / "budget.xlsx"
SWEEP = ("--sweep", "pot=690000:700000:5000")
RUNS = {
    "allocate": ("allocate", EXAMPLES / "leicestershire-2024-25.csv", "--pot", "97905.06", "--by", "24/25 Funding"),
    "allocate by formula": ("allocate", WESTMARCH),
    "whatif": ("whatif", WESTMARCH, *SWEEP),
    "redistribute": ("redistribute", EXAMPLES / "redistribution" / "leicestershire-2024-25.xlsx"),
    "monitor": ("monitor", EXAMPLES / "monitoring-2025-26" / "spend.csv", "--as-at", "30/09/2025"),
    "ledger": ("ledger", EXAMPLES / "section-106" / "register.xlsx"),
    "round": ("ledger", EXAMPLES / "grant-round" / "round.xlsx"),
    "precept": ("precept", CUMBRIA),
}


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def headings(document):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")]


def repeated(table):
    return [number for number, row in enumerate(table.rows) if row._tr.xpath("./w:trPr/w:tblHeader")]


@pytest.mark.parametrize("name", RUNS)
def test_every_verb_writes_what_it_prints_as_markdown(csptool, tmp_path, name):
    ran = csptool(*RUNS[name], "--format", "markdown", "-o", "out.docx")
    assert ran.code in (0, 1), ran.err
    document = docx.Document(tmp_path / "out.docx")
    printed = " ".join(ran.out.replace("\\", "").replace("|", " ").split())
    assert headings(document)[0] in printed
    for paragraph in document.paragraphs:
        assert " ".join(paragraph.text.split()) in printed
    for table in document.tables:
        assert repeated(table) == [0]
        for text in (text for row in cells(table) for text in row):
            assert " ".join(text.replace("|", " ").split()) in printed


def test_the_precept_for_a_panel_has_the_change_the_bands_the_precepts_and_the_test(csptool, tmp_path):
    assert csptool("precept", CUMBRIA, "-o", "out.docx").code == 0
    document = docx.Document(tmp_path / "out.docx")
    assert headings(document) == [
        "Police precept 2019/20, Cumbria", "Billing authorities", "The requirement", "Valuation bands", "Instalments",
    ]  # fmt: skip
    authorities, _, bands, _ = document.tables
    assert cells(authorities)[1] == ["Allerdale", "E07000026", "30,662.47", "£7,870,443.00"]
    assert cells(authorities)[-1] == ["Total", "", "170,720.27", "£43,820,478.00"]
    assert cells(bands)[4] == ["D", "9", "£256.68", "£232.74", "+£23.94", "+£0.46"]
    aligned = [cell.paragraphs[0].alignment for cell in bands.rows[4].cells]
    assert aligned == [None, *[WD_ALIGN_PARAGRAPH.RIGHT] * 5]
    said = [paragraph.text for paragraph in document.paragraphs]
    assert any(line.startswith("Not excessive: a rise of £23.94") for line in said)
    assert all(run.bold for cell in authorities.rows[-1].cells for run in cell.paragraphs[0].runs)


def test_a_plan_and_a_sweep_are_documents_too(csptool, tmp_path):
    plan_sheet(tmp_path)
    for way in (("--plan",), ("--sweep", "band-d=0:60:15")):
        assert csptool("precept", "plan.xlsx", *way, "-o", f"{way[0]}.docx").code == 0
    [plan] = docx.Document(tmp_path / "--plan.docx").tables
    assert ["Gap in the year", "£37,350.00", "£74,900.00"] in cells(plan)
    [sweep] = docx.Document(tmp_path / "--sweep.docx").tables
    assert cells(sweep)[1][:3] == ["£0.00", "£300.00", "£52,500.00"]


def test_a_document_is_the_same_each_time(csptool, tmp_path):
    for name in ("one.docx", "two.docx"):
        csptool("precept", CUMBRIA, "-o", name)
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()


@pytest.mark.parametrize(("columns", "across"), [(5, False), (12, True), (30, True)])
def test_a_wide_table_lies_on_its_side_and_fits_the_page(columns, across):
    heads = [Head("Area", "area"), *(Head(f"Column {n}", f"c{n}", "£") for n in range(columns))]
    grid = Grid("Wide", heads, [["North", *[123_456] * columns]])
    document = docx.Document(io.BytesIO(as_word("Title", [], [WordTable.of(grid)], [])))
    section = document.sections[0]
    assert (section.orientation == WD_ORIENT.LANDSCAPE) == across
    assert (section.page_width > section.page_height) == across
    if columns < 30:  # no page is wide enough for thirty
        room = section.page_width - section.left_margin - section.right_margin
        assert sum(column.width for column in document.tables[0].columns) <= room


def test_a_label_that_is_markup_is_text():
    grid = Grid("<w:t>&", [Head("=1+1", "a")], [["</w:t>&amp;"]])
    document = docx.Document(io.BytesIO(as_word("Title", ["<b>"], [WordTable.of(grid)], [])))
    assert cells(document.tables[0]) == [["=1+1"], ["</w:t>&amp;"]]
