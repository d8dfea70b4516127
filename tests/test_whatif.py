"""`csptool whatif`: what is set, swept and shaken, on the invented fund and through the command line."""

from __future__ import annotations

import json
import random
import re
import zipfile
from dataclasses import replace
from fractions import Fraction

import numpy as np
import openpyxl
import pytest

from csptool.screening import screen
from csptool.shaking import FINENESS, HALF_A_PENNY, shake
from formulas.exact import in_digits, read
from formulas.plan import Indicator, Measure
from formulas.refusals import Refused
from formulas.reweighed import Reweighed
from formulas.run import run
from formulas.scenario import WEIGHT, Target, changed, value_of
from formulas.sweep import break_evens, fineness, sweep_values
from tests.conftest import EXAMPLES
from tests.forms import form
from tests.plans import generated_plan, plain_plan, rule

BUDGET = EXAMPLES / "westmarch" / "budget.xlsx"
WITHOUT_RULES = ("--set", "rule:transition on cash=off", "--set", "rule:floor paid from excess=off")


def exact_amounts(fund, weights):
    """The amounts under other weights, None where the rules cannot be met."""
    try:
        return fund.amounts(weights)
    except Refused:
        return None


def rows_of(ran):
    assert ran.code == 0, ran.err
    return {row["area"]: row for row in json.loads(ran.out)["rows"]}


def test_setting_the_pot_changes_every_amount_in_proportion(csptool):
    rows = rows_of(
        csptool("whatif", EXAMPLES / "underspend-2024-25.xlsx", "--set", "pot=195810.12", "--format", "json")
    )
    assert rows["Leicester"]["baseline"] == "41603.01"
    assert abs(Fraction(rows["Leicester"]["scenario"]) - 2 * Fraction("41603.007")) < Fraction(1, 50)


def test_a_scenario_is_what_a_changed_workbook_would_give(csptool, tmp_path):
    book = openpyxl.load_workbook(BUDGET)
    weights = {"Population": 0.24, "Crime": 0.4, "Antisocial behaviour": 0.12, "Domestic abuse": 0.08}
    for line in book["Formula"].iter_rows(min_row=2):
        line[1].value = weights.get(line[0].value, 0.16)
    book["Fund"]["B3"] = 700000
    book.save(tmp_path / "changed.xlsx")
    expected = json.loads(csptool("allocate", "changed.xlsx", "--format", "json").out)["rows"]
    asked = ("--set", "weight:Crime=40%", "--set", "pot=£700k", "--format", "json")
    rows = rows_of(csptool("whatif", BUDGET, *asked))
    assert {area: read(row["scenario"]).value for area, row in rows.items()} == {
        row["area"]: read(row["allocation"]).value for row in expected
    }


def test_other_weights_keep_their_proportions(csptool):
    out = csptool("whatif", BUDGET, "--set", "weight:crime=40%").out
    assert "The weight of Crime: 25% becomes 40%." in out
    weights = "Population 24.00%, Crime 40.00%, Antisocial behaviour 12.00%, Domestic abuse 8.00%"
    assert weights in out


def test_gainers_losers_and_the_total(csptool):
    out = csptool("whatif", BUDGET, "--set", "top-slice:County analyst=0").out
    assert "9 of 9 areas" not in out, "areas at their floors cannot gain"
    assert "6 of 9 areas gain" in out
    assert "Total         £648,270.00  £676,200.00   +£27,930.00" in out


def test_a_figure_of_one_area_and_a_rule_can_be_set(csptool):
    asked = ("--set", "indicator:Antisocial behaviour:Ivelmouth=2000", "--set", "rule:lump sum=£0", "--format", "json")
    rows = rows_of(csptool("whatif", BUDGET, *WITHOUT_RULES, *asked))
    gain = Fraction(rows["Ivelmouth"]["difference"])
    assert gain > 0
    rows = rows_of(csptool("whatif", BUDGET, "--set", "previous:W05=60000", "--format", "json"))
    assert Fraction(rows["Elmcoast"]["difference"]) > 1000


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ((), "nothing to change"),
        (("--set", "weight:Crime"), "expected a target and a value with = between"),
        (("--set", "weight:Crme=40%"), "expected an indicator. Use one of 'Crime'"),
        (("--set", "weight:Crime=40"), "Write it as 40% if that is meant"),
        (("--set", "weight:Crime=140%"), "-40% for the others"),
        (("--set", "rule:ceiling=105%"), "expected a rule of the workbook. Use one of"),
        (("--set", "colour=red"), "expected pot, weight:NAME"),
        (("--set", "pot=lots"), "'lots'"),
        (("--set", "pot=600000"), "--set, floor paid from excess: found floors that come to"),
        (("--set", "previous:Nowhere=5"), "expected an area of the workbook"),
        (("--set", "pot=5", "--set", "pot=6"), "found pot twice, expected each target once"),
        (("--sweep", "weight:Crime=0:100"), "first:last:step"),
        (("--sweep", "weight:Crime=100:0:5"), "a last value above the first"),
        (("--sweep", "weight:Crime=0:100:0"), "a step above nought"),
        (("--sweep", "weight:Crime=0:100:0.00001"), "Take a larger step"),
        (("--set", "rule:lump=off", "--sweep", "rule:lump=0:9:3"), "found rule:lump sum set and swept"),
        (("--shake", "ten"), "such as 10%"),
        (("--shake", "10%", "--sweep", "pot=1:2:1"), "Ask one at a time"),
    ],
)
def test_a_question_that_cannot_be_asked_is_answered_with_what_can(csptool, asked, words):
    ran = csptool("whatif", BUDGET, *asked)
    assert ran.code == 2
    assert ran.out == ""
    assert words in ran.err


def test_a_sheet_that_is_no_budget_workbook_is_refused(csptool):
    ran = csptool("whatif", EXAMPLES / "leicestershire-2024-25.csv", "--set", "pot=5")
    assert ran.code == 2
    assert "csptool template allocate --with formula" in ran.err


def test_one_weight_cannot_be_shaken(csptool):
    ran = csptool("whatif", EXAMPLES / "underspend-2024-25.xlsx", "--shake", "10%")
    assert ran.code == 2
    assert "at least two weights" in ran.err


def test_a_sweep_of_a_plain_formula_is_a_straight_line(csptool):
    """Without rules each amount is linear in the weight, so that the middle is the mean of the ends."""
    ran = csptool("whatif", BUDGET, *WITHOUT_RULES, "--sweep", "weight:Crime=0:100:50", "--format", "json")
    low, middle, high = json.loads(ran.out)["rows"]
    for area in list(low)[1:]:
        apart = Fraction(middle[area]) - (Fraction(low[area]) + Fraction(high[area])) / 2
        assert abs(apart) <= Fraction(1, 100), area


def test_a_break_even_point_is_where_the_amount_crosses_last_year(csptool):
    out = csptool("whatif", BUDGET, *WITHOUT_RULES, "--sweep", "weight:Crime=0:100:5").out
    assert "Brackwater gets less than last year up to 24.313% (from 24.314% it does not)." in out
    for weight, lower in (("24.313%", True), ("24.314%", False)):
        rows = rows_of(csptool("whatif", BUDGET, *WITHOUT_RULES, "--set", f"weight:Crime={weight}", "--format", "json"))
        assert (Fraction(rows["Brackwater"]["scenario"]) < 101250) == lower


def test_sweeping_last_year_s_amount_compares_with_what_is_swept(csptool):
    """With last year's amount at nought nobody gets less than it; with a very large one the area does."""
    off = ("--set", "rule:floor=off")
    out = csptool("whatif", BUDGET, *off, "--sweep", "previous:Greywick=0:100000:20000").out
    upper = Fraction(re.search(r"Greywick .* from £([\d,.]+) upwards", out)[1].replace(",", ""))
    for value, loses in ((upper, True), (upper - 10, False)):
        rows = rows_of(
            csptool("whatif", BUDGET, *off, "--set", f"previous:Greywick={float(value)}", "--format", "json")
        )
        assert (Fraction(rows["Greywick"]["scenario"]) < value) == loses


def test_break_evens_are_found_in_both_directions():
    plan = plain_plan(100, (50, 50), previous=(40, 60))
    values = sweep_values(Fraction(50), Fraction(200), Fraction(50))
    pot = Target("pot")
    amounts = lambda value: run(changed(plan, {pot: value})).exact  # noqa: E731
    margins = lambda value: amounts(value) - plan.previous  # noqa: E731
    crossings = break_evens(margins, values, [margins(value) for value in values], fineness(Fraction(50)))
    assert [(c.row, c.loses_above) for c in crossings] == [(0, False), (1, False)]
    assert [float(c.high) for c in crossings] == pytest.approx([80, 120], abs=0.02)


def test_a_value_at_which_the_rules_cannot_be_met_is_said_to_be_so(csptool):
    out = csptool("whatif", BUDGET, "--sweep", "pot=600000:700000:50000").out
    assert (
        "n/a: at 2 values it cannot be done. At £600,000.00: floor paid from excess: found floors that come to" in out
    )
    assert out.count("n/a") >= 9


def test_the_workbook_of_a_sweep_has_its_chart(csptool, tmp_path):
    assert csptool("whatif", BUDGET, "--sweep", "weight:Crime=0:100:20", "-o", "sweep.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "sweep.xlsx")
    assert book.sheetnames == ["What if", "Chart", "Provenance"]
    assert len(book["Chart"]._charts) == 1
    table = list(book["What if"].iter_rows(values_only=True))
    first = next(row for row in table if row[0] == 0)
    assert len(first) == 10


def test_a_page_and_a_picture_are_the_same_each_time_and_fetch_nothing(csptool, tmp_path):
    for name in ("one.html", "two.html", "one.svg", "two.svg"):
        assert csptool("whatif", BUDGET, "--sweep", "weight:Crime=0:100:50", "-o", name).code == 0
    for suffix in ("html", "svg"):
        one, two = ((tmp_path / f"{name}.{suffix}").read_bytes() for name in ("one", "two"))
        assert one == two
    page = (tmp_path / "one.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "src=" not in page
    assert "<script" not in page


def test_csv_and_markdown_hold_the_same_rows(csptool):
    csv = csptool("whatif", BUDGET, "--set", "pot=700000", "--format", "csv").out.splitlines()
    assert csv[0] == "area,baseline,scenario,difference,difference_rate"
    assert len(csv) == 10
    assert csptool("whatif", BUDGET, "--set", "pot=700000", "--format", "markdown").out.startswith("## What if")


def test_screening_agrees_with_the_exact_arithmetic():
    """Floating point only finds draws; still it must agree, or the wrong draws would be found."""
    compared = 0
    for seed in range(60):
        try:
            outcome = run(generated_plan(seed))
        except Refused:
            continue
        fund, chance = Reweighed(outcome), random.Random(seed)
        drawn = [[Fraction(chance.randint(1, 100)) for _ in fund.shares] for _ in range(3)]
        weights = [[weight / sum(row) for weight in row] for row in drawn]
        amounts, impossible = screen(fund, np.array([[float(w) for w in row] for row in weights]))
        for draw, row in enumerate(weights):
            exact = exact_amounts(fund, row)
            assert (exact is None) == impossible[draw], seed
            if exact is not None:
                assert max(abs(float(a) - b) for a, b in zip(exact, amounts[draw], strict=True)) < 1e-6, seed
                compared += 1
    assert compared > 100


def test_other_weights_without_the_record_are_a_run_with_them():
    for seed in range(40):
        plan = generated_plan(seed, indicators=3)
        try:
            fund = Reweighed(run(plan))
        except Refused:
            continue
        target = Target(WEIGHT, plan.formula[0].name)
        other = changed(plan, {target: value_of(plan, target) / 2})
        weights = [line.weight for line in other.formula]
        try:
            expected = [in_digits(amount, 9) for amount in run(other).exact]
        except Refused:
            expected = None
        found = exact_amounts(fund, weights)
        assert (found and [in_digits(amount, 9) for amount in found]) == expected, seed


def two_indicators(rules, previous=(), pot=1000):
    plan = plain_plan(pot, (60, 40), rules, previous, Other=(20, 80))
    lines = [Indicator(name, Fraction(1, 2), Measure((name,))) for name in ("Basis", "Other")]
    return replace(plan, formula=tuple(lines))


def test_impossible_draws_are_left_out_and_counted():
    """A floor paid from gains that holds whoever is above it: with much weight on Basis there is too little."""
    plan = two_indicators([rule("floor paid from gains", "90%", "held")], (510, 500))
    outcome = run(plan)
    found = shake(outcome, Fraction(1, 2), 400, 3)
    fund, chance = Reweighed(outcome), random.Random(3)
    refused = 0
    for _ in range(400):
        drawn = [1 + Fraction(1, 2) * Fraction(chance.randint(-FINENESS, FINENESS), FINENESS) for _ in range(2)]
        refused += exact_amounts(fund, [w / sum(drawn) for w in drawn]) is None
    assert found.impossible == refused
    assert 0 < refused < 400


def test_a_fund_that_can_just_be_met_is_met_by_every_draw():
    """Floors that come to the pot to the penny: floating point must not find a shortfall in its own noise."""
    plan = two_indicators([rule("floor paid by scaling", "100%")], ("333.33", "666.67"))
    found = shake(run(plan), Fraction(1, 2), 500, 3)
    assert found.impossible == 0
    assert (
        [row.lowest for row in found.rows] == [row.highest for row in found.rows] == [row.stated for row in found.rows]
    )


def test_a_repeated_rule_must_be_named_by_its_column(csptool):
    book = EXAMPLES / "published" / "capital-charging-1989-90.xlsx"
    ran = csptool("whatif", book, "--set", "rule:amount per unit=30000")
    assert "name one of rule:amount per unit:Bodies, rule:amount per unit:Districts" in ran.err.replace("Name", "name")
    rows = rows_of(csptool("whatif", book, "--set", "rule:amount per unit:Districts=0", "--format", "json"))
    assert Fraction(rows["Northern"]["scenario"]) < Fraction(rows["Northern"]["baseline"])


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("pot=-5", "expected an amount above nought"),
        ("pot=50%", "Give an amount in pounds"),
        ("pot=690000.005", "whole number of units"),
        ("top-slice:Evaluation=5", "expected a part between 0% and 100%"),
        ("top-slice:Evaluation=500", "such as 95%"),
        ("top-slice:County analyst=2%", "Give an amount in pounds"),
        ("indicator:Population:=5", "expected an area of the workbook"),
        ("indicator:Population:Greywick=-5", "expected nought or more"),
        ("rule:lump sum=10%", "Give an amount in pounds"),
        ("weight:Crime=-5%", "expected a weight of nought or more"),
    ],
)
def test_what_is_set_is_judged_as_a_workbook_s_figures_are(csptool, asked, words):
    ran = csptool("whatif", BUDGET, "--set", asked)
    assert ran.code == 2
    assert words in ran.err


def test_a_part_may_be_set_as_it_is_written_in_the_workbook(csptool):
    for value in ("2 of 3", "2/3"):
        out = csptool("whatif", BUDGET, "--set", f"rule:transition={value}").out
        assert "The rule transition on cash: 1/3 becomes 2/3." in out


def test_labels_are_no_mathematics_and_no_references(csptool, tmp_path):
    areas = [["Area", "Basis"], ["$\\frac$", 1], ["Sheet1!A1", 2]]
    path = form(
        tmp_path, Areas=areas, Formula=None, Indicators=None, Top_slices=[["Top-slice", "Amount"], ["Sheet1!A1", 5]]
    )
    for suffix in ("svg", "xlsx", "html"):
        ran = csptool("whatif", path, "--sweep", "top-slice:Sheet1!A1=0:10:5", "-o", f"out.{suffix}")
        assert ran.code == 0, ran.err
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    assert charts
    assert all("<c:f>Sheet1!" not in chart for chart in charts)


def test_a_sweep_says_where_values_cannot_be(csptool, tmp_path):
    """Below at one end, above at the other, and nothing in the middle: neither 'never' nor 'at every value' is true."""
    changed = {
        "Areas": [["Area"], ["A"], ["B"]],
        "Indicators": [["Area", "One", "Two"], ["A", 60, 20], ["B", 40, 80]],
        "Formula": [["Indicator", "Weight", "Measure"], ["One", "50%", "count"], ["Two", "50%", "count"]],
        "Previous": [["Area", "Previous"], ["A", 51000], ["B", 50000]],
        "Rules": [["Rule", "Value", "Of"], ["floor paid from gains", "90%", "held"]],
    }
    out = csptool("whatif", form(tmp_path, **changed), "--sweep", "weight:One=40:100:30").out
    assert "n/a: at one value it cannot be done. At 70%: floor paid from gains: found floors and" in out
    assert "Less than last year on one side of values that cannot be: A, B." in out
    assert "at every value" not in out
    assert "Never less" not in out


def test_notes_and_failed_totals_are_told_by_whatif_too(csptool, tmp_path):
    path = form(tmp_path, Notes=[["x"]])
    assert "that no indicator and no rule uses: Bid" in csptool("whatif", path, "--set", "pot=5").err


def test_the_counts_of_a_shake_are_those_of_every_draw_worked_exactly():
    plan = generated_plan(3, 9, 4)
    outcome = run(plan)
    found = shake(outcome, Fraction(1, 10), 200, 7)
    fund, chance = Reweighed(outcome), random.Random(7)
    stated = [line.weight for line in plan.formula]
    exact = []
    for _ in range(200):
        drawn = [w * (1 + Fraction(1, 10) * Fraction(chance.randint(-FINENESS, FINENESS), FINENESS)) for w in stated]
        exact.append(exact_amounts(fund, [w / sum(drawn) for w in drawn]))
    met = [amounts for amounts in exact if amounts is not None]
    assert found.impossible == 200 - len(met)
    for place, row in enumerate(found.rows):
        amounts = [column[place] for column in met]
        assert row.gains == sum(a >= outcome.exact[place] + HALF_A_PENNY for a in amounts)
        assert row.loses == sum(a <= outcome.exact[place] - HALF_A_PENNY for a in amounts)
        assert row.lowest == min(amounts)
        assert row.highest == max(amounts)


def test_the_same_seed_gives_the_same_answer(csptool):
    asked = ("whatif", BUDGET, "--shake", "20%", "--draws", "300", "--format", "json")
    assert csptool(*asked).out == csptool(*asked).out
    assert csptool(*asked).out != csptool(*asked, "--seed", "2").out
