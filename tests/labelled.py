"""Papers with labels: which figures are wrong, which relations hold, and how what verify says compares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from csptool.paper_check import CheckedPaper
from formulas.findings import Finding

Place = tuple[int, int, int]  # table, row and column, from 1
Signature = tuple[str, ...]  # the figures of a relation by their digits, in no order


def digits(text: object) -> str:
    """A printed figure by its digits alone."""
    return re.sub(r"[^\d.]", "", str(text or ""))


@dataclass(frozen=True)
class Wrong:
    """A wrong figure: the places and the figures by which a finding of it may be known."""

    places: frozenset[Place]
    figures: frozenset[str]
    what: str = ""

    def touched(self, finding: Finding) -> bool:
        """Whether a finding names it, or explains a relation that one of its places is in."""
        entries = [finding.entry, *(entry for relation in finding.explains for entry in relation.entries)]
        named = digits(finding.entry.printed) in self.figures
        return named or any((e.table, e.row, e.column) in self.places for e in entries if e.table)


@dataclass(frozen=True)
class Labelled:
    """One paper's labels: the errors to be found, all that may be called wrong, and the relations to be checked."""

    name: str
    errors: tuple[Wrong, ...]
    excused: Wrong
    relations: tuple[Signature, ...]

    def as_json(self) -> dict[str, Any]:
        """The labels in short, as `tests/papers_blind/labels.json` keeps them."""
        errors = [[sorted(e.places), sorted(e.figures), e.what] for e in self.errors]
        excused = [sorted(self.excused.places), sorted(self.excused.figures)]
        return {"errors": errors, "excused": excused, "relations": [" ".join(r) for r in self.relations]}


def from_json(name: str, labels: dict[str, Any]) -> Labelled:
    """The labels from their short form."""

    def wrong(places: list[list[int]], figures: list[str], what: str = "") -> Wrong:
        return Wrong(frozenset((t, r, c) for t, r, c in places), frozenset(figures), what)

    return Labelled(
        name,
        tuple(wrong(*error) for error in labels["errors"]),
        wrong(*labels["excused"]),
        tuple(tuple(relation.split()) for relation in labels["relations"]),
    )


def from_cases(document: dict[str, Any]) -> Labelled:
    """The labels of one document of a case folder's labels.json, which counts places from 0."""
    relations = {relation["id"]: relation for relation in document["relations"]}
    failing = [relation for relation in relations.values() if relation["verdict"] == "error"]
    excused = _wrong(
        (cell for relation in failing for cell in cells_of(relation)),
        (figure for relation in failing for figure in [relation.get("printed"), *relation.get("figures", [])]),
    )
    errors = []
    for error in document["errors"]:
        own = [relations[name] for name in error.get("relations", []) if name in relations]
        cells = [error["cell"], *(cell for relation in own for cell in cells_of(relation))]
        printed = [error["cell"].get("printed"), *(relation.get("printed") for relation in own)]
        if error.get("scored", True):
            errors.append(_wrong(cells, printed, error["note"]))
    checked = [
        r for r in relations.values() if r.get("terms") and r.get("scored", True) and (r.get("total") or r.get("cell"))
    ]
    signatures = [signature(c["printed"] for c in [r.get("total") or r["cell"], *r["terms"]]) for r in checked]
    return Labelled(document["file"], tuple(errors), excused, tuple(signatures))


def cells_of(relation: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells that a labelled relation ties together."""
    ends = [relation.get(name) for name in ("total", "cell", "result", "base", "old", "new")]
    return [cell for cell in [*relation.get("terms", []), *ends] if isinstance(cell, dict)]


def place_of(cell: dict[str, Any]) -> Place | None:
    """The place of a labelled cell, counted from 1; None in prose."""
    places = cell.get("table"), cell.get("row"), cell.get("column", cell.get("col"))
    return None if None in places else tuple(place + 1 for place in places)  # type: ignore[return-value, operator]


def _wrong(cells: Iterable[dict[str, Any]], printed: Iterable[object], what: str = "") -> Wrong:
    places = frozenset(place for cell in cells if (place := place_of(cell)) is not None)
    return Wrong(places, frozenset(filter(None, map(digits, printed))), what)


def signature(printed: Iterable[object]) -> Signature:
    """Some figures by their digits, in no order; blanks and dashes are left out."""
    return tuple(sorted(filter(None, map(digits, printed))))


@dataclass
class Score:
    """What was found of what is labelled; `notes` names what was not, and what should not have been."""

    errors: int = 0
    found: int = 0
    alarms: int = 0
    relations: int = 0
    covered: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, labels: Labelled, checked: CheckedPaper) -> None:
        """Count one paper."""
        wrong = checked.of("wrong")
        for error in labels.errors:
            found = any(map(error.touched, wrong))
            self.errors += 1
            self.found += found
            if not found:
                self.notes.append(f"{labels.name}: missed {sorted(error.figures)}: {error.what}")
        for finding in wrong:
            if not labels.excused.touched(finding):
                self.alarms += 1
                self.notes.append(f"{labels.name}: false alarm at {finding.entry}")
        have = set(_signatures(checked))
        self.relations += len(labels.relations)
        self.covered += sum(relation in have for relation in labels.relations)
        self.notes += [f"{labels.name}: unchecked {relation}" for relation in labels.relations if relation not in have]

    def __str__(self) -> str:
        counts = f"{self.found} of {self.errors} errors, {self.alarms} false alarms"
        return "\n".join([f"{counts}, {self.covered} of {self.relations} relations covered", *self.notes])


def _signatures(checked: CheckedPaper) -> Iterator[Signature]:
    for relation in checked.verification.relations:
        yield signature(entry.printed for entry in relation.entries)
