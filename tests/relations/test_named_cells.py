"""Prose that speaks of a table's rows: their figures, their rises, and the totals quoted from them."""

import pytest

from tests.relations.told import accused, of_kind, told

BUDGET = """
Harwell budget 2024/25, £000

Service | 2023/24 £000 | 2024/25 £000
Adult learning | 4,127 | 4,903
Bus subsidy | 2,688 | 3,014
Licensing | 1,954 | 2,240
Total budget | 8,769 | 10,157

{words}
"""


def verdict(words: str, kind: str) -> list[str]:
    return [r.verdict for r in of_kind(told(BUDGET.format(words=words)), kind)]


class TestRowsThatASentenceNames:
    def test_the_figure_of_the_row_is_the_same(self):
        assert verdict("Adult learning will cost £4.903m in 2024/25.", "stated_twice") == ["exact"]

    def test_a_misprint_of_it_is_accused(self):
        found = told(BUDGET.format(words="Adult learning will cost £4.093m in 2024/25."))
        assert accused(found) == {"£4.093m": "4903000"}

    def test_the_wrong_unit_is_accused(self):
        found = told(BUDGET.format(words="Bus subsidy will cost £3,014 million in 2024/25."))
        assert accused(found) == {"£3,014 million": "3014000"}

    @pytest.mark.parametrize(
        "words",
        [
            "Adult learning had £5.750m in 2019/20.",
            "Adult learning is reviewed; Licensing and others follow, and £1.2m is sought elsewhere in the region.",
            "Learning by adults cost £4.093m in 2024/25.",
        ],
    )
    def test_another_figure_is_not(self, words):
        assert accused(told(BUDGET.format(words=words))) == {}


class TestRisesOfARow:
    def test_a_rise_on_the_year_before(self):
        words = "The total of £10.157m is an increase of 15.8% on the previous year."
        assert verdict(words, "change_of_row") == ["exact"]

    def test_a_rise_that_is_not(self):
        found = told(BUDGET.format(words="The total of £10.157m is an increase of 18.5% on the previous year."))
        assert list(accused(found)) == ["18.5%"]


class TestTotalsQuoted:
    def test_swapped_digits_of_a_total_are_accused(self):
        found = told(BUDGET.format(words="The total budget of Harwell in the new year comes to £10.517m."))
        assert accused(found) == {"£10.517m": "10157000"}

    def test_a_figure_that_no_word_ties_to_it_is_not(self):
        assert accused(told(BUDGET.format(words="A contractor elsewhere was paid £10.517m."))) == {}


class TestBalancesFromTableToTable:
    TABLES = """
1997/98

Fund | Opening balance £ | Added £ | Closing balance £
General | 1,659 | 122 | 1,781
Pensions | 975 | 79 | 1,054
Vehicles | 207 | -26 | 181
Insurance | 418 | -2 | 416

1998/99

Fund | Opening balance £ | Added £ | Closing balance £
General | 1,781 | 15 | 1,796
Pensions | {pensions} | 12 | 1,066
Vehicles | 181 | 40 | 221
Insurance | 416 | 9 | 425
"""

    def test_what_one_closes_with_the_next_opens_with(self):
        found = told(self.TABLES.format(pensions="1,054"))
        assert [r.verdict for r in of_kind(found, "carried_forward")] == ["exact"] * 4
        assert accused(found) == {}

    def test_one_that_does_not_is_accused(self):
        assert accused(told(self.TABLES.format(pensions="1,045"))) == {"1,045": "1054"}
