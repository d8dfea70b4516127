"""The numbers that Word prints before the paragraphs of a list, which its text does not hold."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

FURTHEST = 5_000  # a list that long is a mistake, and roman numbers grow with it
ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]  # fmt: skip


class Numbering:
    """The lists of a document, each with how far it has counted."""

    def __init__(self, part: Any) -> None:
        self._levels: dict[str, dict[str, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if part is None:
            return
        kinds = {_attribute(kind, "abstractNumId"): kind for kind in part.iterchildren("{*}abstractNum")}
        for number in part.iterchildren("{*}num"):
            kind = kinds.get(_attribute(number.find("{*}abstractNumId"), "val"))
            levels = [] if kind is None else list(kind.iterchildren("{*}lvl"))
            self._levels[_attribute(number, "numId")] = {_attribute(level, "ilvl"): _level(level) for level in levels}

    def mark(self, paragraph: Any) -> str:
        """The mark of a paragraph, counted on; blank where it is in no list."""
        numbered = paragraph.find("{*}pPr/{*}numPr")
        if numbered is None:
            return ""
        key, depth = _attribute(numbered.find("{*}numId"), "val"), _attribute(numbered.find("{*}ilvl"), "val") or "0"
        level = self._levels.get(key, {}).get(depth)
        if key in {"", "0"} or not depth.isdigit() or level is None:
            return "" if key in {"", "0"} else "•"
        style, pattern, start = level
        if style in {"bullet", "none"}:
            return "•" if style == "bullet" else ""
        counts, place = self._counts[key], int(depth)
        counts[place] = counts.get(place, start - 1) + 1
        for deeper in [other for other in counts if other > place]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda match: self._printed(key, int(match[1]) - 1), pattern)

    def _printed(self, key: str, place: int) -> str:
        style, _, start = self._levels[key].get(str(place), ("decimal", "", 1))
        return _number(self._counts[key].get(place, start), style)


def _level(level: Any) -> tuple[str, str, int]:
    start = _attribute(level.find("{*}start"), "val")
    return (
        _attribute(level.find("{*}numFmt"), "val") or "decimal",
        _attribute(level.find("{*}lvlText"), "val"),
        int(start) if re.fullmatch(r"\d{1,6}", start) else 1,
    )


def _attribute(element: Any, name: str) -> str:
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _number(number: int, style: str) -> str:
    """A number as Word prints it: 3, c, C, iii or III."""
    if not 1 <= number <= FURTHEST or not style.endswith(("Letter", "Roman")):
        return str(number)
    if style.endswith("Letter"):
        text = chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26)
    else:
        text = ""
        for value, letters in ROMAN:
            text, number = text + letters * (number // value), number % value
    return text.upper() if style.startswith("upper") else text
