"""A folder of quarterly returns: what came, what is missing, late or for another quarter, and what it adds up to."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import EXAMPLES

EXAMPLE = EXAMPLES / "returns-2026-27"
STATED = {
    "Fund": "Safer fund",
    "Area": "East",
    "Financial year": "2026/27",
    "Quarter": "Q2",
    "Allocation": 1200,
    "Spent in earlier quarters": 100,
    "Date returned": "10/10/2026",
    "Completed by": "A. Person",
}
LINES = [["Patrols", "Safer streets", 150, 40, "fewer calls"], ["Mentors", "Young people", 50.5, 0, None]]


@pytest.fixture
def returned(csptool, tmp_path):
    """Make a return in the folder `returns` out of the template that csptool writes."""
    (tmp_path / "returns").mkdir()
    (tmp_path / "allocations.csv").write_text("Area,2026-27 Allocation\nEast,1200\nWest,600\nNorth,300\n")
    assert csptool("template", "return", "-o", "blank.xlsx").code == 0

    def make(name: str, lines=LINES, **changed) -> Path:
        book = openpyxl.load_workbook(tmp_path / "blank.xlsx")
        settings = STATED | {key.replace("_", " "): value for key, value in changed.items()}
        for row in book["Return"].iter_rows(min_row=4):
            row[1].value = settings[row[0].value]
        for number in range(max(1, len(lines))):
            for column in range(5):
                book["Activity"].cell(5 + number, 1 + column).value = lines[number][column] if lines else None
        book.save(tmp_path / "returns" / name)
        return tmp_path / "returns" / name

    return make


def gathered(csptool, *options):
    ran = csptool("monitor", "returns", "--against", "allocations.csv", "--quarter", "Q2", *options, "--format", "json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def refused(csptool, *options) -> list[str]:
    ran = csptool("monitor", "returns", "--against", "allocations.csv", "--quarter", "Q2", *options, "-o", "out.xlsx")
    assert ran.code == 2, ran.out + ran.err
    assert not Path("out.xlsx").exists()
    return [line.removeprefix("- ") for line in ran.err.splitlines()[1:]]


def test_the_figures_are_gathered_as_at_the_quarter_s_end(csptool, returned):
    returned("east.xlsx")
    returned("west.xlsx", [["Cameras", "safer streets", 300, 0, "seen"]], Area="WEST", Allocation=600)
    found = gathered(csptool, "--due", "10/10/2026")
    assert (found["as_at"], found["quarter"], found["missing"], found["late"]) == ("2026-09-30", "Q2", ["North"], [])
    east, west = found["rows"]
    assert (east["spend"], east["commitments"], east["profile_to_date"], east["variance"]) == (
        "300.5",
        "40",
        "600",
        "-299.5",
    )
    assert (west["area"], west["spend"]) == ("West", "400")
    assert found["total"]["spend"] == "700.5"
    assert [source["name"] for source in found["sources"]] == ["allocations.csv", "east.xlsx", "west.xlsx"]


def test_spend_by_priority_does_not_mind_capitals(csptool, returned):
    returned("east.xlsx")
    returned("west.xlsx", [["Cameras", "SAFER streets", 300, 0, "seen"]], Area="West", Allocation=600)
    found = gathered(csptool)["priorities"]
    assert [(p["priority"], p["areas"], p["activities"], p["spent_in_quarter"], p["committed"]) for p in found] == [
        ("Safer streets", 2, 2, "450", "40"),
        ("Young people", 1, 1, "50.5", "0"),
    ]


def test_late_and_missing_are_said(csptool, returned):
    returned("east.xlsx")
    returned("west.xlsx", Area="West", Allocation=600, Date_returned="11/10/2026")
    ran = csptool("monitor", "returns", "--against", "allocations.csv", "--quarter", "Q2", "--due", "10/10/2026")
    assert "2 of 3 returns for Q2 2026/27 came." in ran.out
    assert "Missing: North." in ran.out
    assert "What follows is without it, and so without £300.00 of the allocations." in ran.out
    assert "They were due by 10 October 2026. Late: West (1 day)." in ran.out
    assert "late by 1 day" in ran.out
    undated = csptool("monitor", "returns", "--against", "allocations.csv", "--quarter", "Q2")
    assert "Whether any is late was not judged" in undated.out


def test_another_allocation_is_a_flag_and_the_sheet_s_is_used(csptool, returned):
    returned("east.xlsx", Allocation=1250)
    found = gathered(csptool)
    assert found["rows"][0]["allocation"] == "1200"
    assert "other-allocation" in found["rows"][0]["flags"]
    assert {
        "area": "East",
        "flag": "the return states an allocation of £1,250.00, £50.00 more than the sheet",
    } in found["flags"]


def test_areas_go_by_their_other_names(csptool, returned, tmp_path):
    (tmp_path / "allocations.csv").write_text("Area,2026-27 Allocation\nSNWL,1200\nMelton Mowbray,600\n")
    returned("one.xlsx", Area="North West Leicestershire")
    returned("two.xlsx", Area="Melton", Allocation=600)
    assert [row["area"] for row in gathered(csptool)["rows"]] == ["SNWL", "Melton Mowbray"]


def test_faults_of_all_files_are_told_at_once(csptool, returned, tmp_path):
    returned("a.xlsx", Quarter="Q1", Spent_in_earlier_quarters=0)
    returned("b.xlsx", Area="West", Financial_year="2025/26")
    returned("c.xlsx", Area="Nowhere")
    returned("d.xlsx", Area="North")
    returned("e.xlsx", Area="North")
    returned("f.xlsx", [["Patrols", None, 150, 40, None], ["Mentors", "Young people", None, "5%", None]])
    returned("g.xlsx", Completed_by=None, Date_returned="soon", Allocation=-5)
    returned("h.xlsx", [])
    book = openpyxl.Workbook()
    book.active.append(["Something", "else"])
    book.save(tmp_path / "returns" / "i.xlsx")
    faults = refused(csptool)
    for words in (
        "a.xlsx, sheet Return, cell B7: found Q1, expected a return for Q2. Take it out of the folder",
        "b.xlsx, sheet Return, cell B6: found 2025/26, expected the year 2026/27.",
        "c.xlsx, sheet Return, cell B5: found 'Nowhere', expected an area of allocations.csv. Use one of 'North'",
        "e.xlsx, sheet Return, cell B5: found 'North', whose return d.xlsx is, expected one return for each area.",
        "f.xlsx, sheet Activity, cell B5: found a blank beside 'Patrols', expected the priority that it is linked to.",
        "f.xlsx, sheet Activity, cell C6: found a blank, expected a figure for the spend.",
        "f.xlsx, sheet Activity, cell D6: found a percentage, expected a commitment in pounds.",
        "g.xlsx, sheet Return, cell B11: found a blank, expected something beside 'Completed by'.",
        "g.xlsx, sheet Return, cell B10: found 'soon', expected a date.",
        "g.xlsx, sheet Return, cell B8: found -5, expected an allocation of nought or more.",
        "h.xlsx, sheet Activity: found no activity, expected at least one line.",
        "i.xlsx: found no sheet Return and no sheet Activity, expected a quarterly return.",
    ):
        assert any(fault.startswith(words) for fault in faults), (words, faults)
    assert len(faults) == 12


def test_the_blank_return_is_refused(csptool, tmp_path):
    (tmp_path / "returns").mkdir()
    (tmp_path / "allocations.csv").write_text("Area,2026-27 Allocation\nEast,1200\n")
    csptool("template", "return", "-o", "returns/blank.xlsx")
    faults = refused(csptool)
    assert (
        "blank.xlsx, sheet Activity, cell A5: found the example row of the template, expected an activity."
        in faults[-1]
    )
    assert sum("found a blank" in fault for fault in faults) == 7


def test_money_spent_before_the_first_quarter_is_refused(csptool, returned):
    returned("east.xlsx", Quarter="Q1")
    ran = csptool("monitor", "returns", "--against", "allocations.csv", "--quarter", "Q1")
    assert "east.xlsx, sheet Return, cell B9: found £100.00, expected nothing spent before the first quarter" in ran.err


def test_what_is_no_return_in_the_folder_is_left_alone_and_named(csptool, returned, tmp_path):
    path = returned("east.xlsx")
    for name in ("notes.docx", ".DS_Store", "~$east.xlsx"):
        (tmp_path / "returns" / name).write_text("not for csptool")
    (tmp_path / "returns" / "last year").mkdir()
    (tmp_path / "elsewhere.xlsx").write_bytes(path.read_bytes())
    (tmp_path / "returns" / "linked.xlsx").symlink_to(tmp_path / "elsewhere.xlsx")
    (tmp_path / "returns" / "linked").symlink_to(tmp_path)
    ran = csptool("monitor", "returns", "--against", "allocations.csv", "--quarter", "Q2", "--format", "json")
    assert ran.code == 0, ran.err
    assert len(json.loads(ran.out)["rows"]) == 1
    for words in (
        "Note: Left alone, no workbooks: notes.docx.", "Note: Left alone, hidden: .DS_Store.",
        "Note: Left alone, lock files of workbooks that are open in Excel: ~$east.xlsx.",
        "Note: Left alone, folders: last year.", "Note: Left alone, links to something elsewhere: linked, linked.xlsx.",
    ):  # fmt: skip
        assert words in ran.err


def test_the_sheet_of_allocations_may_lie_in_the_folder(csptool, returned, tmp_path):
    returned("east.xlsx")
    book = openpyxl.Workbook()
    for row in (["Area", "2026-27 Allocation"], ["East", 1200]):
        book.active.append(row)
    book.save(tmp_path / "returns" / "allocations.xlsx")
    ran = csptool("monitor", "returns", "--against", "returns/allocations.xlsx", "--quarter", "Q2")
    assert ran.code == 0, ran.err


def test_a_return_is_never_written_over(csptool, returned):
    path = returned("east.xlsx")
    before = path.read_bytes()
    arguments = ("monitor", "returns", "--against", "allocations.csv", "--quarter", "Q2", "--force")
    assert "found the input itself" in csptool(*arguments, "-o", "returns/east.xlsx").err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--quarter", "Q2"], "--against: found nothing, expected a sheet of allocations"),
        (["--against", "allocations.csv"], "--quarter: found nothing, expected Q1, Q2, Q3 or Q4"),
        (["--against", "allocations.csv", "--quarter", "5"], "--quarter: found '5'"),
        (["--against", "allocations.csv", "--quarter", "Q2", "--due", "soon"], "--due: found 'soon', expected a date"),
        (["--against", "allocations.csv", "--quarter", "Q2", "--spend", "Spend"], "--spend: found 'Spend'"),
        (["--against", "nothing.csv", "--quarter", "Q2"], "nothing.csv: found no such file"),
    ],
)  # fmt: skip
def test_options_of_a_folder(csptool, returned, arguments, words):
    returned("east.xlsx")
    ran = csptool("monitor", "returns", *arguments)
    assert ran.code == 2
    assert words in ran.err


def test_an_empty_folder_and_a_sheet_without_a_year(csptool, returned, tmp_path):
    assert "found no workbook, expected quarterly returns" in refused(csptool)[0]
    returned("east.xlsx")
    (tmp_path / "allocations.csv").write_text("Area,Allocation\nEast,1200\n")
    assert "found no financial year, expected the financial year. Give --year" in refused(csptool)[0]
    assert gathered(csptool, "--year", "2026/27")["year"] == "2026/27"


def test_the_example(csptool, tmp_path):
    arguments = ("monitor", EXAMPLE / "returns", "--against", EXAMPLE / "allocations.csv", "--quarter", "Q1")
    ran = csptool(*arguments, "--due", "14/07/2026", "-o", "out.xlsx")
    assert ran.code == 0, ran.err
    assert max(map(len, ran.out.splitlines())) <= 120
    assert "Late: Castlereach (15 days)." in ran.out
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", data_only=True)
    assert {"Returns", "Priorities"} <= set(book.sheetnames)
    assert [cell.value for cell in book["Priorities"][4]][:2] == ["Young people", 2]


def test_days_that_cannot_be_are_refused(csptool, returned, tmp_path):
    returned("east.xlsx", Date_returned="29/09/2026")
    [line] = refused(csptool)
    assert "found 29/09/2026, before the quarter was over, expected a day after the quarter's end" in line
    (tmp_path / "returns" / "east.xlsx").unlink()
    returned("east.xlsx")
    assert "before the quarter is over" in refused(csptool, "--due", "01/09/2026")[0]
    assert "the returns say what was spent by the end of the quarter" in refused(csptool, "--as-at", "31/12/2026")[0]


def test_nothing_is_written_among_the_returns(csptool, returned):
    returned("east.xlsx")
    ran = csptool("monitor", "returns", "--against", "allocations.csv", "--quarter", "Q2", "-o", "returns/m.xlsx")
    assert (ran.code, "found a file in the folder of returns" in ran.err) == (2, True)


def test_an_old_workbook_is_a_return_that_cannot_be_read(csptool, returned, tmp_path):
    returned("east.xlsx")
    (tmp_path / "returns" / "west.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "west.xls: found an old .xls workbook" in refused(csptool)[0]
