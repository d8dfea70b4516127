"""`csptool template`: a blank workbook for a verb."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from csptool.cli.options import Debug, Force
from csptool.faults import Fault, Faults, Place
from csptool.labels import tidy


class Verb(StrEnum):
    """What a form is for: a verb, or the round that `csptool ledger` works out."""

    allocate = "allocate"
    ledger = "ledger"
    round = "round"


def template(
    verb: Annotated[
        Verb, typer.Argument(help="The verb that the workbook is for; round is a grant round for csptool ledger.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The workbook to write (.xlsx).")],
    with_: Annotated[
        str,
        typer.Option(
            "--with",
            metavar="PARTS",
            help="For allocate: formula, top-slices, previous, and rules by name or first word: floor,transition.",
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
        f"Wrote {name}. Fill in its sheets, then run: csptool {READ_BY.get(verb, verb).value} {name}", file=sys.stderr
    )


def _blank(verb: Verb, with_: str, faults: list[Fault]) -> bytes:
    if verb != Verb.allocate:
        if with_:
            found = f"--with beside {verb.value}"
            faults.append(Fault("with", Place("--with"), found, "it for allocate only", "leave it out"))
        return BLANKS[verb]()
    if not with_:
        from csptool.reports.templates import allocate_template

        return allocate_template()
    from csptool.reports.plan_templates import parse_asked, plan_template

    asked = parse_asked(with_, faults)
    return b"" if faults else plan_template(asked)


def _ledger() -> bytes:
    from csptool.reports.ledger_templates import ledger_template

    return ledger_template()


def _round() -> bytes:
    from csptool.reports.ledger_templates import round_template

    return round_template()


BLANKS: Mapping[Verb, Callable[[], bytes]] = {Verb.ledger: _ledger, Verb.round: _round}
READ_BY = {Verb.round: Verb.ledger}
