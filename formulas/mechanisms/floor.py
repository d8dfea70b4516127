"""Floors on the change from last year's allocation: what is the least that each area keeps, and who pays for it.

F = rate x last year's allocation, like for like; r = the amount before the floor; T = their total.

- paid from the excess over the floor (A): x = F + k x max(0, r - F), k = (T - sum F) / sum max(0, r - F);
- paid by scaling every amount (B): x = max(F, k x r), k solved by sorting F / r (one pass would break floors);
- paid from gains over last year (C): losers at F, gainers b + k x (r - b), those between as stated;
- paid by new money (E): x = max(F, r), the total rising by what that costs.

An area without a previous allocation has no floor. Nothing is rounded. Sources: A is the damping of the English police
and local government grants, with scaling factors published for 2003-04 (House of Commons written answers, 10 November
2003).
"""

from __future__ import annotations

from fractions import Fraction

from formulas.exact import in_full
from formulas.live_factor import add_live_factor
from formulas.mechanisms.register import FLOORS, Example, Mechanism, register
from formulas.refusals import Refusal
from formulas.scaling import Scaled, scale
from formulas.stage import Figures, Stage, shortfall

EXCESS, SCALING, GAINS, NEW_MONEY = (
    "floor paid from excess",
    "floor paid by scaling",
    "floor paid from gains",
    "floor paid by new money",
)
LOWER, FLOORS_NEEDED, AFTER = "lower the floor, or add to the pot", "floors", "After the floor"
HELD, FORMULA = "held", "formula"


def floor_of(s: Stage, rate: Fraction) -> Figures:
    """The floor of every area: rate x last year's allocation. Promised of the final allocations."""
    previous = s.previous
    given = s.given("floor_rate", "Floor rate", "share", "of last year's allocation", rate)
    floor = s.step(
        "floor", "Floor", "£ exact", "[floor_rate] × [previous]", "[floor_rate]*[previous]", previous * given
    )
    s.promise("floor", floor, lowest=True, mechanism="floor")
    return floor


def refuse_floors_above_pool(s: Stage, floor: Figures) -> None:
    """Refuse floors that come to more than there is, naming the shortfall."""
    short = s.total(floor) - s.pool
    about = (s.partner or s.rule).mechanism
    s.refuse_above(short, lambda: shortfall(about, short, FLOORS_NEEDED, LOWER))


def _from_excess(s: Stage) -> Figures:
    floor = floor_of(s, s.rule.value)
    excess = s.step(
        "excess",
        "Excess over the floor",
        "£ exact",
        "[before] less [floor] where it is more, otherwise 0",
        "MAX(0,[before]-[floor])",
        s.greater(s.before - floor, 0),
    )
    words = Scaled("floor", "excess", "Money above all floors", AFTER, FLOORS_NEEDED, LOWER)
    return scale(s, words, floor, excess, s.rule.mechanism)


def _by_scaling(s: Stage) -> Figures:
    floor = floor_of(s, s.rule.value)
    refuse_floors_above_pool(s, floor)
    found = s.balance(s.before * 0, s.before, floor, None, s.pool)
    add_live_factor(s, "floor", floor, found.factor, lowest=True)
    after = s.step(
        "after",
        AFTER,
        "£ exact",
        "the greater of [floor] and [factor] × [before]",
        "MAX([floor],[factor]*[before])",
        s.greater(floor, s.before * found.factor),
    )
    add_balance_check(s)
    return after


def _from_gains(s: Stage) -> Figures:
    s.refuse_above(s.rule.value - 1, lambda: _above_last_year(s))
    floor, previous = floor_of(s, s.rule.value), s.previous
    hold = s.rule.of == HELD
    gain = s.step(
        "gain",
        "Gain over last year",
        "£ exact",
        "[before] less [previous] where it is more, otherwise 0",
        "MAX(0,[before]-[previous])",
        s.greater(s.before - previous, 0),
    )
    kept = s.greater(floor, s.lesser(s.before, previous))
    held = s.where_above(s.before, floor, previous, floor)
    between = "the lesser of [before] and [previous], but no less than [floor]"
    between_excel = "MAX([floor],MIN([before],[previous]))"
    if hold:
        between = "[previous] where [before] is above [floor], otherwise [floor]"
        between_excel = "IF([before]-[floor]>0.000001,[previous],[floor])"
    base = s.step("base", "Before any gain", "£ exact", between, between_excel, held if hold else kept)
    remedy = "lower the floor, or choose a floor paid from excess or by scaling"
    words = Scaled("base", "gain", "Left for gains", AFTER, "floors and last year's allocations of gainers", remedy)
    return scale(s, words, base, gain, s.rule.mechanism)


def _by_new_money(s: Stage) -> Figures:
    floor = floor_of(s, s.rule.value)
    words = "the greater of [floor] and [before]"
    after = s.greater(floor, s.before)
    s.step("after", AFTER, "£ exact", words, "MAX([floor],[before])", after)
    words = "the sum of [after:all] less [pool]"
    s.step("cost", "Cost of the floor", "£ exact", words, "SUM([after:all])-[pool]", s.total(after) - s.pool)
    return after


def add_balance_check(s: Stage) -> None:
    """The live check beside a factor that was solved: the amounts still come to the pool."""
    words = f"{s.rule.mechanism.capitalize()}: the scaling factor balances (if not, run csptool)"
    s.check(words, True, "ABS(SUM([after:all])-[pool])<0.0001", "factor")


def _above_last_year(s: Stage) -> Refusal:
    found, expected = in_full(s.rule.value * 100) + "%", "a floor of no more than 100%"
    remedy = "choose a floor paid from excess or by scaling: gains over last year cannot pay for growth of all"
    return Refusal("floor-above-last-year", s.rule.mechanism, found, expected, remedy)


_PREVIOUS = ("40000", "30000", "20000", "10000")
_BASIS = ("46000", "33000", "14000", "7000")
_NOTE = "The least that each area keeps of its previous allocation: 95% keeps that much, 102% gives at least 2% growth."

register(
    Mechanism(
        EXCESS,
        FLOORS,
        "rate",
        "no area below {value} of its previous allocation; what areas have above their floors is scaled back to pay",
        _NOTE + " Paid for by scaling back what others have above their floors.",
        "method of the police and local government grants in England (damping)",
        Example("100000", _BASIS, "95%", ("41200.00", "30300.00", "19000.00", "9500.00"), previous=_PREVIOUS),
        apply=_from_excess,
        also=("floor a",),
        needs_previous=True,
    )
)
register(
    Mechanism(
        SCALING,
        FLOORS,
        "rate",
        "no area below {value} of its previous allocation; every other amount is scaled by one factor to pay for it",
        _NOTE + " Paid for by scaling every other amount by one factor.",
        "a uniform reduction of all areas above their floors, solved in full",
        Example("100000", _BASIS, "95%", ("41632.91", "29867.09", "19000.00", "9500.00"), previous=_PREVIOUS),
        apply=_by_scaling,
        also=("floor b", "floor d"),
        needs_previous=True,
    )
)
register(
    Mechanism(
        GAINS,
        FLOORS,
        "rate",
        "no area below {value} of its previous allocation; gains over last year are scaled back to pay for it, and an "
        "area between its floor and last year's allocation gets {of}",
        _NOTE + " Paid for by scaling back gains over last year.",
        "a limit on gains that pays for a limit on losses",
        Example(
            "100000", _BASIS, "95%", ("41000.00", "30500.00", "19000.00", "9500.00"), of=FORMULA, previous=_PREVIOUS
        ),
        apply=_from_gains,
        of="choice",
        of_note="formula or held: what an area gets whose formula amount is below last year's but above its floor.",
        choices={FORMULA: "its formula amount", HELD: "last year's allocation"},
        also=("floor c",),
        needs_previous=True,
    )
)
register(
    Mechanism(
        NEW_MONEY,
        FLOORS,
        "rate",
        "no area below {value} of its previous allocation; new money pays for it, on top of the pot",
        _NOTE + " Paid for by new money on top of the pot.",
        "London's local crime prevention fund 2019-21; Welsh settlements 2018-19 and 2019-20",
        Example("100000", _BASIS, "95%", ("46000.00", "33000.00", "19000.00", "9500.00"), previous=_PREVIOUS),
        apply=_by_new_money,
        also=("floor e",),
        needs_previous=True,
        changes_pool=True,
    )
)
