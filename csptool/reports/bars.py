"""A picture of amounts side by side: bars for two columns of a table, the rows down the side."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from fractions import Fraction

COLOURS = ("#8EA9DB", "#1F3864")
MOST_ROWS = 40


def svg(names: Sequence[str], columns: Mapping[str, Sequence[Fraction]]) -> str:
    """The picture as SVG, the same bytes for the same figures; nothing where there are too many rows to be read."""
    if len(names) > MOST_ROWS:
        return ""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt
    from matplotlib.ticker import FuncFormatter

    with mpl.rc_context({"svg.hashsalt": "csptool", "text.parse_math": False}):
        figure, axes = plt.subplots(figsize=(9, 1.4 + 0.5 * len(names)))
        depth = 0.8 / len(columns)
        for place, ((head, amounts), colour) in enumerate(zip(columns.items(), COLOURS, strict=False)):
            at = [row + (place - (len(columns) - 1) / 2) * depth for row in range(len(names))]
            axes.barh(at, [float(amount) for amount in amounts], height=depth, color=colour, label=head)
        axes.set_yticks(range(len(names)), names)
        axes.invert_yaxis()  # the first row on top, as in the table
        axes.xaxis.set_major_formatter(FuncFormatter(lambda amount, _: f"£{amount:,.0f}"))
        axes.grid(axis="x", color="#DDDDDD")
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=len(columns), frameon=False)
        figure.tight_layout()
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "csptool"})
        plt.close(figure)
    return out.getvalue()
