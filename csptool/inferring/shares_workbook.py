"""A share-out that was inferred, as a workbook: put another pot in, and every row follows or does not."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from csptool import __version__
from csptool.inferring.tables import AreaTable
from csptool.papers import ReadPaper
from csptool.reports.steps_sheet import Labels
from csptool.reports.working_book import Column, Headline, WorkingBook
from formulas.inference.pots import Pots
from formulas.inference.proof import proof
from formulas.inference.shares import Shares
from formulas.inference.shares_working import shares_working

FINE = "£#,##0.000000"
GUIDE = "The pot stands on the sheet Settings: put another there, and the sheet Checks says whether every row follows."


def as_workbook(
    read: ReadPaper, table: AreaTable, shares: Shares, found: Pots, title: str, sentences: Sequence[str]
) -> bytes:
    """Summary, Proof and what stands behind; always the same bytes for the same figures."""
    shown = proof(shares, found)
    working, names = shares_working(shares, found, shown), [row.label for row in shares.rows]
    book = WorkingBook(title, working, Labels(names, [""] * len(names), "Area"))
    headlines = [Headline("Pot that every row is worked out from", "[pot]", shown.pot, FINE)]
    for key, label in (("lowest", "Lowest pot that fits"), ("highest", "Highest pot, which may not itself fit")):
        if key in working.steps:
            headlines.append(Headline(label, f"[{key}]", Fraction(working.steps[key].value(0)), FINE))
    book.summary(headlines, {"What the printed figures imply": sentences, "To try another pot": [GUIDE]})

    def column(head: str, key: str, kind: str, total: str = "sum") -> Column:
        values = [Fraction(working.steps[key].value(place)) for place in range(len(names))]
        return Column(head, f"[{key}]", values, kind, total)

    columns = [
        column(table.name(shares.basis), "basis", "#,##0.00########"),
        column(table.name(shares.result), "result", "£"),
    ]
    if "least" in working.steps:
        columns += [column("Pot from", "least", FINE, ""), column("Pot to", "greatest", FINE, "")]
    columns.append(column("Exact share", "exact", FINE, ""))
    columns += [column("Worked out", "worked", "£"), column("Apart", "apart", "£")]
    book.table("Proof", title, columns)
    return book.behind(
        [
            ("Made by", f"csptool {__version__}, csptool infer"),
            ("Paper", read.path),
            ("SHA-256 of the paper", read.sha256),
            ("Rounding", found.rule),
        ]
    )
