"""What every workbook of csptool has in common: its looks, its print set-up, its text kept as text, its fixed bytes."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

BLUE, PALE, RULE = "#1F3864", "#FFF9E5", "#8EA9DB"
LINE = {"bold": True, "top": 1, "bottom": 1, "top_color": RULE, "bottom_color": RULE}  # of a table's total
LAST_ROW = 1_048_576  # of a sheet
FIXED_DATE = datetime.datetime(2000, 1, 1)  # two runs on one input give one file, byte for byte
NARROWEST, WIDEST = 9, 60
LINE_HEIGHT, CHARACTERS = 13, 92  # of a paragraph
PAIRED = 80  # characters on a line of the text beside a label

HEADER = {
    "bold": True,
    "font_color": "white",
    "bg_color": BLUE,
    "text_wrap": True,
    "valign": "vcenter",
    "border": 1,
    "border_color": RULE,
}
NUMBERS = {
    "£": "£#,##0.00;[Red]-£#,##0.00",
    "£ exact": "£#,##0.0000",
    "share": "0.0000%",
    "count": "#,##0",
    "odd": '+0;-0;""',
    "fraction": "0.000000",
    "text": "@",
}


class OutputBook:
    """A workbook under construction. Labels are always written as text, so that none can become a formula."""

    def __init__(self, title: str) -> None:
        import xlsxwriter

        self._out = io.BytesIO()
        self.book: Workbook = xlsxwriter.Workbook(self._out, {"in_memory": True})
        self.book.set_properties({"title": title, "author": "csptool", "created": FIXED_DATE})
        self.book.set_calc_mode("auto")
        self._styles: dict[tuple[tuple[str, Any], ...], Format] = {}

    def style(self, **properties: Any) -> Format:
        """A cell format, made once for every combination of properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._styles:
            self._styles[key] = self.book.add_format(
                {"font_name": "Arial", "font_size": 10, "valign": "vcenter", **properties}
            )
        return self._styles[key]

    def number(self, kind: str, **properties: Any) -> Format:
        """The format of a figure of some kind."""
        return self.style(num_format=NUMBERS.get(kind, kind), **properties)

    @property
    def header(self) -> Format:
        """The style of a table's header."""
        return self.style(**HEADER)

    @property
    def header_of_figures(self) -> Format:
        """The same over a column of figures."""
        return self.style(**HEADER, align="right")

    @property
    def given(self) -> dict[str, Any]:
        """What marks a figure as given, to be changed by hand, and not worked out."""
        return {"bg_color": PALE, "border": 1, "border_color": RULE}

    def sheet(self, name: str, heading: str, *, landscape: bool = False) -> Worksheet:
        """A sheet with its heading in A1, set up for A4 paper with the name and page number at the foot."""
        sheet = self.book.add_worksheet(name, worksheet_class=_plain_worksheet())
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
        sheet.set_footer("&L&8&A&R&8Page &P of &N")
        sheet.write_string(0, 0, heading, self.style(bold=True, font_size=14, font_color=BLUE))
        return sheet

    def paragraphs(self, sheet: Worksheet, row: int, texts: Iterable[str], *, last_column: int) -> None:
        """Sentences, each over the width of the columns up to the last, and as high as it needs."""
        wrapped = self.style(text_wrap=True)
        for row_number, text in enumerate(texts, row):
            sheet.merge_range(row_number, 0, row_number, last_column, "", wrapped)
            sheet.write_string(row_number, 0, text, wrapped)
            sheet.set_row(row_number, LINE_HEIGHT * (1 + len(text) // CHARACTERS) + 4)

    def pairs(self, sheet: Worksheet, row: int, pairs: Iterable[tuple[str, str]]) -> int:
        """Labels with their text beside them; gives the next free row."""
        for label, text in pairs:
            sheet.write_string(row, 0, label, self.style(bold=True))
            sheet.write_string(row, 1, text, self.style(text_wrap=True))
            if lines := len(text) // PAIRED:
                sheet.set_row(row, LINE_HEIGHT * (1 + lines) + 4)
            row += 1
        return row

    def finished(self) -> bytes:
        """The workbook's bytes."""
        self.book.close()
        return self._out.getvalue()


@cache
def _plain_worksheet() -> type[Worksheet]:
    """A worksheet that takes formulas as they are: looking each over for newer functions takes most of the time."""
    from xlsxwriter.worksheet import Worksheet

    class PlainWorksheet(Worksheet):  # type: ignore[misc]
        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            return formula.removeprefix("=")

    return PlainWorksheet


def width(texts: Iterable[str]) -> float:
    """A column's width that fits these texts in Arial 10."""
    return min(WIDEST, max([NARROWEST, *(len(text) + 2 for text in texts)]))


def add_provenance(book: OutputBook, pairs: Sequence[tuple[str, str]]) -> None:
    """The sheet that says what the figures were made from and by what."""
    sheet = book.sheet("Provenance", "Where these figures come from")
    sheet.set_column(0, 0, width(["SHA-256 of the input", *(label for label, _ in pairs)]))
    sheet.set_column(1, 1, 80)
    book.pairs(sheet, 2, pairs)
