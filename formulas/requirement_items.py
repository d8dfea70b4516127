"""The lines of a precepting authority's budget: what each kind of line does to what council tax must raise.

Every line is given as an amount without a sign, and its kind says whether it raises or lowers the requirement. Two
kinds may go below nought: expenditure, where a line of savings stands among the others, and a collection fund surplus,
because a deficit is a surplus below nought and raises the requirement. Papers print these signs both ways.

Source: Local Government Finance Act 1992, sections 42A (England) and 43 (Wales).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.exact import in_pounds
from formulas.refusals import Refusal

ENGLAND, WALES = "England", "Wales"
GROSS, NET, REQUIREMENT = "gross expenditure", "net budget requirement", "council tax requirement"
SURPLUS = "collection fund surplus"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of line does: `effect` +1 raises the requirement, -1 lowers it; `words` say why.

    `stage` is the total of the waterfall that it first enters. `nations` are those that have it; `signed` allows an
    amount below nought.
    """

    effect: int
    stage: str
    words: str
    nations: tuple[str, ...] = (ENGLAND, WALES)
    signed: bool = False


KINDS = {
    "expenditure": Kind(1, GROSS, "added: it must be paid for", signed=True),
    "contingency": Kind(1, GROSS, "added: it is set aside for what may happen"),
    "reserves raised": Kind(1, GROSS, "added: money put into reserves must be raised"),
    "prior-year deficit": Kind(1, GROSS, "added: last year's shortfall must be made good"),
    "income": Kind(-1, NET, "taken off: fees, charges and other income pay for part"),
    "specific grant": Kind(-1, NET, "taken off: grants for a purpose pay for it"),
    "reserves used": Kind(-1, NET, "taken off: reserves pay for part, once"),
    "police grant": Kind(-1, REQUIREMENT, "taken off: the general police grant"),
    "legacy grant": Kind(-1, REQUIREMENT, "taken off: council tax grants of earlier years", (ENGLAND,)),
    "revenue support grant": Kind(-1, REQUIREMENT, "taken off: a grant towards the budget requirement", (WALES,)),
    "non-domestic rates": Kind(-1, REQUIREMENT, "taken off: the share of business rates paid out", (WALES,)),
    "floor funding": Kind(-1, REQUIREMENT, "taken off: funding that brings grant up to a floor", (WALES,)),
    SURPLUS: Kind(
        -1, REQUIREMENT, "taken off: councils collected more than they paid out last year", (ENGLAND,), signed=True
    ),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the budget: its name, its amount in pounds, its kind, one of `KINDS`.

    >>> deficit = Item("Collection fund", Fraction(-21_000), "collection fund surplus")
    >>> deficit.change, deficit.words
    (Fraction(21000, 1), 'a deficit, which is a surplus below nought, so added: councils collected too little')
    """

    name: str
    amount: Fraction
    kind: str

    @property
    def change(self) -> Fraction:
        """What the line does to the requirement, in pounds: above nought it raises it."""
        return KINDS[self.kind].effect * self.amount

    @property
    def words(self) -> str:
        """The sign explained."""
        if self.amount >= 0:
            return KINDS[self.kind].words
        if self.kind == SURPLUS:
            return "a deficit, which is a surplus below nought, so added: councils collected too little"
        return "below nought among what is added, so taken off: a saving"


def item_refusals(nation: str, items: Sequence[Item]) -> list[Refusal]:
    """What is wrong with the lines of a budget: an unknown nation or kind, a kind the nation lacks, a sign."""
    if nation not in (ENGLAND, WALES):
        return [Refusal("nation", "nation", repr(nation), f"{ENGLAND} or {WALES}", "name one of the two")]
    if not items:
        remedy = "give the lines of the budget"
        return [Refusal("no-items", "budget", "no lines", "expenditure and income", remedy)]
    return [refusal for item in items if (refusal := _refusal(nation, item))]


def _refusal(nation: str, item: Item) -> Refusal | None:
    known = [name for name, kind in KINDS.items() if nation in kind.nations]
    if item.kind not in KINDS:
        return Refusal("kind", f"kind of {item.name}", repr(item.kind), "one of " + ", ".join(known), "name its kind")
    kind = KINDS[item.kind]
    if nation not in kind.nations:
        remedy = "leave it out, or enter it as the kind that it is there"
        if item.kind == SURPLUS:
            remedy = "leave it out, or enter it as income: there each council bears its own collection"
        return Refusal(
            "kind-of-nation", item.name, f"the kind {item.kind!r} in {nation}", "one of " + ", ".join(known), remedy
        )
    if item.amount < 0 and not kind.signed:
        remedy = f"give it without a sign: as {item.kind} it is {kind.words.split(':')[0]}"
        return Refusal("sign", item.name, in_pounds(item.amount), f"nought or more for {item.kind}", remedy)
    return None
