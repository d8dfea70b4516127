"""A formula that was inferred, as a workbook: put other amounts per unit in, and every area follows or does not."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from csptool import __version__
from csptool.papers import ReadPaper
from csptool.reports.steps_sheet import Labels
from csptool.reports.working_book import Column, Headline, WorkingBook
from formulas.inference.formula_working import formula_working
from formulas.inference.weights import Measured

GUIDE = "The amounts stand on the sheet Settings: put others there, and Checks says whether every area follows."


def as_workbook(
    read: ReadPaper,
    names: Sequence[str],
    rows: Sequence[Measured],
    amounts: Sequence[Fraction],
    said: tuple[str, Sequence[str]],
) -> bytes:
    """Summary, Proof and what stands behind; always the same bytes for the same figures.

    `said` are the title of the answer and its sentences.
    """
    title, sentences = said
    working, areas = formula_working(names, rows, amounts), [row.label for row in rows]
    book = WorkingBook(title, working, Labels(areas, [""] * len(areas), "Area"))
    lines = [
        Headline(f"{name}: £ per unit", f"[amount_{number}]", amount, "#,##0.00##########")
        for number, (name, amount) in enumerate(zip(names, amounts, strict=True), 1)
    ]
    book.summary(lines, {"What the printed figures imply": sentences, "To try other amounts": [GUIDE]})

    def column(head: str, key: str, kind: str) -> Column:
        values = [Fraction(working.steps[key].value(place)) for place in range(len(areas))]
        return Column(head, f"[{key}]", values, kind, "")

    columns = [column(name, f"indicator_{number}", "#,##0.########") for number, name in enumerate(names, 1)]
    for head, key in (("Result from", "low"), ("Result to", "high"), ("Worked from", "least"), ("Worked to", "most")):
        columns.append(column(head, key, "£#,##0.0000"))
    book.table("Proof", title, columns)
    return book.behind(
        [
            ("Made by", f"csptool {__version__}, csptool infer"),
            ("Paper", read.path),
            ("SHA-256 of the paper", read.sha256),
        ]
    )
