"""Generated formula funds: plans of every kind of rule, for the properties and for the referees."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

from csptool.sheets.rule_lines import part_of
from formulas.allocation import Fund
from formulas.columns import Column
from formulas.exact import read
from formulas.mechanisms.register import Example, Mechanism, mechanisms
from formulas.plan import GROSS, REMAINDER, Indicator, Measure, Plan, Rule, TopSlice
from formulas.rounding import Rounding


def rule(name: str, value: str = "", of: str = "") -> Rule:
    """A rule as the sheet Rules would state it."""
    mechanism = mechanisms()[name]
    worth = (part_of(value) or read(value).value) if value else Fraction(0)
    second = read(of).value if mechanism.of in ("part", "years") and of else None
    return Rule(name, worth, of, second)


def figures(texts) -> Column:
    """A column from figures as printed."""
    return Column.of(read(str(text)).value for text in texts)


def plain_plan(pot, basis, rules=(), previous=(), **columns) -> Plan:
    """A fund with one indicator, `Basis`, and these rules."""
    names = [f"Area {n}" for n in range(1, len(basis) + 1)]
    stated = {"Basis": figures(basis)} | {name: figures(column) for name, column in columns.items()}
    formula = (Indicator("Basis", Fraction(1), Measure(("Basis",)), previous_weight=Fraction(1)),)
    return Plan(
        Fund(read(str(pot)).value), names, [""] * len(names), stated, formula, tuple(rules),
        previous=figures(previous) if previous else None,
    )  # fmt: skip


def example_plan(mechanism: Mechanism) -> Plan:
    """The worked example of a mechanism."""
    example: Example = mechanism.example
    rules = (rule(mechanism.name, example.value, example.of), *(rule(*beside) for beside in example.beside))
    return plain_plan(example.pot, example.basis, rules, example.previous, **example.columns)


def generated_plan(seed: int, count: int | None = None, indicators: int | None = None) -> Plan:
    """A fund of 2 to 60 areas with a random formula and rules of every stage. It may be infeasible."""
    chance = random.Random(seed)
    count = count or chance.choice([2, 3, 5, 9, 9, 12, 20, 35, 60])
    indicators = indicators or chance.randint(1, 6)
    people = [chance.randint(20_000, 400_000) for _ in range(count)]
    need = Column.of(Fraction(chance.randint(70, 140), 100) for _ in people)
    columns = {"Population": Column.of(people), "Need": need}
    formula = [_indicator(number, people, columns, chance) for number in range(1, indicators + 1)]
    cuts = [0, *sorted(chance.sample(range(1, 100), indicators - 1)), 100]
    weights = [Fraction(high - low, 100) for low, high in pairwise(cuts)]
    formula = [
        Indicator(line.name, weight, line.measure, "", Fraction(1, indicators))
        for line, weight in zip(formula, weights, strict=True)
    ]
    unit = Fraction(chance.choice(["0.01", "0.01", "0.01", "1", "100"]))
    pot = unit * chance.randint(10_000 * count, 60_000 * count) * max(1, int(1 / unit) if unit < 1 else 1)
    previous = [Fraction(int(pot * 100 * p / sum(people) * chance.randint(70, 130) / 100), 100) for p in people]
    if chance.random() < 0.2:
        previous[0] = Fraction(0)
    bids = [int(b * chance.randint(80, 200) / 100) + 5000 for b in previous]
    columns["Bid"] = Column.of(bids)
    slices = _slices(pot, unit, chance)
    rules = _rules(pot, count, chance)
    rounding = Rounding(unit, chance.choice(["largest-remainder"] * 4 + ["each", "residue-to"]))
    names = [f"Area {chance.randint(0, 10**6)}-{n}" for n in range(count)]
    biggest = names[max(range(count), key=lambda row: people[row])]
    fund = Fund(pot, f"Fund {seed}", "2026/27", rounding, biggest if rounding.rule == "residue-to" else "")
    codes = [f"E{n:04d}" for n in range(count)] if chance.random() < 0.5 else [""] * count
    return Plan(
        fund, names, codes, columns, tuple(formula), tuple(rules), tuple(slices), Column.of(previous),
        heads="Population" if chance.random() < 0.5 else "", kinds={"Bid": "£"},
    )  # fmt: skip


def _indicator(number: int, people: list[int], columns: dict[str, Column], chance: random.Random) -> Indicator:
    def counts() -> Column:
        return Column.of([chance.randint(0, p // 5) + (p % 7) for p in people])

    name = f"Indicator {number}"
    kind = chance.choice(["count", "count", "rate", "mean of counts", "mean of shares", "weighted"])
    if kind.startswith("mean"):
        years = tuple(f"{name} {year}" for year in (2023, 2024, 2025))
        columns.update({year: counts() for year in years})
        return Indicator(name, Fraction(0), Measure(years, kind.removeprefix("mean of ")))
    columns[name] = counts()
    if kind == "rate":
        return Indicator(name, Fraction(0), Measure((name,), per="Population"))
    return Indicator(name, Fraction(0), Measure((name,), times=("Need",) if kind == "weighted" else ()))


def _slices(pot: Fraction, unit: Fraction, chance: random.Random) -> list[TopSlice]:
    slices = [TopSlice("Analyst", unit * chance.randint(0, int(pot / unit / 50)))]
    if unit == Fraction(1, 100):
        slices.append(TopSlice("Evaluation", Fraction(chance.randint(1, 60), 1000), chance.choice([GROSS, REMAINDER])))
    return [one for one in slices if chance.random() < 0.5]


def _rules(pot: Fraction, count: int, chance: random.Random) -> list[Rule]:
    share = int(pot / count)
    fixed = [rule("lump sum", str(share // 10)), rule("equal share", "10%")]
    fixed.append(rule("amount per unit", "0.05", "Population"))
    formula = [rule("historic weight", "30%"), rule("transition of weights", "1 of 4")]
    transition = [
        rule("transition on cash", "1 of 3"),
        rule("transition on shares", "2 of 3"),
        rule("transition by remaining gap", "1/3", "2"),
        rule("pace of change", "25%"),
    ]
    floors = [
        [rule("floor paid from excess", f"{chance.randint(60, 97)}%")],
        [rule("floor paid by scaling", f"{chance.randint(60, 97)}%")],
        [rule("floor paid from gains", f"{chance.randint(50, 80)}%", chance.choice(["held", "formula"]))],
        [rule("floor paid by new money", "95%"), rule("gains cap", "105%", "60%")],
        [rule("floor paid from excess", "80%"), rule("ceiling", f"{chance.randint(100, 120)}%")],
        [rule("floor paid by scaling", "80%"), rule("ceiling", f"{chance.randint(100, 120)}%")],
        [rule("floor paid from excess", "75%"), rule("ceiling applied first", "115%")],
        [rule("ceiling", "110%")],
        [rule("gains cap", "103%", "50%")],
    ]
    bounds = [
        [rule("minimum", str(share // 4))],
        [rule("maximum", str(share * 2))],
        [rule("cap at bid", "", "Bid")],
        [rule("floor per head", "60%", "Population")],
        [rule("minimum", "3000"), rule("cap at bid", "", "Bid")],
    ]
    chosen = []
    for rules, likely in ((fixed, 0.3), (formula, 0.2), (transition, 0.5)):
        chosen += [chance.choice(rules)] if chance.random() < likely else []
    for sets, likely in ((floors, 0.7), (bounds, 0.4)):
        chosen += chance.choice(sets) if chance.random() < likely else []
    return chosen + ([rule("withheld", "50%")] if chance.random() < 0.1 else [])
