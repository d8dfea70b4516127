"""What a line of a table counts, from its words and its figures: money, things, plain numbers, per cent, a rate.

Money, counts and plain numbers add; percentages and rates do not. Things are whole, so that rounding excuses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from formulas.printed import Printed

_RATE = re.compile(
    r"\bper\b|(?<!business )(?<!domestic )\brates?\b|\baverage\b|\bmean\b|\bmedian\b|\bratio\b|%|\bpercent"
    r"|\bband d\b(?! equivalent)"
    r"|\bunit price\b|\bindex\b|\brank\w*\b|\bposition\b|\bage\b|\bscore\b|\bunit cost\b|\bp/h\b|\bpoints\b",
    re.IGNORECASE,
)
_RATE_ROW = re.compile(
    r"\w\W+per (?!annum)\w+|(?<!\()\baverage\b|\bmean\b|\bmedian\b|\bratio\b|%\W*\Z|\A\W*%|\bpercent|\bindex\b"
    r"|\bscore\b|\bmargin\b",
    re.IGNORECASE,
)
_PERCENT_ROW = re.compile(r"%\W*\Z|\A\W*%|\bper\s?cent(?:age)?\b", re.IGNORECASE)
_MONEY = re.compile(
    r"£|\bbudgets?\b|\bcosts?\b|\bexpenditure\b|\bincome\b|\bgrants?\b|\bfunding\b|\bprecepts?\b|\breserves?\b|\bfunds?\b"
    r"|\bbalances?\b|\bassets?\b|\bliabilities\b|\btax\b|\brevenue\b|\bspend\w*\b|\bsavings?\b|\bpayments?\b"
    r"|\breceipts?\b|\ballocations?\b|\bcapital\b|\bloans?\b|\bdebt\w*\b|\bborrowing\w*\b|\bfees?\b|\bcharges?\b",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(r"\bnumbers? (?:of|by)\b|\bcounts? of\b|\bheadcount\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\bnumbers?\b|\bno\.|\bcounts?\b|\bengagements?\b|\bapplications?\b|\boffences?\b|\bincidents?\b|\bcrimes?\b"
    r"|\bpeople\b|\bpersons?\b|\bofficers?\b|\bagreements?\b|\bvolunteers?\b|\bprojects?\b|\bmeetings?\b|\bcases?\b"
    r"|\bcalls?\b|\bvisits?\b|\bvictims?\b|\breferrals?\b|\bcomplaints?\b|\barrests?\b|\bstaff\b|\bmembers?\b"
    r"|\bresponses?\b|\brespondents?\b|\bevents?\b|\bdwellings\b|\bproperties\b|\bvehicles?\b|\bhouseholds?\b"
    r"|\b(?:wo)?men\b|\b(?:fe)?males?\b|\badults?\b|\bpatients?\b|\badmissions?\b|\bbirths?\b|\bdeaths?\b|\bhomes\b"
    r"|\bjourneys?\b|\bpassengers?\b|\bprisoners?\b|\boffenders?\b|\bcaseload\b|\bcompletions?\b|\belectors?\b"
    r"|\bstations?\b|\bschools?\b|\bbeds\b|\bvacancies\b|\bfires\b|\baccidents?\b|\bcasualties\b|\bconvictions?\b"
    r"|\bpupils?\b|\bchildren\b|\bheadcount\b|\bposts\b|\battendances?\b|\bsessions?\b|\bvotes?\b|\bchargepayers\b",
    re.IGNORECASE,
)


def rate_row(label: str) -> bool:
    """Whether a row's label says that its figures are rates, averages or percentages."""
    return bool(_RATE_ROW.search(label))


def percent_row(label: str) -> bool:
    """Whether a row's label says that its figures are percentages."""
    return bool(_PERCENT_ROW.search(label))


def speaks_of_money(words: str) -> bool:
    """Whether words name money."""
    return bool(_MONEY.search(words))


def counts_things(words: str) -> bool:
    """Whether words name things that are counted."""
    return bool(_COUNTED.search(words))


def column_kind(heading: str, caption: str, unit: str, found: Sequence[Printed], decimals: int) -> str:
    """What a column holds, from its heading, the table's caption, its unit and its figures.

    >>> column_kind("Number of offences", "", "", [], 0), column_kind("Change %", "", "%", [], 1)
    ('count', 'percent')
    """
    figures = [figure for figure in found if not figure.nil]
    if unit == "%" or (figures and sum(figure.percent for figure in figures) * 2 > len(figures)):
        return "percent"
    if _RATE.search(heading):
        return "rate"
    if unit or any(figure.unit for figure in figures) or decimals:
        return "money"
    if _COUNTED.search(heading) and not _MONEY.search(heading):
        return "count"
    if _NUMBER_OF.search(caption) and not _MONEY.search(heading + caption):
        return "count"
    return "number"
