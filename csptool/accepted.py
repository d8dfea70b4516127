"""Findings that are known and accepted: a small file of them, so that a paper can be checked again and again.

Each is known by the name of the paper, its place, the figure as printed and the code of the finding. A finding that is
accepted is counted and not failed; one that no longer matches anything is said.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from csptool.faults import Fault, Faults, Place, fault
from csptool.labels import tidy
from csptool.paper_check import CheckedPaper
from csptool.reports.finding_wording import Wording
from csptool.sheets.source import read_source
from formulas.findings import Finding
from formulas.relations.entry import Entry

KEYS = ("paper", "place", "printed", "code", "reason")
OPENING = """\
# Findings of csptool verify that are known and accepted. Give each a reason; take out what has been put right.
"""
SUMS = frozenset({"column_sum", "row_sum", "parts_of_total", "sum", "difference"})
EXPECTED = "a file of accepted findings"


@dataclass(frozen=True)
class Acceptance:
    """One accepted finding, and why."""

    paper: str
    place: str
    printed: str
    code: str
    reason: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What it is known by, capitals and spacing aside.

        Which of the sums that a figure spoils shows it best may change with another figure: they count as one code.
        """
        code = "a sum" if self.code in SUMS else self.code
        return tuple(tidy(text).casefold() for text in (self.paper, self.place, self.printed, code))


def read_accepted(path: Path) -> list[Acceptance]:
    """The acceptances of a file. Refuses a file that is no TOML, and every entry that is not whole."""
    source = read_source(str(path), EXPECTED)
    try:
        document = tomllib.loads(source.data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise fault("not-text", source.place, "bytes that are no UTF-8", EXPECTED, "save it as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        place = Place(f"{source.name}, line {line[1]}") if line else source.place
        found = f"what is no TOML ({str(error)[:100]})"
        raise fault("not-toml", place, found, EXPECTED, "write it anew with --accept-new") from None
    entries = document.get("accepted", [])
    faults = [
        Fault("unknown-key", source.place, repr(tidy(key)), "entries [[accepted]] only", "take it out")
        for key in document
        if key != "accepted"
    ]
    if not isinstance(entries, list):
        raise Faults(
            [
                *faults,
                Fault("no-entries", source.place, "'accepted' without entries", "[[accepted]]", "write [[accepted]]"),
            ]
        )
    found_: list[Acceptance] = []
    for number, entry in enumerate(entries, 1):
        wrong = _entry_faults(entry, Place(f"{source.name}, entry {number}"))
        faults += wrong
        if not wrong:
            found_.append(Acceptance(**entry))
    if faults:
        raise Faults(faults)
    return found_


def _entry_faults(entry: Any, place: Place) -> list[Fault]:
    expected = f"the keys {', '.join(KEYS)}"
    if not isinstance(entry, dict):
        return [Fault("no-entry", place, repr(entry)[:60], expected, "write [[accepted]] above it")]
    remedy = "write the file anew with --accept-new, or see docs/verify.md"
    faults = [Fault("unknown-key", place, repr(tidy(key)), expected, "take it out") for key in entry if key not in KEYS]
    for key in KEYS[:-1]:
        if key not in entry:
            faults.append(Fault("no-key", place, f"no {key!r}", expected, remedy))
    for key in KEYS:
        if key in entry and not isinstance(entry[key], str):
            faults.append(
                Fault("not-text", place, f"{key} = {entry[key]!r}"[:80], "text in quotes", f'write {key} = "..."')
            )
    return faults


def apply_accepted(
    papers: Sequence[CheckedPaper], accepted: Sequence[Acceptance]
) -> tuple[list[CheckedPaper], list[str]]:
    """The papers with their accepted findings set apart; and what is to be said of the acceptances.

    An acceptance of a paper that is not among those checked is left alone.
    """
    reasons = {one.key: one.reason for one in accepted}
    used: set[tuple[str, ...]] = set()
    done = []
    for paper in papers:
        keys = {id(finding): acceptance_of(paper, finding).key for finding in paper.findings}
        known = [finding for finding in paper.findings if keys[id(finding)] in reasons]
        used |= {keys[id(finding)] for finding in known}
        left = [finding for finding in paper.findings if keys[id(finding)] not in reasons]
        done.append(replace(paper, findings=left, accepted=[(one, tidy(reasons[keys[id(one)]])) for one in known]))
    read = {tidy(_file_name(paper)).casefold() for paper in papers if paper.read is not None}
    notes = []
    for one in accepted:
        if one.key not in used and one.key[0] in read:
            which = f"{tidy(one.paper)}, {tidy(one.place)}: the accepted finding ({tidy(one.printed)})"
            notes.append(f"{which} is no longer found; take it out.")
    blank = sum(one.key in used and not one.reason.strip() for one in accepted)
    if blank:
        notes.append(f"{blank} accepted finding{'' if blank == 1 else 's'} without a reason; write why.")
    return done, notes


def acceptance_of(paper: CheckedPaper, finding: Finding) -> Acceptance:
    """What a finding would be accepted by."""
    return Acceptance(_file_name(paper), place_of(finding.entry), tidy(finding.entry.printed), finding.code)


def place_of(entry: Entry) -> str:
    """The place of a figure in few words."""
    if entry.paragraph:
        return f"paragraph {entry.paragraph}, character {entry.at}"
    if not entry.table:
        return f"check {tidy(entry.row_label)}"
    within = f", character {entry.at}" if entry.at else ""
    return f"table {entry.table}, row {entry.row}, column {entry.column}{within}"


def with_new(path: Path, papers: Iterable[CheckedPaper], failing: Sequence[str]) -> tuple[bytes, int]:
    """The file with every failing finding of the papers added below what it holds already; and how many were added."""
    text = path.read_text(encoding="utf-8-sig") if path.exists() else OPENING
    parts, count = [text if text.endswith("\n") else text + "\n"], 0
    for paper in papers:
        words = Wording(paper.read.paper) if paper.read else None
        for finding in paper.findings if words else ():
            if words and finding.verdict in failing:
                parts.append(_block(acceptance_of(paper, finding), words.said(finding).sentence))
                count += 1
    return "\n".join(parts).encode(), count


def _block(one: Acceptance, sentence: str) -> str:
    lines = [f"{key} = {json.dumps(getattr(one, key), ensure_ascii=False)}" for key in KEYS]
    return "\n".join(["[[accepted]]", f"# {tidy(sentence)}", *lines]).replace("\x7f", "") + "\n"


def _file_name(paper: CheckedPaper) -> str:
    return paper.name if paper.path == "-" else tidy(Path(paper.path).name)
