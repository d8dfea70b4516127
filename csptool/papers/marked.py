"""Marked-up words in: Markdown's blocks and its emphasis, by markdown-it; plain text reads the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from csptool.faults import Place
from csptool.papers.blocks import BULLET, ITEM, SUPERSCRIPTS, marked_off, one_line
from csptool.papers.limits import LONGEST_HEADING
from csptool.papers.web import read_web
from formulas.paper import Paragraph, Table

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MARKUP = re.compile(r"[*_`<&\[\]\\!]")
SENTENCE_END = (".", ":", ";", "?", "!")
FULL_LINE = 0.75  # a wrapped line fills that much of the usual width
LONGEST_WRAPPED = 130  # characters; longer lines are not wrapped


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # text that is indented, or that begins with a word in brackets, is text
    return MarkdownIt("commonmark").disable(["code", "fence", "reference"])


def plain(text: str) -> str:
    """The words of a cell or a line without their emphasis, links and tags."""
    if not MARKUP.search(text):
        return text
    return one_line("".join(map(_words, _parser().parseInline(re.sub(r"</?p>", " ", text)))))


def _words(inline: Token) -> str:
    words, raised = [], False
    for token in inline.children or []:
        if token.type == "html_inline":
            tag = token.content.lower()
            raised = tag.startswith("<sup") or (raised and not tag.startswith("</sup"))
            if tag.startswith(("<br", "<p", "</p", "<div", "</div", "<li")):
                words.append(" ")
        elif token.type in {"softbreak", "hardbreak"}:
            words.append(" ")
        else:
            mark = raised and token.content.strip().isdigit()
            words.append(token.content.translate(SUPERSCRIPTS) if mark else token.content)
    return "".join(words)


@dataclass(frozen=True)
class _Found:
    """A block and the lines that it stood on, from `first` to `last`; `sure` is a heading by its own marks."""

    first: int
    last: int
    block: Paragraph | Table
    sure: bool = False


def read_marked(lines: Sequence[str], place: Place, width: int) -> Iterator[tuple[int, Paragraph | Table]]:
    """The paragraphs, list items and headings of some lines, each with the number of its first line (from 0).

    `width` is that of the lines of the whole text where they are wrapped, and 0 where they are not: paragraphs that
    blank lines cut after a full line are joined again.
    """
    waiting: _Found | None = None
    for found in _found(lines, place):
        if waiting and _goes_on(waiting, found, lines, width):
            assert isinstance(waiting.block, Paragraph)
            assert isinstance(found.block, Paragraph)
            text = f"{waiting.block.text} {found.block.text}"
            waiting = _Found(waiting.first, found.last, replace(waiting.block, text=text, heading=False))
            continue
        if waiting:
            yield waiting.first, waiting.block
        waiting = found
    if waiting:
        yield waiting.first, waiting.block


def _goes_on(above: _Found, below: _Found, lines: Sequence[str], width: int) -> bool:
    """Whether a paragraph goes on in the next: its last line is full, or it ends within a sentence."""
    upper, lower = above.block, below.block
    if not isinstance(upper, Paragraph) or not isinstance(lower, Paragraph) or above.sure or below.sure or lower.mark:
        return False
    ended, small = upper.text.endswith(SENTENCE_END), lower.text[:1].islower()
    if small and not ended and not upper.heading:
        return True
    full = width > 0 and len(lines[above.last].rstrip()) >= width * FULL_LINE
    return full and not upper.text.isupper() and (small or not ended)


def wrapped_width(lines: Sequence[str]) -> int:
    """The usual width of lines that are wrapped by hand and set with blank lines between; 0 where they are not."""
    lengths = sorted(length for line in lines if (length := len(line.rstrip())) > 1)
    blanks = len(lines) - len(lengths)
    if len(lengths) < 8 or 3 * blanks < 2 * len(lengths) or lengths[-1 - len(lengths) // 20] > LONGEST_WRAPPED:
        return 0
    return lengths[-1 - len(lengths) // 10]


def _found(lines: Sequence[str], place: Place) -> Iterator[_Found]:
    text, origin = _with_breaks(lines)
    heading, marks = False, [""]
    for token in _parser().parse(text):
        first, last = (origin[token.map[0]], origin[max(token.map[1] - 1, 0)]) if token.map else (0, 0)
        if token.type == "heading_open":
            heading = True
        elif token.type == "list_item_open":
            marks.append(token.info + token.markup if token.info else "•")
        elif token.type == "list_item_close":
            marks.pop()
        elif token.type == "inline":
            bold = re.fullmatch(r"(\*\*|__)(?:(?!\1).)+\1:?", token.content.strip(), re.S) is not None
            words = one_line(_words(token))
            titled = (heading or bold) and len(words) <= LONGEST_HEADING
            yield _Found(first, last, _paragraph(words, marks[-1], titled=titled, single=first == last), titled)
            heading, marks[-1] = False, ""
        elif token.type == "html_block":
            for block in read_web(token.content, place):
                yield _Found(first, last, block, True)


def _paragraph(words: str, mark: str, *, titled: bool, single: bool) -> Paragraph:
    mark, words = marked_off(words, mark)
    return Paragraph(0, words, heading=titled or (single and not mark and _heads(words)), mark=mark)


def _heads(words: str) -> bool:
    """Whether a line of plain text is a heading: short, no sentence, with no figure but a year or a number first."""
    if (
        len(words) > 80
        or words.endswith((".", ";", ",", "?", "!"))
        or not words[:1].isalnum()
        or not re.search("[A-Za-z]", words)
        or "@" in words
    ):
        return False
    rest = re.sub(r"\b(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?\b|^\d{1,3}\b|\b\d{1,2}(?:st|nd|rd|th)?(?= [A-Z])", "", words)
    return not re.search(r"\d", rest) and words[:1].upper() == words[:1]


def _with_breaks(lines: Sequence[str]) -> tuple[str, list[int]]:
    """The lines with a break before each that starts a new item, and which line each was; indents are taken away."""
    found: list[str] = []
    origin: list[int] = []
    for number, line in enumerate(lines):
        before = found[-1].rstrip() if found else ""
        starts = ITEM.match(line) or BULLET.match(line)
        if before and starts and (before.endswith(SENTENCE_END) or ITEM.match(before) or BULLET.match(before)):
            found.append("")
            origin.append(number)
        found.append(line.expandtabs(4))
        origin.append(number)
    return "\n".join(found), [*origin, len(lines)]
