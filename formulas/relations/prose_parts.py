"""A whole and its parts in prose: of which, leaving, remaining, in total; one figure out of another, as per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from formulas.relations.mentions import Mention
from formulas.relations.percentages import corners, part
from formulas.relations.prose_changes import hedged
from formulas.relations.relation import Relation, judged, within
from formulas.relations.slips import slip

_OF_WHICH = re.compile(r"\bof which\b|\bmade up of\b|\bcomprising\b|\bconsisting of\b|\bsplit between\b", re.I)
_MADE_UP = re.compile(
    r"\bmade up of\b|\bcompris(?:ing|es|ed of)\b|\bconsist(?:ing|s) of\b|\bsplit (?:between|into)\b", re.I
)
_AND = re.compile(r"\band\s+(?:\w+\s+){0,3}\Z", re.I)
_REST = re.compile(
    r"\b(?:(?:the|a|with|and)\s+)?(?:remain\w*|rest|balance|remainder|leav\w+|left)\b[^.;]{0,24}\Z", re.I
)
_LEAVING = re.compile(r"\bleav(?:ing|es)\b[^.;]{0,24}\Z", re.I)
_USED = re.compile(
    r"\b(?:us(?:e|ed|ing)|spen[dt]\w*|tak(?:e|en|ing)|draw\w*|allocat\w+|commit\w*"
    r"|of (?:this|it|that|these)|paid|transfer\w*)\b",
    re.I,
)
_TOTAL_BEFORE = re.compile(r"\b(?:total\w*|sum|gross|overall|altogether)\b[^.;:]{0,30}\Z", re.I)
_TOTAL_AFTER = re.compile(r"\A[^.;,\d]{0,12}\b(?:in total|in all|altogether)\b", re.I)
_OUT_OF = re.compile(r"\A\s*(?:out )?of (?:the |all |a total of )?\Z", re.I)
_BETWEEN = re.compile(r"\A[^.;\d]{0,40}[(,]\s*(?:or |i\.e\. |about |which is |representing |equal to )?\Z", re.I)


def parts(text: str, found: list[Mention]) -> Iterator[Relation]:
    """What one sentence says of a whole and its parts, judged."""
    yield from _with_the_rest(text, found)
    yield from _out_of(text, found)
    yield from _made_up(text, found)


def _with_the_rest(text: str, found: list[Mention]) -> Iterator[Relation]:
    """A whole, what is taken from it, and what remains: every amount of one kind, the last one named as the rest."""
    amounts = [m for m in found if m.kind == "money"]
    if not 3 <= len(amounts) <= 6:
        return
    whole, *given, rest = amounts
    if not _REST.search(text[given[-1].end : rest.start]) or whole.entry.value != max(m.entry.value for m in amounts):
        return
    if not (_OF_WHICH.search(text[whole.end : given[0].start]) or len(given) == 1):
        return
    terms = ((whole.entry, 1), *((m.entry, -1) for m in given))
    relation = judged("parts_in_words", rest.entry, terms, "the words say what remains")
    yield hedged(relation, rest)


def _made_up(text: str, found: list[Mention]) -> Iterator[Relation]:
    """A whole said to be made up of the amounts that follow it in the sentence, the last of them after an and."""
    amounts = [m for m in found if m.kind == "money"]
    for place, whole in enumerate(amounts[:-2]):
        parts_of = amounts[place + 1 :]
        if not _MADE_UP.search(text[whole.end : parts_of[0].start]) or not _AND.search(text[: parts_of[-1].start]):
            continue
        relation = judged("sum_in_words", whole.entry, tuple((m.entry, 1) for m in parts_of), "it is made up of them")
        yield hedged(relation, whole)
        return


def left_over(text: str, found: list[Mention]) -> Iterator[Relation]:
    """A paragraph that begins with an amount, says what is used of it, and ends with what that leaves."""
    amounts = [m for m in found if m.kind == "money"]
    if not 3 <= len(amounts) <= 6 or any(m.kind == "percent" for m in found):
        return
    whole, *given, rest = amounts
    leaves = (_LEAVING if len(given) > 1 else _REST).search(text[given[-1].end : rest.start])
    if (
        leaves
        and _USED.search(text[whole.end : rest.start])
        and whole.entry.value == max(m.entry.value for m in amounts)
    ):
        terms = ((whole.entry, 1), *((m.entry, -1) for m in given))
        yield hedged(judged("parts_in_words", rest.entry, terms, "the words say what is left"), rest)


def _out_of(text: str, found: list[Mention]) -> Iterator[Relation]:
    """One figure out of another, and the percentage beside it."""
    for one, whole, percent in zip(found, found[1:], found[2:], strict=False):
        if percent.kind != "percent" or one.kind != whole.kind or one.kind not in ("money", "number"):
            continue
        if not (_OUT_OF.match(text[one.end : whole.start]) and _BETWEEN.match(text[whole.end : percent.start])):
            continue
        bounds = corners(part, one.entry, whole.entry)
        if bounds is not None:
            terms = ((one.entry, 1), (whole.entry, 1))
            yield hedged(within("percent_of_in_words", percent.entry, terms, *bounds, "the words say so"), percent)


def sums(text: str, found: list[Mention]) -> Iterator[Relation]:
    """A total and its parts listed in one paragraph: three amounts or more that add up to another, before or after it.

    A list that all but adds up is told: by one slip where the words say total, otherwise as a query.
    """
    amounts = [m for m in found if m.kind == "money"]
    if len(amounts) < 3 or len(amounts) > 40:
        return
    for place, total in enumerate(amounts):
        told = [
            relation
            for run in _runs(amounts, place)
            for relation in _told(
                text,
                total,
                run,
                judged("sum_in_words", total.entry, tuple((m.entry, 1) for m in run), "the list adds up to it"),
            )
        ]
        if told:
            yield min(told, key=lambda r: (abs(r.difference), len(r.terms)))


def _runs(amounts: list[Mention], place: int) -> Iterator[list[Mention]]:
    """The amounts that follow one, or come before it, to any length."""
    after, before = amounts[place + 1 :], amounts[:place]
    for length in range(2, max(len(after), len(before)) + 1):
        if length <= len(after):
            yield after[:length]
        if length <= len(before):
            yield before[-length:]


def _told(text: str, total: Mention, run: list[Mention], relation: Relation) -> Iterator[Relation]:
    off = abs(relation.difference)
    named = bool(_TOTAL_BEFORE.search(text[: total.start]) or _TOTAL_AFTER.match(text[total.end : total.end + 30]))
    if relation.verdict != "wrong":
        if len(run) >= 3 or (named and len(run) == 2) or off == 0:
            yield relation
    elif len(run) >= 3 and off * 1000 <= abs(relation.recomputed):
        yield replace(relation, verdict="query", why="the list all but adds up to it")
    elif len(run) >= 3 and named and not total.hedge and off * 4 <= abs(relation.recomputed) and _misprint(relation):
        yield relation


def _misprint(relation: Relation) -> bool:
    """Whether one slip of the digits would mend a sum."""
    figures = ((relation.result, -1), *relation.terms)
    return any(slip(e, e.value + relation.difference * w) not in ("", "the sign") for e, w in figures)
