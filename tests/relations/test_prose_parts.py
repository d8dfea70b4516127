"""Wholes and parts in sentences."""

from __future__ import annotations

import pytest

from tests.relations.told import accused, told, verdicts


@pytest.mark.parametrize(
    "text",
    [
        "The fund is £820,000, of which £310,000 is committed, leaving £510,000.",
        "The fund is £820,000, of which £310,000 is for wardens and £205,000 for lights; the remaining £305,000 stays.",
        "The total of £61,204 is made up of £20,100 for Ash, £30,604 for Elm and £10,500 for Oak.",
        "Ash has £20,100, Elm £30,604 and Oak £10,500, which is £61,204 in total.",
        "Of the replies, 132 out of 240 (55%) were from tenants.",
        "Reserves stood at £2,400,000. The authority used £350,000 in the year, leaving £2,050,000.",
    ],
)
def test_sound_parts(text):
    found = told(text)
    assert found.relations
    assert set(verdicts(found)) <= {"exact", "rounding"}


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("The fund is £820,000, of which £310,000 is committed, leaving £150,000.", "£150,000"),
        ("The total of £61,024 is made up of £20,100 for Ash, £30,604 for Elm and £10,500 for Oak.", "£61,024"),
        ("Of the replies, 132 out of 240 (65%) were from tenants.", "65%"),
    ],
)
def test_parts_that_do_not_follow(text, printed):
    assert list(accused(told(text))) == [printed]


@pytest.mark.parametrize(
    "text",
    [
        "The fund is £820,000, of which £310,000 is committed, leaving about £500,000.",
        "The council received £61,024 and also £20,100, £30,604 and £10,500 in other years.",
        "A grant of £820,000 was made; £310,000 of last year's £450,000 is left over.",
        "The total cost is £90,000 to £110,000, with £30,000, £25,000 and £20,000 found so far.",
        "Para 4 of 12 (33%) refers.",
    ],
)
def test_what_is_hedged_or_says_no_sum_is_not_accused(text):
    assert not told(text).causes


def test_rounded_amounts_leave_room():
    found = told("The fund is £8.2m, of which £3.1m is committed, leaving £5.0m.")
    assert verdicts(found) == {"rounding": 1}
