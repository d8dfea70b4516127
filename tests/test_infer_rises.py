"""Band D down a series of years: the decimals that are not printed, what contradicts the rest, what is no series."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from formulas.inference.interval import Interval
from formulas.inference.rises import Figure, Year, agreeing, by_itself, ranges
from formulas.inference.rises_left_out import BAND_D, PERCENT, POUNDS, left_out, would_be
from formulas.refusals import Refused

# Police and Crime Commissioner for Leicestershire: printed to two decimals in publicity, to four in the formal paper
LEICESTERSHIRE = """| Year | Band D £ | Increase £ |
|---|---|---|
| 2023/24 | 273.23 | 15 |
| 2024/25 | 286.23 | 13 |
| 2025/26 | 300.2302 | 14.00 |
"""
WITH_PERCENT = """| Year | Band D £ | Increase £ | Increase % |
|---|---|---|---|
| 2022/23 | 258.23 | 10 | 4.03 |
| 2023/24 | 273.23 | 15 | 5.81 |
| 2024/25 | 286.23 | 13 | 4.76 |
| 2025/26 | 300.2302 | 14 | 4.89 |
"""


def figure(text):
    return None if text is None else Figure(Fraction(text), len(text.partition(".")[2]))


def years_of(*lines):
    """Years from 2021/22 on, each Band D, pounds and per cent as printed."""
    return [
        Year(f"{2021 + n}/{22 + n}", *(figure(text) for text in (*line, None, None)[:3]))
        for n, line in enumerate(lines)
    ]


def between(low, high):
    return Interval(Fraction(low), Fraction(high))


@pytest.fixture
def told(infer):
    """The answers of that kind, as json."""

    def run(text):
        ran = infer(text, "--format", "json")
        assert ran.code == 0
        return [answer for answer in json.loads(ran.out)["answers"] if answer["kind"] == "rises"]

    return run


class TestRanges:
    LEICESTERSHIRE = years_of(("273.23",), ("286.23", "13"), ("300.2302", "14.00"))

    def test_increases_exactly_as_printed_carry_every_decimal_back(self):
        assert ranges(self.LEICESTERSHIRE, exact=True) == (
            between("273.23015", "273.23025"),
            between("286.23015", "286.23025"),
            between("300.23015", "300.23025"),
        )

    def test_increases_as_rounded_carry_back_what_they_can(self):
        # 300.23015 less 14.005 is 286.22515; 13 to the pound tells nothing of pennies
        assert ranges(self.LEICESTERSHIRE, exact=False) == (
            between("273.225", "273.235"),
            between("286.22515", "286.235"),
            between("300.23015", "300.23025"),
        )

    def test_they_carry_forwards_too_and_through_a_year_that_is_not_printed(self):
        found = ranges(years_of(("100.1234",), (None, "5"), ("112.12", "7.00")), exact=True)
        assert found[1:] == (between("105.12335", "105.12345"), between("112.12335", "112.12345"))

    def test_pounds_and_per_cent_of_one_year_tell_band_d_between_them(self):
        # 5 is 4.95% to 5.05% of it
        low, high = Fraction(5) / Fraction("0.0505"), Fraction(5) / Fraction("0.0495")
        assert ranges(years_of((None,), (None, "5", "5.0")), exact=True) == (
            between(low, high),
            between(low + 5, high + 5),
        )

    def test_pounds_and_per_cent_of_a_fall_do_so_too(self):
        low, high = Fraction(5) / Fraction("0.0505"), Fraction(5) / Fraction("0.0495")
        assert ranges(years_of((None,), (None, "-5", "-5.0")), exact=True) == (
            between(low, high),
            between(low - 5, high - 5),
        )

    def test_a_rise_of_no_pounds_and_some_per_cent_fits_no_band_d(self):
        assert ranges(years_of((None,), (None, "0", "5.0")), exact=True) == ()

    def test_a_percentage_that_is_not_printed_figures_may_have_been_worked_before_or_after_rounding(self):
        # 1.0495 x 99.995 to 1.0505 x 100.005; Band D is not printed, so its last place is taken to be that of 2021/22:
        # 1.0495 x 100 - 0.005 to 1.0505 x 100 + 0.005, which lies within
        assert ranges(years_of(("100.00",), (None, None, "5.0")), exact=False)[1] == between(
            "104.9447525", "105.0552525"
        )

    def test_nothing_is_left_where_no_band_d_fits(self):
        assert ranges(years_of(("100.00",), ("113.02", "13.00")), exact=False) == ()

    def test_a_penny_out_is_rounding_and_leaves_less_than_the_print(self):
        # 113.005 - 13.005 is 100, and 100.005 + 13.005 is 113.01; exactly 13 further, only both halves meet
        years = years_of(("100.00",), ("113.01", "13.00"), ("120.01", "7.00"))
        assert ranges(years[:2], exact=False) == (between("100", "100.005"), between("113.005", "113.01"))
        assert ranges(years[:2], exact=True) == (between("100.005", "100.005"), between("113.005", "113.005"))
        assert ranges([years[0], years[1], *years_of(("1.00",), ("120.02", "7.00"))[1:]], exact=True) == ()

    @pytest.mark.parametrize(
        ("years", "code"),
        [
            (years_of(("100.00",)), "too-few"),
            ([], "too-few"),
            (years_of(("100.00",), ("0.00", "5")), "not-above-nought"),
            (years_of(("100.00",), ("50.00", None, "-100")), "fall"),
        ],
    )
    def test_what_is_refused(self, years, code):
        for ask in (lambda: ranges(years, exact=True), lambda: left_out(years)):
            with pytest.raises(Refused) as refused:
                ask()
            assert [one.code for one in refused.value.refusals] == [code]

    def test_a_year_by_itself_is_last_years_print_with_each_increase(self):
        now = years_of((None,), ("105.00", "5.00", "5.0"))[1]
        before = years_of(("100.00",))[0]
        pounds, percent = by_itself(before, now)
        assert pounds == between("104.99", "105.01")
        assert percent == between("104.9447525", "105.0552525")
        assert by_itself(before, years_of((None,), ("105.00",))[1]) == (None, None)
        assert by_itself(years_of((None,))[0], now) == (None, None)

    def test_how_many_follow_is_counted_where_both_years_are_printed(self):
        assert agreeing(years_of(("100.00",), ("105.00", "5"), (None, "5"), ("200.00", "5"), ("210.00", "5"))) == (1, 2)


class TestLeftOut:
    SOUND = (("100.00",), ("105.00", "5.00"), ("112.00", "7.00"), ("120.00", "8.00"))

    def altered(self, place, *line):
        return years_of(*self.SOUND[:place], line, *self.SOUND[place + 1 :])

    def test_nothing_where_everything_follows(self):
        assert left_out(years_of(*self.SOUND)) == []

    def test_an_increase_between_years_that_hold_is_the_only_one(self):
        assert left_out(self.altered(2, "112.00", "9.00")) == [{(2, POUNDS)}]

    def test_so_is_a_year_that_both_its_increases_contradict(self):
        years = self.altered(1, "150.00", "5.00")
        assert left_out(years) == [{(1, BAND_D)}]
        # without it: 99.995 + 4.995 to 112.005 - 6.995, printed to the penny
        assert would_be(years, (1, BAND_D), [between(100, 100), between("104.99", "105.01")]) == (
            Fraction("104.99"),
            Fraction("105.01"),
        )

    def test_at_the_end_either_may_be_wrong(self):
        assert set(left_out(self.altered(3, "130.00", "8.00"))) == {frozenset({(3, BAND_D)}), frozenset({(3, POUNDS)})}

    def test_the_per_cent_tells_which(self):
        sound = (("100.00",), ("105.00", "5.00", "5.00"))
        assert left_out(years_of(sound[0], ("105.00", "6.00", "5.00"))) == [{(1, POUNDS)}]
        assert left_out(years_of(sound[0], ("105.00", "5.00", "6.00"))) == [{(1, PERCENT)}]

    def test_two_contradictions_need_two_figures(self):
        sound = [("100.00",), *((f"{100 + 5 * n}.00", "5.00") for n in range(1, 8))]
        sound[2], sound[5] = ("110.00", "4.00"), ("125.00", "6.00")
        assert left_out(years_of(*sound)) == [{(2, POUNDS), (5, POUNDS)}]

    def test_where_more_than_two_are_needed_none_is_named(self):
        assert left_out(years_of(("100.00",), *((f"{100 + 5 * n}.00", "9.00") for n in range(1, 8)))) == []

    def test_what_an_increase_would_have_to_be(self):
        years = self.altered(2, "112.00", "9.00")
        rest = [between("99.995", "100.005"), between("104.995", "105.005"), between("111.995", "112.005")]
        assert would_be(years, (2, POUNDS), rest) == (Fraction("6.99"), Fraction("7.01"))
        years = years_of(("100.00",), ("105.00", "5.00", "6.0"))
        assert would_be(years, (1, PERCENT), rest[:2]) == (Fraction("5.0"), Fraction("5.0"))

    def test_no_end_where_nothing_bounds_it(self):
        years = years_of((None,), ("105.00", "5.00"))
        assert would_be(years, (1, POUNDS), [Interval(Fraction(0), None), between(105, 105)]) is None


class TestAnswer:
    def test_leicestershires_hidden_decimals(self, infer, told):
        [answer] = told(LEICESTERSHIRE)
        assert answer["series"] == "Band D £"
        assert answer["exact"] == {"fits": True, "told": {"2023/24": "273.2302", "2024/25": "286.2302"}}
        assert answer["rounded"] == {"fits": True, "told": {}}
        out = infer(LEICESTERSHIRE).out
        assert (
            "With the increases in pounds exactly as printed, Band D was £273.2302 in 2023/24 (printed 273.23),"
            " £286.2302 in 2024/25 (printed 286.23): with 4 decimals, as 2025/26 has, only these fit." in out
        )
        assert "taken as rounded to its last place, not determined to 4 decimals: 2023/24, 2024/25." in out

    def test_the_proof_is_the_range_of_every_year(self, told):
        [answer] = told(LEICESTERSHIRE)
        year = answer["rows"][1]
        assert (year["year"], year["printed"], year["increase"]) == ("2024/25", "286.23", "£13")
        assert (year["exact_from"], year["exact_to"]) == ("£286.230150", "£286.230250")
        assert (year["rounded_from"], year["rounded_to"]) == ("£286.225150", "£286.235000")
        assert (year["exact_told"], year["rounded_told"]) == ("£286.2302", "not determined")

    @pytest.mark.parametrize(
        "text",
        [
            "| | 2023/24 | 2024/25 | 2025/26 |\n|---|---|---|---|\n| Band D (£) | 273.23 | 286.23 | 300.2302 |\n"
            "| Increase (£) | 15 | 13 | 14.00 |\n",
            "| Year | Band D £ | Increase £ |\n|---|---|---|\n| 2025/26 | 300.2302 | 14.00 |\n"
            "| 2024/25 | 286.23 | 13 |\n"
            "| 2023/24 | 273.23 | 15 |\n",
            "Council tax for policing\n\n| Year | Charge £ | Change £ |\n|---|---|---|\n| 2023-24 | 273.23 | - |\n"
            "| 2024-25 | 286.23 | +13 |\n| 2025-26 | 300.2302 | +14.00 |\n",
            "| Year | Precept £m | Band D £ | Annual increase £ |\n|---|---|---|---|\n| 23/24 | 90.1 | 273.23 | 15 |\n"
            "| 24/25 | 95.2 | 286.23 | 13 |\n| 25/26 | 99.9 | 300.2302 | 14.00 |\n",
        ],
        ids=["years as columns", "newest first", "told by the caption", "beside other columns"],
    )
    def test_the_same_series_in_other_forms(self, told, text):
        [answer] = told(text)
        assert list(answer["exact"]["told"].values()) == ["273.2302", "286.2302"]

    def test_two_years_and_the_increases_beside_them(self, told):
        text = (
            "Band D council tax\n\n| | 2024/25 £ | 2025/26 £ | Increase £ | Increase % |\n|---|---|---|---|---|\n"
            "| County Council | 1,525.19 | 1,601.27 | 76.08 | 4.99 |\n| Police | 286.23 | 300.2302 | 14.00 | 4.89 |\n"
        )
        [answer] = told(text)  # the county's figures tell no more than is printed
        assert answer["series"] == "Police"
        assert answer["exact"]["told"] == {"2024/25": "286.2302"}

    def test_of_several_lines_only_the_increases_of_the_one_they_hold_for(self, told):
        text = (
            "| | 2023/24 | 2024/25 | 2025/26 |\n|---|---|---|---|\n| Band D, fire | 77.10 | 79.29 | 82.29 |\n"
            "| Band D, police | 273.23 | 286.23 | 300.2302 |\n| Increase | 15 | 13 | 14.00 |\n"
        )
        [answer] = told(text)
        assert answer["series"] == "Band D, police"

    def test_a_gap_in_the_years_is_not_bridged(self, told):
        text = LEICESTERSHIRE.replace("| 2023/24 ", "| 2018/19 | 199.23 | 12 |\n| 2023/24 ")
        [answer] = told(text)
        assert list(answer["exact"]["told"]) == ["2023/24", "2024/25"]
        assert answer["rows"][0]["exact_to"] == "£199.235000"

    def test_increases_that_are_not_exact_are_said_to_be_rounded(self, infer):
        # 300.23515 - 14 is 286.23515, above 286.235; 300.23515 - 14.005 is 286.23015
        out = infer(LEICESTERSHIRE.replace("300.2302", "300.2352")).out
        assert "The increases in pounds are not all exact as printed: no figures fit them so." in out
        assert "taken as rounded to its last place, not determined to 4 decimals: 2023/24, 2024/25." in out

    def test_years_printed_alike_tell_no_more(self, infer):
        out = infer(LEICESTERSHIRE.replace("300.2302", "300.23")).out
        assert "With the increases in pounds exactly as printed, every year follows." in out
        assert "Every year is printed with 2 decimals; any further decimals are not determined." in out

    def test_percentages_alone_are_one_reading(self, told):
        text = (
            "| Year | Band D £ | Increase % |\n|---|---|---|\n| 2024/25 | 286.23 | |\n| 2025/26 | 300.2302 | 4.89 |\n"
        )
        [answer] = told(text)
        assert "exact" not in answer
        assert answer["rounded"]["told"] == {}
        assert answer["rows"][0]["rounded_from"] == "£286.225000"


class TestContradictions:
    def test_an_increase_is_named_with_what_it_would_have_to_be(self, infer, told):
        text = WITH_PERCENT.replace("| 13 |", "| 16 |")
        out = infer(text).out
        assert "No figures fit everything that is printed" in out
        assert "Without the increase to 2024/25 of £16, the rest follow." in out
        assert "The 2024/25 increase in pounds would have to be £13." in out
        [answer] = told(text)
        assert answer["left_out"] == [
            [{"year": "2024/25", "figure": "pounds", "printed": "16", "would_be": ["13", "13"]}]
        ]
        assert (answer["rows"][2]["pounds_from"], answer["rows"][2]["pounds_to"]) == ("£288.725000", "£289.735000")
        assert answer["rest"][3]["rounded_told"] == "£300.2302"

    def test_a_year_is_named(self, infer):
        out = infer(WITH_PERCENT.replace("286.23", "268.23").replace("| 13 |", "| 13.00 |")).out
        assert "Without the 2024/25 figure of £268.23, the rest follow." in out
        # 273.225 + 12.995 = 286.22 and 300.23025 - 13.5 = 286.73025; 273.235 + 13.005 = 286.24; 4.76% leaves 286.20...
        assert "The 2024/25 figure would have to be £286.22 to £286.24." in out

    def test_a_percentage_is_named(self, infer):
        out = infer(WITH_PERCENT.replace("4.76", "5.76")).out
        assert "Without the increase to 2024/25 of 5.76%, the rest follow." in out
        # 286.22515 / 273.235 is 4.7542% more than 1, 286.235 / 273.225 4.7616%
        assert "The 2024/25 increase in per cent would have to be 4.75% to 4.76%." in out

    def test_where_the_figures_do_not_say_which_it_is_not_determined(self, infer):
        out = infer(LEICESTERSHIRE.replace("300.2302", "310.2302")).out
        assert (
            "Without the 2025/26 figure of £310.2302, or without the increase to 2025/26 of £14.00, the rest follow;"
            " which of these is wrong is not determined." in out
        )

    def test_where_too_much_is_wrong_none_is_named(self, infer):
        lines = "".join(f"| {2010 + n}/{11 + n} | {100 + 5 * n}.00 | {5 if n < 8 else 9}.00 |\n" for n in range(12))
        out = infer(f"| Year | Band D £ | Increase £ |\n|---|---|---|\n{lines}").out
        assert "More than two figures would have to be left out; which of them is not determined." in out


NO_SERIES = {
    "a budget with its variances": "| | 2023/24 £ | 2024/25 £ | Change £ |\n|---|---|---|---|\n"
    "| Pay | 1,200.10 | 1,300.20 | 100.10 |\n| Fleet | 300.05 | 280.05 | (20.00) |\n",
    "a precept in pounds and pence": "| Year | Precept £ | Increase £ |\n|---|---|---|\n"
    "| 2023/24 | 4,100.00 | 100.00 |\n"
    "| 2024/25 | 4,200.00 | 100.00 |\n",
    "a tax base": "Council tax base\n\n| Year | Tax base | Increase |\n|---|---|---|\n| 2023/24 | 9,100.25 | 20.25 |\n"
    "| 2024/25 | 9,150.50 | 50.25 |\n",
    "the council tax requirement": "| Year | Council tax requirement £ | Increase £ |\n|---|---|---|\n"
    "| 2023/24 | 4,100.00 | 100.00 |\n| 2024/25 | 4,200.00 | 100.00 |\n",
    "whole pounds": "| Year | Band D £ | Increase £ |\n|---|---|---|\n| 2023/24 | 273 | 15 |\n| 2024/25 | 286 | 13 |\n",
    "another band": "| Year | Band A £ | Increase £ |\n|---|---|---|\n| 2023/24 | 182.15 | 10 |\n"
    "| 2024/25 | 190.82 | 9 |\n",
    "no increases": "| Year | Band D £ |\n|---|---|\n| 2023/24 | 273.23 |\n| 2024/25 | 286.23 |\n"
    "| 2025/26 | 300.23 |\n",
    "increases by the week": "| Year | Band D £ | Weekly increase £ |\n|---|---|---|\n| 2023/24 | 273.23 | 0.29 |\n"
    "| 2024/25 | 286.23 | 0.25 |\n| 2025/26 | 300.23 | 0.27 |\n",
    "increases since the first year": "| Year | Band D £ | Increase £ |\n|---|---|---|\n| 2022/23 | 258.23 | |\n"
    "| 2023/24 | 273.23 | 20 |\n| 2024/25 | 286.23 | 33 |\n| 2025/26 | 300.23 | 47 |\n| 2026/27 | 315.23 | 62 |\n",
    "increases of the precept beside it": "| | 2024/25 | 2025/26 |\n|---|---|---|\n| Band D £ | 286.23 | 300.23 |\n"
    "| Precept £ | 95,200,000 | 102,816,000 |\n| Increase % | 5.0% | 8.0% |\n",
    "an increase in two parts": "Band D council tax\n\n"
    "| | 2024/25 £ | 2025/26 £ | Council tax increase % | Adult social care increase % |\n|---|---|---|---|---|\n"
    "| County Council | 1,525.19 | 1,601.27 | 2.99 | 2.00 |\n",
    "increases of something else": "| Year | Band D £ | Increase £ |\n|---|---|---|\n| 2022/23 | 258.23 | |\n"
    "| 2023/24 | 273.23 | 1.50 |\n| 2024/25 | 286.23 | 2.50 |\n| 2025/26 | 300.23 | 4.50 |\n",
    "one year": "| Year | Band D £ | Increase £ |\n|---|---|---|\n| 2025/26 | 300.2302 | 14 |\n"
    "| Total | 300.2302 | 14 |\n",
    "years that stand twice": "| | 2024/25 | 2025/26 | 2025/26 |\n|---|---|---|---|\n"
    "| Band D £ | 286.23 | 300.23 | 301.23 |\n"
    "| Increase £ | 13 | 14 | 15 |\n",
    "no financial years": "| | 2024/26 | 2025/28 |\n|---|---|---|\n| Band D £ | 286.23 | 300.23 |\n"
    "| Increase £ | 13 | 15 |\n",
}


class TestNoSeries:
    @pytest.mark.parametrize("text", NO_SERIES.values(), ids=NO_SERIES)
    def test_what_is_no_series_is_not_answered(self, told, text):
        assert told(text) == []

    def test_a_table_of_bands_is_answered_as_bands(self, infer):
        text = (
            "| Band | 2023/24 £ | 2024/25 £ | Increase £ |\n|---|---|---|---|\n| A | 196.73 | 204.58 | 7.85 |\n"
            "| B | 229.51 | 238.66 | 9.15 |\n| C | 262.30 | 272.76 | 10.46 |\n| D | 295.09 | 306.86 | 11.77 |\n"
        )
        kinds = {answer["kind"] for answer in json.loads(infer(text, "--format", "json").out)["answers"]}
        assert kinds == {"bands"}

    def test_a_named_column_asks_for_shares(self, infer):
        ran = infer(LEICESTERSHIRE, "--basis", "Band D", "--result", "Increase", "--format", "json")
        assert {answer["kind"] for answer in json.loads(ran.out)["answers"]} == {"shares"}

    def test_a_cell_that_is_no_figure_is_left_out(self, told):
        [answer] = told(LEICESTERSHIRE.replace("| 273.23 |", "| to be confirmed |"))
        assert answer["exact"]["told"] == {"2023/24": "273.2302", "2024/25": "286.2302"}
        assert answer["rows"][0]["printed"] == "not printed"
