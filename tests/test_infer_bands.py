"""Bands, Band D and tax bases as a user asks about them: every reading that fits is told, and no other."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from formulas.exact import in_digits
from formulas.inference.charges import conventions
from formulas.valuation_bands import LAST_YEAR_PLUS, Charges, Proportions

INCREASED = """| Band | 2024/25 | Increase | 2025/26 |
|---|---|---|---|
| A | £182.21 | £9.10 | £191.31 |
| B | £212.57 | £10.62 | £223.19 |
| C | £242.94 | £12.13 | £255.07 |
| D | £273.31 | £13.65 | £286.96 |
| E | £334.05 | £16.68 | £350.73 |
| F | £394.78 | £19.72 | £414.50 |
| G | £455.52 | £22.75 | £478.27 |
| H | £546.62 | £27.30 | £573.92 |
"""
SOUND = dict(
    zip("ABCDEFGH", ("191.18", "223.04", "254.91", "286.77", "350.50", "414.22", "477.95", "573.54"), strict=True)
)
PRECEPTS = """| Billing authority | Precept £ |
|---|---|
| Ashcombe | 15,009,570.48 |
| Brackwell | 10,003,168.49 |
| Cawdale | 20,129,332.64 |
| Dunmere | 7,202,687.38 |
| Easthaven | 11,787,021.28 |
"""


@pytest.fixture
def told(infer):
    """The answers of infer on a paper given as text."""
    return lambda text, *options: json.loads(infer(text, *options, "--format", "json").out)["answers"]


def table(labels, *columns):
    """A table of bands under labels."""
    head = f"| Band | {' | '.join(labels)} |\n|{'---|' * (len(labels) + 1)}\n"
    rows = ("".join(f"{column[band]} | " for column in columns) for band in columns[0])
    return head + "".join(f"| {band} | {cells.rstrip()}\n" for band, cells in zip(columns[0], rows, strict=True))


def times(factor, charges=SOUND):
    """Other charges in the same proportions, each to the penny."""
    return {band: in_digits(Fraction(charge) * Fraction(factor), 2) for band, charge in charges.items()}


class TestEveryConventionThatFits:
    def test_each_is_told_with_the_band_d_that_it_needs(self, told):
        answer = told(INCREASED)[1]
        # Band G allows 478.265 x 9/15 and more, Band C less than 255.075 x 9/8
        assert answer["sentences"] == [
            "2 conventions give every band, and the figures do not tell which was used. The Band D that each needs:",
            "From the unrounded Band D: a Band D of £286.959000 up to but not £286.959375, printed as £286.96.",
            "Last year's printed band plus the rounded increase, last year being 2024/25: the printed Band D of"
            " £286.96.",
        ]
        assert answer["convention"] == "from the unrounded Band D"
        assert answer["conventions_that_fit"] == [
            {
                "convention": "from the unrounded Band D",
                "band_d": {"from": "286.959", "to": "286.959375", "to_included": False},
            },
            {
                "convention": "last year's printed band plus the rounded increase",
                "band_d": {"from": "286.96", "to": "286.96", "to_included": True},
            },
        ]

    def test_no_one_band_d_is_given_where_the_conventions_need_different_ones(self, told):
        before, after = told(INCREASED)
        assert after["band_d"] is None
        # ninths of 273.31 fit too, which lies in what an unrounded Band D may be: E is 334.045 x 9/11 and more
        assert before["band_d"]["from"] == str(Fraction("334.045") * 9 / 11)

    def test_only_a_hidden_band_d_says_that_last_year_was_not_tried(self, infer):
        without = table(["2021/22"], {**SOUND, "F": "414.23"})
        words = (
            "Last year's bands were not found in the table, so that adding a rounded increase to them was not tried."
        )
        assert words in infer(without).out
        assert words not in infer(table(["2021/22"], SOUND)).out
        last = times("0.95")
        beside = infer(table(["2020/21", "2021/22"], last, {**SOUND, "F": "414.23"})).out
        assert words not in beside[beside.index("the bands of 2021/22") :]

    def test_a_band_d_with_four_decimals_stands_for_what_rounds_to_its_own_last_place(self, told):
        charges = {"A": "200.15", "B": "233.51", "C": "266.87", "D": "300.2302", "E": "366.95"}
        [answer] = told(table(["2025/26"], charges))
        assert answer["sentences"][1:] == [
            "Ninths of the rounded Band D: the printed Band D of £300.2302.",
            "From the unrounded Band D: a Band D of £300.230150 up to but not £300.230250, printed as £300.2302.",
        ]


class TestLastYear:
    OLD = times("0.95")

    def last_year_of(self, told, text, column):
        """Which column is tried as last year's for one column; None where none is."""
        [answer] = [one for one in told(text) if one["column"] == column]
        found = [one["last_year"] for one in answer["conventions"] if one["convention"] == LAST_YEAR_PLUS]
        return found[0] if found else None

    @pytest.mark.parametrize(
        ("labels", "last"),
        [
            (("2024/25", "2025/26"), "2024/25"),
            (("2023/24", "2025/26"), None),
            (("2025/26 before", "2025/26"), None),
            (("Existing £", "Proposed £"), "Existing £"),
            (("Last year", "Current year"), "Last year"),
            (("Current", "2025/26"), "Current"),
            (("Police", "Fire"), None),
            (("Option 1", "Option 2"), None),
        ],
    )
    def test_by_its_label(self, told, labels, last):
        text = table(labels, self.OLD, SOUND)
        assert self.last_year_of(told, text, labels[1]) == last
        assert self.last_year_of(told, text, labels[0]) is None

    def test_the_latest_of_those_before(self, told):
        labels = ("Proposed", "Current", "Last year")
        text = table(labels, SOUND, self.OLD, times("0.9"))
        assert [self.last_year_of(told, text, label) for label in labels] == ["Current", "Last year", None]

    def test_of_the_same_authority(self, told):
        labels = ("Council 2024/25", "Council 2025/26", "Police 2024/25", "Police 2025/26")
        text = table(labels, times("1.2"), times("1.25"), self.OLD, SOUND)
        assert [self.last_year_of(told, text, one) for one in labels] == [None, labels[0], None, labels[2]]

    def test_not_of_several_authorities_nor_of_one_that_charges_twice_as_much(self, told):
        several = table(("Council 2024/25", "Fire 2024/25", "Police 2025/26"), times("1.2"), self.OLD, SOUND)
        assert self.last_year_of(told, several, "Police 2025/26") is None
        assert (
            self.last_year_of(told, table(("Council 2024/25", "Police 2025/26"), times(2), SOUND), "Police 2025/26")
            is None
        )

    @pytest.mark.parametrize(("head", "increase"), [("Increase £", "14.34"), ("Change %", "5.3%")])
    def test_the_other_column_where_an_increase_leads_from_it(self, told, head, increase):
        # Band D goes from 272.43 to 286.77, by 14.34 or 5.264 per cent
        rises = dict.fromkeys(SOUND, "1.00") | {"D": increase}
        text = table(("New", "Old", head), SOUND, self.OLD, rises)
        assert self.last_year_of(told, text, "New") == "Old"
        assert self.last_year_of(told, text, "Old") is None
        other = table(
            ("New", "Old", head), SOUND, self.OLD, dict.fromkeys(SOUND, increase.replace("5", "7").replace("14", "15"))
        )
        assert self.last_year_of(told, other, "New") is None

    def test_a_total_is_no_year_after_its_parts(self, told):
        # 1,642.41, 286.77 and 2,013.75: the ninths of the first and of the last are whole pennies, and so fit as a rise
        council = dict(
            zip(
                "ABCDEFGH",
                ("1094.94", "1277.43", "1459.92", "1642.41", "2007.39", "2372.37", "2737.35", "3284.82"),
                strict=True,
            )
        )
        total = dict(
            zip(
                "ABCDEFGH",
                ("1342.50", "1566.25", "1790.00", "2013.75", "2461.25", "2908.75", "3356.25", "4027.50"),
                strict=True,
            )
        )
        answers = told(table(("Council", "Police", "Total"), council, SOUND, total))
        assert [one["column"] for one in answers] == ["Council", "Police", "Total"]
        assert all(one["convention"] != LAST_YEAR_PLUS for answer in answers for one in answer["conventions"])

    def test_one_that_lacks_a_band_is_not_tried(self):
        england = Proportions("England", "1993/94", {"A": 6, "B": 7, "D": 9}, {})
        now, before = (
            Charges(Fraction(d), {band: Fraction(d) * england.of(band) for band in names})
            for d, names in (("9", "ABD"), ("18", "AD"))
        )
        assert LAST_YEAR_PLUS not in [one.name for one in conventions(england, now, before)]


class TestWhatDoesNotFollow:
    def test_band_d_itself(self, told):
        [answer] = told(table(["2025/26"], {**SOUND, "D": "286.97"}))
        # Band E allows 350.495 x 9/11 and more, Band F less than 414.225 x 9/13
        assert answer["sentences"][:4] == [
            "None of the conventions tried gives every band. Without Band D the other 7 follow, with the Band D"
            " needed:",
            "Ninths of the rounded Band D: a Band D of £286.77.",
            "From the unrounded Band D: a Band D of £286.768636… up to but not £286.771153….",
            "Band D is £286.97 and would have to be £286.77 to follow.",
        ]
        assert answer["set_aside"] == [{"band": "D", "would_be": ["286.77", "286.77"]}]
        assert (answer["convention"], answer["conventions_that_fit"], answer["band_d"]) == (None, [], None)

    def test_a_band_by_the_range_that_the_others_agree_on(self, told):
        [answer] = told(table(["2025/26"], {**SOUND, "F": "414.32"}))
        # the others allow 286.7686... to less than 286.772142..., of which 13/9 are 414.2213... to 414.2264...
        assert answer["set_aside"] == [{"band": "F", "would_be": ["414.22", "414.23"]}]
        assert "Band F is £414.32 and would have to be £414.22 or £414.23 to follow." in answer["sentences"]

    def test_two_bands(self, told):
        [answer] = told(table(["2025/26"], {**SOUND, "B": "223.40", "F": "414.32"}))
        assert [one["band"] for one in answer["set_aside"]] == ["B", "F"]
        assert "Without Bands B and F the other 6 follow" in answer["sentences"][0]

    def test_either_of_two_is_not_determined(self, told):
        # A and D allow 286.765 to 286.775: of that E less than 350.495 x 9/11 = 286.768..., G from 477.955 x 9/15 on
        [answer] = told(table(["2025/26"], {"A": "191.18", "D": "286.77", "E": "350.49", "G": "477.96"}))
        assert answer["sentences"][1] == "Not determined which are wrong: the other 3 follow without Band G or Band E."
        assert answer["set_aside"] == []

    def test_half_of_the_bands_are_too_few(self, told):
        [answer] = told(table(["2025/26"], {"A": "191.18", "B": "223.04", "D": "286.80", "E": "350.53"}))
        assert (
            answer["sentences"][1] == "Not determined which are wrong: no more than 2 of the 4 follow from one Band D."
        )

    @pytest.mark.parametrize(
        "figures",
        [
            {"A": "100.00", "B": "223.04", "C": "400.00", "D": "286.77"},
            dict.fromkeys("ABCD", "0.00"),
            {"A": "191.18", "D": "286.77", "E": "350.50"},
            {"A": "191", "B": "223", "C": "255", "D": "287"},
        ],
    )
    def test_what_is_no_table_of_bands(self, told, figures):
        assert [one["kind"] for one in told(table(["2025/26"], figures))] == []


class TestTaxBases:
    def test_the_band_d_that_the_other_bands_need_is_the_charge(self, told):
        wrong = table(["2025/26"], {**SOUND, "D": "286.97"})
        answer = told(f"{wrong}\n\nThe precepts follow.\n\n{PRECEPTS}")[1]
        assert "over a Band D of £286.77, as the other bands of table 1 need it." in answer["sentences"][0]
        assert answer["total"] == "223634.9"

    def test_there_is_none_where_the_bands_do_not_settle_band_d(self, told):
        unsettled = table(["2025/26"], {"A": "191.18", "B": "223.04", "D": "286.80", "E": "350.53"})
        assert "tax_bases" not in [one["kind"] for one in told(f"{unsettled}\n\nBand D is £286.77.\n\n{PRECEPTS}")]

    @pytest.mark.parametrize(
        ("sentence", "charge"),
        [
            ("Band D is £286.77.", "286.77"),
            ("The Band D council tax is £286.77, an increase of £13.65 (4.99%).", "286.77"),
            ("This increases Band D by £13.65 to £286.77.", "286.77"),
            ("Band D is £286.77 (an increase of £13.65).", "286.77"),
            ("The charge is £191.18 for Band A and £286.77 for Band D.", "286.77"),
            ("At Band D £286.77, at Band H £573.54.", "286.77"),
            ("£286.77 is the charge at Band D.", "286.77"),
            ("Band A is £191.18 and Band D is £286.77.", "286.77"),
            ("Band D is £286.77. The charge at Band D of £286.77 was consulted on.", "286.77"),
            ("Band D is £286.77. In the county it is £1,642.41 at Band D.", None),
            ("Band D rises by £13.65.", None),
            ("The increase in Band D is £13.65.", None),
            ("Band D is £5.51 a week.", None),
            ("The average Band D in England is £290.12.", None),
            ("Last year's Band D was £273.31.", None),
            ("Band D is about £286.77.", None),
            ("Band D is £287.", None),
            ("At Band D this raises £64,131,780.27.", None),
            ("The charge is £286.77.", None),
        ],
    )
    def test_the_only_band_d_that_the_text_states(self, told, sentence, charge):
        answers = told(f"# Precept\n\n{sentence}\n\n{PRECEPTS}")
        found = [one for one in answers if one["kind"] == "tax_bases"]
        assert [one["band_d"] for one in found] == ([charge] if charge else [])
        if charge:
            assert found[0]["band_d_source"] == "as paragraph 2 states it"
            assert f"over a Band D of £{charge}, as paragraph 2 states it." in found[0]["sentences"][0]
            assert found[0]["total"] == "223634.9"

    def test_the_option_goes_before_the_text(self, told):
        [answer] = told(f"Band D is £280.00.\n\n{PRECEPTS}", "--band-d", "286.77")
        assert (answer["band_d_source"], answer["total"]) == ("as --band-d gives it", "223634.9")

    def test_a_stated_band_d_that_most_of_the_tax_bases_exclude_is_not_theirs(self, told):
        bases = ("52,340.1", "34,882.2", "69,000", "25,116.6", "41,102.7")
        rows = [line.split("|")[1:3] for line in PRECEPTS.splitlines()[2:]]
        lines = "".join(f"|{name}| {base} |{precept}|\n" for (name, precept), base in zip(rows, bases, strict=True))
        text = f"| Authority | Tax base | Precept £ |\n|---|---|---|\n{lines}"
        [answer] = told(f"Band D is £286.77.\n\n{text}")
        assert answer["sentences"][-1] == "Cawdale is printed with a tax base of 69,000; its precept needs 70,193.3."
        assert "tax_bases" not in [one["kind"] for one in told(f"Band D is £1,642.41.\n\n{text}")]
        assert told(text, "--band-d", "1642.41")[0]["kind"] == "tax_bases"

    @pytest.mark.parametrize(
        ("head", "precept", "needs"),
        [
            ("Precept £", "20,129,332.64", "70,193.3"),
            # 20,129,325 / 286.77 = 70,193.273..., and 10 / 286.77 = 0.034...
            ("Precept £'000", "20,129.33", "70,193.27 to 70,193.31"),
            # 20,129,000 / 286.77 = 70,192.14..., and 1,000 / 286.77 = 3.48...
            ("Precept £'000", "20,129", "70,190.4 to 70,193.9"),
            # 5 decimals would be needed to tell a base of 70,193.33, with Band D printed so that no rounder figure fits
            ("Precept £", "20,129,341.25", "70,193.33"),
        ],
    )
    def test_a_range_has_the_decimals_that_tell_its_ends_apart(self, infer, head, precept, needs):
        text = (
            f"| Area | Tax base | {head} |\n|---|---|---|\n| X | 69,000 | {precept} |\n| Y | 69,000.5 | {precept} |\n"
        )
        assert (
            f"X is printed with a tax base of 69,000; its precept needs {needs}.\n"
            in infer(text, "--band-d", "286.77").out
        )
