"""Printed figures as intervals."""

from __future__ import annotations

from fractions import Fraction

import pytest

from formulas.printed import printed, unit_line
from formulas.relations.relation import judged, within
from tests.relations.told import entry


@pytest.mark.parametrize(
    ("text", "value", "quantum"),
    [
        ("1,234", "1234", "1"),
        ("£1,234.50", "1234.5", "0.01"),
        ("£1.2m", "1200000", "100000"),
        ("£450k", "450000", "1000"),
        ("£2bn", "2000000000", "1000000000"),
        ("(1,234)", "-1234", "1"),
        ("-1,234", "-1234", "1"),
        ("−1,234", "-1234", "1"),
        ("1,234-", "-1234", "1"),
        ("(£1,234)", "-1234", "1"),
        ("12.50%", "12.5", "0.01"),
        ("(1.8)%", "-1.8", "0.1"),
        ("0.0", "0", "0.1"),
        ("1,234*", "1234", "1"),
        ("1,234 (a)", "1234", "1"),
        ("**1,234**", "1234", "1"),
        ("▲ 12", "12", "1"),
        ("3.2 percentage points", "3.2", "0.1"),
    ],
)
def test_figures(text, value, quantum):
    figure = printed(text)
    assert figure is not None
    assert (figure.value, figure.quantum) == (Fraction(value), Fraction(quantum))


@pytest.mark.parametrize("text", ["-", "–", "Nil", "£-"])
def test_a_dash_or_nil_is_nought(text):
    figure = printed(text)
    assert figure is not None
    assert figure.nil
    assert figure.value == 0


@pytest.mark.parametrize(
    "text", ["", "n/a", "TBC", "<5", "12-15", "2019/20", "1 April 2024", "12 of 15", "Ward 7", "x" * 50]
)
def test_what_is_no_figure(text):
    assert printed(text) is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("2023/24 £000", "£000"), ("£'000", "£000"), ("£’000s", "£000"), ("(£m)", "£m"), ("£ millions", "£m"),
        ("£bn", "£bn"), ("Variance %", "%"), ("Per cent", "%"), ("Total £", "£"), ("(pence)", "p"), ("Borough", None),
        ("Programme", None),
    ],
)  # fmt: skip
def test_unit_lines(words, name):
    found = unit_line(words)
    assert (found and found[1]) == name


@pytest.mark.parametrize(
    ("total", "verdict"), [("60", "exact"), ("61", "rounding"), ("62", "query"), ("63", "wrong"), ("58", "query")]
)
def test_the_verdicts_of_a_sum_of_three(total, verdict):
    parts = tuple((entry(text), 1) for text in ("10", "20", "30"))
    assert judged("sum", entry(total), parts).verdict == verdict  # the tolerance is 2, three deviations are 1.73


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("23.0", "exact"), ("23.1", "rounding"), ("23.2", "query"), ("22.8", "query"), ("23.3", "wrong")],
)
def test_the_verdicts_of_a_percentage(text, verdict):
    stated = entry(text, half="0.05")
    low, high = Fraction("22.9"), Fraction("23.1")
    assert within("share", stated, (), Fraction("23.01"), low, high, "").verdict == verdict
