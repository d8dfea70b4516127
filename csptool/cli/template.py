"""`csptool template`: a blank workbook for a verb."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from csptool.cli.options import Debug, Force
from csptool.faults import Fault, Faults, Place
from csptool.labels import tidy


class Verb(StrEnum):
    """The verbs that read a workbook of the project's own form."""

    allocate = "allocate"
    monitor = "monitor"
    return_ = "return"


def _monitor() -> bytes:
    from csptool.reports.monitoring_templates import monitor_template

    return monitor_template()


def _return() -> bytes:
    from csptool.reports.monitoring_templates import return_template

    return return_template()


# the blanks that have no parts to choose, and what follows where the verb is not that of the blank
BLANKS: dict[Verb, Callable[[], bytes]] = {Verb.monitor: _monitor, Verb.return_: _return}
NEXT = {Verb.return_: "monitor FOLDER --against SHEET --quarter Q1"}


def template(
    verb: Annotated[Verb, typer.Argument(help="The verb that the workbook is for.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The workbook to write (.xlsx).")],
    with_: Annotated[
        str,
        typer.Option(
            "--with",
            metavar="PARTS",
            help="formula, top-slices, previous, and rules by name or first word: floor,transition.",
        ),
    ] = "",
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Write a blank workbook with notes, units, data validation and an example row."""
    from csptool.reports.files import output_faults, write_whole

    faults = output_faults(output, None, (".xlsx",), force=force)
    data = _blank(verb, with_, faults)
    if faults:
        raise Faults(faults)
    write_whole(output, data)
    name = tidy(str(output))
    print(
        f"Wrote {name}. Fill in its sheets, then run: csptool {NEXT.get(verb, f'{verb.value} {name}')}", file=sys.stderr
    )


def _blank(verb: Verb, with_: str, faults: list[Fault]) -> bytes:
    if verb in BLANKS:
        if with_:
            remedy = "leave it out"
            faults.append(Fault("idle-option", Place("--with"), repr(tidy(with_)), "nothing for this verb", remedy))
        return BLANKS[verb]()
    if not with_:
        from csptool.reports.templates import allocate_template

        return allocate_template()
    from csptool.reports.plan_templates import parse_asked, plan_template

    asked = parse_asked(with_, faults)
    return b"" if faults else plan_template(asked)
