"""`csptool verify` timed: a text of 140 KB, packs of 1,000 pages, and how the cost grows with the number of cells.

    python benchmarks/verify.py

The papers are generated and sound, so the command exits with 1 if anything in them is called wrong. Reading and
checking are timed beside the start-up of Python and csptool; the packs in a process of their own, for its memory.
"""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tabulate import tabulate

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
ROUNDS, PAGES, PARAGRAPHS, PAGE_ROWS, TEXT_BYTES = 5, 1_000, 8, 40, 140_000
SAID = (
    "Members considered the report of the Chief Finance Officer and noted the risks that it sets out, the views of"
    " partners and of residents, and the advice of the auditor on the reserves that the authority should hold."
)
PACK = """
import resource, sys, time
from csptool.papers import read_paper
from formulas.verify import verify
start = time.perf_counter()
paper = read_paper(sys.argv[1]).paper
read = time.perf_counter()
found = verify(paper)
cells = sum(bool(cell.text) for table in paper.tables for row in table.rows for cell in row)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print(cells, len(found.relations), len(found.causes), read - start, time.perf_counter() - read, peak)
"""


def blocks(chance: Random) -> Iterator[list[str]]:
    """Without end: paragraphs, some of them with figures, then the rows of a sound table, as the lines of Markdown."""
    from tests.sound_tables import sound

    while True:
        for _ in range(PARAGRAPHS):
            old, new = chance.randint(100, 900), chance.randint(901, 1800)
            rise = Decimal(round((new - old) * 1000 / old)) / 10
            yield [
                f"{SAID} Spending rose from £{old},000 to £{new},000 in the year, an increase of {rise}%.",
                f"The panel met {chance.randint(2, 12)} times and heard {chance.randint(13, 40)} witnesses. {SAID}",
            ]
        table = sound(chance, PAGE_ROWS).table
        lines = ["| " + " | ".join(cell.text for cell in row) + " |" for row in table.rows]
        yield [f"{table.caption or 'The figures for the year'}:"]
        yield [lines[0], "|" + "---|" * table.width, *lines[1:]]


def text_of(size: int) -> str:
    """Markdown of about so many bytes."""
    parts: list[str] = []
    length = 0
    for block in blocks(Random(size)):
        parts.append("\n".join(block) + "\n")
        length += len(parts[-1])
        if length > size and block[0].startswith("|"):
            return "\n".join(parts)
    raise AssertionError


def pages() -> Iterator[list[tuple[float, float, str, float]]]:
    """The pages of a PDF: a paragraph, a table set out in columns, and a paragraph of its own below it."""
    from tests.sound_tables import sound

    chance = Random(PAGES)
    while True:
        rows = sound(chance, PAGE_ROWS).table.rows
        if len(rows) > 50 or len(rows[0]) > 6 or any(len(cell.text) > 16 for cell in rows[0]):
            continue
        above, below = (" ".join(chance.sample(SAID.split(), 18)) for _ in range(2))  # no running titles
        marks = [(50.0, 800.0, above + ".", 8.0), (50.0, 60.0, below + ".", 8.0)]
        for r, row in enumerate(rows):
            marks.append((50.0, 770 - 14.0 * r, row[0].text, 7.0))
            marks += [(300 + 55.0 * c, 770 - 14.0 * r, f">{cell.text}", 5.0) for c, cell in enumerate(row) if c]
        yield [mark for mark in marks if mark[2].strip(">")]


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median seconds that a call takes."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def pack(path: Path) -> tuple[list[str], int]:
    """A pack read and checked in a process of its own: cells, relations, seconds, megabytes; how many were accused."""
    command = [sys.executable, "-c", PACK, str(path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    cells, relations, causes = map(int, done[:3])
    reading, checking, peak = map(float, done[3:])
    size = f"{path.stat().st_size / 1e6:.1f} MB"
    return [size, f"{cells:,}", f"{relations:,}", f"{reading:.1f}", f"{checking:.1f}", f"{peak:,.0f} MB"], causes


def tall(rows: int) -> object:
    """One table of so many rows of five columns, in groups with subtotals."""
    from formulas.paper import Cell, Paper, Table

    chance = Random(rows)
    lines, total, part = [["", "2021", "2022", "2023", "2024", "2025"]], [0] * 5, [0] * 5
    for number in range(1, rows + 1):
        figures = [chance.randint(100, 99_999) for _ in range(5)]
        part = [a + b for a, b in zip(part, figures, strict=True)]
        lines.append([f"Item {number}", *(f"{figure:,}" for figure in figures)])
        if number % 10 == 0:
            lines.append(["Subtotal", *(f"{figure:,}" for figure in part)])
            total, part = [a + b for a, b in zip(total, part, strict=True)], [0] * 5
    lines.append(["Total", *(f"{a + b:,}" for a, b in zip(total, part, strict=True))])
    return Paper((Table(1, tuple(tuple(Cell(text) for text in line) for line in lines), 1),))


def many(cells: int) -> object:
    """A paper of many tables and sentences with about so many cells."""
    from csptool.papers import paper_of
    from csptool.sheets.source import Source

    return paper_of(Source("paper.md", text_of(cells * 10).encode()))


def growth(make: Callable[[int], object], sizes: list[int]) -> list[list[str]]:
    """For each size: cells, seconds, and the seconds over n log n beside those of the first."""
    from formulas.printed import printed
    from formulas.verify import verify

    rows, first = [], 0.0
    for size in sizes:
        paper = make(size)
        cells = sum(bool(c.text) for t in paper.tables for row in t.rows for c in row)  # type: ignore[attr-defined]

        def work(paper: object = paper) -> None:
            printed.cache_clear()
            verify(paper)  # type: ignore[arg-type]

        seconds = timed(work, 3)
        cost = seconds / (cells * math.log(cells))
        first = first or cost
        rows.append([f"{cells:,}", f"{seconds:.3f}", f"{cost / first:.2f}"])
    return rows


def main() -> int:
    """Print the three tables; 1 if a sound paper was called wrong."""
    from csptool.papers import paper_of
    from csptool.sheets.source import Source
    from formulas.verify import verify
    from tests.papers.made import pdf

    start = [sys.executable, "-c", "import sys; sys.path.insert(0, '.'); import csptool.cli.app"]
    source = Source("paper.txt", text_of(TEXT_BYTES).encode())
    paper = paper_of(source)
    started = timed(lambda: subprocess.run(start, cwd=ROOT, check=True))
    works = {"read": timed(lambda: paper_of(source)), "check": timed(lambda: verify(paper))}
    rows = [["Python and csptool start up", f"{started:.2f}", "1.00"]]
    rows += [[f"{name} a text of 140 KB", f"{s:.2f}", f"{s / started:.2f}"] for name, s in works.items()]
    print(tabulate(rows, ["", "seconds", "x start-up"], disable_numparse=True, colalign=("left", "right", "right")))

    with TemporaryDirectory() as folder:
        markdown, portable = Path(folder) / "pack.md", Path(folder) / "pack.pdf"
        markdown.write_text(text_of(PAGES * 3_500), encoding="utf-8")
        made = pages()
        portable.write_bytes(pdf(*(next(made) for _ in range(PAGES))))
        found = {path.suffix[1:]: pack(path) for path in (markdown, portable)}
    heads = ["1,000 pages", "size", "cells", "relations", "seconds to read", "to check", "peak memory"]
    print("\n" + tabulate([[n, *row] for n, (row, _) in found.items()], heads, disable_numparse=True))

    heads = ["cells", "seconds", "over n log n, x first"]
    print(
        "\none table of five columns\n" + tabulate(growth(tall, [100, 400, 1_600, 6_400]), heads, disable_numparse=True)
    )
    print("\nmany tables\n" + tabulate(growth(many, [500, 2_000, 8_000, 32_000]), heads, disable_numparse=True))
    accused = {"text": len(verify(paper).causes), **{name: causes for name, (_, causes) in found.items()}}
    print("\ncalled wrong in sound papers:", ", ".join(f"{number} ({name})" for name, number in accused.items()))
    return 1 if any(accused.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
