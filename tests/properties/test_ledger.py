"""What holds for every round and every ledger."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from formulas.grant_round import BY_RANK, SCALED, Application, Terms, run_round
from formulas.grant_round_working import working_of
from formulas.ledger import Agreement, Ledger, Printed, StatedTotal
from formulas.refusals import Refused
from formulas.statement import EXACT

pennies = st.integers(0, 5_000_000).map(lambda n: Fraction(n, 100))
above_nought = st.integers(1, 9_000_000).map(lambda n: Fraction(n, 100))


@st.composite
def rounds(draw):
    ranks = draw(st.permutations(range(1, draw(st.integers(1, 9)) + 1)))
    asked = [
        Application(f"N{rank}", draw(pennies), draw(st.booleans()), draw(st.booleans()), Fraction(rank))
        for rank in ranks
    ]
    terms = Terms(
        draw(above_nought),
        draw(st.none() | above_nought),
        draw(st.sampled_from([BY_RANK, SCALED])),
        draw(st.booleans()),
        draw(st.sampled_from([Fraction(1, 100), Fraction(1), Fraction(100)])),
        draw(st.booleans()),
    )
    return asked, terms


@given(rounds())
def test_awards_and_what_is_left_come_to_the_pot_and_no_award_is_above_request_or_cap(drawn):
    asked, terms = drawn
    found = run_round(asked, terms)
    assert sum(found.awards) + found.left == terms.pot
    assert found.left >= 0
    for one, award in zip(asked, found.awards, strict=True):
        assert 0 <= award <= one.requested
        assert award <= (one.requested if terms.cap is None else terms.cap)
        assert award == 0 or one.fundable
        assert (award / terms.unit).denominator == 1
    if terms.way == SCALED and sum(found.most) > terms.pot:
        assert found.left < terms.unit


@given(rounds(), st.randoms())
def test_the_order_of_rows_moves_no_money(drawn, random):
    asked, terms = drawn
    other = list(asked)
    random.shuffle(other)
    pay = {one.name: award for one, award in zip(asked, run_round(asked, terms).awards, strict=True)}
    assert pay == {one.name: award for one, award in zip(other, run_round(other, terms).awards, strict=True)}


@given(rounds())
def test_every_check_of_a_working_holds(drawn):
    working = working_of(run_round(*drawn))
    assert all(check.holds for check in working.checks)


@given(st.lists(pennies, min_size=2, max_size=6), above_nought, st.booleans())
def test_level_ranks_are_settled_by_nobody(requests, pot, part_award):
    asked = [Application(f"N{place}", request, order=Fraction(1)) for place, request in enumerate(requests)]
    terms = Terms(pot, part_award=part_award)
    try:
        found = run_round(asked, terms)
    except Refused:
        assert sum(requests) > pot
        return
    if part_award:
        assert list(found.awards) in (requests, [0] * len(requests)) or not all(requests)
    else:  # what does not fit gets nothing, whoever comes first
        assert list(found.awards) == [request if request <= pot else 0 for request in requests]


@given(st.lists(st.tuples(pennies, pennies, pennies), min_size=1, max_size=8), st.sampled_from([1, 100]))
def test_a_ledger_that_casts_still_does_when_printed_in_pounds(rows, pence):
    """Money in is money out: exact in pennies; rounded to pounds by itself, no figure is called wrong."""
    unit = Fraction(pence, 100)

    def printed(amount: Fraction) -> Printed:
        units = amount / unit
        return Printed(Fraction((2 * units.numerator + units.denominator) // (2 * units.denominator)) * unit, unit)

    def line(name: str, held: Fraction, drawn: Fraction, spent: Fraction) -> Agreement:
        value = held + drawn
        parts = (printed(held), printed(drawn))
        return Agreement(name, printed(value), printed(spent), parts, parts[1], printed(value - spent))

    sums = [sum(column, Fraction(0)) for column in zip(*rows, strict=True)]
    total = StatedTotal(line("Total", *sums), tuple(range(len(rows))))
    ones = [line(f"A{place}", *row) for place, row in enumerate(rows)]
    casts = Ledger(ones, ["Held", "Drawn"], [total], parts_stated=True, received_state=1).casts()
    # value and receipts may fit as the base of what remains equally: whichever is taken, none is called wrong
    verdicts = {cast.verdict for cast in casts}
    assert verdicts <= ({EXACT} if pence == 1 else {EXACT, "rounding"})
