"""Grant rounds: awards by rank or scaled, where the pot ends, what the sheet states, what is refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
from fractions import Fraction

import openpyxl
import pytest

from formulas.grant_round import Application, Terms, run_round
from tests.conftest import EXAMPLES
from tests.recalculation import NO_SOFFICE, SOFFICE, filled, recalculated_by_libreoffice, values

ROUND = EXAMPLES / "grant-round" / "round.xlsx"
TABLE = "Applicant,Requested,Eligible,Rank\nA,60,yes,1\nB,50,yes,2\nC,20,no: late,\nD,30,yes,3\n"


def sheet(folder, text: str = TABLE):
    path = folder / "round.csv"
    path.write_text(text, encoding="utf-8")
    return path


def result(csptool, path, *options) -> dict:
    ran = csptool("ledger", path, *options, "--format", "json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def awards(found: dict) -> dict[str, str]:
    return {row["name"]: row["award"] for row in found["rows"]}


def test_one_that_does_not_fit_is_passed_over(csptool, tmp_path):
    found = result(csptool, sheet(tmp_path), "--pot", 100)
    assert awards(found) == {"A": "60", "B": "0", "C": "0", "D": "30"}
    assert (found["awarded"], found["left"]) == ("90", "10")
    assert "B, 2nd in turn, could get £50.00, but £40.00 was left: it is passed over." in found["notes"]
    assert found["rows"][-1]["why"] == "not eligible: late"


def test_or_it_gets_the_rest(csptool, tmp_path):
    found = result(csptool, sheet(tmp_path), "--pot", 100, "--part-award", "yes")
    assert awards(found) == {"A": "60", "B": "40", "C": "0", "D": "0"}
    assert "The pot ran out at B, 2nd in turn, which gets the £40.00 left of £50.00." in found["notes"]
    assert "Nothing was left for D." in found["notes"]


def test_the_cap_and_the_unit(csptool, tmp_path):
    found = result(csptool, sheet(tmp_path), "--pot", 1000, "--cap", 55, "--unit", 20)
    assert awards(found) == {"A": "40", "B": "40", "C": "0", "D": "20"}
    assert found["left"] == "900"


def test_scaled_awards_come_to_the_pot_to_the_penny(csptool, tmp_path):
    # 60, 50 and 30 scaled to 100: 42.857.., 35.714.., 21.428..; the two odd pennies go to .857 and .714
    found = result(csptool, sheet(tmp_path), "--pot", 100, "--way", "scaled")
    assert awards(found) == {"A": "42.86", "B": "35.71", "C": "0", "D": "21.43"}
    assert found["left"] == "0"
    assert "Everyone who may be funded gets 71.4285…% of what was requested, up to any cap." in found["notes"]


def test_where_everything_fits_all_is_paid_and_the_rest_is_left(csptool, tmp_path):
    for way in ("scaled", "by rank", "by-rank"):
        found = result(csptool, sheet(tmp_path), "--pot", 150, "--way", way)
        assert awards(found) == {"A": "60", "B": "50", "C": "0", "D": "30"}
        assert found["left"] == "10"


def test_the_example_in_full(csptool):
    """Worked out by hand: the running total down the ranking, capped at £15,000."""
    found = result(csptool, ROUND)
    assert [row["so_far"] for row in found["rows"][:8]] == [
        "14800", "29800", "44800", "59800", "72200", "86175", "86175", "92325",
    ]  # fmt: skip
    assert found["left"] == "7675"
    stages = {row["stage"]: (row["number"], row["requested"], row["award"]) for row in found["summary"][:4]}
    assert stages == {
        "Applications": (12, "161905.5", "92325"),
        "Eligible": (10, "137205.5", "92325"),
        "Recommended": (8, "116565", "92325"),
        "Awarded": (7, "101575", "92325"),
    }


def test_the_highest_score_comes_first(csptool, tmp_path):
    found = result(csptool, sheet(tmp_path, "Applicant,Requested,Score\nA,60,51.5\nB,50,72\n"), "--pot", 80)
    assert awards(found) == {"B": "50", "A": "0"}


def test_level_places_matter_only_where_they_decide():
    level = [Application(name, Fraction(50), order=Fraction(1)) for name in "AB"]
    assert [int(x) for x in run_round(level, Terms(Fraction(100))).awards] == [50, 50]
    assert [int(x) for x in run_round(level, Terms(Fraction(40))).awards] == [0, 0]


STATED = "Applicant,Requested,Eligible,Rank,Awarded\nA,60,yes,1,{}\nB,50,yes,2,{}\nC,20,no,,{}\nTotal,130,,,{}\n"


def test_awards_as_stated_are_checked(csptool, tmp_path):
    ran = csptool("ledger", sheet(tmp_path, STATED.format(60, 40, "", 100)), "--pot", 100, "--part-award", "yes")
    assert ran.code == 0, ran.err
    assert "They are the same as these." in ran.out
    ran = csptool("ledger", sheet(tmp_path, STATED.format(61, 45, 5, 110)), "--pot", 100, "--cap", 40)
    assert ran.code == 1
    for words in (
        "A is stated to get £61.00, £1.00 more than the £60.00 requested.",
        "A is stated to get £61.00, £21.00 above the cap of £40.00.",
        "B is stated to get £45.00, £5.00 above the cap of £40.00.",
        "C is stated to get £5.00 and is not eligible.",
        "The awards stated come to £111.00, £11.00 more than the pot of £100.00.",
    ):
        assert f"Check failed: {words}" in ran.err
        assert words in ran.out
    assert "Check failed: The total row 'Total' (E5) states 110, but its rows come to 111" in ran.err


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        (TABLE, (), "--pot: found no pot, expected what there is to award."),
        (TABLE, ("--pot", "-5"), "--pot: found -5, expected a whole number of pennies above nought"),
        (TABLE, ("--pot", "x"), "--pot: found 'x', expected a figure"),
        (TABLE, ("--pot", "100", "--way", "draw"), "--way: found 'draw', expected by rank or scaled"),
        (TABLE, ("--pot", "100", "--unit", "0.001"), "--unit: found 0.001"),
        (TABLE, ("--pot", "100", "--as-at", "1/1/2026"), "--as-at: found it beside a grant round"),
        (TABLE.replace("A,60,yes,1", "A,60,yes,2"), ("--pot", "100"),
         "cell D2: found 'A', 'B' level by rank, with £100.00 left, which is not enough for all of them"),
        (TABLE.replace("B,50,yes,2", "B,50,yes,"), ("--pot", "100"),
         "cell D3: found 'B' without a rank, expected a rank."),
        (TABLE.replace("B,50,yes,2", "B,50,maybe,2"), ("--pot", "100"), "cell C3: found 'maybe', expected yes or no."),
        (TABLE.replace("B,50,yes,2", "B,50,,2"), ("--pot", "100"), "cell C3: found a blank, expected yes or no."),
        (TABLE.replace("B,50", "B,-50"), ("--pot", "100"), "cell B3: found -50, expected a request of nought or more"),
        ("Applicant,Requested\nA,60\n", ("--pot", "100"), "no column 'Rank' or 'Score' beside it"),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_refused_with_its_place(csptool, tmp_path, text, options, words):
    ran = csptool("ledger", sheet(tmp_path, text), *options, "-o", "out.xlsx")
    assert ran.code == 2, ran.out
    assert words in ran.err
    assert not (tmp_path / "out.xlsx").exists()


def test_csv_markdown_and_html(csptool, tmp_path):
    rows = list(csv.DictReader(io.StringIO(csptool("ledger", ROUND, "--format", "csv").out)))
    assert (rows[1]["name"], rows[1]["award"]) == ("Castle Quay Mediation", "15000.00")
    assert "| Castle Quay Mediation" in csptool("ledger", ROUND, "--format", "markdown").out
    assert csptool("ledger", ROUND, "-o", "round.html").code == 0
    assert "<svg" in (tmp_path / "round.html").read_text()


def below(rows: list[list[object]], head: str) -> list[object]:
    top = next(row for row in rows if head in row and "Applicant" in row)
    start, place = rows.index(top) + 1, top.index(head)
    return [row[place] for row in rows[start:] if row[0] not in ("Total", None)]


WAYS = [
    ("--way", "by rank"),
    ("--way", "by rank", "--part-award", "yes"),
    ("--way", "scaled"),
    ("--way", "scaled", "--unit", 100),
]


@pytest.mark.skipif(not SOFFICE, reason=NO_SOFFICE)
def test_the_workbook_is_live_and_follows_a_changed_pot(csptool, tmp_path):
    paths, expected = [], {}
    for number, options in enumerate(WAYS):
        path, changed = tmp_path / f"{number}.xlsx", tmp_path / f"{number}-changed.xlsx"
        assert csptool("ledger", ROUND, *options, "-o", path).code == 0
        shutil.copy(path, changed)
        book = openpyxl.load_workbook(changed)
        row = next(row for row in book["Settings"].iter_rows() if row[0].value == "Pot")
        row[1].value = 61234.56
        book.save(changed)
        expected[path] = awards(result(csptool, ROUND, *options))
        expected[changed] = awards(result(csptool, ROUND, *options, "--pot", "61234.56"))
        paths += [path, changed]
    for path, again in zip(paths, recalculated_by_libreoffice(paths, tmp_path), strict=True):
        shown = values(again)
        got = dict(zip(below(shown["Awards"], "Applicant"), below(shown["Awards"], "Award"), strict=True))
        holds = {row[1] for row in shown["Checks"][3:] if row[0]} == {"holds"}
        if {name: Fraction(repr(x)) for name, x in got.items()} == {n: Fraction(x) for n, x in expected[path].items()}:
            assert holds, path
        else:
            assert (
                path.name == "0-changed.xlsx"
            )  # who is passed over is stated: the workbook says that it no longer holds
            assert not holds
        if "changed" not in path.name:
            for name in ("Summary", "Awards", "Steps", "Working", "Checks"):
                assert filled(shown[name]) == filled(values(path)[name]), (path, name)


def test_a_filled_in_template_is_a_round(csptool, tmp_path):
    assert "csptool ledger form.xlsx" in csptool("template", "round", "-o", "form.xlsx").err
    ran = csptool("ledger", "form.xlsx")
    assert "sheet Round, cell B6: found no pot" in ran.err
    assert "sheet Applications, cell A5: found the example row of the template" in ran.err
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    for row in book["Round"].iter_rows(min_row=4):
        row[1].value = {"Round": "Ours", "Pot": 100, "Cap per award": 55, "Part award": "yes"}.get(row[0].value)
    for row, cells in enumerate([("A", 60, "yes", None, "yes", 1), ("B", 60, "yes", None, "yes", 2)], 5):
        for place, value in enumerate(cells, 1):
            book["Applications"].cell(row, place, value)
    book.save(tmp_path / "form.xlsx")
    assert awards(result(csptool, "form.xlsx")) == {"A": "55", "B": "45"}
    assert awards(result(csptool, "form.xlsx", "--pot", 60)) == {"A": "55", "B": "5"}
