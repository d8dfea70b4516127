"""A Band D that the text states is used for precepts of its own year, and not where it is only supposed."""

from __future__ import annotations

import json

import pytest

PRECEPTS = """| Billing authority | Precept{year} £ |
|---|---|
| Bromsgrove | 10,451,541.08 |
| Redditch | 7,212,850.86 |
| Worcester | 9,022,852.22 |
| Wychavon | 14,376,911.25 |
"""


@pytest.fixture
def charge(infer):
    """The Band D that the tax bases are worked from; None where none is."""

    def run(sentence, year=" 2025/26", title="Collection fund"):
        ran = infer(f"# {title}\n\n{sentence}\n\n{PRECEPTS.format(year=year)}", "--format", "json")
        found = [one["band_d"] for one in json.loads(ran.out)["answers"] if one["kind"] == "tax_bases"]
        return found[0] if found else None

    return run


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Our Band D was £261.15 in 2024/25.", None),
        ("In 2024/25 the Band D charge was £261.15.", None),
        ("In 2024/25, the Band D charge was £261.15.", None),
        ("In 2024-25 Band D was £261.15.", None),
        ("The Band D council tax for 2025/26 is £274.15.", "274.15"),
        ("The Band D council tax for 2025–26 is £274.15.", "274.15"),
        ("In 2024/25 Band D was £261.15. Members are asked to approve a Band D of £274.15 in 2025/26.", "274.15"),
        ("A Band D council tax of £274.15 (2024/25: £261.15) is proposed.", "274.15"),
        ("Band D is this year's £274.15 (2024/25 £261.15).", "274.15"),
        ("Band D rises from £261.15 in 2024/25 to £274.15 in 2025/26.", "274.15"),
        ("Band D is £274.15 (2025/26), compared with £261.15 (2024/25).", "274.15"),
        ("Band D was £261.15 in 2024/25 and is £274.15 in 2025/26.", "274.15"),
        ("The Commissioner proposes a Band D of £274.15, up £13.00 (4.98%) on the £261.15 set for 2024/25.", "274.15"),
        ("Band D will rise from £261.15 to £274.15 in 2025/26.", "274.15"),
        ("Band D rises between 2024/25 and 2025/26: £261.15 and £274.15.", "274.15"),
        ("Band D was £261.15 in 2024/25 and £250.00 in 2023/24.", None),
    ],
)
def test_the_band_d_of_the_year_of_the_precepts(charge, sentence, expected):
    assert charge(sentence) == expected


def test_last_years_precepts_take_last_years(charge):
    assert charge("Band D rises from £261.15 in 2024/25 to £274.15 in 2025/26.", " 2024/25") == "261.15"
    assert charge("A Band D of £274.15 in 2025/26 is proposed (2024/25: £261.15).", " 2024/25") == "261.15"


def test_the_year_may_stand_in_the_heading(charge):
    assert charge("Our Band D was £261.15 in 2024/25.", "", "Precepts 2025/26") is None
    assert charge("Our Band D is £274.15 in 2025/26.", "", "Precepts 2025/26") == "274.15"


def test_where_the_precepts_name_no_year_the_only_band_d_is_theirs(charge):
    assert charge("Our Band D is £274.15 in 2025/26.", "") == "274.15"


def test_nor_is_one_taken_for_precepts_of_two_years(charge):
    assert charge("Our Band D is £274.15 in 2025/26.", "", "Precepts 2024/25 and 2025/26") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "If Band D were raised by 2% it would be £266.37.",
        "If Band D is raised to £276.15, more officers can be kept.",
        "Option A, which is not recommended, would set Band D at £266.37.",
        "Option A sets Band D at £271.15; Option B at £274.15.",
        "The alternative, a Band D of £266.37, was rejected.",
    ],
)
def test_one_that_is_only_supposed_is_not_used(charge, sentence):
    assert charge(sentence) is None
    assert charge(f"{sentence} If approved, Band D is £274.15.") == "274.15"
