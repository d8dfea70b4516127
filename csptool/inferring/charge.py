"""Which Band D tax bases are worked from: the one asked about, that of the paper's bands, or that of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.inferring.band_years import years_of
from csptool.inferring.charge_years import year_just_after, years_of_precepts, years_of_sum
from csptool.inferring.tables import AreaTable
from csptool.precept_answer import BAND_D_OF_ANY_YEAR
from formulas.paper import Paper
from formulas.relations.entry import Entry
from formulas.relations.mentions import Mention, sentences
from formulas.relations.prose import moved, passages

_BAND = re.compile(r"\bband\s+([a-i])\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:increas\w*|decreas\w*|reduc\w*|chang\w*|ris\w+|rose|rais\w+|uplift\w*|differen\w+|more|less|up|down|extra"
    r"|additional|from)\b",
    re.IGNORECASE,
)
_OLD_SUM = re.compile(r"\bfrom\s*\Z", re.IGNORECASE)
_NEW_SUM = re.compile(r"\b(?:to|at)\s*\Z", re.IGNORECASE)
_ELSE = re.compile(
    r"\b(?:week\w*|month\w*|per day|last year\w*|previous\w*|prior|average|total|overall|combined|limit|threshold|cap"
    r"|discount\w*)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:would|could|might|were|if(?!\s+(?:approved|agreed|adopted)\b))\b",
    re.IGNORECASE,
)
_NOT_CHOSEN = re.compile(r"\b(?:options?|alternativ\w*|not recommended|rejected|instead)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:]\s|[()–—]|\b(?:and|which|while|whereas|compared|or)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Charge:
    """A Band D and where it is from, as a sentence goes on after it; `asked` where somebody gave it."""

    entry: Entry
    source: str
    asked: bool = False


def charge_of(paper: Paper, tables: Sequence[AreaTable], asked: Entry | None) -> Charge | None:
    """The Band D that is asked about; that of the only year of bands in the paper; or the only one in its text."""
    if asked:
        return Charge(asked, "as --band-d gives it", asked=True)
    years = [(table.number, year) for table in tables for year in years_of(table)]
    if len(years) == 1:
        [(number, year)] = years
        if year.band_d is None:
            return None
        source = f"as table {number} has it"
        if year.band_d != year.charges.band_d:
            source = f"as the other bands of table {number} need it"
        return Charge(_exact(year.band_d, 2), source)
    found = {one.value: one for one in _stated(paper, years_of_precepts(paper, tables))}
    if len(found) != 1:
        return None
    [entry] = found.values()
    where = f"paragraph {entry.paragraph}" if entry.paragraph else f"the text in table {entry.table}"
    return Charge(_exact(entry.value, entry.decimals), f"as {where} states it")


def _exact(value: Fraction, decimals: int) -> Entry:
    """Band D as it was set: a printed one stands for itself and nothing else."""
    return Entry("", value, Fraction(0), decimals, "£")


def _stated(paper: Paper, years: frozenset[int]) -> Iterator[Entry]:
    """Every sum in pounds and pence that a sentence about Band D gives for it, but for one of another year."""
    for text, found in passages(paper):
        for start, end in sentences(text):
            sentence = text[start:end]
            if "d" in _named(sentence):
                inside = [moved(one, start) for one in found if start <= one.start < end]
                sums = [one for one in inside if one.kind == "money"]
                for one in sums:
                    own = years_of_sum(sentence, sums, one)
                    of_year = not own or not years or (own == years and len(own) == 1)
                    if of_year and _is_band_d(sentence, one, years):
                        yield one.entry


def _is_band_d(sentence: str, stated: Mention, years: frozenset[int]) -> bool:
    """Whether a sum is the Band D of its sentence: of no other band, place or time, no change of it, nor only supposed.

    The clause that the sum stands in says so; where that speaks of a change, it is what follows "to" or "at", or
    "from" where the year right after it is that of the precepts.
    """
    least, most = BAND_D_OF_ANY_YEAR
    entry, before, after = stated.entry, sentence[: stated.start], sentence[stated.end :]
    pence = entry.unit == "£" and entry.decimals > 1 and least <= entry.value < most
    clause = f"{_CLAUSE.split(before)[-1]} {_CLAUSE.split(after)[0]}"
    named = _named(clause) or _named(before)[-1:] or _named(after)[:1]
    if not pence or stated.hedge or _ELSE.search(clause) or set(named) != {"d"}:
        return False
    if _SUPPOSED.search(clause) or _NOT_CHOSEN.search(sentence):
        return False
    if _OLD_SUM.search(before):
        return year_just_after(after) in years
    return not _CHANGE.search(clause) or _NEW_SUM.search(before) is not None


def _named(text: str) -> list[str]:
    """The letters of the bands that a text names, in order."""
    return [band.casefold() for band in _BAND.findall(text)]
