"""Properties of `verify`: a sound table is never called wrong, and a figure changed beyond rounding is found."""

from __future__ import annotations

import os
from collections import Counter
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from formulas.paper import Cell, Paper, Table
from formulas.verify import Verification, verify
from tests.sound_tables import changed, shown, sound

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
SAMPLE = 10_000 if NIGHTLY else 250
SEED = 6
WORTH = {"m": 8, "k": 5}  # digits from pence to a million and to a thousand pounds


def verified(table: Table) -> Verification:
    """What is found in a paper that is one table."""
    return verify(Paper((table,)))


def told(found: Verification) -> str:
    """The figures accused, for a message."""
    return "\n".join(
        f"{c.entry.printed} in row {c.entry.row}, column {c.entry.column}: {c.explains[0].kind} of "
        f"{', '.join(entry.printed for entry, _ in c.explains[0].terms)} is {c.explains[0].result.printed}"
        for c in found.causes
    )


@given(seed=st.integers(0, 2**32), most=st.integers(3, 60))
def test_a_sound_table_is_never_called_wrong(seed, most):
    made = sound(Random(seed), most)
    found = verified(made.table)
    assert not found.causes, f"{made.kind}\n{shown(made.table)}\n{told(found)}"


@given(seed=st.integers(0, 2**32), most=st.integers(3, 60))
def test_what_is_called_wrong_is_beyond_rounding_by_its_own_account(seed, most):
    chance = Random(seed)
    change = changed(chance, sound(chance, most))
    for relation in verified(change.table).relations if change else ():
        if relation.linear:
            beyond = abs(relation.difference) > relation.tolerance
            assert relation.verdict in (("wrong", "query") if beyond else ("exact", "rounding", "query"))
    for cause in verified(change.table).causes if change else ():
        assert all(relation.verdict == "wrong" for relation in cause.explains)
        assert cause.meant != cause.entry.value


def printed(chance: Random, pence: int) -> str:
    """A figure as some column of some paper would print it, to a place of its own."""
    style = chance.choice(["{:.2f}", "{:,.1f}", "{:,.0f}", "({:,.0f})", "£{:.1f}m", "{:.1f}%", "{:.0f}k"])
    return style.format(Decimal(pence).scaleb(-WORTH.get(style[-1], 2)))


@given(seed=st.integers(0, 2**32), rows=st.integers(2, 8), columns=st.integers(2, 5))
def test_a_table_of_any_figures_to_any_place_is_answered(seed, rows, columns):
    """Totals of parts printed to other places than they are, and several figures of them spoilt at once."""
    chance = Random(seed)
    parts = [[chance.randrange(chance.choice([1, 10**4, 10**9])) for _ in range(columns)] for _ in range(rows)]
    parts.append([sum(column) for column in zip(*parts, strict=True)])
    told_as = [[printed(chance, pence) for pence in row] for row in parts]
    for _ in range(chance.randrange(4)):
        told_as[chance.randrange(rows + 1)][chance.randrange(columns)] = printed(chance, chance.randrange(10**9))
    labels = [f"Line {number}" for number in range(1, rows + 1)] + ["Total"]
    header = ["", *(f"{2020 + number}/{21 + number} £" for number in range(columns))]
    rows_of_text = [header, *([label, *row] for label, row in zip(labels, told_as, strict=True))]
    found = verified(Table(1, tuple(tuple(Cell(text) for text in row) for row in rows_of_text)))
    for cause in found.causes:
        assert cause.explains
        assert cause.meant != cause.entry.value


def test_a_changed_figure_is_found_97_times_in_100_and_named_where_rows_and_columns_cross_in_90():
    """Counted over a fixed sample: each table is made from `Random(f"{SEED}-{number}")`."""
    counts: Counter[str] = Counter()
    failures: list[str] = []
    for number in range(SAMPLE):
        chance = Random(f"{SEED}-{number}")
        made = sound(chance)
        change = changed(chance, made)
        if change is None:
            continue
        found = verified(change.table)
        accused = {(c.entry.row, c.entry.column) for c in found.causes}
        touched = {(e.row, e.column) for c in found.causes for r in c.explains for e in r.entries}
        counts["changed"] += 1
        counts["caught"] += change.at in touched
        counts["crossed"] += change.crossed
        counts["named"] += change.crossed and change.at in accused
        if change.at not in (accused if change.crossed else touched):
            what = f"seed {SEED}-{number}: {made.kind}: {change.was} became {change.now} at {change.at}"
            failures.append(f"{what}\n{shown(change.table)}\n{told(found)}")
    message = f"{dict(counts)}\n" + "\n\n".join(failures[:5])
    assert counts["changed"] > SAMPLE * 0.9, message
    assert counts["crossed"] > SAMPLE * 0.5, message
    assert counts["caught"] >= 0.97 * counts["changed"], message
    assert counts["named"] >= 0.90 * counts["crossed"], message
