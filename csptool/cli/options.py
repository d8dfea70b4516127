"""Options that several verbs share, declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How results are printed."""

    text = "text"
    json = "json"
    csv = "csv"
    markdown = "markdown"


Sheet = Annotated[
    str, typer.Argument(metavar="SHEET", help="A workbook (.xlsx, .xlsm) or csv file; - reads standard input.")
]
BY_SUFFIX = ".json, .csv or .md, by its suffix"
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write a file too: .xlsx, .docx, .json, .csv or .md, by its suffix."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the output file if it is there already.")]
Printed = Annotated[Format, typer.Option("--format", help="How to print the result.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of a fault in csptool itself.")]
Page = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=f"Write a file too: .xlsx, .docx, .html, {BY_SUFFIX}.",
    ),
]
SheetName = Annotated[
    str, typer.Option("--sheet", metavar="NAME", help="The sheet to read, if the workbook has several.")
]
Unit = Annotated[str, typer.Option(metavar="POUNDS", help="Round to this many pounds: 0.01, 1, 100, 1000. [0.01]")]
RoundingRule = Annotated[
    str,
    typer.Option(metavar="RULE", help="largest-remainder (sums to the pot), each or residue-to. [largest-remainder]"),
]
ResidueTo = Annotated[
    str, typer.Option(metavar="AREA", help="Round each row by itself and give the residue to this area.")
]
FundName = Annotated[str, typer.Option(metavar="NAME", help="The name of the fund, for the title.")]
FundYear = Annotated[str, typer.Option(metavar="YEAR", help="The financial year, for the title.")]
Explain = Annotated[str, typer.Option(metavar="AREA", help="Print how this area's figures arose.")]
