"""HTML: spans, headers, what is not shown, and lists."""

from __future__ import annotations

from tests.papers.made import grid, paper


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>5</title><style>p {{}}</style></head><body>{body}</body></html>"


def test_spans_are_spread_out_and_two_header_rows_counted() -> None:
    [table] = paper(
        page(
            "<table><caption>Table 1 (£m)</caption><tr><th rowspan=2>Service</th><th colspan=2>2023/24</th></tr>"
            "<tr><th>Gross<br>£m</th><th>Net</th></tr><tr><td>Roads&nbsp;</td><td>(1.2)<sup>3</sup></td><td>&nbsp;</td></tr></table>"
        )
    ).tables
    assert grid(table) == [["Service", "2023/24", ""], ["", "Gross £m", "Net"], ["Roads", "(1.2)³", ""]]
    assert [[cell.spread for cell in row] for row in table.rows[:2]] == [[False, False, True], [True, False, False]]
    assert [table.rows[0][2].text, table.rows[1][0].text] == ["2023/24", "Service"]  # said again where it spreads
    assert (table.header_rows, table.caption) == (2, "Table 1 (£m)")


def test_a_foot_of_a_table_stands_apart() -> None:
    rows = "<tbody><tr><td>A<td>1<tr><td>B<td>2</tbody><tfoot><tr><td>Borough<td>3</tfoot>"
    [table] = paper(page(f"<table>{rows}</table>")).tables
    assert table.feet == {3}


def test_two_tables_beside_each_other_stay_two() -> None:
    one = "<table><tr><th>A<th>2024</tr><tr><td>x<td>1</tr></table>"
    assert len(paper(page(one + one)).tables) == 2


def test_a_table_that_lays_out_the_page_is_none() -> None:
    read = paper(
        page("<table><tr><td>Menu</td><td><table><tr><td>A<td>1<tr><td>B<td>2</table><p>Words.</td></tr></table>")
    )
    assert [grid(table) for table in read.tables] == [[["A", "1"], ["B", "2"]]]
    assert [q.text for q in read.paragraphs] == ["Menu", "Words."]


def test_what_is_not_shown_is_left_out() -> None:
    read = paper(
        page(
            "<p>The sum is £5<del>6</del><span style='display: none'>7</span>.</p><script>8</script>"
            "<p hidden>9</p><!-- 1 -->"
        )
    )
    assert [q.text for q in read.paragraphs] == ["The sum is £5."]


def test_lists_are_numbered_as_a_browser_does() -> None:
    read = paper(
        page(
            "<h2>Two</h2><ol start=6><li>The <b>first</b></li><li>b) Next<ul><li>Deep</ul></ol><p><b>Bold line</b></p>"
        )
    )
    assert [(q.mark, q.text, q.heading) for q in read.paragraphs] == [
        ("", "Two", True),
        ("6.", "The first", False),
        ("7.", "b) Next", False),
        ("•", "Deep", False),
        ("", "Bold line", True),
    ]


def test_a_box_of_one_column_is_text() -> None:
    read = paper(page("<table><tr><td>A note of 5</td></tr></table>"))
    assert not read.tables
    assert read.paragraphs[0].text == "A note of 5"


def test_the_encoding_of_the_bytes_wins_over_what_the_page_says() -> None:
    read = paper('<html><meta charset="iso-8859-5"><p>£5</p></html>'.encode(), "page.html")
    assert read.paragraphs[0].text == "£5"


def test_a_page_that_ends_in_the_middle() -> None:
    assert grid(paper(page("")[:-14] + "<table><tr><td>A<td>1<tr><td>B<td").tables[0])[0] == ["A", "1"]
