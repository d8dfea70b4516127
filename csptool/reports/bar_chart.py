"""A picture of amounts area by area: horizontal bars, side by side for each area, as SVG."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from fractions import Fraction
from textwrap import shorten

from formulas.exact import in_pounds

COLOURS = ("#8EA9DB", "#1F3864", "#C55A11")
WIDTH, OF_AN_AREA, AROUND, PADDING = 10.5, 0.52, 1.5, 0.12  # inches
THICKNESS = 0.8  # of an area's place: all its bars together
LONGEST = 40  # characters of a name
MOST_AREAS = 60


def svg(names: Sequence[str], amounts: Mapping[str, Sequence[Fraction]], title: str) -> str:
    """The picture as SVG, the same bytes for the same figures; `amounts` in pounds by the name of their bars.

    Nothing where there are more areas than a picture shows.
    """
    if len(names) > MOST_AREAS:
        return ""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt
    from matplotlib.layout_engine import ConstrainedLayoutEngine
    from matplotlib.ticker import FuncFormatter

    height = AROUND + OF_AN_AREA * len(names)
    with mpl.rc_context({"svg.hashsalt": "csptool", "text.parse_math": False}):
        figure, axes = plt.subplots(
            figsize=(WIDTH, height), layout=ConstrainedLayoutEngine(w_pad=PADDING, h_pad=PADDING)
        )
        bar = THICKNESS / len(amounts)
        for place, ((name, values), colour) in enumerate(zip(amounts.items(), COLOURS, strict=False)):
            rows = [row + (place - (len(amounts) - 1) / 2) * bar for row in range(len(names))]
            drawn = axes.barh(rows, [float(value) for value in values], bar, color=colour, label=name)
            axes.bar_label(drawn, [in_pounds(value, 0) for value in values], padding=3, fontsize=8, color="#444444")
        axes.set_yticks(range(len(names)), [shorten(name, LONGEST, placeholder="…") for name in names])
        axes.set_ylim(len(names) - 0.5, -0.5)  # the first area on top, as in the table
        axes.margins(x=0.12)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda amount, _: in_pounds(Fraction(amount), 0)))
        axes.grid(axis="x", color="#DDDDDD")
        axes.set_axisbelow(True)
        axes.tick_params(axis="y", length=0)
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_title(title, loc="left", fontsize=12, color="#1F3864")
        figure.legend(loc="outside lower left", ncols=len(amounts), frameon=False)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "csptool"})
        plt.close(figure)
    return out.getvalue()
