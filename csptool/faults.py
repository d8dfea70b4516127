"""What stops a run: each fault with its place, what was found, what was expected and what to do. And the exit codes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from csptool.labels import tidy
from formulas.refusals import Refusal


class Exit(IntEnum):
    """What the exit status says."""

    WELL = 0
    CHECK_FAILED = 1
    CANNOT_RUN = 2
    BROKEN = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, or an option of the command line; within a file the sheet and the cell."""

    file: str
    sheet: str = ""
    cell: str = ""

    @property
    def order(self) -> tuple[int, str]:
        """Sorts places down a sheet, then across."""
        match = re.match(r"([A-Z]+)(\d+)", self.cell)
        return (int(match[2]), match[1].rjust(3)) if match else (0, "")

    def __str__(self) -> str:
        parts = [
            tidy(self.file),
            f"sheet {self.sheet}" if self.sheet else "",
            f"cell{'s' * (':' in self.cell)} {self.cell}" if self.cell else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that stops the run. `code` is a stable name; the rest is for people."""

    code: str
    place: Place
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: found {self.found}, expected {self.expected}. {self.remedy[0].upper()}{self.remedy[1:]}."


class Faults(Exception):
    """Raised with every fault of an input, never only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(map(str, self.faults)))


def fault(code: str, place: Place, found: str, expected: str, remedy: str) -> Faults:
    """A single fault, ready to be raised."""
    return Faults([Fault(code, place, found, expected, remedy)])


def placed(refusal: Refusal, place: Place) -> Fault:
    """A refusal of the arithmetic, with the place that its figure came from."""
    return Fault(refusal.code, place, refusal.found, refusal.expected, refusal.remedy)


def nearest(wanted: str, known: Iterable[str]) -> str:
    """The known names most like the one wanted, ready for a remedy; all of them when few and none is like it,
    else the first and how many more there are."""
    names = list(dict.fromkeys(name for name in known if name))
    folded = {name.casefold(): name for name in names}
    close = [folded[n] for n in difflib.get_close_matches(wanted.casefold(), folded, n=3, cutoff=0.5)]
    more = f" or {len(names) - 12} more" if not close and len(names) > 12 else ""
    return ", ".join(repr(name) for name in (close or names[:12])) + more
