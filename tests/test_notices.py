"""`csptool notices`: a Word document for each area, whose printed figures come to what was redistributed."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile

import docx
import pytest

from formulas.exact import read
from tests.awards import AREAS, NOTICES, award
from tests.conftest import EXAMPLES

NINE = EXAMPLES / "redistribution" / "leicestershire-2024-25.xlsx"
INDEX = "Index of notices.docx"


def words(path) -> str:
    """Every word of a document, tables included."""
    document = docx.Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def template(folder, *paragraphs: str):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(folder / "own.docx")
    return folder / "own.docx"


def test_nine_notices_come_to_what_was_redistributed(csptool, tmp_path):
    ran = csptool("notices", NINE, "-o", "notices")
    assert ran.code == 0, ran.err
    files = sorted(path.name for path in (tmp_path / "notices").iterdir())
    assert len(files) == 10
    amounts = []
    for name in files:
        if name != INDEX:
            rows = docx.Document(tmp_path / "notices" / name).tables[1].rows
            figures = {row.cells[0].text: read(row.cells[1].text).value for row in rows}
            change = figures["Share of last year's underspend, for 2024/25 only"]
            assert figures["Original amount"] + change == figures["Revised amount"]
            assert figures["Change"] == change
            amounts.append(change)
    assert sum(amounts) == read("97905.06").value
    assert "The supplements in the notices come to £97,905.06; redistributed: £97,905.06, which agrees." in ran.out
    assert "£97,905.06" in words(tmp_path / "notices" / INDEX)


def test_a_notice_says_what_an_office_needs(csptool, tmp_path):
    csptool("notices", NINE, "-o", "notices", "--first", "41")
    text = words(tmp_path / "notices" / "CVN-2024-25-47 Oadby & Wigston.docx")
    for said in (
        "CVN/2024-25/47",
        "The Police and Crime Commissioner for Leicestershire",
        "Oadby & Wigston Community Safety Partnership",
        "The partnership funding agreement for 2024/25",
        "£32,554.58",
        "+£4,982.62",
        "£37,537.20",
        "£4,982.62 of the revised amount is for 2024/25 only.",
        "next year's starts from £32,554.58",
        "From 1 July 2024 to 31 March 2025",
        "Signed",
    ):
        assert said in text


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_they_open_in_libreoffice_on_one_page_each(csptool, tmp_path):
    csptool("notices", NINE, "-o", "notices")
    files = sorted((tmp_path / "notices").iterdir())
    run = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "pdf"]
    subprocess.run([*run, "--outdir", tmp_path / "pdf", *files], check=True, capture_output=True, timeout=300)
    pages = {path.name: path.read_bytes().count(b"/Type/Page/") for path in (tmp_path / "pdf").iterdir()}
    assert len(pages) == 10
    assert set(pages.values()) == {1}, pages


def test_variations_and_carry_forward_have_lines_of_their_own(csptool, tmp_path):
    lines = [["Area", "Amount", "Lasts", "Reason"], ["North", -250, "recurrent", "ward moved"]]
    ran = csptool("notices", award(tmp_path, Variations=lines), "-o", "notices", "--format", "json")
    assert ran.code == 0, ran.err
    assert [row["change"] for row in json.loads(ran.out)["rows"]] == ["6750", "3600", "2400"]
    text = words(tmp_path / "notices" / "V-01 North.docx")
    for said in ("Recurrent variation: ward moved", "-£250.00", "Last year's money carried forward", "+£1,000.00"):
        assert said in text
    assert "£7,000.00 of the revised amount is for 2026/27 only." in text


def test_an_area_without_a_change_has_no_notice(csptool, tmp_path):
    changed = {
        "Indicators": [["Area", "Bid"], ["North", 2000], ["South", 0], ["West", 10]],
        "Rules": [["Rule", "Value", "Of"], ["cap at bid", None, "Bid"]],
    }
    ran = csptool("notices", award(tmp_path, **changed), "-o", "notices")
    assert "No notice, as nothing changes: South." in ran.out
    assert not list((tmp_path / "notices").glob("*South*"))


class TestTheOfficesOwnTemplate:
    def test_it_is_filled_in(self, csptool, tmp_path):
        own = template(tmp_path, "To {{ second_party }}", "{{ original }} {{ change }} {{ revised }}")
        assert csptool("notices", award(tmp_path), "-o", "out", "--template", own).code == 0
        assert words(tmp_path / "out" / "V-02 South.docx").splitlines() == [
            "To South Community Safety Partnership",
            "£30,000.00 +£3,600.00 £33,600.00",
        ]

    def test_the_built_in_one_can_be_taken_and_changed(self, csptool, tmp_path):
        assert csptool("template", "notice", "-o", "mine.docx").code == 0
        assert csptool("notices", award(tmp_path), "-o", "a", "--template", "mine.docx").code == 0
        assert csptool("notices", award(tmp_path), "-o", "b").code == 0
        assert words(tmp_path / "a" / "V-01 North.docx") == words(tmp_path / "b" / "V-01 North.docx")

    def test_unknown_placeholders_are_all_named(self, csptool, tmp_path):
        own = template(tmp_path, "{{ revized }} {{ change }}", "{{ bank_account }}")
        ran = csptool("notices", award(tmp_path), "-o", "out", "--template", own)
        assert ran.code == 2
        assert (
            "own.docx: found {{ revized }}, expected a placeholder that csptool fills. Use one of 'revised'" in ran.err
        )
        assert "{{ bank_account }}" in ran.err
        assert not (tmp_path / "out").exists()

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("{{ change }}{% for a in area %}{{ a }}{% endfor %}", "a loop over something else"),
            ("{{ change }} {{ 'x' * 1000000000 }}", "a mul among the placeholders"),
            ("{{ change }} {{ lipsum() }}", "{{ lipsum }}"),
            ("{{ change }} {{ self }}", "{{ self }}"),
            ("{{ change", "placeholders that cannot be read"),
            ("No figures at all", "no placeholder for the amounts"),
            ("{{ change }} {{ change.__class__ }}", "unsafe"),
            ("{{ change }} {{ changes[0].nothing }}", "placeholders that cannot be read"),
        ],
    )
    def test_what_cannot_be_filled_in_is_refused(self, csptool, tmp_path, text, said):
        ran = csptool("notices", award(tmp_path), "-o", "out", "--template", template(tmp_path, text))
        assert ran.code == 2, ran.err
        assert said in ran.err
        assert not (tmp_path / "out").exists()

    def test_no_macros_and_nothing_from_elsewhere(self, csptool, tmp_path):
        own = template(tmp_path, "{{ change }}")
        for part, data, said in (
            ("word/vbaProject.bin", b"x", "a document with macros"),
            (
                "word/_rels/settings.xml.rels",
                b"<Relationships>"
                b'<Relationship Id="r" Type="x/attachedTemplate" Target="http://a" TargetMode="External"/>'
                b"</Relationships>",
                "parts that are fetched from elsewhere",
            ),
        ):
            out = io.BytesIO(own.read_bytes())
            with zipfile.ZipFile(out, "a") as parts:
                parts.writestr(part, data)
            (tmp_path / "bad.docx").write_bytes(out.getvalue())
            ran = csptool("notices", award(tmp_path), "-o", "out", "--template", "bad.docx")
            assert ran.code == 2
            assert said in ran.err

    def test_amounts_that_word_would_not_show_are_refused(self, csptool, tmp_path):
        own = template(tmp_path, "{{r change }} {{r original }} {{r revised }}")
        ran = csptool("notices", award(tmp_path), "-o", "out", "--template", own)
        assert (ran.code, "amounts that Word would not show" in ran.err) == (2, True)

    def test_a_damaged_document_is_no_fault_in_csptool(self, csptool, tmp_path):
        own = template(tmp_path, "{{ change }}")
        with zipfile.ZipFile(own) as parts, zipfile.ZipFile(tmp_path / "cut.docx", "w") as cut:
            for name in parts.namelist():
                cut.writestr(name, parts.read(name)[: 200 if name == "word/document.xml" else None])
        ran = csptool("notices", award(tmp_path), "-o", "out", "--template", "cut.docx")
        assert (ran.code, "a document that cannot be read" in ran.err) == (2, True)

    def test_it_is_never_written_over(self, csptool, tmp_path):
        (tmp_path / "out").mkdir()
        own = template(tmp_path, "{{ change }}").rename(tmp_path / "out" / "Index of notices.docx")
        ran = csptool("notices", award(tmp_path), "-o", "out", "--template", own, "--force")
        assert (ran.code, "the input itself" in ran.err) == (2, True)

    def test_it_must_be_a_word_document(self, csptool, tmp_path):
        (tmp_path / "own.docx").write_text("words")
        ran = csptool("notices", award(tmp_path), "-o", "out", "--template", "own.docx")
        assert "a file that is no Word document" in ran.err


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"Notices": NOTICES[1:]}, "sheet Notices: found no 'Reference', expected what every notice says."),
        ({"Notices": [*NOTICES[:4], ["From date", "soon"], NOTICES[5]]}, "cell B5: found 'soon', expected a date."),
        ({"Notices": [*NOTICES[:5], ["To date", "30/06/2026"]]}, "found 30/06/2026, before 01/07/2026"),
        ({"Notices": [*NOTICES, ["To", "The partnership"]]}, "found 'The partnership', expected the name of each area"),
        ({"Notices": None}, "no sheets Fund, Areas and Notices"),
    ],
)
def test_bad_settings(csptool, tmp_path, changed, said):
    ran = csptool("notices", award(tmp_path, **changed), "-o", "out")
    assert ran.code == 2
    assert said in ran.err
    assert not (tmp_path / "out").exists()


def test_names_reach_no_other_folder(csptool, tmp_path):
    areas = [AREAS[0], ["E1", "../../North", 50000], *AREAS[2:]]
    last = [["Area", "Paid", "Eligible spend"], ["../../North", 5, 0], ["South", 5, 0], ["West", 5, 0]]
    ran = csptool("notices", award(tmp_path, Areas=areas, Last_year=last, Top_slices=None), "-o", "out")
    assert ran.code == 0, ran.err
    assert len(list((tmp_path / "out").iterdir())) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["award.xlsx", "out"]


def test_a_folder_with_files_is_left_alone(csptool, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    ran = csptool("notices", award(tmp_path), "-o", "out")
    assert "found a folder with files in it" in ran.err
    assert csptool("notices", award(tmp_path), "-o", "out", "--force").code == 0
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"


def test_the_same_input_gives_the_same_bytes(csptool, tmp_path):
    for name in ("a", "b"):
        csptool("notices", award(tmp_path), "-o", name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_older_notices_in_the_folder_are_told_of(csptool, tmp_path):
    csptool("notices", award(tmp_path), "-o", "out", "--first", "7")
    ran = csptool("notices", award(tmp_path), "-o", "out", "--force")
    assert "Also in that folder, and not of this run: V-07 North.docx, V-08 South.docx, V-09 West.docx." in ran.err


def test_what_is_for_one_year_may_be_less_than_nothing(csptool, tmp_path):
    lines = [["Area", "Amount", "Lasts"], ["West", -5000, "one year"]]
    csptool("notices", award(tmp_path, Variations=lines), "-o", "out")
    text = words(tmp_path / "out" / "V-03 West.docx")
    assert "The changes for 2026/27 only, -£2,600.00 together, form no part of the allocation of any later year" in text


def test_days_outside_the_year_are_told_of(csptool, tmp_path):
    late = [*NOTICES[:5], ["To date", "30/06/2027"]]
    ran = csptool("notices", award(tmp_path, Notices=late), "-o", "out")
    assert "beyond 2026/27" in ran.err


def test_a_long_reference_loses_no_notice(csptool, tmp_path):
    settings = [["Reference", "Reference of the office " * 6], *NOTICES[1:]]
    ran = csptool("notices", award(tmp_path, Notices=settings), "-o", "out")
    assert ran.code == 0, ran.err
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert [name.split()[-2:] for name in names[1:]] == [
        ["office01", "North.docx"],
        ["office02", "South.docx"],
        ["office03", "West.docx"],
    ]
