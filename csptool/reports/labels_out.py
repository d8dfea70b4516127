"""Labels on their way out: harmless in markdown, in csv files that a spreadsheet opens."""

from __future__ import annotations

import re

FORMULA_STARTS = ("=", "+", "-", "@")


def escaped(text: str) -> str:
    """A label that markdown shows as it is."""
    for mark in "\\|`*_[]":
        text = text.replace(mark, "\\" + mark)
    return re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;")


def harmless(label: str) -> str:
    """A label for a csv file; what a spreadsheet would take for a formula gets an apostrophe before it."""
    return "'" + label if label.startswith(FORMULA_STARTS) else label
