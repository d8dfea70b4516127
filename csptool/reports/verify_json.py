"""`csptool.verify.v1`: everything that was checked in each paper, and the findings, exact, for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from csptool import __version__
from csptool.paper_check import CheckedPaper
from csptool.reports.finding_wording import Wording
from formulas.as_printed import as_printed
from formulas.exact import in_full
from formulas.findings import Finding
from formulas.relations.entry import Entry
from formulas.relations.relation import Relation

VERDICTS = ("exact", "rounding", "query", "wrong")


def as_json(papers: Sequence[CheckedPaper]) -> str:
    """The whole run as one object."""
    document = {"schema": "csptool.verify.v1", "csptool": __version__, "papers": [_paper(paper) for paper in papers]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _paper(paper: CheckedPaper) -> dict[str, Any]:
    if paper.read is None:
        return {"path": paper.path, "error": " ".join(map(str, paper.faults))}
    words, relations = Wording(paper.read.paper), paper.verification.relations
    ids = {id(relation): f"r{number}" for number, relation in enumerate(relations, 1)}
    counts: dict[str, int] = {verdict: sum(r.verdict == verdict for r in relations) for verdict in VERDICTS}
    return {
        "path": paper.path,
        "sha256": paper.read.sha256,
        "tables": paper.verification.tables,
        "counts": counts,
        "notes": list(paper.read.paper.notes),
        "relations": [_relation(relation, ids, words) for relation in relations],
        "findings": [_finding(finding, ids, words) for finding in paper.findings],
        "accepted": [{**_finding(finding, ids, words), "reason": reason} for finding, reason in paper.accepted],
    }


def _relation(relation: Relation, ids: dict[int, str], words: Wording) -> dict[str, Any]:
    return {
        "id": ids[id(relation)],
        "kind": relation.kind,
        "verdict": relation.verdict,
        "result": _cell(relation.result, words),
        "terms": [{**_cell(entry, words), "weight": weight} for entry, weight in relation.terms],
        "recomputed": in_full(relation.recomputed),
        "difference": in_full(relation.difference),
        "tolerance": in_full(relation.tolerance),
        "why": relation.why,
    }


def _finding(finding: Finding, ids: dict[int, str], words: Wording) -> dict[str, Any]:
    entry = finding.entry
    return {
        "code": finding.code,
        "verdict": finding.verdict,
        "cell": _cell(entry, words),
        "printed": entry.printed,
        "expected": as_printed(entry, finding.expected),
        "difference": in_full(finding.difference),
        "explains": [ids[id(relation)] for relation in finding.explains],
        "likely": finding.slip,
        "rivals": [
            {"cell": _cell(rival, words), "expected": as_printed(rival, meant), "likely": likely}
            for rival, meant, likely in finding.rivals
        ],
        "message": words.said(finding).sentence,
    }


def _cell(entry: Entry, words: Wording) -> dict[str, Any]:
    page = {"page": entry.page} if entry.page else {}
    if entry.paragraph:
        return {"paragraph": entry.paragraph, "text": words.quoted(entry), "printed": entry.printed, **page}
    if not entry.table:
        return {"name": entry.row_label, "printed": entry.printed}
    address = words.cell(entry)
    return {
        "table": entry.table,
        "row": entry.row,
        "column": entry.column,
        "row_label": entry.row_label,
        "column_label": entry.column_label,
        "printed": entry.printed,
        **page,
        **({"address": address} if address else {}),
    }
