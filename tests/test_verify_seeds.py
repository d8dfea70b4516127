"""The five papers that the project reproduces, against their labels; skipped where the folder is not there.

A label expects a figure to be flagged, to be flagged with low confidence (a query will do), to be left to rounding, or
to be left alone. What is not reached yet stands in NOT_YET, and nothing else may be missing.
"""

from __future__ import annotations

import json
import re

import pytest

from csptool.paper_check import check_papers
from tests.conftest import SHARED

LABELS = SHARED / "cases" / "verify" / "seeds_labels.json"
SEEDS = SHARED / "seeds"
NOT_YET: set[str] = set()

pytestmark = pytest.mark.skipif(
    not LABELS.exists(), reason=f"{LABELS} is not here: the papers are not part of the project"
)


def digits(text):
    """The figures of a text by their digits alone."""
    return {re.sub(r"[^\d.]", "", figure).strip(".") for figure in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


@pytest.fixture(scope="module")
def labels():
    return json.loads(LABELS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def checked():
    paths = sorted(SEEDS.glob("*.txt"))
    return {path.name[:3]: paper for path, paper in zip(paths, check_papers([str(p) for p in paths]), strict=True)}


def touched(finding):
    """The figures that a finding is about: its own, and the results of the relations that it explains."""
    return digits(finding.entry.printed).union(*(digits(r.result.printed) for r in finding.explains))


def test_what_is_to_be_flagged_is_flagged(labels, checked):
    missing = set()
    for label in labels:
        if label["scored"] and label["expect"] in ("flag", "flag-low"):
            figures = digits(label["figures"] + " " + label["where"])
            verdicts = ("wrong",) if label["expect"] == "flag" else ("wrong", "query")
            found = [f for f in checked[label["doc"]].findings if f.verdict in verdicts]
            if not any(touched(finding) & figures for finding in found):
                missing.add(label["id"])
    assert missing == NOT_YET


def test_nothing_else_is_flagged(labels, checked):
    for doc, paper in checked.items():
        told = [x for x in labels if x["doc"] == doc and x["expect"] in ("flag", "flag-low", "query")]
        figures = set().union(*(digits(x["figures"] + " " + x["where"]) for x in told)) if told else set()
        for finding in paper.findings:
            assert digits(finding.entry.printed) & figures, (doc, finding.entry)


def test_what_is_to_be_silent_or_rounding_fails_in_no_relation(labels, checked):
    compared = 0
    for label in labels:
        if label["scored"] and label["expect"] in ("silent", "rounding"):
            figures = digits(label["figures"])
            for relation in checked[label["doc"]].verification.relations:
                own = set().union(*(digits(entry.printed) for entry in relation.entries))
                if len(own) > 1 and own <= figures:
                    compared += 1
                    assert relation.verdict in ("exact", "rounding"), (label["id"], relation)
    assert compared > 15


@pytest.mark.parametrize("doc", ["000", "004"])
def test_papers_without_arithmetic_produce_nothing(checked, doc):
    assert not checked[doc].findings
    assert not checked[doc].verification.counted("wrong")


def test_the_engagement_table_is_three_wrong_rows_and_the_total_is_right(checked):
    assert {f.entry.printed for f in checked["003"].findings} == {"30", "162", "39"}
