"""What is asked with options: which question it is, the columns and the figures that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction

from csptool.faults import Fault, Faults, Place, fault, nearest, placed
from csptool.inferring.tables import AreaTable
from csptool.labels import listed
from formulas.exact import read
from formulas.refusals import Refused
from formulas.relations.entry import Entry

Columns = dict[str, list[int]]  # the columns that are named, by option


@dataclass(frozen=True)
class Question:
    """One question: the options that ask it, those that it cannot do without, and others that it takes."""

    name: str
    asked_by: tuple[str, ...]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()


WHOLE_UNITS = Question("whole units", ("--per-unit", "--fixed"), ("--per-unit", "--basis", "--result"))
DAMPING = Question(
    "a floor or a ceiling",
    ("--previous", "--undamped", "--floor", "--ceiling"),
    ("--previous", "--undamped", "--result"),
)
FORMULA = Question("a formula", ("--indicator", "--population"), ("--indicator", "--result"), ("--pot",))
TAX_BASES = Question("tax bases", ("--band-d",), takes=("--result",))
SHARES = Question("shares", ("--basis", "--pot"), takes=("--result",))
QUESTIONS = (WHOLE_UNITS, DAMPING, FORMULA, TAX_BASES, SHARES)
COLUMNS = ("--basis", "--result", "--previous", "--undamped", "--indicator", "--population")
PERCENTAGES = {"--floor": "3.6%", "--ceiling": "6%"}
SUMS = ("--pot", "--band-d", "--per-unit", "--fixed")


@dataclass(frozen=True)
class Asked:
    """The options as they are given; blank where they are not."""

    table: int | None = None
    basis: str = ""
    result: str = ""
    pot: str = ""
    band_d: str = ""
    previous: str = ""
    undamped: str = ""
    floor: str = ""
    ceiling: str = ""
    indicators: tuple[str, ...] = ()
    population: str = ""
    per_unit: str = ""
    fixed: str = ""

    @property
    def given(self) -> dict[str, Sequence[str]]:
        """Every option that is given, with what it says."""
        found: dict[str, Sequence[str]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value and field.name != "table":
                option = "--indicator" if field.name == "indicators" else f"--{field.name.replace('_', '-')}"
                found[option] = [value] if isinstance(value, str) else list(value)
        return found

    def understood(self) -> tuple[Question | None, dict[str, Entry]]:
        """The question that is asked and the figures given. Raises `Faults` for all that is wrong with them."""
        faults: list[Fault] = []
        question, figures = None, dict[str, Entry]()
        try:
            question = self.question()
        except Faults as found:
            faults += found.faults
        try:
            figures = self.figures()
        except Faults as found:
            faults += found.faults
        if faults:
            raise Faults(faults)
        return question, figures

    def question(self) -> Question | None:
        """The question that the options ask; None where all are asked of every table.

        Raises `Faults` where it lacks an option, or options of another question stand beside it.
        """
        given = self.given
        asked = [one for one in QUESTIONS if any(option in given for option in one.asked_by)]
        if not asked:
            return None
        one, faults = asked[0], []
        if missing := [option for option in one.needs if option not in given]:
            expected = listed(one.needs)
            faults.append(Fault("options-missing", Place(one.name), f"no {', no '.join(missing)}", expected, "add it"))
        own = {*one.asked_by, *one.needs, *one.takes}
        if besides := [option for option in given if option not in own]:
            expected, remedy = "no other question at the same time", "ask one after the other"
            faults.append(Fault("two-questions", Place(one.name), f"{', '.join(besides)} beside it", expected, remedy))
        if faults:
            raise Faults(faults)
        return one

    def figures(self) -> dict[str, Entry]:
        """The sums in pounds and the percentages that are given. Raises `Faults` for every one that is none."""
        found, faults = {}, []
        for option in (*SUMS, *PERCENTAGES):
            for text in self.given.get(option, ()):
                try:
                    found[option] = _figure(text, option)
                except Faults as some:
                    faults += some.faults
        floor, ceiling = found.get("--floor"), found.get("--ceiling")
        if floor and ceiling and ceiling.value < floor.value:
            expected, remedy = f"{self.floor}, the floor, or more", "raise the ceiling, or lower the floor"
            faults.append(Fault("ceiling-under-floor", Place("--ceiling"), self.ceiling, expected, remedy))
        if faults:
            raise Faults(faults)
        return found

    def with_columns(self, tables: Sequence[AreaTable]) -> Iterator[tuple[AreaTable, Columns]]:
        """The tables that have every column named, and which these are; a fault where none has, or one is two."""
        named = [(option, wanted) for option in COLUMNS for wanted in self.given.get(option, ())]
        names = [table.name(place) for table in tables for place in range(len(table.columns))]
        faults = []
        for option, wanted in named:
            if all(table.column(wanted, option) is None for table in tables):
                remedy = f"use one of {nearest(wanted, names)}"
                faults.append(Fault("no-such-column", Place(option), repr(wanted), "a column of figures", remedy))
        if faults:
            raise Faults(faults)
        kept = [table for table in tables if all(table.column(wanted, option) is not None for option, wanted in named)]
        if not kept:
            options, remedy = ", ".join(dict.fromkeys(option for option, _ in named)), "name columns of one table"
            raise fault("no-one-table", Place(options), "columns of different tables", "all in one table", remedy)
        for table in kept:
            columns: Columns = {}
            for option, wanted in named:
                place = table.column(wanted, option)
                assert place is not None
                if option != "--population" and place in [one for others in columns.values() for one in others]:
                    remedy = "name different columns"
                    raise fault("column-twice", Place(option), "a column twice", "each column once", remedy)
                columns.setdefault(option, []).append(place)
            yield table, columns


def _figure(text: str, option: str) -> Entry:
    """A sum in pounds or a percentage; in thousands or millions it stands for whatever rounds to it."""
    try:
        figure = read(text)
    except Refused as refused:
        raise Faults(placed(one, Place(option)) for one in refused.refusals) from None
    percent = figure.unit.name == "%"
    if option in PERCENTAGES and not percent:
        expected = f"a percentage such as {PERCENTAGES[option]}"
        raise fault("not-percent", Place(option), repr(text), expected, "add the %")
    if option in SUMS and percent:
        raise fault("not-money", Place(option), repr(text), "a sum in pounds", "take the % away")
    if option == "--band-d" and figure.value <= 0:
        raise fault("not-above-nought", Place(option), repr(text), "a charge above nought", "correct it")
    half = figure.quantum / 2 if figure.quantum and figure.unit.worth > 1 else Fraction(0)
    return Entry(text, figure.value, half, figure.decimals or 0, figure.unit.name)
