"""The working of tax bases: every band's relevant amount, each authority's base and what it is held against, live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from formulas.tax_base import BASE_ROUNDINGS, NOUGHT, Counted, TaxBase, relevant_amount
from formulas.valuation_bands import Proportions
from formulas.working import Working


@dataclass(frozen=True)
class Held:
    """A billing authority's base: what its dwellings give (None without any), what was notified (None if nothing was).

    `slack` is half of the last place notified; `base` is the one that goes on.
    """

    found: TaxBase | None
    notified: Fraction | None
    slack: Fraction
    base: Fraction


def dwellings_working(counts: Sequence[Counted], proportions: Proportions) -> Working:
    """The steps for every band of every authority: chargeable and net dwellings, and the relevant amount."""
    working, parts = Working(), {**proportions.reduced, **proportions.parts}
    add, dwellings = working.add, [one.dwellings for one in counts]

    def given(key: str, name: str, values: Sequence[Fraction]) -> None:
        add(key, name, "count", "dwellings", values, given=True)

    given("listed", "Listed", [one.listed for one in counts])
    given("exempt", "Exempt", [one.exempt for one in counts])
    given("moved", "Disabled reductions", [one.moved for one in counts])
    words, excel = "[listed] − [exempt] + [moved]", "[listed]-[exempt]+[moved]"
    add("chargeable", "Chargeable", "count", words, [one.chargeable for one in dwellings], excel)
    given("discounts", "Discounts", [one.discounts for one in counts])
    given("premiums", "Premiums", [one.premiums for one in counts])
    given("changes", "Expected changes", [one.changes for one in counts])
    given("support", "Support scheme", [one.support for one in counts])
    words = "([chargeable] − [discounts] + [premiums] + [changes]) − [support]"
    excel = "[chargeable]-[discounts]+[premiums]+[changes]-[support]"
    add("net", "Net dwellings", "count", words, [one.net for one in dwellings], excel)
    ninths = [parts[one.band] for one in counts]
    add("parts", "Ninths", "count", "what the band bears", ninths, given=True)
    whole = proportions.parts[proportions.reference]
    add("whole", "Ninths of Band D", "count", "what Band D bears", whole, given=True)
    amounts = [relevant_amount(one, proportions) for one in dwellings]
    add("relevant", "Band D equivalents", "count", "[net] × [parts] ÷ [whole]", amounts, "[net]*[parts]/[whole]")
    return working


def add_tax_bases(working: Working, held: Sequence[Held], rounding: str, equivalents: str) -> None:
    """Put each authority's base into a working: A x B and the addition, the one notified beside it, and the check.

    `equivalents` is the formula of A for a row, over the sheet of the bands. Where the working has the bases already,
    as given, they come to follow from these. An authority without dwellings, and a base that was not notified, is 0.
    """
    add, found = working.add, [one.found for one in held]
    notified = [one.notified or NOUGHT for one in held]
    add("notified", "Tax base as stated", "count", "0 where none is", notified, given=True)
    add(
        "slack", "Half of its last place", "count", "what rounding may explain", [one.slack for one in held], given=True
    )
    rate = [one.collection_rate if one else NOUGHT for one in found]
    add("rate", "Collection rate", "share", "expected to be collected", rate, given=True)
    in_lieu = [one.in_lieu if one else NOUGHT for one in found]
    add("in_lieu", "Contributions in lieu", "count", "Band D equivalents", in_lieu, given=True)
    sums = [one.equivalents if one else NOUGHT for one in found]
    add("equivalents", "Band D equivalents", "count", "the bands of the authority together", sums, equivalents)
    totals = [one.total if one else NOUGHT for one in found]
    words, excel = "[equivalents] × [rate] + [in_lieu]", "[equivalents]*[rate]+[in_lieu]"
    add("worked_base", "Tax base worked out", "count", words, totals, excel)
    places = BASE_ROUNDINGS[rounding]
    worked = "[worked_base]" if places is None else f"ROUND(ROUND([worked_base],8),{places})"
    excel = f"IF([notified]>0,[notified],{worked})"
    words = f"[notified], and where none is [worked_base], {rounding}"
    if "tax_base" in working.steps:
        working.steps["tax_base"] = replace(working.steps["tax_base"], given=False, words=words, excel=excel)
    else:
        bases = [one.base for one in held]
        add("tax_base", "Tax base", "count", words, bases, excel)
        total = sum(bases, NOUGHT)
        add("total_base", "Total tax base", "count", "the sum of [tax_base:all]", total, "SUM([tax_base:all])")
    misses = [one.notified - one.found.total if one.notified and one.found else NOUGHT for one in held]
    words = "[notified] − [worked_base], where there are both"
    excel = "IF(AND([notified]>0,[rate]>0),ROUND([notified]-[worked_base],8),0)"
    add("base_miss", "Stated less worked out", "count", words, misses, excel)
    holds = all(abs(miss) <= one.slack for miss, one in zip(misses, held, strict=True))
    more, less = "[base_miss:all]>[slack:all]+0.000001", "[base_miss:all]<-[slack:all]-0.000001"
    excel = f"SUMPRODUCT(({more})+({less}))=0"
    working.check("Every tax base stated is what its dwellings come to, within its rounding", holds, excel)
