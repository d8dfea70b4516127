"""Sums whose shape is not printed: lines broken down below, signs left out, one column times another."""

from __future__ import annotations

from tests.relations.told import reads, told, verdicts


def test_a_line_broken_down_below_counts_once():
    found = told(
        """
        | 2022 £ | 2023 £
        Rent | 1,206 | 1,244
        Rates | 418 | 433
        Power | 377 | 391
        Insurance | 145 | 152
        Pay | 5,313 | 5,567
        Basic | 4,800 | 4,950
        Overtime | 313 | 467
        Allowances | 200 | 150
        Fuel | 771 | 698
        Tyres | 204 | 233
        Total | 8,434 | 8,718
        """
    )
    assert reads(found, "8,434") == {("+1,206", "+418", "+377", "+145", "+5,313", "+771", "+204")}
    assert not found.causes


LEDGER = """
| 2022 £ | 2023 £ | 2024 £
Opening balance | 4,105 | 5,402 | 6,091
Receipts | 9,208 | 9,190 | 9,544
Interest | 210 | 305 | 311
Payments | 8,121 | 8,806 | 9,022
Closing balance | 5,402 | 6,091 | 6,924
"""


def test_signs_that_are_not_printed():
    found = told(LEDGER)
    assert reads(found, "6,924") == {("+6,091", "+9,544", "+311", "-9,022")}
    assert set(verdicts(found)) == {"exact"}


ORDERS = """
Item | Units | Price £ | Cost £
Chairs | 12 | 45.50 | 546.00
Desks | 9 | 120.00 | 1,080.00
Lamps | 30 | 18.25 | 547.50
Shelves | 17 | 66.00 | 1,122.00
Boards | 24 | 31.75 | 762.00
"""


def test_number_times_price():
    header = "Number of items"
    found = told(ORDERS.replace("Units", header))
    assert verdicts(found, "product") == {"exact": 5}
    (cause,) = told(ORDERS.replace("Units", header).replace("547.50", "574.50")).causes
    assert cause.entry.printed == "574.50"
