"""The question of a formula: counts and rates, a minimum, rows to set aside, and formulas that nobody asked about."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from formulas.rounding import half_away

AREAS = ("Ash", "Bray", "Cove", "Dale", "Elm", "Fen", "Gate", "Holt", "Isle", "Jay", "Kew", "Low")
PEOPLE = (85_912, 141_350, 29_775, 202_418, 260_333, 97_104, 51_862, 178_940, 34_207, 120_555, 66_318, 243_001)
CRIMES = (7_411, 3_902, 1_876, 9_250, 8_133, 7_729, 1_004, 5_640, 2_981, 2_207, 6_318, 4_096)
HOUSEHOLDS = (2_001, 1_764, 952, 3_210, 1_118, 870, 2_466, 3_095, 401, 1_930, 2_872, 655)
HEADS = ("Population", "Recorded crime", "Deprived households")


@pytest.fixture
def answers(infer):
    """The answers of infer on a paper given as text."""

    def run(text, *options):
        ran = infer(text, "--format", "json", *options)
        assert ran.code == 0
        return json.loads(ran.out)["answers"]

    return run


def grants(*parts, least=0):
    """What each area gets to the pound: of every part its pounds by its share of the column, and a minimum."""
    exact = [
        sum(Fraction(pounds) * one / sum(column) for pounds, column in parts for one in [column[n]]) for n in range(12)
    ]
    return [max(half_away(one), least) for one in exact]


def paper(*columns, heads=HEADS):
    """A paper that is a table of the areas, the last column being what they get."""
    head = ["Area", *heads[: len(columns) - 1], "Grant £"]
    lines = [[area, *(f"{one:,}" for one in row)] for area, row in zip(AREAS, zip(*columns, strict=True), strict=True)]
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---"] * len(head), *lines]) + "\n"


RATES = [Fraction(1000 * crimes, people) for crimes, people in zip(CRIMES, PEOPLE, strict=True)]
TWO = ("--indicator", "Population", "--indicator", "Recorded crime", "--result", "Grant")


def holds(range_, true):
    return Fraction(range_["from"]) <= true <= Fraction(range_["to"])


class TestCountsAndRates:
    def test_counts_printed_and_rates_used(self, answers):
        paid = grants((600_000, PEOPLE), (400_000, RATES))
        [answer] = answers(paper(PEOPLE, CRIMES, paid), *TWO)
        name = "Recorded crime per 1,000 of Population"
        assert answer["turned"] == [name]
        assert holds(answer["per_unit"][name], 400_000 / sum(RATES))
        assert holds(answer["per_unit"]["Population"], Fraction(600_000, sum(PEOPLE)))
        assert f"They follow only with {name} in place of the column as printed." in answer["sentences"]

    def test_rates_printed_and_counts_used_with_the_people_named(self, answers):
        printed = [f"{float(rate):.3f}" for rate in RATES]
        text = paper(PEOPLE, CRIMES, grants((400_000, CRIMES)))
        for crimes, rate in zip(CRIMES, printed, strict=True):
            text = text.replace(f"| {crimes:,} |", f"| {rate} |", 1)
        text = text.replace("Recorded crime", "Crime rate")
        options = ("--indicator", "Crime rate", "--result", "Grant", "--population", "Population")
        [answer] = answers(text, *options)
        assert answer["turned"] == ["Crime rate times Population"]
        assert holds(
            answer["per_unit"]["Crime rate times Population"], Fraction(400_000, 1000 * sum(CRIMES)) * 1000 / 1000
        )

    def test_as_printed_comes_first(self, answers):
        [answer] = answers(paper(PEOPLE, CRIMES, grants((600_000, PEOPLE), (400_000, CRIMES))), *TWO)
        assert answer["turned"] == []


class TestMinimum:
    def test_areas_held_at_a_minimum_are_named(self, answers):
        paid = grants((600_000, PEOPLE), (400_000, CRIMES), least=40_000)
        [answer] = answers(paper(PEOPLE, CRIMES, paid), *TWO)
        assert answer["minimum"] == {
            "amount": "40000",
            "areas": [area for area, one in zip(AREAS, paid, strict=True) if one == 40_000],
        }
        assert len(answer["minimum"]["areas"]) == 3
        assert holds(answer["per_unit"]["Recorded crime"], Fraction(400_000, sum(CRIMES)))


class TestSetAside:
    def test_two_rows_and_what_they_would_have_to_be(self, answers):
        true = grants((600_000, PEOPLE), (400_000, CRIMES))
        paid = list(true)
        paid[2] += 900
        paid[7] -= 90
        [answer] = answers(paper(PEOPLE, CRIMES, paid), *TWO)
        assert answer["set_aside"] == [["Cove", "Holt"]]
        assert "Without Cove and Holt the rest follow." in answer["sentences"]
        assert any(
            line.startswith(f"Cove would have to come to £{true[2] - 1:,}.") or f"£{true[2]:,}" in line
            for line in answer["sentences"]
        )
        assert [row["area"] for row in answer["rows"]] == [area for area in AREAS if area not in ("Cove", "Holt")]

    def test_too_many_are_not_determined(self, answers):
        paid = [one + 1000 * n * n for n, one in enumerate(grants((600_000, PEOPLE), (400_000, CRIMES)))]
        [answer] = answers(paper(PEOPLE, CRIMES, paid), *TWO)
        assert answer["set_aside"] == []
        assert (
            "Which rows are wrong is not determined: leaving out a few does not let the rest follow."
            in answer["sentences"]
        )


class TestUnasked:
    def test_a_formula_of_three_is_found_with_its_pot(self, answers):
        paid = grants((500_000, PEOPLE), (300_000, CRIMES), (200_000, HOUSEHOLDS))
        text = "A sum of £1,000,000 is shared out.\n\n" + paper(PEOPLE, CRIMES, HOUSEHOLDS, paid)
        [answer] = answers(text)
        assert answer["kind"] == "formula"
        assert "£1,000,000 (paragraph 1) is among them." in answer["sentences"]
        assert [row["share_roundest"] for row in answer["amounts"]] == ["50%", "30%", "20%"]

    def test_with_one_result_misprinted(self, answers):
        paid = grants((500_000, PEOPLE), (300_000, CRIMES), (200_000, HOUSEHOLDS))
        paid[4] += 100
        [answer] = answers(paper(PEOPLE, CRIMES, HOUSEHOLDS, paid))
        assert answer["set_aside"] == [["Elm"]]

    def test_figures_that_follow_from_nothing_are_left_alone(self, answers):
        paid = [61_205, 40_118, 77_902, 12_350, 99_471, 35_006, 58_840, 20_713, 88_094, 47_562, 70_339, 15_581]
        assert answers(paper(PEOPLE, CRIMES, HOUSEHOLDS, paid)) == []

    def test_an_indicator_that_is_not_needed_is_said_to_be_so(self, answers):
        paid = grants((500_000, PEOPLE), (300_000, CRIMES))
        [answer] = answers(paper(PEOPLE, CRIMES, HOUSEHOLDS, paid))
        words = "Not shown to be needed (its amount may be nought): Deprived households."
        assert words in answer["sentences"]

    def test_two_that_are_not_needed_can_or_cannot_be_left_out_together(self, answers):
        paid = grants((500_000, PEOPLE))
        options = [option for head in HEADS for option in ("--indicator", head)]
        [answer] = answers(paper(PEOPLE, CRIMES, HOUSEHOLDS, paid), *options, "--result", "Grant")
        assert "Without all of these the rows still follow." in answer["sentences"]
        twice = [2 * one for one in PEOPLE]
        [answer] = answers(paper(PEOPLE, twice, CRIMES, paid), *options, "--result", "Grant")
        assert "Not all of these can be left out at once." in answer["sentences"]
