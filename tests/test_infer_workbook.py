"""The live proof of infer as a workbook: recalculated by other engines, and after a change of the pot."""

from __future__ import annotations

import openpyxl
import pytest

from tests.infer_papers import LEICESTERSHIRE, REGIONS, THAMES_VALLEY
from tests.recalculation import NO_SOFFICE, SOFFICE, recalculated_by_formualizer, recalculated_by_libreoffice, values
from tests.test_infer_formula import CRIMES, PEOPLE, grants
from tests.test_infer_formula import TWO as FORMULA
from tests.test_infer_formula import paper as formula_paper
from tests.test_infer_shares import GRANTS, paper, rows
from tests.test_infer_shares import PEOPLE as POPULATION
from tests.test_precept import agree

UP = [(name, f"{people:,}", f"{-(-people * 765_432 // 991_776):,}") for name, people in POPULATION.items()]
CUT = [(name, f"{people:,}", f"{people * 765_432 // 991_776:,}") for name, people in POPULATION.items()]
PERCENT = [("A", "33.3%", "333,400"), ("B", "33.3%", "333,300"), ("C", "33.3%", "333,299"), ("D", "0.0%", "1")]
PAPERS = {
    "half up to the penny": LEICESTERSHIRE,
    "one row set aside, the basis rounded": THAMES_VALLEY,
    "thousands in millions": REGIONS,
    "rounded up": paper(UP),
    "cut": paper(CUT),
    "a minimum": paper(rows(Elm="25,000", Isle="25,000")),
    "percentages": paper(PERCENT, "| Area | Share | Grant £ |"),
    "the largest remainder": paper(
        [("A", "1", "33.33"), ("B", "2", "66.66"), ("C", "1", "33.34"), ("D", "3", "100.00")]
    ),
    "savings below nought": paper([(name, people, f"-{GRANTS[name]:,}") for name, people, _ in rows()]),
    "a formula": formula_paper(PEOPLE, CRIMES, grants((600_000, PEOPLE), (400_000, CRIMES))),
    "a formula of rounded rates": formula_paper(
        PEOPLE, [one / 10 for one in CRIMES], grants((600_000, PEOPLE), (400_000, CRIMES))
    ),
}
UNASKED = ("half up to the penny", "thousands in millions", "a formula")


def options_for(name):
    """The options with which the answer is asked for."""
    if name == "a formula of rounded rates":
        return FORMULA
    return () if name in UNASKED else ("--basis", "2", "--result", "3")


@pytest.fixture
def proved(csptool, tmp_path):
    """The workbook that infer writes for a paper."""

    def run(text, *options):
        (tmp_path / "paper.md").write_text(text, encoding="utf-8")
        ran = csptool("infer", tmp_path / "paper.md", "-o", tmp_path / "proof.xlsx", "--force", *options)
        assert ran.code == 0, ran.err
        return tmp_path / "proof.xlsx"

    return run


def checks(shown):
    """What every check says."""
    return [row[1] for row in shown["Checks"][3:] if row[0]]


@pytest.mark.parametrize("name", PAPERS)
def test_every_figure_is_live_and_right_and_all_checks_hold(proved, name):
    path = proved(PAPERS[name], *options_for(name))
    stored, again = values(path), recalculated_by_formualizer(path)
    for sheet, shown in stored.items():
        assert agree(again[sheet], shown), sheet
    assert set(checks(again)) == {"holds"}


@pytest.mark.skipif(SOFFICE is None, reason=NO_SOFFICE)
def test_libreoffice_agrees(proved, tmp_path):
    paths = []
    for number, (name, text) in enumerate(PAPERS.items()):
        paths.append(proved(text, *options_for(name)).rename(tmp_path / f"{number}.xlsx"))
    for path, again in zip(paths, recalculated_by_libreoffice(paths, tmp_path), strict=True):
        found = values(again)
        for sheet, shown in values(path).items():
            assert agree(found[sheet], shown), (path.name, sheet)


def test_another_pot_fails_the_checks(proved, tmp_path):
    path = proved(LEICESTERSHIRE, "--basis", "2", "--result", "3")
    assert values(path)["Proof"][6][1:3] == [271818.47, 41603.01]
    for pot, result in ((97905.55, "FAILS"), (97905.07, "holds")):
        book = openpyxl.load_workbook(path)
        [cell] = [row[1] for row in book["Settings"] if row[0].value == "Pot"]
        cell.value = pot
        book.save(tmp_path / "changed.xlsx")
        assert checks(recalculated_by_formualizer(tmp_path / "changed.xlsx")) == [result, result]


def test_a_label_is_never_a_formula(proved):
    path = proved(paper([(f"=1+{n}", people, grant) for n, (_, people, grant) in enumerate(rows())]))
    book = openpyxl.load_workbook(path)
    assert all(not str(cell.value).startswith("=1+") or cell.data_type == "s" for cell in book["Proof"]["A"])
    assert [cell.value for cell in book["Inputs"]["A"]][6:8] == ["=1+0", "=1+1"]


def test_no_answer_that_can_be_proved_is_refused(csptool, tmp_path):
    (tmp_path / "paper.md").write_text(paper([("A", "10", "90"), ("B", "20", "2"), ("C", "31", "8")]), encoding="utf-8")
    ran = csptool("infer", tmp_path / "paper.md", "-o", tmp_path / "proof.xlsx")
    assert ran.code == 2
    assert "-o: found no answer with a live proof" in ran.err
    assert not (tmp_path / "proof.xlsx").exists()
