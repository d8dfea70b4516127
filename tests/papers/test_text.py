"""Markdown, plain text with columns and tabs, and what is mixed of them in one file."""

from __future__ import annotations

import time

import pytest

from tests.papers.made import grid, paper


def test_a_markdown_table_counts_its_header_and_not_its_rule() -> None:
    [table] = paper("| Area | £ |\n|---|--:|\n| North | **1,200** |\n|  |  |\n| Total | 1,200<br>(est.) |\n").tables
    assert grid(table) == [["Area", "£"], ["North", "1,200"], ["", ""], ["Total", "1,200 (est.)"]]
    assert table.header_rows == 1


def test_ragged_rows_and_surplus_cells_are_kept() -> None:
    [table] = paper("|A|B|\n|-|-|\n|x|1|2|\n|y|\n| a \\| b | - |\n").tables
    assert grid(table) == [["A", "B", ""], ["x", "1", "2"], ["y", "", ""], ["a | b", "-", ""]]


def test_pipes_without_a_rule_are_a_table_and_dashes_may_be_figures() -> None:
    [table] = paper("| North | 5 |\n| - | - |\n| South | -- |\n| -- | -- |\n").tables
    assert len(table.rows) == 3  # the second line is the rule of a header
    assert grid(table)[-1] == ["--", "--"]


def test_pipes_only_between_cells() -> None:
    [table] = paper("Area | £\n--- | ---\nNorth | 12\nSouth | 13\n").tables
    assert grid(table)[1:] == [["North", "12"], ["South", "13"]]


def test_a_drawn_grid_joins_the_lines_of_a_cell() -> None:
    text = "+------+-----+\n| Area | £   |\n+======+=====+\n| The  | 5   |\n| north|     |\n+------+-----+\n"
    assert grid(paper(text).tables[0]) == [["Area", "£"], ["The north", "5"]]


COLUMNS = """\
Service            2023/24   2024/25
                     £000      £000
Roads ...........   1,200     1,300
Parks                 (45)       -
Of which:
  play areas           12        13
                    -----     -----
Sub Total           1,155     1,300
                    1,167     1,313
"""


def test_columns_are_told_by_their_places() -> None:
    [table] = paper(COLUMNS).tables
    assert grid(table) == [
        ["Service", "2023/24", "2024/25"],
        ["", "£000", "£000"],
        ["Roads", "1,200", "1,300"],
        ["Parks", "(45)", "-"],
        ["Of which:", "", ""],
        ["play areas", "12", "13"],
        ["Sub Total", "1,155", "1,300"],
        ["", "1,167", "1,313"],
    ]


def test_a_blank_line_within_columns_is_a_blank_row_and_a_new_header_is_a_new_table() -> None:
    text = "Grants        £\nPolice    1,200\nFire        300\n\nTotal     1,500\n\n"
    text += "Bids      2024     2025\nRoads      100      200\n"
    first, second = paper(text).tables
    assert grid(first) == [["Grants", "£"], ["Police", "1,200"], ["Fire", "300"], ["", ""], ["Total", "1,500"]]
    assert grid(second) == [["Bids", "2024", "2025"], ["Roads", "100", "200"]]


def test_rows_with_a_blank_line_after_each_are_a_table() -> None:
    text = "Service      2024\n\nRoads       1,200\n\nParks         300\n\nTotal       1,500\n\nAll is well.\n"
    read = paper(text)
    assert grid(read.tables[0]) == [["Service", "2024"], ["Roads", "1,200"], ["Parks", "300"], ["Total", "1,500"]]
    assert read.paragraphs[0].text == "All is well."


def test_a_title_above_and_a_note_below_are_no_rows() -> None:
    read = paper("Table 2: spending\n(£000)\nRoads     12\nParks      3\n* with play areas\n")
    [table] = read.tables
    assert grid(table) == [["Roads", "12"], ["Parks", "3"]]
    assert table.caption.endswith("(£000)")
    assert read.paragraphs[-1].text == "with play areas"


def test_figures_with_one_space_between_are_of_two_columns() -> None:
    [table] = paper("Roads        1,140,000 1,250,000\nParks           12,000    13,000\n").tables
    assert grid(table) == [["Roads", "1,140,000", "1,250,000"], ["Parks", "12,000", "13,000"]]


def test_a_label_that_runs_up_to_its_figure_is_parted_from_it() -> None:
    text = "Roads                       5,000\nParks and other open places 1,000\nTotal                       6,000\n"
    assert grid(paper(text).tables[0])[1] == ["Parks and other open places", "1,000"]


@pytest.mark.parametrize(
    "text",
    [
        "The bid was lost.  We bid again in 2024.\nIt was won.  The sum was 5.\n",
        "Cllr A. Smith      Cllr B. Jones\nCllr C. Brown      Cllr D. White\n",
        "Tel:     0116 229 8980\n",
    ],
)
def test_prose_with_wide_spaces_is_no_table(text: str) -> None:
    assert not paper(text).tables


def test_tabs_part_cells_and_a_page_break_does_not_end_the_table() -> None:
    text = "Area\tAllocation\tSpent\nNorth\t£5.00\tNil\n\nSouth\t£6.00\t£1.00\n\n\n\nEast\t£7.00\t£2.00\n\n"
    text += "Area\tA\tB\nX\t1\t2\n"
    first, second = paper(text).tables
    assert grid(first)[1:] == [
        ["North", "£5.00", "Nil"],
        ["", "", ""],
        ["South", "£6.00", "£1.00"],
        ["East", "£7.00", "£2.00"],
    ]
    assert grid(second) == [["Area", "A", "B"], ["X", "1", "2"]]


def test_tabs_that_only_line_columns_up_make_no_blank_cells() -> None:
    assert grid(paper("Roads\t\t\t5\t6\nParks and play\t7\t8\n").tables[0]) == [
        ["Roads", "5", "6"],
        ["Parks and play", "7", "8"],
    ]


def test_a_web_table_within_text() -> None:
    read = paper("Before.\n\n<table>\n<tr><th>A</th>\n\n<td>1</td></tr><tr><td>B<td>2</table>\n\nAfter.\n")
    assert grid(read.tables[0]) == [["A", "1"], ["B", "2"]]
    assert [q.text for q in read.paragraphs] == ["Before.", "After."]


def test_paragraphs_items_headings_and_marks() -> None:
    read = paper(
        "# Report\n\n<!-- 1 + 1 = 3 -->\n<script>5</script>\n\n6. The pot of\n£5m was\nshared.\n7. Another.\n"
        " - a. First;\n - b. Second.\n\n**Table One**\n\nOn the 1<sup>st</sup> of May<sup>2</sup> &amp; after\n"
    )
    assert [(q.mark, q.text, q.heading) for q in read.paragraphs] == [
        ("", "Report", True),
        ("6.", "The pot of £5m was shared.", False),
        ("7.", "Another.", False),
        ("a.", "First;", False),
        ("b.", "Second.", False),
        ("", "Table One", True),
        ("", "On the 1st of May² & after", False),
    ]


def test_lines_that_a_page_break_or_blank_lines_cut_are_joined() -> None:
    full = "The partnership agreed to share out the whole of the sum that was left over from"
    text = "\n\n".join(
        [
            full,
            "the year before, and to hold back a tenth of it for the training that all of them",
            "asked for.",
            "Background",
        ]
        * 4
    )
    assert [q.text[:12] for q in paper(text).paragraphs[:2]] == ["The partners", "Background"]


def test_pages_are_counted_by_form_feeds() -> None:
    read = paper("One.\n\nRoads     5\nParks     6\n\fTwo.\n")
    assert [q.page for q in read.paragraphs] == [1, 2]
    assert read.tables[0].page(2) == 1


def test_a_caption_is_the_short_line_above_or_else_the_heading() -> None:
    long = "word " * 60
    table = "| a | 1 |\n|---|---|\n| b | 2 |\n"
    first, second = paper(f"# Spending\n\n{long}\n\n{table}\nTable 3\n\n(£000)\n\n{table}").tables
    assert (first.caption, second.caption) == ("Spending", "Table 3 (£000)")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    read = paper("The sum of £5 – no more.\n".encode(encoding))
    assert read.paragraphs[0].text == "The sum of £5 – no more."
    assert bool(read.notes) == (encoding == "cp1252")


@pytest.mark.parametrize(
    "line", ["word and 5 words     more\n", "Roads   1,200\n\n", "Cllr A   Cllr B\n\n", "a\tb\n\n", "| a |\n"]
)
def test_the_time_grows_with_the_length(line: str) -> None:
    times = []
    for count in (2_000, 16_000):
        started = time.perf_counter()
        paper(line * count)
        times.append(time.perf_counter() - started)
    assert times[1] < 24 * times[0] + 0.5


def test_a_row_alone_between_rules_at_the_foot_stands_apart() -> None:
    read = paper(
        "Station   Calls\n---------------\nNorth         4\nSouth         5\n---------------\nBrigade       9\n"
    )
    assert [table.feet for table in read.tables] == [{4}]
