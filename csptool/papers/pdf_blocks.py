"""The pages of a PDF as blocks: paragraphs, tables, and what goes on over pages; running titles are left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from csptool.papers.blocks import BULLET, ITEM, even, marked_off
from csptool.papers.layout import columns_of, fits, grid, is_figure, is_set_out, trimmed
from csptool.papers.limits import LONGEST_HEADING
from csptool.papers.pdf_page import PrintedLine, SeenPage
from formulas.paper import Cell, Paragraph, Table
from formulas.relations.words import pure_total

PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?", re.I)
FURNITURE_LINES = 2  # at the head and at the foot of a page
EDGE = 0.12  # of the height of a page
APART = 0.7  # times the height of the letters
SPACED = 1.5  # lines further apart than this many times the usual are paragraphs of their own
SENTENCE_END = (".", ":", ";", "?", "!")


@dataclass
class _Placed:
    """A block and where it stands: on which page, and whether nothing stands above or below it there."""

    block: Paragraph | Table
    lines: list[PrintedLine]
    first: bool = False
    last: bool = False


def blocks_of(pages: Sequence[SeenPage]) -> Iterator[Paragraph | Table]:
    """The blocks of all pages, in order."""
    furniture = _furniture(pages)
    body = _body_size(pages)
    waiting: _Placed | None = None
    for page in pages:
        for placed in _on_page(page, furniture, body):
            joined = _joined(waiting, placed) if waiting else None
            if joined:
                waiting = joined
                continue
            if waiting:
                yield waiting.block
            waiting = placed
    if waiting:
        yield waiting.block


def _stripped(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _edge_lines(page: SeenPage) -> list[PrintedLine]:
    """The lines at the head and the foot of a page that a gap parts from the rest, and that hold no rows of figures."""
    lines = page.lines
    steps = [below.top - above.bottom for above, below in pairwise(lines)]
    apart = [n for n, step in enumerate(steps) if step > APART * lines[n].size]
    head = next((n + 1 for n in apart if n < FURNITURE_LINES), 0)
    foot = next((n + 1 for n in reversed(apart) if len(lines) - n - 1 <= FURNITURE_LINES), len(lines))
    edges = [line for line in lines[:head] if line.bottom < EDGE * page.height]
    edges += [line for line in lines[max(foot, head) :] if line.top > (1 - EDGE) * page.height]
    return [line for line in edges if not line.has_figures or PAGE_NUMBER.fullmatch(line.pieces[-1].text)]


def _furniture(pages: Sequence[SeenPage]) -> set[str]:
    """What stands at the head or foot of page after page: running titles and the like."""
    counted = Counter(text for page in pages for text in {_stripped(line.text) for line in _edge_lines(page)})
    least = max(3, len(pages) // 4)
    return {text for text, count in counted.items() if count >= least}


def _body_size(pages: Sequence[SeenPage]) -> float:
    sizes = Counter(round(line.size, 1) for page in pages for line in page.lines)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _on_page(page: SeenPage, furniture: set[str], body: float) -> list[_Placed]:
    edges = {
        line.number
        for line in _edge_lines(page)
        if _stripped(line.text) in furniture or PAGE_NUMBER.fullmatch(line.text.strip())
    }
    lines = [line for line in page.lines if line.number not in edges]
    found: list[_Placed] = []
    above = float("-inf")
    for table in [*page.tables, None]:
        limit = table.top if table else float("inf")
        found += _in_band([line for line in lines if above <= line.top < limit], page.number, body)
        if table:
            pages = (page.number,) * len(table.rows)
            width = max(map(len, table.rows))
            rows = tuple((*row, *[Cell()] * (width - len(row))) for row in table.rows)
            found.append(_Placed(Table(0, rows, row_pages=pages), []))
            above = table.bottom - 2
    if found:
        found[0].first = found[-1].last = True
    return found


def _in_band(lines: Sequence[PrintedLine], page: int, body: float) -> Iterator[_Placed]:
    """The blocks of lines that no ruled table parts: tables that are set out, and paragraphs between them."""
    pitch = _pitch(lines)
    place = 0
    for start, end in _set_out(lines, pitch):
        yield from _paragraphs(lines[place:start], page, body, pitch)
        part = list(lines[start:end])
        rows = even(grid(part, near=3))
        yield _Placed(Table(0, rows, row_pages=(page,) * len(rows)), part)
        place = end
    yield from _paragraphs(lines[place:], page, body, pitch)


def _pitch(lines: Sequence[PrintedLine]) -> float:
    steps = [b.top - a.top for a, b in pairwise(lines) if b.top > a.top]
    return median(steps) if steps else 0.0


def _set_out(lines: Sequence[PrintedLine], pitch: float) -> Iterator[tuple[int, int]]:
    """Where tables stand among the lines: runs with columns, which a new header after a gap ends."""
    place = 0
    while place < len(lines):
        end = _run(lines, place)
        run = trimmed(lines[place:end])
        if run and is_set_out(run):
            start = next(n for n in range(place, end) if lines[n] is run[0])
            yield start, start + len(run)
            place = start + len(run)
        else:
            place = max(end, place + 1)


def _run(lines: Sequence[PrintedLine], start: int) -> int:
    """Where the lines from one on stop being rows: at two lines of prose, or at a header after figures and a gap."""
    plain, figured = 0, False
    steps: list[float] = []
    for n in range(start, len(lines)):
        line = lines[n]
        step = line.top - lines[n - 1].top if n > start else 0.0
        wide = bool(steps) and step > SPACED * median(steps)
        if figured and wide and not line.has_figures:
            return n
        plain = 0 if line.has_columns or line.has_figures else plain + 1
        if plain > 2 or (plain and wide and step > 2 * median(steps)):
            return n
        figured = figured or line.has_figures
        if step:
            steps.append(step)
    return len(lines)


def _paragraphs(lines: Sequence[PrintedLine], page: int, body: float, pitch: float) -> Iterator[_Placed]:
    part: list[PrintedLine] = []
    for line in lines:
        if part and _starts(part, line, pitch):
            yield _paragraph(part, page, body)
            part = []
        part.append(line)
    if part:
        yield _paragraph(part, page, body)


def _starts(part: Sequence[PrintedLine], line: PrintedLine, pitch: float) -> bool:
    """Whether a line starts a paragraph: after a gap, with a mark, or in other letters than the line above."""
    above, text = part[-1], line.text
    gap = line.top - above.bottom
    if gap > max(0.65 * line.size, (SPACED * pitch - line.size) if 0 < pitch < 2 * line.size else 0):
        return True
    if abs(line.size - above.size) > 0.8 or (line.bold != above.bold and above.bold):
        return True
    ended = above.text.endswith(SENTENCE_END)
    return bool(BULLET.match(text)) or bool(ITEM.match(text) and (ended or ITEM.match(part[0].text)))


def _paragraph(part: Sequence[PrintedLine], page: int, body: float) -> _Placed:
    text = " ".join(line.text for line in part)
    larger = all(line.size > 1.1 * body for line in part)
    bold = all(line.bold for line in part)
    heading = (larger or bold) and len(text) <= LONGEST_HEADING
    mark, words = ("", text) if heading else marked_off(text)
    return _Placed(Paragraph(0, words, page=page, heading=heading, mark=mark), list(part))


def _joined(above: _Placed, below: _Placed) -> _Placed | None:
    """A block that goes on over the page: a table whose columns agree, or a sentence that has not ended."""
    upper, lower = above.block, below.block
    if not (above.last and below.first):
        return None
    if isinstance(upper, Paragraph) and isinstance(lower, Paragraph):
        if upper.heading or lower.heading or lower.mark or upper.text.endswith(SENTENCE_END):
            return None
        if not lower.text[:1].islower():
            return None
        return replace(below, block=replace(upper, text=f"{upper.text} {lower.text}"))
    if isinstance(upper, Table) and isinstance(lower, Table):
        return _joined_tables(above, upper, below, lower)
    return None


def _joined_tables(above: _Placed, upper: Table, below: _Placed, lower: Table) -> _Placed | None:
    rows, pages = list(lower.rows), list(lower.row_pages)
    head = [[cell.text for cell in row] for row in upper.rows[:3]]
    repeated = 0
    while repeated < min(len(head), len(rows)) and [cell.text for cell in rows[repeated]] == head[repeated]:
        repeated += 1
    if upper.width != lower.width or (not repeated and _is_header(upper, rows)) or _is_closed(upper):
        return None
    if above.lines and below.lines and not (repeated or fits(below.lines, columns_of(above.lines), near=4)):
        return None
    both = Table(0, (*upper.rows, *rows[repeated:]), row_pages=(*upper.row_pages, *pages[repeated:]))
    return _Placed(both, [*above.lines, *below.lines[repeated:]] if above.lines else [], last=below.last)


def _is_closed(table: Table) -> bool:
    """Whether a table ends with its total, and no subtotal: what follows is another table of the same shape."""
    label = next((cell.text for cell in table.rows[-1] if cell.text), "")
    return pure_total(label) and "sub" not in label.casefold()


def _is_header(upper: Table, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row on the next page is a header: words where the table above has figures."""
    figured = {n for row in upper.rows for n, cell in enumerate(row) if is_figure(cell.text)}
    first = {n for n, cell in enumerate(rows[0]) if cell.text}
    return bool(figured & first) and not any(is_figure(rows[0][n].text) for n in figured & first)
