"""The shapes of sound tables: what the columns and the rows are, and the sums that their exact figures obey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

WORDS = [
    "north",
    "south",
    "east",
    "west",
    "central",
    "harbour",
    "mill",
    "park",
    "green",
    "forest",
    "river",
    "lake",
    "castle",
    "market",
    "church",
    "station",
    "abbey",
    "bridge",
    "hill",
    "vale",
    "moor",
    "dale",
    "ford",
    "ham",
    "ton",
    "bury",
    "field",
    "wood",
    "stead",
    "gate",
]
ITEMS = [
    "Employees",
    "Premises",
    "Transport",
    "Supplies and services",
    "Third party payments",
    "Support services",
    "Capital charges",
    "Fees",
    "Grants",
    "Training",
    "Equipment",
    "Contracts",
    "Insurance",
    "Utilities",
    "Audit",
    "Legal",
    "Estates",
    "Digital",
    "Pensions",
    "Overtime",
    "Net lease payments",
    "Gross rents",
    "All other costs",
    "Loss of income",
    "Reserves",
    "Partnerships",
]
Sum = tuple[int, list[tuple[int, int]]]  # the result and its weighted terms, by position
Values = list[Fraction]


@dataclass
class Line:
    """A row: its label and its exact figures; no figures in a heading or a blank row."""

    label: str
    values: Values | None


@dataclass
class Columns:
    """The columns: their headings, how a row is filled from what is drawn, and the sums that hold across."""

    name: str
    heads: list[str]
    drawn: int
    filled: Callable[[Values], Values]
    sums: list[Sum] = field(default_factory=list)
    outward: int | None = None  # the column of what goes out, printed below nought
    percent: Callable[[Values, Values], Fraction | None] = lambda row, whole: None


@dataclass
class Lines:
    """The rows, the sums that hold down them, and the figures of the whole, of which others are shares."""

    name: str
    rows: list[Line]
    sums: list[Sum]
    whole: Values


def columns_of(chance: Random) -> Columns:
    """Years; places with a total of the row, first or last; budget, actual and variance; balances; with percentages."""
    return chance.choice((_years, _places, _places, _variances, _balances))(chance)


def _years(chance: Random) -> Columns:
    count, first = chance.randint(1, 5), chance.randint(1995, 2024)
    heads = [f"{first + i}/{(first + i + 1) % 100:02d}" for i in range(count)]
    return _with_shares(chance, Columns("years", heads, count, list))


def _places(chance: Random) -> Columns:
    count = chance.randint(2, 6)
    heads = [word.title() for word in chance.sample(WORDS, count)]
    if chance.random() < 0.3:
        sums = [(0, [(i + 1, 1) for i in range(count)])]
        return Columns("total first", ["Total", *heads], count, lambda values: [sum(values), *values], sums)
    sums = [(count, [(i, 1) for i in range(count)])]
    columns = Columns("total last", [*heads, "Total"], count, lambda values: [*values, sum(values)], sums)
    return _with_shares(chance, columns)


def _with_shares(chance: Random, columns: Columns) -> Columns:
    if chance.random() < 0.25:
        last = len(columns.heads) - 1
        columns.heads.append(chance.choice(("Share of total %", "%")))
        fill = columns.filled
        columns.filled = lambda values: [*fill(values), Fraction(0)]
        columns.percent = lambda row, whole: row[last] / whole[last] * 100 if whole[last] else None
        columns.name += " and shares"
    return columns


def _variances(chance: Random) -> Columns:
    first, second, third = chance.choice(
        (("Budget", "Actual", "Variance"), ("Estimate", "Outturn", "Difference"), ("2022/23", "2023/24", "Change"))
    )
    under = chance.random() < 0.3 and third != "Change"  # what is left of the budget, not what is spent above it
    sign = -1 if under else 1
    columns = Columns(
        "variance",
        [first, second, third],
        2,
        lambda values: [*values, sign * (values[1] - values[0])],
        [(2, [(0, -sign), (1, sign)])],
    )
    if chance.random() < 0.5:
        columns.heads.append(f"{third} %")
        fill = columns.filled
        columns.filled = lambda values: [*fill(values), Fraction(0)]
        columns.percent = lambda row, whole: row[2] / row[0] * 100 if row[0] > 0 else None
        columns.name += " and per cent"
    return columns


def _balances(chance: Random) -> Columns:
    heads = ["Balance at 1 April", "Transfers in", "Transfers out", "Balance at 31 March"]
    sums: list[Sum] = [(3, [(0, 1), (1, 1), (2, 1)])]

    return Columns("balances", heads, 3, lambda values: [*values, sum(values)], sums, outward=2)


def lines_of(chance: Random, columns: Columns, drawn: Callable[[], Fraction], fewest: int, most: int) -> Lines:
    """One block; groups with headings and subtotals; a total printed first; a balance from year to year."""

    def row() -> Values:
        return [-abs(drawn()) if i == columns.outward else drawn() for i in range(columns.drawn)]

    count = chance.randint(fewest, max(fewest, most))
    if columns.name == "years" and fewest <= 3 and chance.random() < 0.2:
        return _carried(chance, columns, drawn)
    if chance.random() < 0.08:
        return _total_first(chance, columns, row, count)
    return _grouped(chance, columns, row, count)


def name(chance: Random) -> str:
    """What a row may be called."""
    return chance.choice(WORDS).title() + chance.choice(WORDS) if chance.random() < 0.6 else chance.choice(ITEMS)


def _total_first(chance: Random, columns: Columns, row: Callable[[], Values], count: int) -> Lines:
    parts = [row() for _ in range(count)]
    whole = added(parts)
    label = chance.choice(("Total", "All areas total", "Total:"))
    rows = [Line(label, columns.filled(whole)), *(Line(name(chance), columns.filled(p)) for p in parts)]
    return Lines("total first", rows, [(0, [(i + 1, 1) for i in range(count)])], columns.filled(whole))


def added(rows: list[Values]) -> Values:
    """The sums of the columns of some rows."""
    return [sum(values, Fraction(0)) for values in zip(*rows, strict=True)]


def _grouped(chance: Random, columns: Columns, row: Callable[[], Values], count: int) -> Lines:
    groups = _sizes(chance, count)
    several, headed, spaced = len(groups) > 1, chance.random() < 0.6, chance.random() < 0.3
    rows: list[Line] = []
    sums: list[Sum] = []
    heap: list[int] = []  # what the grand total is the sum of
    wholes: list[Values] = []
    for number, size in enumerate(groups, 1):
        if several and headed:
            rows.append(Line(f"{chance.choice(WORDS).title()} division", None))
        parts, places = [row() for _ in range(size)], []
        for part in parts:
            places.append(len(rows))
            rows.append(Line(name(chance), columns.filled(part)))
            if chance.random() < 0.03:
                some = [Fraction(int(value * chance.randint(1, 9) / 10)) for value in part]
                rows.append(
                    Line(chance.choice(("of which: agency", "Of which new", "including VAT")), columns.filled(some))
                )
        whole = added(parts)
        wholes.append(whole)
        if several and (size > 1 or chance.random() < 0.5):
            sums.append((len(rows), [(p, 1) for p in places]))
            heap.append(len(rows))
            label = chance.choice(
                ("Sub-total", "Subtotal", f"Total division {number}", f"{rows[places[0]].label} total")
            )
            rows.append(Line(label, columns.filled(whole)))
        else:
            heap += places
        if several and spaced:
            rows.append(Line("", None))
    whole = added(wholes)
    sums.append((len(rows), [(p, 1) for p in heap]))
    label = chance.choice(("Total", "Grand total", "TOTAL", "Overall total", "Total expenditure", "Net expenditure"))
    rows.append(Line(label, columns.filled(whole)))
    return Lines("groups" if several else "one block", rows, sums, columns.filled(whole))


def _sizes(chance: Random, count: int) -> list[int]:
    if count < 8 or chance.random() < 0.5:
        return [count]
    sizes = []
    while sum(sizes) < count:
        sizes.append(min(chance.randint(1, 9), count - sum(sizes)))
    return sizes


def _carried(chance: Random, columns: Columns, drawn: Callable[[], Fraction]) -> Lines:
    """A balance that each year opens with what the last one closed with; what goes out is below nought, or Less."""
    count, less = chance.randint(1, 4), chance.random() < 0.5
    moves = [[abs(drawn()) for _ in columns.heads] for _ in range(count)]
    outs = [[abs(drawn()) for _ in columns.heads] for _ in range(chance.randint(1, 2))]
    opening, closing, balance = [], [], abs(drawn()) * 10
    for year in range(len(columns.heads)):
        opening.append(balance)
        balance += sum(m[year] for m in moves) - sum(o[year] for o in outs)
        closing.append(balance)
    sign = 1 if less else -1
    rows = [Line(chance.choice(("Opening balance", "Balance brought forward", "Balance at 1 April")), opening)]
    rows += [Line(f"Contribution from {name(chance)}", values) for values in moves]
    rows += [Line(("Less: " if less else "Spent on ") + name(chance), [sign * v for v in o]) for o in outs]
    weights = [1] * (1 + count) + [-sign] * len(outs)
    rows.append(Line(chance.choice(("Closing balance", "Balance carried forward", "Balance at 31 March")), closing))
    return Lines("carried forward", rows, [(len(rows) - 1, list(enumerate(weights)))], closing)
