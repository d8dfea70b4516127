"""`csptool verify`: which printed figures of a paper do not follow from the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csptool.cli.delivery import SUFFIXES, deliver, tell
from csptool.cli.options import Debug, Force, Format, Printed
from csptool.faults import Exit, Fault, Faults, Place
from csptool.labels import counted, tidy

if TYPE_CHECKING:
    from csptool.accepted import Acceptance
    from csptool.declared_checks import ChecksSheet
    from csptool.paper_check import CheckedPaper

PAPERS = "Papers: Markdown, HTML, text, Word, PDF, Excel or csv; - reads standard input."
FILES = (".html", *SUFFIXES)


def verify(
    papers: Annotated[list[str] | None, typer.Argument(metavar="PAPER...", help=PAPERS)] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Tell queries and rounding too; exit 1 for a query as well.")
    ] = False,
    accept: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Findings that are known and accepted (.toml): not failed.")
    ] = None,
    accept_new: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what is found into such a file, below what it holds.")
    ] = None,
    checks: Annotated[
        str,
        typer.Option(metavar="SHEET", help="A sheet of checks of your own (.xlsx or .csv): csptool template verify."),
    ] = "",
    list_relations: Annotated[
        bool, typer.Option("--list-relations", help="Say what is looked for, and what establishes it.")
    ] = False,
    format_: Printed = Format.text,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write a file too: .html (an annotated copy), .json, .csv or .md."
        ),
    ] = None,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Say which printed figures do not follow from the others: totals, differences, percentages, bands, prose.

    Each relation is recomputed exactly, and a figure is called wrong only where no rounding of what is printed can
    make it right. Exit 1 when a figure is wrong, 2 when a paper cannot be read.
    """
    from csptool.reports.verify_report import VerifyReport

    if list_relations:
        from csptool.reports.relations_list import relations_list

        deliver(relations_list, format_)
        return
    known, sheet = _asked(papers or [], accept, accept_new, checks, output, force=force)
    checked, notes = _checked(papers or [], known, sheet)
    faults = [fault for paper in checked for fault in paper.faults]
    if faults and len(checked) == 1:
        raise Faults(faults)
    report = VerifyReport(checked, strict)
    failing = ("wrong", "query") if strict else ("wrong",)
    also, failed = {}, any(paper.of(verdict) for paper in checked for verdict in failing)
    if accept_new:
        from csptool.accepted import with_new

        also[accept_new], count = with_new(accept_new, checked, failing)
        notes.append(f"{counted(count, 'finding')} accepted in {tidy(str(accept_new))}; write the reasons there.")
        failed = False
    deliver(report.printed, format_, output, {".html": report.html}, also=also)
    tell(notes)
    if faults:
        raise Faults(faults)
    if failed:
        raise typer.Exit(Exit.CHECK_FAILED)


def _asked(
    papers: Sequence[str],
    accept: Path | None,
    accept_new: Path | None,
    checks: str,
    output: Path | None,
    *,
    force: bool,
) -> tuple[list[Acceptance], ChecksSheet | None]:
    """What stands beside the papers, read; every fault of the options at once."""
    from csptool.accepted import read_accepted
    from csptool.declared_checks import read_checks
    from csptool.reports.files import output_faults

    faults: list[Fault] = []
    if not papers:
        remedy = "name a paper, or - for standard input"
        faults.append(Fault("no-paper", Place("csptool verify"), "no paper", "one paper or more", remedy))
    for name in sorted({one for one in papers if papers.count(one) > 1}):
        faults.append(Fault("twice", Place(tidy(name)), "the paper twice", "each paper once", "name it once"))
    faults += output_faults(output, None, FILES, force=force) if output else []
    faults += [fault for one in papers if output and one != "-" for fault in _over(output, Path(one))]
    faults += output_faults(accept_new, None, (".toml",), force=True) if accept_new else []
    known: list[Acceptance] = []
    sheet = None
    files = [path for path in {accept, accept_new} if path and (path == accept or path.is_file())]
    for path in files:
        try:
            known += read_accepted(path)
        except Faults as found:
            faults += found.faults
    try:
        sheet = read_checks(checks) if checks else None
    except Faults as found:
        faults += found.faults
    if faults:
        raise Faults(faults)
    return known, sheet


def _over(output: Path, paper: Path) -> list[Fault]:
    """The fault that the output is one of the papers."""
    if not (output.exists() and paper.exists() and output.samefile(paper)):
        return []
    remedy = "choose another name for the output"
    return [Fault("output-is-input", Place(str(output)), "a paper that is to be read", "another file", remedy)]


def _checked(
    papers: Sequence[str], known: Sequence[Acceptance], sheet: ChecksSheet | None
) -> tuple[list[CheckedPaper], list[str]]:
    from csptool.accepted import apply_accepted
    from csptool.paper_check import check_papers

    checked = list(check_papers(papers, sheet))
    notes = sheet.notes(checked) if sheet else []
    done, said = apply_accepted(checked, known)
    return done, [*notes, *said]
