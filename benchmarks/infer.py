"""`csptool infer` timed: 350 areas and 12 indicators, with and without misprints, beside the start-up of the program.

    python benchmarks/infer.py

The whole verb is run as a user runs it, in a process of its own, in interleaved rounds; what counts is the ratio, which
another machine should show too.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tabulate import tabulate

ROOT = Path(__file__).parent.parent
AREAS, INDICATORS, ROUNDS = 350, 12, 3
COLUMNS = [option for number in range(INDICATORS) for option in ("--indicator", str(number + 2))]
FORMULA = [*COLUMNS, "--result", str(INDICATORS + 2)]


def table(misprints: int) -> str:
    """The paper: indicators and what a formula of them gives to the pound, some results a hundred pounds out."""
    chance = random.Random(7)
    rates = [chance.randrange(10**4, 10**6) for _ in range(INDICATORS)]  # pence in a hundred
    heads = ["Area", *(f"Indicator {number + 1}" for number in range(INDICATORS)), "Grant £"]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for number in range(AREAS):
        figures = [chance.randrange(100, 100_000) for _ in rates]
        pounds = (2 * sum(rate * one for rate, one in zip(rates, figures, strict=True)) + 10**4) // (2 * 10**4)
        printed = pounds + 100 * (number % 50 == 7 and number < 50 * misprints)
        lines.append(f"| Area {number} | {' | '.join(f'{one:,}' for one in figures)} | {printed:,} |")
    return "\n".join(lines) + "\n"


def seconds(*command: str) -> float:
    """How long a command takes."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "csptool", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Time every question in turn, and print medians beside the start-up."""
    with TemporaryDirectory() as folder:
        papers = [Path(folder) / f"{misprints}.md" for misprints in range(3)]
        for misprints, path in enumerate(papers):
            path.write_text(table(misprints), encoding="utf-8")
        works = {
            "Python and csptool start up": ("--help",),
            "every pair of columns asked": ("infer", str(papers[0])),
            "the formula": ("infer", str(papers[0]), *FORMULA),
            "the formula, one result misprinted": ("infer", str(papers[1]), *FORMULA),
            "the formula, two results misprinted": ("infer", str(papers[2]), *FORMULA),
        }
        times: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(ROUNDS):
            for name, command in works.items():
                times[name].append(seconds(*command))
    medians = {name: statistics.median(found) for name, found in times.items()}
    first = next(iter(medians.values()))
    rows = [[name, f"{one:.2f}", f"{one / first:.1f}"] for name, one in medians.items()]
    print(f"{AREAS} areas, {INDICATORS} indicators; median of {ROUNDS} interleaved rounds\n")
    print(tabulate(rows, ["", "seconds", "x start-up"], disable_numparse=True, colalign=("left", "right", "right")))


if __name__ == "__main__":
    main()
