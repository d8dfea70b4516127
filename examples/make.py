"""Makes the workbooks of this folder anew: `python examples/make.py`. The figures are the published ones of 2024/25."""

from __future__ import annotations

import datetime
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent
FUNDING = {
    "Leicester": ("E06000016", 271818.47),
    "Charnwood": ("E07000130", 89530.24),
    "Blaby": ("E07000129", 52665.76),
    "Hinckley & Bosworth": ("E07000132", 51217.55),
    "North West Leicestershire": ("E07000134", 53776.10),
    "Harborough": ("E07000131", 37479.75),
    "Oadby & Wigston": ("E07000135", 32554.58),
    "Melton": ("E07000133", 31335.75),
    "Rutland": ("E06000017", 19296.80),
}


def workbook(name: str) -> xlsxwriter.Workbook:
    """A new workbook in this folder, with a fixed date so that it is the same each time."""
    book = xlsxwriter.Workbook(HERE / name)
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})
    return book


def office_sheet() -> None:
    """A sheet as an office keeps it: a title, a note, the table, its total."""
    book = workbook("leicestershire-2024-25.xlsx")
    sheet = book.add_worksheet("CSP funding")
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "£#,##0.00"})
    sheet.write(0, 0, "Community Safety Partnership funding", bold)
    sheet.write(1, 0, "Base amounts before the underspend is shared out")
    sheet.write_row(3, 0, ["CSP", "24/25 Funding"], bold)
    for row, (area, (_, funding)) in enumerate(FUNDING.items(), 4):
        sheet.write(row, 0, area)
        sheet.write(row, 1, funding, money)
    sheet.write(13, 0, "Total", bold)
    sheet.write_formula(13, 1, "=SUM(B5:B13)", money, 639675)
    sheet.set_column(0, 1, 26)
    book.close()


def fund_workbook() -> None:
    """The same fund in csptool's own form."""
    book = workbook("underspend-2024-25.xlsx")
    fund, areas = book.add_worksheet("Fund"), book.add_worksheet("Areas")
    settings = [("Fund", "CSP underspend"), ("Financial year", "2024/25"), ("Pot", 97905.06), ("Rounding unit", 0.01)]
    for row, pair in enumerate(settings):
        fund.write_row(row, 0, pair)
    fund.set_column(0, 1, 20)
    areas.write_row(0, 0, ["Code", "Area", "Basis"])
    money = book.add_format({"num_format": "£#,##0.00"})
    for row, (area, (code, funding)) in enumerate(FUNDING.items(), 1):
        areas.write_row(row, 0, [code, area])
        areas.write(row, 2, funding, money)
    areas.set_column(0, 2, 26)
    book.close()


if __name__ == "__main__":
    office_sheet()
    fund_workbook()
