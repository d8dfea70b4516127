"""Slips that only the figures beside them show."""

from tests.relations.told import told

ROWS = """
| 2023 £ | 2024 £
North | 4,127 | 4,903
South | 2,688 | 3,014
East | 1,954 | 2,240
West | 3,371 | 3,158
Total | 12,140 | {total}
"""


def slip_of(total: str) -> str:
    [cause] = told(ROWS.format(total=total)).causes
    assert cause.entry.printed == total
    return cause.slip


def test_a_row_left_out_of_a_total():
    assert slip_of("11,075") == "East left out"


def test_a_row_counted_twice():
    assert slip_of("18,218") == "North counted twice"


def test_no_slip_is_named_where_none_fits():
    assert slip_of("12,772") == ""


def test_a_subtotal_counted_in():
    table = """
| 2023 £ | 2024 £
Pay | 4,127 | 4,903
Pensions | 1,011 | 1,234
Staff subtotal | 5,138 | 6,137
Fuel | 888 | 931
Rent | 777 | 815
Other subtotal | 1,665 | 1,746
Total | 6,803 | 14,020
"""
    [cause] = told(table).causes
    assert (cause.entry.printed, cause.meant) == ("14,020", 7883)
    assert cause.slip == "Staff subtotal counted twice"


def test_a_figure_copied_from_the_row_above():
    table = """
| Opening £ | Change £ | Closing £
Ash | 12,410 | 1,377 | 13,787
Elm | 30,118 | -2,204 | 27,914
Oak | 18,905 | 3,118 | 27,914
Yew | 7,262 | 411 | 7,673
Fir | 9,931 | -118 | 9,813
Total | 78,626 | 2,584 | 81,210
"""
    [cause] = told(table).causes
    assert (cause.entry.printed, cause.meant, cause.slip) == ("27,914", 22023, "copied from the row above")
