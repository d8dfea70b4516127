"""Ceilings beside floors, as a user asks for them; what is expected is worked out by hand, half a pound either way."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from formulas.inference.damping import EXCESS, WHOLE
from tests.infer_papers import POLICE_2007

COLUMNS = ("--previous", "Before", "--undamped", "Formula", "--result", "Paid")
DALE = (12_345, 12_345, 12_345)  # to the pound, so that the round figures of the others are too
HELD = {
    "Ash": (10_000, 11_000, 10_600),
    "Beck": (10_000, 12_000, 10_600),
    "Cole": (10_000, 10_500, 10_400),
    "Dale": DALE,
}
FREE = {"Ash": (10_000, 11_000, 10_800), "Cole": (10_000, 10_500, 10_400), "Dale": DALE}


@pytest.fixture
def infer(csptool, tmp_path):
    """Run infer on areas with what they had, what the formula gave and what they got."""

    def run(areas, *options, columns=COLUMNS, formula="Formula £"):
        lines = "".join(f"| {name} | {' | '.join(f'{one:,}' for one in row)} |\n" for name, row in areas.items())
        (tmp_path / "paper.md").write_text(f"| | Before £ | {formula} | Paid £ |\n|---|---|---|---|\n{lines}")
        return csptool("infer", tmp_path / "paper.md", *columns, *options)

    return run


def answer(ran):
    [one] = json.loads(ran.out)["answers"]
    return one


def ends(range_):
    return Fraction(range_["from"]), Fraction(range_["to"])


class TestNeeded:
    def test_areas_that_no_factor_gives_share_a_growth_and_sit_on_the_ceiling(self, infer):
        one = answer(infer(HELD, "--floor", "0%", "--format", "json"))
        excess, whole = (one["ceiling"]["ways"][way] for way in (EXCESS, WHOLE))
        for way in (excess, whole):
            assert way["verdict"] == "one is needed"
            assert way["areas"] == ["Ash", "Beck"]
            assert ends(way["range"]) == (Fraction("599") / Fraction("10000.5"), Fraction("601") / Fraction("9999.5"))
        # Cole alone is above the floor and below the ceiling
        assert ends(excess["factor"]) == (Fraction(399, 500), Fraction(401, 500))
        assert ends(whole["factor"]) == (
            Fraction("10399.5") / Fraction("10500.5"),
            Fraction("10400.5") / Fraction("10499.5"),
        )
        assert one["factors"] == {EXCESS: None, WHOLE: None}

    def test_it_is_said_in_words_and_row_by_row(self, infer):
        ran = infer(HELD, "--floor", "0%")
        assert (
            "If the excess over the floor is scaled, no one factor fits without a ceiling. With a ceiling of 5.989…% to"
            " 6.010…% (6% among them) the factor is 0.7980 to 0.8020 (0.8 among them), and Ash, Beck sit on the"
            " ceiling.\n" in ran.out
        )
        assert "Whether there was a ceiling" not in ran.out
        assert [row["ceiling"] for row in answer(infer(HELD, "--floor", "0%", "--format", "json"))["rows"]] == [
            "on the ceiling",
            "on the ceiling",
            "below the ceiling",
            "below the ceiling",
        ]

    def test_the_floor_may_be_told_by_the_areas_on_it(self, infer):
        areas = {**HELD, "Firth": (1_000_001, 900_001, 1_000_001)}
        excess = answer(infer(areas, "--format", "json"))["ceiling"]["ways"][EXCESS]
        assert (excess["verdict"], excess["areas"]) == ("one is needed", ["Ash", "Beck"])

    def test_areas_of_the_same_growth_that_the_factor_gives_too_may_be_on_it_or_not(self, infer):
        # the factor of Cole lifts Elm to 6% as well: 10,000 + 0.8 x 750
        ran = infer({**HELD, "Elm": (10_000, 10_750, 10_600)}, "--floor", "0%")
        assert "On the ceiling or near it, as far as the printed figures tell: Elm." in ran.out

    def test_one_area_alone_is_no_evidence(self, infer):
        ran = infer({name: HELD[name] for name in ("Ash", "Cole", "Dale")}, "--floor", "0%")
        assert "and Ash sits on the ceiling.\n" in ran.out
        assert ran.out.count("One area alone does not tell a ceiling from another rule") == 1
        assert "One area alone" not in infer(HELD, "--floor", "0%").out

    def test_an_area_whose_formula_amount_may_be_under_its_floor_bounds_the_factor_by_what_it_got(self, infer):
        # the formula gave Ash 10,500 to 11,500; it got 400 of at most 500.50 over its floor
        areas = {"Ash": (10_999, 11, 11_400), "Beck": (10_001, 12, 10_601)}
        ran = infer(areas, "--floor", "0%", "--format", "json", formula="Formula £000")
        excess = answer(ran)["ceiling"]["ways"][EXCESS]
        assert (excess["verdict"], excess["areas"]) == ("one is needed", ["Beck"])
        assert ends(excess["factor"]) == (Fraction(400) / Fraction("500.5"), 1)


class TestNotNeeded:
    def test_one_factor_fits_and_the_least_ceiling_is_told(self, infer):
        ran = infer(FREE, "--floor", "0%", "--format", "json")
        one = answer(ran)
        assert Fraction(one["ceiling"]["least"]) == Fraction(799) / Fraction("10000.5")
        assert one["ceiling"]["ways"][EXCESS]["verdict"] == "none is needed"
        assert one["ceiling"]["ways"][EXCESS]["range"]["to"] is None
        assert one["sentences"][-1] == (
            "Whether there was a ceiling is not determined: none is needed if the excess over the floor is scaled, and"
            " it cannot have been below 7.989…%."
        )
        assert "ceiling" not in one["rows"][0]

    def test_police_2007_08_needs_none_by_either_way(self, infer, csptool, tmp_path):
        (tmp_path / "police.md").write_text(POLICE_2007)
        columns = ("--previous", "2006-07", "--undamped", "Before", "--result", "After")
        ran = csptool("infer", tmp_path / "police.md", *columns, "--floor", "3.6%")
        assert "is not determined: none is needed, and it cannot have been below 3.707…%." in ran.out
        assert "If the whole amount is scaled, the factor is 0.9332… to 0.9343… (0.934 among them).\n" in ran.out

    def test_without_a_floor_only_the_least_is_told(self, infer):
        ran = infer(FREE, "--ceiling", "9%")
        assert "is not determined without a floor; it cannot have been below 7.989…%." in ran.out
        assert "The ceiling asked about, 9.000%, is not excluded by that." in ran.out


class TestAsked:
    def test_one_that_fits_is_told_with_its_factor_and_areas(self, infer):
        ran = infer(HELD, "--floor", "0%", "--ceiling", "6%")
        assert ran.code == 0
        assert (
            "The ceiling asked about, 6.000%, fits if the excess over the floor is scaled: the factor is then 0.7980 to"
            " 0.8020 (0.8 among them), and Ash, Beck sit on it." in ran.out
        )

    def test_one_that_need_not_hold_any_area_frees_the_factor_of_those_near_it(self, infer):
        # 10,800 may be the ceiling itself, and the factor then anything that Cole allows, not what Ash allows
        one = answer(infer(FREE, "--floor", "0%", "--ceiling", "8%", "--format", "json"))
        assert ends(one["factors"][EXCESS]) == (Fraction(799, 1000), Fraction(801, 1000))
        asked = one["ceiling"]["asked_ways"][EXCESS]
        assert ends(asked["factor"]) == (Fraction(799, 1000), Fraction(802, 1000))
        assert asked["areas"] == []
        assert [row["ceiling"] for row in one["rows"]] == [
            "on the ceiling or near it",
            "below the ceiling",
            "below the ceiling",
        ]

    def test_one_below_a_growth_is_excluded_by_it(self, infer):
        ran = infer(HELD, "--floor", "0%", "--ceiling", "5.9%")
        assert ran.code == 0
        assert "The ceiling asked about, 5.900%, does not fit: Ash, Beck grew by more." in ran.out

    def test_one_above_what_the_held_areas_grew_by_is_excluded_by_them(self, infer):
        ran = infer(HELD, "--floor", "0%", "--ceiling", "6.1%")
        words = "6.100%, does not fit if the excess over the floor is scaled: Ash, Beck would have got more."
        assert words in ran.out

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            (("--ceiling", "6"), "--ceiling: found '6', expected a percentage such as 6%. Add the %."),
            (("--ceiling", "six"), "--ceiling: found 'six'"),
            (("--floor", "3", "--ceiling", "6"), "--floor: found '3', expected a percentage such as 3.6%. Add the %."),
            (("--floor", "3", "--ceiling", "6"), "--ceiling: found '6', expected a percentage such as 6%. Add the %."),
            (("--floor", "3%", "--ceiling", "2%"), "--ceiling: found 2%, expected 3%, the floor, or more."),
        ],
    )
    def test_what_cannot_be_a_ceiling_is_refused(self, infer, options, words):
        ran = infer(HELD, *options)
        assert ran.code == 2
        assert words in ran.err

    def test_it_needs_the_three_columns(self, infer):
        ran = infer(HELD, "--ceiling", "6%", columns=())
        assert ran.code == 2
        assert "a ceiling: found no --previous, no --undamped, no --result, expected" in ran.err


class TestNothingFits:
    def test_areas_that_no_factor_gives_and_that_grew_apart_fit_no_ceiling(self, infer):
        ran = infer({**HELD, "Beck": (10_000, 12_000, 10_550)}, "--floor", "0%", "--ceiling", "6%")
        assert "If the excess over the floor is scaled, no one factor fits, with a ceiling or without." in ran.out
        assert "The ceiling asked about, 6.000%, does not fit if the excess over the floor is scaled." in ran.out
        assert "amounts cut to a ceiling before they were scaled are not looked for." in ran.out

    def test_none_is_looked_for_with_a_floor_that_does_not_fit(self, infer):
        ran = infer(HELD, "--floor", "5%", "--ceiling", "6%")
        assert "No ceiling is looked for with a floor that does not fit." in ran.out
        apart = {"Ash": (10_000, 9_000, 10_100), "Beck": (10_001, 9_001, 10_201)}
        assert "No ceiling is looked for with a floor that does not fit." in infer(apart).out

    def test_where_no_one_floor_bears_it_out_it_is_not_determined(self, infer):
        coarse = {"Ash": (59, 82, 64), "Beck": (60, 58, 60), "Cole": (23, 20, 23), "Dale": (29, 42, 30)}
        ran = infer(coarse, "--ceiling", "9%")
        open_ = "it is not determined whether one factor fits, with a ceiling or without: state one floor."
        assert f"If the excess over the floor is scaled, {open_}" in ran.out
        assert "9.000%, is not determined if the excess over the floor is scaled: state one floor." in ran.out
