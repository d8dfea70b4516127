"""The picture of a sweep: each area's amount as the value moves, last year's or the stated amount marked."""

from __future__ import annotations

import io

from csptool.reports.run_wording import capital
from csptool.reports.whatif_tables import most_moved, target_value
from csptool.targets import is_rate
from csptool.whatif import Sweep
from formulas.scenario import value_of

SIZE = (10.5, 6.2)  # inches
SPACE = 0.035  # of the height: what a label at the end of a line needs


def svg(found: Sweep) -> str:
    """The picture as SVG, the same bytes for the same figures."""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt
    from matplotlib.ticker import FuncFormatter

    plan, target = found.baseline.plan, found.target
    with mpl.rc_context({"svg.hashsalt": "csptool", "text.parse_math": False}):
        figure, axes = plt.subplots(figsize=SIZE)
        scale = 100 if is_rate(target, plan) else 1
        values = [float(value * scale) for value in found.values]
        colours = plt.get_cmap("tab20" if len(most_moved(found)) > 10 else "tab10")
        ends = {}
        for place, row in enumerate(most_moved(found)):
            amounts = [float(a[row]) if a is not None else float("nan") for a in found.found]
            axes.plot(values, amounts, color=colours(place), linewidth=1.8)
            shown = [amount for amount in amounts if amount == amount]  # noqa: PLR0124 - nan is not equal to itself
            ends[row] = (shown[-1] if shown else 0.0, colours(place))
        for crossing in found.crossings:
            if crossing.row in ends:
                where = float(crossing.high * scale)
                axes.plot(
                    [where],
                    [_height(values, found, crossing.row, where)],
                    "o",
                    color=ends[crossing.row][1],
                    markersize=5,
                )
        stated = value_of(plan, target)
        if found.values[0] <= stated <= found.values[-1]:
            axes.axvline(float(stated * scale), color="#888888", linewidth=1, linestyle="--")
            axes.annotate(f"as stated: {target_value(stated, target, plan)}", (float(stated * scale), 1.01), fontsize=9,
                          xycoords=("data", "axes fraction"), ha="center", color="#555555")  # fmt: skip
        _label_ends(axes, values[-1], {plan.areas[row]: end for row, end in ends.items()})
        axes.yaxis.set_major_formatter(FuncFormatter(lambda amount, _: f"£{amount:,.0f}"))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}{'%' if scale == 100 else ''}"))
        axes.set_xlabel(capital(target.words))
        axes.set_xlim(values[0], values[-1] if values[-1] > values[0] else values[0] + 1)
        axes.grid(axis="y", color="#DDDDDD")
        axes.spines[["top", "right"]].set_visible(False)
        figure.subplots_adjust(left=0.09, right=0.82, top=0.93, bottom=0.1)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "csptool"})
        plt.close(figure)
    return out.getvalue()


def _height(values: list[float], found: Sweep, row: int, where: float) -> float:
    """How high an area's line is at a value between two of the sweep."""
    import numpy as np

    shown = [(value, float(a[row])) for value, a in zip(values, found.found, strict=True) if a is not None]
    return float(np.interp(where, [value for value, _ in shown], [amount for _, amount in shown]))


def _label_ends(axes, at: float, ends: dict[str, tuple[float, object]]) -> None:  # type: ignore[no-untyped-def]
    """Each line's name at its right end, moved apart where they would stand on one another."""
    low, high = axes.get_ylim()
    space = (high - low) * SPACE
    place = low - space
    for name, (amount, colour) in sorted(ends.items(), key=lambda item: item[1][0]):
        place = max(amount, place + space)
        axes.annotate(
            f" {name}", (1.0, place), xycoords=("axes fraction", "data"), color=colour, fontsize=9, va="center"
        )
