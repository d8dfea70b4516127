"""The notices of a redistribution as a list: each with its amounts, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence

from csptool.notices import Cast, Worded
from csptool.reports.award_wording import award_title
from csptool.reports.document import Document
from csptool.reports.grid import Grid, Head
from csptool.reports.notice_template import cast_words
from csptool.sheets.award_workbook import AwardBudget
from formulas.exact import in_full
from formulas.redistribution import Redistribution

SCHEMA = "csptool.notices.v1"
HEADS = (
    Head("Reference", "reference"),
    Head("Area", "area"),
    Head("Code", "code", shown=False),
    Head("Original", "original", "£"),
    Head("Change", "change", "+£"),
    Head("Revised", "revised", "£"),
)


def document(budget: AwardBudget, found: Redistribution, made: Sequence[Worded], sums: Cast) -> Document:
    """The list; areas without a change are named, as they have no notice."""
    rows = [
        (m.reference, m.notice.area, m.context["code"], m.notice.original, m.notice.change, m.notice.revised)
        for m in made
    ]
    columns = list(zip(*rows, strict=True))
    total = ["", "Total", "", *(sum(column) for column in columns[3:])]
    areas, noticed = found.outcome.plan.areas, {each.notice.row for each in made}
    without = [area for row, area in enumerate(areas) if row not in noticed]
    closing = cast_words(sums) + ([f"No notice, as nothing changes: {', '.join(without)}."] if without else [])
    facts = {
        "fund": found.outcome.plan.fund.name,
        "year": found.outcome.plan.fund.year,
        "redistributed": in_full(sums.redistributed),
        "supplements": in_full(sums.supplements),
        "changes": in_full(sums.changes),
        "casts": sums.holds,
    }
    title = f"Contract variation notices: {award_title(found)}"
    return Document(SCHEMA, title, {"rows": Grid("", HEADS, rows, total)}, (), closing, facts, [budget.source])
