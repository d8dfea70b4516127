"""A printed figure: what it says, and how far the true figure may lie from it.

A figure printed with d decimals in a unit worth u stands for the closed interval of half a last place, u / 10^d / 2,
each side. Text that is not one figure (a range, "fewer than 5", "to be confirmed") is no figure; nothing is guessed.

Source: the round-to-nearest rule of XBRL Calculations 1.1 (2023), sections 5.1-5.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from formulas.exact import read
from formulas.refusals import Refused

HALF = Fraction(1, 2)
_MARKS = re.compile(r"(?<=[\d%)kmn])\s*\((?:note\s*)?[\da-z](?:,\s*[\da-z])*\)\s*\Z", re.IGNORECASE)
_LEADING_MARK = re.compile(r"\A\((?:note\s*)?[\da-z]\)\s*(?=[£\d(-])", re.IGNORECASE)
_EMPHASIS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
_ARROWS = re.compile(r"[\u2190-\u21ff\u25b2\u25b4\u25b6\u25ba\u25bc\u25be\u2b06\u2b07]")
_DANGLING = re.compile(r"\A[^()]*\d[^()]*\)\Z|\A\([^()]*\d[^()]*\Z")
_POINTS = re.compile(r"\s*(?:pp|pps|ppt|ppts|percentage points?|% points?)\Z", re.IGNORECASE)
LONGEST = 40  # characters of a cell that may be one figure


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as printed: its text, its value in base units, the worth of one in its last place, and its unit.

    Money is in pounds, a percentage in points (12.5% is 12.5). `scaled` says that the figure carries a unit of its own
    (k, m, bn, %), so that a unit line above the column does not apply to it again. `nil` is a dash or the word Nil.
    """

    text: str
    value: Fraction
    quantum: Fraction
    unit: str
    decimals: int
    nil: bool = False

    @property
    def scaled(self) -> bool:
        """Whether the figure itself says thousands, millions, pence or per cent."""
        return self.unit not in ("", "£")

    @property
    def percent(self) -> bool:
        """Whether it is a percentage."""
        return self.unit == "%"


@lru_cache(maxsize=200_000)
def printed(text: str) -> Printed | None:
    """The one figure that a cell's text prints, or None where it prints none, or more than one.

    >>> str(printed("£1.2m").value), str(printed("£1.2m").quantum), str(printed("(1,234)*").value)
    ('1200000', '100000', '-1234')
    >>> printed("2019/20"), printed("<5"), printed("12-15")
    (None, None, None)
    """
    if len(text) > LONGEST:
        return None
    plain = text.strip()
    if "*" in plain or "_" in plain or "`" in plain:
        plain = _EMPHASIS.sub("", plain)
    plain = _ARROWS.sub("", plain).strip()
    if not plain or (not plain[-1].isdigit() and not any(c.isdigit() for c in plain)):
        return _nil(text, plain)
    plain = _LEADING_MARK.sub("", _MARKS.sub("", plain))
    points = _POINTS.search(plain)
    if points:
        plain = plain[: points.start()] + "%"
    if _DANGLING.match(plain):
        plain = plain.strip("()")
    try:
        figure = read(plain)
    except Refused:
        return None
    if figure.decimals is None or figure.quantum is None:
        return None
    if figure.unit.name == "%":
        return Printed(text, figure.value * 100, figure.quantum * 100, "%", figure.decimals)
    return Printed(text, figure.value, figure.quantum, figure.unit.name, figure.decimals)


def _nil(text: str, plain: str) -> Printed | None:
    if plain.casefold() in ("nil", "-", "–", "—", "−", "£-", "£ -", "£nil", "--"):
        return Printed(text, Fraction(0), Fraction(0), "", 0, nil=True)
    return None


_UNIT_LINES: tuple[tuple[re.Pattern[str], int, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), worth, name)
    for pattern, worth, name in (
        (r"£\s*(?:bn\b|billions?\b)|\bin billions\b", 10**9, "£bn"),
        (r"£\s*(?:m\b|mn\b|millions?\b)|\bmillions of pounds|\(\s*£?\s*millions?\s*\)|\(m\)", 10**6, "£m"),
        (r"£\s*['’‘`´]?\s*000s?\b['’]?s?|£\s*k\b|£\s*thousands?\b|\(\s*['’]?000s?\s*\)|\b['’]000s?\b", 1000, "£000"),
        (r"%|\bper\s?cent\b|\bpercentages?\b|\((?:%\s*)?points\)|\bpercentage points\b", 1, "%"),
        (r"£|\bpounds\b|\bGBP\b", 1, "£"),
        (r"\((?:pence|p)\)|\bin pence\b", -100, "p"),
    )
)


@lru_cache(maxsize=50_000)
def unit_line(words: str) -> tuple[Fraction, str] | None:
    """The unit that a header or a caption states: what one is worth, and its name; None where it states none.

    >>> unit_line("2023/24 £'000"), unit_line("Change %")[1], unit_line("Borough council")
    ((Fraction(1000, 1), '£000'), '%', None)
    """
    for pattern, worth, name in _UNIT_LINES:
        if pattern.search(words):
            return (Fraction(1, -worth) if worth < 0 else Fraction(worth)), name
    return None
