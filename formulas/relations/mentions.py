"""The figures in a sentence: each with its place, its unit, and the words that hedge it.

Years, dates, times, telephone numbers, postcodes, paragraph numbers and the names of grades and rounds are no figures.
A round amount in prose (£70,000) may be rounded, so its last place is taken at its last digit that is not nought, where
there are three noughts or more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from formulas.printed import printed
from formulas.relations.entry import Entry

_WORDS = {
    word: value
    for value, word in enumerate(
        [
            "nought",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: 10 * (i + 2)
    for i, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
}
_TENS = "|".join(word for word, value in _WORDS.items() if value >= 20)
_UNITS = "|".join(word for word, value in _WORDS.items() if 0 < value < 10)
_FIGURE = re.compile(
    r"(?<![\w.,/£:#-])(?P<digits>[-+−]?\s?£?\s?[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
    r"(?:\s?(?:%|per\s?cent\b|percentage points?\b|pp\b|million\b|billion\b|thousand\b|bn\b|m\b|k\b|p\b))?)"
    r"(?![\w/]|[.,:]\d|-\d)"
    rf"|\b(?P<words>(?:{_TENS})-(?:{_UNITS})|{'|'.join(_WORDS)})\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\A\s*(?:st|nd|rd|th)?\s*(?:of\s+)?(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:section|para(?:graph)?s?|no\.?|number|page|table|annex|appendix|item|band|phase|round|quarter|q|year|grade|level"
    r"|note|part|schedule|regulation|article|tel\w*:?|phone:?|step|stage|tranche|class|version|act|type)\s*\Z",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?\s*\Z",
    re.IGNORECASE,
)
_HEDGES = (
    (re.compile(r"\b(?:over|more than|above|exceed\w*|in excess of|at least)\s*\Z", re.I), "over"),
    (re.compile(r"\b(?:almost|nearly|just under|under|below|less than|up to|fewer than|close to)\s*\Z", re.I), "under"),
    (
        re.compile(
            r"(?:\b(?:about|around|approx(?:imately|\.)?|circa|c\.?|some|roughly|or so|estimated at|estimated)|~)\s*\Z",
            re.I,
        ),
        "about",
    ),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure in a sentence: `entry` with its value, where it stands in the text, and how it is hedged."""

    entry: Entry
    start: int
    end: int
    kind: str  # money, percent, points, number
    hedge: str = ""
    word: bool = False


def mentions(text: str, paragraph: int, page: int | None, cell: Entry | None = None) -> list[Mention]:
    """The figures of a text in order; `cell` is its place where the text stands in a cell of a table.

    >>> [m.entry.printed for m in mentions("In 2024/25 £1.2m of the £5m, or 24%, went on 3 May to six areas.", 1, None)]
    ['£1.2m', '£5m', '24%', 'six']
    """
    found = []
    for match in _FIGURE.finditer(text):
        before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 16]
        mention = _mention(match, before, after, paragraph, page, cell)
        if mention is not None:
            found.append(mention)
    return found


def _mention(
    match: re.Match[str], before: str, after: str, paragraph: int, page: int | None, cell: Entry | None
) -> Mention | None:
    text = match[0].strip()
    kind, value, half, unit, decimals = "number", Fraction(0), Fraction(0), "", 0
    if match["words"]:
        value = Fraction(sum(_WORDS[part] for part in text.casefold().split("-")))
    else:
        points = re.search(r"(?:percentage points?|pp)\Z", text, re.I)
        figure = printed(text)
        if figure is None or _is_no_figure(text, before, after):
            return None
        value, unit, decimals = figure.value, figure.unit, figure.decimals
        half = figure.quantum / 2
        kind = "points" if points else "percent" if figure.percent else "money" if "£" in text else "number"
        if kind == "number" and figure.unit in ("k", "m", "bn"):
            kind = "money"
        if kind in ("money", "number") and not decimals:
            half = max(half, _rounded_to(abs(value)) / 2)
        if kind == "number" and not decimals and figure.unit == "" and value % 100:
            half = Fraction(0)
    hedge = next((name for pattern, name in _HEDGES if pattern.search(before)), "")
    if cell is not None:
        entry = Entry(
            text,
            value,
            half,
            decimals,
            unit,
            cell.table,
            cell.row,
            cell.column,
            cell.row_label,
            cell.column_label,
            page,
            0,
            match.start() + 1,
        )
    else:
        entry = Entry(text, value, half, decimals, unit, page=page, paragraph=paragraph, at=match.start() + 1)
    return Mention(entry, match.start(), match.end(), kind, hedge, bool(match["words"]))


def _is_no_figure(text: str, before: str, after: str) -> bool:
    """Years, dates, references: digits that count nothing."""
    if not text.isdigit():
        return False
    if re.fullmatch(r"(?:19|20)\d\d", text) or len(text) > 6 or (len(text) > 1 and text[0] == "0"):
        return True
    return bool(_DATE.match(after) or _NAMED.search(before) or _MONTH_BEFORE.search(before))


def _rounded_to(value: Fraction) -> Fraction:
    """The place that a round amount may have been rounded to."""
    if value.denominator > 1 or not value:
        return Fraction(0)
    step, whole = 1, int(value)
    while whole % (step * 10) == 0:
        step *= 10
    return Fraction(step) if step >= 1000 else Fraction(1)


_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(£\"'“‘])")
_ABBREVIATED = re.compile(r"\b(?:approx|circa|c|e\.g|i\.e|no|nos|para|etc|cllr|mr|mrs|dr|st|vs|p\.a)\.\Z", re.I)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a text begins and ends.

    >>> text = "It was approx. £5m. The rest is 2.5% more."
    >>> [text[a:b] for a, b in sentences(text)]
    ['It was approx. £5m.', 'The rest is 2.5% more.']
    """
    spans, start = [], 0
    for match in _SENTENCE.finditer(text):
        if not _ABBREVIATED.search(text[start : match.start()]):
            spans.append((start, match.start()))
            start = match.end()
    spans.append((start, len(text)))
    return spans
