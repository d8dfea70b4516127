"""Time the exact apportionment beside two packages from PyPI, and count how often each of them is wrong.

Run it with `make bench`, or with `python benchmarks/sharing.py` where the `bench` group is installed.
It exits with 1 if our own result is ever invalid, depends on the order of the rows or is refused.
"""

from __future__ import annotations

import platform
import random
import sys
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from importlib.metadata import version
from math import floor
from multiprocessing import Process
from statistics import median
from timeit import timeit
from typing import Any, NamedTuple

from apportionment.methods import compute
from largest_remainder import LargestRemainder
from tabulate import tabulate

from csptool import __version__
from formulas.apportion import largest_remainder

ROUNDS = 7
ROUND_SECONDS = 0.1
LIMIT_SECONDS = 5
SMALL_PROBLEMS = 4_000
SHUFFLES = 3


class Problem(NamedTuple):
    pot: int
    weights: list[int]
    keys: list[str]


Share = Callable[[Problem], list[int]]


def ours(problem: Problem) -> list[int]:
    return largest_remainder(problem.pot, problem.weights, problem.keys).units


def rounder(problem: Problem) -> list[int]:
    return LargestRemainder.round(problem.weights, problem.pot)


def hamilton(problem: Problem, **options: Any) -> list[int]:
    return compute("hamilton", problem.weights, problem.pot, parties=problem.keys, verbose=False, **options)


TIMED: dict[str, Share] = {
    "ours": ours,
    "largest-remainder": rounder,
    "apportionment": hamilton,
    "apportionment, fractions": partial(hamilton, fractions=True),
}
COUNTED = TIMED | {"apportionment, fractions, ties refused": partial(hamilton, fractions=True, tiesallowed=False)}


def areas(count: int, pot: int, low: int = 20_000, high: int = 1_200_000) -> Problem:
    rng = random.Random(count)
    return Problem(pot, [rng.randint(low, high) for _ in range(count)], [f"E{row:08d}" for row in range(count)])


def with_ties(rng: random.Random) -> Problem:
    weights = [rng.randint(0, 20) for _ in range(rng.randint(2, 12))]
    weights[0] += not any(weights)
    return Problem(rng.randint(1, 10_000_00), weights, [f"E{row:08d}" for row in range(len(weights))])


def shuffled(problem: Problem, rng: random.Random) -> Problem:
    rows = rng.sample(range(len(problem.keys)), len(problem.keys))
    return Problem(problem.pot, [problem.weights[row] for row in rows], [problem.keys[row] for row in rows])


def is_valid(problem: Problem, units: list[int]) -> bool:
    """Whether these are largest-remainder parts of the pot, whichever of the level rows got the odd units."""
    total = sum(problem.weights)
    exact = [Fraction(problem.pot * weight, total) for weight in problem.weights]
    odd = [part - floor(quotient) for part, quotient in zip(units, exact, strict=True)]
    won = [quotient % 1 for quotient, one in zip(exact, odd, strict=True) if one]
    lost = [quotient % 1 for quotient, one in zip(exact, odd, strict=True) if not one]
    return sum(units) == problem.pot and set(odd) <= {0, 1} and min(won, default=1) >= max(lost, default=0)


def attempt(share: Share, problem: Problem) -> list[int] | Exception:
    try:
        return share(problem)
    except Exception as error:  # whatever a package raises is a finding
        return error


def in_time(share: Share, problem: Problem) -> bool:
    """Whether a first try ends within the limit: in a process of its own, as a running call cannot be stopped."""
    child = Process(target=attempt, args=(share, problem))
    child.start()
    child.join(LIMIT_SECONDS)
    ended = not child.is_alive()
    child.kill()
    child.join()
    return ended


def medians(shares: dict[str, Share], problem: Problem) -> dict[str, float]:
    """Median seconds a call, in interleaved rounds; timeit turns garbage collection off."""
    runs = {name: partial(share, problem) for name, share in shares.items()}
    calls = {name: max(1, int(ROUND_SECONDS / timeit(run, number=1))) for name, run in runs.items()}
    rounds = [{name: timeit(run, number=calls[name]) for name, run in runs.items()} for _ in range(ROUNDS)]
    return {name: median(spent[name] for spent in rounds) / calls[name] for name in runs}


def timed(label: str, problem: Problem, reasons: list[str]) -> list[str]:
    """One row of the first table; why a package has no time there goes to `reasons`."""
    cells: dict[str, str] = {}
    for name, share in TIMED.items():
        if share is not ours and not in_time(share, problem):
            cells[name] = f"over {LIMIT_SECONDS} s"
        elif isinstance(outcome := attempt(share, problem), Exception):
            cells[name] = "fails"
            reasons.append(f"{name} at {label}: {type(outcome).__name__}: {outcome}")
        else:
            cells[name] = "{}" if is_valid(problem, outcome) else "{} (not valid)"
    taken = medians({name: share for name, share in TIMED.items() if "{}" in cells[name]}, problem)
    figures = {name: f"{seconds / taken['ours']:.2f}" for name, seconds in taken.items()}
    figures["ours"] = f"{taken['ours'] * 1e6:,.1f}"
    return [label, *(cells[name].format(figures.get(name)) for name in TIMED)]


def counted() -> dict[str, list[int]]:
    """For each package: results not valid, results that depend on the order of the rows, and problems it raises on."""
    rng = random.Random(2026)
    counts = {name: [0, 0, 0] for name in COUNTED}
    for _ in range(SMALL_PROBLEMS):
        problem = with_ties(rng)
        orders = [problem, *(shuffled(problem, rng) for _ in range(SHUFFLES))]
        for name, share in COUNTED.items():
            outcomes = [attempt(share, order) for order in orders]
            if any(isinstance(outcome, Exception) for outcome in outcomes):
                counts[name][2] += 1
                continue
            counts[name][0] += not is_valid(problem, outcomes[0])
            by_key = [dict(zip(order.keys, units, strict=True)) for order, units in zip(orders, outcomes, strict=True)]
            counts[name][1] += any(parts != by_key[0] for parts in by_key)
    return counts


def main() -> int:
    packages = "; ".join(f"{name} {version(name)}" for name in ("apportionment", "largest-remainder", "numpy"))
    print(f"Python {platform.python_version()}; csptool {__version__}; {packages}\n")
    problems = {
        "9": areas(9, 97_905_06),
        "350": areas(350, 100_000_000_00),
        "35,000": areas(35_000, 10_000_000_000_00),
        "1,000,000": areas(1_000_000, 10_000_000_000_00),
        "350 (pennies)": areas(350, 100_000_000_00, 10_000_000, 999_999_999),
    }
    reasons: list[str] = []
    rows = [timed(label, problem, reasons) for label, problem in problems.items()]
    print(f"Time of a call, then theirs / ours (above 1: ours is faster); median of {ROUNDS} interleaved rounds\n")
    headers = ["areas", "ours\n(µs)", *(f"{name}\n(x ours)" for name in TIMED if name != "ours")]
    print(tabulate(rows, headers, disable_numparse=True, stralign="right"))
    outcome = attempt(lambda problem: compute("hamilton", problem.weights, problem.pot), problems["350"])
    if isinstance(outcome, Exception):
        reasons.append(f"apportionment without `parties` at 350: {type(outcome).__name__}: {outcome}")
    print("", *reasons, sep="\n")
    counts = counted()
    print(f"\n{SMALL_PROBLEMS:,} small problems with many ties, each in {1 + SHUFFLES} orders of its rows\n")
    print(tabulate([[name, *row] for name, row in counts.items()], ["", "not valid", "depends on order", "raises"]))
    return int(any(counts["ours"]) or any("not valid" in row[1] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
