"""Marked-up words in: Markdown's blocks and its emphasis, by markdown-it; plain text reads the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from csptool.faults import Place
from csptool.papers.blocks import SUPERSCRIPTS, one_line
from csptool.papers.web import LONGEST_HEADING, read_web
from formulas.paper import Paragraph, Table

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MARKUP = re.compile(r"[*_`<&\[\]\\!]")
ITEM = re.compile(r"\s{0,8}(?:[-*+•▪●◦–]\s+)?(\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5})[.)])\s+(?=\S)")
BULLET = re.compile(r"\s*[-*+•▪●◦–]\s+(?=\S)")
SENTENCE_END = (".", ":", ";", "?", "!", "”", '"', ")")


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


def read_marked(lines: Sequence[str], place: Place) -> Iterator[tuple[int, Paragraph | Table]]:
    """The paragraphs, list items and headings of some lines, each with the number of its first line (from 0)."""
    text, origin = _with_breaks(lines)
    heading, marks = False, [""]
    for token in _parser().parse(text):
        if token.type == "heading_open":
            heading = True
        elif token.type == "list_item_open":
            marks.append(token.info + token.markup if token.info else "•")
        elif token.type == "list_item_close":
            marks.pop()
        elif token.type == "inline":
            words = one_line(_words(token))
            bold = re.fullmatch(r"(\*\*|__)(?:(?!\1).)+\1:?", token.content.strip(), re.S) is not None
            yield origin[token.map[0]] if token.map else 0, _paragraph(words, marks, heading=heading, bold=bold, token=token)
            heading, marks[-1] = False, ""
        elif token.type == "html_block":
            for block in read_web(token.content, place):
                yield origin[token.map[0]] if token.map else 0, block


def _paragraph(words: str, marks: list[str], *, heading: bool, bold: bool, token: Token) -> Paragraph:
    mark = marks[-1]
    item = ITEM.match(words)
    if item and (mark in {"", "•"}) and not re.fullmatch(r"\d{1,3}\.", words.strip()):
        mark, words = item[1], words[item.end() :]
    else:
        bullet = BULLET.match(words)
        if bullet and not mark:
            mark, words = "•", words[bullet.end() :]
    single = token.map is not None and token.map[1] - token.map[0] == 1
    titled = (heading or bold) and len(words) <= LONGEST_HEADING
    return Paragraph(0, words, heading=titled or (single and not mark and _heads(words)), mark=mark)


def _heads(words: str) -> bool:
    """Whether a line of plain text is a heading: short, no sentence, and with no figure but a year or a number first."""
    if len(words) > 80 or words.endswith((".", ";", ",", "?", "!")) or not words[:1].isalnum() or "@" in words:
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
