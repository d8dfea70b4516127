"""The financial year of a sum in a sentence, and that of a paper's precepts, so that the two are not of other years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from csptool.inferring.tables import AreaTable
from formulas.paper import Paper
from formulas.relations.mentions import Mention

PRECEPT = re.compile(r"\bprecepts?\b", re.IGNORECASE)
_SPAN = r"(?<![\d/–-])(?P<first>(?:19|20)?\d\d)\s?[/–-]\s?(?P<second>(?:19|20)?\d\d)(?![\d/–-])"
_YEAR = re.compile(_SPAN)
_AFTER = re.compile(rf"\A\s*(?:\(\s*)?(?:(?:in|for)\s+)?{_SPAN}(?!\s*:?\s*£)")
_CLAUSE = re.compile(r"[,;]\s|[()]|\s[–—-]\s|\b(?:and(?!\s+\d)|which|while|whereas|compared|or)\b", re.IGNORECASE)

_NO_CAPTION = re.compile(r".*£\s?\d.*")  # a short sentence just above a table, which states a sum


def year_just_after(text: str) -> int | None:
    """When the financial year begins that stands right after a sum, as in £261.15 in 2024/25; None where none does.

    >>> year_just_after(" in 2024/25 to"), year_just_after(" (2024/25: £261.15)")
    (2024, None)
    """
    found = _AFTER.match(text)
    return _begins(found) if found else None


def years_of_sum(sentence: str, sums: Sequence[Mention], one: Mention) -> frozenset[int]:
    """When the financial years begin that a sum of a sentence may be of; none where the sentence gives it none.

    That is the year right after it; or those that its clause names; or those of clauses that hold no other sum.
    """
    if (year := year_just_after(sentence[one.end :])) is not None:
        return frozenset([year])
    borders = [found.end() for found in _CLAUSE.finditer(sentence)]
    clause_of = {place: sum(border <= place for border in borders) for place in range(len(sentence))}
    named = [(clause_of[found.start()], year) for found in _YEAR.finditer(sentence) if (year := _begins(found))]
    here, taken = clause_of[one.start], {clause_of[other.start] for other in sums}
    own = frozenset(year for clause, year in named if clause == here)
    return own or frozenset(year for clause, year in named if clause not in taken)


def years_of_precepts(paper: Paper, tables: Sequence[AreaTable]) -> frozenset[int]:
    """When the financial years begin that the precepts are of, by their columns, else captions, else headings."""
    columns = [(table, column) for table in tables for column in table.columns if PRECEPT.search(column.label)]
    found = frozenset[int]()
    for table, column in columns:
        found |= _years(column.label) or _years(_NO_CAPTION.sub("", table.grid.caption))
    return found or _years(" ".join(one.text for one in paper.paragraphs if one.heading))


def _years(text: str) -> frozenset[int]:
    return frozenset(year for found in _YEAR.finditer(text) if (year := _begins(found)))


def _begins(found: re.Match[str]) -> int | None:
    """When a financial year begins; None where the second number is not the year after the first."""
    begins = int(found["first"]) + (0 if len(found["first"]) == 4 else 2000)
    return begins if (begins + 1) % 100 == int(found["second"]) % 100 else None
