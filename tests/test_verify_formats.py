"""The same paper as Markdown, Word, HTML and PDF, turned by LibreOffice: what is found is the same."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from csptool.paper_check import check_papers
from tests.recalculation import NO_SOFFICE, SOFFICE

PAPERS = [
    Path(__file__).parent / "papers_blind" / f"{name}.md"
    for name in (
        "01-fire-authority-outturn",
        "10-medium-term-plan",
        "21-treasury-management-report",
        "23-fire-precept-report",
        "26-police-budget-build",
        "29-council-tax-bands-2021",
        "36-probation-caseload",
        "38-bus-subsidy-quarters",
    )
]
FORMATS = {
    "docx": ["docx:Office Open XML Text", "--infilter=HTML (StarWriter)"],
    "html": ["html"],
    "pdf": ["pdf"],
}  # the second and third from the first


def found(path: Path) -> Counter[tuple[str, str, str]]:
    """What is wrong in a paper: the figure, what follows in its stead, and the likely slip."""
    (paper,) = check_papers([str(path)])
    assert not paper.faults, paper.faults
    return Counter((f.entry.printed, str(f.expected), f.slip) for f in paper.of("wrong"))


@pytest.fixture(scope="module")
def turned(tmp_path_factory):
    """A folder with every paper as Word, by way of a Markdown renderer's HTML, and HTML and PDF of that Word.

    Tables get borders and the width of the page, as an office sets them; between two there is a line.
    """
    folder = tmp_path_factory.mktemp("turned")
    for path in PAPERS:
        body = MarkdownIt().enable("table").render(path.read_text(encoding="utf-8"))
        body = body.replace("<table>", '<p>&nbsp;</p><table border="1" width="100%" cellpadding="4">')
        page = f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>"
        (folder / f"{path.stem}.htm").write_text(page, encoding="utf-8")
    for suffix, options in FORMATS.items():
        sources = sorted(folder.glob("*.htm" if suffix == "docx" else "*.docx"))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            SOFFICE,
            "--headless",
            profile,
            "--convert-to",
            *options,
            "--outdir",
            str(folder),
            *map(str, sources),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
    return folder


@pytest.mark.skipif(SOFFICE is None, reason=NO_SOFFICE)
@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_the_same_is_found(turned, path, suffix):
    assert found(turned / f"{path.stem}.{suffix}") == found(path)


@pytest.mark.skipif(SOFFICE is None, reason=NO_SOFFICE)
@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_as_much_is_checked(turned, path, suffix):
    checked = [
        sum(paper.verification.counted(verdict) for verdict in ("exact", "rounding"))
        for one in (path, turned / f"{path.stem}.{suffix}")
        for paper in check_papers([str(one)])
    ]
    assert checked[1] >= checked[0] * (0.85 if suffix == "pdf" else 1)
