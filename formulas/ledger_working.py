"""The working of a ledger: what is left and in hand, and what its stated figures miss, every step live."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from formulas.ledger import VALUE, Agreement, Cast, Ledger, Printed
from formulas.statement import DOES_NOT_FOLLOW
from formulas.working import Working

NEARLY = "0.001"  # pounds: more than a spreadsheet's noise, less than a penny


def working_of(ledger: Ledger) -> Working:
    """The steps for every agreement, and a check for each rule that its figures should keep.

    Totals that the ledger states are no part of it: the workbook adds up for itself.
    """
    working, ones = Working(), ledger.agreements
    casts = ledger.casts()
    _add_given(working, ledger)
    unspent = [one.unspent for one in ones]
    working.add("unspent", "Value less spent", "£", "[value] − [spent]", unspent, "ROUND([value]-[spent],2)")
    if "received" in working.steps:
        in_hand = [one.in_hand or Fraction(0) for one in ones]
        words, excel = "[received] − [spent]", "ROUND([received]-[spent],2)"
        working.add("in_hand", "In hand: received less spent", "£", words, in_hand, excel)
    if ledger.made_up:
        _add_states(working, ledger, _of_kind(casts, "states", ones))
    if remaining := ledger.remaining_casts():
        _add_remaining(working, ledger, remaining)
    return working


def state_key(place: int) -> str:
    """The key of a state by its place, from 0."""
    return f"state_{place + 1}"


def _of_kind(casts: Sequence[Cast], kind: str, ones: Sequence[Agreement]) -> list[Cast]:
    """The casts of the agreements; those of the totals stand behind them."""
    return [cast for cast in casts if cast.kind == kind][: len(ones)]


def _add_given(working: Working, ledger: Ledger) -> None:
    """What the ledger states for every agreement."""
    ones = ledger.agreements

    def given(key: str, name: str, words: str, figures: Sequence[Printed | None], unit: str = "£") -> None:
        values = [figure.value if figure else Fraction(0) for figure in figures]
        working.add(key, name, unit, words, values, given=True)

    if any(one.agreements for one in ones):
        given("agreements", "Agreements", "how many there are", [one.agreements for one in ones], "count")
    given("value", "Value", "what was agreed", [one.value for one in ones])
    for place, name in enumerate(ledger.state_names):
        given(state_key(place), name, "as stated", [one.states[place] for one in ones])
    if ledger.received_state is not None:
        words, values = f"[{state_key(ledger.received_state)}]", [one.states[ledger.received_state] for one in ones]
        working.add("received", "Received", "£", words, [figure.value for figure in values], words)
    elif any(one.received for one in ones):
        given("received", "Received", "what has come in", [one.received for one in ones])
    given("spent", "Spent", "what has been spent, counted upwards", [one.spent for one in ones])
    if any(one.remaining for one in ones):
        given("remaining", "Remaining as stated", "what the ledger says is left", [one.remaining for one in ones])


def _add_states(working: Working, ledger: Ledger, casts: Sequence[Cast]) -> None:
    keys = [state_key(place) for place in range(len(ledger.state_names))]
    together = "+".join(f"[{key}]" for key in keys)
    words = " + ".join(f"[{key}]" for key in keys)
    totals = [cast.comes_to for cast in casts]
    working.add("states_total", "States together", "£", words, totals, f"ROUND({together},2)")
    _add_miss(working, "states", "Value less its states", "[value] − [states_total]", casts)
    _check(working, "states", "In every row the states come to the value, rounding aside", casts)


def _add_remaining(working: Working, ledger: Ledger, casts: Sequence[Cast]) -> None:
    basis, name = ("unspent", "value less spent") if ledger.left_of == VALUE else ("in_hand", "received less spent")
    words = f"[remaining] − [{basis}]"
    _add_miss(working, "remaining", f"Remaining as stated less {name}", words, casts)
    _check(working, "remaining", f"In every row remaining is {name}, rounding aside", casts)


def _add_miss(working: Working, kind: str, name: str, words: str, casts: Sequence[Cast]) -> None:
    allowed = [cast.tolerance for cast in casts]
    note = "half a unit of the last printed place for each figure"
    working.add(f"{kind}_rounding", f"Rounding may explain ({kind})", "£", note, allowed, given=True)
    excel = f"ROUND({words.replace(' − ', '-')},2)"
    working.add(f"{kind}_miss", name, "£", words, [cast.difference for cast in casts], excel)


def _check(working: Working, kind: str, words: str, casts: Sequence[Cast]) -> None:
    holds = not any(cast.verdict == DOES_NOT_FOLLOW for cast in casts)
    excel = f"SUMPRODUCT(--([{kind}_miss:all]^2>([{kind}_rounding:all]+{NEARLY})^2))=0"
    working.check(words, holds, excel)
