"""`csptool template`: a blank workbook for a verb."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from csptool.cli.options import Debug, Force


class Verb(StrEnum):
    """The verbs that read a workbook of the project's own form."""

    allocate = "allocate"


def template(
    verb: Annotated[Verb, typer.Argument(help="The verb that the workbook is for.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The workbook to write (.xlsx).")],
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Write a blank workbook with notes, units, data validation and an example row."""
    from csptool.faults import Place, fault
    from csptool.reports.files import check_output, write_whole
    from csptool.reports.templates import allocate_template

    if output.suffix.lower() != ".xlsx":
        raise fault(
            "output-suffix", Place(str(output)), "another suffix", "a name that ends in .xlsx", "change the name"
        )
    check_output(output, None, force=force)
    write_whole(output, {Verb.allocate: allocate_template}[verb]())
    print(
        f"Wrote {output}. Fill in the sheets Fund and Areas, then run: csptool {verb.value} {output}", file=sys.stderr
    )
