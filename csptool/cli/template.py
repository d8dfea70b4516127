"""`csptool template`: a blank workbook for a verb."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from csptool.cli.options import Debug, Force
from csptool.faults import Faults
from csptool.labels import tidy


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
    from csptool.reports.files import output_faults, write_whole
    from csptool.reports.templates import allocate_template

    if faults := output_faults(output, None, (".xlsx",), force=force):
        raise Faults(faults)
    write_whole(output, {Verb.allocate: allocate_template}[verb]())
    name = tidy(str(output))
    print(f"Wrote {name}. Fill in the sheets Fund and Areas, then run: csptool {verb.value} {name}", file=sys.stderr)
