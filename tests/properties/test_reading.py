"""Reading and writing numbers: nothing lost on the way in or out, nothing but a figure or a refusal."""

from __future__ import annotations

import io
from decimal import Decimal
from fractions import Fraction

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from csptool.sheets.book import open_book
from csptool.sheets.source import Source
from formulas.exact import cut, in_digits, in_full, in_pounds, read
from formulas.refusals import Refused

PENCE = st.integers(-(10**15), 10**15)
PRINTED = st.sampled_from(
    [
        in_pounds,
        lambda v: in_pounds(v, signed=True),
        lambda v: in_digits(v, 2),
        lambda v: in_digits(v, 2).replace(",", ""),
        lambda v: in_digits(v, 2).replace("-", "\u2212"),
        lambda v: f"({in_digits(-v, 2)})" if v < 0 else in_digits(v, 2),
        lambda v: f"{in_digits(-v, 2)}-" if v < 0 else in_digits(v, 2),
        lambda v: f"\u00a0{in_pounds(v)} *",
        lambda v: in_digits(v * 100, 0) + "p",
        lambda v: in_digits(v * 100, 0) + "%",
    ]
)


@given(PENCE, PRINTED)
def test_what_is_printed_reads_back(pence, printed):
    assert read(printed(Fraction(pence, 100))).value == Fraction(pence, 100)


@given(st.text(max_size=80))
def test_any_text_is_a_figure_or_a_refusal(text):
    try:
        figure = read(text)
    except Refused:
        return
    assert isinstance(figure.value, Fraction)


@given(st.fractions())
def test_in_full_reads_back(value):
    assert Fraction(in_full(value)) == value


@given(st.fractions(-(10**6), 10**6), st.integers(0, 6))
def test_a_cut_figure_is_never_larger_than_the_figure(value, decimals):
    shown = cut(value, decimals)
    kept = Fraction(shown.removesuffix("…").replace(",", ""))
    assert abs(kept) <= abs(value)
    assert abs(value - kept) * 10**decimals < 1
    assert shown.endswith("…") == (kept != value)


@given(st.fractions(-(10**6), 10**6), st.integers(0, 6))
def test_digits_round_half_away_from_zero(value, decimals):
    shown = Fraction(in_digits(value, decimals).replace(",", ""))
    miss = (shown - value) * 10**decimals
    assert abs(miss) <= Fraction(1, 2)
    if abs(miss) == Fraction(1, 2):
        assert abs(shown) > abs(value)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 10**11), min_size=1, max_size=8).filter(any), st.booleans())
def test_pounds_from_a_workbook_are_exact(pence, as_text):
    """Through Excel's binary floats, or as text, every amount of pennies comes back to the penny."""
    book = openpyxl.Workbook()
    book.active.append(["Area", "Basis"])
    for i, amount in enumerate(pence):
        value = Fraction(amount, 100)
        book.active.append([f"Area {i}", in_pounds(value) if as_text else float(value)])
    out = io.BytesIO()
    book.save(out)
    [sheet] = open_book(Source("x.xlsx", out.getvalue())).sheets
    read_back = [sheet.figure(row, 2, "basis").value for row in range(2, len(pence) + 2)]
    assert read_back == [Fraction(amount, 100) for amount in pence]


@given(st.one_of(st.just(0.0), st.floats(1e-12, 1e14)))
def test_a_float_stands_for_its_shortest_decimal(number):
    assert read(Decimal(repr(number))).value == Fraction(repr(number))
    assert float(read(Decimal(repr(number))).value) == number
