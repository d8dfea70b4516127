"""A national formula fund timed: 350 areas, 12 indicators, a floor, a ceiling, a transition; and draws of its weights.

    python benchmarks/formula.py

Everything is timed in one process beside the start-up of Python and csptool, in interleaved rounds; what counts is the
ratio, which another machine should show too.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tabulate import tabulate

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
AREAS, INDICATORS, ROUNDS = 350, 12, 5


def sheets(rate: bool) -> dict[str, list[list[object]]]:
    """The fund as sheets: with `rate`, one indicator is counted per 1,000 people."""
    chance = random.Random(350)
    people = [chance.randint(20_000, 400_000) for _ in range(AREAS)]
    names = [f"Area {n:03d}" for n in range(AREAS)]
    heads = ["Population", *(f"Indicator {n}" for n in range(2, INDICATORS + 1))]
    rows = [[name, p, *(chance.randint(1, p // 5) for _ in heads[1:])] for name, p in zip(names, people, strict=True)]
    weights = ["12%", *["8%"] * (INDICATORS - 1)]
    measures = ["count"] * INDICATORS
    if rate:
        measures[3] = "per 1,000 of Population"
    previous = [
        [n, round(70e6 * p / sum(people) * chance.randint(70, 130) / 100, 2)]
        for n, p in zip(names, people, strict=True)
    ]
    return {
        "Fund": [["Fund", "National fund"], ["Pot", 70_000_000]],
        "Areas": [["Code", "Area"], *([f"E{n:08d}", name] for n, name in enumerate(names))],
        "Indicators": [["Area", *heads], *rows],
        "Formula": [["Indicator", "Weight", "Measure"], *(list(x) for x in zip(heads, weights, measures, strict=True))],
        "Previous": [["Area", "Previous"], *previous],
        "Rules": [
            ["Rule", "Value"],
            ["transition on cash", "1 of 3"],
            ["floor paid from excess", "95%"],
            ["ceiling", "110%"],
        ],
    }


def timed(work: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Time, in turn, each part of the work, and print medians beside the start-up."""
    sys.path.insert(0, str(ROOT / "examples"))
    import make

    with TemporaryDirectory() as folder:
        make.HERE = Path(folder)
        paths = {rate: Path(folder) / f"{'rates' if rate else 'counts'}.xlsx" for rate in (False, True)}
        for rate, path in paths.items():
            make.form(path.name, sheets(rate))
        print_table(paths)


def print_table(paths: dict[bool, Path]) -> None:
    """The table of times."""
    from fractions import Fraction

    from csptool.reports.run_workbook import as_workbook
    from csptool.shaking import shake
    from csptool.sheets.book import open_book
    from csptool.sheets.budget import Asked
    from csptool.sheets.fund_workbook import fund_budget
    from csptool.sheets.source import read_source

    def read(rate: bool) -> object:
        return fund_budget(open_book(read_source(str(paths[rate]))), Asked())

    budgets = {rate: read(rate) for rate in paths}
    outcomes = {rate: budget.run() for rate, budget in budgets.items()}
    start = [sys.executable, "-c", "import sys; sys.path.insert(0, '.'); import csptool.cli.app"]
    works: dict[str, Callable[[], object]] = {
        "Python and csptool start up": lambda: subprocess.run(start, cwd=ROOT, check=True),
        "read the workbook": partial(read, False),
        "work it out, exactly": budgets[False].run,
        "work it out, one indicator a rate": budgets[True].run,
        "write the workbook with live formulas": lambda: as_workbook(budgets[False], outcomes[False], {}),
        "10,000 draws of the weights": lambda: shake(outcomes[False], Fraction(1, 10), 10_000, 1),
        "10,000 draws, one indicator a rate": lambda: shake(outcomes[True], Fraction(1, 10), 10_000, 1),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            times[name].append(timed(work))
    medians = {name: statistics.median(found) for name, found in times.items()}
    first = next(iter(medians.values()))
    rows = [[name, f"{seconds:.2f}", f"{seconds / first:.2f}"] for name, seconds in medians.items()]
    kind = f"{AREAS} areas, {INDICATORS} indicators, floor, ceiling and transition"
    print(f"{kind}; median of {ROUNDS} interleaved rounds\n")
    print(tabulate(rows, ["", "seconds", "x start-up"], disable_numparse=True, colalign=("left", "right", "right")))


if __name__ == "__main__":
    main()
