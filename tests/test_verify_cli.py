"""`csptool verify` as a user runs it: what is said, in every format, and the exit codes."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import time
from fractions import Fraction

import pytest

from csptool.reports.finding_wording import Wording
from formulas.paper import Paper
from formulas.relations.entry import Entry
from formulas.relations.register import KINDS
from tests.conftest import EXAMPLES

PAPERS = EXAMPLES / "papers"
ROOT = EXAMPLES.parent
WRONG = """\
# Fund

| Area | Grant £ | Extra £ | Total £ |
|---|---:|---:|---:|
| North | 1,200 | 300 | 1,500 |
| South | 2,400 | 500 | 2,900 |
| East | 3,100 | 700 | 3,800 |
| West | 4,813 | 900 | 5,083 |
| Total | 10,883 | 2,400 | 13,283 |
"""
TENTHS = [30 + n * n * 37 % 811 for n in range(1, 31)]  # thirty figures in no order
CROWDED = "| Item | £m |\n|---|---:|\n" + "".join(
    f"| {'abcdefghijklmnopqrstuvwxyz'[place % 26] * (1 + place // 26)} | {n // 10}.{n % 10} |\n"
    for place, n in enumerate(TENTHS)
)


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "fund.md"
    path.write_text(WRONG, encoding="utf-8")
    return path


def the_paper(ran):
    [one] = json.loads(ran.out)["papers"]
    return one


class TestText:
    def test_a_finding_says_place_figure_what_follows_by_how_much_rounding_and_the_likely_slip(self, csptool, paper):
        ran = csptool("verify", paper)
        assert ran.code == 1
        words = " ".join(ran.out.split())
        assert "fund.md: 1 figure does not follow from the others. Table 1: Fund WRONG Row 5 (West), column 2" in words
        assert "(Grant £) Printed 4,813," in words
        assert "the printed figure is £630 too high" in words
        assert "Rounding can explain £2.50 at most. Likely: two digits swapped (4,813 for 4,183)" in words

    def test_three_wrong_rows_are_three_findings_and_the_right_total_is_none(self, csptool):
        ran = csptool("verify", PAPERS / "engagement.md")
        assert ran.code == 1
        assert re.findall(r"WRONG  Row \d+ \((.*?)\)", ran.out) == ["Hartley", "Fenwick", "Dunmere"]
        assert ran.out.count("Counts of things are whole, so rounding cannot explain it.") == 3
        assert "prints 509 where the 10 figures in rows 2 to 11 come to 522" in " ".join(ran.out.split())
        assert "10 relations follow exactly, 0 within rounding, in 1 of 1 table." in ran.out

    def test_a_sentence_is_held_against_the_finer_figures_of_its_table_in_its_own_unit(self, csptool):
        words = " ".join(csptool("verify", PAPERS / "agreements.md").out.split())
        assert (
            "Paragraph 2, “... £2.8m, of which £1.6m was spent by March, leaving £1.1m for the coming years.”" in words
        )
        assert "2,810,000 - 1,600,000 in Table 1, rows 7 and 8, column 7 = £1.2m" in words
        assert "the printed figure is £0.1m too low" in words

    def test_pennies_hidden_by_rounding_are_told_only_on_request(self, csptool):
        ran = csptool("verify", PAPERS / "nine-areas.html")
        assert (ran.code, ran.err) == (0, "")
        assert "every figure that was checked follows from the others" in ran.out
        assert "9 relations follow exactly, 4 within rounding, in 1 of 1 table." in ran.out
        assert "Within rounding" not in ran.out
        strict = csptool("verify", PAPERS / "nine-areas.html", "--strict")
        assert strict.code == 0
        assert strict.out.count("£0.01 apart, and rounding can explain") == 4

    def test_a_sound_paper_in_millions_passes(self, csptool):
        ran = csptool("verify", PAPERS / "budget.txt")
        assert ran.code == 0
        assert re.search(r"1\d relations follow exactly, 0 within rounding, in 1 of 1 table", ran.out)

    def test_a_paper_in_which_nothing_was_checked_says_so(self, csptool):
        ran = csptool("verify", PAPERS / "programme.md")
        assert ran.code == 0
        assert "programme.md: nothing was checked." in ran.out
        assert "its figures may be right or wrong" in ran.out

    def test_the_unit_of_the_table_is_the_unit_of_the_words(self, csptool, tmp_path):
        rows = [(2019, "96.4", "41.2", "137.6"), (2020, "99.8", "42.0", "141.8"), (2021, "101.3", "44.4", "154.7")]
        body = "\n".join(f"| {year}/{year - 1999} | {a} | {b} | {c} |" for year, a, b, c in rows)
        path = tmp_path / "m.md"
        path.write_text(f"| Year | Officers £m | Staff £m | Total £m |\n|---|---|---|---|\n{body}\n", encoding="utf-8")
        words = " ".join(csptool("verify", path).out.split())
        assert "Printed 154.7, but 101.3 + 44.4 = 145.7: the printed figure is £9.0m too high" in words
        assert (
            "Rounding can explain £0.15m at most. Likely: two digits swapped (154.7 for 145.7), or in column 2" in words
        )

    def test_pages_of_a_paper_are_said(self):
        entry = Entry("5", Fraction(5), Fraction(0), 0, "", 1, 2, 3, "North", "Total", page=7)
        assert Wording(Paper(())).place(entry) == "Table 1, row 2 (North), column 3 (Total), page 7"


class TestQueries:
    @pytest.fixture
    def crowded(self, tmp_path):
        """Thirty parts to one decimal whose total is 0.9 off: within the leeway of 1.55, but hardly rounding."""
        total = sum(TENTHS) + 9
        path = tmp_path / "crowded.md"
        path.write_text(f"{CROWDED}| Total | {total // 10}.{total % 10} |\n", encoding="utf-8")
        return path

    def test_a_query_is_counted_and_told_only_on_request(self, csptool, crowded):
        ran = csptool("verify", crowded)
        assert ran.code == 0
        assert "1 query that rounding could explain: --strict shows it." in ran.out
        assert "QUERY" not in ran.out

    def test_one_that_no_rounding_explains_is_told_at_once_and_fails_on_request(self, csptool, tmp_path):
        path = tmp_path / "grants.md"
        rows = "| A | £1,234.10 |\n| B | £2,345.25 |\n| C | £3,456.33 |\n"
        path.write_text(f"| Area | Grant |\n|---|---|\n{rows}\nGrants of £7,036.68 were paid.\n", encoding="utf-8")
        ran = csptool("verify", path)
        assert ran.code == 0
        assert "every figure that was checked follows from the others, but for 1 query." in ran.out
        assert "QUERY  Paragraph 1" in ran.out
        assert "the printed figure is £1.00 too high" in " ".join(ran.out.split())
        assert csptool("verify", path, "--strict").code == 1

    def test_strict_tells_it_and_fails(self, csptool, crowded):
        ran = csptool("verify", crowded, "--strict")
        assert ran.code == 1
        assert "QUERY  Row 32 (Total)" in ran.out
        assert "so many figures are rounded the same way is unlikely" in " ".join(ran.out.split())

    def test_json_has_it_always(self, csptool, crowded):
        [finding] = the_paper(csptool("verify", crowded, "--format", "json"))["findings"]
        assert (finding["verdict"], finding["difference"]) == ("query", "900000")


class TestJson:
    def test_the_schema(self, csptool, paper):
        ran = csptool("verify", paper, "--format", "json")
        assert ran.code == 1
        document = json.loads(ran.out)
        assert document["schema"] == "csptool.verify.v1"
        one = the_paper(ran)
        assert one["path"] == str(paper)
        assert len(one["sha256"]) == 64
        assert one["tables"] == 1
        assert sum(one["counts"].values()) == len(one["relations"])
        assert one["counts"]["wrong"] == sum(r["verdict"] == "wrong" for r in one["relations"])

    def test_a_finding_and_its_relations_are_exact_and_placed_from_one(self, csptool, paper):
        one = the_paper(csptool("verify", paper, "--format", "json"))
        [finding] = one["findings"]
        assert finding["cell"] | {"printed": "4,813"} == finding["cell"]
        assert [finding["cell"][key] for key in ("table", "row", "column")] == [1, 5, 2]
        assert (finding["expected"], finding["difference"], finding["likely"]) == ("4,183", "630", "two digits swapped")
        relations = {relation["id"]: relation for relation in one["relations"]}
        assert {relations[name]["verdict"] for name in finding["explains"]} == {"wrong"}
        wrong = relations[finding["explains"][0]]
        assert {term["weight"] for term in wrong["terms"]} <= {1, -1}
        assert wrong["tolerance"].replace(".", "").isdigit()
        assert finding["message"].startswith("Table 1, row 5 (West)")

    def test_prose_has_paragraph_and_text(self, csptool):
        findings = the_paper(csptool("verify", PAPERS / "agreements.md", "--format", "json"))["findings"]
        [cell] = [finding["cell"] for finding in findings if "paragraph" in finding["cell"]]
        assert cell["paragraph"] == 2
        assert "leaving £1.1m" in cell["text"]
        assert not {"table", "row", "column"} & set(cell)

    def test_every_relation_is_there_the_exact_ones_too(self, csptool):
        one = the_paper(csptool("verify", PAPERS / "budget.txt", "--format", "json"))
        assert one["counts"] == {"exact": len(one["relations"]), "rounding": 0, "query": 0, "wrong": 0}
        sums = [[term["printed"] for term in relation["terms"]] for relation in one["relations"]]
        assert ["96.4", "41.2", "8.1", "4.7", "19.6"] in sums
        assert one["findings"] == []


class TestOtherFormats:
    def test_csv_has_a_line_for_each_finding(self, csptool, paper):
        [row] = csv.DictReader(io.StringIO(csptool("verify", paper, "--format", "csv").out))
        assert (row["verdict"], row["row"], row["column"]) == ("wrong", "5", "2")
        assert (row["printed"], row["expected"], row["difference"]) == ("4,813", "4,183", "630")

    def test_a_label_in_csv_is_no_formula(self, csptool, tmp_path):
        path = tmp_path / "x.md"
        path.write_text(WRONG.replace("| West", "| =1+1"), encoding="utf-8")
        [row] = csv.DictReader(io.StringIO(csptool("verify", path, "--format", "csv").out))
        assert row["row_label"] == "'=1+1"

    def test_markdown(self, csptool, paper):
        out = csptool("verify", paper, "--format", "markdown").out
        assert out.startswith("## ")
        assert "### Table 1: Fund" in out
        assert "- **Wrong**: Table 1, row 5 (West), column 2 (Grant £). Printed 4,813" in out

    @pytest.mark.parametrize("suffix", [".json", ".csv", ".md", ".html"])
    def test_a_file_by_its_suffix(self, csptool, paper, tmp_path, suffix):
        ran = csptool("verify", paper, "-o", tmp_path / f"out{suffix}")
        assert ran.code == 1
        assert f"Wrote {tmp_path}/out{suffix}." in ran.err
        assert "4,813" in (tmp_path / f"out{suffix}").read_text(encoding="utf-8-sig")

    def test_standard_input(self, csptool):
        ran = csptool("verify", "-", stdin=WRONG.encode())
        assert ran.code == 1
        assert ran.out.startswith("standard input: 1 figure does not follow")


class TestSeveralPapers:
    def test_one_that_cannot_be_read_stops_none_of_the_others(self, csptool, paper, tmp_path):
        missing = tmp_path / "missing.md"
        ran = csptool("verify", paper, missing, "--format", "json")
        assert ran.code == 2
        first, second = json.loads(ran.out)["papers"]
        assert first["findings"]
        assert second["path"] == str(missing)
        assert "no such file" in second["error"]
        assert "missing.md: found no such file" in ran.err
        assert "WRONG" in csptool("verify", missing, paper).out

    def test_one_alone_that_cannot_be_read_prints_only_its_fault(self, csptool, tmp_path):
        ran = csptool("verify", tmp_path / "missing.md", "--format", "json")
        assert (ran.code, ran.out) == (2, "")

    def test_each_is_told_under_its_name(self, csptool):
        ran = csptool("verify", PAPERS / "budget.txt", PAPERS / "programme.md")
        assert ran.code == 0
        assert ran.out.index("budget.txt: every figure") < ran.out.index("programme.md: nothing was checked")


class TestRefusals:
    @pytest.mark.parametrize(
        ("arguments", "found"),
        [
            ((), "csptool verify: found no paper, expected one paper or more"),
            (("fund.md", "fund.md"), "fund.md: found the paper twice"),
            (("fund.md", "-o", "out.xyz"), "found the suffix '.xyz'"),
            (("fund.md", "-o", "fund.md"), "found a paper that is to be read, expected another file"),
            (("fund.md", "-o", "nowhere/out.html"), "a folder that is not there"),
            (("fund.md", "--accept-new", "known.txt"), "found the suffix '.txt'"),
            (("fund.md", "--accept", "none.toml"), "none.toml: found no such file"),
            (("fund.md", "--checks", "none.xlsx"), "none.xlsx: found no such file"),
        ],
    )
    def test_with_place_and_remedy_and_exit_2(self, csptool, paper, arguments, found):
        before = sorted(paper.parent.iterdir())
        ran = csptool("verify", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert found in ran.err
        assert sorted(paper.parent.iterdir()) == before

    def test_all_at_once(self, csptool, paper):
        ran = csptool("verify", "-o", "out.xyz", "--accept", "none.toml", "--checks", "none.csv")
        assert "4 faults" in ran.err

    def test_an_existing_file_is_kept(self, csptool, paper, tmp_path):
        (tmp_path / "out.html").write_text("mine")
        assert csptool("verify", paper, "-o", "out.html").code == 2
        assert (tmp_path / "out.html").read_text() == "mine"
        assert csptool("verify", paper, "-o", "out.html", "--force").code == 1
        assert "4,813" in (tmp_path / "out.html").read_text(encoding="utf-8")


class TestRelations:
    def test_the_list_has_every_kind_and_needs_no_paper(self, csptool):
        ran = csptool("verify", "--list-relations")
        assert ran.code == 0
        assert re.findall(r"^(\w+): ", ran.out, re.M) == list(KINDS)
        rows = json.loads(csptool("verify", "--list-relations", "--format", "json").out)["rows"]
        assert [row["kind"] for row in rows] == list(KINDS)
        assert all(row["says"] and row["recognised"] and row["established"] for row in rows)

    def test_every_kind_in_the_source_of_the_relations_is_registered(self):
        """The first argument of whatever makes a relation, and the names that readings give their kind."""
        found = set()
        for path in (ROOT / "formulas" / "relations").glob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = getattr(getattr(call, "func", None), "id", "")
                if name in ("judged", "within", "_sized", "Reading"):
                    found |= {a.value for a in call.args[:1] if isinstance(a, ast.Constant)}
                if name in ("fare",):
                    found |= {a.value for a in call.args[1:2] if isinstance(a, ast.Constant)}
        assert len(found) > 10
        assert found <= set(KINDS)

    @pytest.mark.parametrize("path", sorted(PAPERS.glob("*.*")), ids=lambda path: path.name)
    def test_every_kind_that_a_paper_yields_is_registered(self, csptool, path):
        one = the_paper(csptool("verify", path, "--format", "json"))
        assert {relation["kind"] for relation in one["relations"]} <= set(KINDS)


def test_what_lasts_is_said(csptool, paper, monkeypatch):
    from formulas.verify import verify as at_once

    def slowly(given):
        time.sleep(0.3)
        return at_once(given)

    monkeypatch.setattr("csptool.progress.PATIENCE", 0.05)
    monkeypatch.setattr("csptool.paper_check.verify", slowly)
    assert f"Checking {paper} ..." in csptool("verify", paper).err


def test_the_sentences_are_whole(csptool):
    """Every sentence of every example begins with a capital and no placeholder is left in it."""
    for path in sorted(PAPERS.glob("*.md")):
        for finding in the_paper(csptool("verify", path, "--format", "json"))["findings"]:
            assert not re.search(r"[{}]|\bNone\b|  ", finding["message"]), finding["message"]
            assert finding["message"].endswith((".", ")."))


def test_the_folder_of_papers_is_what_the_readme_says():
    text = (PAPERS / "README.md").read_text(encoding="utf-8")
    for path in PAPERS.glob("*.*"):
        assert path.name == "README.md" or path.name in text, path
