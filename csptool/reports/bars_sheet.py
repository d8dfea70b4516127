"""A chart inside a workbook: bars side by side for some columns of a table."""

from __future__ import annotations

from collections.abc import Mapping

from csptool.reports.bar_chart import COLOURS, MOST_AREAS
from csptool.reports.workbook import OutputBook
from csptool.reports.working_layout import HEADER_ROW, WorkingLayout


def add_bars(book: OutputBook, layout: WorkingLayout, table: str, heads: Mapping[str, int], title: str) -> None:
    """A sheet of its own with bars for some columns of a table, by their place in it; the areas down the side.

    None where there are more areas than a picture shows.
    """
    if layout.areas > MOST_AREAS:
        return
    chart = book.book.add_chart({"type": "bar"})
    first, last = HEADER_ROW + 1, HEADER_ROW + layout.areas
    for (head, place), colour in zip(heads.items(), COLOURS, strict=False):
        column = layout.labels + place
        chart.add_series(
            {
                "name": head,
                "categories": [table, first, layout.labels - 1, last, layout.labels - 1],
                "values": [table, first, column, last, column],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    chart.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
    # the first area on top, as in the table, every name beside the plot, the amounts below it
    names = {"reverse": True, "crossing": "max", "label_position": "low", "interval_unit": 1}
    chart.set_y_axis({**names, "major_tick_mark": "none", "num_font": {"size": max(5, min(10, 360 // last))}})
    lines = {"visible": True, "line": {"color": "#DDDDDD"}}
    chart.set_x_axis({"num_format": "£#,##0", "major_gridlines": lines, "major_tick_mark": "none"})
    chart.set_legend({"position": "top"})
    sheet = book.book.add_chartsheet("Chart")
    sheet.set_paper(9)
    sheet.set_chart(chart)
