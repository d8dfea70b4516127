"""Changes claimed in a sentence: from a to b, a rise of z; an increase of x, or z%, to y.

A claim may be meant in more than one way (per cent or percentage points, of the old figure or of the new): it is
accused only where every reading fails, and it is a query where a hedge ("about") may cover it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from formulas.relations.entry import Entry
from formulas.relations.mentions import Mention
from formulas.relations.percentages import change, corners
from formulas.relations.relation import Relation, within

_UP = r"increas\w*|ris\w*|rose|grow\w*|grew|(?<!made )up|higher|uplift|gain\w*|more"
_DOWN = r"decreas\w*|reduc\w*|fall\w*|fell|down|drop\w*|cut\w*|lower|declin\w*|less"
CHANGED = re.compile(rf"\b(?:{_UP}|{_DOWN}|chang\w*)\b", re.I)
_FROM = re.compile(r"(?<!aged )(?<!ages )\bfrom\s+(?:\w+\s+){0,3}\Z", re.I)
_BACK = re.compile(r"\A[^.;]{0,12}?\bfrom\s+(?:(?:a|an|the|about|around|some)\s+)?\Z", re.I)
_TO = re.compile(r"\A[^.;]{0,40}?\b(?:to|compared (?:to|with)|against|versus|vs\.?)\s+(?:\w+\s+){0,2}\Z", re.I)
_CHANGE_OF = re.compile(
    rf"\b(?:{_UP}|{_DOWN}|change|difference|movement)\s+(?:in \w+ )?(?:of|by)?\s*(?:\w+\s+){{0,2}}[(]?\Z"
    rf"|\b(?:{_UP}|{_DOWN})\W{{1,3}}\Z",
    re.I,
)
_JOINED = re.compile(
    r"\A\s*(?:\(|or|,|/|and|\)|-|–|equivalent to|i\.e\.|which is|equal to|representing|being|an?|the"
    r"|increase|rise|decrease|reduction|\s)*\Z",
    re.I,
)
_WHOLE = re.compile(r"(?:\bto|\bon|\bfrom|\bof)\s+(?:\w+(?:'s|’s)?\s+){0,6}\Z", re.I)


def changes(text: str, found: list[Mention]) -> Iterator[Relation]:
    """The changes that one sentence claims, judged."""
    if not CHANGED.search(text):
        return
    yield from _from_to(text, found)
    yield from _amount_and_percent(text, found)


def _from_to(text: str, found: list[Mention]) -> Iterator[Relation]:
    pairs = [
        (one, other)
        for one, other in pairwise(found)
        if one.kind == other.kind
        and one.kind in ("money", "number", "percent")
        and _TO.match(text[one.end : other.start])
        and (_FROM.search(text[: one.start]) or "compared" in text[one.end : other.start])
    ]
    pairs = pairs or _backwards(text, found)
    if len(pairs) != 1:
        return
    old, new = pairs[0]
    ordered = "compared" not in text[min(old.end, new.end) : max(old.start, new.start)]
    first, last = sorted((found.index(old), found.index(new)))
    beside = [m for m in found[max(0, first - 1) : last + 2] if m not in (old, new) and claims_change(text, m)]
    near = [m for m in beside if min(abs(a - b) for a in (old.start, new.start) for b in (m.end, m.start)) <= BESIDE]
    for claim in near[:1] if len(near) == 1 or (near[:1] and near[0].end <= old.start) else near:
        yield from _judged(claim, old, new, ordered=ordered)


def _backwards(text: str, found: list[Mention]) -> list[tuple[Mention, Mention]]:
    """The new figure before the old one: to 10.2m from 9.8m; £94.1bn, a decrease of 5.2% from £99.3bn."""
    pairs = [
        (old, new)
        for new, old in pairwise(found)
        if new.kind == old.kind in ("money", "number") and _BACK.match(text[new.end : old.start])
    ]
    pairs += [
        (old, new)
        for new, claim, old in zip(found, found[1:], found[2:], strict=False)
        if new.kind == old.kind == "money"
        and claim.kind in ("percent", "money")
        and claims_change(text, claim)
        and _BACK.match(text[claim.end : old.start])
    ]
    return pairs


def claims_change(text: str, claim: Mention) -> bool:
    """Whether the words about a figure say that it is by how much something changed."""
    before = text[max(0, claim.start - 40) : claim.start]
    return bool(
        _CHANGE_OF.search(
            re.sub(r"\b(?:about|over|almost|nearly|around|approximately|some|just under)\s*\Z", "", before)
        )
    ) or bool(re.match(rf"\s*(?:{_UP}|{_DOWN})\b", text[claim.end : claim.end + 20], re.I))


def _judged(claim: Mention, old: Mention, new: Mention, *, ordered: bool) -> Iterator[Relation]:
    """The best of the readings of a claimed change from one figure to another."""
    stated = _unsigned(claim.entry)
    readings: list[Relation] = []
    terms = ((new.entry, 1), (old.entry, -1))
    if claim.kind in ("percent", "points") and old.kind == "percent":
        readings.append(_points(stated, old, new, terms))
    if claim.kind == "percent":
        for one, other in ((new, old),) if ordered else ((new, old), (old, new)):
            bounds = corners(change, one.entry, other.entry)
            if bounds is not None:
                readings.append(_sized("percent_change_in_words", stated, terms, bounds))
    if claim.kind == old.kind and claim.kind != "percent":
        readings.append(_points(stated, old, new, terms))
    if readings:
        yield hedged(_kindest(readings), claim)


def _kindest(readings: list[Relation]) -> Relation:
    """The reading that the claim bears best; of several that fail, the plainest."""
    return min(readings, key=lambda r: ("exact", "rounding", "query", "wrong").index(r.verdict))


def _unsigned(entry: Entry) -> Entry:
    return replace(entry, value=abs(entry.value))


def _points(stated: Entry, old: Mention, new: Mention, terms: tuple[tuple[Entry, int], ...]) -> Relation:
    moved = abs(new.entry.value - old.entry.value)
    spread = new.entry.half + old.entry.half
    return within("change_in_words", stated, terms, moved, moved - spread, moved + spread, "the sentence says so")


def _sized(
    kind: str, stated: Entry, terms: tuple[tuple[Entry, int], ...], bounds: tuple[Fraction, Fraction, Fraction]
) -> Relation:
    value, low, high = bounds
    if value < 0:
        value, low, high = -value, -high, -low
    return within(kind, stated, terms, value, low, high, "the sentence says so")


def hedged(relation: Relation, claim: Mention) -> Relation:
    """The relation as a hedge lets it stand: over and almost open one end, about makes an accusation a query."""
    if relation.verdict != "wrong" or not claim.hedge:
        return relation
    below = relation.result.value < relation.recomputed
    if (claim.hedge == "over" and below) or (claim.hedge == "under" and not below):
        near = abs(relation.difference) <= abs(relation.recomputed) / 5
        return replace(relation, verdict="rounding" if near else "query")
    return replace(relation, verdict="query")


def _amount_and_percent(text: str, found: list[Mention]) -> Iterator[Relation]:
    """An amount of change beside its percentage, and the figure that it changes to or from."""
    for one, other in pairwise(found):
        if {one.kind, other.kind} != {"money", "percent"} or not _JOINED.match(text[one.end : other.start]):
            continue
        amount, percent = (one, other) if one.kind == "money" else (other, one)
        if not (claims_change(text, amount) or claims_change(text, percent)):
            continue
        wholes = [m for m in found if m.kind == "money" and m is not amount and m.entry.value > amount.entry.value]
        if len(wholes) == 1:
            yield from _rate(text, percent, amount, wholes[0])


def _rate(text: str, percent: Mention, amount: Mention, whole: Mention) -> Iterator[Relation]:
    """The percentage as the amount over the figure before the change, whichever of the two the sentence gives."""
    readings = []
    for sign in (-1, 1, 0):  # the whole is the new figure after a rise; after a fall; the old figure
        base = _plus(whole.entry, amount.entry, sign)
        bounds = corners(lambda a, b: a / b * 100 if b else None, amount.entry, base)
        if bounds is not None:
            readings.append(
                _sized("percent_change_in_words", percent.entry, ((amount.entry, 1), (whole.entry, 1)), bounds)
            )
    if readings:
        best = _kindest(readings)
        plain = bool(_WHOLE.search(text[: whole.start])) or len(readings) < 3
        if best.verdict != "wrong" or plain:
            yield hedged(best, percent)


def _plus(whole: Entry, amount: Entry, sign: int) -> Entry:
    return replace(whole, value=whole.value + sign * amount.value, half=whole.half + abs(sign) * amount.half)


BESIDE = 60  # characters between a change and the figures that it is of
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s*[-/–]\s*\d\d(?:\d\d)?)?\b")


def across_sentences(text: str, found: list[Mention]) -> Iterator[Relation]:
    """Two amounts for two years, then a rise of so many per cent: the precept was a; the precept is b, a rise of z.

    Only where these are the only amounts before the claim and each is named with its year.
    """
    for claim in found:
        if claim.kind != "percent" or not claims_change(text, claim):
            continue
        before = [m for m in found if m.end <= claim.start and m.kind in ("money", "percent")]
        if len(before) != 2 or any(m.kind != "money" for m in before):
            continue
        old, new = before
        first, second = text[: old.start], text[old.end : claim.start]
        if _FROM.search(first) or not (
            _YEARS.search(text[: new.start]) and CHANGED.search(text[new.end : claim.start])
        ):
            continue
        if not (_YEARS.search(first + text[old.end : old.end + 30]) and _YEARS.search(second)):
            continue
        if len(text[new.end : claim.start]) > 60:
            continue
        yield from _judged(claim, old, new, ordered=False)
