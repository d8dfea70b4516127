"""Which area a name or a code means, whichever of its names a sheet uses."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from csptool.faults import Fault, Place, nearest
from csptool.labels import same_name


class AreaNames:
    """The areas of a workbook: found by code, by name, or by another name that is known for the area."""

    def __init__(self, names: Sequence[str], codes: Sequence[str], also: Mapping[int, Sequence[str]]) -> None:
        self.names = names
        self._rows = {same_area(name): row for row, name in enumerate(names)}
        self._codes = {same_name(code): row for row, code in enumerate(codes) if code}
        self._others: dict[str, int] = {}
        for row, others in also.items():
            self._others |= {same_area(other): row for other in others}
        for group in _known_names():
            rows = {self._rows[name] for name in group if name in self._rows}
            if len(rows) == 1:
                self._others = dict.fromkeys(group, rows.pop()) | self._others

    def find(self, name: str, code: str = "") -> int | None:
        """The row of the area, by code where both have one, else by name; None where nothing fits."""
        if code and same_name(code) in self._codes:
            return self._codes[same_name(code)]
        key = same_area(name)
        return self._rows.get(key, self._others.get(key, self._codes.get(same_name(name))))

    def unknown(self, place: Place, name: str, remedy: str = "") -> Fault:
        """The fault of a name that fits no area."""
        known = f"use one of {nearest(name, self.names)}, or name it in the column 'Also called' of the sheet Areas"
        return Fault("unknown-area", place, repr(name), "an area of the sheet Areas", remedy or known)


def same_area(name: str) -> str:
    """What two spellings of one area's name have in common.

    >>> same_area("Oadby and Wigston") == same_area("OADBY & WIGSTON")
    True
    """
    return " ".join(same_name(name).replace("&", " and ").split())


@cache
def _known_names() -> list[list[str]]:
    text = resources.files("csptool.data").joinpath("area_names.toml").read_text(encoding="utf-8")
    return [[same_area(name) for name in (area["name"], *area["also"])] for area in tomllib.loads(text)["area"]]
