"""The findings of papers on every way out: text, json, csv, Markdown, and the annotated copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csptool.labels import tidy
from csptool.paper_check import CheckedPaper
from csptool.reports import grid as grids
from csptool.reports.finding_wording import Wording
from csptool.reports.grid import Cell, Grid, Head
from csptool.reports.labels_out import escaped
from csptool.reports.verify_json import as_json
from csptool.reports.verify_text import agreed, as_text, grouped, headline
from formulas.as_printed import as_printed
from formulas.exact import in_full
from formulas.findings import Finding

HEADS = (
    *(Head("Paper", "paper"), Head("Verdict", "verdict"), Head("Code", "code")),
    *(Head("Table", "table", "count"), Head("Row", "row", "count"), Head("Column", "column", "count")),
    *(Head("Row label", "row_label"), Head("Column label", "column_label")),
    *(Head("Paragraph", "paragraph", "count"), Head("Page", "page", "count")),
    *(Head("Printed", "printed"), Head("Expected", "expected"), Head("Difference", "difference")),
    *(Head("Likely", "likely"), Head("Accepted", "accepted"), Head("Message", "message")),
)


@dataclass(frozen=True)
class VerifyReport:
    """What was found; with `strict` queries are told too, and in text what agrees only within rounding."""

    papers: Sequence[CheckedPaper]
    strict: bool = False

    def printed(self, format_: str) -> str:
        """The report as text, json, csv or Markdown."""
        ways = {"text": self._text, "json": lambda: as_json(self.papers), "csv": self._csv, "markdown": self._markdown}
        return ways[format_]()

    def html(self) -> bytes:
        """The annotated copy."""
        from csptool.reports.verify_page import as_page

        return as_page(self.papers).encode()

    def _text(self) -> str:
        return as_text(self.papers, strict=self.strict)

    def _csv(self) -> str:
        return grids.as_csv(Grid("", HEADS, [row for paper in self.papers for row in self._rows(paper)]))

    def _rows(self, paper: CheckedPaper) -> list[list[Cell]]:
        if paper.read is None:
            return []
        words = Wording(paper.read.paper)
        return [
            *(_row(paper, words, finding, "") for finding in paper.told(strict=self.strict)),
            *(_row(paper, words, finding, reason or "yes") for finding, reason in paper.accepted),
        ]

    def _markdown(self) -> str:
        return "\n".join(self._paper(paper) for paper in self.papers if paper.read is not None)

    def _paper(self, paper: CheckedPaper) -> str:
        assert paper.read is not None
        words = Wording(paper.read.paper)
        parts = [f"## {escaped(paper.name)}", escaped(_sentence(headline(paper)))]
        parts += [f"- {escaped(tidy(note))}" for note in paper.read.paper.notes]
        for heading, group in grouped(paper.told(strict=self.strict), words).items():
            parts += [f"### {escaped(heading)}", "\n".join(_item(finding, words) for finding in group)]
        parts += [escaped(line) for line in agreed(paper, strict=self.strict)]
        return "\n\n".join(parts) + "\n"


def _item(finding: Finding, words: Wording) -> str:
    said = words.said(finding)
    rest = " ".join(part for part in (_sentence(said.follows), said.rounding, said.likely) if part)
    return f"- **{finding.verdict.capitalize()}**: {escaped(said.place)}. {escaped(rest)}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _row(paper: CheckedPaper, words: Wording, finding: Finding, accepted: str) -> list[Cell]:
    entry = finding.entry
    numbers = [entry.table, entry.row, entry.column] if entry.table else [None, None, None]
    return [
        *(paper.name, finding.verdict, finding.code, *numbers, tidy(entry.row_label), tidy(entry.column_label)),
        *(entry.paragraph or None, entry.page, tidy(entry.printed), as_printed(entry, finding.expected)),
        *(in_full(finding.difference), finding.slip, accepted, words.said(finding).sentence),
    ]
