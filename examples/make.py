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


def form(name: str, sheets: dict[str, list[list[object]]]) -> None:
    """A budget workbook of csptool's own form: percentages, parts and names as stated."""
    (HERE / name).parent.mkdir(parents=True, exist_ok=True)
    book = workbook(name)
    bold, plain = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "#,##0.######"})
    percent, text = book.add_format({"num_format": "0.####%"}), book.add_format({"num_format": "@"})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, str) and cell.endswith("%"):
                    sheet.write_number(r, c, float(cell.rstrip("%")) / 100, percent)
                elif isinstance(cell, str):
                    sheet.write_string(r, c, cell, bold if r == 0 and title != "Fund" else text)
                elif cell is not None:
                    sheet.write_number(r, c, cell, plain)
        longest = max(len(row) for row in rows)
        for c in range(longest):
            cells = [str(row[c]) for row in rows if c < len(row) and row[c] is not None]
            sheet.set_column(c, c, min(60, 3 + max(map(len, cells), default=8)))
    book.close()


def fund(name: str, year: str, pot: float, unit: float = 0.01, rule: str = "", heads: str = "") -> list[list[object]]:
    """The sheet Fund."""
    settings = [
        ("Fund", name),
        ("Financial year", year),
        ("Pot", pot),
        ("Rounding unit", unit),
        ("Rounding rule", rule),
    ]
    settings.append(("Per head of", heads))
    return [list(pair) for pair in settings if pair[1] != ""]


WESTMARCH = [
    # code, area, population, crime in three years, antisocial behaviour, domestic abuse, in deprived areas, last year
    ("W01", "Aldermoor", 214300, 24110, 23480, 22960, 8120, 4310, 71200, 188400),
    ("W02", "Brackwater", 158900, 12640, 12910, 13070, 4010, 2280, 29800, 101250),
    ("W03", "Castlereach", 121400, 9870, 9640, 9910, 3320, 1790, 24100, 84300),
    ("W04", "Denbury Vale", 98700, 5120, 5060, 5210, 1480, 910, 6100, 61700),
    ("W05", "Elmcoast", 87200, 7010, 7230, 7480, 2610, 1240, 19700, 49850),
    ("W06", "Fernhollow", 64100, 2890, 2940, 2810, 790, 480, 2300, 44600),
    ("W07", "Greywick", 103600, 9450, 9120, 8870, 2980, 1850, 27400, 58900),
    ("W08", "Heathmark", 45800, 2130, 2210, 2090, 610, 390, 1900, 36200),
    ("W09", "Ivelmouth", 38500, 3020, 3140, 3260, 1130, 610, 9200, 22800),
]


def westmarch() -> None:
    """An invented fund: nine areas, five indicators, top-slices, a lump sum, a three-year transition and a floor."""
    years = [f"Crime {year}" for year in ("2022/23", "2023/24", "2024/25")]
    columns = ["Population", *years, "Antisocial behaviour", "Domestic abuse", "Living in deprived areas"]
    form(
        "westmarch/budget.xlsx",
        {
            "Fund": fund("Westmarch community safety fund", "2026/27", 690000, heads="Population"),
            "Areas": [["Code", "Area"], *([row[0], row[1]] for row in WESTMARCH)],
            "Indicators": [["Area", *columns], *([row[1], *row[2:9]] for row in WESTMARCH)],
            "Formula": [
                ["Indicator", "Weight", "Measure", "Columns", "Source"],
                ["Population", "30%", "count", None, "mid-year estimate 2024"],
                ["Crime", "25%", "mean of counts", "; ".join(years), "recorded crime, three years"],
                ["Antisocial behaviour", "15%", "count", None, "incidents recorded 2024/25"],
                ["Domestic abuse", "10%", "per 1,000 of Population", None, "offences recorded 2024/25"],
                ["Living in deprived areas", "20%", "count", None, "people in the most deprived fifth of areas"],
            ],
            "Top-slices": [
                ["Top-slice", "Amount", "Of", "Note"],
                ["County analyst", 28500, None, "one post, shared by all"],
                ["Evaluation", "2%", "remainder", "of what the analyst leaves"],
            ],
            "Previous": [["Area", "Previous"], *([row[1], row[9]] for row in WESTMARCH)],
            "Rules": [
                ["Rule", "Value", "Of", "Note"],
                ["lump sum", 6000, None, "every partnership has a meeting to run"],
                ["transition on cash", "1 of 3", None, "first of three years"],
                ["floor paid from excess", "97%", None, "no area loses more than 3% in a year"],
            ],
        },
    )


PUBLISHED_TVP = [
    ("Bracknell", 136091), ("Bucks CC", 441082), ("Milton Keynes", 261694), ("Oxon CC", 693923), ("Reading", 457814),
    ("Slough", 335938), ("West Berkshire", 155864), ("Windsor & Maidenhead", 148921), ("Wokingham", 104205),
]  # fmt: skip
# region, its share of the finance staff money in £ million, its districts, the bodies that get a lump sum
PUBLISHED_NHS = [
    ("Northern", 0.634, 16, 1), ("Yorkshire", 0.711, 16, 1), ("Trent", 0.887, 12, 1), ("East Anglian", 0.381, 7, 1),
    ("North West Thames", 0.739, 13, 1), ("North East Thames", 0.910, 16, 1), ("South East Thames", 0.801, 15, 1),
    ("South West Thames", 0.648, 13, 1), ("Wessex", 0.532, 10, 1), ("Oxford", 0.427, 8, 1),
    ("South Western", 0.631, 11, 1), ("West Midlands", 1.016, 22, 1), ("Mersey", 0.509, 9, 1),
    ("North Western", 0.869, 19, 1), ("Special authorities", 0.174, 0, 8),
]  # fmt: skip
PUBLISHED_POLICE = [
    ("Central Scotland", 27200000, 26586271), ("Dumfries and Galloway", 15753000, 15240117),
    ("Fife", 33615000, 32800707), ("Grampian", 52624000, 51008878), ("Lothian and Borders", 100970000, 98641406),
    ("Northern", 29245000, 28122367), ("Strathclyde", 263229000, 257145196), ("Tayside", 43992000, 42408284),
]  # fmt: skip


def published() -> None:
    """Published funds that state enough to be worked out again."""
    form(
        "published/leicestershire-2024-25.xlsx",
        {
            "Fund": fund("CSP underspend", "2024/25", 140705.06, rule="each"),
            "Areas": [["Code", "Area", "Basis"], *([code, area, base] for area, (code, base) in FUNDING.items())],
            "Top-slices": [
                ["Top-slice", "Amount", "Note"],
                ["Hate crime hub", 31000, "named in the paper"],
                ["ASB training", 1800, "named in the paper"],
                ["Not named", 10000, "what the printed shares need"],
            ],
        },
    )
    form(
        "published/thames-valley-2021-22.xlsx",
        {
            "Fund": fund("Community safety fund", "2021/22", 3039479, unit=1, rule="each"),
            "Areas": [["Area", "Basis"], *(list(row) for row in PUBLISHED_TVP)],
            "Top-slices": [["Top-slice", "Amount"], ["Retained by the PCC", 331948]],
            "Previous": [["Area", "Previous"], *(list(row) for row in PUBLISHED_TVP)],
        },
    )
    form(
        "published/capital-charging-1989-90.xlsx",
        {
            "Fund": fund("Capital charging", "1989/90", 12000000, unit=1000, rule="each"),
            "Areas": [["Area"], *([row[0]] for row in PUBLISHED_NHS)],
            "Indicators": [["Area", "Cash limits", "Districts", "Bodies"], *(list(row) for row in PUBLISHED_NHS)],
            "Formula": [["Indicator", "Weight", "Measure"], ["Cash limits", "100%", "count"]],
            "Rules": [
                ["Rule", "Value", "Of"],
                ["amount per unit", 13000, "Bodies"],
                ["amount per unit", 25000, "Districts"],
            ],
        },
    )
    form(
        "published/scottish-police-2008-09.xlsx",
        {
            "Fund": fund("Police grant as redetermined", "2008/09", 551953226, unit=1),
            "Areas": [["Area", "Basis"], *([area, varied] for area, _, varied in PUBLISHED_POLICE)],
            "Previous": [["Area", "Previous"], *([area, made] for area, made, _ in PUBLISHED_POLICE)],
        },
    )
    form(
        "published/sussex-2019-20.xlsx",
        {
            "Fund": fund("CSP fund", "2019/20", 583202),
            "Areas": [["Area", "Basis"], ["Adur & Worthing", 53591.18], ["All other partnerships", 529610.82]],
            "Top-slices": [["Top-slice", "Amount", "Of"], ["County-wide pot", "20%", "gross"]],
            "Previous": [["Area", "Previous"], ["Adur & Worthing", 95160]],
        },
    )


MONITORED = """\
CSP Area,2025-26 Allocations,2025-26 Expenditure
Leicester,"£271,818.47","£76,546.00"
Charnwood,"£89,530.24","£89,530.00"
SNWLP,"£53,776.10","£5,807.80"
Blaby,"£52,665.76","£15,566.64"
Hinckley and Bosworth,"£51,217.55","£31,875.64"
,,
Harborough,"£37,479.75",Nil
Oadby and Wigston,"£32,554.58",Nil
Melton Mowbray,"£31,335.75","£31,335.75"
Rutland,"£19,296.80","£5,400.00"
"""
RETURNED = {
    # area: allocation as it has it, day returned, activities with priority, spend, committed
    "Aldermoor": (
        182100,
        "10/07/2026",
        [
            ("Street lighting survey", "Safer streets", 8400, 3600),
            ("Youth outreach evenings", "Young people", 21250.5, 12000),
            ("Domestic abuse refuge worker", "Violence against women and girls", 11875, 0),
        ],
    ),
    "Brackwater": (
        98400,
        "14/07/2026",
        [
            ("Retail crime partnership", "Safer streets", 6120, 2500),
            ("Mentoring", "Young people", 17480, 41000),
        ],
    ),
    "Castlereach": (
        83250,
        "29/07/2026",
        [("Knife bins and sweeps", "Safer streets", 0, 0)],
    ),
}


def monitoring() -> None:
    """The printed monitoring table of 2025-26, as it was printed: two blocks, Nil for nothing."""
    (HERE / "monitoring-2025-26").mkdir(exist_ok=True)
    (HERE / "monitoring-2025-26" / "spend.csv").write_text(MONITORED, encoding="utf-8")


def returns() -> None:
    """An invented first quarter: four areas, three returns, one of them late."""
    folder = HERE / "returns-2026-27"
    folder.mkdir(exist_ok=True)
    allocations = {"Aldermoor": 182100, "Brackwater": 98400, "Castlereach": 81250, "Denbury Vale": 60250}
    rows = "".join(f"{area},{allocation}\n" for area, allocation in allocations.items())
    (folder / "allocations.csv").write_text(f"Area,2026-27 Allocation\n{rows}", encoding="utf-8")
    for area, (allocation, day, lines) in RETURNED.items():
        settings: list[list[object]] = [
            ["Fund", "Westmarch community safety fund"],
            ["Area", area],
            ["Financial year", "2026/27"],
            ["Quarter", "Q1"],
            ["Allocation", allocation],
            ["Spent in earlier quarters", 0],
            ["Date returned", day],
            ["Completed by", "Partnership manager"],
        ]
        heads: list[object] = ["Activity", "Priority", "Spend this quarter", "Committed", "Outcome"]
        activity = [heads, *([*line, "as planned"] for line in lines)]
        form(f"returns-2026-27/returns/{area.lower()}.xlsx", {"Return": settings, "Activity": activity})


if __name__ == "__main__":
    monitoring()
    returns()
    office_sheet()
    fund_workbook()
    westmarch()
    published()
