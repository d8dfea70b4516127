"""A notice in words and printed figures: what its Word document says, and whether the printed figures cast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from csptool.sheets.notice_settings import NoticeTerms
from formulas.exact import in_pounds, read
from formulas.monitoring_flags import day
from formulas.notices import CARRIED, RECURRENT, SUPPLEMENT, Notice
from formulas.redistribution import Redistribution

BLANK = "\u2026" * 12  # a line to be filled in by hand
PLACEHOLDERS = {
    "reference": "the notice's reference",
    "area": "the area's name",
    "code": "its code",
    "fund": "the fund's name",
    "year": "the financial year",
    "first_party": "the party that pays",
    "second_party": "the other party",
    "agreement": "the agreement that is varied",
    "purpose": "what the money is for",
    "original": "the amount before the notice",
    "changes": "the changes, each with what and amount: {%tr for line in changes %} ... {%tr endfor %}",
    "change": "all changes together, with a sign",
    "revised": "the amount after the notice",
    "clawed_back": "what the area gives back of last year's money; blank where that is not known",
    "one_year_only": "the sentence on what is for this year only; blank where nothing is",
    "starts": "the first day on which the money may be spent",
    "ends": "the last day",
    "dated": "the date of the notice, or a line for it",
    "signatory": "who signs for the party that pays, or a line",
}


@dataclass(frozen=True)
class Worded:
    """A notice with everything that its document says, as text."""

    notice: Notice
    context: Mapping[str, Any]

    @property
    def reference(self) -> str:
        """Its reference."""
        return str(self.context["reference"])


def worded(found: Redistribution, terms: NoticeTerms, made: Sequence[Notice]) -> list[Worded]:
    """Every notice with the words and figures of its document."""
    widest = max(2, len(str(made[-1].number))) if made else 2
    return [Worded(notice, _context(found, terms, notice, widest)) for notice in made]


def _context(found: Redistribution, terms: NoticeTerms, notice: Notice, widest: int) -> dict[str, Any]:
    fund, codes = found.outcome.plan.fund, found.outcome.plan.codes
    return {
        "reference": f"{terms.reference}{notice.number:0{widest}d}",
        "area": notice.area,
        "code": codes[notice.row],
        "fund": fund.name,
        "year": fund.year,
        "first_party": terms.first,
        "second_party": terms.second.replace("{area}", notice.area),
        "agreement": terms.agreement,
        "purpose": terms.purpose,
        "original": in_pounds(notice.original),
        "changes": [
            {"what": _what(change.kind, change.reason, fund.year), "amount": in_pounds(change.amount, signed=True)}
            for change in notice.changes
        ],
        "change": in_pounds(notice.change, signed=True),
        "revised": in_pounds(notice.revised),
        "clawed_back": _clawed_back(found, notice.row),
        "one_year_only": _one_year(notice, fund.year),
        "starts": day(terms.starts),
        "ends": day(terms.ends),
        "dated": day(terms.dated) if terms.dated else BLANK,
        "signatory": terms.signatory or BLANK,
    }


def _clawed_back(found: Redistribution, row: int) -> str:
    year = found.award.last_year
    return in_pounds(year.clawback[row]) if year else ""


def _what(kind: str, reason: str, year: str) -> str:
    """What a change is, as a line of the notice's table."""
    only = f"for {year} only"
    if kind == SUPPLEMENT:
        return f"Share of last year's underspend, {only}"
    if kind == CARRIED:
        return f"Last year's money carried forward as agreed, {only}"
    reason = f": {reason}" if reason else ""
    return f"Recurrent variation{reason}" if kind == RECURRENT else f"Variation {only}{reason}"


def _one_year(notice: Notice, year: str) -> str:
    """The sentence that keeps money for one year out of every later one."""
    if all(change.kind == RECURRENT for change in notice.changes):
        return ""
    base = f"next year's starts from {in_pounds(notice.next_base)}"
    if notice.for_one_year > 0:
        amount = in_pounds(notice.for_one_year)
        return (
            f"{amount} of the revised amount is for {year} only. It forms no part of the allocation of any later year: "
            f"{base}."
        )
    together = in_pounds(notice.for_one_year, signed=True)
    return (
        f"The changes for {year} only, {together} together, form no part of the allocation of any later year: {base}."
    )


@dataclass(frozen=True)
class Cast:
    """What the figures printed in the notices come to, and what they should, in pounds."""

    supplements: Fraction
    redistributed: Fraction
    changes: Fraction
    difference: Fraction
    broken: Sequence[str]

    @property
    def holds(self) -> bool:
        """Whether every notice casts and all come to what they should, to the penny."""
        return not self.broken and self.supplements == self.redistributed and self.changes == self.difference


def cast(found: Redistribution, made: Sequence[Worded]) -> Cast:
    """Add up the figures as the notices print them: read back from their text, so that no rounding hides in it."""
    broken, supplements, changes = list[str](), Fraction(0), Fraction(0)
    for each in made:
        context = each.context
        lines = [read(line["amount"]).value for line in context["changes"]]
        if read(context["original"]).value + sum(lines, Fraction(0)) != read(context["revised"]).value:
            broken.append(each.reference)
        changes += sum(lines, Fraction(0))
        kinds = (change.kind for change in each.notice.changes)
        supplements += sum((line for line, kind in zip(lines, kinds, strict=True) if kind == SUPPLEMENT), Fraction(0))
    difference = found.revised.total() - found.award.base.total()
    return Cast(supplements, found.outcome.total, changes, difference, broken)
