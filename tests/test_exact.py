"""The doorway to numbers: what it reads, with which printed digits, and what it refuses."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from formulas.exact import cut, in_digits, in_full, in_pounds, read, unit_words
from formulas.refusals import Refused

READ = {
    "£271,818.47": ("271818.47", 2, "£"),
    "+£41,603.01": ("41603.01", 2, "£"),
    "£+41,603.01": ("41603.01", 2, "£"),
    "-£5": ("-5", 0, "£"),
    "£-5": ("-5", 0, "£"),
    "(737,975)": ("-737975", 0, ""),
    "(£5.50)": ("-5.50", 2, "£"),
    "£(5.50)": ("-5.50", 2, "£"),
    "1,234-": ("-1234", 0, ""),
    "\u221212": ("-12", 0, ""),
    "\u201312.0": ("-12", 1, ""),
    "Nil": ("0", 0, ""),
    "nil": ("0", 0, ""),
    "-": ("0", 0, ""),
    "\u2014": ("0", 0, ""),
    "£ -": ("0", 0, ""),
    "£432k": ("432000", 0, "£k"),
    "£1.2m": ("1200000", 1, "£m"),
    "£1.20 million": ("1200000", 2, "£m"),
    "GBP 35.7m": ("35700000", 1, "£m"),
    "125,750k": ("125750000", 0, "k"),
    "£2bn": ("2000000000", 0, "£bn"),
    "12.5%": ("0.125", 1, "%"),
    "12.5 per cent": ("0.125", 1, "%"),
    "(2.5%)": ("-0.025", 1, "%"),
    "(2.5)%": ("-0.025", 1, "%"),
    "46p": ("0.46", 0, "p"),
    "0.5p": ("0.005", 1, "p"),
    "\u00a0£1,234.50\u00a0": ("1234.50", 2, "£"),
    "£ 1,234": ("1234", 0, "£"),
    "1,234*": ("1234", 0, ""),
    "1,234 \u2020": ("1234", 0, ""),
    "£1,234\u00b9": ("1234", 0, "£"),
    "£1,234 [2]": ("1234", 0, "£"),
    "-\u00b2": ("0", 0, ""),
    ".5443": ("0.5443", 4, ""),
    "0.05": ("0.05", 2, ""),
    "1234567.8": ("1234567.8", 1, ""),
}

REFUSED = [
    *(
        "",
        " ",
        "\u200b",
        "n/a",
        "tbc",
        "lots",
        "#REF!",
        "1.234,56",
        "£1,23,4.00",
        "1,23",
        "12,34,567",
        "2024/25",
        "1 234",
    ),
    *(
        "(12",
        "12)",
        "((1))",
        "--5",
        "+-5",
        "-5-",
        "(-5)",
        "£5%",
        "£46p",
        "5%%",
        "£",
        "%",
        "k",
        "+",
        "()",
        "1e5",
        "0x10",
    ),
    *(
        "0012",
        "00.5",
        "$9",
        "\u20ac9",
        "\uff15",
        "\u0665",
        "1.",
        "1..2",
        "1,234.5.6",
        "12-13",
        "1/2",
        "\u00bd",
        "10+",
        "nan",
    ),
    *("inf", "1_000", "9" * 65, "1 2", "£1 £2", "12.5% of", "(1,234", "1,234)", "two"),
]


@pytest.mark.parametrize("text", READ)
def test_reads_text_exactly_with_its_printed_digits(text):
    value, decimals, unit = READ[text]
    figure = read(text)
    assert (figure.value, figure.decimals, figure.unit.name, figure.text) == (Fraction(value), decimals, unit, text)


@pytest.mark.parametrize("text", REFUSED)
def test_refuses_what_has_no_one_reading_and_names_it(text):
    with pytest.raises(Refused) as refused:
        read(text)
    [refusal] = refused.value.refusals
    assert refusal.found == "a blank" or repr(text)[:12] in refusal.found
    assert refusal.remedy


@pytest.mark.parametrize("given", [1.5, 0.0, True, None, b"5", float("nan"), Decimal("NaN"), Decimal("1e999999")])
def test_refuses_floats_truths_and_what_is_no_number(given):
    with pytest.raises(Refused):
        read(given)


def test_keeps_the_printed_precision_of_numbers():
    assert [read(n).decimals for n in (5, Decimal("5.00"), Decimal("5E+3"), Fraction(1, 3))] == [0, 2, 0, None]
    assert read(Decimal("5E+3")).value == 5000
    assert [str(read(t).quantum) for t in ("£1.2m", "£1.20", "12.5%", "46p")] == ["100000", "1/100", "1/1000", "1/100"]
    assert read(Fraction(1, 3)).quantum is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.125", "£0.13"),
        ("-0.125", "-£0.13"),
        ("0.115", "£0.12"),
        ("1.005", "£1.01"),
        ("2.675", "£2.68"),
        ("-0.001", "£0.00"),
        ("1e15", "£1,000,000,000,000,000.00"),
        ("0", "£0.00"),
    ],
)
def test_goes_back_to_pounds_half_away_from_zero(value, text):
    assert in_pounds(Fraction(value)) == text


def test_signs_are_printed_when_asked():
    signs = [in_pounds(Fraction(n), signed=True) for n in ("0.01", "-0.01", "0", "0.001")]
    assert signs == ["+£0.01", "-£0.01", "£0.00", "£0.00"]


def test_an_exact_amount_is_cut_and_never_rounded():
    assert cut(Fraction("0.49999999"), 2) == "0.49…"
    assert cut(Fraction("-0.005"), 2) == "-0.00…"
    assert cut(Fraction(3), 2) == "3.00"


def test_written_in_full_it_reads_back():
    assert [in_full(Fraction(n)) for n in ("1/3", "5/8", "-7", "1/1000000")] == ["1/3", "0.625", "-7", "0.000001"]
    assert in_digits(Fraction(10**20), 0) == "100,000,000,000,000,000,000"


def test_units_have_names():
    assert [unit_words(Fraction(u), n) for u, n in (("0.01", 1), ("1", 2), ("100", 2), ("0.05", 1))] == [
        "penny",
        "pounds",
        "units of £100",
        "unit of £0.05",
    ]
