"""A precept timed: a large force with its budget, every way out of it; and its medium-term plan with a sweep.

    python benchmarks/precept.py

Everything is timed in one process beside the start-up of Python and csptool, in interleaved rounds; what counts is the
ratio, which another machine should show too. The last two lines set exact precepts beside the same in floats; below
them stands how many of those in floats are a penny out.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from formula import timed
from tabulate import tabulate

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
COUNCILS, LINES, MANY, RISES, ROUNDS = 20, 60, 20_000, 1_001, 7
BAND_D = Fraction("337.57")


def sheets() -> dict[str, list[list[object]]]:
    """The workbook: bases of both years to two decimals, surpluses, a budget of some hundred millions."""
    chance = random.Random(20)
    councils = [
        [f"Council {n:02d}", base / 100, base * 99 // 100 / 100, chance.randint(-300_000, 900_000)]
        for n, base in enumerate(chance.randint(2_000_000, 9_000_000) for _ in range(COUNCILS))
    ]
    costs = [[f"Cost {n:02d}", "expenditure", chance.randint(1_000_000, 9_000_000)] for n in range(LINES - 2)]
    needed = round(sum(base for _, base, *_ in councils) * 290)
    rest = sum(cost for *_, cost in costs) - needed
    grant = ["Grant", "police grant", rest] if rest > 0 else ["Further costs", "expenditure", -rest]
    heads = ["Billing authority", "Tax base", "Tax base last year", "Collection fund surplus"]
    return {
        "Precept": [["Authority", "Large force"], ["Financial year", "2025/26"], ["Band D last year", 280]],
        "Authorities": [heads, *councils],
        "Budget": [["Line", "Kind", "Amount"], *costs, grant],
    }


def in_floats(band_d: float, bases: list[float]) -> list[float]:
    """The precepts as a script without csptool would have them."""
    return [round(band_d * base, 2) for base in bases]


def main() -> None:
    """Time, in turn, each part of the work, and print medians beside the start-up."""
    sys.path.insert(0, str(ROOT / "examples"))
    import make

    with TemporaryDirectory() as folder:
        make.HERE = Path(folder)
        make.form("precept.xlsx", sheets())
        print_table(Path(folder) / "precept.xlsx", ROOT / "examples" / "medium-term" / "westmarch.xlsx")


def print_table(path: Path, plan_path: Path) -> None:
    """The table of times."""
    from csptool.band_d_sweep import sweep
    from csptool.precept_run import run_precept
    from csptool.reports.precept_book import as_workbook
    from csptool.reports.precept_report import report
    from csptool.sheets.book import open_book
    from csptool.sheets.medium_term_sheet import read_plan
    from csptool.sheets.precept_sheet import read_precept
    from csptool.sheets.source import read_source
    from formulas.billing_authorities import BillingAuthority
    from formulas.precept import precepts

    given, plan = read_precept(open_book(read_source(str(path)))), read_plan(open_book(read_source(str(plan_path))))
    run, rises = run_precept(given), [Fraction(n, 100) for n in range(RISES)]
    chance = random.Random(MANY)
    many = [BillingAuthority(f"Council {n}", Fraction(chance.randint(2_000_000, 9_000_000), 100)) for n in range(MANY)]
    exact = partial(precepts, BAND_D, many)
    floats = partial(in_floats, float(BAND_D), [float(one.tax_base) for one in many])
    start = [sys.executable, "-c", "import sys; sys.path.insert(0, '.'); import csptool.cli.app"]
    works: dict[str, Callable[[], object]] = {
        "Python and csptool start up": lambda: subprocess.run(start, cwd=ROOT, check=True),
        "read the workbook": lambda: read_precept(open_book(read_source(str(path)))),
        "work it out, exactly": lambda: run_precept(given),
        "print it": lambda: report(run).printed("text"),
        "write the workbook with live formulas": lambda: as_workbook(run),
        "write the Word document": lambda: report(run).word(),
        f"sweep the plan over {RISES:,} rises": lambda: sweep(plan, rises),
        f"{MANY:,} precepts, exact": exact,
        f"{MANY:,} precepts, in floats": floats,
    }
    rounds = [{name: timed(work) for name, work in works.items()} for _ in range(ROUNDS)]
    medians = {name: median(spent[name] for spent in rounds) for name in works}
    first = next(iter(medians.values()))
    rows = [[name, f"{seconds * 1000:,.1f}", f"{seconds / first:.2f}"] for name, seconds in medians.items()]
    print(f"{COUNCILS} billing authorities, {LINES} lines; median of {ROUNDS} interleaved rounds\n")
    print(tabulate(rows, ["", "ms", "x start-up"], disable_numparse=True, colalign=("left", "right", "right")))
    pairs = zip(exact().amounts, floats(), strict=True)
    wrong = sum(f"{float(amount):.2f}" != f"{pounds:.2f}" for amount, pounds in pairs)
    print(f"\nOf {MANY:,} precepts at a Band D of £{float(BAND_D):.2f}, {wrong:,} in floats are a penny out.")


if __name__ == "__main__":
    main()
