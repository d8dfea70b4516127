"""Papers that mean harm, or are none: a clear answer in bounded time and memory."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from csptool.faults import Exit, Faults
from csptool.papers import limits, read_paper
from csptool.papers.pdf import TooMuch
from tests.papers.made import WORD, filed, p, paper, pdf, tbl, tc, word

SECONDS = 30


def code_of(content: str | bytes, name: str) -> str:
    """The code of the one fault that a paper is refused with."""
    started = time.monotonic()
    with pytest.raises(Faults) as refused:
        paper(content, name)
    assert time.monotonic() - started < SECONDS
    [fault] = refused.value.faults
    assert fault.place.file == name
    assert fault.found
    assert fault.expected
    assert fault.remedy
    return fault.code


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def test_a_text_of_two_gigabytes(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.write(b"The sum is 5.\n")
        file.truncate(2**31)
    command = "import sys; from csptool.papers import read_paper; read_paper(sys.argv[1])"
    ran = subprocess.run(
        [sys.executable, "-c", command, str(huge)], capture_output=True, text=True, timeout=SECONDS, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31)),
    )  # fmt: skip
    assert "huge.txt: found more than 200 MB" in ran.stderr


def test_more_text_than_a_pack_holds() -> None:
    assert code_of(b"word \n" * (limits.LARGEST_TEXT // 6 + 1), "a.txt") == "too-large"


def test_one_endless_line() -> None:
    assert code_of("5 " * limits.LONGEST_LINE, "a.md") == "line-too-long"


@pytest.mark.parametrize("content", [bytes(range(256)) * 50, b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 500])
def test_binary_data_by_the_name_of_a_paper(content: bytes) -> None:
    assert code_of(content, "a.md") == "not-a-paper"


def test_markup_nested_without_end() -> None:
    assert code_of("<html><body>" + "<div>" * 200_000, "a.html") == "nested-too-deep"
    assert code_of("> " * 3_000 + "x\n\n<table>" + "<table><tr><td>" * 50_000, "a.md") == "nested-too-deep"


@pytest.mark.parametrize(
    "text", ["> " * 20_000 + "x", "[" * 50_000, "*a " * 50_000, "- " * 20_000 + "x", "<b>" * 50_000, "`" * 50_000]
)
def test_markdown_nested_without_end_takes_no_longer_than_its_length(text: str) -> None:
    started = time.monotonic()
    paper(text, "a.md")
    assert time.monotonic() - started < SECONDS


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("|" + "1|" * 100_000 + "\n|" + "2|" * 100_000, "a.md"),
        ("1\t" * 100_000 + "\n" + "2\t" * 100_000, "a.txt"),
        ("<html><table><tr>" + "<td>1" * 100_000 + "</table>", "a.html"),
        ("<html><table>" + "<tr><td rowspan=65000 colspan=1000>1" * 5_000 + "</table>", "a.html"),
        (",".join(["1"] * 40_000) + "\n" + ",".join(["2"] * 40_000), "a.csv"),
        ("1  " * 100_000 + "\n" + "2  " * 100_000, "a.txt"),
    ],
)
def test_a_table_of_a_hundred_thousand_columns(content: str, name: str) -> None:
    assert code_of(content, name) == "too-many-cells"


def test_a_word_table_of_a_hundred_thousand_columns() -> None:
    row = "".join(tc("1", '<w:gridSpan w:val="999999"/>') for _ in range(50))
    assert code_of(word(tbl(row, row)), "a.docx") == "too-many-cells"


def test_xml_bombs_in_word() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<!DOCTYPE d [<!ENTITY l0 "lol">{lol}]><w:document xmlns:w="{WORD}"><w:body>{p("&l11;")}</w:body></w:document>'
    )
    assert code_of(zipped(word__document_xml=bomb.encode()), "a.docx") == "xml-bomb"
    outside = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w">&x;</w:document>'
    assert code_of(zipped(word__document_xml=outside.encode()), "a.docx") == "xml-bomb"


def test_zip_bombs() -> None:
    assert code_of(zipped(word__document_xml=b"<a>" + b" " * 200_000_000), "a.docx") == "zip-bomb"
    assert code_of(zipped(xl__workbook_xml=b"<a>" + b" " * 200_000_000), "a.xlsx") == "zip-bomb"


def test_deep_and_damaged_word_documents() -> None:
    assert code_of(word("<w:sdt>" * 50_000 + "</w:sdt>" * 50_000), "a.docx") == "damaged"
    assert code_of(zipped(word__document_xml=b"<broken"), "a.docx") == "damaged"
    assert code_of(zipped(word__other_xml=b"<a/>"), "a.docx") == "damaged"
    assert code_of(word(p("x"))[:-60], "a.docx") == "damaged"


def test_what_is_of_another_kind() -> None:
    assert code_of(zipped(letter=b"x"), "a.docx") == "not-a-paper"
    assert code_of(zipped(content_xml=b"<a/>"), "a.odt") == "open-document"
    assert code_of(b"{\\rtf1 words}", "a.docx") == "rich-text"
    assert code_of(b"not found\n", "a.xlsx") == code_of(b"not found\n", "a.pdf") == "not-what-it-says"
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    assert code_of(old + "WordDocument".encode("utf-16-le"), "a.doc") == "old-document"
    assert code_of(old + "EncryptedPackage".encode("utf-16-le"), "a.docx") == "encrypted"


def stream(content: bytes, extra: bytes = b"/Filter/FlateDecode") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), extra, content)


def one_page(content: bytes, resources: bytes = b"") -> list[bytes]:
    return [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents 4 0 R>>" % resources, content,
    ]  # fmt: skip


def test_pdf_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = zlib.compress(b" " * 300_000_000, 9)
    assert code_of(filed(one_page(stream(packed))), "a.pdf") == "pdf-bomb"
    twice = stream(zlib.compress(packed, 9), b"/Filter[/FlateDecode/FlateDecode]")
    assert code_of(filed(one_page(twice)), "a.pdf") == "pdf-bomb"
    monkeypatch.setattr("csptool.papers.pdf.PAGE_SECONDS", 1)
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
    forms = [stream(b"/F Do " * 20, form % (6 + n)) for n in range(12)]
    laughs = [*one_page(stream(b"/F Do", b""), b"/XObject<</F 5 0 R>>"), *forms, stream(b"", form % 5)]
    assert code_of(filed(laughs), "a.pdf") == "pdf-bomb"


def test_pages_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csptool.papers.pdf.MOST_PAGES", 3)
    assert code_of(pdf(*[[(50, 700, "x")]] * 4), "a.pdf") == "too-large"
    circle = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"]
    assert code_of(filed(circle), "a.pdf") == "damaged"


def test_damaged_pdfs() -> None:
    whole = pdf([(50, 700, "Words")])
    assert code_of(b"%PDF-1.4\n" + b"x" * 500, "a.pdf") == "damaged"
    assert code_of(whole[:400], "a.pdf") == "damaged"


def test_the_library_is_left_as_it_was() -> None:
    from pdfminer import pdftypes

    paper(pdf([(50, 700, "Words")]), "a.pdf")
    assert pdftypes.zlib is zlib
    assert issubclass(TooMuch, Exception)


def test_an_empty_file_and_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"")
    for name, code in (("a.md", "empty-file"), ("b.md", "no-such-file"), (".", "folder")):
        with pytest.raises(Faults) as refused:
            read_paper(str(tmp_path / name))
        assert refused.value.faults[0].code == code
    assert Exit.CANNOT_RUN == 2
