"""A check that somebody declares: `underspend - hub - training = redistributed`, held against the printed figures.

Each side is sums, differences, products and quotients of named figures and plain numbers, with brackets; one side is
one name alone, which is the figure that is judged. The other side is worked out at both ends of every figure's
interval. A percentage counts as its hundredth, so that `grant / total = share` may be checked where the share is 12%.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from formulas.refusals import Refusal, Refused
from formulas.relations.entry import Entry
from formulas.relations.relation import Relation, judged, within

LONGEST_CHECK = 1000  # characters
DEEPEST = 50  # brackets within brackets
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(\s*%)?")
_OPERATORS = {"−": "-", "–": "-", "×": "*", "÷": "/"}
NOUGHT = Fraction(0)
HUNDRED = Fraction(100)


@dataclass(frozen=True)
class _Span:
    """What a part of a check may come to; `weights` are those of its figures where it is a plain sum of them."""

    value: Fraction
    low: Fraction
    high: Fraction
    weights: Mapping[str, int] | None = field(default_factory=dict)


def declared(check: str, figures: Mapping[str, Entry]) -> Relation:
    """The relation that a check states, judged. Raises `Refused` for what cannot be read.

    >>> cells = [("a", 10), ("b", 4), ("c", 9)]
    >>> figures = {name: Entry(str(n), Fraction(n), Fraction(1, 2), 0, "£", row_label=name, at=n) for name, n in cells}
    >>> declared("a - b = c", figures).verdict, declared("(a + b) / 2 = c", figures).recomputed
    ('wrong', Fraction(7, 1))
    """
    sides = check.split("=")
    if len(check) > LONGEST_CHECK or len(sides) != 2:
        found = (
            "a check that is too long" if len(check) > LONGEST_CHECK else f"{len(sides) - 1} equals signs in {check!r}"
        )
        raise _refused("check", found, "one equals sign between two sides", "write it as a - b = c")
    tokens = [_tokens(side, figures) for side in sides]
    alone = [side for side in (1, 0) if len(tokens[side]) == 1 and tokens[side][0] in figures]
    if not alone:
        remedy = "give the figure that is to follow a side of its own, as a - b = c"
        raise _refused("check", f"{check!r}, with no figure alone on one side", "one named figure alone", remedy)
    name, side = tokens[alone[0]][0], 1 - alone[0]
    reader = _Reader(tokens[side], figures, check)
    span = reader.whole()
    if name in reader.used:
        raise _refused(
            "check", f"{name!r} on both sides of {check!r}", "a figure that follows from others", "leave it out there"
        )
    return _judged(figures[name], span, [(figures[used], used) for used in reader.used], check)


def _judged(result: Entry, span: _Span, used: list[tuple[Entry, str]], check: str) -> Relation:
    percent = result.unit == "%"
    plain = span.weights is not None and all(abs(weight) == 1 for weight in span.weights.values())
    if plain and span.weights and all((entry.unit == "%") == percent for entry, _ in used):
        return judged("declared", result, tuple((entry, span.weights[name]) for entry, name in used), check)
    scale = HUNDRED if percent else Fraction(1)
    terms = tuple((entry, 1) for entry, _ in used)
    return within("declared", result, terms, span.value * scale, span.low * scale, span.high * scale, check)


def _tokens(text: str, figures: Mapping[str, Entry]) -> list[str]:
    """The names, numbers and signs of one side; the longest name that fits is the one meant."""
    names = sorted(figures, key=len, reverse=True)
    tokens, at = [], 0
    while at < len(text):
        sign = _OPERATORS.get(text[at], text[at])
        name = next((one for one in names if _stands(one, text, at)), None)
        number = _NUMBER.match(text, at)
        if name is not None:
            tokens.append(name)
            at += len(name)
        elif number:
            tokens.append(number[0])
            at = number.end()
        elif sign in "+-*/()":
            tokens.append(sign)
            at += 1
        elif text[at].isspace():
            at += 1
        else:
            unknown = re.split(r"[-+*/()−–×÷=]", text[at:])[0].strip() or text[at]
            known = ", ".join(repr(one) for one in list(figures)[:12])
            remedy = f"name it in a row of its own; there are {known}" if known else "name it in a row of its own"
            raise _refused(
                "unknown-name", f"{unknown!r}, which names no figure", "names, numbers, + - * / and brackets", remedy
            )
    return tokens


def _stands(name: str, text: str, at: int) -> bool:
    """Whether a name stands at a place as words of its own."""
    end = at + len(name)
    before, after = text[at - 1 : at], text[end : end + 1]
    return text[at:end].casefold() == name.casefold() and not (before.isalnum() or after.isalnum())


class _Reader:
    """Reads the tokens of one side and works them out as it goes."""

    def __init__(self, tokens: list[str], figures: Mapping[str, Entry], check: str) -> None:
        self.tokens, self.figures, self.check = tokens, figures, check
        self.at, self.depth = 0, 0
        self.used: list[str] = []

    def whole(self) -> _Span:
        """The whole side."""
        span = self._sum()
        if self.at < len(self.tokens):
            raise self._broken(f"{self.tokens[self.at]!r} where the side should end")
        return span

    def _sum(self) -> _Span:
        span = self._product()
        while self._next() in ("+", "-"):
            sign = 1 if self._take() == "+" else -1
            span = _plus(span, self._product(), sign)
        return span

    def _product(self) -> _Span:
        span = self._single()
        while self._next() in ("*", "/"):
            times = self._take() == "*"
            other = self._single()
            if not times and other.low <= 0 <= other.high:
                raise _refused(
                    "nought",
                    f"a division by what may be nought in {self.check!r}",
                    "a divisor above or below nought",
                    "correct the check",
                )
            span = _corners(span, other, (lambda a, b: a * b) if times else (lambda a, b: a / b))
        return span

    def _single(self) -> _Span:
        taken = self._take()
        if taken == "-":
            return _plus(_Span(NOUGHT, NOUGHT, NOUGHT), self._nested(self._single), -1)
        if taken == "(":
            span = self._nested(self._sum)
            if self._take() != ")":
                raise self._broken("a bracket that is not closed")
            return span
        if taken in self.figures:
            return self._figure(taken)
        if _NUMBER.fullmatch(taken):
            value = Fraction(taken.rstrip("% ").replace(",", "")) / (HUNDRED if "%" in taken else 1)
            return _Span(value, value, value, None)
        raise self._broken(f"{taken!r} where a figure should stand" if taken else "no figure where one should stand")

    def _figure(self, name: str) -> _Span:
        entry = self.figures[name]
        scale = HUNDRED if entry.unit == "%" else Fraction(1)
        if name not in self.used:
            self.used.append(name)
        return _Span(
            entry.value / scale, (entry.value - entry.half) / scale, (entry.value + entry.half) / scale, {name: 1}
        )

    def _nested(self, inner: Callable[[], _Span]) -> _Span:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._broken("brackets or signs too deep")
        span = inner()
        self.depth -= 1
        return span

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        token = self._next()
        self.at += 1
        return token

    def _broken(self, found: str) -> Refused:
        return _refused("check", f"{found} in {self.check!r}", "figures with + - * / and brackets", "correct the check")


def _plus(one: _Span, other: _Span, sign: int) -> _Span:
    ends = sorted((sign * other.low, sign * other.high))
    weights = None
    if one.weights is not None and other.weights is not None:
        names = [*one.weights, *(name for name in other.weights if name not in one.weights)]
        weights = {name: one.weights.get(name, 0) + sign * other.weights.get(name, 0) for name in names}
    return _Span(one.value + sign * other.value, one.low + ends[0], one.high + ends[1], weights)


def _corners(one: _Span, other: _Span, formula: Callable[[Fraction, Fraction], Fraction]) -> _Span:
    """The product or quotient, bounded by its values at the ends."""
    ends = [formula(a, b) for a in (one.low, one.high) for b in (other.low, other.high)]
    return _Span(formula(one.value, other.value), min(ends), max(ends), None)


def _refused(code: str, found: str, expected: str, remedy: str) -> Refused:
    return Refused(Refusal(code, "check", found, expected, remedy))
