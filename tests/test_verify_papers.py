"""Whole papers against their labels: 40 of our own, written blind, and the published ones where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from csptool.paper_check import check_papers
from tests.conftest import SHARED
from tests.labelled import Labelled, Score, Wrong, cells_of, digits, from_cases, from_json, place_of

BLIND = Path(__file__).parent / "papers_blind"
CASES = SHARED / "cases" / "verify"
published = pytest.mark.skipif(not CASES.exists(), reason="the published papers are not beside this checkout")


def scored(folder, papers: list[Labelled]) -> Score:
    """The score of some papers of a folder."""
    score = Score()
    checked = check_papers([str(folder / labels.name) for labels in papers])
    for labels, paper in zip(papers, checked, strict=True):
        assert not paper.faults, paper.faults
        score.add(labels, paper)
    return score


def test_the_papers_that_were_written_blind():
    labels = json.loads((BLIND / "labels.json").read_text(encoding="utf-8"))
    score = scored(BLIND, [from_json(name, one) for name, one in labels.items()])
    assert score.errors == 28
    assert score.found >= 26, score
    assert score.alarms == 0, score
    assert score.covered >= 0.95 * score.relations, score


@pytest.fixture(scope="module")
def cases():
    return json.loads((CASES / "labels.json").read_text(encoding="utf-8"))["documents"]


@published
def test_the_published_papers(cases):
    score = scored(CASES, [from_cases(document) for document in cases])
    assert (score.found, score.errors) == (9, 9), score
    assert score.alarms == 0, score
    assert score.covered >= 0.95 * score.relations, score


@published
def test_slips_put_into_sound_papers_are_caught(cases, tmp_path):
    """One digit of every labelled figure that stands once in its paper is changed in turn, never its last."""
    slips, caught, missed = list(sound_cells(cases)), 0, []
    assert len(slips) > 300
    for number, (name, relation, printed) in enumerate(slips):
        chance = Random(number)
        places = [i for i, ch in enumerate(printed) if ch.isdigit()]
        at = chance.choice(places[:-1])
        new = chance.choice([d for d in "0123456789" if d != printed[at] and not (at == places[0] and d == "0")])
        now = printed[:at] + new + printed[at + 1 :]
        path = tmp_path / f"{number:03d}-{name}"
        path.write_text((CASES / name).read_text(encoding="utf-8").replace(printed, now), encoding="utf-8")
        wrong = Wrong(frozenset(filter(None, map(place_of, cells_of(relation)))), frozenset({digits(now)}))
        (paper,) = check_papers([str(path)])
        found = any(map(wrong.touched, paper.of("wrong")))
        caught += found
        missed += [] if found else [f"{name}: {relation['kind']}: {printed} became {now}"]
    assert caught >= 0.95 * len(slips), "\n".join(missed)


def sound_cells(cases):
    """Every cell of a relation that holds in a sound paper, whose figure stands once in it and has three digits."""
    for document in cases:
        text = (CASES / document["file"]).read_text(encoding="utf-8")
        for relation in document["relations"]:
            for cell in cells_of(relation):
                printed = cell.get("printed", "")
                sound = document["class"] in ("clean", "rounding") and relation["verdict"] == "holds"
                if sound and len(digits(printed)) >= 3 and text.count(printed) == 1 and place_of(cell):
                    yield document["file"], relation, printed
