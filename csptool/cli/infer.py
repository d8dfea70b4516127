"""`csptool infer`: what formula, pot or rounding the printed figures of a paper imply."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from csptool.cli.delivery import SUFFIXES, deliver, tell
from csptool.cli.options import Debug, Force, Format, Printed
from csptool.faults import Fault, Faults, Place
from csptool.progress import under_way

FILES = (".xlsx", ".html", ".docx", *SUFFIXES)


def infer(
    paper: Annotated[
        str,
        typer.Argument(metavar="PAPER", help="Markdown, HTML, text, Word, PDF, Excel or csv; - reads standard input."),
    ],
    table: Annotated[
        int | None, typer.Option(metavar="N", help="Ask this table only, counted from 1 as verify counts.", min=1)
    ] = None,
    basis: Annotated[
        str, typer.Option(metavar="COLUMN", help="The column that was shared by: its header, or its number.")
    ] = "",
    result: Annotated[
        str, typer.Option(metavar="COLUMN", help="The column of results: its header, or its number.")
    ] = "",
    pot: Annotated[str, typer.Option(metavar="POUNDS", help="Ask whether this is one of the pots.")] = "",
    band_d: Annotated[
        str, typer.Option(metavar="POUNDS", help="Band D as it was set, to recover tax bases from precepts.")
    ] = "",
    previous: Annotated[
        str, typer.Option(metavar="COLUMN", help="Last year's amounts, that a floor goes by; with --undamped.")
    ] = "",
    undamped: Annotated[
        str, typer.Option(metavar="COLUMN", help="What the formula gave before a floor; --result is what was paid.")
    ] = "",
    floor: Annotated[
        str, typer.Option(metavar="PERCENT", help="Ask for the scaling factor that goes with this floor, as 3.6%.")
    ] = "",
    ceiling: Annotated[
        str, typer.Option(metavar="PERCENT", help="Ask whether growth was held to this ceiling, as 6%.")
    ] = "",
    indicators: Annotated[
        list[str] | None,
        typer.Option("--indicator", metavar="COLUMN", help="Ask which amount per unit of these gives --result."),
    ] = None,
    population: Annotated[
        str,
        typer.Option(metavar="COLUMN", help="The people by which counts are tried as rates too, and rates as counts."),
    ] = "",
    per_unit: Annotated[
        str,
        typer.Option(
            metavar="POUNDS", help="Ask how many whole units at this sum each --result holds besides --basis."
        ),
    ] = "",
    fixed: Annotated[
        str, typer.Option(metavar="POUNDS", help="The sum that every area gets besides; with --per-unit.")
    ] = "",
    format_: Printed = Format.text,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write a file too: .xlsx, .html, .docx, .json, .csv or .md."
        ),
    ] = None,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Work backwards: which pot, rate or rule of rounding gives every printed figure, exactly.

    Every answer comes with its proof: the interval of every row, and a recomputed table. Where the figures do not
    settle a question it says "not determined". Exit 1 when the pot that --pot asks about is excluded.
    """
    from csptool.inferring.answer import document, workbook
    from csptool.inferring.asked import Asked
    from csptool.inferring.questions import answers
    from csptool.papers import read_paper
    from csptool.reports.files import output_faults

    faults: list[Fault] = output_faults(output, None, FILES, force=force) if output else []
    if output and paper != "-" and output.exists() and Path(paper).exists() and output.samefile(paper):
        remedy = "choose another name for the output"
        faults = [Fault("output-is-input", Place(str(output)), "the paper that is to be read", "another file", remedy)]
    if faults:
        raise Faults(faults)
    with under_way("Reading the paper"):
        read = read_paper(paper)
    asked = Asked(
        table=table,
        basis=basis,
        result=result,
        pot=pot,
        band_d=band_d,
        previous=previous,
        undamped=undamped,
        floor=floor,
        ceiling=ceiling,
        indicators=tuple(indicators or ()),
        population=population,
        per_unit=per_unit,
        fixed=fixed,
    )
    found = answers(read, asked)
    told = document(read, found)
    files = {".xlsx": lambda: workbook(read, found), ".html": lambda: told.html().encode(), ".docx": told.word}
    deliver(told.printed, format_, output, files)
    tell(read.paper.notes, failed=[words for answer in found for words in answer.failed])
