"""Sheets as testers posing as officers wrote them: money must never go to the wrong row, and never in silence.

Each is a csv text, the column to share by, and what must come of it: the areas read, or the code of the fault.
"""

from __future__ import annotations

import pytest

from csptool.faults import Faults
from csptool.sheets.book import open_book
from csptool.sheets.budget import Asked, quick_budget
from csptool.sheets.source import Source

READ = {
    "a county's total between its districts": (
        "Area,Pop / Breckland,113 / Norwich,201 / Norfolk total,314 / Ipswich,151 / Babergh,17 / Suffolk Total,168",
        "Breckland Norwich Ipswich Babergh",
    ),
    "a force total": ("Area,Pop / East,1013 / West,2021 / Force total,3034", "East West"),
    "a total in brackets": ("Area,Pop / East,1013 / West,2021 / (Total),3034", "East West"),
    "a Welsh total": ("Area,Pop / East,1013 / West,2021 / Cyfanswm,3034", "East West"),
    "spaced letters": ("Area,Pop / East,1013 / West,2021 / T O T A L,3034", "East West"),
    "a percentage column that makes 100": (
        "Area,Pop / East,33% / West,33% / North,34% / Total,100%",
        "East West North",
    ),
    "the word total in a note": ("Area,Pop,Notes / East,5, / West,6, / North,11,Total revised", "East West North"),
    "the word all in another column": (
        "Area,Pop,Coverage / East,5,All areas / West,2,Part / North,3,Part",
        "East West North",
    ),
    "a lead officer before the area": ("Lead officer,Area,Pop / J Smith,Leeds,10 / A Khan,York,11", "Leeds York"),
    "numbers of properties before the area": ("UPRN,Area,Pop / 007,Leeds,10 / 008,York,11", "Leeds York"),
    "a type that repeats": (
        "Type,Place,Pop / District,Leeds,10 / District,York,11 / District,Hull,12",
        "Leeds York Hull",
    ),
    "regions that are not filled down": (
        "Region,Place,Pop / North,Leeds,10 / ,York,11 / South,Dover,12 / ,Deal,13",
        "Leeds York Dover Deal",
    ),
    "a table beside another": (
        "Area,People,,Area,Pop / East,100,,West,10 / West,300,,North,20 / North,50,,East,70",
        "West North East",
    ),
    "names to the right of the basis": ("Pop,Area / 10,Leeds / 11,York", "Leeds York"),
    "a spacer column": ("Area,,Pop / East,,10 / West,,11", "East West"),
    "a second line of headers": (",Pop / Area,2023 / East,1000 / West,3000", "East West"),
    "a line of units": ("Area,Pop / ,£000 / East,10 / West,11", "East West"),
    "units beside the word name": ("Area,Pop / name,£000 / East,10 / West,11", "East West"),
    "column numbers": ("Area,Homes,Pop / 1,2,3 / East,10,100 / West,20,200", "East West"),
    "column numbers in brackets": ("Area,Homes,Pop / (1),(2),(3) / East,10,100 / West,20,200", "East West"),
    "column letters": ("Area,Homes,Pop / a,b,c / East,10,100 / West,20,200", "East West"),
    "an average below": ("Area,Pop / East,10 / West,12 / Total,22 / Average,11", "East West"),
    "a check row": ("Area,Pop / East,10 / West,12 / Check,0", "East West"),
    "a footnote of two cells": ("Area,Homes,Pop / East,1,10 / West,2,12 / Source:,ONS", "East West"),
    "another table under its title": (
        "Area,Pop / East,10 / West,12 /  / Table 2: grants / Partner,Grant / YOS,500",
        "East West",
    ),
    "a header on every page": ("Area,Pop / East,10 / West,12 / Area,Pop / North,7", "East West North"),
    "a header centred over two columns": (",2025/26,, / Area,Base,Pop, / East,1,10, / West,2,12,", "East West"),
    "names that differ by a space": ("Area,Pop / East Ham,10 / Eastham,12", "East Ham|Eastham"),
    "three small rows that add up": ("Area,Pop / East,1 / West,2 / North,3", "East West North"),
    "an area that happens to be the sum of others, moved up": (
        "Area,Pop / East,1111 / City,3333 / West,1111 / North,1111",
        "East City West North",
    ),
    "an amount in words after a gap": (
        "Area,Pop / East,100 / West,300 /  / North,Nil / South,£7k",
        "East West North South",
    ),
    "a year of people after a gap": ("Area,Pop / East,100 / West,300 /  / North,2001", "East West North"),
    "a total in thousands after a gap": ("Area,Pop / East,£10k / West,£12k /  / Total,£22k", "East West"),
    "a district beside its type": (
        "Authority type,Local authority,Pop / District,Blaby,2000 / District,Melton,1500 / Unitary,Leicester,9000",
        "Blaby Melton Leicester",
    ),
    "a council that is an area": ("Recipient,Pop / Council,2000 / Police,1500", "Council Police"),
    "the basis left of the names, a year of it": ("Pop,Area / 2021,Leeds / 1013,York", "Leeds York"),
    "column numbers in two columns": ("Area,Pop / 1,2 / East,1013 / West,500", "East West"),
    "a total under the lead officers": (
        "Lead officer,CSP,Pop / Sue,East,1013 / Bob,West,2021 / Total,,3034",
        "East West",
    ),
    "a header word in the upper row": ("Lead,CSP,Pop / ,,2024/25 / J,Adur,10 / K,Blaby,20", "Adur Blaby"),
    "a force that repeats": ("Force,District,Pop / Kent,Dover,10 / Kent,Deal,11 / Total,,21", "Dover Deal"),
    "a source in the column of codes": (
        "Code,Area,Pop / E07000001,East,10 / E07000002,West,12 /  / Source:,ONS",
        "East West",
    ),
    "a title above a column of ranks": ("Pop /  / Rank,Area,Pop / 1,East,1013 / 2,West,12", "East West"),
    "units of several kinds": ("Provider,Homes,Pop / ,No.,£ / East,1,2 / West,3,4", "East West"),
    "years below the headers": ("Area,Base,Pop / ,2022,2023 / East,10,5 / West,3,4", "East West"),
    "commas to the end of every row": ("Area,Pop / East,10, / West,12,", "East West"),
    "a remark beside a row": ("Area,Pop / East,10,see note / West,12", "East West"),
    "a remark set apart": ("Area,Pop / East,10 / West,12 /  / Mid-2023 estimates", "East West"),
    "a remark with a number": ("Area,Pop / East,10 / West,12 /  / 1. Includes Rutland", "East West"),
    "a contact": ("Area,Pop / East,10 / West,12 /  / Contact:,x@y", "East West"),
    "an area called Rank": ("Area,Pop / East,10 / Rank,12 / West,7 / Total,29", "East Rank West"),
    "wards that are numbers": ("Name,Pop / 1 North,1 / 2 South,2", "1 North|2 South"),
    "a total of noughts": ("Area,Pop / A,0 / B,0 / Subtotal,0 / C,5 / Subtotal,5 / Total,5", "A B C"),
}

REFUSED = {
    "a row that is the sum of all above, by another name": (
        "Area,Pop / East,1013 / West,2021 / North,999 / LLR,4033",
        "total-or-area",
    ),
    "regions above their districts": (
        "Area,Pop / East Midlands,3034 / Derby,1013 / Leicester,2021 / West,4444 / Coventry,1111 / Dudley,3333",
        "total-or-area",
    ),
    "two rows and their sum": ("Area,Pop / A,1013 / B,2021 / Leicestershire,3034", "total-or-area"),
    "three rows and their sum in thousands": (
        "Area,Pop / A,101000 / B,202000 / C,7000 / Leics,310000",
        "total-or-area",
    ),
    "all of a hundred per cent": ("Area,Pop / A,40% / B,20% / C,40% / Leics,100%", "total-or-area"),
    "of which": ("Area,Pop / East,1013 / of which Town,600 / West,2021", "part-of-a-row"),
    "a first row without its figure": ("Type,Area,Pop / District,Blaby,n/a / Unitary,Leicester,1013", "not-a-figure"),
    "a name left of which stands no figure": ("Pop,Area / n/a,Leeds / 10,York", "not-a-figure"),
    "a missing figure after a gap": ("Area,Pop / East,100 / West,300 /  / North,TBC / South,8", "not-a-figure"),
    "a county above its districts": ("Area,Pop / England,4033 / East,1013 / West,2021 / North,999", "total-or-area"),
    "an area called total, in percentages": ("Area,Pop / East,33% / West,33% / Total Wellbeing,34%", "total-or-area"),
    "an unnamed share": ("Area,Pop / East,30% / West,30% / ,40%", "no-name"),
    "an unnamed row equal to the one above": ("Area,Pop / East,100 / ,100 / West,7", "no-name"),
    "a comma inside a figure": ("Area,Pop / East,1,234 / West,900 / North,2,345", "slipped-row"),
    "a comma inside a name": ("Area,Homes,Pop / Hull, City of,200,300 / West,300,9", "slipped-row"),
    "another breakdown of the same money": (
        "Area,Pop / East,5 / West,6 / Total,11 /  / Salaries,4 / Rent,7 / Total,11",
        "below-total",
    ),
    "two columns of names and no word to tell": ("Lead,Patch,Pop / J Smith,East,10 / A Khan,West,11", "area-column"),
    "a last area set apart, without its figure": ("Area,Pop / East,10 / West,12 /  / North,", "blank"),
    "a heading without figures": ("Area,Pop / Norfolk, / Breckland,10 / Norwich,11", "blank"),
    "a web page": ("<html><table><tr><td>Area</td></tr></table></html>", "web-page"),
    "a code that is another's name": ("Code,Area,Pop / West,East,10 / ,West,11", "twice"),
    "a name of thousands of letters": ("Area,Pop / " + "x" * 3000 + ",10 / West,11", "not-a-name"),
}

NOTES = {
    "a line of units": ("Area,Pop / ,£000 / East,10 / West,11", ["Row 2 was read as part of the header."]),
    "a header on every page": ("Area,Pop / East,10 / Area,Pop / West,7", ["Row 3 was read as the header again."]),
    "a check row": ("Area,Pop / East,10 / West,11 / Check,0", ["Row 4, 'Check', is no area; it was left out."]),
    "a gap": (
        "Area,Pop / East,10 / West,30 /  / Reserves,50",
        ["There is a gap above row 5; the rows from there on were read as areas too."],
    ),
    "another table": (
        "Area,Pop / East,10 /  / Table 2 / Partner,Grant / YOS,500",
        ["Row 4 and those below it were not read: another table starts there."],
    ),
    "a county of two districts": (
        "Area,Pop / Norfolk,3034 / Breckland,1013 / Norwich,2021 / Suffolk,777",
        ["'Norfolk' (B2) is exactly the sum of rows right below it; it was counted as an area."],
    ),
    "a total without a figure": (
        "Area,Pop / East,1 / Total,",
        ["The total in row 3 was not checked: it states no figure."],
    ),
}


def read(text: str, by: str = "Pop"):
    data = text.replace(" / ", "\n").encode()
    return quick_budget(open_book(Source("sheet.csv", data)), Asked(pot="100", by=by))


@pytest.mark.parametrize("name", READ)
def test_is_read_as_a_person_reads_it(name):
    text, expected = READ[name]
    names = expected.split("|") if "|" in expected else expected.split()
    budget = read(text)
    assert [row.name for row in budget.table.rows] == names
    assert all(total.agrees and not total.rounding for total in budget.totals)


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_and_not_guessed(name):
    text, code = REFUSED[name]
    with pytest.raises(Faults) as faults:
        read(text)
    assert {fault.code for fault in faults.value.faults} == {code}


@pytest.mark.parametrize("name", NOTES)
def test_is_said(name):
    text, expected = NOTES[name]
    assert read(text).notes == expected


@pytest.mark.parametrize("header", ["2024", "2024-25", "2024/25", "£000"])
def test_years_and_units_are_headers_in_text_too(header):
    assert [row.name for row in read(f"Area,2023,{header} / East,1,10 / West,2,2024", header).table.rows] == [
        "East",
        "West",
    ]


def test_the_exact_words_of_a_header_win():
    assert str(read("Area,Funding £,Funding / East,1,10", "Funding").table.rows[0].basis.value) == "10"


def test_a_total_that_rounding_could_explain_is_not_called_wrong():
    [total] = read("Area,Pop / East,12 / West,13 / North,14 / Total,40").totals
    assert (total.agrees, total.rounding) == (True, True)
    assert total.words == (
        "The total row 'Total' (B5) states 40, but its rows come to 39: a difference of 1, "
        "which the rounding of its rows could explain."
    )
    [total] = read("Area,Pop / East,12 / West,13 / North,14 / Total,42").totals
    assert not total.agrees


def test_only_headers_are_suggested():
    text = "Area,Pop / East,750 / " + " / ".join(f"A{n},{n}" for n in range(1990, 2030))
    with pytest.raises(Faults, match=r"one of 'Pop'\."):
        quick_budget(open_book(Source("sheet.csv", text.replace(" / ", "\n").encode())), Asked(pot="100"))
