"""Totals and subtotals: what they are the sum of, and what is no sum at all."""

from __future__ import annotations

import pytest

from tests.relations.told import accused, of_kind, reads, told, verdicts

SPENDING = """
Service | 2022/23 | 2023/24 | 2024/25
Pay | 412.4 | 430.3 | 451.9
Vehicles | 88.3 | 91.2 | 94.4
Supplies | 151.2 | 149.7 | 160.1
Total | 651.9 | 671.3 | 706.4
"""


def test_exact_rounding_and_wrong_side_by_side():
    found = told(SPENDING.replace("671.3", "675.3"))
    by_result = {r.result.printed: r.verdict for r in of_kind(found, "column_sum")}
    assert by_result == {"651.9": "exact", "675.3": "wrong", "706.4": "exact"}
    assert accused(found) == {"675.3": "671.3"}
    assert found.causes[0].slip == "one digit"


def test_a_last_place_is_rounding_and_says_so():
    found = told(SPENDING)
    assert verdicts(found, "column_sum") == {"exact": 2, "rounding": 1}
    assert not found.causes


def test_a_crowded_sum_far_off_within_its_tolerance_is_a_query():
    rows = "\n".join(f"Ward {name} | {10 + i}.{i % 10} | {30 + i}.1" for i, name in enumerate("ABCDEFGHJKLMNPQRSTUV"))
    found = told(f"| 2023 £m | 2024 £m\n{rows}\nTotal | 399.9 | 792.0")
    assert verdicts(found, "column_sum") == {"query": 1, "exact": 1}  # 399.0 and 792.0; 0.9 against 1.05
    assert not found.causes


def test_counts_have_no_allowance():
    found = told("| Number of incidents\nNorth | 114\nSouth | 233\nWest | 351\nTotal | 699")
    assert list(accused(found)) == ["699"]
    assert [relation.tolerance for relation in found.relations] == [0]


def test_subtotals_are_not_added_again():
    found = told(
        """
        £ | Budget | Actual
        Officers | 1,204,300 | 1,198,777
        Staff | 803,120 | 815,004
        Pay | 2,007,420 | 2,013,781
        Rent | 310,000 | 312,450
        Rates | 95,400 | 95,400
        Premises sub-total | 405,400 | 407,850
        Grand total | 2,412,820 | 2,421,631
        """
    )
    assert reads(found, "2,412,820") == {("+2,007,420", "+405,400")}
    assert set(verdicts(found)) == {"exact"}


def test_of_which_and_memorandum_rows_are_not_added():
    found = told(
        """
        £000 | 2023/24 | 2024/25
        Employees | 5,204 | 5,388
        of which: overtime | 612 | 590
        Premises | 1,150 | 1,193
        including rates | 310 | 322
        Transport | 433 | 441
        Total | 6,787 | 7,022
        Memorandum: pension deficit | 777 | 801
        """
    )
    assert reads(found, "6,787") == {("+5,204", "+1,150", "+433")}
    assert not found.causes


def test_a_row_of_rates_is_not_added_with_amounts():
    found = told(
        """
        | Urban | Rural | All
        Dwellings | 51,204 | 20,833 | 72,037
        Spend £ | 3,584,280 | 1,666,640 | 5,250,920
        Spend per dwelling £ | 70.00 | 80.00 | 72.89
        """
    )
    assert not found.causes
    assert "72.89" not in {r.result.printed for r in found.relations if r.kind in ("row_sum", "sum")}


def test_years_are_no_figures():
    found = told("Area | 2021 | 2022 | 2023\nNorth | 34 | 45 | 51\nSouth | 27 | 38 | 40\nTotal | 61 | 83 | 91")
    assert verdicts(found, "column_sum") == {"exact": 3}
    assert all(entry.row > 1 for relation in found.relations for entry in relation.entries)


def test_a_column_of_notes_and_a_footnote_mark_do_not_count():
    found = told(
        """
        | Note | £000 2023 | £000 2024
        Grants | 4 | 8,120* | 8,344
        Fees (a) | 5 | 1,033 | 1,102
        Interest | 6 | 277 (1) | 301
        Total income | | 9,430 | 9,747
        """
    )
    assert verdicts(found, "column_sum") == {"exact": 2}
    assert not found.causes


def test_a_total_printed_first():
    found = told(
        """
        £ | 2023 | 2024
        Total | 91,205 | 94,417
        East | 30,101 | 31,010
        West | 41,004 | 42,207
        South | 20,100 | 21,200
        """
    )
    assert verdicts(found, "parts_of_total") == {"exact": 2}


def test_row_totals_and_column_totals_point_at_one_cell():
    found = told(
        """
        £ | Adults | Children | Elderly | Total
        North | 12,204 | 8,331 | 4,400 | 24,935
        South | 15,377 | 9,102 | 5,118 | 29,597
        West | 9,056 | 7,774 | 3,907 | 20,737
        Total | 36,637 | 25,297 | 13,425 | 75,269
        """
    )
    assert accused(found) == {"25,297": "25207"}
    assert {r.kind for r in found.causes[0].explains} == {"column_sum", "row_sum"}
    assert found.causes[0].slip == "one digit"


def test_less_rows_are_taken_off():
    found = told(
        """
        £000 | Budget | Outturn
        Gross expenditure | 4,310 | 4,288
        Less: fees | 1,022 | 1,094
        Less: grants | 860 | 871
        Net expenditure | 2,428 | 2,323
        """
    )
    lines = {frozenset(entry.printed for entry in relation.entries) for relation in found.relations}
    assert lines == {frozenset({"4,310", "1,022", "860", "2,428"}), frozenset({"4,288", "1,094", "871", "2,323"})}
    assert set(verdicts(found)) == {"exact"}


def test_less_rows_that_do_not_come_to_the_net():
    found = told(
        """
        | 2022 | 2023 | 2024
        Gross expenditure | 4,310 | 4,288 | 4,402
        Less: fees | 1,022 | 1,094 | 1,130
        Less: grants | 860 | 871 | 905
        Net expenditure | 2,428 | 2,332 | 2,367
        """
    )
    assert [(c.entry.printed, c.slip) for c in found.causes] == [("2,332", "two digits swapped")]


def test_a_part_that_is_withheld_stops_the_sum():
    found = told(
        "| Offences | Arrests\nNorth | 114 | 13\nSouth | * | 24\nWest | 351 | 66\nEast | 27 | 9\nTotal | 699 | 112"
    )
    assert verdicts(found) == {"exact": 1}


@pytest.mark.parametrize("label", ["Average", "Median household", "Highest", "Of the above, urban", "Memo: last year"])
def test_what_stands_below_and_is_no_total_is_not_accused(label):
    found = told(f"| 2023 £ | 2024 £\nEast | 30,101 | 31,010\nWest | 41,004 | 42,207\n{label} | 35,552 | 36,608")
    assert not found.causes


def test_a_single_figure_that_is_withheld_stops_the_sum_too():
    assert not told("| Offences\nNorth | 114\nSouth | *\nWest | 351\nEast | 27\nTotal | 699").causes


def test_a_slip_among_the_parts_of_a_total_printed_first():
    found = told("| 2023 £\nTotal | 449,799\nRent | 88,579\nFuel | 75,718\nPay | 262,579\nKit | 22,951")
    assert {"449,799", "22,951"} & set(accused(found))  # a digit of either: 22,923 would do


def test_thousands_printed_in_each_cell_are_fine_to_their_last_place():
    text = "| 2024/25\nRent | £107k\nFuel | £179k\nPay | £533k\nKit | £632k\nTax | £510k\nTotal | £{}k"
    assert verdicts(told(text.format("1,961"))) == {"exact": 1}
    assert verdicts(told(text.format("1,962"))) == {"rounding": 1}
    assert list(accused(told(text.format("1,691")))) == ["£1,691k"]


def test_rates_of_change_do_not_add_across():
    found = told(
        """
        | North | South | West | TOTAL
        Estimate | 258.4 | 109.8 | 263.9 | 632.0
        Outturn | 456.2 | 195.0 | 101.6 | 752.7
        Difference | 197.9 | 85.2 | -162.4 | 120.7
        Difference % | 76.6% | 77.6% | -61.5% | 19.1%
        """,
        "Figures in £m",
    )
    assert not found.causes
