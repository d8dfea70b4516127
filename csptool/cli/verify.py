"""`csptool verify`: which printed figures of a paper do not follow from the others."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from csptool.cli.options import Debug, Format, Printed
from csptool.faults import Exit, Faults


def verify(
    papers: Annotated[
        list[str],
        typer.Argument(
            metavar="PAPER...", help="Papers: Markdown, HTML, text, Word, PDF, Excel or csv; - reads standard input."
        ),
    ],
    strict: Annotated[
        bool, typer.Option("--strict", help="Show queries and rounding too; exit 1 for a query as well.")
    ] = False,
    format_: Printed = Format.text,
    debug: Debug = False,
) -> None:
    """Say which printed figures do not follow from the others: totals, differences, percentages, bands, prose.

    Each relation is recomputed exactly, and a figure is called wrong only where no rounding of what is printed can
    make it right. Exit 1 when a figure is wrong.
    """
    from csptool.paper_check import check_papers
    from csptool.reports.verify_json import as_json
    from csptool.reports.verify_text import as_text

    checked = list(check_papers(papers))
    faults = [fault for paper in checked for fault in paper.faults]
    if faults and len(papers) == 1:
        raise Faults(faults)
    sys.stdout.write(as_json(checked) if format_ == Format.json else as_text(checked, strict=strict))
    if faults:
        raise Faults(faults)
    if any(paper.of("wrong") or (strict and paper.of("query")) for paper in checked):
        raise typer.Exit(Exit.CHECK_FAILED)
