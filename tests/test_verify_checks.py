"""Checks that somebody declares: read safely, held against the printed figures, told among the findings."""

from __future__ import annotations

import json
from fractions import Fraction

import openpyxl
import pytest

from formulas.refusals import Refused
from formulas.relations.declared import declared
from formulas.relations.entry import Entry
from tests.conftest import EXAMPLES
from tests.test_verify_cli import WRONG

PAPERS = EXAMPLES / "papers"
HANDING_ON = PAPERS / "handing-on.md"


def cell(name, value, half="0.5", unit="£"):
    return Entry(str(value), Fraction(str(value)), Fraction(half), 0, unit, row_label=name, at=len(name) + 1)


FIGURES = {
    name: cell(name, value) for name, value in (("a", 100), ("bb", 40), ("top-slice", 12), ("top", 7), ("ccc c", 48))
}
FIGURES["share"] = cell("share", 40, "0.5", "%")


class TestReading:
    @pytest.mark.parametrize(
        ("check", "recomputed"),
        [
            ("a - bb - top-slice = ccc c", 48),
            ("a − bb – top-slice = ccc c", 48),
            ("ccc c = a - bb - top-slice", 48),
            ("a-bb-top-slice=ccc c", 48),
            ("(a + bb) * 2 = ccc c", 280),
            ("a - (bb - top) = ccc c", 67),
            ("-bb + a = ccc c", 60),
            ("a / bb × 4 = ccc c", 10),
            ("a * 50% = ccc c", 50),
            ("1,000.5 - a = ccc c", Fraction("900.5")),
            ("bb / a = share", 40),
            ("share * a = bb", 40),
            ("A - BB = ccc c", 60),
        ],
    )
    def test_it_is_worked_out_as_written(self, check, recomputed):
        assert declared(check, FIGURES).recomputed == recomputed

    def test_a_plain_sum_keeps_its_weights_and_the_interval_rule(self):
        relation = declared("a - bb - top-slice = ccc c", FIGURES)
        assert [(entry.printed, weight) for entry, weight in relation.terms] == [("100", 1), ("40", -1), ("12", -1)]
        assert (relation.verdict, relation.tolerance) == ("exact", 2)
        assert declared("a - bb = ccc c", FIGURES).verdict == "wrong"

    @pytest.mark.parametrize(("value", "verdict"), [(39, "rounding"), (40, "exact"), (41, "rounding"), (44, "wrong")])
    def test_a_product_is_bounded_by_its_ends(self, value, verdict):
        # 40% of 100: from 39.5% of 99.5 = 39.3 to 40.5% of 100.5 = 40.7
        figures = {**FIGURES, "x": cell("x", value)}
        assert declared("share * a = x", figures).verdict == verdict

    @pytest.mark.parametrize(
        ("check", "found"),
        [
            ("a - bb", "0 equals signs"),
            ("a = bb = top", "2 equals signs"),
            ("a + bb = top + a", "no figure alone on one side"),
            ("a - nobody = bb", "'nobody', which names no figure"),
            ("a - = bb", "no figure where one should stand"),
            ("(a - bb = top", "a bracket that is not closed"),
            ("a bb = top", "'bb' where the side should end"),
            ("a) = top", "')' where the side should end"),
            ("a / (bb - bb) = top", "a division by what may be nought"),
            ("a - top = top", "'top' on both sides"),
            (" = top", "no figure where one should stand"),
            ("__import__('os') = top", "names no figure"),
            ("a ** bb = top", "'*' where a figure should stand"),
            ("(" * 60 + "a" + ")" * 60 + " = top", "brackets or signs too deep"),
            ("-" * 60 + "a = top", "brackets or signs too deep"),
            ("a + " * 400 + "a = top", "a check that is too long"),
        ],
    )
    def test_what_cannot_be_read_is_refused(self, check, found):
        with pytest.raises(Refused) as refused:
            declared(check, FIGURES)
        assert found in refused.value.refusals[0].found


def sheet(tmp_path, *rows, name="checks.csv"):
    path = tmp_path / name
    lines = ["Name,Figure or check,Paper", *(",".join(f'"{text}"' for text in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


class TestAgainstAPaper:
    def test_a_check_that_fails_is_a_finding(self, csptool):
        ran = csptool("verify", HANDING_ON, "--checks", PAPERS / "checks.csv")
        assert ran.code == 1
        words = " ".join(ran.out.split())
        assert "the check “given back - centre - training = handed on” makes it £91,740.16" in words
        assert "the printed figure is £10,000.00 too low. Rounding can explain £0.02 at most." in words

    def test_it_is_a_relation_like_the_others(self, csptool):
        ran = csptool("verify", HANDING_ON, "--checks", PAPERS / "checks.csv", "--format", "json")
        [one] = json.loads(ran.out)["papers"]
        [relation] = one["relations"]
        assert (relation["kind"], relation["verdict"], relation["difference"]) == ("declared", "wrong", "-10000")
        assert relation["result"]["paragraph"] == 3
        assert [term["weight"] for term in relation["terms"]] == [1, -1, -1]
        assert one["findings"][0]["code"] == "declared"

    def test_without_the_sheet_nothing_is_checked(self, csptool):
        assert "nothing was checked" in csptool("verify", HANDING_ON).out

    @pytest.mark.parametrize("place", ["table 1, row 6, column 4", "T1 R6 C4", "Table 1 row 6 col. 4", "t1r6c4"])
    def test_a_figure_by_its_place(self, csptool, tmp_path, place):
        (tmp_path / "fund.md").write_text(WRONG.replace("4,813", "4,183"), encoding="utf-8")
        rows = [("all", place), ("grant", "T1 R6 C2"), ("extra", "T1 R6 C3"), ("it adds up", "grant + extra = all")]
        ran = csptool("verify", "fund.md", "--checks", sheet(tmp_path, *rows), "--format", "json")
        assert ran.code == 0, ran.err
        relation = json.loads(ran.out)["papers"][0]["relations"][-1]
        assert (relation["kind"], relation["verdict"]) == ("declared", "exact")
        assert [relation["result"][key] for key in ("table", "row", "column")] == [1, 6, 4]

    def test_a_figure_that_the_paper_does_not_print_is_said_and_used(self, csptool, tmp_path):
        rows = [("last year", "£5.00"), ("handed on", "£81,740.16"), ("c", "last year * 2 = handed on")]
        ran = csptool("verify", HANDING_ON, "--checks", sheet(tmp_path, *rows))
        assert ran.code == 1
        assert "checks.csv, cell B2: £5.00 is not printed in handing-on.md as a figure of its own." in ran.err

    def test_a_row_is_for_the_paper_that_it_names(self, csptool, tmp_path):
        rows = [
            ("x", "£24,000.00", "handing-on.md"),
            ("c", "x * 2 = y", "handing-on.md"),
            ("y", "£48,000", "handing-on.md"),
        ]
        checks = sheet(tmp_path, *rows)
        assert csptool("verify", HANDING_ON, PAPERS / "programme.md", "--checks", checks).code == 0
        ran = csptool("verify", PAPERS / "programme.md", "--checks", checks)
        assert "The checks for handing-on.md were not used: no such paper was given." in ran.err

    def test_a_figure_may_be_called_total(self, csptool, tmp_path):
        rows = [("total", "£81,740.16"), ("half", "£40,870.08"), ("c", "half * 2 = total")]
        ran = csptool("verify", HANDING_ON, "--checks", sheet(tmp_path, *rows))
        assert ran.code == 0, ran.err
        assert "1 relation follows exactly" in ran.out

    @pytest.mark.parametrize(
        ("rows", "found"),
        [
            ([("a", "T9 R1 C1"), ("c", "a = a")], "checks.csv, cell B2: found T9 R1 C1, where the paper has 0 tables"),
            ([("a", "nine"), ("c", "a = a")], "checks.csv, cell B2: found 'nine', expected a figure as printed"),
            ([("a", "£5"), ("c", "b - a = a")], "checks.csv, cell B3: found 'b', which names no figure"),
            ([("a", "£5"), ("a", "£6"), ("c", "a = a")], "checks.csv, cell A3: found 'a' a second time"),
            ([("a", ""), ("c", "a = a")], "checks.csv, cell B2: found a blank"),
            ([("", "£5"), ("c", "a = a")], "checks.csv, cell A2: found a blank beside '£5'"),
            ([("a", "£5")], "found no check, expected a row such as a - b = c"),
        ],
    )
    def test_a_fault_has_file_and_cell(self, csptool, tmp_path, rows, found):
        ran = csptool("verify", HANDING_ON, "--checks", sheet(tmp_path, *rows))
        assert (ran.code, ran.out) == (2, "")
        assert found in ran.err

    def test_a_sheet_without_the_columns_is_refused(self, csptool, tmp_path):
        (tmp_path / "x.csv").write_text("One,Two\n1,2\n", encoding="utf-8")
        ran = csptool("verify", HANDING_ON, "--checks", "x.csv")
        assert ran.code == 2
        assert "found no column 'Name'" in ran.err

    def test_a_place_that_is_no_figure_is_told_with_what_stands_there(self, csptool, tmp_path):
        rows = [("a", "T1 R1 C1"), ("b", "T1 R99 C1"), ("c", "T1 R2 C1"), ("d", "a + b = c")]
        (tmp_path / "fund.md").write_text(WRONG, encoding="utf-8")
        err = csptool("verify", "fund.md", "--checks", sheet(tmp_path, *rows)).err
        assert "found T1 R1 C1, where the paper has 'Area'" in err
        assert "found T1 R99 C1, where the paper has 6 rows and 4 columns" in err
        assert "found T1 R2 C1, where the paper has 'North'" in err


class TestWorkbook:
    def test_the_template_filled_in_is_a_checks_sheet(self, csptool, tmp_path):
        assert csptool("template", "verify", "-o", "checks.xlsx").code == 0
        book = openpyxl.load_workbook(tmp_path / "checks.xlsx")
        page = book["Checks"]
        filled = {5: "£118,240.16", 6: "£24,000.00", 7: "£2,500.00", 8: "£81,740.16"}
        for row, text in filled.items():
            page.cell(row, 2, text)
        book.save(tmp_path / "checks.xlsx")
        ran = csptool("verify", HANDING_ON, "--checks", "checks.xlsx")
        assert ran.code == 1, ran.err
        assert "underspend - hub - training = redistributed" in " ".join(ran.out.split())

    def test_the_blank_is_refused_where_its_place_is_not_in_the_paper(self, csptool):
        csptool("template", "verify", "-o", "checks.xlsx")
        ran = csptool("verify", HANDING_ON, "--checks", "checks.xlsx")
        assert ran.code == 2
        assert (
            "checks.xlsx, sheet Checks, cell B8: found table 2, row 11, column 3, where the paper has 0 tables"
            in ran.err
        )

    def test_a_number_typed_into_a_cell_counts_with_the_digits_that_it_shows(self, csptool, tmp_path):
        book = openpyxl.Workbook()
        page = book.active
        for row in (["Name", "Figure or check"], ["a", 24000], ["b", 0.5], ["c", "a * b = d"], ["d", 12000.004]):
            page.append(row)
        page["B3"].number_format = "0%"
        page["B5"].number_format = "£#,##0"
        book.save(tmp_path / "checks.xlsx")
        ran = csptool("verify", HANDING_ON, "--checks", "checks.xlsx", "--format", "json")
        assert ran.code == 0, ran.err
        [relation] = json.loads(ran.out)["papers"][0]["relations"]
        assert relation["verdict"] in ("exact", "rounding")
        assert relation["recomputed"] == "12000"
