"""The annotated copy: a paper's tables and sentences with every figure that was checked marked, the reasons beside."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field

from csptool import __version__
from csptool.labels import counted, tidy
from csptool.paper_check import CheckedPaper
from csptool.reports.finding_wording import Wording
from csptool.reports.verify_text import agreed, headline, table_heading
from formulas.findings import Finding
from formulas.paper import Cell, Paragraph, Table
from formulas.printed import printed
from formulas.relations.entry import Entry

Place = tuple[int, int, int]
SIGNS = {"wrong": "✗", "query": "?", "part": "∑", "rounding": "≈", "exact": "✓"}
ORDER = ("exact", "rounding", "part", "query", "wrong")
LEGEND = {
    "wrong": "does not follow from the others; the number leads to the reason",
    "query": "a query: it may be right",
    "part": "part of a sum that fails",
    "rounding": "follows within rounding",
    "exact": "follows exactly",
}
STYLE = """
body{font-family:Arial,sans-serif;font-size:14px;line-height:1.4;max-width:90em;margin:2em auto;padding:0 1.5em}
body{color:#222}
h1,h2,h3{color:#1F3864}h2{border-top:3px solid #1F3864;padding-top:.6em;margin-top:2em}
table{border-collapse:collapse;font-size:13px}td,th{border:1px solid #b8c4dc;padding:.25em .5em;vertical-align:top}
th{background:#eef2fa;color:#666;font-weight:normal;font-size:11px}.pair{margin:1em 0}
.copy{overflow-x:auto;margin-bottom:.6em}
.reasons{margin:0;padding:0;max-width:70em;list-style:none}.reasons li{margin-bottom:.6em}.figure{text-align:right}
sup{font-weight:bold;margin-left:.2em;white-space:nowrap}sup a{color:inherit}
.wrong{background:#f9d0cc;border:3px solid #a3180b;font-weight:bold}.query{background:#fdeebf;border:2px dashed #8a6100}
.part{background:#f1f1f1;border:2px dotted #555}.rounding sup,.exact sup{color:#2c6b2f;font-weight:normal}
.key span{display:inline-block;padding:.1em .5em;margin-right:.5em}.key li{list-style:none;margin:.25em 0}
.key{padding:0}.quiet{color:#555}blockquote{border-left:4px solid #b8c4dc;margin:1em 0;padding:.1em 1em}
@media (min-width:70em){.wide{display:flex;gap:2em;align-items:flex-start}.wide .copy{max-width:60%}
.wide .reasons{flex:1 1 20em}}
@media print{.pair{break-inside:avoid-page}}
"""


@dataclass
class _Marks:
    """What is marked in a paper: the verdict of each cell, and the numbers of its findings."""

    verdicts: dict[Place, str] = field(default_factory=dict)
    numbers: dict[Place, list[int]] = field(default_factory=dict)

    def mark(self, entry: Entry, verdict: str) -> None:
        place = (entry.table, entry.row, entry.column)
        if entry.table and ORDER.index(verdict) >= ORDER.index(self.verdicts.get(place, "exact")):
            self.verdicts[place] = verdict


def as_page(papers: Sequence[CheckedPaper]) -> str:
    """One page for all the papers; it needs no script and fetches nothing."""
    read = [(number, paper) for number, paper in enumerate(papers, 1) if paper.read is not None]
    body = [_summary(papers), *(_paper(paper, number) for number, paper in read)]
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Figures that do not follow</title><style>{STYLE}</style></head>\n<body>\n"
        + "\n".join(body)
        + f'\n<p class="quiet">Written by csptool {html.escape(__version__)}. A figure is called wrong only where no '
        "rounding of what is printed can make it right. What was not checked may be right or wrong.</p>\n"
        "</body></html>\n"
    )


def _summary(papers: Sequence[CheckedPaper]) -> str:
    lines = []
    for number, paper in enumerate(papers, 1):
        name = html.escape(paper.name)
        if paper.read is None:
            lines.append(f"<li>{name}: could not be read. {html.escape(' '.join(map(str, paper.faults)))}</li>")
        else:
            lines.append(f'<li><a href="#paper{number}">{name}</a>: {html.escape(headline(paper))}</li>')
    key = "".join(
        f'<li><span class="{name}">12,345<sup>{SIGNS[name]}</sup></span>{words}</li>' for name, words in LEGEND.items()
    )
    return f'<h1>Figures that do not follow</h1>\n<ul>{"".join(lines)}</ul>\n<ul class="key">{key}</ul>'


def _paper(paper: CheckedPaper, number: int) -> str:
    assert paper.read is not None
    words, found = Wording(paper.read.paper), list(paper.findings)
    anchors = {id(finding): f"p{number}f{place}" for place, finding in enumerate(found, 1)}
    marks = _marked(paper)
    parts = [
        f'<h2 id="paper{number}">{html.escape(paper.name)}</h2>',
        f"<p>{html.escape(_sentence(headline(paper)))}</p>",
    ]
    parts += [f"<p>{html.escape(line)}</p>" for line in (*paper.read.paper.notes, *agreed(paper, strict=True))]
    parts += _accepted(paper, words)
    for block in paper.read.paper.blocks:
        own = [(place, one) for place, one in enumerate(found, 1) if _stands_in(one.entry, block)]
        if isinstance(block, Paragraph):
            parts += [_paragraph(block, own, words, anchors)] if own else []
        elif own or any(table == block.number for table, _, _ in marks.verdicts):
            parts.append(_table(block, own, words, anchors, marks))
    rest = [(place, one) for place, one in enumerate(found, 1) if not one.entry.table and not one.entry.paragraph]
    if rest:
        parts.append(f"<h3>From the checks</h3>{_reasons(rest, words, anchors)}")
    return "\n".join([*parts, _unmarked(paper, marks)])


def _marked(paper: CheckedPaper) -> _Marks:
    marks = _Marks()
    for relation in paper.verification.relations:
        if relation.verdict != "wrong":
            marks.mark(relation.result, relation.verdict if relation.verdict != "query" else "rounding")
    for place, finding in enumerate(paper.findings, 1):
        for relation in finding.explains if finding.verdict == "wrong" else ():
            for entry in relation.entries if relation.verdict == "wrong" else ():
                marks.mark(entry, "part")
        marks.mark(finding.entry, finding.verdict)
        marks.numbers.setdefault((finding.entry.table, finding.entry.row, finding.entry.column), []).append(place)
    return marks


def _stands_in(entry: Entry, block: Paragraph | Table) -> bool:
    return entry.paragraph == block.number if isinstance(block, Paragraph) else entry.table == block.number


def _table(
    table: Table, own: Sequence[tuple[int, Finding]], words: Wording, anchors: dict[int, str], marks: _Marks
) -> str:
    numbers = {place: anchors[id(finding)] for place, finding in own}
    heads = "".join(f"<th>{column}</th>" for column in range(1, table.width + 1))
    rows = [f"<tr><th></th>{heads}</tr>"]
    for row, cells in enumerate(table.rows, 1):
        texts = [_cell(cell, (table.number, row, column), marks, numbers) for column, cell in enumerate(cells, 1)]
        rows.append(f"<tr><th>{row}</th>{''.join(texts)}</tr>")
    page = f", page {table.page(1)}" if table.page(1) else ""
    narrow = " wide" if own and table.width <= NARROW else ""
    copy = f'<div class="copy"><table>{"".join(rows)}</table></div>'
    heading = html.escape(table_heading(table) + page)
    return f'<h3>{heading}</h3>\n<div class="pair{narrow}">{copy}{_reasons(own, words, anchors)}</div>'


NARROW = 7  # columns of a table that leaves room for the reasons beside it


def _cell(cell: Cell, place: Place, marks: _Marks, anchors: dict[int, str]) -> str:
    verdict, text = marks.verdicts.get(place), html.escape(tidy("" if cell.spread else cell.text))
    figure = "figure" if printed(cell.text) else "words"
    if verdict is None:
        return f'<td class="{figure}">{text}</td>'
    numbers = [number for number in marks.numbers.get(place, ()) if number in anchors]
    links = "".join(f' <a href="#{anchors[number]}">{number}</a>' for number in numbers)
    said = {"wrong": "wrong", "query": "query", "part": "part of a failing sum"}.get(verdict, "checked")
    return f'<td class="{figure} {verdict}" title="{said}">{text}<sup>{SIGNS[verdict]}{links}</sup></td>'


def _reasons(own: Sequence[tuple[int, Finding]], words: Wording, anchors: dict[int, str]) -> str:
    items = []
    for place, finding in own:
        said = words.said(finding)
        rest = " ".join(part for part in (_sentence(said.follows), said.rounding, said.likely) if part)
        head = f"{place} {SIGNS[finding.verdict]} {finding.verdict.capitalize()}: {said.place}."
        items.append(f'<li id="{anchors[id(finding)]}"><b>{html.escape(head)}</b> {html.escape(rest)}</li>')
    return f'<ol class="reasons">{"".join(items)}</ol>' if items else ""


def _paragraph(
    paragraph: Paragraph, own: Sequence[tuple[int, Finding]], words: Wording, anchors: dict[int, str]
) -> str:
    text, at, parts = paragraph.text, 0, []
    for place, finding in sorted(own, key=lambda one: one[1].entry.at):
        first = finding.entry.at - 1
        last = first + len(finding.entry.printed)
        if first < at:
            continue  # a second finding on the same figure: its reason stands below
        link = f'<sup>{SIGNS[finding.verdict]} <a href="#{anchors[id(finding)]}">{place}</a></sup>'
        parts += [
            html.escape(text[at:first]),
            f'<mark class="{finding.verdict}">{html.escape(text[first:last])}</mark>{link}',
        ]
        at = last
    page = f", page {paragraph.page}" if paragraph.page else ""
    marked = "".join([*parts, html.escape(text[at:])])
    mark = f"{html.escape(paragraph.mark)} " if paragraph.mark else ""
    heading = f"<h3>Paragraph {paragraph.number}{page}</h3>"
    return f'{heading}\n<div class="pair"><blockquote>{mark}{marked}</blockquote>{_reasons(own, words, anchors)}</div>'


def _accepted(paper: CheckedPaper, words: Wording) -> list[str]:
    items = [
        f"<li>{html.escape(words.place(finding.entry))}: printed {html.escape(tidy(finding.entry.printed))}. "
        f"{html.escape(reason or 'No reason is given.')}</li>"
        for finding, reason in paper.accepted
    ]
    return [f"<details open><summary>Accepted</summary><ul>{''.join(items)}</ul></details>"] if items else []


def _unmarked(paper: CheckedPaper, marks: _Marks) -> str:
    assert paper.read is not None
    marked = {table for table, _, _ in marks.verdicts}
    others = [str(table.number) for table in paper.read.paper.tables if table.number not in marked]
    if not others:
        return ""
    words = (
        f"{counted(len(others), 'table')} in which nothing was checked {'is' if len(others) == 1 else 'are'} left out"
    )
    return f'<p class="quiet">{words}: {", ".join(others)}.</p>'


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
