"""Sound tables made from hidden exact figures, each printed for itself at some precision; and one cell changed.

The exact figures obey sums down and across. Printed, they obey them but for rounding, as the figures of papers do.
`Sound.sums` says which sums these are, so that a change can be told to be beyond rounding.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from formulas.paper import Cell, Table
from tests.sound_lines import Columns, Line, Lines, columns_of, lines_of

Place = tuple[int, int]
Sum = tuple[Place, tuple[tuple[Place, int], ...]]


@dataclass(frozen=True)
class Unit:
    """What figures are counted in: decimals, the largest, the words that say so, and the marks about each figure."""

    name: str
    decimals: int
    largest: int
    words: tuple[str, ...] = ("",)
    before: str = ""
    after: str = ""
    whole: bool = False  # counted, so that nothing is rounded
    step: int = 1  # printed in whole multiples of this


UNITS = (
    Unit("pounds", 0, 10**6, ("£", "(£)"), "£"),
    Unit("pennies", 2, 10**5, ("£", "£ p", ""), "£"),
    Unit("thousands", 0, 10**5, ("£'000", "£000", "£k", "(£’000s)")),
    Unit("millions", 1, 500, ("£m", "£ million")),
    Unit("millions finely", 3, 300, ("£m", "(£ millions)")),
    Unit("counts", 0, 400, ("Number of incidents", "Offences", "Referrals"), whole=True),
    Unit("m in the cells", 1, 90, before="£", after="m"),
    Unit("k in the cells", 0, 900, before="£", after="k"),
    Unit("no unit", 1, 3000),
    Unit("pounds in thousands", 0, 10**6, ("£",), step=1000),
)
FEWEST = 6  # rows from which a column shows by itself that it is printed in whole thousands


@dataclass(frozen=True)
class Sound:
    """A sound table, the printed value and half of the last place of each figure, and the sums that they obey."""

    table: Table
    kind: str
    figures: dict[Place, tuple[Fraction, Fraction]]
    sums: tuple[Sum, ...]


@dataclass(frozen=True)
class Changed:
    """A table with one figure changed beyond rounding. `crossed`: only that figure is in every sum that it breaks."""

    table: Table
    at: Place
    was: str
    now: str
    crossed: bool


@dataclass
class Style:
    """How the figures of one table are printed."""

    unit: Unit
    marked: bool  # with the £ before each figure
    brackets: bool
    nought: str

    def figure(self, value: Fraction) -> tuple[str, Fraction]:
        """A figure as printed, and its printed value; halves go away from nought."""
        unit = self.unit
        quantum = Fraction(unit.step, 10**unit.decimals)
        places = int(abs(value) / quantum + Fraction(1, 2))
        shown = places * quantum
        if value == 0 and self.nought:
            return self.nought, shown
        text = (unit.before if self.marked or unit.after else "") + f"{_decimal(shown, unit.decimals)}{unit.after}"
        if value >= 0:
            return text, shown
        return (f"({text})" if self.brackets else f"-{text}"), -shown


def _decimal(value: Fraction, decimals: int) -> str:
    return f"{Decimal(int(value * 10**decimals)).scaleb(-decimals):,.{decimals}f}"


def percent(value: Fraction, brackets: bool) -> str:
    """A percentage with one decimal, as printed."""
    text = _decimal(Fraction(int(abs(value) * 10 + Fraction(1, 2)), 10), 1) + "%"
    return text if value >= 0 else f"({text})" if brackets else f"-{text}"


def sound(chance: Random, most_rows: int = 60) -> Sound:
    """A sound table of up to so many rows of figures: see the shapes of `sound_lines`."""
    unit = chance.choice([u for u in UNITS if u.step == 1 or most_rows >= FEWEST])
    negatives = chance.random() < 0.35
    columns = columns_of(chance)
    fewest = FEWEST if unit.step > 1 else 3
    lines = lines_of(chance, columns, lambda: _drawn(chance, unit, negatives), fewest, most_rows)
    style = Style(unit, chance.random() < 0.7, chance.random() < 0.5, chance.choice(("", "-", "–", "Nil")))
    return Draft(chance, style, columns, lines).printed()


def _drawn(chance: Random, unit: Unit, negatives: bool) -> Fraction:
    """One exact figure in the unit of the table: now and then nought, or below it."""
    if chance.random() < 0.05 and unit.step == 1:
        return Fraction(0)
    if unit.whole:
        return Fraction(chance.randint(0, unit.largest))
    value = Fraction(chance.randint(1, unit.largest * 1000), 1000)
    return -value if negatives and chance.random() < 0.3 else value


@dataclass
class Draft:
    """A table being laid out: where the labels stand, which way up it is, and where its unit is said."""

    chance: Random
    style: Style
    columns: Columns
    lines: Lines
    figures: dict[Place, tuple[Fraction, Fraction]] = field(default_factory=dict)

    def printed(self) -> Sound:
        """The table, with what its printed figures are and obey."""
        chance, rows = self.chance, self.lines.rows
        words = chance.choice(self.style.unit.words)
        in_caption = bool(words) and chance.random() < 0.3
        middle = chance.random() < 0.1 and len(self.columns.heads) >= 3
        upright = middle or len(rows) > 14 or not all(r.values for r in rows) or self.style.unit.step > 1
        turned = not upright and chance.random() < 0.3
        heads = [h if h.endswith("%") or in_caption else f"{h} {words}".strip() for h in self.columns.heads]
        labels = 1 if middle else 0  # the column of labels, from 0

        def across(cells: list[str], label: str) -> list[str]:
            return [*cells[:labels], label, *cells[labels:]]

        def place(row: int, column: int) -> Place:
            at = (row + 2, column + 1 + (column >= labels))
            return (at[1], at[0]) if turned else at

        texts = [across(heads, "")]
        for r, row in enumerate(rows):
            texts.append(across([self._cell(row, c, place(r, c)) for c in range(len(heads))], row.label))
        if turned:
            texts = [list(column) for column in zip(*texts, strict=True)]
        table = Table(
            1, tuple(tuple(Cell(t) for t in row) for row in texts), 1, f"Figures in {words}" if in_caption else ""
        )
        shapes = [self.style.unit.name, self.columns.name, self.lines.name]
        kind = ", ".join(shapes + ["turned"] * turned + ["label in the middle"] * middle)
        return Sound(table, kind, self.figures, tuple(self._sums(place)))

    def _cell(self, row: Line, column: int, place: Place) -> str:
        if row.values is None:
            return ""
        value = row.values[column]
        if self.columns.heads[column].endswith("%"):
            share = self.columns.percent(row.values, self.lines.whole)
            return "" if share is None else percent(share, self.style.brackets)
        text, shown = self.style.figure(value)
        unit = self.style.unit
        half = Fraction(0) if unit.whole else Fraction(unit.step, 10**unit.decimals) / 2
        self.figures[place] = (shown, half)
        return text

    def _sums(self, place):
        money = [c for c, head in enumerate(self.columns.heads) if not head.endswith("%")]
        for result, terms in self.lines.sums:
            for c in money:
                yield place(result, c), tuple((place(r, c), weight) for r, weight in terms)
        for result, terms in self.columns.sums:
            for r, row in enumerate(self.lines.rows):
                if row.values is not None:
                    yield place(r, result), tuple((place(r, c), weight) for c, weight in terms)


def changed(chance: Random, made: Sound) -> Changed | None:
    """The table with one digit of one figure changed so that a sum fails beyond rounding; None where none can be."""
    of_cell: dict[Place, list[Sum]] = {}
    for one in made.sums:
        for place in (one[0], *(p for p, _ in one[1])):
            of_cell.setdefault(place, []).append(one)
    for _ in range(100):
        at = chance.choice(sorted(of_cell))
        text = made.table.rows[at[0] - 1][at[1] - 1].text
        digits = [i for i, ch in enumerate(text) if ch.isdigit()]
        if not digits:
            continue
        i = chance.choice(digits)
        new = chance.choice([d for d in "0123456789" if d != text[i] and not (i == digits[0] and d == "0")])
        now = text[:i] + new + text[i + 1 :]
        figures = {**made.figures, at: (_value(now), made.figures[at][1])}
        broken = [one for one in of_cell[at] if _fails(one, figures)]
        if broken:
            common = set.intersection(*({one[0], *(p for p, _ in one[1])} for one in broken))
            return Changed(_with(made.table, at, now), at, text, now, len(broken) > 1 and common == {at})
    return None


def _value(text: str) -> Fraction:
    """The value of a figure as this file prints it, in the unit of its table."""
    plain = Fraction("".join(ch for ch in text if ch.isdigit() or ch == "."))
    return -plain if text[0] in "(-" else plain


def _fails(one: Sum, figures: dict[Place, tuple[Fraction, Fraction]]) -> bool:
    value, width = figures[one[0]]
    for place, weight in one[1]:
        value -= figures[place][0] * weight
        width += figures[place][1]
    return abs(value) > width


def _with(table: Table, at: Place, text: str) -> Table:
    rows = [list(row) for row in table.rows]
    rows[at[0] - 1][at[1] - 1] = Cell(text)
    return replace(table, rows=tuple(map(tuple, rows)))


def shown(table: Table) -> str:
    """A table as text, for a message."""
    rows = [" | ".join(cell.text for cell in row) for row in table.rows]
    return "\n".join([table.caption, *rows])
