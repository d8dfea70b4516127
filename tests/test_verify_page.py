"""The annotated copy: marked, escaped, of one piece."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.conftest import EXAMPLES
from tests.test_verify_cli import WRONG

PAPERS = EXAMPLES / "papers"


class Page(HTMLParser):
    """The cells with their classes, the anchors and links, and the tags that are still open at the end."""

    def __init__(self, text):
        super().__init__()
        self.cells, self.anchors, self.links, self.open, self.tags = [], set(), [], [], set()
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.add(tag)
        if tag != "meta":
            self.open.append(tag)
        if tag == "td":
            self.cells.append([found.get("class", ""), ""])
        if "id" in found:
            self.anchors.add(found["id"])
        if tag == "a":
            self.links.append(found["href"])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "td" in self.open:
            self.cells[-1][1] += data
        if "style" not in self.open:
            self.words += data


@pytest.fixture
def page_of(csptool, tmp_path):
    def made(text, name="fund.md"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        csptool("verify", name, "-o", "copy.html", "--force")
        return Page((tmp_path / "copy.html").read_text(encoding="utf-8"))

    return made


def marked(page, kind):
    return [text for classes, text in page.cells if kind in classes.split()]


def test_cells_are_marked_by_a_sign_and_a_number_that_leads_to_the_reason(page_of):
    page = page_of(WRONG)
    assert marked(page, "wrong") == ["4,813✗ 1"]
    assert "10,883∑" in marked(page, "part")
    assert "13,283✓" in marked(page, "exact")
    assert page.links == ["#paper1", "#p1f1"]
    assert page.anchors >= {"paper1", "p1f1"}
    assert "two digits swapped (4,813 for 4,183)" in page.words
    assert not page.open


def test_rows_and_columns_are_numbered(page_of):
    page = page_of(WRONG)
    assert "123456" in "".join(page.words.split()) or "5West" in "".join(page.words.split())


def test_a_sentence_is_quoted_with_its_figure_marked(csptool, tmp_path):
    csptool("verify", PAPERS / "agreements.md", "-o", "copy.html")
    text = (tmp_path / "copy.html").read_text(encoding="utf-8")
    assert '<mark class="wrong">£1.1m</mark><sup>✗ <a href="#p1f' in text
    assert "<h3>Paragraph 2</h3>" in text


def test_everything_is_escaped_and_nothing_is_fetched(page_of):
    evil = WRONG.replace("West", "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;\"'")
    page = page_of(evil.replace("# Fund", "# <b>Fund</b> &amp; [x](javascript:alert(1))"))
    assert not page.tags & {"script", "img", "link", "iframe"}
    assert all(link.startswith("#") for link in page.links)
    assert "alert(1)" in page.words  # as words, not as a tag


def test_a_paper_of_several_and_one_that_could_not_be_read(csptool, tmp_path):
    csptool("verify", PAPERS / "engagement.md", PAPERS / "nine-areas.html", "none.md", "-o", "copy.html")
    page = Page((tmp_path / "copy.html").read_text(encoding="utf-8"))
    assert "none.md: could not be read." in page.words
    assert "every figure that was checked follows from the others" in page.words
    assert len(marked(page, "wrong")) == 3
    assert len(marked(page, "rounding")) == 4


def test_queries_are_marked_though_not_told_in_text(page_of):
    from tests.test_verify_cli import CROWDED, TENTHS

    total = sum(TENTHS) + 9
    page = page_of(f"{CROWDED}| Total | {total // 10}.{total % 10} |\n")
    assert len(marked(page, "query")) == 1


def test_tables_in_which_nothing_was_checked_are_named(page_of):
    page = page_of(WRONG + "\n\nElsewhere\n\n| Name | Role |\n|---|---|\n| A | B |\n")
    assert "1 table in which nothing was checked is left out: 2." in page.words
