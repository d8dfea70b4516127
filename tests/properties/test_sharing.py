"""What must hold of every sharing, whatever the pot, the weights and the order of rows."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from csptool.faults import Faults
from csptool.sheets.book import open_book
from csptool.sheets.budget import Asked, quick_budget
from csptool.sheets.source import Source
from formulas.allocation import Area, Fund, allocate
from formulas.allocation_working import working_of
from formulas.apportion import each, largest_remainder, residue_to
from formulas.refusals import Refused
from formulas.rounding import Rounding

LEVEL = st.lists(st.integers(0, 5), min_size=1, max_size=40)  # small weights make ties
WIDE = st.lists(st.integers(0, 10**12), min_size=1, max_size=40)  # wide ones make near-ties
PARTS = st.lists(st.fractions(0, 1000, max_denominator=50), min_size=1, max_size=12)
PENCE = st.lists(st.decimals(0, 10**7, places=2), min_size=1, max_size=12)
WEIGHTS = st.one_of(LEVEL, WIDE, PARTS, PENCE).filter(any)
POTS = st.integers(-(10**13), 10**13)
CHANCE = st.randoms(use_true_random=False)


def keys(weights) -> list[str]:
    return [f"E{i:03d}" for i in range(len(weights))]


@given(POTS, WEIGHTS)
def test_the_sum_is_the_pot(pot, weights):
    assert sum(largest_remainder(pot, weights, keys(weights)).units) == pot
    largest = keys(weights)[max(range(len(weights)), key=weights.__getitem__)]
    try:
        shared = residue_to(pot, weights, keys(weights), largest)
    except Refused:  # even the largest row may be too small to take the residue
        assert abs(each(pot, weights, keys(weights)).residue) > 0
    else:
        assert sum(shared.units) == pot
        assert all(u * pot >= 0 for u in shared.units)


@given(POTS, WEIGHTS)
def test_each_row_is_within_one_unit_of_its_exact_share(pot, weights):
    for part in largest_remainder(pot, weights, keys(weights)).parts():
        assert abs(part.units - part.exact) < 1
    shared = each(pot, weights, keys(weights))
    assert all(abs(part.units - part.exact) <= Fraction(1, 2) for part in shared.parts())
    assert abs(shared.residue) * 2 <= len(weights)


@given(POTS, WEIGHTS)
def test_no_weight_gets_nothing(pot, weights):
    for rule in (largest_remainder, each):
        units = rule(pot, weights, keys(weights)).units
        assert all(u == 0 for u, w in zip(units, weights, strict=True) if not w)


@given(POTS, WEIGHTS, CHANCE)
def test_the_order_of_rows_changes_nothing(pot, weights, chance):
    named = dict(zip(keys(weights), largest_remainder(pot, weights, keys(weights)).units, strict=True))
    order = list(zip(keys(weights), weights, strict=True))
    chance.shuffle(order)
    shuffled = largest_remainder(pot, [w for _, w in order], [k for k, _ in order])
    assert dict(zip(shuffled.keys, shuffled.units, strict=True)) == named


@given(POTS, WEIGHTS, st.fractions("1/1000", 1000).filter(bool))
def test_the_scale_of_the_weights_changes_nothing(pot, weights, scale):
    scaled = [Fraction(w) * scale for w in weights]
    assert largest_remainder(pot, scaled, keys(weights)).units == largest_remainder(pot, weights, keys(weights)).units


@given(POTS, WEIGHTS)
def test_a_negative_pot_mirrors_the_positive(pot, weights):
    for rule in (largest_remainder, each):
        mirrored = rule(-pot, weights, keys(weights)).units
        assert [-u for u in mirrored] == rule(pot, weights, keys(weights)).units


@given(POTS, WEIGHTS)
def test_odd_units_go_to_the_largest_remainders(pot, weights):
    parts = largest_remainder(pot, weights, keys(weights)).parts()
    assert sorted(part.rank for part in parts) == list(range(1, len(parts) + 1))
    handed = sum(abs(part.odd) for part in parts)
    assert {part.rank for part in parts if part.odd} == set(range(1, handed + 1))


@given(POTS, WEIGHTS)
def test_equal_rows_are_within_one_unit_and_settled_by_key(pot, weights):
    units = largest_remainder(pot, weights, keys(weights)).units
    for i, (w, u) in enumerate(zip(weights, units, strict=True)):
        for other, v in zip(weights[i + 1 :], units[i + 1 :], strict=True):
            assert w != other or abs(u) - abs(v) in (0, 1)


AMOUNTS = st.integers(1, 10**12).map(lambda pence: Fraction(pence, 100))
BASES = st.lists(st.decimals(0, 10**6, places=2).map(Fraction), min_size=1, max_size=20).filter(any)
RULES = st.sampled_from(["largest-remainder", "each", "residue-to"])


@given(AMOUNTS, BASES, RULES)
def test_the_working_ends_in_the_allocation_and_its_checks_hold(pot, bases, rule):
    areas = [Area(f"Area {i}", basis) for i, basis in enumerate(bases)]
    largest = max(areas, key=lambda area: area.basis).name if rule == "residue-to" else ""
    try:
        allocation = allocate(Fund(pot, rounding=Rounding(rule=rule), residue_to=largest), areas)
    except Refused:
        assert rule == "residue-to"
        return
    working = working_of(allocation)
    assert list(working.steps["allocation"].values) == allocation.amounts
    assert all(check.holds for check in working.checks)
    extra = [working.steps[key].values for key in ("rounded_up", "residue", "odd") if key in working.steps]
    rows = zip(working.steps["whole_units"].values, *extra, strict=True)
    assert [sum(row) for row in rows] == allocation.shared.units
    if "long_division" in working.steps:
        assert working.steps["long_division"].values == working.steps["whole_units"].values
        assert list(working.steps["remainder"].values) == allocation.shared.remainders()


@given(st.integers(0, 2**32))
def test_many_areas_agree_with_fractions(seed):
    """The whole-number arithmetic against the plain definition, on a few hundred rows."""
    chance = random.Random(seed)
    weights = [Decimal(chance.randint(0, 10**6)) / 100 for _ in range(chance.randint(2, 60))]
    weights[0] += 1
    pot, total = chance.randint(1, 10**9), sum(map(Fraction, weights))
    exact = [Fraction(w) * pot / total for w in weights]
    floors = [int(e) for e in exact]
    order = sorted(range(len(weights)), key=lambda i: (floors[i] - exact[i], i))
    for i in order[: pot - sum(floors)]:
        floors[i] += 1
    assert largest_remainder(pot, weights, range(len(weights))).units == floors


@settings(max_examples=40)
@given(st.lists(st.integers(0, 10**7), min_size=2, max_size=12).filter(any), RULES, CHANCE, st.booleans())
def test_shuffling_the_rows_of_a_sheet_changes_nothing_but_their_order(pence, rule, chance, coded):
    """From the bytes of a csv, with its total row, through reading and sharing, for every rule."""
    rows = [f"{f'E{i:03d}' if coded else ''},Area {i},{p / 100:.2f}" for i, p in enumerate(pence)]
    largest = f"Area {max(range(len(pence)), key=pence.__getitem__)}" if rule == "residue-to" else ""

    def shared(lines: list[str]) -> dict[str, Fraction] | str:
        data = "\n".join(["Code,Area,Basis", *lines, f",Total,{sum(pence) / 100:.2f}"]).encode()
        asked = Asked(pot="1000.01", by="Basis", rounding=rule, residue_to=largest)
        try:
            budget = quick_budget(open_book(Source("sheet.csv", data)), asked)
            amounts = budget.allocate().amounts
        except Faults as faults:  # a row may happen to be the sum of others, which depends on their order
            return "refused" if {f.code for f in faults.faults} == {"residue-too-large"} else "unclear"
        return dict(zip([row.name for row in budget.table.rows], amounts, strict=True))

    before = shared(rows)
    chance.shuffle(rows)
    after = shared(rows)
    assert before == after or "unclear" in (before, after)
