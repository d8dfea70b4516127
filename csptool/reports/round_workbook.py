"""A grant round as a workbook: the awards in the order of their turns, live, with a chart and the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from csptool import __version__
from csptool.reports.bars_sheet import add_bars
from csptool.reports.round_tables import closing, opening, order_of, why
from csptool.reports.steps_sheet import Labels
from csptool.reports.working_book import Column, Headline, WorkingBook
from csptool.sheets.round_sheet import RoundInput
from formulas.grant_round import run_round
from formulas.grant_round_working import working_of
from formulas.rounding import RULES

TABLE = "Awards"


def as_workbook(given: RoundInput, options: Mapping[str, str]) -> bytes:
    """Summary, Awards, Chart, and the sheets behind; always the same bytes for the same round."""
    order = order_of(given.found)
    found = run_round([given.found.applications[row] for row in order], given.found.terms)
    given = replace(given, found=found)
    title = given.title or "Grant round"
    names = [one.name for one in found.applications]
    working = working_of(found)
    book = WorkingBook(title, working, Labels(names, [""] * len(names), "Applicant"), given.totals)
    parts = {"The terms": opening(found), "What came of it, as csptool ran it": [*closing(found), *given.notes]}
    book.summary(_headlines(given), parts)
    columns = _columns(given)
    lines = ["The reason is as csptool found it; the figures are live."]
    book.table(TABLE, title, columns, lines)
    heads = [column.head for column in columns]
    bars = {head: heads.index(head) for head in ("Requested", "Award")}
    add_bars(book.book, book.layout, TABLE, bars, "Requested and awarded")
    return book.behind(_provenance(given, options))


def _headlines(given: RoundInput) -> list[Headline]:
    found = given.found
    ones = found.applications
    requested = sum((one.requested for one in ones), Fraction(0))
    eligible, fundable = sum(one.eligible for one in ones), sum(one.fundable for one in ones)
    awarded = sum(award > 0 for award in found.awards)
    return [
        Headline("Pot", "[pot]", found.terms.pot),
        Headline("Requested", "ROUND(SUM([requested:all]),2)", requested),
        Headline("Awarded", "[awarded]", found.awarded),
        Headline("Left of the pot", "[left]", found.left),
        Headline("Applications", "COUNT([requested:all])", Fraction(len(ones)), "count"),
        Headline("Eligible", "SUM([eligible:all])", Fraction(eligible), "count"),
        Headline("Eligible and recommended", "SUM([fundable:all])", Fraction(fundable), "count"),
        Headline("Awards", "SUMPRODUCT(--([award:all]>0))", Fraction(awarded), "count"),
    ]


def _columns(given: RoundInput) -> list[Column]:
    found = given.found
    steps = working_of(found).steps

    def figures(key: str) -> list[Fraction]:
        return [Fraction(steps[key].value(row)) for row in range(len(found.applications))]

    def at_a_turn(head: str, key: str, kind: str = "£") -> Column:
        """A figure that only those with a turn have."""
        turns = figures("turn")
        values = [value if turn else None for value, turn in zip(figures(key), turns, strict=True)]
        return Column(head, f'IF([turn]=0,"n/a",[{key}])', values, kind, "")

    columns = [Column("Why", "", [why(found, row) for row in range(len(found.applications))], "text")]
    columns += [at_a_turn("Turn", "turn", "count")] if "turn" in steps else []
    columns += [
        Column("Requested", "[requested]", figures("requested")),
        Column("Most it could get", "[most]", figures("most")),
        Column("Award", "[award]", figures("award")),
    ]
    if "so_far" in steps:
        columns += [at_a_turn("Awarded so far", "so_far"), at_a_turn("Left at its turn", "room")]
    if "stated" in steps:
        columns.append(Column("Award as stated", "[stated]", figures("stated")))
    return columns


def _provenance(given: RoundInput, options: Mapping[str, str]) -> list[tuple[str, str]]:
    scaled = given.found.rounded is not None
    rounding = RULES["largest-remainder"]
    return [
        ("Input", given.source.name),
        ("SHA-256 of the input", given.source.sha256),
        ("Made by", f"csptool {__version__}, csptool ledger"),
        ("Options", ", ".join(f"{name} {value}" for name, value in options.items()) or "none"),
        ("Rounding", rounding.words if scaled else "every award is cut to whole units"),
        *([("Source of the rounding", rounding.source)] if scaled else []),
    ]
