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
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write a file too: .xlsx, .json, .csv or .md, by its suffix."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the output file if it is there already.")]
Printed = Annotated[Format, typer.Option("--format", help="How to print the result.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of a fault in csptool itself.")]
