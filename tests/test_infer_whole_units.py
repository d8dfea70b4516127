"""Whole units per area as a user asks for them: the published case without its column of districts, and hard tables."""

from __future__ import annotations

import json
import time
from fractions import Fraction

import pytest

from formulas.inference.interval import Interval
from formulas.inference.pots import Row
from formulas.inference.whole_units import Terms, numbers, rates_at, whole_units
from formulas.refusals import Refused
from tests.infer_papers import CAPITAL_CHARGING

# the published table: no number of districts is printed in it
REGIONS = "".join(
    "|".join(cells[:2] + cells[3:]) + "\n" for cells in (line.split("|") for line in CAPITAL_CHARGING.splitlines())
)
DISTRICTS = [16, 16, 12, 7, 13, 16, 15, 13, 10, 8, 11, 22, 9, 19]
ASKED = ("--basis", "Finance", "--result", "Capital", "--per-unit", "25,000", "--fixed", "£13k")
TWO = ("--basis", "Visits", "--result", "Paid", "--per-unit", "100")


def told(ran):
    assert ran.code == 0, ran.err
    [answer] = json.loads(ran.out)["answers"]
    return answer


def paper(*lines, basis="Visits", result="Paid £"):
    rows = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return f"| Area | {basis} | {result} |\n|---|---|---|\n{rows}"


def number(text):
    return Fraction(text.rstrip("…").replace(",", ""))


class TestCapitalCharging:
    def test_every_number_of_districts_follows_from_the_figures(self, infer):
        assert "Districts" not in REGIONS
        answer = told(infer(REGIONS, *ASKED, "--format", "json"))
        assert [row["units"] for row in answer["rows"]] == [str(one) for one in DISTRICTS]
        assert (answer["fits"], answer["determined"], answer["ranges"]) == (True, True, 1)
        assert answer["total_units"] == {"from": 187, "to": 187}

    def test_the_rate_is_decided_by_west_midlands_and_south_east_thames(self, infer):
        rate = told(infer(REGIONS, *ASKED, "--format", "json"))["rate"]
        assert Fraction(rate["from"]) == Fraction(1_287_500 - 13_000 - 22 * 25_000, 1_016_500)
        assert Fraction(rate["to"]) == Fraction(959_500 - 13_000 - 15 * 25_000, 800_500)
        # what the paper's pool of 12.000m leaves for 22 authorities with 187 districts, over 9.869m of finance staff
        pool = Fraction(12_000_000 - 22 * 13_000 - 187 * 25_000, 9_869_000)
        assert Fraction(rate["from"]) <= pool <= Fraction(rate["to"])

    def test_the_remainder_is_the_sum_of_what_the_rows_leave_at_the_ends_of_the_rate(self, infer):
        remainder = told(infer(REGIONS, *ASKED, "--format", "json"))["remainder"]
        lines = [[cell.strip() for cell in line.split("|")] for line in REGIONS.splitlines()[2:]]
        figures = [(1_000_000 * Fraction(line[2]), 1_000_000 * Fraction(line[3])) for line in lines]
        low, high = Fraction(724_500, 1_016_500), Fraction(571_500, 800_500)
        leaves = [result - 13_000 - 25_000 * n for n, (_, result) in zip(DISTRICTS, figures, strict=True)]
        pairs = [(left, basis) for left, (basis, _) in zip(leaves, figures, strict=True)]
        assert Fraction(remainder["from"]) == sum(max(left - 500, low * (basis - 500)) for left, basis in pairs)
        assert Fraction(remainder["to"]) == sum(min(left + 500, high * (basis + 500)) for left, basis in pairs)

    def test_every_row_worked_out_anew_meets_its_printed_result(self, infer):
        answer = told(infer(REGIONS, *ASKED, "--format", "json"))
        assert [row["units"] for row in answer["worked"]] == DISTRICTS
        for row in answer["worked"]:
            assert number(row["worked_from"]) <= number(row["result_to"])
            assert number(row["worked_to"]) >= number(row["result_from"])

    def test_it_is_said_in_sentences_with_the_rate_that_anyone_can_check(self, infer):
        ran = infer(REGIONS, *ASKED)
        assert (
            "All 14 rows can have come from £13,000.00 for each area, £25,000.00 for each unit and one rate of"
            " Finance staff £m; other sums may fit as well." in ran.out
        )
        assert "The rate is £0.712739… to £0.713928… for each £1 of Finance staff £m." in ran.out
        assert "By the rate the 14 areas together have £6,909,068.86… to £6,922,235.47…." in ran.out
        assert "With these sums the number of units is determined for every area." in ran.out
        assert "In all there are 187 units." in ran.out
        assert "Every row worked out from a rate of £0.713\n" in ran.out

    def test_another_fixed_sum_may_fit_and_is_not_denied(self, infer):
        """13,000 is two short of three times 5,000, and a rate a little lower makes that good in every row."""
        answer = told(infer(REGIONS, *ASKED[:-4], "--per-unit", "5000", "--format", "json"))
        assert answer["fits"] is True
        assert answer["sentences"][0].endswith("other sums may fit as well.")

    def test_results_written_out_to_thousands_are_known_no_better(self, infer):
        text = REGIONS
        for line in REGIONS.splitlines()[2:]:
            result = line.split("|")[3].strip()
            text = text.replace(f" {result} |\n", f" {int(1_000_000 * Fraction(result)):,} |\n")
        text = text.replace("Capital charging £m", "Capital charging £")
        answer = told(infer(text, *ASKED, "--format", "json"))
        assert answer["total_units"] == {"from": 187, "to": 187}
        assert Fraction(answer["rate"]["to"]) == Fraction(571_500, 800_500)

    def test_a_row_that_does_not_fit_is_named_and_the_rest_is_told(self, infer):
        answer = told(infer(REGIONS.replace("1.288", "1.298"), *ASKED, "--format", "json"))
        assert (answer["fits"], answer["blamed"]) == (False, ["West Midlands"])
        assert answer["sentences"][1] == "Without West Midlands the rest follow."
        assert answer["total_units"] == {"from": 165, "to": 165}
        assert [row["area"] for row in answer["rows"]] == [
            line.split("|")[1].strip() for line in REGIONS.splitlines()[2:] if "West Midlands" not in line
        ]
        assert answer["narrowing"][-1] == {
            "area": "West Midlands", "basis": "1016000", "result": "1298000", "ranges": 0,
        }  # fmt: skip

    def test_every_way_out(self, infer, tmp_path):
        assert (
            infer(REGIONS, *ASKED, "--format", "csv").out.splitlines()[1].startswith("Northern,634000,865000,16,16,16,")
        )
        assert "| Northern" in infer(REGIONS, *ASKED, "--format", "markdown").out
        out = tmp_path / "answer.docx"
        assert infer(REGIONS, *ASKED, "-o", out).code == 0
        assert out.stat().st_size > 1000


class TestNotDetermined:
    # at 100 a unit, 250.00 for 100 visits and 550.00 for 300 leave 1.50 (1 and 1 units) or 0.50 (2 and 4) a visit
    LINES = (("A", "100", "250.00"), ("B", "300", "550.00"))

    def test_each_range_of_the_rate_is_told_with_its_own_total(self, infer):
        answer = told(infer(paper(*self.LINES), *TWO, "--format", "json"))
        assert (answer["determined"], answer["ranges"]) == (False, 2)
        assert [(row["fewest"], row["most"]) for row in answer["rows"]] == [(1, 2), (1, 4)]
        assert [row["units"] for row in answer["rates"]] == ["6", "2"]
        assert answer["total_units"] == {"from": 2, "to": 6}
        assert Fraction(answer["rate"]["from"]) == Fraction("149.995") / 300
        assert Fraction(answer["rate"]["to"]) == Fraction("450.005") / 300
        assert Fraction(answer["remainder"]["from"]) == 400 * Fraction("149.995") / 300
        assert Fraction(answer["remainder"]["to"]) == 400 * Fraction("450.005") / 300

    def test_it_says_so(self, infer):
        ran = infer(paper(*self.LINES), *TWO)
        assert (
            "The rate is not determined: 2 ranges of it fit, the whole being £0.499983… to £1.500016… for each one of"
            " Visits." in ran.out
        )
        assert "the number of units is not determined for any area: A (1 to 2), B (1 to 4)." in ran.out
        assert "In all there are 2 to 6 units." in ran.out

    def test_an_area_without_a_basis_is_determined_though_others_are_not(self, infer):
        ran = infer(paper(*self.LINES, ("C", "0", "300.00")), *TWO)
        assert "is determined for 1 of the 3 areas, but not for A (1 to 2), B (1 to 4)." in ran.out
        assert "In all there are 5 to 9 units." in ran.out

    def test_units_worth_less_than_the_rounding_settle_nothing(self, infer):
        text = paper(("A", "10", "250"), ("B", "20", "551"), ("C", "40", "900"))
        answer = told(infer(text, *TWO[:-1], "0.50", "--format", "json"))
        assert answer["rate"]["from"] == "0"
        assert [row["most"] for row in answer["rows"]] == [501, 1103, 1801]  # 250.5, 551.5 and 900.5 at 0.50 each

    def test_many_ranges_are_counted_and_the_first_are_listed(self, infer):
        ran = infer(paper(("A", "100", "5,000.00"), ("B", "100", "5,000.00")), *TWO)
        assert "51 ranges of it fit" in ran.out  # 0 to 50 units
        assert "And 31 ranges more." in ran.out


class TestDegenerate:
    def test_one_unit_in_all(self, infer):
        lines = (("A", "7", "14.00"), ("B", "1", "102.00"), ("C", "9", "18.00"))
        assert "In all there is 1 unit." in infer(paper(*lines), *TWO).out

    def test_the_rate_may_be_nought(self, infer):
        lines = (("A", "7", "130.00"), ("B", "50", "230.00"), ("C", "90", "30.00"))
        answer = told(infer(paper(*lines), *TWO, "--fixed", "30", "--format", "json"))
        assert answer["rate"]["from"] == "0"
        assert [row["units"] for row in answer["rows"]] == ["1", "2", "0"]
        assert answer["sentences"][1] == "The rate is £0.000000 to £0.000055… for each one of Visits."

    def test_nil_is_nought_to_the_last_place_of_the_column(self, infer):
        lines = (("A", "70", "240.00"), ("B", "100", "200.00"), ("C", "0", "Nil"))
        answer = told(infer(paper(*lines), *TWO, "--format", "json"))
        assert answer["rows"][2]["units"] == "0"
        assert (answer["rows"][2]["left_from"], answer["rows"][2]["left_to"]) == ("-0.00…", "0.00…")

    def test_a_result_below_the_fixed_sum_is_the_row_to_blame(self, infer):
        lines = (("A", "70", "240.00"), ("B", "10", "20.00"), ("C", "50", "100.00"), ("D", "9", "-5.00"))
        answer = told(infer(paper(*lines), *TWO, "--format", "json"))
        assert answer["blamed"] == ["D"]

    def test_something_other_than_units_for_no_basis_is_to_blame(self, infer):
        lines = (("A", "0", "200.00"), ("B", "0", "100.00"), ("C", "0", "150.00"), ("D", "9", "18.00"))
        answer = told(infer(paper(*lines), *TWO, "--format", "json"))
        assert answer["blamed"] == ["C"]
        assert [row["units"] for row in answer["rows"]] == ["2", "1", "0"]

    def test_the_row_to_blame_may_be_the_only_one_with_a_basis(self, infer):
        lines = (("A", "0", "200.00"), ("B", "0", "100.00"), ("C", "9", "-18.00"))
        answer = told(infer(paper(*lines), *TWO, "--format", "json"))
        assert answer["blamed"] == ["C"]
        assert "rows" not in answer

    def test_several_rows_that_would_each_do_are_not_chosen_between(self, infer):
        lines = (("A", "100", "10.00"), ("B", "100", "20.00"))
        ran = infer(paper(*lines), *TWO)
        assert ran.code == 0
        assert "Which row is wrong is not determined: without any one of A, B the rest follow." in ran.out

    def test_two_wrong_rows_leave_no_single_one_to_blame(self, infer):
        lines = (("A", "100", "10.00"), ("B", "100", "10.00"), ("C", "100", "20.00"), ("D", "100", "20.00"))
        ran = infer(paper(*lines), *TWO)
        assert "No one row is to blame." in ran.out
        assert "after the last of these no rate is left." in ran.out


class TestRefused:
    @pytest.mark.parametrize(
        ("options", "words"),
        [
            (("--per-unit", "25k"), "whole units: found no --basis, no --result, expected"),
            (("--fixed", "13k"), "whole units: found no --per-unit, no --basis, no --result, expected"),
            ((*ASKED, "--indicator", "2"), "whole units: found --indicator beside it, expected no other question"),
            ((*ASKED, "--pot", "9", "--floor", "3%"), "whole units: found --pot, --floor beside it, expected no other"),
            ((*ASKED[:-4], "--per-unit", "5%"), "--per-unit: found '5%', expected a sum in pounds. Take the % away."),
            ((*ASKED[:-2], "--fixed", "lots"), "--fixed: found 'lots', expected a figure"),
            ((*ASKED[:-2], "--fixed=-1"), "--fixed: found -1, expected nought or more."),
            ((*ASKED[:-4], "--per-unit", "0"), "--per-unit: found 0, expected more than nought."),
            ((*ASKED[:-4], "--per-unit", "1"), "West Midlands: found room for 1,288,500 units in one result, expected"),
            (
                ("--basis", "2", "--result", "2", "--per-unit", "1"),
                "--result: found a column twice, expected each column once",
            ),
            (("--basis", "2", "--result", "Nope", "--per-unit", "1"), "--result: found 'Nope', expected a column"),
        ],
    )
    def test_what_cannot_be_asked(self, infer, options, words):
        ran = infer(REGIONS, *options)
        assert ran.code == 2
        assert words in ran.err
        assert "Traceback" not in ran.err

    def test_both_sums_at_once(self, infer):
        ran = infer(REGIONS, *ASKED[:-4], "--per-unit=-5", "--fixed=-2")
        assert ran.err.count("\n- ") == 2

    @pytest.mark.parametrize(
        ("lines", "words"),
        [
            ((("A", "0", "1.00"), ("B", "0", "2.00")), "basis: found nothing but nought, expected a basis"),
            ((("A", "-3", "1.00"), ("B", "5", "2.00")), "A: found -3, expected a basis of nought or more"),
            ((("A", "3", "1.00"), ("B", "5", "n/a")), "rows: found 1, expected two rows or more"),
        ],
    )
    def test_rows_that_cannot_be_asked(self, infer, lines, words):
        ran = infer(paper(*lines), *TWO)
        assert ran.code == 2
        assert words in ran.err

    def test_more_ranges_than_can_be_looked_at(self):
        rows = [Row(str(n), Fraction(5), Fraction(999_000), Fraction(0), Fraction(1, 2)) for n in range(12)]
        with pytest.raises(Refused, match="more than 100,000 ranges to look at"):
            whole_units(rows, Terms(Fraction(0), Fraction(100)))


def test_a_basis_that_may_be_nought_sets_no_greatest_rate():
    row = Row("A", Fraction(0), Fraction(200), Fraction(500), Fraction(0))
    terms = Terms(Fraction(0), Fraction(100))
    assert rates_at(row, terms, 1) == Interval(Fraction(100, 500), None)
    assert list(numbers(row, terms, Interval(Fraction(0), None))) == [0, 1, 2]
    assert list(numbers(row, terms, Interval(Fraction(0), Fraction(100, 500)))) == [1, 2]


def test_350_areas_take_less_than_a_second():
    rows = []
    for place in range(350):
        basis, units = Fraction(10_000 + place * 7919 % 99_991), place * 37 % 31
        result = Fraction(round(13_000 + 25_000 * units + Fraction("0.713") * basis))
        rows.append(Row(str(place), basis, result, Fraction(0), Fraction(1, 2)))
    terms = Terms(Fraction(13_000), Fraction(25_000))
    began = time.perf_counter()
    found = whole_units(rows, terms)
    rows[7] = Row("7", rows[7].basis, rows[7].result + 10_000, Fraction(0), Fraction(1, 2))
    wrong = whole_units(rows, terms)
    assert time.perf_counter() - began < 1
    assert found.units == [(place * 37 % 31,) * 2 for place in range(350)]
    assert wrong.blamed == (7,)
