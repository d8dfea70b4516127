"""Text in: Markdown, tab-separated, HTML and set-out tables among paragraphs, as papers mix them in one file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from csptool.faults import Place
from csptool.papers.blocks import BULLET, even
from csptool.papers.layout import RULE, Line, columns_of, fits, grid, is_figure, is_set_out, pieces, trimmed
from csptool.papers.marked import plain, read_marked, wrapped_width
from csptool.papers.web import read_web
from formulas.paper import Paragraph, Table

PIPE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
GRID_RULE = re.compile(r"\s*\+(?:[-=:]{2,}\+)+\s*")
WEB_TABLE = re.compile(r"<(/?)table\b", re.I)
TABBED = re.compile(r"\S[^\t]*\t|\t.*\S.*\t")
PROSE = 4  # lines without columns, one after another, end a table
LINES_APART = 3  # so many rows with blank lines between them are a table
PAGE_GAP = 6  # how many blank lines a page break leaves within a table


def read_text(text: str, place: Place) -> Iterator[Paragraph | Table]:
    """The blocks of a text, in order. Pages are counted where form feeds part them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    breaks = [number for number, line in enumerate(lines) if "\f" in line]
    lines = [line.replace("\f", "").rstrip() if "\f" in line else line.rstrip("\n") for line in lines]
    for number, block in _Text(lines, place, wrapped_width(lines)).blocks():
        yield _on_page(block, bisect_right(breaks, number) + 1) if breaks else block


def _on_page(block: Paragraph | Table, page: int) -> Paragraph | Table:
    if isinstance(block, Paragraph):
        return replace(block, page=page)
    return replace(block, row_pages=(page,) * len(block.rows))


@dataclass
class _Text:
    """The lines of a text, cut into tables and what lies between them."""

    lines: Sequence[str]
    place: Place
    width: int

    def blocks(self) -> Iterator[tuple[int, Paragraph | Table]]:
        number = waiting = 0
        while number < len(self.lines):
            end, table = self.table_at(number)
            if table is None:
                number = max(end, number + 1)
                continue
            yield from self.between(waiting, number)
            for block in table:
                yield number, block
            number = waiting = end
        yield from self.between(waiting, number)

    def between(self, start: int, end: int) -> Iterator[tuple[int, Paragraph | Table]]:
        if any(line.strip() for line in self.lines[start:end]):
            for number, block in read_marked(self.lines[start:end], self.place, self.width):
                yield start + number, block

    def table_at(self, number: int) -> tuple[int, list[Paragraph | Table] | None]:
        """Where the table that starts at a line ends, and the table; no table, and where to look next, elsewhere."""
        line = self.lines[number]
        if not line.strip():
            return number + 1, None
        if "<" in line and WEB_TABLE.search(line):
            return self.web_table(number)
        for read in (self.pipe_table, self.tabbed_table, self.set_out_table):
            end, table = read(number)
            if table is not None:
                return end, [table]
        return end, None

    def web_table(self, number: int) -> tuple[int, list[Paragraph | Table] | None]:
        depth, end = 0, number
        while end < len(self.lines):
            depth += sum(-1 if match[1] else 1 for match in WEB_TABLE.finditer(self.lines[end]))
            end += 1
            if depth <= 0:
                break
        return end, list(read_web("\n".join(self.lines[number:end]), self.place))

    def pipe_table(self, number: int) -> tuple[int, Table | None]:
        """A Markdown table, with its rule or without it, or a grid drawn with + and |."""
        if not self.starts_pipes(number):
            return number, None
        end, rows = self.pipe_rows(number)
        after = self.past_blanks(end)
        while rows and after < len(self.lines) and self.starts_pipes(after) and not self.is_ruled(after):
            further, more = self.pipe_rows(after)
            if {len(row) for row in more} != {len(rows[0])} or _begins_with_header(rows, more):
                break
            rows, end = rows + more, further
            after = self.past_blanks(end)
        heads = next((n for n in range(number + 1, end) if _is_rule(self.lines[n])), number) - number
        return end, Table(0, even(rows), heads if not GRID_RULE.fullmatch(self.lines[number]) else 0)

    def starts_pipes(self, number: int) -> bool:
        return (_piped(self.lines[number]) and (self.is_ruled(number) or _piped(self.line(number + 1)))) or (
            "|" in self.lines[number] and self.is_ruled(number)
        )

    def is_ruled(self, number: int) -> bool:
        """Whether the line below is the rule that makes a line the header of a Markdown table."""
        rule = self.line(number + 1)
        return "|" in rule and PIPE_RULE.fullmatch(rule) is not None

    def line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def pipe_rows(self, number: int) -> tuple[int, list[list[str]]]:
        rows: list[list[str]] = []
        grid, fresh, start = GRID_RULE.fullmatch(self.lines[number]) is not None, True, number
        while number < len(self.lines) and ("|" in self.lines[number] or GRID_RULE.fullmatch(self.lines[number])):
            line, number = self.lines[number], number + 1
            if GRID_RULE.fullmatch(line) or (number - 1 > start and _is_rule(line, second=number - 1 == start + 1)):
                fresh = True
                continue
            cells = [plain(cell.strip()) for cell in _cells(line)]
            if grid and not fresh and len(cells) == len(rows[-1]):
                rows[-1] = [f"{above} {below}".strip() for above, below in zip(rows[-1], cells, strict=True)]
            else:
                rows.append(cells)
            fresh = False
        return number, rows

    def past_blanks(self, number: int) -> int:
        end = number
        while end < len(self.lines) and end - number < PAGE_GAP and not self.lines[end].strip():
            end += 1
        return end

    def tabbed_table(self, number: int) -> tuple[int, Table | None]:
        """Lines whose cells tabs part, two of them or more; they go on after a page break that has no new header."""
        end, rows = self.tabbed_rows(number)
        if len(rows) < 2:
            return number, None
        while True:
            after = self.past_blanks(end)
            further, more = self.tabbed_rows(after) if after < len(self.lines) else (after, [])
            width = max(map(len, rows))
            if not more or max(map(len, more)) != width or _begins_with_header(rows, more):
                break
            blank = [[""] * width] if after - end == 1 else []
            rows, end = rows + blank + more, further
        return end, Table(0, even(rows))

    def tabbed_rows(self, number: int) -> tuple[int, list[list[str]]]:
        rows: list[list[str]] = []
        while number < len(self.lines) and (_tabbed(self.lines[number]) or (rows and self.is_row(number, rows[-1]))):
            rows.append([plain(cell.strip()) for cell in self.lines[number].split("\t")])
            number += 1
        if len({len(row) for row in rows}) > 1 and len({sum(map(bool, row)) for row in rows}) == 1:
            rows = [[cell for cell in row if cell] for row in rows]  # tabs that only line the columns up
        return number, rows

    def is_row(self, number: int, above: list[str]) -> bool:
        """Whether a line that begins with tabs is a row whose last cell alone is filled, and no item of a list."""
        line = self.lines[number]
        return bool(line.strip()) and line.count("\t") == len(above) - 1 and not BULLET.match(line)

    def set_out_table(self, number: int) -> tuple[int, Table | None]:
        """Lines whose columns spaces or dot leaders part; a single blank line within them is a blank row."""
        end, lines = self.block(number)
        apart = len(lines) == 1 and lines[0].has_columns
        if apart:
            end, lines = self.lines_apart(number)
        body = trimmed(lines)
        if not is_set_out(body) or (apart and len(body) < LINES_APART):
            return end, None
        if body[0].number > number:
            return body[0].number, None
        columns = columns_of(body)
        end = body[-1].number + 1
        while not apart:
            after = self.past_blanks(end)
            further = trimmed(self.block(after)[1], keep_label=True) if after < len(self.lines) else []
            if not further or further[0].number != after or not fits(further, columns):
                break
            body += [Line(end, []), *further] if after - end == 1 else further
            end, columns = further[-1].number + 1, columns_of(further, columns)
        return end, Table(0, even([plain(cell) for cell in row] for row in grid(body)), feet=self.feet(body))

    def feet(self, body: list[Line]) -> frozenset[int]:
        """The rows that stand alone between two rules, or between a rule and the end, below other figures."""
        feet, figured = set(), False
        for row, line in enumerate(body, 1):
            ruled = RULE.fullmatch(self.line(line.number - 1)) is not None
            below = self.line(line.number + 1)
            if figured and ruled and (not below.strip() or RULE.fullmatch(below)):
                feet.add(row)
            figured = figured or line.has_figures
        return frozenset(feet)

    def lines_apart(self, number: int) -> tuple[int, list[Line]]:
        """The lines with columns from a line on where each is followed by a blank one, as some programs set text."""
        lines = []
        while number < len(self.lines) and not self.line(number + 1).strip():
            line = Line(number, pieces(self.lines[number]))
            if not line.has_columns or _tabbed(self.lines[number]) or self.starts_pipes(number):
                break
            lines.append(line)
            number += 2
        return min(number, len(self.lines)), lines

    def block(self, number: int) -> tuple[int, list[Line]]:
        """The lines with columns from a line on, up to a blank line, a table of another kind or lines of prose.

        Rules drawn with dashes are left out.
        """
        lines: list[Line] = []
        start, prose, begun = number, 0, False
        while number < len(self.lines) and self.lines[number].strip() and prose < PROSE:
            line = self.lines[number]
            if number > start and (_tabbed(line) or self.starts_pipes(number) or WEB_TABLE.search(line)):
                break
            if not RULE.fullmatch(line):
                lines.append(Line(number, pieces(line)))
                begun = begun or lines[-1].has_columns
                prose = 0 if lines[-1].has_columns or not begun else prose + 1
            number += 1
        return number, lines


def _piped(line: str) -> bool:
    return (line.lstrip().startswith("|") and line.count("|") > 1) or GRID_RULE.fullmatch(line) is not None


def _is_rule(line: str, *, second: bool = True) -> bool:
    """Whether a line is the rule below a header. Dashes alone may be figures of nought further down."""
    return "|" in line and PIPE_RULE.fullmatch(line) is not None and (second or "---" in line)


def _cells(line: str) -> list[str]:
    """The cells of a line between pipes; a pipe after a backslash is a letter of the cell."""
    line = line.strip()
    line = line.removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)]


def _tabbed(line: str) -> bool:
    return "\t" in line and TABBED.search(line) is not None


def _begins_with_header(rows: Sequence[Sequence[str]], more: Sequence[Sequence[str]]) -> bool:
    """Whether further rows begin a new table: no figure in their first row below columns of figures, or none at all."""
    figured = {n for row in rows for n, cell in enumerate(row) if is_figure(cell)}
    first = [n for n, cell in enumerate(more[0]) if any(map(str.isdigit, cell))]
    return not figured or not any(n in figured for n in first)
