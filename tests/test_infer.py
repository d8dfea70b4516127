"""`csptool infer` as a user runs it: pots from printed shares, on published cases and on degenerate tables."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction

import pytest

from formulas.inference.aside import set_aside
from formulas.inference.pots import (
    BY_ROW,
    HALF_EVEN,
    HALF_UP,
    LARGEST_REMAINDER,
    TRUNCATED,
    Row,
    implied,
    rounded_to,
    units,
)
from formulas.rounding import PENNY
from tests.infer_papers import (
    CAPITAL_CHARGING,
    LEICESTERSHIRE,
    NORTH_YORKSHIRE,
    POLICE_2007,
    REGIONS,
    SOUTH_WALES_BANDS,
    SOUTH_WALES_BASES,
    THAMES_VALLEY,
    WEST_MERCIA,
    WEST_MERCIA_BANDS,
)


def told(ran):
    return json.loads(ran.out)["answers"]


def rows_of(*figures, half="0.005", basis_half="0"):
    return [
        Row(str(place), Fraction(basis), Fraction(result), Fraction(basis_half), Fraction(half))
        for place, (basis, result) in enumerate(figures)
    ]


class TestLeicestershire:
    def test_the_pots_are_the_two_that_the_case_derives(self, infer):
        ran = infer(LEICESTERSHIRE, "--format", "json")
        first = told(ran)[0]
        assert first["basis"] == "24/25 Funding"
        assert first["result"] == "23/24 Underspend allocation"
        assert first["pots"]["whole_pennies"] == ["97905.06", "97905.07"]
        assert first["pots"]["decided_by"] == ["Charnwood", "Leicester"]

    def test_the_interval_is_that_of_its_two_deciding_rows(self, infer):
        pots = told(infer(LEICESTERSHIRE, "--format", "json"))[0]["pots"]
        base = Fraction(639675)
        assert Fraction(pots["from"]) == Fraction("13702.995") * base / Fraction("89530.24")
        assert Fraction(pots["to"]) == Fraction("41603.015") * base / Fraction("271818.47")
        assert (pots["from_included"], pots["to_included"]) == (True, False)

    def test_the_stated_pot_is_excluded_by_every_row(self, infer):
        ran = infer(LEICESTERSHIRE)
        assert ran.code == 0
        words = next(line for line in ran.out.splitlines() if line.startswith("£97,905.55"))
        assert words == (
            "£97,905.55 (paragraph 1) is not among them: it is excluded by Leicester, Charnwood, Blaby,"
            " Hinckley & Bosworth, SNWL, Harborough, Oadby & Wigston, Melton, Rutland."
        )

    def test_the_pot_asked_about_fails_or_holds(self, infer):
        options = ("--basis", "2", "--result", "3")
        assert infer(LEICESTERSHIRE, *options, "--pot", "97,905.06").code == 0
        ran = infer(LEICESTERSHIRE, *options, "--pot", "£97,905.05")
        assert ran.code == 1
        assert (
            "Check failed: £97,905.05 (--pot) is not among them: it is excluded by Leicester, Charnwood, Blaby."
            in ran.err
        )

    def test_all_three_columns_have_one_set_of_shares_with_hidden_fractions(self, infer):
        last = told(infer(LEICESTERSHIRE, "--format", "json"))[-1]
        assert last["kind"] == "columns"
        assert last["fits"] is True
        assert "Charnwood (-£0.01), SNWL (-£0.01), Rutland (-£0.01) are apart" in " ".join(last["sentences"])
        charnwood = last["rows"][1]
        assert (charnwood["first_from"], charnwood["first_to"]) == ("£89,530.23500", "£89,530.24000")

    def test_what_was_taken_off_before_and_is_not_stated(self, infer):
        sums = "£140,705.06 was collected; £31,000.00 and £1,800 of it are spent elsewhere."
        ran = infer(LEICESTERSHIRE.replace("It has been", f"{sums} It has been"))
        assert (
            "£140,705.06 (paragraph 1) less a pot of £97,905.06 leaves £42,800, a round sum. The paragraph accounts for"
            " £31,000 and £1,800 of it, and not for £10,000." in ran.out
        )
        ran = infer(LEICESTERSHIRE.replace("It has been", f"{sums.replace('£1,800', '£11,800')} It has been"))
        assert "leaves £42,800, a round sum. The paragraph accounts for it: £31,000 and £11,800." in ran.out
        ran = infer(LEICESTERSHIRE.replace("It has been", f"{sums.replace('705.06', '705.10')} It has been"))
        assert "a round sum" not in ran.out

    def test_every_way_out_and_the_file(self, infer, tmp_path):
        table = list(csv.DictReader(io.StringIO(infer(LEICESTERSHIRE, "--format", "csv").out)))
        assert [row["recomputed"] for row in table][:3] == ["41603.01", "13703.00", "8060.73"]
        assert "| Blaby" in infer(LEICESTERSHIRE, "--format", "markdown").out
        out = tmp_path / "answer.json"
        assert infer(LEICESTERSHIRE, "-o", out).code == 0
        assert json.loads(out.read_text(encoding="utf-8"))["schema"] == "csptool.infer.v1"
        refused = infer(LEICESTERSHIRE, "-o", out)
        assert refused.code == 2
        assert "--force" in refused.err


class TestThamesValley:
    def test_one_row_set_aside_and_what_it_would_have_to_be(self, infer):
        [answer] = told(infer(THAMES_VALLEY, "--format", "json"))
        assert [one["area"] for one in answer["set_aside"]] == ["Wokingham"]
        assert answer["set_aside"][0]["would_be"] == ["103138", "103139"]
        assert answer["other_sets"] == 0
        words = "£2,707,531 (what the printed total leaves for these rows) is among them. It leaves £103,138"
        assert any(line.startswith(words) for line in answer["sentences"])

    def test_with_the_row_mended_every_row_follows(self, infer):
        [answer] = told(infer(THAMES_VALLEY.replace("103,128", "103,138"), "--format", "json"))
        assert answer["set_aside"] == []
        assert answer["basis_as"] == "rounded"


def test_millions_to_three_places_have_one_set_of_shares(infer):
    [answer] = told(infer(REGIONS, "--format", "json"))
    assert answer["unit"] == "1000"
    assert (answer["pots"]["from"], answer["pots"]["to"]) == ("9688000", "9702000")
    assert any("£9,695,000 (what the printed total leaves" in line for line in answer["sentences"])


class TestRules:
    @pytest.mark.parametrize(
        ("rule", "low", "high"),
        [(HALF_UP, "2.5", "3.5"), (TRUNCATED, "3", "4")],
    )
    def test_what_one_row_allows(self, rule, low, high):
        found = implied(rows_of(("1", "3"), ("0", "0"), half="0.5"), Fraction(1), rule)
        assert (found.pots.low, found.pots.high) == (Fraction(low), Fraction(high))
        assert (found.pots.low_in, found.pots.high_in) == (True, False)

    def test_half_to_even_has_both_ends_of_an_even_unit_and_neither_of_an_odd(self):
        rows = rows_of(("1", "2"), ("0", "0"), half="0.5")
        assert implied(rows, Fraction(1), HALF_EVEN).pots.has(Fraction("2.5"))
        rows = rows_of(("1", "3"), ("0", "0"), half="0.5")
        assert not implied(rows, Fraction(1), HALF_EVEN).pots.has(Fraction("2.5"))

    def test_cuts_are_half_up_mirrored_below_nought(self):
        found = implied(rows_of(("1", "-3"), ("0", "0"), half="0.5"), Fraction(1), HALF_UP)
        assert (found.pots.low, found.pots.high) == (Fraction("-3.5"), Fraction("-2.5"))
        assert (found.pots.low_in, found.pots.high_in) == (False, True)

    def test_only_the_largest_remainder_gives_a_row_less_than_its_nearest_unit(self):
        rows = rows_of(("1", "33.33"), ("1", "33.33"), ("1", "33.34"))
        assert [implied(rows, PENNY, rule).fits for rule in (*BY_ROW, LARGEST_REMAINDER)] == [False] * 4 + [True]
        assert implied(rows, PENNY, LARGEST_REMAINDER).whole_pennies == (100, 100)

    def test_results_in_hundreds_are_tried_in_hundreds(self):
        rows = rows_of(("101", "1000"), ("203", "2000"), ("295", "3000"), half="0.5")
        assert units(rows) == [1, 5, 10, 50, 100, 500, 1000]
        assert [implied(rows, unit, HALF_UP).fits for unit in units(rows)] == [False] * 4 + [True] * 3


class TestDegenerate:
    def test_two_areas(self, infer):
        text = "| | Base £ | Extra £ |\n|---|---|---|\n| A | 10.00 | 1.00 |\n| B | 20.00 | 2.00 |\n"
        [answer] = told(infer(text, "--basis", "Base", "--result", "Extra", "--format", "json"))
        assert answer["pots"]["whole_pennies"] == ["3", "3"]

    def test_equal_shares_and_a_row_of_nothing(self, infer):
        lines = "".join(f"| {name} | 5 | 20.00 |\n" for name in "ABC")
        text = f"| | Crimes | Extra £ |\n|---|---|---|\n{lines}| D | 0 | 0.00 |\n"
        [answer] = told(infer(text, "--basis", "Crimes", "--result", "Extra", "--format", "json"))
        assert answer["pots"]["whole_pennies"] == ["59.99", "60.01"]

    def test_something_for_no_basis_is_set_aside(self, infer):
        lines = "".join(f"| {name} | {n} | {2 * n}.00 |\n" for name, n in zip("ABC", (7, 8, 9), strict=True))
        text = f"| | Crimes | Extra £ |\n|---|---|---|\n{lines}| D | 0 | 1.00 |\n"
        [answer] = told(infer(text, "--basis", "Crimes", "--result", "Extra", "--format", "json"))
        assert answer["set_aside"] == [{"area": "D", "would_be": ["0", "0"]}]

    @pytest.mark.parametrize(("header", "zeros"), [("People ('000s)", ""), ("People", ",000")])
    def test_a_basis_in_thousands_allows_what_rounds_to_it(self, infer, header, zeros):
        lines = f"| A | 11{zeros} | 104.00 |\n| B | 20{zeros} | 196.00 |\n| C | 30{zeros} | 300.00 |\n"
        text = f"| | {header} | Extra £ |\n|---|---|---|\n{lines}"
        [answer] = told(infer(text, "--basis", "People", "--result", "Extra", "--format", "json"))
        assert answer["basis_as"] == "rounded"
        low, high = (Fraction(answer["pots"][end]) for end in ("from", "to"))
        # 11 and 20 as printed are in proportion to neither; as rounded, nothing but the results bounds the pot
        assert (low, high) == (Fraction("599.985"), Fraction("600.015"))

    def test_nothing_in_proportion_is_not_determined(self, infer):
        text = (
            "| | Base £ | Extra £ |\n|---|---|---|\n| A | 10 | 90 |\n| B | 20 | 2 |\n| C | 31 | 8 |\n| D | 7 | 55 |\n"
        )
        ran = infer(text)
        assert ran.code == 0
        assert "Not determined: no column was found to be a share-out by another" in ran.out
        assert infer(text, "--format", "csv").out.splitlines()[0] == "answer"
        [answer] = told(infer(text, "--basis", "Base", "--result", "Extra", "--format", "json"))
        assert answer["determined"] is False

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            (("--basis", "Nope"), "--basis: found 'Nope', expected a column of figures. Use one of"),
            (("--table", "7"), "--table: found table 7, expected one of '1'."),
            (("--pot", "lots"), "--pot: found 'lots'"),
            (("--basis", "2"), ""),
        ],
    )
    def test_what_an_option_names_and_is_not_there(self, infer, options, words):
        ran = infer(LEICESTERSHIRE, *options)
        assert ran.code == (2 if words else 0)
        assert words in ran.err

    def test_a_negative_basis_is_refused_with_its_row(self, infer):
        text = "| | Base £ | Extra £ |\n|---|---|---|\n| A | -10 | 90 |\n| B | 20 | 2 |\n| C | 31 | 8 |\n"
        ran = infer(text, "--basis", "Base", "--result", "Extra")
        assert ran.code == 2
        assert "table 1, A: found -10, expected a basis of nought or more" in ran.err


def test_several_sets_as_small_are_told_and_not_chosen_between():
    rows = rows_of(("1", "100"), ("1", "100"), ("1", "100"), ("1", "200"), ("1", "300"))
    found = set_aside(rows, PENNY, HALF_UP)
    assert found is not None
    assert (found.rows, found.others) == ((3, 4), 0)
    assert set_aside(rows_of(("1", "1"), ("1", "2"), ("1", "3"), ("1", "4")), PENNY, HALF_UP) is None


class TestPrecept:
    def test_south_wales_has_hidden_decimals(self, infer):
        ran = infer(SOUTH_WALES_BANDS, "--format", "json")
        [answer] = told(ran)
        assert answer["convention"] == "from the unrounded Band D"
        assert answer["band_d"] == {"from": "287.715", "to": "287.7175", "to_included": False}
        assert [one["misses"] for one in answer["conventions"]] == ["E, F, H, I", "H", ""]

    def test_north_yorkshire_added_to_last_year(self, infer):
        before, after = told(infer(NORTH_YORKSHIRE, "--format", "json"))
        assert before["convention"] == "ninths of the rounded Band D"
        assert after["convention"] == "last year's printed band plus the rounded increase"
        # of an unrounded Band D no more than four bands agree, in three ways
        unrounded = ["A, B, E, G", "A, B, C, E", "B, C, F, H"]
        assert [one["misses"] for one in after["conventions"]] == ["A, B, E, G", "A, E, G", *unrounded, ""]

    def test_bands_as_columns_are_the_same(self, infer):
        cells = [line.strip("| ").split(" | ") for line in SOUTH_WALES_BANDS.splitlines() if not line.startswith("|-")]
        head, charges = zip(*cells, strict=True)
        text = f"| {' | '.join(head)} |\n|{'---|' * len(head)}\n| {' | '.join(charges)} |\n"
        [answer] = told(infer(text, "--format", "json"))
        assert answer["band_d"]["to"] == "287.7175"

    def test_a_misprinted_band_is_named_with_what_it_would_be(self, infer):
        ran = infer(WEST_MERCIA_BANDS)
        assert (
            "None of the conventions tried gives every band. Without Band B the other 7 follow, with the Band D needed:"
            in ran.out
        )
        assert "Ninths of the rounded Band D: the printed Band D of £249.66." in ran.out
        assert "Band B is £191.18 and would have to be £194.18 to follow." in ran.out

    def test_west_mercias_tax_bases_are_all_told(self, infer):
        [answer] = told(infer(WEST_MERCIA, "--band-d", "264.50", "--format", "json"))
        assert answer["total"] == "461718.3"
        assert [one["tax_base"] for one in answer["rows"]] == [
            "37,919.44", "71,073.11", "32,871.23", "26,304.94", "118,106.08", "55,315.9", "32,954.1",
            "52,435.5", "34,738",
        ]  # fmt: skip

    def test_band_d_is_taken_from_the_papers_only_bands(self, infer):
        bands = WEST_MERCIA_BANDS.replace("| 2022/23 £ ", "").replace("|---|---|---|", "|---|---|")
        bands = "\n".join(
            f"| {line.split('|')[1].strip()} | {line.split('|')[3].strip()} |" if line.count("|") == 4 else line
            for line in bands.splitlines()
        )
        answers = told(infer(f"{bands}\n\nThe precepts are as follows.\n\n{WEST_MERCIA}", "--format", "json"))
        assert [one["kind"] for one in answers] == ["bands", "tax_bases"]
        assert answers[1]["total"] == "461718.3"

    def test_a_tax_base_that_the_precept_does_not_allow_is_named(self, infer):
        ran = infer(SOUTH_WALES_BASES, "--band-d", "£287.72")
        assert (
            "Merthyr Tydfil is printed with a tax base of 8,430.74; its precept needs 18,420.7 to 18,768.2." in ran.out
        )
        assert (
            "Rhondda Cynon Taf is printed with a tax base of 77,917.81; its precept needs 77,158.3 to 77,505.9."
            in ran.out
        )
        assert "Not determined beyond the range of each: 7 of 7 tax bases." in ran.out
        [answer] = told(infer(SOUTH_WALES_BASES, "--band-d", "£287.72", "--format", "json"))
        assert answer["outside"] == ["Merthyr Tydfil", "Rhondda Cynon Taf"]


class TestDamping:
    COLUMNS = ("--previous", "2006-07", "--undamped", "Before", "--result", "After")

    def test_police_2007_08_has_the_scaling_factors_that_the_case_derives(self, infer):
        [answer] = told(infer(POLICE_2007, *self.COLUMNS, "--floor", "3.6%", "--format", "json"))
        factor = answer["factors"]["the excess over the floor is scaled"]
        floor = Fraction("161.85") * Fraction("1.036"), Fraction("161.75") * Fraction("1.036")
        assert Fraction(factor["from"]) == (Fraction("167.85") - floor[0]) / (Fraction("179.85") - floor[0])
        assert Fraction(factor["to"]) == (Fraction("167.95") - floor[1]) / (Fraction("179.75") - floor[1])
        assert "the factor is 0.0142… to 0.0309…" in " ".join(answer["sentences"])
        whole = answer["factors"]["the whole amount is scaled"]
        assert Fraction(whole["from"]) == Fraction("167.85") / Fraction("179.85")

    def test_without_a_stated_floor_it_is_not_determined(self, infer):
        ran = infer(POLICE_2007, *self.COLUMNS)
        assert "The floor is not determined: no area is surely on it, and it is at most 3.796…%." in ran.out
        assert "The scaling factor is not determined without a floor" in ran.out

    def test_areas_above_their_formula_amount_tell_the_floor(self, infer):
        text = POLICE_2007 + "| Dorset | 60.0 | 58.0 | 62.2 |\n| Durham | 84.0 | 80.0 | 87.0 |\n"
        [answer] = told(infer(text, *self.COLUMNS, "--format", "json"))
        low, high = (Fraction(answer["floor"][end]) for end in ("from", "to"))
        assert low == Fraction("62.15") / Fraction("60.05") - 1 < Fraction("0.036")
        assert high == Fraction("87.05") / Fraction("83.95") - 1
        assert [row["place"] for row in answer["rows"]][3:] == ["on the floor", "on the floor"]

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            (("--previous", "2006-07"), "a floor or a ceiling: found no --undamped, no --result, expected"),
            ((*COLUMNS, "--floor", "3.6"), "--floor: found '3.6', expected a percentage such as 3.6%. Add the %."),
            ((*COLUMNS[:-1], "Nought"), "--result: found 'Nought', expected a column of figures"),
        ],
    )
    def test_what_is_missing_is_said(self, infer, options, words):
        ran = infer(POLICE_2007, *options)
        assert ran.code == 2
        assert words in ran.err


class TestFormula:
    COLUMNS = ("--indicator", "Districts", "--indicator", "Finance", "--result", "Capital")

    def test_1989_90_needs_a_fixed_sum_and_its_parts_are_those_that_were_stated(self, infer):
        [answer] = told(infer(CAPITAL_CHARGING, *self.COLUMNS, "--format", "json"))
        assert answer["fixed_sum"]["needed"] is True
        amounts = {name: [Fraction(end) for end in ends.values()] for name, ends in answer["per_unit"].items()}
        assert amounts["a fixed sum for each area"][0] <= 13_000 <= amounts["a fixed sum for each area"][1]
        assert amounts["Districts"][0] <= 25_000 <= amounts["Districts"][1]
        # what was left, 12.000m - 22 x 13,000 - 187 x 25,000, was shared by the 9.869m of the finance column
        left = Fraction(12_000_000 - 22 * 13_000 - 187 * 25_000, 9_869_000)
        assert amounts["Finance staff £m"][0] <= left <= amounts["Finance staff £m"][1]

    def test_every_row_of_the_proof_meets_its_interval(self, infer):
        [answer] = told(infer(CAPITAL_CHARGING, *self.COLUMNS, "--format", "json"))
        for row in answer["rows"]:
            low, high, least, most = (
                Fraction(row[name].rstrip("…").replace(",", ""))
                for name in ("result_from", "result_to", "worked_from", "worked_to")
            )
            assert least <= high
            assert most + 1 >= low

    def test_a_row_that_does_not_follow_is_named(self, infer):
        ran = infer(CAPITAL_CHARGING.replace("1.288", "1.388"), *self.COLUMNS)
        assert "No amounts of nought or more for these indicators give every result" in ran.out
        assert "Without West Midlands the rest follow, a fixed sum for each area added." in ran.out
        assert "West Midlands would have to come to £1,286,121.05 to £1,289,467.52 before rounding," in ran.out

    def test_a_column_twice_and_none_for_results_are_refused(self, infer):
        ran = infer(CAPITAL_CHARGING, "--indicator", "Districts", "--indicator", "2", "--result", "Capital")
        assert ran.code == 2
        assert "--indicator: found a column twice, expected each column once." in ran.err
        assert "found no --result" in infer(CAPITAL_CHARGING, "--indicator", "Districts").err

    def test_a_formula_without_a_fixed_sum_says_how_large_one_could_be(self, infer):
        lines = "".join(f"| A{n} | {n} | {n * n} | {3 * n + 2 * n * n}.00 |\n" for n in range(1, 9))
        text = f"| | Offences | Visits | Paid £ |\n|---|---|---|---|\n{lines}"
        options = ("--indicator", "Offences", "--indicator", "Visits", "--result", "Paid")
        [answer] = told(infer(text, *options, "--format", "json"))
        assert answer["fixed_sum"]["needed"] is False
        assert Fraction(answer["fixed_sum"]["range"]["to"]) < Fraction("0.03")
        offences, visits = answer["per_unit"].values()
        assert Fraction(offences["from"]) <= 3 <= Fraction(offences["to"])
        assert Fraction(visits["to"]) - Fraction(visits["from"]) < Fraction("0.005")


def test_350_areas_with_one_result_altered():
    basis = [10_000 + place * 7919 % 99_991 for place in range(350)]
    rows = [
        Row(str(place), Fraction(one), rounded_to(Fraction(one * 12_345_678, sum(basis)), PENNY, HALF_UP))
        for place, one in enumerate(basis)
    ]
    assert implied(rows, PENNY, HALF_UP).pots.has(Fraction(12_345_678))
    rows[7] = Row("7", rows[7].basis, rows[7].result + 10)
    aside = set_aside(rows, PENNY, HALF_UP)
    assert aside is not None
    assert aside.rows == (7,)
