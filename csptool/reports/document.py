"""A result of sentences and tables on every way out: text, markdown, csv, json, a web page, a Word document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from csptool import __version__
from csptool.reports import grid as grids
from csptool.reports.grid import Grid
from csptool.reports.labels_out import escaped
from csptool.sheets.source import Source


@dataclass(frozen=True)
class Document:
    """A title, opening sentences, tables, closing sentences.

    The first table is the result itself: it alone goes into a csv file, and its rows are `rows` in json; the others
    stand there under their `name`. `facts` are the figures for the whole, exact and as strings.
    """

    schema: str
    title: str
    tables: Mapping[str, Grid]
    opening: Sequence[str] = ()
    closing: Sequence[str] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    sources: Sequence[Source] = ()

    @property
    def main(self) -> Grid:
        """The table that is the result itself."""
        return next(iter(self.tables.values()))

    def printed(self, format_: str) -> str:
        """The result as text, json, csv or markdown."""
        ways = {"text": self._text, "json": self._json, "csv": self._csv, "markdown": self._markdown}
        return ways[format_]()

    def html(self, picture: str = "") -> str:
        """A page of its own with a picture (an SVG) above the tables."""
        tables = list(self.tables.values())
        return grids.as_page(self.title, self.opening, tables, self.closing, picture)

    def word(self) -> bytes:
        """The same as a Word document."""
        from csptool.reports.word import WordTable, as_word

        return as_word(self.title, self.opening, [WordTable.of(one) for one in self.tables.values()], self.closing)

    def _text(self) -> str:
        parts = [self.title, "\n".join(self.opening)]
        parts += [grids.as_text(table).rstrip("\n") for table in self.tables.values()]
        parts.append("\n".join(self.closing))
        return "\n\n".join(part for part in parts if part) + "\n"

    def _markdown(self) -> str:
        lists = ["\n".join(f"- {escaped(line)}" for line in lines) for lines in (self.opening, self.closing)]
        tables = [grids.as_markdown(table, level=3).rstrip("\n") for table in self.tables.values()]
        parts = [f"## {escaped(self.title)}", lists[0], *tables, lists[1]]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _csv(self) -> str:
        return grids.as_csv(self.main)

    def _json(self) -> str:
        names = list(self.tables)
        sources = [{"name": source.name, "sha256": source.sha256} for source in self.sources]
        document = {
            "schema": self.schema,
            "csptool": __version__,
            **({"source": sources[0]} if len(sources) == 1 else {"sources": sources}),
            **self.facts,
            "notes": [*self.opening, *self.closing],
            "rows": grids.as_records(self.main),
            **{name: grids.as_records(self.tables[name]) for name in names[1:]},
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
