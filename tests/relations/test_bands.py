"""Council tax bands in ninths of Band D."""

from __future__ import annotations

from tests.relations.told import accused, of_kind, told, verdicts

BANDS = """
Band | 2023/24 £ | 2024/25 £
A | 154.00 | 160.00
B | 179.67 | 186.67
C | 205.33 | 213.33
D | 231.00 | 240.00
E | 282.33 | 293.33
F | 333.67 | 346.67
G | 385.00 | 400.00
H | 462.00 | 480.00
"""


def test_every_band_follows_from_band_d():
    found = told(BANDS)
    assert verdicts(found, "band") == {"exact": 14}
    assert not found.causes


def test_a_band_that_does_not_follow():
    found = told(BANDS.replace("346.67", "364.67"))
    assert accused(found) == {"364.67": "346.67"} or list(accused(found)) == ["364.67"]
    assert found.causes[0].explains[0].kind == "band"


def test_a_penny_out_is_no_accusation():
    found = told(BANDS.replace("293.33", "293.34"))
    assert not found.causes
    assert verdicts(found, "band")["exact"] == 13


def test_bands_across_the_page():
    text = """
        | Band A | Band B | Band C | Band D | Band E | Band F | Band G | Band H
        Fire | 54.00 | 63.00 | 72.00 | 81.00 | 99.00 | 117.00 | 135.00 | 162.00
        """
    assert verdicts(told(text), "band") == {"exact": 7}
    assert list(accused(told(text.replace("117.00", "171.00")))) == ["171.00"]


def test_letters_that_are_no_bands():
    found = told("Ward | Cases | Closed\nA | 40 | 31\nB | 38 | 30\nC | 52 | 44\nD | 47 | 41\nE | 60 | 55")
    assert not of_kind(found, "band")


def test_dwellings_by_band_are_no_tax():
    found = told("Band | Dwellings\nA | 4,310\nB | 6,204\nC | 9,117\nD | 5,520\nE | 3,008\nF | 1,204")
    assert not of_kind(found, "band")
    assert not found.causes
