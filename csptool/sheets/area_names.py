"""Which area a name or a code means, whichever of its names a sheet uses."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from csptool.faults import Fault, Place, nearest
from csptool.labels import same_name

_SMALL_MARKS = dict.fromkeys(map(ord, ".,'\u2018\u2019\u02bc`"))


class AreaNames:
    """The areas of a workbook: found by code, by name, or by another name that is known for the area."""

    def __init__(self, names: Sequence[str], codes: Sequence[str], also: Mapping[int, Sequence[str]]) -> None:
        self.names, self.codes, self.also = names, codes, also
        self._rows = {same_area(name): row for row, name in enumerate(names)}
        self._codes = {same_name(code): row for row, code in enumerate(codes) if code}
        self._others: dict[str, int] = {}
        for row, others in also.items():
            self._others |= {same_area(other): row for other in others}
        for group in _known_names():
            rows = {self._rows[name] for name in group if name in self._rows}
            if len(rows) == 1:
                self._others = dict.fromkeys(group, rows.pop()) | self._others

    def find(self, name: str) -> int | None:
        """The row of the area that a name or a code means; None where it means none."""
        key = same_area(name)
        return self._rows.get(key, self._others.get(key, self._codes.get(same_name(name))))

    def meant(self, name: str, code: str, place: Place) -> int | Fault:
        """The row that a name and a code mean; a fault where they mean none, or two different ones."""
        by_name, by_code = self.find(name), self._codes.get(same_name(code)) if code else None
        if by_name is None and by_code is None:
            return self.unknown(place, name)
        if code and by_code != by_name and (by_code is not None or self.codes_known):
            found = f"{name!r} beside the code {code!r}" + (f" of {self.names[by_code]}" if by_code is not None else "")
            remedy = "correct the name or the code: the figures must stand beside their own area"
            return Fault("name-and-code", place, found, "a name and a code of one area", remedy)
        return by_name if by_name is not None else self.unknown(place, name)

    @property
    def codes_known(self) -> bool:
        """Whether every area has a code, so that a code that is none of theirs is wrong."""
        return len(self._codes) == len(self.names)

    def unknown(self, place: Place, name: str, remedy: str = "") -> Fault:
        """The fault of a name that fits no area."""
        known = f"use one of {nearest(name, self.names)}, or name it in the column 'Also called' of the sheet Areas"
        return Fault("unknown-area", place, repr(name), "an area of the sheet Areas", remedy or known)


def same_twice(names: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of names that are known for one and the same area."""
    named = {same_area(name): name for name in names}
    groups = [[named[name] for name in dict.fromkeys(group) if name in named] for group in _known_names()]
    return [(group[0], other) for group in groups for other in group[1:]]


def same_area(name: str) -> str:
    """What two spellings of one area's name have in common.

    >>> same_area("Oadby and Wigston") == same_area("OADBY & WIGSTON")
    True
    >>> same_area("St. Helen's") == same_area("St Helen’s")
    True
    """
    plain = same_name(name).replace("&", " and ").translate(_SMALL_MARKS)
    return " ".join(plain.split())


@cache
def _known_names() -> list[list[str]]:
    text = resources.files("csptool.data").joinpath("area_names.toml").read_text(encoding="utf-8")
    return [[same_area(name) for name in (area["name"], *area["also"])] for area in tomllib.loads(text)["area"]]
