"""What csptool verify looks for, from the register of relations."""

from __future__ import annotations

import textwrap

from csptool.reports.document import Document
from csptool.reports.grid import Grid, Head
from formulas.relations.register import KINDS

HEADS = (
    Head("Kind", "kind"),
    Head("What it says", "says"),
    Head("Recognised by", "recognised"),
    Head("Established by", "established"),
)


def relations_list(format_: str) -> str:
    """Every kind of relation: what it says, how it is recognised, what establishes it."""
    rows = [(kind.name, kind.says, kind.recognised, kind.established) for kind in KINDS.values()]
    if format_ != "text":
        title = "The relations that are looked for"
        return Document("csptool.relations.v1", title, {"rows": Grid("", HEADS, rows)}).printed(format_)
    return "\n".join(_block(row) for row in rows)


def _block(row: tuple[str, ...]) -> str:
    lines = [f"{row[0]}: {row[1]}"]
    for head, text in zip(HEADS[2:], row[2:], strict=True):
        lines += textwrap.wrap(f"{head.text}: {text}.", 100, initial_indent="  ", subsequent_indent="    ")
    return "\n".join(lines) + "\n"
