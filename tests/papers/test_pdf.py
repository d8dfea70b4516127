"""PDF: ruled tables, tables that are only set out, pages, footnote marks, and pages that are pictures."""

from __future__ import annotations

import pytest

from csptool.faults import Faults
from tests.papers.made import Mark, filed, grid, paper, pdf, ruled


def rows(top: float, *lines: tuple[str, str, str]) -> list[Mark]:
    """Lines of a table that is set out: a label, and two columns of figures set to the right."""
    places: list[Mark] = []
    for n, (label, first, second) in enumerate(lines):
        foot = top - 14 * n
        places += [(50, foot, label)] if label else []
        places += [(x, foot, f">{figure}") for x, figure in ((350, first), (450, second)) if figure]
    return places


def test_a_ruled_table_with_a_merged_header_and_a_broken_figure() -> None:
    page = ruled(
        [["Service", "2023/24", "<"], ["", "Gross", "Net"], ["Roads", "1,331,915.0\n0", "(45)"], ["", "", ""],
         ["Total", "7", "8"]],
        [50, 200, 256, 320], 800, 24,
    )  # fmt: skip
    [table] = paper(pdf(page), "a.pdf").tables
    assert grid(table)[2:] == [["Roads", "1,331,915.00", "(45)"], ["", "", ""], ["Total", "7", "8"]]
    assert [cell.spread for cell in table.rows[0]] == [False, False, True]
    assert table.row_pages == (1,) * 5


def test_a_frame_around_rows_is_not_the_cells() -> None:
    page = ruled(
        [["Service", "£", "%"], ["Roads\nParks\nFire", "1,200\n300\n1", "80\n20\n0"]], [50, 200, 300, 380], 800, 40
    )
    assert grid(paper(pdf(page), "a.pdf").tables[0]) == [
        ["Service", "£", "%"], ["Roads", "1,200", "80"], ["Parks", "300", "20"], ["Fire", "1", "0"],
    ]  # fmt: skip


def test_a_set_out_table_goes_on_over_pages_past_running_titles() -> None:
    def page(n: int, *lines: tuple[str, str, str]) -> list[Mark]:
        return [(50, 815, "Council agenda"), *rows(770, *lines), (300, 20, str(n))]

    head = ("Service", "2023/24", "2024/25")
    read = paper(
        pdf(
            page(1, head, ("Roads", "1,200", "(5)"), ("Parks", "300", "-")),
            page(2, head, ("Fire", "10", "20"), ("Libraries", "30", "40")),
            page(3, ("Bins", "5", "6"), ("Total", "1,545", "61")),
        ),
        "a.pdf",
    )
    assert not read.paragraphs
    [table] = read.tables
    assert grid(table) == [
        list(head), ["Roads", "1,200", "(5)"], ["Parks", "300", "-"], ["Fire", "10", "20"], ["Libraries", "30", "40"],
        ["Bins", "5", "6"], ["Total", "1,545", "61"],
    ]  # fmt: skip
    assert table.row_pages == (1, 1, 1, 2, 2, 3, 3)


def test_a_new_header_is_a_new_table() -> None:
    marks = rows(770, ("Grants", "2023", "2024"), ("Roads", "1", "2"), ("Parks", "3", "4"))
    marks += rows(690, ("Bids", "North", "South"), ("Roads", "5", "6"), ("Parks", "7", "8"))
    assert [len(table.rows) for table in paper(pdf(marks), "a.pdf").tables] == [3, 3]


def test_a_raised_digit_is_a_footnote_mark() -> None:
    marks: list[Mark] = [(50, 700, "The sum of 1,234"), (147, 704, "2", 6), (154, 700, "was spent.")]
    assert paper(pdf(marks), "a.pdf").paragraphs[0].text == "The sum of 1,234² was spent."


def test_paragraphs_headings_and_pages() -> None:
    first: list[Mark] = [
        (50, 760, "Background", 16), (50, 730, "6. The pot of 5m was shared among the"),
        (50, 718, "nine areas of the county."),
        (50, 690, "7. What was left is held by"),
    ]  # fmt: skip
    read = paper(pdf(first, [(50, 760, "the office.")]), "a.pdf")
    assert [(q.mark, q.text, q.heading, q.page) for q in read.paragraphs] == [
        ("", "Background", True, 1),
        ("6.", "The pot of 5m was shared among the nine areas of the county.", False, 1),
        ("7.", "What was left is held by the office.", False, 1),
    ]


IMAGE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"


def test_a_scanned_paper_is_said_to_be_one() -> None:
    with pytest.raises(Faults, match="a scanned PDF, pictures of pages without text"):
        paper(pdf(IMAGE, IMAGE), "a.pdf")


def test_some_scanned_pages_are_noted() -> None:
    read = paper(pdf([(50, 700, "Words.")], IMAGE, IMAGE), "a.pdf")
    assert read.notes == ("Pages 2, 3 of a.pdf are pictures without text and could not be read.",)


def test_a_pdf_without_pages_is_refused() -> None:
    with pytest.raises(Faults, match="found a PDF without pages"):
        paper(filed([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]), "a.pdf")
