"""`csptool template`: a blank to be filled in, for each verb that has a form of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from csptool.cli.options import Debug, Force
from csptool.faults import Fault, Faults, Place
from csptool.labels import same_name, tidy


class Blank(StrEnum):
    """What there is a blank of."""

    allocate = "allocate"
    redistribute = "redistribute"
    notice = "notice"
    monitor = "monitor"
    return_ = "return"
    ledger = "ledger"
    round = "round"
    precept = "precept"
    tax_base = "tax-base"
    medium_term = "medium-term"
    verify = "verify"


def template(
    blank: Annotated[
        Blank,
        typer.Argument(
            help="A verb; or return (a quarterly return), round (a grant round), notice (in Word), medium-term, "
            "tax-base."
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="The file to write: .xlsx, or .docx for notice."),
    ],
    with_: Annotated[
        str,
        typer.Option(
            "--with",
            metavar="PARTS",
            help="Of a fund: formula, top-slices, previous, and rules by name or first word: floor,transition. "
            "Of a precept: dwellings.",
        ),
    ] = "",
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Write a blank workbook with notes, units, data validation and an example row; or the notice, to be changed."""
    from csptool.reports.files import output_faults, write_whole

    suffix = ".docx" if blank == Blank.notice else ".xlsx"
    faults = output_faults(output, None, (suffix,), force=force)
    data = _made(blank, with_, faults)
    if faults:
        raise Faults(faults)
    write_whole(output, data)
    name = tidy(str(output))
    print(f"Wrote {name}. {_then(blank, name)}", file=sys.stderr)


def _then(blank: Blank, name: str) -> str:
    """What to do with it."""
    if blank == Blank.notice:
        return f"Change it in Word as you like, then run: csptool notices WORKBOOK --template {name} -o FOLDER"
    command = {
        Blank.round: f"ledger {name}",
        Blank.medium_term: f"precept {name} --plan",
        Blank.verify: f"verify PAPER --checks {name}",
        Blank.tax_base: f"precept {name}",
        Blank.return_: "monitor FOLDER --against SHEET --quarter Q1",
    }
    return f"Fill in its sheets, then run: csptool {command.get(blank, f'{blank.value} {name}')}"


def _made(blank: Blank, with_: str, faults: list[Fault]) -> bytes:
    if blank in (Blank.allocate, Blank.redistribute):
        return _with_parts(blank, with_, faults)
    if blank == Blank.precept:
        return _precept(with_, faults)
    if with_:
        found, expected = f"--with beside {blank.value}", "it for allocate, redistribute and precept only"
        faults.append(Fault("with", Place("--with"), found, expected, "leave it out"))
    return MAKERS[blank]()


def _with_parts(blank: Blank, with_: str, faults: list[Fault]) -> bytes:
    """The blank of a fund, with the parts and rules of a formula that are asked for."""
    from csptool.reports.award_template import redistribute_template
    from csptool.reports.plan_templates import parse_asked, plan_template
    from csptool.reports.templates import allocate_template

    asked = parse_asked(with_, faults)
    if faults:
        return b""
    if blank == Blank.redistribute:
        return redistribute_template(asked)
    return plan_template(asked) if with_ else allocate_template()


def _notice() -> bytes:
    from csptool.reports.notice_word import built_in

    return built_in()


def _monitor() -> bytes:
    from csptool.reports.monitoring_templates import monitor_template

    return monitor_template()


def _return() -> bytes:
    from csptool.reports.monitoring_templates import return_template

    return return_template()


def _ledger() -> bytes:
    from csptool.reports.ledger_templates import ledger_template

    return ledger_template()


def _round() -> bytes:
    from csptool.reports.ledger_templates import round_template

    return round_template()


def _precept(with_: str, faults: list[Fault]) -> bytes:
    """The blank of a precept, with the sheet Dwellings where it is asked for."""
    from csptool.reports.precept_template import precept_template

    if with_ and same_name(with_) != "dwellings":
        found, remedy = repr(tidy(with_)), "write --with dwellings, or leave it out"
        faults.append(Fault("with", Place("--with"), found, "dwellings", remedy))
    return precept_template(dwellings=bool(with_))


def _tax_base() -> bytes:
    from csptool.reports.precept_template import tax_base_template

    return tax_base_template()


def _medium_term() -> bytes:
    from csptool.reports.medium_term_form import medium_term_template

    return medium_term_template()


def _verify() -> bytes:
    from csptool.reports.verify_template import verify_template

    return verify_template()


MAKERS: dict[Blank, Callable[[], bytes]] = {
    Blank.notice: _notice,
    Blank.monitor: _monitor,
    Blank.return_: _return,
    Blank.ledger: _ledger,
    Blank.round: _round,
    Blank.tax_base: _tax_base,
    Blank.medium_term: _medium_term,
    Blank.verify: _verify,
}
