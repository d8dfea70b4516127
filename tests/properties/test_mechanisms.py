"""What must hold of every step of a formula fund, whatever the areas, their figures and the rules."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from csptool.reports.run_workbook import as_workbook
from csptool.sheets.plan_workbook import PlanBudget
from csptool.sheets.source import Source
from formulas import allocation
from formulas.balance import balance
from formulas.columns import Column
from formulas.mechanisms.mergers import Former, like_for_like
from formulas.mechanisms.register import mechanisms
from formulas.plan import GROSS, REMAINDER, Indicator, Measure, Plan, Rule, TopSlice
from formulas.refusals import Refused
from formulas.rounded import round_amounts
from formulas.rounding import PENNY, Rounding
from formulas.run import run
from formulas.who_pays import account, counterparts, in_pence
from tests.plans import generated_plan

SEEDS = st.integers(0, 2**32)
PARTS = st.fractions(0, 1, max_denominator=12)
FEWER = settings(max_examples=max(10, settings.default.max_examples // 8))  # for each of the many mechanisms
A, B, GAINS, NEW_MONEY = (
    "floor paid from excess",
    "floor paid by scaling",
    "floor paid from gains",
    "floor paid by new money",
)
FLOORS = (A, B, GAINS)
OLD_WEIGHTS = Fraction(1, 4), Fraction(3, 4), Fraction(0)
CEILING, FIRST = "ceiling", "ceiling applied first"
LINEAR = (
    "amount per unit",
    "equal share",
    "lump sum",
    "historic weight",
    "transition of weights",
    "pace of change",
    "transition by remaining gap",
    "transition on cash",
    "transition on shares",
    "withheld",
)
LEAVE_OVER = ("maximum", "cap at bid", "gains cap", CEILING, FIRST)


@dataclass(frozen=True)
class Drawn:
    """A drawn fund of two indicators, One at 60% and Two at 40%; every column has one figure an area."""

    pot: Fraction
    names: list[str]
    columns: dict[str, list[Fraction]]
    previous: list[Fraction]
    rules: tuple[Rule, ...] = ()
    weights: tuple[Fraction, ...] = (Fraction(60, 100), Fraction(40, 100))

    def plan(self) -> Plan:
        columns = {name: Column.of(column) for name, column in self.columns.items()}
        indicators = zip(self.weights, ("One", "Two", "Idle"), OLD_WEIGHTS, strict=False)
        formula = tuple(Indicator(name, w, Measure((name,)), previous_weight=old) for w, name, old in indicators)
        fund = allocation.Fund(self.pot)
        previous = Column.of(self.previous) if any(self.previous) else None
        return Plan(fund, self.names, [""] * len(self.names), columns, formula, self.rules, previous=previous)

    def with_rules(self, *rules: Rule) -> Drawn:
        return replace(self, rules=rules)

    def in_order(self, order: list[int]) -> Drawn:
        """The same areas in another order; a row may come twice."""
        names = [self.names[row] if order.count(row) == 1 else f"{self.names[row]} {n}" for n, row in enumerate(order)]
        columns = {name: [column[row] for row in order] for name, column in self.columns.items()}
        return replace(self, names=names, columns=columns, previous=[self.previous[row] for row in order])

    def with_column(self, name: str, column: list[Fraction]) -> Drawn:
        return replace(self, columns=self.columns | {name: column})

    def of_shares(self, amounts) -> Drawn:
        """The same fund, the formula giving these amounts."""
        return replace(self.with_column("One", list(amounts)).with_column("Two", list(amounts)), pot=sum(amounts))


def drawn_fund(seed: int, count: int) -> Drawn:
    chance = random.Random(seed)
    largest = chance.choice([3, 50, 10**6])  # small counts make level rows
    one = [Fraction(chance.randint(0, largest)) for _ in range(count)]
    one[chance.randrange(count)] += 1
    two = [Fraction(chance.randint(1, largest)) for _ in range(count)]
    pot = Fraction(chance.randint(1000 * count, 10**6 * count), 100)
    mixed = [o / sum(one) + t / sum(two) for o, t in zip(one, two, strict=True)]
    previous = [Fraction(int(50 * pot * m * chance.randint(70, 129) / 100), 100) for m in mixed]
    previous[-1] += PENNY
    if chance.random() < 0.2:
        previous[0] = Fraction(0)
    columns = {
        "One": one,
        "Two": two,
        "Bid": [b * chance.randint(60, 200) / 100 + pot / (20 * count) for b in previous],
        "Heads": [Fraction(chance.randint(1, 5000)) for _ in range(count)],
        "Units": [Fraction(chance.randint(0, 5)) for _ in range(count)],
        "Marked": [Fraction(chance.randint(0, 1)) for _ in range(count)],
    }
    return Drawn(pot, [f"Area {n:02}" for n in range(count)], columns, previous)


def rules_of(name: str, drawn: Drawn) -> list[Rule]:
    """Rules with this mechanism that most drawn funds can meet, of values that depend on the fund."""
    share, odd = drawn.pot / len(drawn.names), int(drawn.pot * 100) % 7
    percent = [Fraction(n, 100) for n in range(131)]
    per_head, sevenths = Rule("floor per head", percent[60 + 5 * odd], "Heads"), [Rule(name, Fraction(odd, 7))]
    floor = [Rule((A, B)[odd % 2], percent[75])] if odd else []
    stated = {
        "amount per unit": [Rule(name, share / 20, "Units")],
        "equal share": [Rule(name, percent[10 + odd])],
        "lump sum": [Rule(name, share / (odd + 2))],
        "historic weight": sevenths,
        "transition of weights": sevenths,
        "pace of change": sevenths,
        "transition by remaining gap": [Rule(name, Fraction(1, 3), str(odd + 1), Fraction(odd + 1))],
        "transition on cash": sevenths,
        "transition on shares": sevenths,
        CEILING: [Rule(CEILING, percent[100 + odd]), *floor],
        FIRST: [Rule(FIRST, percent[104 + odd]), *([Rule(A, percent[75])] if odd else [])],
        NEW_MONEY: [Rule(NEW_MONEY, percent[90 + odd])],
        B: [Rule(B, percent[80 + odd])],
        A: [Rule(A, percent[80 + odd])],
        GAINS: [Rule(GAINS, percent[70 + odd], ("held", "formula")[odd % 2])],
        "gains cap": [Rule(name, percent[98 + odd], "", percent[10 * odd + 10])],
        "cap at bid": [Rule(name, Fraction(0), "Bid")],
        "capped average": [Rule(name, percent[105 + odd], "Marked"), per_head],
        "floor per head": [per_head],
        "maximum": [Rule(name, share * (odd + 4) / 5)],
        "minimum": [Rule(name, share / (odd + 1))],
        "withheld": [Rule(name, percent[10 * odd])],
    }
    return stated[name]


FUNDS = st.builds(drawn_fund, SEEDS, st.integers(2, 60))
SMALL = st.builds(drawn_fund, SEEDS, st.integers(2, 16))
every_mechanism = pytest.mark.parametrize("name", mechanisms())


def met(plan: Plan | Drawn):
    """The run of a plan; another draw where its settings cannot be met."""
    try:
        return run(plan.plan() if isinstance(plan, Drawn) else plan)
    except Refused:
        reject()


def ruled(name: str, drawn: Drawn) -> Drawn:
    return drawn.with_rules(*rules_of(name, drawn))


def exact(drawn: Drawn) -> list[Fraction]:
    return list(met(drawn).exact)


def undamped(drawn: Drawn) -> list[Fraction]:
    return list(run(drawn.with_rules().plan()).exact)


def stated_factor(outcome) -> Fraction:
    [step] = [step for step in outcome.working if step.name == "Scaling factor"]
    return step.value(0)


def seen_in(drawn: Drawn, name: str) -> list[str]:
    """What a draw shows of a mechanism: whether it is met, protects somebody, leaves money over."""
    try:
        outcome = run(ruled(name, drawn).plan())
    except Refused:
        return ["refused"]
    moved = any(any(move.received) for move in outcome.moves)
    reached = {"moved": moved, "untouched": bool(outcome.moves) and not moved, "over": outcome.unplaced}
    return ["met", *(what for what, holds in reached.items() if holds)]


@every_mechanism
def test_the_draws_reach_every_case_of_a_mechanism(name):
    seen = Counter(what for seed in range(60) for what in seen_in(drawn_fund(seed, 2 + seed % 15), name))
    assert seen["met"] >= 30
    if name in (*FLOORS, NEW_MONEY, "minimum", "floor per head", *LEAVE_OVER):
        assert seen["moved"] >= 15
    if name in (CEILING, FIRST, "gains cap", "maximum", "cap at bid"):
        assert seen["over"] >= 2
    if name in (A, B, "minimum", "maximum", "cap at bid"):
        assert seen["untouched"] >= 1


# what holds of every mechanism


@every_mechanism
@FEWER
@given(drawn=SMALL)
def test_the_parts_come_to_the_pool_and_none_is_below_nought(name, drawn):
    amounts = exact(ruled(name, drawn))
    assert min(amounts) >= 0
    if name == NEW_MONEY:
        assert sum(amounts) >= drawn.pot
    elif name in LEAVE_OVER:
        assert sum(amounts) <= drawn.pot
    else:
        assert sum(amounts) == drawn.pot


@every_mechanism
@FEWER
@given(drawn=SMALL, chance=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(name, drawn, chance):
    drawn = ruled(name, drawn)
    order = list(range(len(drawn.names)))
    chance.shuffle(order)
    before, after = met(drawn), run(drawn.in_order(order).plan())
    assert list(after.exact) == [before.exact[row] for row in order]
    assert list(after.amounts) == [before.amounts[row] for row in order]
    assert list(after.held) == [before.held[row] for row in order]


@every_mechanism
@FEWER
@given(drawn=SMALL)
def test_new_names_in_the_same_order_change_nothing(name, drawn):
    drawn = ruled(name, drawn)
    renamed = replace(drawn, names=[f"District {n:02}" for n in range(len(drawn.names))])
    before, after = met(drawn), run(renamed.plan())
    assert after.exact == before.exact
    assert after.amounts == before.amounts


@every_mechanism
@FEWER
@given(drawn=SMALL, scale=st.fractions("1/1000", 1000, max_denominator=1000).filter(bool))
def test_the_unit_that_an_indicator_is_counted_in_changes_nothing(name, drawn, scale):
    drawn = ruled(name, drawn)
    scaled = drawn.with_column("One", [count * scale for count in drawn.columns["One"]])
    assert exact(drawn) == exact(scaled)


@every_mechanism
@FEWER
@given(
    drawn=SMALL,
    scale=st.integers(1, 100).map(Fraction),  # the pot stays in whole pennies
)
def test_scaling_all_money_scales_every_part(name, drawn, scale):
    drawn = ruled(name, drawn)
    pounds = mechanisms()[name].value == "pounds"
    rules = [replace(r, value=r.value * scale) if pounds else r for r in drawn.rules]
    scaled = drawn.with_rules(*rules).with_column("Bid", [bid * scale for bid in drawn.columns["Bid"]])
    scaled = replace(scaled, pot=drawn.pot * scale, previous=[b * scale for b in drawn.previous])
    assert exact(scaled) == [amount * scale for amount in exact(drawn)]


WITHOUT_FIXED_SUMS = (
    "equal share",
    "historic weight",
    "transition of weights",
    "transition on shares",
    "pace of change",
    "floor per head",
    "capped average",
)


@pytest.mark.parametrize("name", WITHOUT_FIXED_SUMS)
@FEWER
@given(drawn=SMALL, scale=st.integers(1, 100).map(Fraction))
def test_scaling_the_pot_scales_every_part_where_no_sum_is_fixed(name, drawn, scale):
    drawn = ruled(name, drawn)
    assert exact(replace(drawn, pot=drawn.pot * scale)) == [amount * scale for amount in exact(drawn)]


@every_mechanism
@FEWER
@given(drawn=SMALL, row=st.integers(0, 15), more=st.integers(1, 10**6))
def test_a_higher_count_never_lowers_the_area_s_own_part(name, drawn, row, more):
    drawn, row = ruled(name, drawn), row % len(drawn.names)
    counts = list(drawn.columns["One"])
    counts[row] += more
    before, after = exact(drawn), exact(drawn.with_column("One", counts))
    assert after[row] >= before[row]
    if name in LINEAR:  # the others pay, each of them; where a factor is solved some may gain by it
        assert all(a <= b for place, (a, b) in enumerate(zip(after, before, strict=True)) if place != row)


@every_mechanism
@FEWER
@given(drawn=SMALL, row=st.integers(0, 15))
def test_equal_rows_get_equal_parts(name, drawn, row):
    row %= len(drawn.names)
    twins = drawn.in_order([*range(len(drawn.names)), row])
    amounts = exact(twins.with_rules(*rules_of(name, drawn)))
    assert amounts[row] == amounts[-1]


@every_mechanism
@FEWER
@given(drawn=SMALL)
def test_an_indicator_without_weight_changes_nothing(name, drawn):
    drawn = ruled(name, drawn)
    more = replace(drawn.with_column("Idle", drawn.columns["Heads"]), weights=(*drawn.weights, Fraction(0)))
    assert exact(more) == exact(drawn)


GIVES_TO_ALL = ("equal share", "lump sum", "minimum")


@pytest.mark.parametrize("name", [name for name in mechanisms() if name not in GIVES_TO_ALL])
@FEWER
@given(drawn=SMALL)
def test_an_area_with_nothing_changes_nobody(name, drawn):
    drawn = ruled(name, drawn)
    columns = {column: [*figures, Fraction(0)] for column, figures in drawn.columns.items()}
    more = replace(drawn, names=[*drawn.names, "Nowhere"], columns=columns, previous=[*drawn.previous, Fraction(0)])
    assert exact(more) == [*exact(drawn), 0]


@pytest.mark.parametrize("name", GIVES_TO_ALL)
def test_an_area_with_nothing_takes_its_part_of_what_all_get(name):
    drawn = drawn_fund(1, 5)
    columns = {column: [*figures, Fraction(0)] for column, figures in drawn.columns.items()}
    more = replace(drawn, names=[*drawn.names, "Nowhere"], columns=columns, previous=[*drawn.previous, Fraction(0)])
    assert exact(ruled(name, more))[-1] > 0


def workbook(plan: Plan) -> bytes:
    return as_workbook(PlanBudget(Source("plan.xlsx", b""), plan, {}), met(plan), {})


@settings(max_examples=max(10, settings.default.max_examples // 8))
@given(SEEDS)
def test_running_twice_gives_the_same_bytes(seed):
    assert workbook(generated_plan(seed)) == workbook(generated_plan(seed))


# plans of many rules


@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_in_a_plan_of_many_rules(seed, chance):
    plan = generated_plan(seed)
    order = list(range(len(plan.areas)))
    chance.shuffle(order)
    columns = {name: Column.of(column[row] for row in order) for name, column in plan.columns.items()}
    areas, codes = ([labels[row] for row in order] for labels in (plan.areas, plan.codes))
    previous = Column.of(plan.previous[row] for row in order)
    shuffled = replace(plan, areas=areas, codes=codes, columns=columns, previous=previous)
    before, after = met(plan), met(shuffled)
    assert list(after.exact) == [before.exact[row] for row in order]
    assert list(after.amounts) == [before.amounts[row] for row in order]


@given(SEEDS)
def test_every_pound_of_the_pot_is_accounted_for(seed):
    outcome = met(generated_plan(seed))
    slices = sum((part.amount for part in outcome.slices), Fraction(0))
    given_out = sum(outcome.amounts)
    pot = outcome.plan.fund.pot
    assert pot + outcome.new_money == slices + given_out + outcome.unplaced - outcome.residue
    unit = outcome.plan.fund.rounding.unit
    assert 0 <= outcome.exact.total() - outcome.available - outcome.new_money + outcome.unplaced < unit


@given(SEEDS)
def test_each_step_starts_from_what_the_one_before_it_left(seed):
    outcome = met(generated_plan(seed))
    ends = [outcome.formula, *(move.after for move in outcome.moves)]
    assert [move.before for move in outcome.moves] == ends[:-1]
    assert outcome.exact == ends[-1]


# top-slices and fixed sums


SLICES = st.lists(
    st.one_of(
        st.builds(TopSlice, st.just("Fixed"), st.integers(0, 10**6).map(lambda pence: pence * PENNY)),
        st.builds(TopSlice, st.just("Rate"), st.fractions(0, "1/5"), st.sampled_from([GROSS, REMAINDER])),
    ),
    max_size=4,
)


@given(st.integers(10**7, 10**9), SLICES)
def test_the_gross_pot_is_the_slices_and_what_is_left(pence, slices):
    pot = pence * PENNY
    plan = replace(replace(drawn_fund(1, 3), pot=pot).plan(), top_slices=tuple(slices))
    outcome = met(plan)
    found = [part.amount for part in outcome.slices]
    assert sum(found, Fraction(0)) + outcome.available == pot
    fixed = sum((line.value for line in slices if not line.of), Fraction(0))
    bases = {"": 1, GROSS: pot, REMAINDER: pot - fixed}
    for line, amount in zip(slices, found, strict=True):
        assert (amount / PENNY).denominator == 1
        assert abs(amount - line.value * bases[line.of]) <= PENNY / 2
    assert sum(outcome.amounts) == outcome.available


@given(FUNDS, PARTS, PARTS, PARTS)
def test_fixed_sums_come_first_and_the_formula_shares_the_rest(drawn, lump, equal, unit):
    units = drawn.columns["Units"]
    each = drawn.pot / len(drawn.names) * lump / 3
    per_unit = drawn.pot / (sum(units) + 1) * unit / 3
    rules = Rule("lump sum", each), Rule("equal share", equal / 3), Rule("amount per unit", per_unit, "Units")
    fixed = [each + drawn.pot * equal / 3 / len(drawn.names) + per_unit * count for count in units]
    left = 1 - sum(fixed) / drawn.pot
    shared = [f + left * r for f, r in zip(fixed, undamped(drawn), strict=True)]
    assert exact(drawn.with_rules(*rules)) == shared


# transitions


TRANSITIONS = ("transition on cash", "transition on shares", "transition by remaining gap", "pace of change")


def same_pool(drawn: Drawn) -> Drawn:
    """The fund with last year's allocations coming to this year's pot."""
    scale = drawn.pot / sum(drawn.previous)
    return replace(drawn, previous=[b * scale for b in drawn.previous])


def phased(drawn: Drawn, name: str, part: Fraction, year: int = 1) -> list[Fraction]:
    of = Fraction(year) if name == "transition by remaining gap" else None
    return list(run(drawn.with_rules(Rule(name, part, str(year) if of else "", of)).plan()).exact)


@pytest.mark.parametrize("name", TRANSITIONS)
@FEWER
@given(drawn=FUNDS)
def test_a_transition_starts_from_the_old_shares_and_ends_at_the_formula(name, drawn):
    scale = drawn.pot / sum(drawn.previous)
    assert phased(drawn, name, Fraction(0)) == [b * scale for b in drawn.previous]
    assert phased(drawn, name, Fraction(1)) == undamped(drawn)


@pytest.mark.parametrize("name", TRANSITIONS)
@FEWER
@given(drawn=FUNDS, part=PARTS)
def test_in_a_transition_every_area_lies_between_old_and_new(name, drawn, part):
    drawn = same_pool(drawn)
    rows = zip(drawn.previous, phased(drawn, name, part), undamped(drawn), strict=True)
    assert all(min(old, new) <= amount <= max(old, new) for old, amount, new in rows)


@pytest.mark.parametrize("name", ["transition on cash", "transition on shares"])
@FEWER
@given(drawn=FUNDS, years=st.integers(1, 6))
def test_a_transition_moves_every_area_by_equal_steps(name, drawn, years):
    drawn = same_pool(drawn)
    path = [drawn.previous, *(phased(drawn, name, Fraction(year, years)) for year in range(1, years + 1))]
    for row, new in enumerate(undamped(drawn)):
        steps = {after[row] - before[row] for before, after in pairwise(path)}
        assert steps == {(new - drawn.previous[row]) / years}


@given(FUNDS, PARTS, st.integers(1, 8))
def test_the_remaining_gap_shrinks_by_the_same_part_every_year(drawn, part, year):
    drawn = same_pool(drawn)
    gaps = [new - x for new, x in zip(undamped(drawn), phased(drawn, TRANSITIONS[2], part, year), strict=True)]
    later = [new - x for new, x in zip(undamped(drawn), phased(drawn, TRANSITIONS[2], part, year + 1), strict=True)]
    assert later == [gap * (1 - part) for gap in gaps]


@given(FUNDS, PARTS)
def test_a_transition_on_cash_is_the_blend_scaled_to_the_pool(drawn, part):
    blend = [old * (1 - part) + new * part for old, new in zip(drawn.previous, undamped(drawn), strict=True)]
    assert phased(drawn, "transition on cash", part) == [x * drawn.pot / sum(blend) for x in blend]


@given(FUNDS, PARTS)
def test_a_historic_weight_blends_last_year_s_shares_with_the_formula_s(drawn, part):
    rows = zip(drawn.previous, undamped(drawn), strict=True)
    blend = [part * drawn.pot * old / sum(drawn.previous) + (1 - part) * new for old, new in rows]
    assert exact(drawn.with_rules(Rule("historic weight", part))) == blend


@given(FUNDS, PARTS)
def test_a_transition_of_weights_blends_the_old_formula_with_the_new(drawn, part):
    old = undamped(replace(drawn, weights=OLD_WEIGHTS[:2]))
    blend = [(1 - part) * before + part * after for before, after in zip(old, undamped(drawn), strict=True)]
    assert exact(drawn.with_rules(Rule("transition of weights", part))) == blend


# distance from target


def distances(amounts, targets) -> list[Fraction]:
    return [(x - target) / target for x, target in zip(amounts, targets, strict=True)]


@given(FUNDS, PARTS)
def test_the_distance_from_target_shrinks_by_the_pace(drawn, pace):
    level = same_pool(drawn).previous
    opening = distances(level, undamped(drawn))
    closing = distances(phased(drawn, "pace of change", pace), undamped(drawn))
    assert closing == [distance * (1 - pace) for distance in opening]


@given(FUNDS, PARTS)
def test_growth_never_rises_with_the_distance_from_target(drawn, pace):
    level, amounts = same_pool(drawn).previous, phased(drawn, "pace of change", pace)
    opening = distances(level, undamped(drawn))
    rows = sorted((distance, x / y) for distance, x, y in zip(opening, amounts, level, strict=True) if y)
    growth = [part for _, part in rows]
    assert growth == sorted(growth, reverse=True)
    assert all(a[1] == b[1] for a, b in pairwise(rows) if a[0] == b[0])


# floors


RATES = st.integers(50, 99).map(lambda rate: Fraction(rate, 100))
CHOICES = st.sampled_from(["held", "formula"])


def floor_rule(name: str, rate: Fraction, choice: str = "formula") -> Rule:
    return Rule(name, rate, choice if name == GAINS else "")


def floored(name, drawn, rate, choice="formula"):
    """The run with this floor, the formula's amounts and the floors of all areas."""
    outcome = met(drawn.with_rules(floor_rule(name, rate, choice)))
    return outcome, undamped(drawn), [rate * b for b in drawn.previous]


every_floor = pytest.mark.parametrize("name", FLOORS)


@every_floor
@FEWER
@given(drawn=FUNDS, rate=RATES, choice=CHOICES)
def test_a_floor_keeps_the_sum_and_no_area_falls_below_it(name, drawn, rate, choice):
    outcome, _, floors = floored(name, drawn, rate, choice)
    assert outcome.exact.total() == drawn.pot
    assert all(x >= f for x, f in zip(outcome.exact, floors, strict=True))


@every_floor
@FEWER
@given(drawn=FUNDS, rate=RATES)
def test_no_area_gets_more_than_its_floor_or_the_formula(name, drawn, rate):
    outcome, formula, floors = floored(name, drawn, rate)
    assert all(x <= max(f, r) for x, r, f in zip(outcome.exact, formula, floors, strict=True))


@every_floor
@FEWER
@given(drawn=FUNDS, rate=RATES, choice=CHOICES)
def test_the_factor_is_between_nought_and_one(name, drawn, rate, choice):
    outcome, _, _ = floored(name, drawn, rate, choice)
    assert 0 <= stated_factor(outcome) <= 1


@pytest.mark.parametrize("name", [A, B])
@FEWER
@given(drawn=FUNDS, rate=RATES)
def test_the_factor_is_one_where_nobody_is_protected_and_only_there(name, drawn, rate):
    outcome, formula, floors = floored(name, drawn, rate)
    protected = any(r < f for r, f in zip(formula, floors, strict=True))
    assert (stated_factor(outcome) == 1) == (not protected)


@pytest.mark.parametrize("name", [A, B])
@FEWER
@given(drawn=FUNDS)
def test_floors_that_come_to_the_pool_put_everybody_on_the_floor(name, drawn):
    drawn = same_pool(drawn)
    assert exact(drawn.with_rules(Rule(name, Fraction(1)))) == drawn.previous


@pytest.mark.parametrize("name", [A, B])
@FEWER
@given(drawn=FUNDS, above=st.integers(1, 100))
def test_floors_above_the_pool_are_refused(name, drawn, above):
    drawn = same_pool(drawn).with_rules(Rule(name, 1 + Fraction(above, 1000)))
    with pytest.raises(Refused) as refused:
        run(drawn.plan())
    assert [refusal.code for refusal in refused.value.refusals] == ["infeasible"]


@every_floor
@FEWER
@given(drawn=FUNDS, rate=RATES, more=st.integers(0, 30))
def test_a_higher_floor_never_raises_the_factor(name, drawn, rate, more):
    before, _, _ = floored(name, drawn, rate)
    after, _, _ = floored(name, drawn, min(Fraction(1), rate + Fraction(more, 100)))
    assert stated_factor(after) <= stated_factor(before)


@pytest.mark.parametrize("name", [B, GAINS])
@FEWER
@given(drawn=FUNDS, rate=RATES, more=st.integers(0, 30))
def test_a_higher_floor_never_raises_an_area_above_it(name, drawn, rate, more):
    """Not so of a floor paid from excess: it moves an area that is just above the floor up with the floor."""
    before, _, _ = floored(name, drawn, rate)
    after, _, floors = floored(name, drawn, min(Fraction(1), rate + Fraction(more, 100)))
    rows = zip(before.exact, after.exact, floors, strict=True)
    assert all(later <= earlier for earlier, later, floor in rows if later > floor)


@given(FUNDS, RATES, st.integers(0, 30))
def test_a_higher_floor_paid_from_excess_never_raises_those_above_it_together(drawn, rate, more):
    before, _, _ = floored(A, drawn, rate)
    after, formula, floors = floored(A, drawn, min(Fraction(1), rate + Fraction(more, 100)))
    rows = list(zip(before.exact, after.exact, formula, floors, strict=True))
    assert sum(later - earlier for earlier, later, r, f in rows if r > f) <= 0


def test_a_higher_floor_paid_from_excess_may_raise_an_area_just_above_it():
    """The second area has 29,000 by the formula: above both floors, yet it ends higher under the higher one."""
    thousands = [[Fraction(1000 * n) for n in column] for column in ((46, 29, 15, 10), (40, 30, 20, 10))]
    drawn = replace(drawn_fund(1, 4), previous=thousands[1]).of_shares(thousands[0])
    lower, higher = (floored(A, drawn, rate)[0].exact[1] for rate in (Fraction(90, 100), Fraction(95, 100)))
    assert lower == 27000 + Fraction(10, 13) * 2000
    assert higher == 28500 + Fraction(5, 9) * 500
    assert higher > lower


@pytest.mark.parametrize("name", [A, B])
@FEWER
@given(drawn=FUNDS, rate=RATES)
def test_damping_what_is_damped_changes_nothing(name, drawn, rate):
    outcome, _, _ = floored(name, drawn, rate)
    assert floored(name, drawn.of_shares(outcome.exact), rate)[0].exact == outcome.exact


@every_floor
@FEWER
@given(drawn=FUNDS, rate=RATES, choice=CHOICES)
def test_a_floor_never_turns_the_order_of_the_ratios_to_the_floor(name, drawn, rate, choice):
    outcome, formula, floors = floored(name, drawn, rate, choice)
    rows = sorted((r / f, x / f) for x, r, f in zip(outcome.exact, formula, floors, strict=True) if f)
    after = [ratio for _, ratio in rows]
    assert after == sorted(after)


@every_floor
@FEWER
@given(drawn=FUNDS, rate=RATES, choice=CHOICES)
def test_what_a_floor_pays_out_is_what_it_takes_in(name, drawn, rate, choice):
    outcome, formula, _ = floored(name, drawn, rate, choice)
    [move] = outcome.moves
    found = account(move.before, move.after)
    assert list(move.before) == formula
    assert found.received.total() == found.given.total()
    assert found.new_money == found.left_over == 0


@given(FUNDS, RATES)
def test_the_excess_pays_what_the_protected_lack(drawn, rate):
    outcome, formula, floors = floored(A, drawn, rate)
    rows = list(zip(outcome.exact, formula, floors, strict=True))
    k = stated_factor(outcome)
    lacking = sum(max(Fraction(0), f - r) for _, r, f in rows)
    assert lacking == (1 - k) * sum(max(Fraction(0), r - f) for _, r, f in rows)
    assert [x for x, _, _ in rows] == [f + k * max(Fraction(0), r - f) for _, r, f in rows]


@given(FUNDS, RATES)
def test_all_above_a_floor_paid_by_scaling_share_one_factor(drawn, rate):
    outcome, formula, floors = floored(B, drawn, rate)
    k = stated_factor(outcome)
    assert list(outcome.exact) == [max(f, k * r) for r, f in zip(formula, floors, strict=True)]


@given(FUNDS, RATES, CHOICES)
def test_gains_over_last_year_share_one_factor_and_the_rest_go_by_the_choice(drawn, rate, choice):
    outcome, formula, floors = floored(GAINS, drawn, rate, choice)
    k = stated_factor(outcome)
    for x, r, f, b in zip(outcome.exact, formula, floors, drawn.previous, strict=True):
        if r >= b:
            assert x == b + k * (r - b)
        elif r > f:
            assert x == (b if choice == "held" else r)
        else:
            assert x == f


@given(FUNDS, st.integers(50, 150).map(lambda rate: Fraction(rate, 100)))
def test_new_money_is_what_the_protected_lack_and_takes_from_nobody(drawn, rate):
    outcome, formula, floors = floored(NEW_MONEY, drawn, rate)
    rows = list(zip(formula, floors, strict=True))
    assert list(outcome.exact) == [max(r, f) for r, f in rows]
    [move] = outcome.moves
    found = account(move.before, move.after)
    assert found.new_money == sum(max(Fraction(0), f - r) for r, f in rows)
    assert not any(found.given)


def one_pass(formula, floors) -> list[Fraction]:
    """The wrong way: protect those below the floor, scale the rest once, and look no further."""
    rows = list(zip(formula, floors, strict=True))
    spare = sum(formula) - sum(f for r, f in rows if r < f)
    rest = sum(r for r, f in rows if r >= f)
    return [f if r < f else r * spare / rest for r, f in rows]


def test_one_pass_scaling_breaks_floors_that_the_mechanism_keeps():
    seen: Counter[str] = Counter()
    for seed in range(150):
        drawn, rate = drawn_fund(seed, 12), Fraction(92, 100)
        floors = [rate * b for b in drawn.previous]
        if sum(floors) > drawn.pot:
            continue
        seen["met"] += 1
        outcome = run(drawn.with_rules(Rule(B, rate)).plan())
        naive = one_pass(undamped(drawn), floors)
        seen["naive broke"] += any(x < f for x, f in zip(naive, floors, strict=True))
        seen["mechanism broke"] += any(x < f for x, f in zip(outcome.exact, floors, strict=True))
    assert seen["met"] > 75
    assert seen["naive broke"] > 20
    assert seen["mechanism broke"] == 0


# ceilings


def ceilings(drawn: Drawn, rate: Fraction, formula) -> list[Fraction]:
    """The highest amount of every area: a new one has no ceiling and is held to the formula."""
    return [rate * b if b else r for b, r in zip(drawn.previous, formula, strict=True)]


CEILINGS = st.integers(90, 130).map(lambda rate: Fraction(rate, 100))
BESIDE = [(CEILING, A), (CEILING, B), (CEILING, ""), (FIRST, A), (FIRST, "")]


@pytest.mark.parametrize(("name", "floor"), BESIDE)
@FEWER
@given(drawn=FUNDS, rate=CEILINGS, low=st.integers(50, 90).map(lambda rate: Fraction(rate, 100)))
def test_a_ceiling_holds_everybody_and_what_is_over_is_a_line_of_its_own(name, floor, drawn, rate, low):
    rules = [Rule(name, rate), *([Rule(floor, low)] if floor else [])]
    outcome, formula = met(drawn.with_rules(*rules)), undamped(drawn)
    highest = ceilings(drawn, rate, formula)
    lowest = [low * b if floor else Fraction(0) for b in drawn.previous]
    rows = list(zip(lowest, outcome.exact, highest, strict=True))
    assert all(f <= x <= c for f, x, c in rows)
    over = drawn.pot - outcome.exact.total()
    assert over >= 0
    assert 0 <= outcome.unplaced - over < PENNY
    if name == CEILING and over:
        # money is left over only where nobody that could take more was allowed it
        assert all(x == c for (f, x, c), r in zip(rows, formula, strict=True) if (r > f if floor == A else r))


@pytest.mark.parametrize("floor", [A, B])
@FEWER
@given(drawn=FUNDS, rate=CEILINGS)
def test_a_ceiling_solved_with_a_floor_has_one_factor_for_all(floor, drawn, rate):
    outcome, formula = met(drawn.with_rules(Rule(CEILING, rate), Rule(floor, Fraction(4, 5)))), undamped(drawn)
    k, highest = stated_factor(outcome), ceilings(drawn, rate, formula)
    floors = [b * 4 / 5 for b in drawn.previous]
    rows = zip(floors, formula, highest, strict=True)
    if floor == A:
        assert list(outcome.exact) == [min(c, f + k * max(Fraction(0), r - f)) for f, r, c in rows]
    else:
        assert list(outcome.exact) == [min(c, max(f, k * r)) for f, r, c in rows]


@given(FUNDS, CEILINGS)
def test_after_a_ceiling_applied_first_only_those_between_the_bounds_pay(drawn, rate):
    outcome, formula = met(drawn.with_rules(Rule(FIRST, rate), Rule(A, Fraction(4, 5)))), undamped(drawn)
    k, highest = stated_factor(outcome), ceilings(drawn, rate, formula)
    floors = [b * 4 / 5 for b in drawn.previous]
    assert 0 <= k <= 1
    for x, f, r, c, b in zip(outcome.exact, floors, formula, highest, drawn.previous, strict=True):
        # an area that is new has no ceiling and pays like any other
        assert x == (c if b and r >= c else f + k * max(Fraction(0), r - f))


@given(FUNDS, CEILINGS, PARTS)
def test_a_cap_on_gains_cuts_the_part_stated_of_what_is_above_the_mark(drawn, rate, cut):
    outcome, formula = met(drawn.with_rules(Rule("gains cap", rate, "", cut))), undamped(drawn)
    marks = ceilings(drawn, rate, formula)
    expected = [r - cut * max(Fraction(0), r - mark) for r, mark in zip(formula, marks, strict=True)]
    assert list(outcome.exact) == expected


# minimums, maximums, bids, floors per head


def assert_bounded(drawn: Drawn, lowest, highest) -> None:
    """The bounds are kept, all between them share one factor, and money is left over only where nobody may take it."""
    outcome, formula = met(drawn), undamped(drawn)
    rows = list(zip(outcome.exact, formula, lowest, highest, strict=True))
    assert all(low <= x <= high for x, _, low, high in rows)
    assert len({x / r for x, r, low, high in rows if r and low < x < high}) <= 1
    k = stated_factor(outcome)
    assert [x for x, _, _, _ in rows] == [min(high, max(low, k * r)) for _, r, low, high in rows]
    over = drawn.pot - outcome.exact.total()
    assert over >= 0
    assert 0 <= outcome.unplaced - over < PENNY
    if over:
        assert all(x == high for x, r, _, high in rows if r)


NO_LOW, NO_HIGH = Fraction(0), Fraction(10**30)


@given(FUNDS, PARTS)
def test_a_minimum(drawn, part):
    least = drawn.pot / len(drawn.names) * part
    count = len(drawn.names)
    assert_bounded(drawn.with_rules(Rule("minimum", least)), [least] * count, [NO_HIGH] * count)


@given(FUNDS, st.fractions("1/2", 3, max_denominator=12))
def test_a_maximum(drawn, part):
    most = drawn.pot / len(drawn.names) * part
    count = len(drawn.names)
    assert_bounded(drawn.with_rules(Rule("maximum", most)), [NO_LOW] * count, [most] * count)


@given(FUNDS)
def test_a_cap_at_the_bid(drawn):
    drawn = drawn.with_rules(Rule("cap at bid", Fraction(0), "Bid"))
    assert_bounded(drawn, [NO_LOW] * len(drawn.names), drawn.columns["Bid"])


@given(FUNDS)
def test_the_bids_or_the_pool_are_shared_out_whichever_is_less(drawn):
    drawn = drawn.with_column("One", [count + 1 for count in drawn.columns["One"]])
    outcome = met(drawn.with_rules(Rule("cap at bid", Fraction(0), "Bid")))
    assert outcome.exact.total() == min(drawn.pot, sum(drawn.columns["Bid"]))


@given(FUNDS, PARTS)
def test_a_minimum_together_with_a_cap_at_the_bid_and_a_maximum(drawn, part):
    least = min(*drawn.columns["Bid"], drawn.pot / len(drawn.names)) * part
    most = drawn.pot / 2
    highest = [min(bid, most) for bid in drawn.columns["Bid"]]
    rules = Rule("minimum", least), Rule("cap at bid", Fraction(0), "Bid"), Rule("maximum", most)
    assert_bounded(drawn.with_rules(*rules), [least] * len(drawn.names), highest)


@given(FUNDS, PARTS)
def test_a_floor_per_head(drawn, part):
    heads = drawn.columns["Heads"]
    lowest = [part * drawn.pot / sum(heads) * count for count in heads]
    drawn = drawn.with_rules(Rule("floor per head", part, "Heads"))
    assert_bounded(drawn, lowest, [NO_HIGH] * len(drawn.names))


@given(FUNDS, PARTS, st.integers(100, 130).map(lambda rate: Fraction(rate, 100)))
def test_a_floor_per_head_of_an_average_with_caps(drawn, part, cap):
    heads, marked = drawn.columns["Heads"], drawn.columns["Marked"]
    average = drawn.pot / sum(heads)
    rows = zip(undamped(drawn), heads, marked, strict=True)
    counted = sum(min(r, cap * average * count) if mark else r for r, count, mark in rows)
    lowest = [part * counted / sum(heads) * count for count in heads]
    rules = Rule("floor per head", part, "Heads"), Rule("capped average", cap, "Marked")
    assert_bounded(drawn.with_rules(*rules), lowest, [NO_HIGH] * len(drawn.names))


# withheld shares and mergers


@given(FUNDS, PARTS, st.integers(0, 59))
def test_what_is_held_and_what_is_paid_come_to_the_unchanged_allocation(drawn, part, row):
    row %= len(drawn.names)
    outcome = run(drawn.with_rules(Rule("withheld", part, drawn.names[row])).plan())
    assert outcome.amounts == run(drawn.plan()).amounts
    paid = outcome.working.steps["paid"].values
    assert [held + now for held, now in zip(outcome.held, paid, strict=True)] == list(outcome.amounts)
    assert abs(outcome.held[row] - outcome.amounts[row] * part) <= PENNY / 2
    assert not any(held for other, held in enumerate(outcome.held) if other != row)


FORMERS = st.lists(
    st.builds(
        Former,
        st.sampled_from("ABCDE"),
        st.integers(0, 10**9).map(lambda pence: pence * PENNY),
        st.integers(-(10**6), 10**6).map(lambda pence: pence * PENNY),
    ),
    max_size=20,
)


@given(FORMERS)
def test_a_merger_keeps_the_sum_and_names_those_that_had_nothing(formers):
    previous, new = like_for_like("ABCDE", formers)
    assert previous.total() == sum((former.allocation + former.transfers for former in formers), Fraction(0))
    for area, amount in zip("ABCDE", previous, strict=True):
        assert amount == sum((f.allocation + f.transfers for f in formers if f.now == area), Fraction(0))
        assert (area in new) == (amount == 0)


# who pays


AMOUNTS = st.fractions(0, 10**6, max_denominator=7)
MOVES = st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=2, max_size=20)


def account_of(moves):
    return account(Column.of(before for before, _ in moves), Column.of(after for _, after in moves))


@given(MOVES)
def test_what_is_received_and_left_over_is_what_is_given_and_new(moves):
    found = account_of(moves)
    assert found.received.total() + found.left_over == found.given.total() + found.new_money
    assert min(found.new_money, found.left_over) == 0
    rows = zip(moves, found.received, found.given, strict=True)
    assert all(
        after - before == received - gave and min(received, gave) == 0 for (before, after), received, gave in rows
    )


def shown_of(moves):
    """What each area received, or gave, to the penny."""
    return in_pence([after - before for before, after in moves], names_of(moves))


@given(MOVES)
def test_pennies_shown_add_up_to_the_total_shown(moves):
    exact = sum((after - before for before, after in moves), Fraction(0))
    assert abs(sum(shown_of(moves)) - exact) <= PENNY / 2
    assert all(abs(x - (after - before)) < PENNY for x, (before, after) in zip(shown_of(moves), moves, strict=True))


def names_of(moves):
    return [f"Area {row:03d}" for row in range(len(moves))]


@given(MOVES)
def test_counterparts_come_to_the_amount_to_the_penny(moves):
    found = account_of(moves)
    for row in range(len(moves)):
        own = shown_of(moves)[row]
        parts = [pounds for _, pounds in counterparts(found, row, own, names_of(moves))]
        assert sum(parts, Fraction(0)) == abs(own) or not (found.received[row] or found.given[row])
        assert all((pounds / PENNY).denominator == 1 and pounds > 0 for pounds in parts)


@given(MOVES)
def test_counterparts_are_on_the_other_side(moves):
    found = account_of(moves)
    for row in range(len(moves)):
        others = found.given if found.received[row] else found.received
        rest = found.new_money if found.received[row] else found.left_over
        assert all(
            (rest if other is None else others[other]) > 0
            for other, _ in counterparts(found, row, shown_of(moves)[row], names_of(moves))
        )


def test_level_counterparts_do_not_depend_on_the_order_of_rows():
    """Three areas that gave the same pay a penny between them: which of them must not go by position."""
    names, moves = ["b", "a", "c", "d"], [(5, 4), (5, 4), (5, 4), (Fraction(0), Fraction(1, 100))]

    def payers(order):
        keys = [names[row] for row in order]
        found = counterparts(account_of([moves[row] for row in order]), order.index(3), PENNY, keys)
        return {names[order[other]] for other, _ in found if other is not None}

    assert payers([0, 1, 2, 3]) == payers([2, 1, 0, 3]) == payers([1, 2, 3, 0])


# the solver and the rounding


POUNDS = st.integers(0, 40).map(lambda n: Fraction(n, 2))
BOUNDED = st.lists(
    st.tuples(POUNDS, st.fractions(0, 5, max_denominator=4), POUNDS, st.one_of(POUNDS, st.just(NO_HIGH))).map(
        lambda row: (row[0], row[1], row[2], max(row[2], row[3]))
    ),
    min_size=2,
    max_size=12,
)


def at(rows, factor: Fraction) -> list[Fraction]:
    return [min(high, max(low, start + slope * factor)) for start, slope, low, high in rows]


@given(BOUNDED, st.integers(0, 400).map(Fraction))
def test_the_factor_found_is_the_one_that_balances(rows, total):
    columns = [Column.of(column) for column in zip(*rows, strict=True)]
    found = balance(*columns, total)
    assert list(found.amounts) == at(rows, found.factor)
    assert found.short == max(0, sum(at(rows, Fraction(0))) - total)
    if found.short:
        assert (found.factor, found.unplaced) == (0, 0)
        return
    assert found.factor >= 0
    assert found.unplaced >= 0
    assert found.amounts.total() + found.unplaced == total
    if found.unplaced:
        assert all(x == high for x, (_, slope, _, high) in zip(found.amounts, rows, strict=True) if slope)


@given(BOUNDED, st.fractions(0, 50, max_denominator=20))
def test_a_total_made_with_a_factor_is_met_by_the_same_amounts(rows, factor):
    columns = [Column.of(column) for column in zip(*rows, strict=True)]
    amounts = at(rows, factor)
    found = balance(*columns, sum(amounts))
    assert list(found.amounts) == amounts
    assert found.unplaced == found.short == 0


ROUNDED = st.lists(st.fractions(0, 1000, max_denominator=9), min_size=1, max_size=30)
UNITS = st.sampled_from([Fraction(1, 100), Fraction(1), Fraction(100)])


def keys_of(amounts) -> list[str]:
    return [f"k{n:02}" for n in range(len(amounts))]


@given(ROUNDED, UNITS)
def test_rounded_amounts_come_to_the_rounded_sum(amounts, unit):
    found = round_amounts(Column.of(amounts), Rounding(unit), keys_of(amounts))
    assert sum(found.units) == found.target
    assert 0 <= sum(amounts) - found.target * unit < unit
    assert all(abs(x - amount) < unit for x, amount in zip(found.amounts, amounts, strict=True))
    assert all(
        x == amount for x, amount in zip(found.amounts, amounts, strict=True) if (amount / unit).denominator == 1
    )


@given(ROUNDED, UNITS)
def test_each_amount_rounded_by_itself_is_within_half_a_unit(amounts, unit):
    found = round_amounts(Column.of(amounts), Rounding(unit, "each"), keys_of(amounts))
    assert all(abs(x - amount) <= unit / 2 for x, amount in zip(found.amounts, amounts, strict=True))
    assert all(
        x > amount for x, amount in zip(found.amounts, amounts, strict=True) if amount / unit % 1 == Fraction(1, 2)
    )


@given(ROUNDED, UNITS, st.integers(0, 29))
def test_the_residue_goes_to_the_row_named(amounts, unit, row):
    row %= len(amounts)
    keys, columns = keys_of(amounts), Column.of(amounts)
    alone = round_amounts(columns, Rounding(unit, "each"), keys)
    try:
        found = round_amounts(columns, Rounding(unit, "residue-to"), keys, row)
    except Refused:
        assert alone.units[row] + alone.target < sum(alone.units)
        return
    assert sum(found.units) == found.target
    assert [n for n, (x, y) in enumerate(zip(found.units, alone.units, strict=True)) if x != y] in ([], [row])


@given(ROUNDED, UNITS, st.randoms(use_true_random=False))
def test_level_remainders_go_by_key_and_not_by_position(amounts, unit, chance):
    amounts = amounts * 2  # every amount twice, so that there are ties
    keys = keys_of(amounts)
    before = dict(zip(keys, round_amounts(Column.of(amounts), Rounding(unit), keys).units, strict=True))
    rows = list(zip(keys, amounts, strict=True))
    chance.shuffle(rows)
    keys, amounts = zip(*rows, strict=True)
    after = round_amounts(Column.of(amounts), Rounding(unit), keys)
    assert dict(zip(keys, after.units, strict=True)) == before
