"""The formula workbook's live formulas, worked out by engines not ours, give csptool's figures to the penny."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import openpyxl
import pytest

from csptool.reports.run_workbook import as_workbook
from csptool.reports.working_layout import HEADER_ROW, WorkingLayout
from csptool.sheets.plan_workbook import PlanBudget
from csptool.sheets.source import Source
from formulas.columns import Column
from formulas.exact import in_full
from formulas.mechanisms.register import mechanisms
from formulas.plan import Plan
from formulas.refusals import Refused
from formulas.run import run
from tests.plans import example_plan, generated_plan, rule
from tests.recalculation import (
    NO_SOFFICE,
    SOFFICE,
    column,
    recalculated_by_formualizer,
    recalculated_by_libreoffice,
    values,
)

GENERATED = 120
NATIONAL = (
    rule("transition on cash", "1 of 3"),
    rule("floor paid from excess", "95%"),
    rule("ceiling", "115%"),
)
STATED: Counter[str] = Counter()


@pytest.fixture(scope="module")
def funds(tmp_path_factory):
    """The example of every mechanism, generated funds and a national one, as workbooks, with what each should show."""
    folder, made = tmp_path_factory.mktemp("formula"), {}
    plans = {name.replace(" ", "-"): example_plan(mechanism) for name, mechanism in mechanisms().items()}
    plans |= {str(seed): generated_plan(seed) for seed in range(GENERATED)}
    plans["national"] = replace(generated_plan(1, 350, 12), rules=NATIONAL)
    for name, plan in plans.items():
        try:
            outcome = run(plan)
        except Refused:
            STATED["refused"] += 1
            continue
        STATED[f"whole units {'stated' if outcome.working.steps['whole_units'].stated else 'live'}"] += 1
        path = folder / f"{name}.xlsx"
        path.write_bytes(as_workbook(PlanBudget(Source("plan.xlsx", b""), plan, {}), outcome, {}))
        made[path] = outcome
    return made


def assert_agrees(shown, outcome, name) -> None:
    found = column(shown["Allocation"], "Allocation")
    assert [in_full(Fraction(repr(figure))) for figure in found] == [in_full(x) for x in outcome.amounts], name
    results = [row[1] for row in shown["Checks"][3:] if row[0]]
    assert set(results) == {"holds"}, (name, shown["Checks"])
    assert "all hold" in [row[1] for row in shown["Summary"]], name
    if outcome.moves:
        for move in outcome.moves:
            got = column(shown["Who pays"], move.title.capitalize())
            assert [float(x) for x in got] == pytest.approx([float(x) for x in move.received], abs=0.001), name


def test_most_funds_can_be_met_and_are_live_to_the_penny(funds):
    assert STATED["refused"] < GENERATED / 5
    stems = {path.stem for path in funds}
    assert stems >= {"national", *(name.replace(" ", "-") for name in mechanisms())}
    assert STATED["whole units stated"] <= 6
    assert STATED["whole units live"] > GENERATED * 3 / 4


def test_the_stored_values_are_csptool_s(funds):
    for path, outcome in funds.items():
        assert_agrees(values(path), outcome, path.stem)


def test_formualizer_agrees_to_the_penny(funds):
    for path, outcome in funds.items():
        if len(outcome.amounts) <= 60:
            assert_agrees(recalculated_by_formualizer(path), outcome, path.stem)


@pytest.mark.skipif(not SOFFICE, reason=NO_SOFFICE)
def test_libreoffice_agrees_to_the_penny(funds, tmp_path):
    shown = recalculated_by_libreoffice(list(funds), tmp_path)
    for path, (source, outcome) in zip(shown, funds.items(), strict=True):
        assert_agrees(values(path), outcome, source.stem)


def moved(plan: Plan, what: str) -> Plan:
    """The plan with one input moved, as somebody would type over a pale cell."""
    if what == "pot":
        return replace(plan, fund=replace(plan.fund, pot=plan.fund.pot + plan.fund.rounding.unit * 1237))
    if what == "rule":
        value = plan.rules[-1].value
        other = value * Fraction(97, 100) if value < 10 else value - 100
        return replace(plan, rules=(*plan.rules[:-1], replace(plan.rules[-1], value=other)))
    name = plan.formula[0].measure.columns[0]
    first, *rest = plan.columns[name]
    return replace(plan, columns={**plan.columns, name: Column.of([first + 7, *rest])})


def retyped(path, target, plan: Plan, other: Plan) -> bool:
    """Copy the workbook with the cells changed in which the two plans differ; whether there were any."""
    book, found = openpyxl.load_workbook(path), False
    before, after = run(plan).working, run(other).working
    layout = WorkingLayout(before, 2 if any(plan.codes) else 1, len(plan.areas))
    for step in (*layout.settings, *layout.inputs):
        new = after.steps[step.key]
        for row in range(1 if step.for_fund else len(plan.areas)):
            if step.value(row) != new.value(row):
                found = True
                if step.for_fund:
                    book["Settings"].cell(layout.place(step) + 1, 2, float(new.value(row)))
                else:
                    book["Inputs"].cell(HEADER_ROW + 2 + row, layout.place(step) + 1, float(new.value(row)))
    book.save(target)
    return found


@pytest.mark.parametrize("what", ["pot", "rule", "figure"])
def test_a_changed_input_is_followed_or_a_check_fails(funds, tmp_path, what):
    """Type over a cell: either the live figures are what csptool gives for it, or a check says that they are not."""
    followed = failed = 0
    for path, outcome in list(funds.items())[:70]:
        try:
            other = moved(outcome.plan, what)
            expected = run(other)
            typed = retyped(path, tmp_path / path.name, outcome.plan, other)
        except (Refused, IndexError):
            continue
        if not typed:
            continue
        shown = recalculated_by_formualizer(tmp_path / path.name)
        amounts = [in_full(Fraction(repr(figure))) for figure in column(shown["Allocation"], "Allocation")]
        holds = {row[1] for row in shown["Checks"][3:] if row[0]} == {"holds"}
        if amounts == [in_full(x) for x in expected.amounts]:
            followed += 1
        else:
            assert not holds, (path.stem, what)
            failed += 1
    assert followed > failed > 0 or what == "figure"
    assert followed > 15


@pytest.mark.parametrize(
    "name", ["floor-paid-by-scaling", "minimum", "maximum", "cap-at-bid", "floor-per-head", "floor-paid-from-gains"]
)
@pytest.mark.parametrize("what", ["pot", "figure"])
def test_a_factor_with_bounds_on_one_side_is_live(funds, tmp_path, name, what):
    path, outcome = next((path, outcome) for path, outcome in funds.items() if path.stem == name)
    other = moved(outcome.plan, what)
    assert retyped(path, tmp_path / path.name, outcome.plan, other)
    shown = recalculated_by_formualizer(tmp_path / path.name)
    assert column(shown["Allocation"], "Allocation") == [float(amount) for amount in run(other).amounts]
    assert {row[1] for row in shown["Checks"][3:] if row[0]} == {"holds"}


def test_only_what_is_said_to_be_stated_is_not_live(funds):
    """Below the headers of the sheets that say they are live, every figure is a formula or is marked as stated."""
    path = next(path for path in funds if path.stem == "ceiling")
    book = openpyxl.load_workbook(path)
    for name in ("Allocation", "Who pays", "Steps"):
        for row in book[name].iter_rows(min_row=7):
            for cell in row:
                assert not isinstance(cell.value, int | float), (name, cell.coordinate)
    stated = [row[0].value for row in book["Working"].iter_rows(min_row=4) if isinstance(row[1].value, int | float)]
    assert stated == ["Scaling factor"]
    [factor] = [row for row in book["Working"].iter_rows(min_row=4) if row[0].value == "Scaling factor"]
    assert factor[3].value.startswith("=IF(")
