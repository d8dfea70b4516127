"""Every question that a paper's tables can be asked, in order, and the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Fault, Faults, Place, fault, nearest, placed
from csptool.inferring.answer import Answer
from csptool.inferring.bands_answer import bands_answers, years_of
from csptool.inferring.columns_answer import columns_answer
from csptool.inferring.damping_answer import damping_answer
from csptool.inferring.formula_answer import formula_answer
from csptool.inferring.shares import Shares, ask, search
from csptool.inferring.shares_answer import Stated, shares_answer
from csptool.inferring.tables import AreaTable, area_tables
from csptool.inferring.tax_base_answer import tax_base_answer
from csptool.inferring.whole_units_answer import whole_units_answer
from csptool.papers import ReadPaper
from formulas.exact import read
from formulas.inference.whole_units import Terms
from formulas.refusals import Refused
from formulas.relations.entry import Entry
from formulas.relations.prose import passages


@dataclass(frozen=True)
class Asked:
    """The options: table, columns by their headers, the pot to test, Band D, the floor, what a unit and an area get."""

    table: int | None = None
    basis: str = ""
    result: str = ""
    pot: str = ""
    band_d: str = ""
    previous: str = ""
    undamped: str = ""
    floor: str = ""
    indicators: tuple[str, ...] = ()
    per_unit: str = ""
    fixed: str = ""


def answers(paper: ReadPaper, asked: Asked) -> list[Answer]:
    """What the paper's tables imply. Raises `Faults` where an option names what there is not."""
    pot = _figure(asked.pot, "--pot")
    tables = area_tables(paper.paper, asked.table)
    if asked.basis or asked.result or asked.previous or asked.undamped or asked.indicators:
        tables = _with_columns(tables, asked)
    stated = [
        Stated(
            mention.entry, f"paragraph {mention.entry.paragraph}" if mention.entry.paragraph else "in a table's text"
        )
        for _, found in passages(paper.paper)
        for mention in found
        if mention.kind == "money"
    ]
    given = [Stated(pot, "--pot", asked=True)] if pot else []
    if asked.per_unit or asked.fixed:
        return _whole_units(tables, asked)
    if asked.previous or asked.undamped or asked.floor:
        return _damping(tables, asked)
    if asked.indicators:
        return _formula(tables, asked)
    charge = _figure(asked.band_d, "--band-d") or _band_d(tables)
    found: list[Answer] = []
    for table in tables:
        precept = _precept(table, asked, charge)
        found += precept or _shares(table, asked, [*given, *stated])
    return found


def _formula(tables: list[AreaTable], asked: Asked) -> list[Answer]:
    """The question of a formula, of the tables that have every column named."""
    if not asked.result:
        raise fault("no-result", Place("--indicator"), "no --result", "the column of results", "name it with --result")
    found = []
    for table in tables:
        result = table.column(asked.result, "--result")
        indicators = [table.column(one, "--indicator") for one in asked.indicators]
        known = [one for one in indicators if one is not None]
        assert result is not None
        if len(set(known)) < len(asked.indicators) or result in known:
            remedy, place = "name different columns", Place("--indicator")
            raise fault("column-twice", place, "a column twice", "each column once", remedy)
        found.append(formula_answer(table, known, result))
    return found


def _whole_units(tables: list[AreaTable], asked: Asked) -> list[Answer]:
    """The question of whole units, of the tables that have both columns."""
    needed = (("--per-unit", asked.per_unit), ("--basis", asked.basis), ("--result", asked.result))
    others = (
        ("--pot", asked.pot),
        ("--band-d", asked.band_d),
        ("--previous", asked.previous),
        ("--undamped", asked.undamped),
        ("--floor", asked.floor),
        ("--indicator", asked.indicators),
    )
    faults, place = [], Place("whole units")
    if missing := [option for option, given in needed if not given]:
        expected = "--per-unit, --basis and --result"
        faults.append(Fault("whole-units-options", place, f"no {', no '.join(missing)}", expected, "give all three"))
    if besides := [option for option, given in others if given]:
        expected = "no other question at the same time"
        faults.append(Fault("two-questions", place, ", ".join(besides), expected, "ask one after the other"))
    fixed, per_unit = (
        _figure(text or "0", option) for option, text in (("--fixed", asked.fixed), ("--per-unit", asked.per_unit))
    )
    assert fixed is not None
    assert per_unit is not None
    for option, one in (("--fixed", fixed), ("--per-unit", per_unit)):
        if one.unit == "%":
            faults.append(Fault("not-money", Place(option), repr(one.printed), "a sum in pounds", "take the % away"))
    if faults:
        raise Faults(faults)
    answers_ = []
    for table in tables:
        basis, result = table.column(asked.basis, "--basis"), table.column(asked.result, "--result")
        assert basis is not None
        assert result is not None
        if basis == result:
            remedy = "name different columns"
            raise fault("column-twice", Place("--result"), "the column of --basis", "another column", remedy)
        answers_.append(whole_units_answer(table, basis, result, Terms(fixed.value, per_unit.value)))
    return answers_


def _damping(tables: list[AreaTable], asked: Asked) -> list[Answer]:
    """The question of a floor, of the tables that have all three columns."""
    options = (("--previous", asked.previous), ("--undamped", asked.undamped), ("--result", asked.result))
    missing = [option for option, wanted in options if not wanted]
    if missing:
        remedy, found = "name the three columns", f"no {', no '.join(missing)}"
        raise fault("damping-columns", Place("a floor"), found, "--previous, --undamped and --result", remedy)
    floor = None
    if asked.floor:
        figure = _figure(asked.floor, "--floor")
        if figure is None or figure.unit != "%":
            raise fault("not-percent", Place("--floor"), repr(asked.floor), "a percentage such as 3.6%", "add the %")
        floor = figure.value
    answers_: list[Answer] = []
    for table in tables:
        places = [table.column(wanted, option) for option, wanted in options]
        previous, undamped, result = places
        assert previous is not None
        assert undamped is not None
        assert result is not None
        answers_.append(damping_answer(table, (previous, undamped, result), floor))
    return answers_


def _precept(table: AreaTable, asked: Asked, charge: Entry | None) -> list[Answer]:
    """What a table says of bands or of tax bases; nothing where a basis is named, which asks for shares."""
    if asked.basis:
        return []
    if bands := list(bands_answers(table)):
        return bands
    column = table.column(asked.result, "--result") if asked.result else None
    bases = tax_base_answer(table, column, charge) if charge else None
    return [bases] if bases else []


def _band_d(tables: list[AreaTable]) -> Entry | None:
    """The Band D of the only year of bands in the paper."""
    years = [year for table in tables for year in years_of(table)]
    if len(years) != 1:
        return None
    return Entry("", years[0].charges.band_d, Fraction(0), 2, "£")


def _shares(table: AreaTable, asked: Asked, stated: list[Stated]) -> Iterator[Answer]:
    basis = table.column(asked.basis, "--basis") if asked.basis else None
    result = table.column(asked.result, "--result") if asked.result else None
    found: list[Shares]
    if basis is not None and result is not None:
        try:
            found = [ask(table, basis, result)]
        except Refused as refused:
            raise Faults(placed(one, Place(f"table {table.number}, {one.about}")) for one in refused.refusals) from None
    else:
        found = list(search(table, basis, result))
    for one in found:
        left = table.left_by_total(one.result)
        of_table = [Stated(left, "what the printed total leaves for these rows")] if left else []
        yield shares_answer(one, _once([*stated, *of_table]))
    if (answer := columns_answer(table, found)) is not None:
        yield answer


def _once(stated: list[Stated]) -> list[Stated]:
    """Each figure once, where it is first stated."""
    return list({one.entry.value: one for one in reversed(stated)}.values())[::-1]


def _figure(text: str, option: str) -> Entry | None:
    if not text:
        return None
    try:
        figure = read(text)
    except Refused as refused:
        raise Faults(placed(one, Place(option)) for one in refused.refusals) from None
    half = figure.quantum / 2 if figure.quantum and figure.unit.worth > 1 else Fraction(0)
    return Entry(text, figure.value, half, figure.decimals or 0, figure.unit.name)


def _with_columns(tables: list[AreaTable], asked: Asked) -> list[AreaTable]:
    """The tables that have the columns named; a fault where none has."""
    kept = list(tables)
    for option, wanted in (
        ("--basis", asked.basis),
        ("--result", asked.result),
        ("--previous", asked.previous),
        ("--undamped", asked.undamped),
        *(("--indicator", one) for one in asked.indicators),
    ):
        if wanted:
            kept = [table for table in kept if table.column(wanted, option) is not None]
            if not kept:
                names = [table.name(place) for table in tables for place in range(len(table.columns))]
                remedy = f"use one of {nearest(wanted, names)}"
                raise fault("no-such-column", Place(option), repr(wanted), "a column of figures", remedy)
    return kept
