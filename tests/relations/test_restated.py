"""One figure stated twice: in a sentence and in a table."""

from __future__ import annotations

from tests.relations.told import accused, of_kind, told, verdicts

PLAN = """
Programme for the year

Project | £
Bridge repairs | 412,350
River path | 188,275
Market lights | 97,480
Play areas | 64,120

{sentence}
"""


def test_an_amount_that_is_the_sum_of_a_column_without_a_total():
    found = told(PLAN.format(sentence="The programme comes to £762,225 and is fully funded."))
    assert verdicts(found, "total_in_words") == {"exact": 1}


def test_an_amount_that_all_but_is_the_sum_is_a_query():
    found = told(PLAN.format(sentence="The programme comes to £762,252 and is fully funded."))
    assert verdicts(found, "total_in_words") == {"query": 1}
    assert not found.causes


def test_another_amount_is_left_alone():
    found = told(PLAN.format(sentence="The levy raises £805,300 and the fee £512,340."))
    assert not of_kind(found, "total_in_words")


WARDS = """
Offences by ward

| 2022 offences | 2023 offences
Castle and Priory | 1,200 | 1,260
Meadow Lane | 840 | 798

{sentence}
"""


def test_a_sentence_that_names_a_row_and_its_change():
    right = WARDS.format(sentence="Offences in Castle and Priory increased by 5%.")
    assert verdicts(told(right), "change_of_row") == {"exact": 1}
    wrong = WARDS.format(sentence="Offences in Castle and Priory increased by 15%.")
    assert accused(told(wrong)) == {"15%": "5"}
    hedged = WARDS.format(sentence="Offences in Castle and Priory increased by about 6%.")
    assert not told(hedged).causes


def test_a_sentence_that_names_another_row_is_left_alone():
    found = told(WARDS.format(sentence="Offences in Priory Park increased by 15%."))
    assert not of_kind(found, "change_of_row")


def test_the_finer_figures_of_a_table_win():
    text = """
        Reserves

        £m | 31 March
        General reserve | 3.62
        Planned use | 2.44

        The reserve of £3.6m is drawn on: £2.4m is used, leaving £1.{place}m.
        """
    assert verdicts(told(text.replace("{place}", "2")), "parts_in_words") == {"exact": 1}
    assert not told(text.replace("{place}", "2")).causes
    assert list(accused(told(text.replace("{place}", "5")))) == ["£1.5m"]
