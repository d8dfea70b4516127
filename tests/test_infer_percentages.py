"""Percentages beside Band D: worked from the printed figures or from the unrounded ones, with no slack beyond."""

from __future__ import annotations

from fractions import Fraction

import pytest

from formulas.inference.interval import Interval
from formulas.inference.rises import Figure, Year, ranges
from formulas.inference.rises_left_out import BAND_D, PERCENT, POUNDS, left_out, without, would_be

FIVE_YEARS = """| Year | Band D £ | Increase £ | Increase % |
|---|---|---|---|
| 2021/22 | 250.00 | | |
| 2022/23 | 260.00 | 10.00 | 4.00 |
| 2023/24 | 275.00 | 15.00 | 5.77 |
| 2024/25 | 288.00 | 13.00 | 4.73 |
| 2025/26 | 302.00 | 14.00 | 4.86 |
"""
# Dyfed-Powys: (332.03 / 312.65 - 1) x 100 is 6.1986
DYFED_POWYS = """| Year | Band D (£) | Increase (%) |
|---|---|---|
| 2022/23 | 290.16 | 5.30 |
| 2023/24 | 312.65 | 7.75 |
| 2024/25 | 332.03 | 6.20 |
| 2025/26 | 360.68 | 8.63 |
"""


def figure(text):
    return None if text is None else Figure(Fraction(text), len(text.partition(".")[2]))


def two(before, band_d, pounds, percent):
    return [Year("2023/24", figure(before)), Year("2024/25", figure(band_d), figure(pounds), figure(percent))]


def between(low, high):
    return Interval(Fraction(low), Fraction(high))


class TestTwoWays:
    def test_one_that_the_printed_band_ds_give_says_nothing_of_their_decimals(self):
        # 105.05 / 100.00 is 5.05%, though 105.055 / 99.995 is 5.06%
        assert ranges(two("100.00", "105.05", None, "5.05"), exact=False) == (
            between("99.995", "100.005"),
            between("105.045", "105.055"),
        )

    def test_nor_does_one_that_the_printed_increase_gives(self):
        # £15.39 printed as £15 over £273.23 is 5.49%, and by the Band Ds 5.63%
        assert ranges(two("273.23", "288.62", "15", "5.49"), exact=False) != ()
        assert ranges(two("273.23", "288.62", "15", "5.63"), exact=False) != ()
        assert ranges(two("273.23", "288.62", "15", "5.56"), exact=False) == ()

    def test_one_that_they_do_not_give_must_follow_from_the_unrounded(self):
        # 5.0525% to 5.0535% of the unrounded: 1.050525 x 99.995 at least, and no more than is printed
        [before, now] = ranges(two("100.00", "105.05", None, "5.053"), exact=False)
        assert now == Interval(Fraction("1.050525") * Fraction("99.995"), Fraction("105.055"))
        assert before == Interval(Fraction("99.995"), Fraction("105.055") / Fraction("1.050525"))

    def test_one_that_neither_gives_does_not_fit(self):
        assert ranges(two("260.00", "275.00", "15.00", "5.78"), exact=False) == ()
        assert left_out(two("260.00", "275.00", "15.00", "5.78")) == [{(1, PERCENT)}]


class TestLeftOut:
    def test_a_band_d_left_out_may_have_been_rounded_before(self):
        years = two("100.00", "107.00", None, "5.0")
        rest = without(years, frozenset({(1, BAND_D)}))
        # 1.0495 x 99.995 to 1.0505 x 100.005 unrounded; rounded 104.95 to 105.05, from 104.945 to 105.055
        assert ranges(rest, exact=False)[1] == between("104.9447525", "105.0552525")

    def test_rounded_to_its_own_last_place_and_to_nothing_between(self):
        # 1.050005 x 100.00 to 1.050015 x 100.00 holds no whole penny; so unrounded, times 99.995 and 100.005
        years = two("100.00", "107.00", None, "5.001")
        rest = without(years, frozenset({(1, BAND_D)}))
        assert ranges(rest, exact=False)[1] == Interval(
            Fraction("1.050005") * Fraction("99.995"), Fraction("1.050015") * Fraction("100.005")
        )

    def test_so_may_the_year_before(self):
        rest = without(two("107.00", "105.00", None, "5.0"), frozenset({(0, BAND_D)}))
        # 105.00 / 1.0505 = 99.952... and / 1.0495 = 100.047..., in pence 99.96 to 100.04, half a penny either way;
        # unrounded 104.995 / 1.0505 to 105.005 / 1.0495
        assert ranges(rest, exact=False)[0] == Interval(
            Fraction("104.995") / Fraction("1.0505"), Fraction("105.005") / Fraction("1.0495")
        )

    def test_an_increase_left_out_may_have_been_rounded_before(self):
        # £15.39 misprinted as £51: of £273.23 it was 5.49% when rounded to £15
        years = two("273.23", "288.62", "51", "5.49")
        assert left_out(years) == [{(1, POUNDS)}]
        assert would_be(years, (1, POUNDS), ranges(without(years, left_out(years)[0]), exact=False)) == (15, 15)

    def test_what_a_percentage_would_have_to_be_is_what_either_way_gives(self):
        years = two("273.23", "288.62", "15", "9.99")
        rest = ranges(without(years, frozenset({(1, PERCENT)})), exact=False)
        # 15 / 273.23 = 5.490%; 288.615 / 273.235 = 5.6288%, 288.625 / 273.225 = 5.6363%
        assert would_be(years, (1, PERCENT), rest) == (Fraction("5.49"), Fraction("5.64"))


class TestPapers:
    def test_a_percentage_one_out_in_its_last_place_is_named(self, infer):
        # 15 / 260 = 5.769%
        assert "No figures fit" not in infer(FIVE_YEARS).out
        out = infer(FIVE_YEARS.replace("5.77", "5.78")).out
        assert "Without the increase to 2023/24 of 5.78%, the rest follow.\n" in out
        assert "The 2023/24 increase in per cent would have to be 5.77%.\n" in out
        assert "not all exact" not in out

    @pytest.mark.parametrize("misprint", ["6.18", "6.19", "6.21", "6.22", "6.02"])
    def test_only_one_percentage_can_be_printed(self, infer, misprint):
        assert "No figures fit" not in infer(DYFED_POWYS).out
        out = infer(DYFED_POWYS.replace("6.20", misprint)).out
        assert "No figures fit everything that is printed" in out
        assert f"the increase to 2024/25 of {misprint}%" in out
        if "the rest follow.\n" in out:
            assert "The 2024/25 increase in per cent would have to be 6.20%.\n" in out
