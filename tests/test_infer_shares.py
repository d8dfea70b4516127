"""The question of shares on tables as people print them: sections, notes, minimums, percentages, other rules."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from formulas.inference.areas import Areas
from formulas.paper import Cell, Table
from formulas.relations.grid import grid_of

PEOPLE = {
    "Ash": 143_212, "Bray": 98_431, "Cove": 201_877, "Dale": 77_504, "Elm": 54_390,
    "Fen": 118_266, "Gate": 89_113, "Holt": 165_002, "Isle": 43_981,
}  # fmt: skip
GRANTS = {
    "Ash": 48_735, "Bray": 33_496, "Cove": 68_698, "Dale": 26_375, "Elm": 18_509,
    "Fen": 40_246, "Gate": 30_325, "Holt": 56_150, "Isle": 14_967,
}  # 337,500 by population, each to the nearest pound  # fmt: skip


def told(ran):
    return json.loads(ran.out)["answers"]


def paper(rows, header="| Area | Population | Grant £ |", text=""):
    """A paper that is a table, with a sentence before it."""
    lines = [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]
    rule = "|---" * (header.count("|") - 1) + "|"
    return "\n".join([text, "", header, rule, *lines, ""])


def rows(**changed):
    """The nine areas with their grants, some of them changed."""
    return [(name, f"{PEOPLE[name]:,}", changed.get(name, f"{GRANTS[name]:,}")) for name in PEOPLE]


def whole(answer):
    return answer["pots"]["whole_pennies"]


class TestLayout:
    def test_sections_with_subtotals_are_one_share_out(self, infer):
        nine = rows()
        north, south = nine[:4], nine[4:]
        table = [
            ("**North**", "", ""), *north, ("North subtotal", "521,024", "177,304"), ("", "", ""),
            ("**South**", "", ""), *south, ("South subtotal", "470,752", "160,197"), ("", "", ""),
            ("Retained", "", "37,500"), ("Total", "991,776", "375,001"),
        ]  # fmt: skip
        [answer] = told(infer(paper(table), "--format", "json"))
        assert len(answer["rows"]) == 9
        assert whole(answer) == ["337499.95", "337500.17"]
        assert infer(paper(table), "--basis", "2", "--result", "3", "--pot", "337500").code == 0

    def test_the_largest_section_alone_where_the_others_follow_from_another_pot(self, infer):
        other = [("X", "10,000", "9,000"), ("Y", "20,000", "18,500"), ("Z", "31,000", "27,100")]
        [answer] = told(infer(paper([*rows(), ("", "", ""), *other]), "--format", "json"))
        assert len(answer["rows"]) == 9
        assert "Left out, standing apart in the table: X, Y, Z." in answer["sentences"]

    @pytest.mark.parametrize("first", [True, False])
    def test_a_total_by_another_name_is_no_area(self, infer, first):
        county = ("Barsetshire", "991,776", "337,501")
        table = [county, *rows()] if first else [*rows(), county]
        [answer] = told(infer(paper(table), "--format", "json"))
        assert whole(answer) == ["337499.95", "337500.17"]
        assert len(answer["rows"]) == 9

    def test_and_so_where_a_slip_spoils_one_of_its_columns(self, infer):
        table = [*rows(Dale="26,735"), ("Barsetshire", "991,776", "337,501")]
        [answer] = told(infer(paper(table), "--format", "json"))
        assert answer["set_aside"] == [{"area": "Dale", "would_be": ["26374", "26375"]}]

    def test_a_column_of_changes_is_not_held_against_the_pot(self, infer):
        before = {name: grant + 2 * n for n, (name, grant) in enumerate(GRANTS.items())}
        table = [
            (name, f"{PEOPLE[name]:,}", f"{before[name]:,}", f"{GRANTS[name]:,}", f"{GRANTS[name] - before[name]}")
            for name in PEOPLE
        ]
        header = "| Area | Population | 2024/25 £ | 2025/26 £ | Change £ |"
        found = told(infer(paper(table, header), "--format", "json"))
        assert [(answer["basis"], answer["result"]) for answer in found] == [("Population", "2025/26 £")]

    def test_a_part_of_an_area_is_no_area(self, infer):
        nine = rows()
        table = [*nine[:3], ("of which: rural", "60,000", "20,418"), *nine[3:], ("Total", "991,776", "337,501")]
        [answer] = told(infer(paper(table), "--format", "json"))
        assert whole(answer) == ["337499.95", "337500.17"]

    def test_rows_without_a_plain_figure_are_named(self, infer):
        ran = infer(paper(rows(Elm="see note 2", Fen="n/a")))
        assert "All 7 rows follow" in ran.out
        assert "Left out, having no plain figure in both columns: Elm see note 2, Fen n/a." in ran.out

    @pytest.mark.parametrize("mark", ["²", " (2)", "*", "<sup>2</sup>"])
    def test_a_footnote_mark_is_no_digit(self, infer, mark):
        [answer] = told(infer(paper(rows(Cove=f"68,698{mark}")), "--format", "json"))
        assert whole(answer) == ["337499.95", "337500.17"]

    def test_a_printed_total_that_the_rows_do_not_come_to(self, infer):
        table = [*rows(), ("Total", "991,776", "339,501")]
        ran = infer(paper(table))
        assert "The printed total of Grant £ leaves 339,501 for these rows, which come to 337,501." in ran.out


class TestWhatElseTheRowsSay:
    def test_a_minimum(self, infer):
        [answer] = told(infer(paper(rows(Elm="25,000", Isle="25,000")), "--format", "json"))
        assert answer["held"] == {"kind": "minimum", "amount": "25000", "areas": ["Elm", "Isle"]}
        assert answer["set_aside"] == []
        pot = 25_000 * 2 + sum(grant for name, grant in GRANTS.items() if name not in ("Elm", "Isle"))
        assert abs(Fraction(answer["pots"]["from"]) - pot) < 3
        held = [row for row in answer["rows"] if row["follows"] == "at the minimum"]
        assert [row["recomputed"] for row in held] == ["25000", "25000"]

    def test_a_cap(self, infer):
        [answer] = told(infer(paper(rows(Cove="50,000", Holt="50,000")), "--format", "json"))
        assert answer["held"] == {"kind": "cap", "amount": "50000", "areas": ["Cove", "Holt"]}

    def test_equal_amounts_that_the_rate_does_not_bear_out_are_no_minimum(self, infer):
        table = paper(rows(Dale="14,967", Elm="14,967"))
        [answer] = told(infer(table, "--basis", "2", "--result", "3", "--format", "json"))
        assert answer["held"] is None
        assert {one["area"] for one in answer["set_aside"]} == {"Dale", "Elm"}

    def test_a_fixed_sum_besides(self, infer):
        table = [(name, f"{PEOPLE[name]:,}", f"{GRANTS[name] + 25_000:,}") for name in PEOPLE]
        [answer] = told(infer(paper(table), "--format", "json"))
        assert answer["kind"] == "formula"
        low, high = (Fraction(end) for end in answer["fixed_sum"]["range"].values())
        assert answer["fixed_sum"]["needed"]
        assert low < 25_000 < high
        assert high - low < 5
        [named] = told(infer(paper(table), "--format", "json", "--basis", "2", "--result", "3"))
        assert named["fixed_sum"] == answer["fixed_sum"]

    def test_a_misprinted_basis_is_the_other_way_to_read_a_row_set_aside(self, infer):
        table = [(n, "75,704" if n == "Dale" else p, g) for n, p, g in rows()]
        ran = infer(paper([*table, ("Total", "991,776", "337,501")]), "--pot", "337,500")
        assert ran.code == 0
        assert "Dale does not follow: it is £26,375 and would have to be £25,762, or its basis 77,503.95 to" in ran.out
        assert "The printed total of Population leaves 991,776 for these rows, which come to 989,976." in ran.out
        assert "£337,500 (--pot) is among them if it is the basis of Dale that is wrong." in ran.out

    def test_printed_totals_settle_which_of_the_two_it_is(self, infer):
        table = [(n, "75,704" if n == "Dale" else p, g) for n, p, g in rows()]
        ran = infer(paper([*table, ("Total", "991,776", "337,501")]))
        assert "leaves 77,504 for Dale: if so its basis is wrong, and every row follows from a pot of £337,4" in ran.out
        ran = infer(paper([*rows(Gate="30,235"), ("Total", "991,776", "337,501")]))
        assert "So corrected, the rows come to the printed total of Grant £." in ran.out

    def test_of_several_sets_as_small_none_is_chosen(self, infer):
        table = [("A", "1,000", "100.00"), ("B", "1,000", "100.00"), ("C", "1,000", "100.00"), ("D", "1,000", "120.00")]
        table += [("E", "1,000", "120.00"), ("F", "1,000", "120.00"), ("G", "2,000", "220.00")]
        ran = infer(paper(table), "--basis", "2", "--result", "3")
        assert "does not follow" not in ran.out

    def test_results_to_the_nearest_five_pence_and_hundred_pounds(self, infer):
        table = [(n, p, f"{(2 * PEOPLE[n] * 34 // 1000 + 5) // 10 * 5 / 100:.2f}") for n, p, _ in rows()]
        [answer] = told(infer(paper(table), "--format", "json"))
        assert answer["unit"] == "0.05"
        hundreds = [(n, p, f"{round(PEOPLE[n] * 7.29, -2):,.0f}") for n, p, _ in rows()]
        [answer] = told(infer(paper(hundreds), "--format", "json"))
        assert answer["unit"] == "100"

    def test_the_rate_and_the_roundest_figure_in_it(self, infer):
        last = {"A": 271_818, "B": 89_530, "C": 52_665, "D": 51_217}
        table = [(name, f"£{one:,}", f"£{round(one * 1.032):,}") for name, one in last.items()]
        ran = infer(paper(table, "| Area | 2024/25 | 2025/26 |"))
        assert "of 2024/25; 103.2% is among them." in ran.out

    def test_a_column_that_is_all_but_carried_over_is_no_share_out(self, infer):
        last = {name: f"{grant:,}" for name, grant in GRANTS.items()}
        table = [(name, one, "20,000" if name == "Elm" else one) for name, one in last.items()]
        assert "Not determined" in infer(paper(table, "| Area | Last year £ | This year £ |")).out


class TestPercentages:
    SHARES = (("A", "12.5%"), ("B", "30.1%"), ("C", "21.4%"), ("D", "36.0%"))

    def test_a_pot_by_printed_percentages(self, infer):
        table = [(name, share, f"{round(12_500 * float(share[:-1])):,}") for name, share in self.SHARES]
        text = "The fund of £1,250,000 is shared as follows."
        [answer] = told(infer(paper(table, "| Area | Share | Grant £ |", text), "--format", "json"))
        assert answer["pots"]["decided_by"] == ["D", "D"]
        assert "£1,250,000 (paragraph 1) is among them." in answer["sentences"]

    def test_percentages_that_round_to_less_than_a_hundred_still_share_the_whole(self, infer):
        table = [("A", "33.3%", "333,400"), ("B", "33.3%", "333,300"), ("C", "33.3%", "333,299"), ("D", "0.0%", "1")]
        ran = infer(paper(table, "| Area | Share | Grant £ |"), "--basis", "2", "--result", "3", "--format", "json")
        [answer] = told(ran)
        assert answer["basis_as"] == "rounded"
        low, high = (Fraction(answer["pots"][end]) for end in ("from", "to"))
        assert low < 1_000_000 < high

    def test_percentages_of_something_else_are_no_basis(self, infer):
        shown = zip(self.SHARES, ("125", "301", "214", "360"), strict=True)
        changed = [(name, f"{float(share[:-1]) / 2}%", grant) for (name, share), grant in shown]
        assert "Not determined" in infer(paper(changed, "| Area | Change | Grant £ |")).out


class TestRules:
    def test_each_row_rounded_up(self, infer):
        table = [(name, f"{people:,}", f"{-(-people * 765_432 // 991_776):,}") for name, people in PEOPLE.items()]
        [answer] = told(infer(paper(table), "--pot", "765,432", "--format", "json"))
        assert answer["rule"] == "each row rounded up"
        assert "£765,432 (--pot) is among them." in answer["sentences"]

    def test_a_pot_by_another_rule_is_not_excluded(self, infer):
        ran = infer(paper(rows()), "--basis", "2", "--result", "3", "--pot", "337,495")
        assert ran.code == 0
        assert "£337,495 (--pot) is one of the pots by another rule: each row rounded up, to the pound." in ran.out

    def test_a_round_figure_is_among_them_only_as_rounded(self, infer):
        ran = infer(paper(rows(), text="A fund of £340,000 is shared."))
        assert "£340,000 (paragraph 1) is among them only as a figure rounded to £10,000." in ran.out
        assert infer(paper(rows()), "--pot", "340,000").code == 1
        assert infer(paper(rows()), "--pot", "£337.5k").code == 0

    def test_no_rule_at_all_fails_the_pot_that_is_asked_about(self, infer):
        table = paper([("A", "10", "90"), ("B", "20", "2"), ("C", "31", "8")])
        ran = infer(table, "--basis", "2", "--result", "3", "--pot", "100")
        assert ran.code == 1
        assert "Check failed: £100 (--pot) gives these results by no rule that was tried." in ran.err


def test_a_pot_that_could_not_be_held_against_anything_is_said_to_be_so(infer):
    ran = infer(paper([("A", "10", "90"), ("B", "20", "2"), ("C", "31", "8")]), "--pot", "100")
    assert "£100 (--pot) was held against nothing: no share-out was found." in ran.out


def test_a_year_follows_from_the_year_before_and_not_the_other_way_round(infer):
    last = (271_818, 89_530, 52_665, 51_217, 53_776)
    table = [(n, f"£{round(one * 1.03):,}", f"£{one:,}") for n, one in enumerate(last)]
    [answer] = told(infer(paper(table, "| Area | 2025/26 | 2024/25 |"), "--format", "json"))
    assert (answer["basis"], answer["result"]) == ("2024/25", "2025/26")


def test_every_fault_of_the_options_is_told_at_once(infer):
    ran = infer(paper(rows()), "--basis", "Nope", "--result", "Neither")
    assert ran.code == 2
    assert "--basis: found 'Nope'" in ran.err
    assert "--result: found 'Neither'" in ran.err
    ran = infer(paper(rows()), "--basis", "2", "--floor", "3", "--pot", "lots")
    for words in ("a floor or a ceiling: found no", "--floor: found '3'", "--pot: found 'lots'"):
        assert words in ran.err
    assert ran.err.count("\n- ") == 4


def test_columns_of_different_tables_are_refused(infer):
    text = paper(rows()) + "\nAnd the others.\n" + paper(rows(), "| Area | Crimes | Award £ |")
    ran = infer(text, "--basis", "Crimes", "--result", "Grant")
    assert ran.code == 2
    assert "--basis, --result: found columns of different tables, expected all in one table." in ran.err


def test_a_wide_table_knows_its_sums_and_differences_by_any_columns_to_their_left():
    header = ["Area", *(f"{year} £" for year in range(2010, 2020)), "Change £", "Both £"]
    figures = [[1000 + (7 * row * row + 13 * place * (row + 3)) % 997 for place in range(10)] for row in range(6)]
    lines = [[f"A{n}", *one, one[7] - one[3], one[0] + one[9]] for n, one in enumerate(figures)]
    table = Table(1, tuple(tuple(Cell(str(cell)) for cell in line) for line in (header, *lines)))
    assert Areas.of(grid_of(table)).derived == {10, 11}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--basis", "3", "--result", "3"), "--result: found a column twice, expected each column once."),
        (("--band-d", "0"), "--band-d: found '0', expected a charge above nought."),
        (
            ("--indicator", "2", "--result", "3", "--basis", "2"),
            "a formula: found --basis beside it, expected no other",
        ),
        (("--band-d", "200", "--pot", "5"), "tax bases: found --pot beside it, expected no other question"),
        (
            ("--floor", "2%", "--indicator", "2"),
            "a floor or a ceiling: found no --previous, no --undamped, no --result",
        ),
    ],
)
def test_options_that_cannot_stand_together(infer, options, words):
    ran = infer(paper(rows()), *options)
    assert ran.code == 2
    assert words in ran.err
