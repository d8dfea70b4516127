"""`csptool notices`: one contract variation notice for each area, in Word, from the figures of a redistribution."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csptool.cli.delivery import tell
from csptool.cli.options import Debug, Force, Format, Printed
from csptool.faults import Fault, Faults, fault
from csptool.labels import tidy
from csptool.progress import under_way

if TYPE_CHECKING:
    from csptool.notices import Cast, Worded
    from csptool.sheets.award_workbook import AwardBudget
    from csptool.sheets.notice_settings import NoticeTerms
    from csptool.sheets.source import Source


def notices(
    sheet: Annotated[
        str, typer.Argument(metavar="WORKBOOK", help="A workbook made by `csptool template redistribute`.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FOLDER", help="Write the documents and an index into this folder."),
    ] = None,
    template: Annotated[
        str,
        typer.Option(metavar="FILE", help="Your own notice (.docx); see csptool template notice."),
    ] = "",
    first: Annotated[int, typer.Option(min=1, max=99_999, help="The number of the first notice.")] = 1,
    format_: Printed = Format.text,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Write a contract variation notice for every area whose money changes, and check what they come to.

    The figures are those of `csptool redistribute` on the same workbook; its sheet Notices says the rest.
    """
    from csptool.notices import cast, worded
    from csptool.reports.award_wording import award_title, failures
    from csptool.reports.files import folder_faults
    from csptool.reports.notice_document import document
    from csptool.sheets.source import read_source
    from formulas.notices import notices as made_of
    from formulas.printed_award import judge

    source = read_source(sheet)
    faults = folder_faults(output, force=force) if output else []
    own = read_source(template) if template else None
    if own:
        from csptool.reports.notice_word import refuse_unfit

        try:
            refuse_unfit(own)
        except Faults as unfit:
            faults += unfit.faults
    budget, terms = _read(source, faults)
    found = budget.redistribute()
    made = worded(found, terms, made_of(found, first))
    if not made:
        remedy = "there is nothing to send"
        raise fault("no-notices", source.place, "no area whose money changes", "a change for one at least", remedy)
    sums = cast(found, made)
    if output:
        _write(output, award_title(found), made, sums, own)
    sys.stdout.write(document(budget, found, made, sums).printed(format_))
    failed = failures(found, judge(found, budget.printed))
    failed += [] if sums.holds else ["the notices do not come to what was redistributed"]
    tell(budget.notes, budget.totals, failed)


def _read(source: Source, faults: list[Fault]) -> tuple[AwardBudget, NoticeTerms]:
    """The award and what every notice says; the faults of both are raised together with those found before."""
    from csptool.sheets.award_terms import NOTICES_SHEET, Asked
    from csptool.sheets.award_workbook import award_budget, is_award_workbook
    from csptool.sheets.book import open_book
    from csptool.sheets.notice_settings import NOTICES, read_notice_terms
    from csptool.sheets.settings import Settings

    with under_way(f"Reading {source.name}"):
        book = open_book(source)
        if not is_award_workbook(book) or book.named(NOTICES_SHEET) is None:
            remedy = "write one with csptool template redistribute, and fill it in"
            found, expected = f"no sheets Fund, Areas and {NOTICES_SHEET}", "a workbook of a redistribution"
            raise Faults([*faults, Fault("no-form", source.place, found, expected, remedy)])
        stated = Settings(book.chosen(NOTICES_SHEET), NOTICES, faults)
        terms = read_notice_terms(stated, faults)
        try:
            budget = award_budget(book, Asked())
        except Faults as found_faults:
            raise Faults([*faults, *found_faults.faults]) from None
    if faults or terms is None:
        raise Faults(faults)
    return budget, terms


def _write(folder: Path, title: str, made: Sequence[Worded], sums: Cast, template: Source | None) -> None:
    """Every notice and the index, into the folder, all or none."""
    from csptool.reports.files import write_folder
    from csptool.reports.notice_template import index
    from csptool.reports.notice_word import documents, saved

    with under_way(f"Writing {len(made)} notices"):
        files = documents(made, template)
        files["Index of notices.docx"] = saved(index(title, made, sums))
        write_folder(folder, files)
    print(f"Wrote {len(made)} notices and their index into {tidy(str(folder))}.", file=sys.stderr)
