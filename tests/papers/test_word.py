"""Word: tracked changes, merged cells, footnotes, numbered lists; and what LibreOffice writes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.papers.made import WORD, grid, p, paper, tbl, tc, word

INSERTED = '<w:ins w:id="1"><w:r><w:t>818.47</w:t></w:r></w:ins>'
DELETED = '<w:del w:id="2"><w:r><w:delText>999.99</w:delText></w:r></w:del>'


def test_tracked_changes_are_accepted_and_said() -> None:
    gone = "<w:tr><w:trPr><w:del w:id='3'/></w:trPr>" + tc("South") + tc("7") + "</w:tr>"
    read = paper(word(tbl(tc("North") + tc(p("£271,", INSERTED, DELETED)), gone, tc("East") + tc("5"))), "a.docx")
    assert grid(read.tables[0]) == [["North", "£271,818.47"], ["East", "5"]]
    assert read.notes == ("a.docx has tracked changes; it was read with all of them accepted.",)


def test_merged_cells_are_spread_out() -> None:
    heads = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + tc("Service", '<w:vMerge w:val="restart"/>')
    heads += tc("2023/24", '<w:gridSpan w:val="2"/>') + "</w:tr>"
    below = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + tc("", "<w:vMerge/>") + tc("Gross") + tc("Net") + "</w:tr>"
    late = "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" + tc("1") + tc("2") + "</w:tr>"
    [table] = paper(word(tbl(heads, below, late)), "a.docx").tables
    assert grid(table) == [["Service", "2023/24", ""], ["", "Gross", "Net"], ["", "1", "2"]]
    assert [[cell.spread for cell in row] for row in table.rows] == [
        [False, False, True],
        [True, False, False],
        [False] * 3,
    ]
    assert table.header_rows == 2


def test_footnotes_raised_digits_and_hidden_words() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret 7</w:t></w:r>"
    reference = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    notes = f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="4">{p("Of which £5 is held.")}</w:footnote></w:footnotes>'
    read = paper(word(p("1,234", raised, " and", reference, hidden), footnotes=notes), "a.docx")
    assert [(q.mark, q.text) for q in read.paragraphs] == [("", "1,234² and¹"), ("¹", "Of which £5 is held.")]


def test_headings_and_numbers_of_lists() -> None:
    styles = f"""<w:styles xmlns:w="{WORD}"><w:style w:styleId="H"><w:name w:val="heading 1"/></w:style>
    <w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="H"/></w:style></w:styles>"""
    numbering = f"""<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0">
    <w:lvl w:ilvl="0"><w:start w:val="6"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
    <w:lvl w:ilvl="1"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""

    def item(level: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'

    body = p("Money", properties='<w:pStyle w:val="Own"/>') + p("One", properties=item(0))
    body += "".join(p(t, properties=item(1)) for t in ("two", "three", "four", "five")) + p("Six", properties=item(0))
    read = paper(word(body + p("9. Typed."), styles=styles, numbering=numbering), "a.docx")
    assert [(q.mark, q.text) for q in read.paragraphs] == [
        ("", "Money"), ("6.", "One"), ("(i)", "two"), ("(ii)", "three"), ("(iii)", "four"), ("(iv)", "five"),
        ("7.", "Six"), ("9.", "Typed."),
    ]  # fmt: skip
    assert read.paragraphs[0].heading


def test_words_in_a_text_box_come_once() -> None:
    box = "<w:txbxContent>" + p("In the box") + "</w:txbxContent>"
    alternate = (
        "<w:r><w:AlternateContent><w:Choice>"
        + box
        + "</w:Choice><w:Fallback>"
        + box
        + "</w:Fallback></w:AlternateContent></w:r>"
    )
    read = paper(word(p("Outside", alternate)), "a.docx")
    assert [q.text for q in read.paragraphs] == ["Outside", "In the box"]


def test_a_table_that_holds_tables_only_lays_out_the_page() -> None:
    inner = tbl(tc("A") + tc("1"), tc("B") + tc("2"))
    read = paper(word(tbl(tc("Side") + tc(inner + p("")))), "a.docx")
    assert [grid(table) for table in read.tables] == [[["A", "1"], ["B", "2"]]]


PAGE = """<html><head><meta charset="utf-8"></head><body><h1>Budget</h1><p>The sum is £5m.</p><table border="1">
<tr><th rowspan="2">Service</th><th colspan="2">2023/24</th></tr><tr><th>Gross<br>£m</th><th>Net £m</th></tr>
<tr><td>Roads</td><td>1,234.5</td><td>(0.5)</td></tr><tr><td>Sub Total</td><td>1,234.5</td><td>(0.5)</td></tr>
</table></body></html>"""


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine; it makes the papers")
def test_libreoffice_s_word_and_pdf_hold_the_same_table(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless"]
    word_of_html = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path), "--infilter=HTML (StarWriter)"]
    pdf_of_word = ["--convert-to", "pdf", "--outdir", str(tmp_path)]
    for given, how in (("a.html", word_of_html), ("a.docx", pdf_of_word)):
        subprocess.run([*office, *how, str(tmp_path / given)], check=True, capture_output=True, timeout=120)
    expected = grid(paper(PAGE).tables[0])
    for name in ("a.docx", "a.pdf"):
        read = paper((tmp_path / name).read_bytes(), name)
        assert grid(read.tables[0]) == expected, name
        assert read.tables[0].caption == "The sum is £5m."
        assert [q.heading for q in read.paragraphs] == [True, False]
