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


PRINTED = {
    # the supplement and the total that the published table of 2024/25 prints
    "Leicester": (41603.01, 313421.48),
    "Charnwood": (13703.00, 103233.23),
    "Blaby": (8060.73, 60726.49),
    "Hinckley & Bosworth": (7839.07, 59056.62),
    "North West Leicestershire": (8230.67, 62006.76),
    "Harborough": (5736.44, 43216.19),
    "Oadby & Wigston": (4982.62, 37537.20),
    "Melton": (4796.07, 36131.82),
    "Rutland": (2953.46, 22250.25),
}
NOTICES = [
    ["Reference", "CVN/2024-25/"],
    ["From", "The Police and Crime Commissioner for Leicestershire"],
    ["Agreement varied", "The partnership funding agreement for 2024/25"],
    ["Purpose", "Work on the priorities of the partnership's plan, as set out in its funding agreement."],
    ["From date", "01/07/2024"],
    ["To date", "31/03/2025"],
]


def redistribution() -> None:
    """The underspend of 2023/24 as the paper states it, the same with what its figures need, and an invented one."""
    slices = [
        ["Top-slice", "Amount", "Agreed by"],
        ["Hate crime hub", 31000, "Senior Officers Group"],
        ["ASB training", 1800, "Senior Officers Group"],
    ]
    base = [["Code", "Area", "Base"], *([code, area, figure] for area, (code, figure) in FUNDING.items())]
    printed = [[*base[0], "Printed supplement", "Printed total"]]
    printed += [[*row, *PRINTED[str(row[1])]] for row in base[1:]]
    stated = [["Fund", "CSP underspend"], ["Financial year", "2024/25"], ["Collected", 140705.06]]
    form(
        "redistribution/as-published.xlsx",
        {"Fund": [*stated, ["Redistributed as stated", 97905.55]], "Areas": printed, "Top-slices": slices},
    )
    needed = [*slices, ["Not named", 10000, None]]
    form(
        "redistribution/leicestershire-2024-25.xlsx",
        {"Fund": stated, "Areas": printed, "Top-slices": needed, "Notices": NOTICES},
    )
    form(
        "redistribution/westmarch-2026-27.xlsx",
        {
            "Fund": [
                ["Fund", "Westmarch community safety fund"],
                ["Financial year", "2026/27"],
                ["Least part to be spent", "60%"],
            ],
            "Areas": [["Code", "Area", "Base"], *([code, area, base] for code, area, base, *_ in UNDERSPENT)],
            "Last year": [
                ["Area", "Paid", "Eligible spend", "Agreed carry-forward"],
                *([area, paid, spent, kept] for _, area, _, paid, spent, kept in UNDERSPENT),
            ],
            "Top-slices": [
                ["Top-slice", "Amount", "Of", "Agreed by"],
                ["County analyst", 6500, None, "Westmarch board, 4 May 2026"],
                ["Evaluation", "5%", "remainder", "Westmarch board, 4 May 2026"],
            ],
            "Variations": [
                ["Area", "Amount", "Lasts", "Reason"],
                ["Denbury Vale", 2400, "recurrent", "two wards taken over from Fernhollow"],
                ["Fernhollow", -2400, "recurrent", "two wards given to Denbury Vale"],
                ["Ivelmouth", 1500, "one year", "harbour festival"],
            ],
            "Notices": [
                ["Reference", "WCSF/V/"],
                ["From", "The Police and Crime Commissioner for Westmarch"],
                ["Agreement varied", "The grant agreement of 1 April 2026"],
                ["Purpose", "Projects of the community safety plan 2026/27."],
                ["From date", "01/07/2026"],
                ["To date", "31/03/2027"],
                ["Signed by", "Chief Finance Officer"],
            ],
        },
    )


UNDERSPENT = [
    # code, area, base, paid last year, spent of it, agreed to be carried forward
    ("W01", "Aldermoor", 188400, 188400, 163217.45, 10000),
    ("W02", "Brackwater", 101250, 101250, 101250, 0),
    ("W03", "Castlereach", 84300, 84300, 86112.09, 0),
    ("W04", "Denbury Vale", 61700, 61700, 55020.6, 0),
    ("W05", "Elmcoast", 49850, 49850, 21400, 0),
    ("W06", "Fernhollow", 44600, 44600, 41388.17, 3211.83),
    ("W07", "Greywick", 58900, 58900, 50115.72, 4000),
    ("W08", "Heathmark", 36200, 36200, 36012.5, 0),
    ("W09", "Ivelmouth", 22800, 22800, 0, 0),
]


SECTION_106 = [
    ("", "Blaby £", "Charnwood £", "Harborough £", "Hinckley & Bosworth £", "Melton £", "NW Leics £",
     "Oadby & Wigston £", "Rutland £", "Total £"),
    ("No. open agreements", 11, 17, 21, 7, 9, 17, 1, 10, 93),
    ("Total Value of Agreement", 1857249, 3823463, 1777797, 1424814, 557932, 1225124, 255237, 202651, 11124266),
    ("Made up of:",),
    ("Project not yet started", 0, 1203498, 0, 833035, 228857, 667704, 0, 0, 2933094),
    ("Money held by Developers", 566131, 1057439, 350000, 56483, 0, 0, 0, 0, 2030052),
    ("Money held by Local Authority", 649613, 1244704, 0, 338385, 0, 189870, 0, 114518, 2537089),
    ("Total money drawn down", 641506, 317823, 1427797, 196911, 329075, 367550, 255237, 88133, 3624030),
    ("Total Money spent", -737975, -317823, -479328, -185154, -226377, -254719, -109611, -111471, -2422458),
    ("Total funds remaining", 1238583, 3493140, 1298469, 1239660, 331555, 901907, 67507, 102849, 8673670),
]  # fmt: skip
REGISTER = [
    # invented: reference, site, value, received, spent, balance, spend by
    ("P/19/0412", "Mill Lane", 48000, 48000, 31250.5, 16749.5, "31/12/2025"),
    ("P/20/0077", "Station Road", 125000, 60000, 0, 125000, "30/06/2026"),
    ("P/20/0931", "Kiln Field", 18600, 18600, 18600, 0, "01/09/2025"),
    ("P/21/0214", "Old Dairy", 32400, 10800, 12150.25, 20249.75, "31/03/2029"),
    ("P/22/0650", "Priory Park", 76250, 76250, 5000, 71250, "5 years from receipt"),
]


def section_106() -> None:
    """A table of agreements on its side, as a board paper prints it; and an invented register, one row an agreement."""
    (HERE / "section-106").mkdir(exist_ok=True)
    book = workbook("section-106/by-area.xlsx")
    sheet, money = book.add_worksheet("Section 106"), book.add_format({"num_format": "#,##0;(#,##0);-"})
    bold = book.add_format({"bold": True})
    sheet.write(0, 0, "Section 106 agreements by area", bold)
    for row, (label, *figures) in enumerate(SECTION_106, 2):
        sheet.write(row, 0, label, bold)
        for column, figure in enumerate(figures, 1):
            sheet.write(row, column, figure, bold if isinstance(figure, str) else money)
    sheet.set_column(0, 9, 18)
    book.close()
    book = workbook("section-106/register.xlsx")
    sheet, money = book.add_worksheet("Register"), book.add_format({"num_format": "£#,##0.00"})
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, ["Reference", "Site", "Agreed", "Received", "Spent", "Balance", "Spend by"], bold)
    for row, (reference, site, *figures, spend_by) in enumerate(REGISTER, 1):
        sheet.write_row(row, 0, [reference, site])
        for column, figure in enumerate(figures, 2):
            sheet.write(row, column, figure, money)
        sheet.write(row, 6, spend_by)
    sheet.set_column(0, 6, 18)
    book.close()


APPLICATIONS = [
    # invented: applicant, requested, eligible, reason, recommended, rank
    ("Ashby Lane Youth Club", 14800, "yes", None, "yes", 1),
    ("Brookside Boxing", 15000, "yes", None, "yes", 3),
    ("Castle Quay Mediation", 18250, "yes", None, "yes", 2),
    ("Dane Hill Residents", 9640.5, "yes", None, "no", None),
    ("Eastfield Street Pastors", 12400, "yes", None, "yes", 5),
    ("Fosse Mentoring", 21000, "yes", None, "yes", 4),
    ("Granby Road Cameras", 16500, "no", "buys equipment only", None, None),
    ("Hollow Lane Trust", 13975, "yes", None, "yes", 6),
    ("Inkerman Football", 14990, "yes", None, "yes", 7),
    ("Jubilee Hall", 8200, "no", "not in the area of the fund", None, None),
    ("Kingsway Women's Space", 6150, "yes", None, "yes", 8),
    ("Linden Park Watch", 11000, "yes", None, "no", None),
]


def grant_round() -> None:
    """An invented round: a pot of £100,000, a cap of £15,000, twelve applications."""
    heads = ["Applicant", "Requested", "Eligible", "Reason", "Recommended", "Rank"]
    form(
        "grant-round/round.xlsx",
        {
            "Round": [
                ["Round", "Safer neighbourhoods round (invented)"],
                ["Financial year", "2026/27"],
                ["Pot", 100000],
                ["Cap per award", 15000],
                ["Way", "by rank"],
                ["Part award", "no"],
            ],
            "Applications": [heads, *(list(row) for row in APPLICATIONS)],
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


COUNCILS = {
    "Allerdale": ("E07000026", 30662.47),
    "Barrow-in-Furness": ("E07000027", 19520.25),
    "Carlisle": ("E07000028", 33850.6),
    "Copeland": ("E07000029", 20557.7),
    "Eden": ("E07000030", 20615.78),
    "South Lakeland": ("E07000031", 45513.47),
}
BUDGET = [
    ("Police pay", "expenditure", "£88.106m"),
    ("Support staff pay", "expenditure", "£25.844m"),
    ("Other employees", "expenditure", "£2.016m"),
    ("Premises", "expenditure", "£4.479m"),
    ("Transport", "expenditure", "£2.402m"),
    ("Commissioned services", "expenditure", "£2.245m"),
    ("Supplies and services", "expenditure", "£13.103m"),
    ("Capital financing", "expenditure", "£1.442m"),
    ("Revenue paid to capital", "expenditure", "£5.934m"),
    ("Put into reserves", "reserves raised", "£0.183m"),
    ("Fees and charges", "income", "£5.376m"),
    ("Other grants", "specific grant", "£30.888m"),
    ("Taken from reserves", "reserves used", "£5.748m"),
    ("Police grant", "police grant", "£28.935m"),
    ("Council tax grants", "legacy grant", "£31.008m"),
    ("Collection fund", "collection fund surplus", "-£0.021m"),
]


def precept() -> None:
    """Cumbria 2019/20: the budget as printed in £m; bases worked back from the precepts, to two decimals."""
    settings: list[list[object]] = [
        ["Authority", "Cumbria"],
        ["Nation", "England"],
        ["Financial year", "2019/20"],
        ["Band D", 256.68],
        ["Band D last year", 232.74],
        ["Requirement as stated", 43820478],
        ["Rounding of precepts", "to the pound"],
        ["Population", 498375],
    ]
    authorities = [["Billing authority", "Code", "Tax base"], *([name, *rest] for name, rest in COUNCILS.items())]
    budget = [["Line", "Kind", "Amount"], *map(list, BUDGET)]
    form("precept/cumbria-2019-20.xlsx", {"Precept": settings, "Authorities": authorities, "Budget": budget})


LEEDS = {  # listed, exempt, discounts, premiums, expected changes, support scheme
    "A disabled": [394, 0, 32, 0, 2, 106],
    "A": [137266, 7104, 17158, 359, 686, 32133],
    "B": [75737, 5640, 6837, 150, 618, 7226],
    "C": [67927, 2391, 5155, 125, 532, 3272],
    "D": [33929, 1154, 2098, 51, 336, 812],
    "E": [21206, 463, 1002, 25, 148, 311],
    "F": [9998, 103, 445, 18, 108, 102],
    "G": [6958, 61, 263, 13, 42, 37],
    "H": [656, 13, 31, 7, 8, 2],
}


def tax_base() -> None:
    """Leeds 2019/20: the dwellings as printed, at an assumed collection rate of 99%."""
    settings: list[list[object]] = [
        ["Authority", "Leeds"],
        ["Financial year", "2019/20"],
        ["Rounding of tax bases", "to one decimal"],
    ]
    authorities = [["Billing authority", "Code", "Collection rate"], ["Leeds", "E08000035", 0.99]]
    heads = ["Billing authority", "Band", "Listed", "Exempt", "Discounts", "Premiums"]
    heads += ["Expected changes", "Support scheme"]
    dwellings = [heads, *(["Leeds", band, *counts] for band, counts in LEEDS.items())]
    form("tax-base/leeds-2019-20.xlsx", {"Precept": settings, "Authorities": authorities, "Dwellings": dwellings})


MEDIUM_TERM: dict[str, list[object]] = {
    # invented: the year started from, then four years
    "Tax base": [312450.6],
    "Tax base growth": [None, "1.4%", "1.2%", "1.2%", "1.1%"],
    "Band D": [281.16],
    "Rise in Band D (£)": [None, 14, 14, None, None],
    "Rise in Band D (%)": [None, None, None, "2%", "2%"],
    "Referendum limit": [None, 14, 10, 10, 10],
    "Government grants": [131750000],
    "Grant growth": [None, "2.1%", "1.5%", "1.5%", "1.5%"],
    "Legacy council tax grants": [7420000],
    "Collection fund surplus": [None, 640000, -150000, None, None],
    "Pay bill": [172300000],
    "Pay award": ["4.2%", "3%", "2.5%", "2%", "2%"],
    "Non-pay": [41650000],
    "Non-pay inflation": [None, "2.5%", "2%", "2%", "2%"],
    "Pensions": [None, 14900000, 15150000, 15400000, 15650000],
    "Capital financing": [None, 3200000, 3850000, 4300000, 4450000],
    "New growth": [None, 1250000, 400000, 300000, 300000],
    "Agreed savings": [None, 2100000, 1600000, 900000, None],
    "One-off costs": [None, 850000, None, None, None],
}


def medium_term() -> None:
    """An invented medium-term plan, with labels as an office writes them."""
    years = ["2026/27", "2027/28", "2028/29", "2029/30", "2030/31"]
    rows = [[label, *figures, *[None] * (5 - len(figures))] for label, figures in MEDIUM_TERM.items()]
    form("medium-term/westmarch.xlsx", {"Medium term": [["Assumption", *years], *rows]})


if __name__ == "__main__":
    office_sheet()
    fund_workbook()
    westmarch()
    published()
    redistribution()
    section_106()
    grant_round()
    monitoring()
    returns()
    precept()
    tax_base()
    medium_term()
