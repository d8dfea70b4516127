"""One slip among damped amounts: the area is named and what it would have to get; where that is not settled, not."""

from __future__ import annotations

import json

import pytest

# floor 0%, and 0.55 of the excess: 100,001 + 0.55 x 20,000 is 111,001, and so on
SOUND = {
    "Ash": (100_001, 120_001, 111_001),
    "Beck": (200_001, 230_001, 216_501),
    "Cole": (300_001, 350_001, 327_501),
    "Dale": (400_001, 410_001, 405_501),
    "Elm": (500_001, 560_001, 533_001),
    "Firth": (600_001, 500_001, 600_001),
}
EXCESS = "If the excess over the floor is scaled"


@pytest.fixture
def run(csptool, tmp_path):
    def ask(changed, *options):
        rows = {**SOUND, **changed}
        lines = "".join(f"| {name} | {' | '.join(f'{one:,}' for one in row)} |\n" for name, row in rows.items())
        (tmp_path / "paper.md").write_text(f"| | Before £ | Formula £ | Paid £ |\n|---|---|---|---|\n{lines}")
        columns = ("--previous", "Before", "--undamped", "Formula", "--result", "Paid", "--floor", "0%")
        return csptool("infer", tmp_path / "paper.md", *columns, *options)

    return ask


def test_the_one_area_is_named_with_what_it_would_have_to_get(run):
    changed = {"Cole": (300_001, 350_001, 337_501)}
    out = run(changed).out
    assert f"{EXCESS}, one factor fits without Cole:" in out
    # a factor of 0.55 to a hundred-thousandth or two of £50,000, and half a pound either way in each figure
    assert "Cole would have to get £327,500 to £327,502, if its other figures are right." in out
    assert json.loads(run(changed, "--format", "json").out)["answers"][0]["set_aside"] == [["Cole"]]


def test_nothing_is_said_where_one_factor_fits_or_a_ceiling_does(run):
    assert ", one factor fits without" not in run({}).out
    assert ", one factor fits without" not in run({"Ash": (100_001, 120_001, 110_001)}).out


def test_nor_where_more_than_a_quarter_would_have_to_go(run):
    out = run({"Cole": (300_001, 350_001, 337_501), "Dale": (400_001, 410_001, 408_001)}).out
    assert f"{EXCESS}, no one factor fits, with a ceiling or without." in out
    assert ", one factor fits without" not in out


def test_three_that_tell_the_factor_are_left(run):
    few = {"Dale": (400_001, 300_001, 400_001), "Elm": (500_001, 400_001, 500_001)}
    out = run({**few, "Cole": (300_001, 350_001, 337_501)}).out
    assert f"{EXCESS}, no one factor fits, with a ceiling or without." in out
    assert ", one factor fits without" not in out
