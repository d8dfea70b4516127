"""Every question that a paper's tables can be asked, in order, and the answers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from csptool.faults import Faults, Place, placed
from csptool.inferring.answer import Answer
from csptool.inferring.asked import DAMPING, FORMULA, WHOLE_UNITS, Asked, Columns
from csptool.inferring.bands_answer import bands_answers
from csptool.inferring.charge import Charge, charge_of
from csptool.inferring.columns_answer import columns_answer
from csptool.inferring.damping_answer import damping_answer
from csptool.inferring.formula_answer import formula_answer
from csptool.inferring.formula_search import formulas_found
from csptool.inferring.rises_answer import rises_answers
from csptool.inferring.shares_answer import shares_answer
from csptool.inferring.stated import Stated
from csptool.inferring.tables import AreaTable, area_tables
from csptool.inferring.tax_base_answer import tax_base_answer
from csptool.inferring.whole_units_answer import whole_units_answer
from csptool.papers import ReadPaper
from formulas.inference.fixed_sum import fixed_sums, with_rate
from formulas.inference.shares import ask, search
from formulas.inference.whole_units import Terms
from formulas.paper import Paper
from formulas.refusals import Refused
from formulas.relations.prose import passages

NOUGHT = Fraction(0)


def answers(paper: ReadPaper, asked: Asked) -> list[Answer]:
    """What the paper's tables imply. Raises `Faults` where an option names what there is not."""
    question, figures = asked.understood()
    tables = area_tables(paper.paper, asked.table)
    stated = _stated(paper.paper)
    if pot := figures.get("--pot"):
        stated.insert(0, Stated(pot, "--pot", asked=True))
    charge = charge_of(paper.paper, tables, figures.get("--band-d"))
    found: list[Answer] = []
    for table, columns in asked.with_columns(tables):
        if question is WHOLE_UNITS:
            terms = Terms(*(figures[one].value if one in figures else NOUGHT for one in ("--fixed", "--per-unit")))
            found.append(whole_units_answer(table, columns["--basis"][0], columns["--result"][0], terms))
        elif question is DAMPING:
            three = (columns["--previous"][0], columns["--undamped"][0], columns["--result"][0])
            floor, ceiling = (figures[one].value if one in figures else None for one in ("--floor", "--ceiling"))
            found.append(damping_answer(table, three, floor, ceiling))
        elif question is FORMULA:
            population = columns["--population"][0] if "--population" in columns else None
            formula = (columns["--indicator"], columns["--result"][0], population)
            found.append(formula_answer(table, formula, stated))
        else:
            precept = _precept(table, columns, charge) if "--basis" not in columns and not pot else []
            found += precept or _shares(table, columns, stated)
    if pot and not any(answer.kind in ("shares", "formula") for answer in found):
        found.append(_not_examined(stated[0]))
    return found


def _not_examined(pot: Stated) -> Answer:
    words = f"{pot.name} was held against nothing: no share-out was found. Name the columns with --basis and --result."
    return Answer("pot", "The pot asked about", [words])


def _stated(paper: Paper) -> list[Stated]:
    """Every sum of money in the text."""
    return [
        Stated(
            mention.entry, f"paragraph {mention.entry.paragraph}" if mention.entry.paragraph else "in a table's text"
        )
        for _, found in passages(paper)
        for mention in found
        if mention.kind == "money"
    ]


def _precept(table: AreaTable, columns: Columns, charge: Charge | None) -> list[Answer]:
    """What a table says of bands, of Band D year by year or of tax bases."""
    if bands := list(bands_answers(table)):
        return bands
    if "--result" not in columns and (rises := list(rises_answers(table))):
        return rises
    column = columns["--result"][0] if "--result" in columns else None
    bases = tax_base_answer(table, column, charge) if charge else None
    return [bases] if bases else []


def _shares(table: AreaTable, columns: Columns, stated: list[Stated]) -> Iterator[Answer]:
    basis, result = (columns[option][0] if option in columns else None for option in ("--basis", "--result"))
    if basis is not None and result is not None:
        try:
            found = [ask(table, basis, result)]
        except Refused as refused:
            raise Faults(placed(one, Place(f"table {table.number}, {one.about}")) for one in refused.refusals) from None
    else:
        found = list(search(table, basis, result))
    named = basis is not None and result is not None
    if named and (found[0].found is None or found[0].aside) and with_rate(table, found[0].basis, found[0].result):
        yield formula_answer(table, ([found[0].basis], found[0].result, None), stated)
        return
    for one in found:
        left = one.left_by_total(one.result)
        of_table = [Stated(left, "what the printed total leaves for these rows")] if left else []
        yield shares_answer(table, one, _once([*stated, *of_table]))
    if (answer := columns_answer(table, found)) is not None:
        yield answer
    if basis is None and result is None:
        known = {column for one in found for column in (one.basis, one.result)}
        for first, second in fixed_sums(table, known):
            yield formula_answer(table, ([first], second, None), stated)
        for indicators, second in formulas_found(table, known):
            yield formula_answer(table, (indicators, second, None), stated)


def _once(stated: list[Stated]) -> list[Stated]:
    """Each figure once, where it is first stated."""
    return list({one.entry.value: one for one in reversed(stated)}.values())[::-1]
