"""`csptool notices`: one contract variation notice for each area, in Word, from the figures of a redistribution."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csptool.cli.delivery import tell
from csptool.cli.options import Debug, Force, Format, Printed
from csptool.faults import Fault, Faults, fault
from csptool.labels import counted, listed, tidy
from csptool.progress import under_way

INDEX = "Index of notices.docx"

if TYPE_CHECKING:
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
    from csptool.reports.notice_template import index
    from csptool.reports.notice_word import documents
    from csptool.reports.word_parts import saved
    from csptool.sheets.source import read_source
    from formulas.notices import notices as made_of
    from formulas.printed_award import judge

    source = read_source(sheet)
    faults = folder_faults(output, force=force) if output else []
    own = read_source(template, "a Word document (.docx)") if template else None
    if own:
        from csptool.reports.notice_placeholders import refuse_unfit

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
    failed = failures(found, judge(found, budget.printed))
    failed += [] if sums.holds else ["The notices do not come to what was redistributed."]
    if output:
        files = documents(made, own)
        files[INDEX] = saved(index(award_title(found), made, sums, failed))
        _write(output, files, [one for one in (source, own) if one])
    sys.stdout.write(document(budget, found, made, sums).printed(format_))
    tell(budget.notes, budget.totals, failed)


def _read(source: Source, faults: list[Fault]) -> tuple[AwardBudget, NoticeTerms]:
    """The award and what every notice says; the faults of both are raised together with those found before."""
    from csptool.sheets.award_terms import NOTICES_SHEET, Asked
    from csptool.sheets.award_workbook import award_budget, is_award_workbook
    from csptool.sheets.book import open_book
    from csptool.sheets.notice_settings import NOTICES, period_notes, read_notice_terms
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
    if not budget.plan.fund.year:
        remedy = "fill in 'Financial year' on the sheet Fund: the notices say for which year only"
        faults.append(Fault("year", budget.places["year"], "no financial year", "the year of the notices", remedy))
    if faults or terms is None:
        raise Faults(faults)
    budget.notes += period_notes(terms, budget.plan.fund.year)
    return budget, terms


def _write(folder: Path, files: Mapping[str, bytes], inputs: Sequence[Source]) -> None:
    """Every notice and the index, into the folder, all or none; never over an input."""
    from csptool.reports.files import output_faults, write_folder

    faults = [
        fault
        for name in files
        for source in inputs
        for fault in output_faults(folder / name, source, (".docx",), force=True)
        if fault.code == "output-is-input"
    ]
    if faults:
        raise Faults(faults)
    older = sorted(path.name for path in folder.glob("*.docx") if path.name not in files) if folder.exists() else []
    write_folder(folder, files)
    print(f"Wrote {counted(len(files) - 1, 'notice')} and the index into {tidy(str(folder))}.", file=sys.stderr)
    if older:
        print(f"Note: Also in that folder, and not of this run: {listed(older)}.", file=sys.stderr)
