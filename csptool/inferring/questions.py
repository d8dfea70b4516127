"""Every question that a paper's tables can be asked, in order, and the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Faults, Place, fault, nearest, placed
from csptool.inferring.answer import Answer
from csptool.inferring.bands_answer import bands_answers, years_of
from csptool.inferring.columns_answer import columns_answer
from csptool.inferring.damping_answer import damping_answer
from csptool.inferring.formula_answer import formula_answer
from csptool.inferring.rises_answer import rises_answers
from csptool.inferring.shares_answer import shares_answer
from csptool.inferring.stated import Stated
from csptool.inferring.tables import AreaTable, area_tables
from csptool.inferring.tax_base_answer import tax_base_answer
from csptool.papers import ReadPaper
from formulas.exact import read
from formulas.inference.shares import Shares, ask, search
from formulas.refusals import Refused
from formulas.relations.entry import Entry
from formulas.relations.prose import passages


@dataclass(frozen=True)
class Asked:
    """The options: the table by its number, columns by their headers, the pot to test, Band D, floor and ceiling."""

    table: int | None = None
    basis: str = ""
    result: str = ""
    pot: str = ""
    band_d: str = ""
    previous: str = ""
    undamped: str = ""
    floor: str = ""
    indicators: tuple[str, ...] = ()
    population: str = ""
    ceiling: str = ""


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
    if asked.previous or asked.undamped or asked.floor or asked.ceiling:
        return _damping(tables, asked)
    if asked.indicators:
        return _formula(tables, asked, [*given, *stated])
    charge = _figure(asked.band_d, "--band-d") or _band_d(tables)
    found: list[Answer] = []
    for table in tables:
        precept = _precept(table, asked, charge)
        found += precept or _shares(table, asked, [*given, *stated])
    return found


def _formula(tables: list[AreaTable], asked: Asked, stated: list[Stated]) -> list[Answer]:
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
        population = table.column(asked.population, "--population") if asked.population else None
        found.append(formula_answer(table, (known, result, population), stated))
    return found


def _damping(tables: list[AreaTable], asked: Asked) -> list[Answer]:
    """The question of a floor, of the tables that have all three columns."""
    options = (("--previous", asked.previous), ("--undamped", asked.undamped), ("--result", asked.result))
    missing = [option for option, wanted in options if not wanted]
    if missing:
        remedy, found = "name the three columns", f"no {', no '.join(missing)}"
        place = Place("a floor" if asked.floor or not asked.ceiling else "a ceiling")
        raise fault("damping-columns", place, found, "--previous, --undamped and --result", remedy)
    floor, ceiling = _growths(asked)
    answers_: list[Answer] = []
    for table in tables:
        places = [table.column(wanted, option) for option, wanted in options]
        previous, undamped, result = places
        assert previous is not None
        assert undamped is not None
        assert result is not None
        answers_.append(damping_answer(table, (previous, undamped, result), floor, ceiling))
    return answers_


def _growths(asked: Asked) -> list[Fraction | None]:
    """The floor and the ceiling asked about, as rates. Raises `Faults` where one is no percentage or they cross."""
    faults, rates = [], list[Fraction | None]()
    for option, text, example in (("--floor", asked.floor, "3.6%"), ("--ceiling", asked.ceiling, "6%")):
        try:
            rates.append(_percentage(text, option, example) if text else None)
        except Faults as found:
            faults += found.faults
    if faults:
        raise Faults(faults)
    floor, ceiling = rates
    if floor is not None and ceiling is not None and ceiling < floor:
        expected, remedy = f"{asked.floor}, the floor, or more", "raise the ceiling, or lower the floor"
        raise fault("ceiling-under-floor", Place("--ceiling"), asked.ceiling, expected, remedy)
    return rates


def _percentage(text: str, option: str, example: str) -> Fraction:
    figure = _figure(text, option)
    if figure is None or figure.unit != "%":
        raise fault("not-percent", Place(option), repr(text), f"a percentage such as {example}", "add the %")
    return figure.value


def _precept(table: AreaTable, asked: Asked, charge: Entry | None) -> list[Answer]:
    """What a table says of bands, of Band D year by year or of tax bases; nothing where a basis asks for shares."""
    if asked.basis:
        return []
    if bands := list(bands_answers(table)):
        return bands
    if not asked.result and (rises := list(rises_answers(table))):
        return rises
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
        yield shares_answer(table, one, _once([*stated, *of_table]))
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
        ("--population", asked.population),
        *(("--indicator", one) for one in asked.indicators),
    ):
        if wanted:
            kept = [table for table in kept if table.column(wanted, option) is not None]
            if not kept:
                names = [table.name(place) for table in tables for place in range(len(table.columns))]
                remedy = f"use one of {nearest(wanted, names)}"
                raise fault("no-such-column", Place(option), repr(wanted), "a column of figures", remedy)
    return kept
