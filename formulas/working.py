"""The working of a calculation: one record from which the explanation and the workbook are both written.

A step's `words` and `excel` are templates over the same names: `[basis]` is this row's figure, `[basis:all]` the whole
column, and the name of a step that gives one figure for the fund is that figure. Filling the brackets with names
gives the rule, with figures the sum for one area, with cell references the live formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from formulas.exact import cut, ending, in_digits, in_pounds

Value = int | Fraction
_BRACKET = re.compile(r"\[([a-z_0-9]+)(:all)?\]")
_SUM = re.compile(r"the sum of \[([a-z_0-9]+):all\]")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is called, its unit, its wording, its exact values, its Excel formula.

    `values` has one value for every area, or is one value for the fund. `unit` is one of £, £ exact, share, count,
    fraction, factor, odd. `excel` is None for what is given or stated, not worked out live. `detail` marks what only a
    machine needs (long division by digits): left out when a person asks for the working.
    """

    key: str
    name: str
    unit: str
    words: str
    values: Sequence[Value] | Value
    excel: str | None = None
    given: bool = False
    detail: bool = False
    section: str = ""

    @property
    def stated(self) -> bool:
        """Whether it is neither given nor live: what csptool worked out itself."""
        return self.excel is None and not self.given

    @property
    def for_fund(self) -> bool:
        """Whether the step gives one figure for the fund."""
        return isinstance(self.values, int | Fraction)

    def value(self, row: int) -> Value:
        """The value for one area, or the fund's one value."""
        return self.values if isinstance(self.values, int | Fraction) else self.values[row]


@dataclass(frozen=True, slots=True)
class Check:
    """A statement about the result that the workbook tests again: its words, whether it holds, its Excel formula.

    `beside` is the key of the step that it is about, if it is about one: a factor that was solved.
    """

    words: str
    holds: bool
    excel: str
    beside: str = ""


@dataclass(slots=True)
class Working:
    """The steps in the order they are worked, and the checks made at the end.

    `section` is what the steps added next belong to.
    """

    steps: dict[str, Step] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    section: str = ""

    def add(
        self,
        key: str,
        name: str,
        unit: str,
        words: str,
        values: Sequence[Value] | Value,
        excel: str | None = None,
        *,
        given: bool = False,
        detail: bool = False,
    ) -> str:
        """Append a step and give back its key, which is used once."""
        if key in self.steps:
            raise ValueError(f"the step {key} is there already")
        self.steps[key] = Step(key, name, unit, words, values, excel, given, detail, self.section)
        return key

    def rename_section(self, old: str, new: str) -> None:
        """Give a section other words, those of its steps included."""
        self.section = new if self.section == old else self.section
        for key, step in self.steps.items():
            if step.section == old:
                self.steps[key] = replace(step, section=new)

    def check(self, words: str, holds: bool, excel: str, beside: str = "") -> None:
        """Append a check."""
        self.checks.append(Check(words, holds, excel, beside))

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps.values())

    def in_words(self, step: Step) -> str:
        """The rule, with the names of the steps it uses."""
        return _BRACKET.sub(lambda m: _inside(self.steps[m[1]].name), step.words)

    def in_numbers(self, step: Step, row: int) -> str:
        """The rule with one area's figures put in."""

        def figure(match: re.Match[str]) -> str:
            used = self.steps[match[1]]
            return _inside(used.name) if match[2] else show(used.value(row), used.unit)

        def summed(match: re.Match[str]) -> str:
            used = self.steps[match[1]]
            return show(sum(map(Fraction, used.values), Fraction(0)), used.unit)  # type: ignore[arg-type]

        return _BRACKET.sub(figure, _SUM.sub(summed, step.words))

    def in_excel(self, text: str, cell: Callable[[Step, bool], str]) -> str:
        """A formula template with `cell(step, whole_column)` put in for every name."""
        return _BRACKET.sub(lambda m: cell(self.steps[m[1]], bool(m[2])), text)


def _inside(name: str) -> str:
    """A name as it stands within a sentence: only its first letter changes, so that other names in it keep theirs."""
    return name[:1].lower() + name[1:]


def show(value: Value, unit: str) -> str:
    """A figure as a person reads it in its unit; exact amounts are cut, never rounded, and say so with an ellipsis."""
    exact = Fraction(value)
    if unit == "£":
        return in_pounds(exact)
    if unit == "£ exact":
        return in_pounds(exact) if (ending(exact) or 0) <= 2 and ending(exact) is not None else "£" + cut(exact, 4)
    decimals = ending(exact * 100 if unit == "share" else exact)
    if unit == "share":
        return (in_digits(exact * 100, decimals) if decimals in (0, 1, 2) else cut(exact * 100, 4)) + "%"
    return in_digits(exact, decimals) if decimals is not None and decimals <= 6 else cut(exact, 6)
