"""What was found in the papers, for the terminal: by paper and table, worst first, then what agreed."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from csptool.labels import counted, tidy
from csptool.paper_check import CheckedPaper
from csptool.reports.finding_wording import Wording
from csptool.reports.reckoned import reckoned
from formulas.as_printed import apart, as_printed
from formulas.findings import Finding
from formulas.paper import Table

WIDTH = 100
INDENT = " " * 9
LONGEST_CAPTION = 80
MARKS = {"wrong": "WRONG", "query": "QUERY"}


def as_text(papers: Sequence[CheckedPaper], *, strict: bool) -> str:
    """Every paper in turn: what is wrong and what no rounding explains; with `strict` all queries, and rounding."""
    return "\n".join(_paper(paper, strict) for paper in papers if paper.read is not None)


def _paper(paper: CheckedPaper, strict: bool) -> str:
    assert paper.read is not None
    words = Wording(paper.read.paper)
    lines = [f"{paper.name}: {headline(paper)}"]
    lines += [f"  Note: {note}" for note in paper.read.paper.notes]
    for heading, group in grouped(paper.told(strict=strict), words).items():
        lines += ["", heading]
        for finding in group:
            lines += _finding(finding, words)
    if strict:
        lines += _rounding_notes(paper, words)
    return "\n".join([*lines, "", *agreed(paper, strict=strict)]) + "\n"


def headline(paper: CheckedPaper) -> str:
    """How many figures do not follow; or that nothing was checked."""
    wrong = len(paper.of("wrong"))
    if wrong:
        return f"{counted(wrong, 'figure')} {'does' if wrong == 1 else 'do'} not follow from the others."
    if not paper.verification.relations:
        return "nothing was checked."
    asked = sum(finding.beyond_rounding for finding in paper.of("query"))
    buts = ["1 query" if asked == 1 else f"{asked} queries"] if asked else []
    buts += [counted(len(paper.accepted), "accepted finding")] if paper.accepted else []
    but = f", but for {' and '.join(buts)}" if buts else ""
    return f"every figure that was checked follows from the others{but}."


def grouped(found: Sequence[Finding], words: Wording) -> dict[str, list[Finding]]:
    """Findings under the heading of their table, or of prose; the group with the worst comes first."""
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        table = words.tables.get(finding.entry.table)
        heading = _heading(finding, table)
        groups.setdefault(heading, []).append(finding)
    return groups


def _heading(finding: Finding, table: Table | None) -> str:
    if table is not None:
        return table_heading(table)
    return "In the text" if finding.entry.paragraph else "From the checks"


def table_heading(table: Table) -> str:
    """A table by its number and the line above it."""
    caption = textwrap.shorten(tidy(table.caption), LONGEST_CAPTION, placeholder=" ...")
    return f"Table {table.number}" + (f": {caption}" if caption else "")


def agreed(paper: CheckedPaper, *, strict: bool) -> list[str]:
    """What was checked and agreed, in a line; what is shown on request only, in another."""
    check = paper.verification
    tables = counted(check.tables, "table")
    if not check.relations:
        where = f"No figure of its {tables} or of" if check.tables else "It has no tables, and no figure of"
        return [f"{where} its text was found to follow from others; its figures may be right or wrong."]
    used = len({relation.result.table for relation in check.relations if relation.result.table})
    exact, rounding = check.counted("exact"), check.counted("rounding")
    follow = f"{counted(exact, 'relation')} {'follows' if exact == 1 else 'follow'} exactly, {rounding} within rounding"
    lines = [follow + (f", in {used} of {tables}." if used else ".")]
    if paper.accepted and paper.of("wrong"):
        lines.append(f"{counted(len(paper.accepted), 'accepted finding')} besides, not counted as wrong.")
    small = sum(not finding.beyond_rounding for finding in paper.of("query"))
    if small and not strict:
        many = f"{small} queries that rounding could explain: --strict shows them."
        lines.append("1 query that rounding could explain: --strict shows it." if small == 1 else many)
    return lines


def _finding(finding: Finding, words: Wording) -> list[str]:
    said, entry = words.said(finding), finding.entry
    place = said.place if entry.paragraph else words.within(entry)
    why = " ".join(part for part in (said.rounding, said.likely) if part)
    return [
        *_wrapped(f"{MARKS[finding.verdict]}  {place[0].upper()}{place[1:]}", "  "),
        *_wrapped(said.follows),
        *_wrapped(why),
    ]


def _wrapped(text: str, first: str = INDENT) -> list[str]:
    return textwrap.wrap(text[:1].upper() + text[1:], WIDTH, initial_indent=first, subsequent_indent=INDENT)


def _rounding_notes(paper: CheckedPaper, words: Wording) -> list[str]:
    notes = [relation for relation in paper.verification.relations if relation.verdict == "rounding"]
    lines = ["", "Within rounding"] if notes else []
    for relation in notes:
        result = relation.result
        made = reckoned(relation, as_printed(result, relation.recomputed))
        by, most = apart(result, relation.difference), apart(result, relation.tolerance)
        covered = abs(relation.difference) <= relation.tolerance
        apart_by = f"{by} apart, and " + (
            f"rounding can explain {most}" if covered else "the words around it cover that"
        )
        lines += _wrapped(f"{words.place(result)}: printed {tidy(result.printed)}, {made}: {apart_by}.", "  ")
    return lines
