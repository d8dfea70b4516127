"""An answer with its proof, and all of them as one document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from csptool.faults import Place, fault
from csptool.labels import listed, tidy
from csptool.papers import ReadPaper
from csptool.reports.document import Document
from csptool.reports.grid import Grid, Head, as_records

SCHEMA = "csptool.infer.v1"
NOTHING = (
    "Not determined: no column was found to be a share-out by another, and no bands or years of Band D that agree.",
    "To ask about columns, name them: --basis and --result for a pot, --indicator and --result for a formula,",
    "--previous, --undamped and --result for a floor; --band-d for the tax bases behind precepts.",
)


@dataclass(frozen=True)
class Answer:
    """What one question found: sentences, the tables that prove it (the first row by row), exact figures for programs.

    `failed` says what a figure that was asked about fails by; `workbook` makes a live proof of it, where there is one.
    """

    kind: str
    title: str
    sentences: Sequence[str]
    tables: Mapping[str, Grid] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    failed: Sequence[str] = ()
    workbook: Callable[[ReadPaper], bytes] | None = None

    def record(self) -> dict[str, Any]:
        """For json: exact figures as strings, every table by its name."""
        tables = {name: as_records(grid) for name, grid in self.tables.items()}
        return {"kind": self.kind, "title": self.title, **self.facts, "sentences": list(self.sentences), **tables}


def without(labels: Sequence[str]) -> str:
    """What to say of the rows any one of which, left out, lets the rest follow."""
    if len(labels) == 1:
        return f"Without {labels[0]} the rest follow."
    if labels:
        names = listed(labels, 12)
        return f"Which row is wrong is not determined: without any one of {names} the rest follow."
    return "No one row is to blame."


def workbook(read: ReadPaper, answers: Sequence[Answer]) -> bytes:
    """The live proof of the first answer that has one. Raises a fault where none has."""
    for answer in answers:
        if answer.workbook is not None:
            return answer.workbook(read)
    expected, remedy = "a share-out or a formula that fits", "write a .docx, .html, .json, .csv or .md file"
    raise fault("nothing-to-prove", Place("-o"), "no answer with a live proof", expected, remedy)


def document(read: ReadPaper, answers: Sequence[Answer]) -> Document:
    """Every answer, in order; the first table of the first is the result for a csv file."""
    name = "standard input" if read.path == "-" else tidy(read.path)
    tables: dict[str, Grid] = {}
    for number, answer in enumerate(answers, 1):
        for place, (key, grid) in enumerate(answer.tables.items()):
            before = answer.sentences if not place else ()
            titled = replace(grid, title=answer.title if not place else grid.title, before=[*before, *grid.before])
            tables[f"{key}_{number}"] = titled
    told = [f"{one.title}. {' '.join(one.sentences)}" for one in answers if not one.tables]
    lines = [line for one in answers for line in (f"{one.title}.", *one.sentences)] if answers else NOTHING
    alone = Grid("", [Head("Answer", "answer")], [[line] for line in lines])  # where nothing has a table to prove it
    facts = {"path": name, "sha256": read.sha256, "answers": [answer.record() for answer in answers]}
    return Document(
        SCHEMA, f"What the figures of {name} imply", tables or {"rows": alone}, told if tables else (), (), facts
    )
