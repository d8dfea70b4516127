"""A ledger of agreements as a workbook: the ledger with what is left and in hand, its states, a chart, the checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from csptool import __version__
from csptool.faults import Place
from csptool.reports.bars_sheet import add_bars
from csptool.reports.ledger_tables import LedgerReport, closing, opening
from csptool.reports.steps_sheet import Labels
from csptool.reports.working_book import Column, Headline, WorkingBook
from csptool.sheets.totals import Total
from formulas.ledger_working import state_key, working_of
from formulas.statement import DOES_NOT_FOLLOW, ROUNDING
from formulas.working import Working

TABLE, STATES = "Ledger", "States"
VERDICT = 'IF([{0}_miss]=0,"exact",IF(ABS([{0}_miss])<=[{0}_rounding]+0.001,"rounding","does not follow"))'


def as_workbook(report: LedgerReport, options: Mapping[str, str]) -> bytes:
    """Summary, Ledger, States, Chart, and the sheets behind; always the same bytes for the same ledger."""
    given, ledger = report.given, report.ledger
    working = working_of(ledger)
    names = [one.name for one in ledger.agreements]
    book = WorkingBook(report.title, working, Labels(names, [""] * len(names), given.head), _totals(report))
    parts = {"What was found, as csptool ran it": [*opening(report), *closing(report), *given.notes]}
    book.summary(_headlines(working), parts)
    lines = ["Value less spent is worked out; what the ledger states as remaining stands beside it."]
    columns = _columns(report, working)
    book.table(TABLE, report.title, columns, lines)
    if ledger.state_names:
        title = "What makes up the value" if ledger.made_up else "Between value and spent"
        book.table(STATES, title, _states(report, working))
    heads = [column.head for column in columns]
    first = "Received" if "Received" in heads else "Value"
    bars = {head: heads.index(head) for head in (first, "Spent")}
    add_bars(book.book, book.layout, TABLE, bars, f"{first} and spent")
    return book.behind(_provenance(report, options))


def _values(working: Working, key: str) -> list[Fraction]:
    step = working.steps[key]
    return [] if step.for_fund else [Fraction(value) for value in step.values]  # type: ignore[union-attr]


def _headlines(working: Working) -> list[Headline]:
    names = {
        "value": "Value",
        "received": "Received",
        "spent": "Spent",
        "unspent": "Value less spent",
        "in_hand": "In hand",
    }
    lines = [
        Headline(name, f"ROUND(SUM([{key}:all]),2)", sum(_values(working, key), Fraction(0)))
        for key, name in names.items()
        if key in working.steps
    ]
    if "agreements" in working.steps:
        total = sum(_values(working, "agreements"), Fraction(0))
        lines.append(Headline("Agreements", "SUM([agreements:all])", total, "count"))
    return lines


def _columns(report: LedgerReport, working: Working) -> list[Column]:
    heads = {
        "agreements": "Agreements", "value": "Value", "received": "Received", "spent": "Spent",
        "unspent": "Value less spent", "in_hand": "In hand", "remaining": "Remaining as stated",
        "remaining_miss": "Difference",
    }  # fmt: skip
    verdicts = [cast.verdict for cast in report.ledger.remaining_casts()]
    columns = [Column("Verdict", VERDICT.format("remaining"), verdicts, "text")] if verdicts else []
    if any(report.given.expiries):
        columns.append(Column("Expiry", "", report.given.expiries, "text"))
    columns += [
        Column(head, f"[{key}]", _values(working, key), "count" if key == "agreements" else "£")
        for key, head in heads.items()
        if key in working.steps
    ]
    return columns


def _states(report: LedgerReport, working: Working) -> list[Column]:
    ledger = report.ledger
    verdicts = [cast.verdict for cast in report.casts if cast.kind == "states"][: len(ledger.agreements)]
    columns = [Column("Verdict", VERDICT.format("states"), verdicts, "text")] if ledger.made_up else []
    columns += [
        Column(name, f"[{state_key(place)}]", _values(working, state_key(place)))
        for place, name in enumerate(ledger.state_names)
    ]
    if ledger.made_up:
        heads = {"states_total": "Together", "value": "Value", "states_miss": "Difference"}
        columns += [Column(head, f"[{key}]", _values(working, key)) for key, head in heads.items()]
    return columns


def _totals(report: LedgerReport) -> Sequence[Total]:
    """The casts of the totals stated, for the sheet Checks: the workbook itself adds up anew."""
    places, totals = report.given.places, {total.stated.name for total in report.ledger.totals}
    return [
        Total(
            f"{cast.line}, {cast.figure}",
            places.get((cast.line, cast.figure), Place("")),
            cast.stated,
            cast.comes_to,
            cast.verdict != DOES_NOT_FOLLOW,
            cast.verdict == ROUNDING,
        )
        for cast in report.casts
        if cast.kind == "across" and cast.line in totals
    ]


def _provenance(report: LedgerReport, options: Mapping[str, str]) -> list[tuple[str, str]]:
    source = report.given.source
    return [
        ("Input", source.name),
        ("SHA-256 of the input", source.sha256),
        ("Made by", f"csptool {__version__}, csptool ledger"),
        ("Options", ", ".join(f"{name} {value}" for name, value in options.items()) or "none"),
        ("Rounding", "a printed figure may be out by half a unit of its last place, and so may each that it rests on"),
    ]
