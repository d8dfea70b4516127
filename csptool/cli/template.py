"""`csptool template`: a blank workbook for a verb."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from csptool.cli.options import Debug, Force
from csptool.faults import Fault, Faults, Place
from csptool.labels import tidy


class Verb(StrEnum):
    """What there is a blank of: the verbs that read a workbook of their own form, and the notice."""

    allocate = "allocate"
    redistribute = "redistribute"
    notice = "notice"


def template(
    verb: Annotated[Verb, typer.Argument(help="The verb that it is for, or the notice.")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="The file to write: .xlsx, or .docx for notice."),
    ],
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
    """Write a blank workbook with notes, units, data validation and an example row; or the notice, to be changed."""
    from csptool.reports.files import output_faults, write_whole

    suffix = ".docx" if verb == Verb.notice else ".xlsx"
    faults = output_faults(output, None, (suffix,), force=force)
    if with_ and verb != Verb.allocate:
        remedy = "leave it out"
        faults.append(Fault("with", Place("--with"), f"it beside {verb.value}", "parts of a formula fund", remedy))
    data = b"" if faults else _blank(verb, with_, faults)
    if faults:
        raise Faults(faults)
    write_whole(output, data)
    name = tidy(str(output))
    then = f"Fill in its sheets, then run: csptool {verb.value} {name}"
    if verb == Verb.notice:
        then = f"Change it in Word as you like, then run: csptool notices WORKBOOK --template {name} -o FOLDER"
    print(f"Wrote {name}. {then}", file=sys.stderr)


def _blank(verb: Verb, with_: str, faults: list[Fault]) -> bytes:
    if verb == Verb.redistribute:
        from csptool.reports.award_template import redistribute_template

        return redistribute_template()
    if verb == Verb.notice:
        from csptool.reports.notice_word import built_in

        return built_in()
    return _blank_budget(with_, faults)


def _blank_budget(with_: str, faults: list[Fault]) -> bytes:
    if not with_:
        from csptool.reports.templates import allocate_template

        return allocate_template()
    from csptool.reports.plan_templates import parse_asked, plan_template

    asked = parse_asked(with_, faults)
    return b"" if faults else plan_template(asked)
