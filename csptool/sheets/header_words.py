"""What a header says once years, dates, currency marks and remarks are left out, and the year that it names."""

from __future__ import annotations

import re

from csptool.labels import same_header

YEAR_SPAN = re.compile(r"(?a:\b(?:(19|20)?(\d\d))\s*[/\u2013-]\s*(?:19|20)?(\d\d)\b)")
WHEN = re.compile(
    r"(?ai)\b(?:as (?:at|of)|to|at|on|for|in)?\s*\d{1,2}(?:[/.-]|(?:st|nd|rd|th)?\s+)"
    r"(?:\d{1,2}|[a-z]{3,9})(?:[/.-]|\s+)\d{2,4}\b"
)
SCALED = re.compile(
    r"(?i)(?<![\d,.])(?:£\s*)?[,.]?0{3}s?\b|[x×]\s*1,?000\b|£\s*[0.,]*\s*(?:k|mn?|bn|thousands?|millions?)\b"
    r"|\b(?:thousands?|millions?|pence|per cent|percent)\b|\(\s*(?:k|mn?|bn|p)\s*\)|%"
)
THOUSANDS = re.compile(r"(?i)0{3}|\bk\b|k\b|thousand")
MILLIONS = re.compile(r"(?i)\bmn?\b|m\b|million")
REMARK = re.compile(r"(?i)[£\s]*|notes?\s*\w{0,2}|[a-z]|\d{1,2}|[*†‡§]+|nominal|cash|actual cash|provisional")
BARE_YEAR = re.compile(r"(?a:\b(?:19|20)\d\d\b)")


def plain_header(text: str) -> str:
    """What a header says when years, dates, remarks in brackets and currency marks are left out.

    A remark that changes the meaning, such as (forecast), stays.

    >>> plain_header("2025-26 Allocations (£)"), plain_header("Expenditure to 05/06/2026"), plain_header("Paid £000")
    ('allocations', 'expenditure', 'paid')
    >>> plain_header("Spend (forecast)"), plain_header("Spend (to date)")
    ('spendforecast', 'spendtodate')
    """
    bare = re.sub(r"\(([^)]*)\)", _without_remark, SCALED.sub(" ", _plain_quotes(text)))
    bare = BARE_YEAR.sub(" ", YEAR_SPAN.sub(" ", WHEN.sub(" ", bare)))  # 05/06/2026 is a day, and 05/06 a year
    return same_header(bare.strip(" :*-\u2013")) or same_header(text)


def _without_remark(bracket: re.Match[str]) -> str:
    """What a remark in brackets adds to the meaning of a header: nothing if it is a unit, a year, a day or a note."""
    inner = BARE_YEAR.sub(" ", YEAR_SPAN.sub(" ", WHEN.sub(" ", bracket[1])))
    return " " if REMARK.fullmatch(inner.strip()) else f" {inner} "


def scaled_in(text: str) -> str:
    """What a header counts its figures in where that is not pounds, blank where it does not say.

    >>> scaled_in("Supplement (£'000)"), scaled_in("Base in pence"), scaled_in("Share (%)"), scaled_in("Paid (£)")
    ('£000', 'pence', '%', '')
    >>> scaled_in("Agreements over £1,000"), scaled_in("Underspend of £1.2m"), scaled_in("Value (x1000)")
    ('', '', 'x1000')
    """
    match = SCALED.search(_plain_quotes(text))
    return " ".join(match[0].split()) if match else ""


def worth_of(scaled: str) -> int | None:
    """How many pounds one of such a unit is; None where it is none of pounds.

    >>> worth_of("£000"), worth_of("£m"), worth_of("%"), worth_of("")
    (1000, 1000000, None, 1)
    """
    if not scaled:
        return 1
    if THOUSANDS.search(scaled):
        return 1_000
    return 1_000_000 if MILLIONS.search(scaled) else None


def _plain_quotes(text: str) -> str:
    return re.sub("['`\u2018\u2019]", "", text)


def plain_name(name: str) -> str:
    """What a row is called, without the pound sign that a heading may end in.

    >>> plain_name("Blaby £"), plain_name("Total (£)"), plain_name("£")
    ('Blaby', 'Total', '£')
    """
    return re.sub(r"\s*\(?£\)?\Z", "", name) or name


def year_in(text: str) -> str:
    """The financial year that a header names, as 2025/26; blank where it names none.

    >>> year_in("2025-26 Allocations"), year_in("Total Funding 24/25"), year_in("Spend at 05/06/2026")
    ('2025/26', '2024/25', '')
    """
    for match in YEAR_SPAN.finditer(WHEN.sub(" ", text)):
        century, first, last = match[1] or "20", match[2], match[3]
        if (int(first) + 1) % 100 == int(last):
            return f"{century}{first}/{last}"
    return ""
