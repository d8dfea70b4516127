"""The one doorway to numbers: text as people print it becomes an exact value, and goes back again.

Nothing is guessed. What cannot be read in one way only is refused, naming what was found. A binary
float is refused too: whoever holds one must first say which decimal was meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from formulas.refusals import Refusal, Refused
from formulas.rounding import half_away, towards_zero

LONGEST_FIGURE = 64  # characters; no printed figure comes near it, and it bounds the work on hostile text


@dataclass(frozen=True, slots=True)
class Unit:
    """What one printed unit is called and is worth: £ and plain numbers 1, k 1,000, m 1,000,000, % and p 1/100."""

    name: str
    worth: Fraction


NUMBER = Unit("", Fraction(1))
POUNDS = Unit("£", Fraction(1))
PERCENT = Unit("%", Fraction(1, 100))
PENCE = Unit("p", Fraction(1, 100))


@dataclass(frozen=True, slots=True)
class Figure:
    """An exact value together with how it was printed.

    `value` is in base units: pounds for money, a rate for a percentage (12.5% is 1/8).
    `decimals` counts the digits printed after the point; it is None where nothing was printed (a Fraction).
    """

    value: Fraction
    decimals: int | None
    unit: Unit
    text: str

    @property
    def quantum(self) -> Fraction | None:
        """The worth of one unit in the last printed place: 0.01 for £1.20, 100,000 for £1.2m."""
        return None if self.decimals is None else self.unit.worth / 10**self.decimals


_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_MARK = re.compile(
    r"(?:\s*(?:[*\u2020\u2021\u00a7\u00b6#]|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]|\[[0-9a-z]{1,2}\]))+\Z"
)
_FIGURE = re.compile(
    r"""(?ax)
    (?P<open>\()? \s* (?P<sign>[+-])? \s* (?P<pounds>£|GBP)? \s* (?P<open2>\()? (?P<sign2>[+-])?
    (?P<whole>\d{1,3}(?:,\d{3})+|\d+)? (?P<fraction>\.\d+)?
    \s* (?P<suffix>%|p|k|m|bn|thousand|million|billion|per\ ?cent)?
    \s* (?P<close>\))? \s* (?P<suffix2>%)? (?P<trailing>-)? \Z""",
    re.IGNORECASE,
)
_NIL = re.compile(r"(?i)(?:nil|(?:£|GBP)?\s*-)\Z")
_SCALES = {
    "k": ("k", 10**3),
    "thousand": ("k", 10**3),
    "m": ("m", 10**6),
    "million": ("m", 10**6),
    "bn": ("bn", 10**9),
    "billion": ("bn", 10**9),
}


def read(given: str | int | Decimal | Fraction) -> Figure:
    """The figure that `given` states, exactly, with its printed digits.

    Reads pounds with separators, signs before or after, accountants' brackets, Nil and a lone dash (both nought),
    k, m and bn, per cent, pence, non-breaking spaces, a trailing footnote mark; whole numbers, Decimal and Fraction.
    Never rounds. Refuses floats, blanks, codes with leading noughts, continental separators and whatever has
    more than one reading.

    >>> read("(£1,234.50)").value, read("£1.2m").quantum, read("12.5%").value
    (Fraction(-2469, 2), Fraction(100000, 1), Fraction(1, 8))
    """
    if isinstance(given, bool) or not isinstance(given, str | int | Decimal | Fraction):
        kind = "a binary float" if isinstance(given, float) else f"a {type(given).__name__}"
        raise _refused(f"{given!r}, {kind}", "text, a whole number, a Decimal or a Fraction", "convert it first")
    if isinstance(given, str):
        return _read_text(given)
    if isinstance(given, Decimal):
        return _read_decimal(given)
    return Figure(Fraction(given), 0 if isinstance(given, int) else None, NUMBER, str(given))


def _read_decimal(given: Decimal) -> Figure:
    if not given.is_finite() or abs(given.adjusted()) > LONGEST_FIGURE:
        raise _refused(str(given), "a finite decimal of ordinary size", "correct the figure")
    exponent = given.as_tuple().exponent
    assert isinstance(exponent, int)  # a finite decimal has no other kind
    return Figure(Fraction(given), max(0, -exponent), NUMBER, f"{given:f}")


def _read_text(text: str) -> Figure:
    plain = " ".join(text.translate(_UNSEEN).translate(_DASHES).replace("\u00a0", " ").split())
    if not plain:
        raise _refused("a blank", "a figure", "type the figure, or 0 if there is none", code="blank")
    if len(plain) > LONGEST_FIGURE:
        raise _refused(f"{plain[:20]!r}... of {len(plain)} characters", "a figure", "put one figure in the cell")
    plain = _MARK.sub("", plain)
    if _NIL.match(plain):
        return Figure(Fraction(0), 0, NUMBER, text)
    match = _FIGURE.match(plain)
    if match is None or not (match["whole"] or match["fraction"]):
        raise _refused(repr(text), "a figure", _hint(plain))
    return _figure(match, text)


def _figure(match: re.Match[str], text: str) -> Figure:
    parts = match.groupdict()
    opened, closed = bool(parts["open"]) + bool(parts["open2"]), bool(parts["close"])
    signs = [s for s in (parts["sign"], parts["sign2"], parts["trailing"]) if s]
    whole = parts["whole"] or "0"
    suffix = (parts["suffix"] or parts["suffix2"] or "").lower()
    if opened != closed:
        raise _refused(repr(text), "brackets in pairs", "close the bracket, or write a minus sign")
    if len(signs) + opened > 1:
        raise _refused(repr(text), "one sign", "keep one sign only")
    if len(whole) > 1 and whole.startswith("0"):
        raise _refused(repr(text), "a figure", "leading noughts mark a code; if it is a figure, remove them")
    if (parts["suffix"] and parts["suffix2"]) or (parts["pounds"] and suffix in ("%", "p", "per cent", "percent")):
        raise _refused(repr(text), "one unit", "keep one unit only")
    unit = _unit(suffix, bool(parts["pounds"]))
    negative = bool(opened) or "-" in signs
    size = Fraction(whole.replace(",", "") + (parts["fraction"] or "")) * unit.worth
    return Figure(-size if negative else size, len(parts["fraction"] or ".") - 1, unit, text)


def _unit(suffix: str, pounds: bool) -> Unit:
    if suffix in ("%", "per cent", "percent"):
        return PERCENT
    if suffix == "p":
        return PENCE
    scale, worth = _SCALES.get(suffix, ("", 1))
    return Unit(("£" if pounds else "") + scale, Fraction(worth))


def _hint(plain: str) -> str:
    """What most likely went wrong, so that the reader knows what to mend."""
    if re.search(r"[$\u20ac\u00a5]", plain):
        return "only pounds are read: convert the figure"
    if plain.startswith("#"):
        return "correct the formula that gave this error"
    if re.fullmatch(r"(?a:[£\d.,+() -]+)", plain) and not re.search(r"\d{4}-|-\d", plain):
        return "write thousands with commas and decimals with one point, as 1,234.56"
    if plain.casefold() in ("n/a", "na", "tbc", "tba", "none", "null"):
        return "type the figure, or 0 if there is none"
    return "type one figure, such as 1,234.56 or £1.2m"


def _refused(found: str, expected: str, remedy: str, code: str = "not-a-figure") -> Refused:
    return Refused(Refusal(code, "figure", found, expected, remedy))


def in_digits(value: Fraction, decimals: int) -> str:
    """The value with that many decimals and thousands separators, half away from zero, never exponent form.

    >>> in_digits(Fraction(-2675, 1000), 2), in_digits(Fraction(10**9), 0)
    ('-2.68', '1,000,000,000')
    """
    scaled = value * 10**decimals
    return _placed(half_away(scaled.numerator, scaled.denominator), decimals)


def in_pounds(value: Fraction, decimals: int = 2, *, signed: bool = False) -> str:
    """The value in pounds and pence, rounded half away from zero; `signed` prints a plus as well.

    >>> in_pounds(Fraction("271818.47")), in_pounds(Fraction(1, 100), signed=True), in_pounds(Fraction("-0.5"))
    ('£271,818.47', '+£0.01', '-£0.50')
    """
    digits = in_digits(abs(value), decimals)
    nothing = not digits.strip("0.,")
    sign = "" if nothing else "-" if value < 0 else "+" if signed else ""
    return f"{sign}£{digits}"


def cut(value: Fraction, decimals: int) -> str:
    """The value's first decimals, cut and not rounded, with an ellipsis where more digits follow.

    For showing an exact amount: 0.4999... must never be printed as a half.

    >>> cut(Fraction(2, 3), 4), cut(Fraction(1, 2), 4)
    ('0.6666…', '0.5000')
    """
    scaled = value * 10**decimals
    digits = _placed(towards_zero(scaled.numerator, scaled.denominator), decimals)
    if value < 0 and not digits.startswith("-"):
        digits = "-" + digits
    return digits if scaled.denominator == 1 else digits + "…"


def in_full(value: Fraction, *, grouped: bool = False) -> str:
    """The value without any rounding: a plain decimal where it ends, otherwise numerator/denominator.

    `Fraction` reads both forms back. `grouped` puts separators between thousands, for people.

    >>> in_full(Fraction(1, 8)), in_full(Fraction(1, 3)), in_full(Fraction(1234), grouped=True)
    ('0.125', '1/3', '1,234')
    """
    decimals = ending(value)
    if decimals is None:
        return str(value)
    digits = in_digits(value, decimals)
    return digits if grouped else digits.replace(",", "")


def to_read(value: Fraction) -> str:
    """The value in full for people, with separators; where its decimals never end, the first six with an ellipsis.

    >>> to_read(Fraction("1234.5")), to_read(Fraction(4000, 3))
    ('1,234.5', '1,333.333333…')
    """
    return cut(value, 6) if ending(value) is None else in_full(value, grouped=True)


def unit_words(unit: Fraction, count: int = 1) -> str:
    """A rounding unit in words: penny or pennies, pound or pounds, unit or units of £100.

    >>> unit_words(Fraction(1, 100), 2), unit_words(Fraction(100))
    ('pennies', 'unit of £100')
    """
    plain = in_pounds(unit, 0 if unit.denominator == 1 else 2)
    words = {Fraction(1, 100): ("penny", "pennies"), Fraction(1): ("pound", "pounds")}
    one, many = words.get(unit, (f"unit of {plain}", f"units of {plain}"))
    return one if count == 1 else many


def ending(value: Fraction) -> int | None:
    """How many decimals the value has when written out in full; None when they never end.

    >>> ending(Fraction(1, 8)), ending(Fraction(5)), ending(Fraction(1, 3))
    (3, 0, None)
    """
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _placed(scaled: int, decimals: int) -> str:
    digits = f"{abs(scaled):0{decimals + 1}d}"
    whole, fraction = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    return ("-" if scaled < 0 else "") + f"{int(whole):,}" + ("." + fraction if decimals else "")
