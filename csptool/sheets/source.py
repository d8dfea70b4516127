"""An input: its bytes read once, from a file or from standard input, with the name and digest that provenance needs."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from csptool.faults import Place, fault
from csptool.labels import tidy

LARGEST_INPUT = 200 * 2**20  # bytes; a budget of a million rows is well below it


@dataclass(frozen=True)
class Source:
    """The bytes of an input, what it is called, and which file it is, so that no output can be written over it."""

    name: str
    data: bytes
    status: os.stat_result | None = None

    @cached_property
    def sha256(self) -> str:
        """The digest by which anybody can tell that it is the same input."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def place(self) -> Place:
        """The input as a whole."""
        return Place(self.name)


def read_source(given: str, expected: str = "a workbook or a csv file") -> Source:
    """Read `given`, a path or `-` for standard input. Refuses what is not there, folders, and more than 200 MB."""
    if given == "-":
        return _standard_input(expected)
    path = Path(given)
    place = Place(path.name or given)
    try:
        if path.is_dir():
            raise fault("folder", place, "a folder", expected, "name the file inside it")
        if path.exists() and not path.is_file():
            raise fault("not-a-file", place, "something that is not a file", "a file", "name a workbook or csv file")
        with path.open("rb") as file:
            return _sized(Source(tidy(path.name), file.read(LARGEST_INPUT + 1), os.fstat(file.fileno())), expected)
    except FileNotFoundError:
        kinds = {path.suffix.lower(), ".xlsx", ".xlsm", ".csv"} if "workbook" in expected else {path.suffix.lower()}
        near = [p.name for p in path.parent.glob("*") if p.suffix.lower() in kinds]
        remedy = f"check the name; beside it are {', '.join(sorted(near)[:5])}" if near else "check the folder and name"
        raise fault("no-such-file", place, "no such file", expected, remedy) from None
    except PermissionError:
        raise fault(
            "not-readable", place, "a file that may not be read", "a readable file", "close it in Excel, or copy it"
        ) from None
    except OSError as error:
        raise fault(
            "not-readable", place, str(error.strerror).lower(), "a readable file", "check the name and the disk"
        ) from None


def _standard_input(expected: str) -> Source:
    if sys.stdin is None:
        raise fault("no-input", Place("-"), "that standard input is closed", "a sheet", "give it, or name a file")
    data = sys.stdin.buffer.read(LARGEST_INPUT + 1)
    try:
        status = os.fstat(sys.stdin.fileno())
    except (OSError, ValueError):
        status = None  # it is no file
    return _sized(Source("standard input", data, status), expected)


def _sized(source: Source, expected: str) -> Source:
    if len(source.data) > LARGEST_INPUT:
        raise fault("too-large", source.place, "more than 200 MB", "a smaller file", "keep the part that is needed")
    if not source.data:
        raise fault("empty-file", source.place, "an empty file", expected, "save it again")
    return source
