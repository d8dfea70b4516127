"""What council tax must raise: from gross expenditure down to the requirement, and to Band D.

England: X = expenditure, contingency, reserves to be raised, deficits; Y = income other than the precept, and reserves
to be used; R = X - Y, or nil where Y is no less. Wales: the budget requirement less the grants listed. Then Band D is
R / T, T being the tax base, and the other way round R = Band D x T.

Sources: Local Government Finance Act 1992, sections 42A and 42B (England), 43 and 44 (Wales). The Welsh grants are
listed anew by regulations nearly every year: they are the lines that the user gives of those kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.exact import in_full, in_pounds
from formulas.refusals import Refusal, Refused
from formulas.requirement_items import ENGLAND, GROSS, KINDS, NET, REQUIREMENT, SURPLUS, WALES, Item, item_refusals

NOUGHT = Fraction(0)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the waterfall: an item with its change and the sign explained, or a total with what it comes to."""

    name: str
    change: Fraction
    running: Fraction
    words: str
    total: bool = False


@dataclass(frozen=True)
class Requirement:
    """The requirement of one authority and year, in pounds, with the items that make it."""

    nation: str
    items: Sequence[Item]

    @property
    def raising(self) -> Fraction:
        """X: what raises the requirement, a collection fund deficit included."""
        return sum((item.change for item in self.items if _raises(item)), NOUGHT)

    @property
    def lowering(self) -> Fraction:
        """Y: what lowers it, as an amount above nought."""
        return -sum((item.change for item in self.items if not _raises(item)), NOUGHT)

    @property
    def gross_expenditure(self) -> Fraction:
        """Everything that is added before income."""
        return self._stage(GROSS)

    @property
    def net_budget_requirement(self) -> Fraction:
        """Gross expenditure less income, specific grants and reserves used: in Wales the budget requirement."""
        return self._stage(GROSS) + self._stage(NET)

    @property
    def amount(self) -> Fraction:
        """R: what council tax must raise; nil where income is no less than expenditure."""
        return max(NOUGHT, self.raising - self.lowering)

    @property
    def surplus_income(self) -> Fraction:
        """By how much income passes expenditure, where the requirement is therefore nil."""
        return max(NOUGHT, self.lowering - self.raising)

    def waterfall(self) -> list[Line]:
        """The lines in order: the items of each stage as given, then the stage's total."""
        lines, running = [], NOUGHT
        for stage in (GROSS, NET, REQUIREMENT):
            for item in self.items:
                if KINDS[item.kind].stage == stage:
                    running += item.change
                    lines.append(Line(item.name, item.change, running, item.words))
            lines.append(self._total(stage, running))
        return lines

    def _total(self, stage: str, running: Fraction) -> Line:
        if stage == REQUIREMENT:
            nil = f"nil, because income passes expenditure by {in_pounds(self.surplus_income)}"
            words = nil if running < 0 else "what council tax must raise"
            return Line(stage.capitalize(), NOUGHT, self.amount, words, total=True)
        name = "Budget requirement" if stage == NET and self.nation == WALES else stage.capitalize()
        words = "before income" if stage == GROSS else "before general grants and council tax"
        return Line(name, NOUGHT, running, words, total=True)

    def _stage(self, stage: str) -> Fraction:
        return sum((item.change for item in self.items if KINDS[item.kind].stage == stage), NOUGHT)


def council_tax_requirement(items: Sequence[Item], nation: str = ENGLAND) -> Requirement:
    """What council tax must raise, in pounds, from the lines of a budget; nothing is rounded.

    Refuses no lines, an unknown nation or kind, a kind that the nation does not have, and an amount below nought where
    its kind takes none.

    >>> lines = [Item("Spending", Fraction(328_250_584), "expenditure"), Item("All", Fraction(150_486_087), "income")]
    >>> council_tax_requirement(lines).amount
    Fraction(177764497, 1)
    """
    if refusals := item_refusals(nation, items):
        raise Refused(*refusals)
    return Requirement(nation, items)


def basic_amount(requirement: Fraction, base: Fraction) -> Fraction:
    """The basic amount of council tax, Band D before any rounding: requirement / tax base, in pounds.

    Refuses a requirement below nought and a base that is not above it.

    >>> round(float(basic_amount(Fraction(177_764_497), Fraction("526600.4"))), 6)
    337.57
    """
    refusals = _base_refusals(base)
    if requirement < 0:
        expected, remedy = "nought or more", "where income passes expenditure the requirement is nil"
        refusals.append(Refusal("requirement", "requirement", in_pounds(requirement), expected, remedy))
    if refusals:
        raise Refused(*refusals)
    return requirement / base


def requirement_of(band_d: Fraction, base: Fraction) -> Fraction:
    """What a Band D as set raises, in pounds, not rounded: Band D x tax base. The budget is then fitted to it.

    Refuses a Band D below nought and a base that is not above it.

    >>> str(requirement_of(Fraction("337.57"), Fraction("526600.4")))
    '44441124257/250'
    """
    refusals = _base_refusals(base)
    if band_d < 0:
        refusals.append(Refusal("negative-band-d", "Band D", in_full(band_d), "nought or more", "correct Band D"))
    if refusals:
        raise Refused(*refusals)
    return band_d * base


@dataclass(frozen=True, slots=True)
class SignReading:
    """Both readings of a line whose sign is in doubt, and which of them makes a stated requirement add.

    `lowered` and `raised` are the requirement with the line's size taken off and added; `adds` says which of the two
    comes to the total stated: lowers, raises, either or neither.
    """

    name: str
    kind: str
    size: Fraction
    lowered: Fraction
    raised: Fraction
    stated: Fraction
    adds: str

    @property
    def words(self) -> str:
        """What was tried and what came of it."""
        tried = (
            f"Taking {in_pounds(self.size)} of {self.name} off gives {in_pounds(self.lowered)}, adding it gives "
            f"{in_pounds(self.raised)}; {in_pounds(self.stated)} is stated"
        )
        meant = {"lowers": "it lowers the requirement", "raises": "it raises the requirement"}
        if self.kind == SURPLUS:
            meant = {"lowers": "it is a surplus", "raises": "it is a deficit"}
        unsettled = {"either": "rounding leaves both open", "neither": "neither reading adds"}
        return f"{tried}: {({**meant, **unsettled})[self.adds]}."


def sign_that_adds(requirement: Requirement, name: str, stated: Fraction, slack: Fraction = NOUGHT) -> SignReading:
    """Which sign of the line `name` makes the requirement come to `stated`, both readings tried.

    Papers print a deficit as +0.021 and as (0.054) under one heading: only the sum tells. `slack` in pounds is what
    rounding may explain. The requirement is taken before it is set to nil. Refuses a name that is not one line's.

    >>> lines = [Item("Budget", Fraction(103), "expenditure"), Item("Collection fund", Fraction(2), SURPLUS)]
    >>> sign_that_adds(council_tax_requirement(lines), "Collection fund", Fraction(105)).adds
    'raises'
    """
    places = [place for place, item in enumerate(requirement.items) if item.name == name]
    if len(places) != 1:
        found, remedy = f"{len(places)} lines named {name!r}", "name one line of the budget"
        raise Refused(Refusal("no-such-line", "line", found, "one", remedy))
    item = requirement.items[places[0]]
    size = abs(item.amount)
    rest = requirement.raising - requirement.lowering - item.change
    lowers, raises = (abs(reading - stated) <= slack for reading in (rest - size, rest + size))
    adds = {(True, False): "lowers", (False, True): "raises", (True, True): "either"}.get((lowers, raises), "neither")
    return SignReading(name, item.kind, size, rest - size, rest + size, stated, adds)


def _raises(item: Item) -> bool:
    """Whether an item belongs to X: by its kind, save that a collection fund deficit belongs there too."""
    return KINDS[item.kind].effect > 0 or item.amount < 0


def _base_refusals(base: Fraction) -> list[Refusal]:
    if base > 0:
        return []
    expected, remedy = "a number of dwellings above nought", "give the sum of the bases notified"
    return [Refusal("tax-base", "tax base", in_full(base, grouped=True), expected, remedy)]
