"""The same table, printed in every way that papers print tables, reads the same."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from tests.papers.made import grid, paper, pdf, ruled, tbl, tc, word

LABELS = st.sampled_from(
    ["Roads", "Parks and open places", "Less: income", "Sub Total", "Children’s services", "Net (gain)/loss", ""]
)
FIGURES = st.one_of(
    st.integers(-(10**7), 10**7).map(lambda n: f"{n:,}" if n >= 0 else f"({-n:,})"),
    st.integers(0, 10**6).map(lambda n: f"£{n / 100:,.2f}"),
    st.integers(0, 999).map(lambda n: f"{n / 10}%"),
    st.sampled_from(["-", "Nil", "n/a", "", "12.5m"]),
)
HEADS = st.sampled_from(["2023/24", "2024/25 £000", "Gross", "Net £m", "Change", "%"])


def _is_row(row: list[str]) -> bool:
    """Whether layout alone can tell that it is a row: it has a label and a figure, or two figures or more."""
    figures = sum(any(map(str.isdigit, cell)) for cell in row[1:])
    return figures > (0 if row[0] else 1)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A header, and rows of a label and figures; the first and last rows have a label and a figure in each column."""
    width = draw(st.integers(2, 6))
    full = st.integers(10, 10**6).map(lambda n: f"{n:,}")
    whole = st.tuples(st.sampled_from(["Roads", "Total"]), *[full] * (width - 1)).map(list)
    any_row = st.tuples(LABELS, *[FIGURES] * (width - 1)).map(list)
    head = ["Service", *draw(st.lists(HEADS, min_size=width - 1, max_size=width - 1))]
    middle = draw(st.lists(any_row.filter(_is_row), max_size=12))
    return [head, draw(whole), *middle, draw(whole)]


def set_out(rows: list[list[str]], leader: str) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        label = row[0].ljust(widths[0]) if not row[0] else (row[0] + " ").ljust(widths[0] + 1, leader)
        lines.append(
            "  ".join([label.ljust(widths[0] + 1), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        )
    return "\n".join(line.rstrip() for line in lines) + "\n"


@given(tables())
def test_marked_up_tables(rows: list[list[str]]) -> None:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    rule = "|" + "---|" * len(rows[0])
    markdown = "\n".join([lines[0], rule, *lines[1:]])
    web = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    document = tbl(*("".join(tc(cell) if cell else tc("<w:p/>") for cell in row) for row in rows))
    assert grid(paper(markdown, "a.md").tables[0]) == rows
    assert grid(paper(f"<html><table>{web}</table></html>", "a.html").tables[0]) == rows
    assert grid(paper(word(document), "a.docx").tables[0]) == rows


@given(tables(), st.sampled_from([" ", "."]))
def test_tables_that_are_set_out(rows: list[list[str]], leader: str) -> None:
    assert grid(paper(set_out(rows, leader)).tables[0]) == rows


@given(tables())
def test_tables_that_tabs_part(rows: list[list[str]]) -> None:
    assert grid(paper("\n".join("\t".join(row) for row in rows)).tables[0]) == rows


@given(tables())
def test_tables_on_a_page(rows: list[list[str]]) -> None:
    places = [(320 + 55 * n) for n in range(6)]
    marks = []
    for n, row in enumerate(rows):
        marks += [(50, 780 - 14 * n, row[0], 8)] if row[0] else []
        marks += [(places[k], 780 - 14 * n, f">{cell}", 6) for k, cell in enumerate(row[1:]) if cell]
    assert grid(paper(pdf(marks), "a.pdf").tables[0]) == rows
    edges = [40, 200, *(200 + 62 * n for n in range(1, 6))][: len(rows[0]) + 1]
    assert grid(paper(pdf(ruled(rows, edges, 800)), "a.pdf").tables[0]) == rows
