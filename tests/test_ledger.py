"""Ledgers of agreements through the command line: what follows, what does not, what is flagged, what is refused."""

from __future__ import annotations

import csv
import datetime
import io
import json
import shutil
from fractions import Fraction

import openpyxl
import pytest

from formulas.ledger import Agreement, Ledger, Printed, StatedTotal, agreement
from formulas.ledger_flags import months_after
from formulas.statement import DOES_NOT_FOLLOW, ROUNDING
from tests.conftest import EXAMPLES
from tests.recalculation import NO_SOFFICE, SOFFICE, column, filled, recalculated_by_libreoffice, values

BY_AREA = EXAMPLES / "section-106" / "by-area.xlsx"
REGISTER = EXAMPLES / "section-106" / "register.xlsx"
# value less spent, and the remaining stated less that, worked out by hand from the printed table
UNSPENT = {
    "Blaby": 1119274, "Charnwood": 3505640, "Harborough": 1298469, "Hinckley & Bosworth": 1239660, "Melton": 331555,
    "NW Leics": 970405, "Oadby & Wigston": 145626, "Rutland": 91180,
}  # fmt: skip
OUT = {
    "Blaby": 119309,
    "Charnwood": -12500,
    "NW Leics": -68498,
    "Oadby & Wigston": -78119,
    "Rutland": 11669,
    "Total": -28138,
}


def sheet(folder, text: str):
    path = folder / "ledger.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def published(csptool):
    ran = csptool("ledger", BY_AREA, "--format", "json")
    assert ran.code == 1
    return json.loads(ran.out)


def test_the_published_table_is_read_on_its_side(published):
    assert {row["name"]: int(row["unspent"]) for row in published["rows"]} == UNSPENT
    assert (published["value"], published["spent"]) == ("11124267", "2422458")
    assert sum(int(row["agreements"]) for row in published["rows"]) == 93
    assert [len(row) for row in published["states"]] == [7] * 8  # a name, four states, their sum, the value


def test_the_six_columns_where_remaining_does_not_follow_are_found_with_amounts(published):
    wrong = [cast for cast in published["casts"] if cast["verdict"] == DOES_NOT_FOLLOW]
    assert {cast["name"]: int(cast["difference"]) for cast in wrong} == OUT
    assert {cast["figure"] for cast in wrong} == {"Remaining"}
    assert {cast["name"]: cast["cell"] for cast in wrong}["NW Leics"] == "G12"


def test_the_states_and_the_rows_cast_within_rounding(published):
    states = {
        c["name"]: int(c["difference"])
        for c in published["casts"]
        if c["rule"] == "its states" and c["difference"] != "0"
    }
    assert states == {"Blaby": -1, "Charnwood": -1, "Total": 1}
    across = [c for c in published["casts"] if c["rule"] == "the rows it covers"]
    assert len(across) == 8
    assert {c["figure"]: int(c["difference"]) for c in across if c["difference"] != "0"} == {
        "Value": -1, "Money held by Developers": -1, "Money held by Local Authority": -1, "Total money drawn down": -2,
    }  # fmt: skip
    # eight areas and a total printed in whole pounds are out by four and a half at worst; counts by nothing
    assert {c["tolerance"] for c in across} == {"4.5", "0"}
    assert published["counts"] == {"exact": 13, "rounding": 7, "wrong": 6}


def test_spending_above_what_was_drawn_down_is_flagged(published):
    flags = {(flag["name"], flag["flag"]): int(flag["amount"]) for flag in published["flags"]}
    assert flags == {("Blaby", "spent above received"): 96469, ("Rutland", "spent above received"): 23338}


def test_what_does_not_follow_is_on_standard_error_and_in_the_result(csptool):
    ran = csptool("ledger", BY_AREA)
    words = (
        "Remaining is stated as £1,238,583.00 (B12), but value less spent comes to £1,119,274.00: £119,309.00 more than"
    )
    assert f"Check failed: Blaby: {words} follows." in ran.err
    assert f"Blaby: {words} follows." in ran.out
    assert "Spent is printed below nought throughout, as money going out; it was read as spending." in ran.err
    assert "26 figures cast: 13 exact, 7 that rounding could explain, 6 that do not follow." in ran.out


def test_flags_alone_exit_0_and_expiry_is_counted_from_the_date(csptool):
    ran = csptool("ledger", REGISTER, "--as-at", "31/10/2025", "--format", "json")
    assert ran.code == 0, ran.err
    flags = [(flag["name"], flag["flag"], flag["amount"]) for flag in json.loads(ran.out)["flags"]]
    assert flags == [
        ("P/19/0412", "expires soon", "16749.5"),
        ("P/20/0077", "expires soon", "125000"),
        ("P/21/0214", "spent above received", "1350.25"),
    ]
    assert "The expiry is no date and was not looked at: P/22/0650 ('5 years from receipt')." in ran.err
    later = csptool("ledger", REGISTER, "--as-at", "01/01/2026", "--within", "3").out
    assert "P/19/0412: expired on 31/12/2025 with £16,749.50 unspent, £16,749.50 in hand." in later
    assert "P/20/0077: expires" not in later
    assert "P/20/0931" not in later.split("Flags")[1]  # it has expired, and all of it is spent
    assert "Expiry was not looked at: say as at which date with --as-at." in csptool("ledger", REGISTER).out


def test_months_end_where_the_month_does():
    assert months_after(datetime.date(2024, 1, 31), 1) == datetime.date(2024, 2, 29)
    assert months_after(datetime.date(2025, 10, 31), 12) == datetime.date(2026, 10, 31)
    assert months_after(datetime.date(2025, 12, 1), 0) == datetime.date(2025, 12, 1)


@pytest.mark.parametrize(
    ("remaining", "verdict"), [(59, ROUNDING), (61, ROUNDING), (62, DOES_NOT_FOLLOW), (58, DOES_NOT_FOLLOW)]
)
def test_three_figures_in_whole_pounds_may_be_out_by_a_pound_and_a_half(remaining, verdict):
    others = [agreement(name, 100, 40, remaining=60) for name in "BC"]  # which show what remaining is
    cast, *_ = Ledger([agreement("A", 100, 40, remaining=remaining), *others]).casts()
    assert (cast.tolerance, cast.verdict) == (Fraction(3, 2), verdict)


def test_a_relation_that_the_ledger_does_not_show_accuses_nobody():
    committed = [agreement(name, 100, 40, remaining=left) for name, left in (("A", 50), ("B", 45), ("C", 60))]
    assert Ledger(committed).casts() == []
    assert Ledger([agreement("A", 100, 40, remaining=50)]).casts() == []


def test_one_slip_is_told_once():
    areas = [agreement("A", 100, 50, remaining=50), agreement("B", 200, 100, remaining=100)]
    total = StatedTotal(agreement("Total", 302, 150, remaining=150), (0, 1))
    wrong = [cast for cast in Ledger(areas, totals=[total]).casts() if cast.verdict == DOES_NOT_FOLLOW]
    assert [(cast.kind, cast.figure, cast.difference) for cast in wrong] == [("across", "Value", 2)]


def test_figures_in_thousands_keep_their_own_unit():
    one = Agreement("A", Printed(Fraction(1_200_000), Fraction(100_000)), Printed(Fraction(30_000), Fraction(1)),
                    remaining=Printed(Fraction(1_215_000), Fraction(1)))  # fmt: skip
    assert [cast.verdict for cast in Ledger([one]).casts()] == [ROUNDING]


def test_states_are_held_against_the_value_only_where_the_ledger_keeps_to_them(csptool, tmp_path):
    text = "Area,Value,{}Not started,Received,Spent,Remaining\nNorth,100,{}10,20,5,95\nSouth,300,{}50,60,10,290\n"
    ran = csptool("ledger", sheet(tmp_path, text.format("", "", "")))
    assert ran.code == 0, ran.err
    assert "Not taken as what makes up the value, which they do not come to: Not started, Received." in ran.out
    ran = csptool("ledger", sheet(tmp_path, "Area,Value,Not started,Received,Spent\nN,100,80,20,5\nS,300,50,60,10\n"))
    assert ran.code == 1
    assert "S: Value is stated as £300.00 (B3), but its states come to £110.00: £190.00 more than follows." in ran.err


def test_received_alone_is_no_state(csptool, tmp_path):
    ran = csptool("ledger", sheet(tmp_path, "Area,Value,Received,Spent\nNorth,100,20,5\nSouth,300,60,10\n"))
    assert ran.code == 0
    assert "Between value and spent" not in ran.out


def test_remaining_may_be_of_what_was_received(csptool, tmp_path):
    text = "Scheme,Agreed,Received,Spent,Balance\nA,100,20,5,15\nB,300,60,10,50\nC,50,9,9,1\n"
    ran = csptool("ledger", sheet(tmp_path, text))
    assert "Remaining is taken as received less spent, which more rows keep to than value less spent." in ran.out
    assert ran.code == 0
    assert "rounding" in ran.out  # C is a pound out, which three figures in whole pounds may be
    ran = csptool("ledger", sheet(tmp_path, text.replace("9,9,1", "9,9,2")))
    assert ran.code == 1
    assert "C: Remaining is stated as £2.00 (E4), but received less spent comes to £0.00: £2.00 more" in ran.err


def test_subtotals_are_cast_over_their_own_rows(csptool, tmp_path):
    text = (
        "Area,Value,Spent,Remaining\nNorth,1234,200,1034\nSouth,2345,300,2045\nSub-total,3579,500,3079\n"
        "East,4567,400,4167\nWest,5678,0,5678\nSub-total,10245,410,9845\nTotal,13824,900,12924\n"
    )
    ran = csptool("ledger", sheet(tmp_path, text), "--format", "json")
    assert ran.code == 1
    wrong = [
        (c["figure"], c["stated"], c["comes_to"])
        for c in json.loads(ran.out)["casts"]
        if c["verdict"] == DOES_NOT_FOLLOW
    ]
    assert wrong == [("Remaining", "9845", "9835"), ("Spent", "410", "400")]


def test_headers_in_thousands_are_counted_in_thousands(csptool, tmp_path):
    ran = csptool("ledger", sheet(tmp_path, "Area,Value (£000),Spent (£000),Remaining (£000)\nN,100,5,95\nS,30,1,28\n"))
    assert "£130,000.00" in ran.out
    assert ran.code == 0
    assert "£1,500.00  rounding" in ran.out  # 28 for 29: a thousand, where fifteen hundred may be rounding


def test_columns_of_equal_figures_among_noughts_are_no_totals(csptool, tmp_path):
    text = "Ref,Value,Held,Drawn down,Spent\nA,1000,1000,0,0\nB,2125,0,2125,0\nC,3500,3500,0,0\nD,2125,0,2125,2125\n"
    ran = csptool("ledger", sheet(tmp_path, text))
    assert ran.code == 0, ran.err
    assert "8 figures" not in ran.out
    assert "4 figures cast: 4 exact" in ran.out


def test_dates_in_headers_do_not_count(csptool, tmp_path):
    text = "Site,Total value of agreement (£),Amount received to date,Spent to 05/06/2026,Balance as at 5 June 2026\n"
    ran = csptool("ledger", sheet(tmp_path, text + "Mill Lane,100,80,30,70\n"), "--format", "json")
    assert ran.code == 0, ran.err
    [row] = json.loads(ran.out)["rows"]
    assert (row["name"], row["value"], row["received"], row["spent"], row["remaining"]) == (
        "Mill Lane", "100", "80", "30", "70",
    )  # fmt: skip


def test_a_figure_below_nought_among_others_is_flagged_as_it_is(csptool, tmp_path):
    ran = csptool("ledger", sheet(tmp_path, "Area,Value,Spent\nNorth,100,-5\nSouth,300,10\n"))
    assert ran.code == 0
    assert "North: Spent is below nought, -£5.00." in ran.out


def test_a_column_may_be_named_by_its_header(csptool, tmp_path):
    path = sheet(tmp_path, "Area,Promised,Paid away,Kept\nNorth,100,40,60\n")
    assert csptool("ledger", path).code == 2
    ran = csptool(
        "ledger", path, "--column", "value=Promised", "--column", "spent=Paid away", "--column", "remaining=Kept"
    )
    assert ran.code == 0, ran.err
    assert "1 figure cast: 1 exact" in ran.out


PLAIN = "Area,Value,Spent\nNorth,1,1\n"


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        ("Area,People\nNorth,1\n", (),
         "the columns of neither, expected columns 'Value' and 'Spent' for a ledger of agreements, or 'Requested'"),
        ("Area,Value,Spent,Requested\nNorth,1,1,1\n", (), "found the columns of both"),
        ("Area,Value,Spent\nEast,1,1\nNorth,1,\nSouth,2,x\n", (),
         "cell C3: found a blank, expected a figure for the spent"),
        ("Area,Value,Spent\nEast,1,1\nNorth,1,\nSouth,2,x\n", (), "cell C4: found 'x'"),
        ("Area,Value,Spent\nNorth,1,1\nNorth,2,1\n", (), "cell A3: found 'North', which stands in A2 too"),
        (PLAIN, ("--as-at", "June"), "--as-at: found 'June', expected a date. Write it as 12/06/2026"),
        (PLAIN, ("--pot", "5"),
         "--pot: found it beside a ledger of agreements, expected options of its own"),
        (PLAIN, ("--column", "sent=X"),
         "--column: found 'sent=X', expected a key and a header. Use one of 'spent'"),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_refused_with_its_place(csptool, tmp_path, text, options, words):
    ran = csptool("ledger", sheet(tmp_path, text), *options, "-o", "out.xlsx")
    assert ran.code == 2
    assert words in ran.err
    assert not (tmp_path / "out.xlsx").exists()


def test_csv_markdown_and_html(csptool, tmp_path):
    rows = list(csv.DictReader(io.StringIO(csptool("ledger", BY_AREA, "--format", "csv").out)))
    assert rows[0]["name"] == "Blaby"
    assert (rows[0]["unspent"], rows[0]["difference"]) == ("1119274.00", "119309.00")
    assert "| Blaby" in csptool("ledger", BY_AREA, "--format", "markdown").out
    assert csptool("ledger", BY_AREA, "-o", "ledger.html").code == 1
    page = (tmp_path / "ledger.html").read_text()
    assert "<svg" in page
    assert "£119,309.00" in page


def test_labels_never_become_formulas(csptool, tmp_path):
    path = sheet(tmp_path, 'Area,Value,"=1+1",Spent\n"=HYPERLINK(""x"")",100,100,0\nSouth,10,10,0\n')
    assert csptool("ledger", path, "-o", "out.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    cell = book["Inputs"]["A7"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")
    assert "'=HYPERLINK" in csptool("ledger", path, "--format", "csv").out


def test_the_workbook_shows_the_figures_and_fails_its_check(csptool, tmp_path):
    csptool("ledger", BY_AREA, "-o", "out.xlsx")
    shown = values(tmp_path / "out.xlsx")
    assert column(shown["Ledger"], "Value less spent") == list(UNSPENT.values())
    checks = {row[0]: row[1] for row in shown["Checks"][3:] if row[0]}
    assert checks["In every row remaining is value less spent, rounding aside"] == "FAILS"
    assert checks["In every row the states come to the value, rounding aside"] == "holds"
    assert len([words for words in checks if "Total, " in words]) == 8
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").chartsheets


@pytest.mark.skipif(not SOFFICE, reason=NO_SOFFICE)
def test_the_workbook_is_live(csptool, tmp_path):
    csptool("ledger", BY_AREA, "-o", "out.xlsx")
    changed = tmp_path / "changed.xlsx"
    shutil.copy(tmp_path / "out.xlsx", changed)
    book = openpyxl.load_workbook(changed)
    heads = [cell.value for cell in book["Inputs"][6]]
    for row, area in enumerate(UNSPENT, 7):
        place = heads.index("Remaining as stated") + 1
        book["Inputs"].cell(row, place, book["Inputs"].cell(row, place).value - OUT.get(area, 0))
    book.save(changed)
    same, other = map(values, recalculated_by_libreoffice([tmp_path / "out.xlsx", changed], tmp_path))
    stored = values(tmp_path / "out.xlsx")
    for name in ("Summary", "Ledger", "States", "Steps", "Checks"):
        assert filled(same[name]) == filled(stored[name]), name
    assert set(column(other["Ledger"], "Verdict")) == {"exact"}
    checks = {row[0]: row[1] for row in other["Checks"][3:] if row[0]}
    assert checks["In every row remaining is value less spent, rounding aside"] == "holds"


def test_a_filled_in_template_is_a_ledger(csptool, tmp_path):
    assert csptool("template", "ledger", "-o", "form.xlsx").code == 0
    assert "found the example row of the template" in csptool("ledger", "form.xlsx").err
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    for row in book["Ledger"].iter_rows(min_row=4):
        row[1].value = {"Title": "Ours", "As at": "31/03/2026", "Months": 6}.get(row[0].value)
    for place, value in enumerate(["S1", 100, 10, 20, 30, 40, 5, 95, "30/09/2026"], 1):
        book["Agreements"].cell(5, place, value)
    book.save(tmp_path / "form.xlsx")
    ran = csptool("ledger", "form.xlsx")
    assert ran.code == 0, ran.err
    assert ran.out.startswith("Ours\n")
    assert "S1: expires on 30/09/2026 with £95.00 unspent, £35.00 in hand." in ran.out
    book["Agreements"].cell(5, 3, 15)
    book.save(tmp_path / "form.xlsx")
    ran = csptool("ledger", "form.xlsx")
    assert ran.code == 1
    assert "but its states come to £105.00" in ran.err
    assert csptool("template", "ledger", "--with", "formula", "-o", "x.xlsx").code == 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"Agreements over £1,000",\nArea,Value,Spent\nNorth,2000,5\n', "2000"),
        ("Area,Value £000,Spent £000\nNorth,£1.2m,5\n", "1200000"),
        ("Area,Value £000,Spent £000\nNorth,1200,5\n", "1200000"),
    ],
)
def test_what_the_figures_are_counted_in(csptool, tmp_path, text, value):
    (tmp_path / "l.csv").write_text(text, encoding="utf-8")
    document = json.loads(csptool("ledger", "l.csv", "--format", "json").out)
    assert document["rows"][0]["value"] == value
