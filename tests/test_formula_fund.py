"""Formula funds through the command line: what a workbook states is read, run, explained; what cannot be is refused."""

from __future__ import annotations

import csv
import json
import re
from fractions import Fraction

import openpyxl
import pytest

from formulas.exact import in_pounds
from tests.conftest import EXAMPLES
from tests.forms import AREAS, FORMULA, FUND, INDICATORS, PREVIOUS, form, rules

WESTMARCH = EXAMPLES / "westmarch" / "budget.xlsx"


def allocations(csptool, folder, **changed) -> dict[str, str]:
    ran = csptool("allocate", form(folder, **changed), "--format", "json")
    assert ran.code == 0, ran.err
    return {row["area"]: row["allocation"] for row in json.loads(ran.out)["rows"]}


def refused(csptool, folder, **changed) -> str:
    ran = csptool("allocate", form(folder, **changed), "-o", "out.xlsx")
    assert ran.code == 2, ran.out
    assert ran.out == ""
    assert not (folder / "out.xlsx").exists()
    return ran.err


def test_weighted_shares(csptool, tmp_path):
    expected = {"North": "50000.00", "South": "33555.56", "West": "16444.44"}
    assert allocations(csptool, tmp_path) == expected


def test_a_rate_is_a_rate(csptool, tmp_path):
    lines = [FORMULA[0], FORMULA[1], ["Crime", "40%", "per 1,000 of Population"]]
    assert allocations(csptool, tmp_path, Formula=lines) == {
        "North": "44025.97",
        "South": "36181.82",
        "West": "19792.21",
    }


def test_several_years_by_both_means(csptool, tmp_path):
    years = [["Area", "2023", "2024", "2025"], ["North", 100, 200, 600], ["South", 300, 200, 200]]
    areas = AREAS[:3]
    for measure, north in (("mean of counts", "56250.00"), ("mean of shares", "50000.00")):
        lines = [["Indicator", "Weight", "Measure", "Columns"], ["Crime", "100%", measure, "2023; 2024; 2025"]]
        found = allocations(csptool, tmp_path, Areas=areas, Indicators=years, Formula=lines)
        assert found["North"] == north, measure


def test_an_index_weights_a_count_and_is_brought_to_the_same_total(csptool, tmp_path):
    indicators = [["Area", "People", "Need"], ["North", 100, 1.2], ["South", 100, 0.8]]
    lines = [["Indicator", "Weight", "Measure"], ["People", "100%", "times Need"]]
    ran = csptool(
        "allocate", form(tmp_path, Areas=AREAS[:3], Indicators=indicators, Formula=lines), "--explain", "North"
    )
    assert "100 × 1.2 = 120" in ran.out
    assert "= £60,000.00" in ran.out


def test_weights_are_normalised_only_when_asked_and_it_is_said(csptool, tmp_path):
    lines = [FORMULA[0], ["Population", 60, "count"], ["Crime", 40, "count"]]
    assert "weights that sum to 10000%" in refused(csptool, tmp_path, Formula=lines)
    ran = csptool("allocate", form(tmp_path, Formula=lines, Fund=[*FUND, ["Weights", "normalise"]]))
    assert ran.code == 0
    assert "£50,000.00" in ran.out
    assert "the weights stated were divided by their sum (normalised)" in ran.out


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            {"Formula": [FORMULA[0], FORMULA[1], ["Crime", "39%", "count"]]},
            "sheet Formula, cells B2:B3: found weights that sum to 99%, expected a sum of exactly 100%. Correct a weight, or",
        ),
        (
            {"Rules": rules(["floor paid from excess", "105%"]), "Previous": PREVIOUS},
            "sheet Rules, cell B2: found floors that come to £5,000.00 more than the pool, "
            "expected no more than the pool. Lower the floor, or add to the pot.",
        ),
        (
            {"Rules": rules(["floor paid from excess", "95%"], ["ceiling", "90%"]), "Previous": PREVIOUS},
            "sheet Rules, cell B3: found a ceiling of 90% under a floor of 95%",
        ),
        (
            {
                "Indicators": [INDICATORS[0], ["North", 0, 9000, 1], *INDICATORS[2:]],
                "Formula": [FORMULA[0], FORMULA[1], ["Crime", "40%", "per 1,000 of Population"]],
            },
            "sheet Indicators, cell B2: found 0 as what a rate is divided by, expected above nought. Correct it, or",
        ),
        (
            {"Previous": [*PREVIOUS, ["Northwest", 5]]},
            "sheet Previous, cell A5: found 'Northwest', expected an area of the sheet Areas. Correct it (perhaps 'North'",
        ),
        (
            {"Rules": rules(["minimum", 45000 / 1.5], ["cap at bid", None, "Bid"]),
             "Indicators": [INDICATORS[0], ["North", 100000, 9000, 20000], *INDICATORS[2:]]},
            "sheet Indicators, cell D2: found a bid of £20,000.00 below the minimum of £30,000.00, expected a bid no lower",
        ),
        (
            {"Indicators": [[*row[:2], 0, row[3]] if n else row for n, row in enumerate(INDICATORS)]},
            "sheet Formula, cell A3: found Crime nought for every area, expected a total above nought. Give its figures, or",
        ),
        ({"Indicators": [*INDICATORS[:2], ["South", None, 7000, 1], INDICATORS[3]]}, "sheet Indicators, cell B3: found a blank"),
        ({"Indicators": INDICATORS[:3]}, "sheet Indicators: found no row for West, expected every area of the sheet Areas"),
        ({"Formula": [FORMULA[0], FORMULA[1], ["Crimes", "40%", "count"]]}, "Use one of 'Crime'"),
        ({"Formula": [["Indicator", "Wait", "Measure"]]}, "found 'Wait', expected a column of the sheet Formula. Use one of 'Weight'"),
        ({"Rules": rules(["flor", "95%"])}, "sheet Rules, cell A2: found 'flor', expected a rule that csptool knows. Use one of"),
        ({"Rules": rules(["floor", "95%"]), "Previous": PREVIOUS}, "'floor paid from excess'"),
        ({"Ruls": rules(["minimum", 5])}, "sheet Ruls: found 'Ruls', expected a sheet of the form. Use one of 'Rules'"),
        ({"Rules": rules(["minimum", "95%"])}, "expected pounds for minimum"),
        ({"Rules": rules(["floor paid from excess", 95]), "Previous": PREVIOUS}, "Write it as 95% if that is meant"),
        ({"Rules": rules(["floor paid from excess", "95%"])}, "found no previous allocations"),
        ({"Rules": rules(["transition on cash", "4 of 3"]), "Previous": PREVIOUS}, "expected a part between 0% and 100%"),
        ({"Rules": rules(["cap at bid", None, "Bids"])}, "sheet Rules, cell C2: found 'Bids'"),
        ({"Rules": rules(["cap at bid", 5, "Bid"])}, "expected no value: cap at bid takes none"),
        ({"Rules": rules(["minimum", 5, "Bid"])}, "expected nothing: minimum takes no 'Of'"),
        ({"Rules": rules(["minimum", 40000])}, "found minimums that come to £20,000.00 more than the pool"),
        ({"Rules": rules(["lump sum", 40000])}, "found fixed sums that come to £20,000.00 more than the pool"),
        ({"Rules": rules(["minimum", 5], ["minimum", 6])}, "found the same rule twice"),
        (
            {"Rules": rules(["floor paid from excess", "90%"], ["floor paid by scaling", "80%"]), "Previous": PREVIOUS},
            "expected one rule for the floor",
        ),
        ({"Rules": rules(["capped average", "115%", "Bid"])}, "expected the rule 'floor per head'"),
        ({"Rules": rules(["floor paid from gains", "95%"]), "Previous": PREVIOUS}, "expected one of formula, held"),
        ({"Rules": rules(["floor paid from gains", "101%", "held"]), "Previous": PREVIOUS}, "a floor of no more than 100%"),
        ({"Top_slices": [["Top-slice", "Amount", "Of"], ["Hub", "5%", None]]}, "found a blank beside"),
        ({"Top_slices": [["Top-slice", "Amount", "Of"], ["Hub", 100001, None]]}, "£1.00 more than the pot"),
        ({"Fund": [*FUND, ["Per head of", "Heads"]]}, "found 'Heads', expected a column of the sheet Indicators"),
        ({"Areas": [[*AREAS[0], "Basis"], *([*row, 1] for row in AREAS[1:])]}, "a column 'Basis' beside a sheet Formula"),
        (
            {"Indicators": [["Code", *INDICATORS[0]], ["E2", *INDICATORS[1]], ["E1", *INDICATORS[2]], ["E3", *INDICATORS[3]]]},
            "sheet Indicators, cell B2: found 'North' beside the code 'E2' of South, expected a name and a code of one area",
        ),
        (
            {"Areas": [["Area", "Also called"], ["North", "West"], ["South", None], ["West", None]]},
            "found 'West', which means another area too",
        ),
        (
            {"Previous": [["Area", "Previous", "Now part of"], ["North", 1, None], ["South", 1, "West"]]},
            "found 'South', an area of today, as now part of 'West'",
        ),
        ({"Fund": [*FUND, ["Rounding rule", "residue-to"]]}, "found a blank, expected the name or code of one area"),
        ({"Rules": rules(["minimum", 9], ["maximum", 8])}, "sheet Rules, cell B3: found a maximum of £8.00 under a minimum"),
        ({"Rules": rules(["withheld", "50%", "North"], ["withheld", "25%", "E1"])}, "sheet Rules, cell A3: found the same rule twice"),
        ({"Rules": rules(["gains cap", "80%"], ["floor paid from excess", "95%"]), "Previous": PREVIOUS}, "a mark no lower than the floor"),
        (
            {
                "Previous": [[*PREVIOUS[0], "Before the transition"], *([*row, b] for row, b in zip(PREVIOUS[1:], (9, -9, 9), strict=True))],
                "Rules": rules(["transition on cash", "1 of 3"]),
            },
            "sheet Previous, cells C2:C4: found figures below nought",
        ),
        (
            {"Previous": [[*PREVIOUS[0], "Before the transition"], *([*row, b] for row, b in zip(PREVIOUS[1:], (9, None, 9), strict=True))]},
            "sheet Previous, cell C3: found a blank, expected what the area had before the transition",
        ),
        (
            {
                "Fund": [*FUND, ["Per head of", "Heads"]],
                "Indicators": [[*INDICATORS[0], "Heads"], *([*row, 0] for row in INDICATORS[1:])],
            },
            "sheet Fund, cell B3: found Heads below nought, or nought for every area",
        ),
        ({"Rules": rules(["minimum", None])}, "sheet Rules, cell B2: found a blank, expected the value of minimum. Type it"),
        ({"Rules": rules(["floor per head", "85%", "Bid"], ["capped average", "115%", "Bid"])}, "write 1 for an area that is marked"),
        ({"Areas": [*AREAS, ["E4", "north"]]}, "'north' a second time"),
        ({"Formula": [*FORMULA, ["Total", "90%", None]]}, "found a total of 0.9, expected 1"),
        (
            {"Formula": [[*FORMULA[0], "Columns"], ["Crime", "100%", "count", "Population; Crime"]]},
            "say mean of counts",
        ),
    ],
)  # fmt: skip
def test_a_fund_that_cannot_be_run_is_refused_with_its_place_and_the_remedy(csptool, tmp_path, changed, words):
    err = refused(csptool, tmp_path, **changed)
    assert words.casefold() in err.casefold()
    for line in err.splitlines()[1:]:
        assert line.startswith("- budget.xlsx, sheet "), line


def test_every_fault_of_every_sheet_is_told_at_once(csptool, tmp_path):
    err = refused(
        csptool,
        tmp_path,
        Fund=[["Pot", "lots"]],
        Formula=[FORMULA[0], ["Crme", "60%", "guess"], ["Population", "x", "count"]],
        Rules=rules(["flor", "95%"], ["minimum", "5%"]),
        Top_slices=[["Top-slice", "Amount"], ["Hub", "n/a"]],
        Previous=[*PREVIOUS, ["Nowhere", "x"]],
        Sheet1=[["left over"]],
    )
    for place in (
        "sheet Fund, cell B1", "sheet Formula, cell A2", "sheet Formula, cell C2", "sheet Formula, cell B3",
        "sheet Rules, cell A2", "sheet Rules, cell B3", "sheet Top-slices, cell B2", "sheet Previous, cell A5",
        "sheet Previous, cell B5", "sheet Sheet1",
    ):  # fmt: skip
        assert place in err, place


def test_a_fault_of_areas_is_not_buried_under_others(csptool, tmp_path):
    err = refused(csptool, tmp_path, Areas=[[*AREAS[0], "Ward"], *([*row, 1] for row in AREAS[1:])], Previous=PREVIOUS)
    assert "csptool cannot run: 1 fault." in err
    assert "found 'Ward', expected a column of the sheet Areas" in err


def test_weights_are_judged_beside_other_faults(csptool, tmp_path):
    formula = [FORMULA[0], FORMULA[1], ["Crime", "30%", "count"]]
    err = refused(csptool, tmp_path, Formula=formula, Rules=rules(["flor", "95%"]))
    assert "weights that sum to 90%" in err
    assert "'flor'" in err


def test_a_form_that_lacks_a_sheet_is_not_taken_for_a_plain_one(csptool, tmp_path):
    err = refused(csptool, tmp_path, Areas=None)
    assert "found no sheet Areas among Fund, Indicators, Formula" in err
    csptool("allocate", WESTMARCH, "-o", "out.xlsx")
    assert "found a result that csptool wrote, expected a budget" in csptool("allocate", "out.xlsx").err


def test_what_stands_for_nought_is_named(csptool, tmp_path):
    ran = csptool("allocate", form(tmp_path, Indicators=[INDICATORS[0], ["North", 1, "-", 1], *INDICATORS[2:]]))
    assert ran.code == 0
    assert "Read as 0 on the sheet Indicators: '-' in C2." in ran.err


def test_an_area_s_own_withheld_part_counts_and_not_that_of_all(csptool, tmp_path):
    for lines in (
        [["withheld", "50%"], ["withheld", "10%", "South"]],
        [["withheld", "10%", "South"], ["withheld", "50%"]],
    ):
        ran = csptool("allocate", form(tmp_path, Rules=rules(*lines)), "--format", "json")
        assert [row["held"] for row in json.loads(ran.out)["rows"]] == ["25000.00", "3355.56", "8222.22"]


def test_printed_columns_add_up_to_their_totals(csptool):
    """Unrounded amounts are shown so that each column comes to its total, and each row of who pays to its sum."""
    tables = csptool("allocate", WESTMARCH).out.split("\n\n")
    pays = next(table for table in tables if table.startswith("Who pays")).splitlines()[3:]
    rows = [
        [Fraction(cell.replace("£", "").replace(",", "")) for cell in re.findall(r"[+-]?£[\d,.]+", line)]
        for line in pays
    ]
    rows = [row for row in rows if row]
    for column in zip(*rows, strict=True):
        assert sum(column[:-1]) == column[-1]
    for row in rows:
        assert sum(row[:-1]) == row[-1]


def test_a_sheet_of_notes_is_left_alone(csptool, tmp_path):
    assert allocations(csptool, tmp_path, Notes=[["anything"]])["North"] == "50000.00"


def test_names_are_matched_by_code_by_spelling_and_by_known_names(csptool, tmp_path):
    areas = [
        ["Area", "Also called"],
        ["North West Leicestershire", None],
        ["Oadby & Wigston", None],
        ["Elm", "Old Elm; The Elm"],
    ]
    indicators = [["Area", "Population", "Crime"], ["SNWL", 3, 3], ["Oadby and Wigston", 2, 2], ["the elm", 1, 1]]
    found = allocations(csptool, tmp_path, Areas=areas, Indicators=indicators)
    assert found == {"North West Leicestershire": "50000.00", "Oadby & Wigston": "33333.33", "Elm": "16666.67"}


def test_merged_and_new_areas_and_transfers(csptool, tmp_path):
    previous = [
        ["Area", "Previous", "Transfers", "Now part of"],
        ["Old North", 20000, None, "North"],
        ["Far North", 10000, -500, "North"],
        ["South", 40000, None, None],
    ]
    ran = csptool(
        "allocate",
        form(tmp_path, Previous=previous, Rules=rules(["floor paid from excess", "90%"])),
        "--format",
        "json",
    )
    result = json.loads(ran.out)
    assert [row["previous"] for row in result["rows"]] == ["29500.00", "40000.00", "0.00"]
    assert "West has no previous allocation: no floor" in ran.err


def test_a_transition_in_its_second_year_starts_where_it_began(csptool, tmp_path):
    """40,000 to 46,000 in thirds: 44,000 in the second year, while the change on last year is from 42,000."""
    areas = [["Area", "Basis"], ["One", 46], ["Two", 54]]
    previous = [["Area", "Previous", "Before the transition"], ["One", 42000, 40000], ["Two", 58000, 60000]]
    given = {"Areas": areas, "Formula": None, "Indicators": None, "Previous": previous}
    ran = csptool("allocate", form(tmp_path, **given, Rules=rules(["transition on cash", "2 of 3"])))
    assert ran.code == 0, ran.err
    assert re.search(r"One +£42,000\.00 .*£44,000\.00 +\+£2,000\.00", ran.out)


def test_totals_of_the_sheets_are_left_out_and_checked(csptool, tmp_path):
    formula = [*FORMULA, ["Total", "100%", None]]
    previous = [*PREVIOUS, ["Total", 100000]]
    found = allocations(csptool, tmp_path, Formula=formula, Previous=previous)
    assert found["North"] == "50000.00"
    assert "a total of 99,999" in refused(csptool, tmp_path, Previous=[*PREVIOUS, ["Total", 99999]])


def test_the_steps_are_printed_first_and_in_order(csptool, tmp_path):
    changed = {
        "Rules": rules(["minimum", 1000], ["floor paid from excess", "80%"], ["transition on cash", "1 of 2"], ["lump sum", 10]),
        "Previous": PREVIOUS,
        "Top_slices": [["Top-slice", "Amount", "Of"], ["Hub", "2%", "gross"], ["Desk", 1000, None]],
    }  # fmt: skip
    out = csptool("allocate", form(tmp_path, **changed)).out
    order = ["Gross pot", "Top-slices", "Lump sum", "Formula", "Transition", "Floor", "Minimums", "Rounding", "Residue"]
    places = [out.index(word) for word in order]
    assert places == sorted(places)
    assert places[-1] < out.index("Area ")


def test_left_over_money_is_a_line_of_its_own(csptool, tmp_path):
    previous = [["Area", "Previous"], ["North", 40000], ["South", 30000], ["West", 10000]]
    out = csptool("allocate", form(tmp_path, Previous=previous, Rules=rules(["ceiling", "102%"]))).out
    assert "Left over by ceiling: £18,400.00." in out
    assert "The 3 allocations come to £81,600.00; the pot is £100,000.00." in out


def test_less_than_a_unit_is_left_over_and_not_given_out(csptool, tmp_path):
    changed = {"Fund": [*FUND, ["Rounding unit", 1000]], "Top_slices": [["Top-slice", "Amount"], ["Hub", 5]]}
    out = csptool("allocate", form(tmp_path, **changed)).out
    assert "The 3 allocations come to £99,000.00; what the top-slices leave is £99,995.00." in out
    assert "Left over as less than a unit of £1,000.00: £995.00." in out


def test_a_floor_that_the_rounding_undercuts_is_told(csptool, tmp_path):
    changed = {
        "Fund": [*FUND, ["Rounding unit", 1000]],
        "Previous": [*PREVIOUS[:3], ["West", 19400]],
        "Rules": rules(["floor paid from excess", "100%"]),
    }
    out = csptool("allocate", form(tmp_path, **changed)).out
    assert "Rounding to £1,000 puts these below the floor: West by £400.00." in out


def test_new_money_is_a_line_of_its_own(csptool, tmp_path):
    out = csptool("allocate", form(tmp_path, Previous=PREVIOUS, Rules=rules(["floor paid by new money", "100%"]))).out
    assert "New money on top of the pot: £5,000.00." in out


def test_a_later_step_that_undoes_a_floor_is_told(csptool, tmp_path):
    changed = {"Previous": PREVIOUS, "Rules": rules(["floor paid from excess", "99%"], ["maximum", 40000])}
    out = csptool("allocate", form(tmp_path, **changed)).out
    assert "A later step undid the floor: North is below it" in out


def test_withheld_money_is_allocated_and_not_paid(csptool, tmp_path):
    ran = csptool("allocate", form(tmp_path, Rules=rules(["withheld", "100%", "South"])), "--format", "json")
    rows = {row["area"]: row for row in json.loads(ran.out)["rows"]}
    assert rows["South"]["allocation"] == rows["South"]["held"] == "33555.56"
    assert rows["North"]["held"] == "0.00"


def test_explain_says_who_paid_for_a_floor_and_how_much(csptool):
    out = csptool("allocate", WESTMARCH, "--explain", "W06").out
    assert (
        "Fernhollow received £2,927.97 by this step. It was paid for by Greywick £943.46, Elmcoast £711.52,"
        in " ".join(out.split())
    )
    parts = out.split("received £2,927.97 by this step. It was paid for by")[1].split(".\n")[0]
    paid = [Fraction(word.strip("£,.").replace(",", "")) for word in parts.split() if word.startswith("£")]
    assert sum(paid) == Fraction("2927.97")
    out = csptool("allocate", WESTMARCH, "--explain", "Greywick").out
    assert "Greywick gave £2,461.63 by this step. It went to Fernhollow" in " ".join(out.split())


def test_json_csv_and_markdown_hold_the_same_allocations(csptool):
    document = json.loads(csptool("allocate", WESTMARCH, "--format", "json").out)
    assert document["schema"] == "csptool.allocation.v1"
    amounts = [row["allocation"] for row in document["rows"]]
    assert sum(map(Fraction, amounts)) == Fraction(document["total"]) == Fraction(document["available"])
    table = list(csv.DictReader(csptool("allocate", WESTMARCH, "--format", "csv").out.splitlines()))
    assert [row["allocation"] for row in table] == amounts
    markdown = csptool("allocate", WESTMARCH, "--format", "markdown").out
    assert all(in_pounds(Fraction(amount)) in markdown for amount in amounts)
    for move in document["who_pays"]:
        balance = sum(Fraction(row["received"]) - Fraction(row["gave"]) for row in move["rows"])
        assert balance == Fraction(move["new_money"]) - Fraction(move["left_over"])


def test_the_same_workbook_gives_the_same_bytes(csptool, tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        assert csptool("allocate", WESTMARCH, "-o", name).code == 0
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_the_order_of_rows_changes_nobody_s_money(csptool, tmp_path):
    previous, indicators = [PREVIOUS[0], *PREVIOUS[:0:-1]], [INDICATORS[0], *INDICATORS[:0:-1]]
    given = {"Rules": rules(["floor paid by scaling", "97%"])}
    one = allocations(csptool, tmp_path, Previous=PREVIOUS, **given)
    two = allocations(
        csptool, tmp_path, Areas=[AREAS[0], *AREAS[:0:-1]], Indicators=indicators, Previous=previous, **given
    )
    assert one == two


def test_a_label_that_looks_like_a_formula_stays_a_label(csptool, tmp_path):
    bad = "=1+1"
    areas = [AREAS[0], ["E1", "North"], ["E2", "South"], ["E3", "'" + bad]]
    indicators = [*INDICATORS[:3], ["'" + bad, 40000, 2000, 1]]
    path = form(tmp_path, Areas=areas, Indicators=indicators)
    assert csptool("allocate", path, "-o", "out.xlsx").code == 0
    for page in openpyxl.load_workbook(tmp_path / "out.xlsx"):
        for row in page.iter_rows():
            assert all(cell.value != bad for cell in row)


@pytest.mark.parametrize(
    "parts", ["formula", "floor,transition", "formula,top-slices,previous,cap,withheld", "historic,gains"]
)
def test_a_blank_has_just_the_sheets_asked_for_and_can_be_filled_in(csptool, tmp_path, parts):
    assert csptool("template", "allocate", "--with", parts, "-o", "blank.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "blank.xlsx")
    expected = {"Fund", "Areas"}
    expected |= {"Indicators", "Formula"} if "formula" in parts else set()
    expected |= {"Top-slices"} if "top-slices" in parts else set()
    expected |= {"Previous"} if parts != "formula" else set()
    expected |= {"Rules"} if parts != "formula" else set()
    assert set(book.sheetnames) == expected
    fill(book)
    book.save(tmp_path / "blank.xlsx")
    ran = csptool("allocate", "blank.xlsx")
    assert ran.code == 0, ran.err


EXAMPLE_VALUES = {"floor paid from excess": 0.9, "transition on cash": "1 of 3", "withheld": 0.5, "historic weight": 0.3,
                  "gains cap": 1.1}  # fmt: skip


def fill(book) -> None:
    """Fill a blank in as its reader would: the pot, and three areas on every sheet that has a row for each."""
    for row in book["Fund"].iter_rows(min_row=4):
        row[1].value = 90000 if row[0].value == "Pot" else row[1].value
    for title in ("Areas", "Indicators", "Previous"):
        if title not in book.sheetnames:
            continue
        heads = [cell.value for cell in book[title][4]]
        for number, name in enumerate(("North", "South", "West"), 1):
            for column, head in enumerate(heads, 1):
                value = name if head == "Area" else 30000 * number if head not in ("Code", "Also called") else None
                value = 28000 + number if head == "Previous" else value
                book[title].cell(4 + number, column, None if head in ("Transfers", "Now part of", "Note") else value)
    if "Rules" in book.sheetnames:
        for row in book["Rules"].iter_rows(min_row=5):
            row[1].value = EXAMPLE_VALUES.get(row[0].value)
            row[2].value = "North" if row[0].value == "withheld" else row[2].value
    if "Formula" in book.sheetnames:
        for row in book["Formula"].iter_rows(min_row=5):
            row[1].value = 0.5


def test_an_unknown_part_of_a_blank_is_refused_with_the_nearest(csptool, tmp_path):
    ran = csptool("template", "allocate", "--with", "formula,flor", "-o", "blank.xlsx")
    assert ran.code == 2
    assert "Use one of 'floor'" in ran.err
    assert not (tmp_path / "blank.xlsx").exists()
