"""Claims of whole sentences: what a whole is made up of, and changes told in either order."""

import pytest

from tests.relations.told import accused, told, verdicts

SOUND = [
    "The pot of £222,550 is made up of £118,400 for cameras, £64,250 for drones and £39,900 for evaluation.",
    "Knife crime fell from 640 offences to 512, a fall of 20%.",
    "Spending was £94.1bn, a decrease of 5.2% from £99.3bn.",
    "Journeys rose to 10.2m from 9.8m, an increase of 4.1%.",
    "The grant of £5.3m is spent: £3.7m of this by May, and the remaining £1.6m after.",
    "The leaflet is made up of £128.4m from the ministry, £84.9m from council tax and £16.8m from grants.",
    "The number aged from 16 to 64 went down by 117,000.",
    "There was a rise of 549% in fee fraud (from 60,000 to 391,000 offences), while bank fraud fell by 14%.",
]
WRONG = {
    "The pot of £240,550 is made up of £118,400 for cameras, £64,250 for drones and £39,900 for trials.": "£240,550",
    "Knife crime fell from 640 offences to 512, a fall of 25%.": "25%",
    "Spending was £94.1bn, a decrease of 7.2% from £99.3bn.": "7.2%",
    "The grant of £5.3m is spent: £3.7m of this by May, and the remaining £1.3m after.": "£1.3m",
}


@pytest.mark.parametrize("words", SOUND)
def test_what_follows_is_not_accused(words):
    assert accused(told(words)) == {}


@pytest.mark.parametrize(("words", "printed"), WRONG.items())
def test_what_does_not_follow_is(words, printed):
    assert list(accused(told(words))) == [printed]


def test_what_was_checked_is_listed():
    assert verdicts(told(SOUND[1])) == {"exact": 1}
