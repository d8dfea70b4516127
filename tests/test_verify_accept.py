"""Accepted findings: written, read again, counted and not failed; and what no longer matches is said."""

from __future__ import annotations

import json
import tomllib

import pytest

from tests.conftest import EXAMPLES
from tests.test_verify_cli import WRONG

PAPERS = EXAMPLES / "papers"


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "fund.md"
    path.write_text(WRONG, encoding="utf-8")
    return path


@pytest.fixture
def accepted(csptool, paper, tmp_path):
    """The file that --accept-new writes for the paper, with a reason."""
    path = tmp_path / "known.toml"
    ran = csptool("verify", paper, "--accept-new", path)
    assert ran.code == 0, ran.err
    assert "Note: 1 finding accepted in" in ran.err
    path.write_text(
        path.read_text(encoding="utf-8").replace('reason = ""', 'reason = "It was minuted."'), encoding="utf-8"
    )
    return path


def test_the_file_is_readable_and_says_what_it_accepts(accepted):
    [entry] = tomllib.loads(accepted.read_text(encoding="utf-8"))["accepted"]
    assert entry == {
        "paper": "fund.md",
        "place": "table 1, row 5, column 2",
        "printed": "4,813",
        "code": entry["code"],
        "reason": "It was minuted.",
    }
    assert "# Table 1, row 5 (West), column 2 (Grant £): printed 4,813" in accepted.read_text(encoding="utf-8")


def test_an_accepted_finding_is_counted_and_not_failed(csptool, paper, accepted):
    ran = csptool("verify", paper, "--accept", accepted)
    assert (ran.code, ran.err) == (0, "")
    assert "but for 1 accepted finding." in ran.out
    assert "WRONG" not in ran.out


def test_every_format_says_that_it_is_accepted(csptool, paper, accepted, tmp_path):
    [one] = json.loads(csptool("verify", paper, "--accept", accepted, "--format", "json").out)["papers"]
    assert one["findings"] == []
    assert one["accepted"][0]["reason"] == "It was minuted."
    assert ",It was minuted.," in csptool("verify", paper, "--accept", accepted, "--format", "csv").out
    assert csptool("verify", paper, "--accept", accepted, "-o", "r.html").code == 0
    assert "It was minuted." in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_new_finding_still_fails(csptool, paper, accepted):
    paper.write_text(WRONG.replace("| 2,900 |", "| 2,990 |"), encoding="utf-8")
    ran = csptool("verify", paper, "--accept", accepted)
    assert ran.code == 1
    assert "Row 3 (South), column 4" in ran.out
    assert "Row 5 (West), column 2" not in ran.out
    assert "1 accepted finding besides, not counted as wrong." in ran.out


def test_what_no_longer_matches_is_said(csptool, paper, accepted):
    paper.write_text(WRONG.replace("4,813", "4,183"), encoding="utf-8")
    ran = csptool("verify", paper, "--accept", accepted)
    assert ran.code == 0
    assert "fund.md, table 1, row 5, column 2: the accepted finding (4,813) is no longer found; take it out." in ran.err


def test_another_slip_in_the_same_cell_is_not_accepted(csptool, paper, accepted):
    paper.write_text(WRONG.replace("4,813", "4,138"), encoding="utf-8")
    ran = csptool("verify", paper, "--accept", accepted)
    assert ran.code == 1
    assert "is no longer found" in ran.err


def test_acceptances_of_papers_that_are_not_checked_are_left_alone(csptool, accepted):
    ran = csptool("verify", PAPERS / "budget.txt", "--accept", accepted)
    assert (ran.code, ran.err) == (0, "")


def test_new_findings_are_added_below_and_what_is_there_is_kept(csptool, accepted):
    before = accepted.read_text(encoding="utf-8")
    ran = csptool("verify", PAPERS / "engagement.md", "--accept-new", accepted)
    assert ran.code == 0
    after = accepted.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert len(tomllib.loads(after)["accepted"]) == 4
    again = csptool("verify", PAPERS / "engagement.md", "--accept-new", accepted)
    assert "0 findings accepted" in again.err
    assert len(tomllib.loads(accepted.read_text(encoding="utf-8"))["accepted"]) == 4


def test_a_reason_that_is_missing_is_said(csptool, paper, tmp_path):
    csptool("verify", paper, "--accept-new", "known.toml")
    ran = csptool("verify", paper, "--accept", "known.toml")
    assert ran.code == 0
    assert "1 accepted finding without a reason; write why." in ran.err


def test_a_label_with_quotes_and_control_characters_is_written_so_that_it_is_read_again(csptool, tmp_path):
    path = tmp_path / 'a "b" \\ c.md'
    path.write_text(WRONG.replace("West", 'We"st\x7f\x1b \\ "'), encoding="utf-8")
    assert csptool("verify", path, "--accept-new", "known.toml").code == 0
    assert csptool("verify", path, "--accept", "known.toml").code == 0


def test_queries_are_accepted_only_where_they_fail(csptool, tmp_path):
    from tests.test_verify_cli import CROWDED, TENTHS

    total = sum(TENTHS) + 9
    (tmp_path / "crowded.md").write_text(f"{CROWDED}| Total | {total // 10}.{total % 10} |\n", encoding="utf-8")
    csptool("verify", "crowded.md", "--accept-new", "known.toml")
    assert tomllib.loads((tmp_path / "known.toml").read_text(encoding="utf-8")) == {}
    csptool("verify", "crowded.md", "--strict", "--accept-new", "known.toml")
    assert csptool("verify", "crowded.md", "--strict", "--accept", "known.toml").code == 0
    assert csptool("verify", "crowded.md", "--strict").code == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("accepted = [\n5 5", "known.toml, line 2: found what is no TOML"),
        ("accepted = [", "known.toml: found what is no TOML"),
        ("[[accepted]]\npaper = 'a'\nplace = 'b'\nprinted = 'c'\n", "entry 1: found no 'code'"),
        (
            "[[accepted]]\npaper = 5\nplace = 'b'\nprinted = 'c'\ncode = 'd'\n",
            "entry 1: found paper = 5, expected text in quotes",
        ),
        ("[[accepted]]\npaper = 'a'\nplace = 'b'\nprinted = 'c'\ncode = 'd'\nwhy = 'e'\n", "entry 1: found 'why'"),
        ("known = 5", "known.toml: found 'known'"),
        ("accepted = 5", "found 'accepted' without entries"),
        ("accepted = [5]", "entry 1: found 5"),
        ("\x00", "known.toml"),
    ],
)
def test_a_file_that_is_not_one_is_refused_with_its_place(csptool, paper, tmp_path, text, found):
    (tmp_path / "known.toml").write_text(text, encoding="utf-8")
    ran = csptool("verify", paper, "--accept", "known.toml")
    assert (ran.code, ran.out) == (2, "")
    assert found in ran.err
    assert csptool("verify", paper, "--accept-new", "known.toml").code == 2
    assert (tmp_path / "known.toml").read_text(encoding="utf-8") == text
