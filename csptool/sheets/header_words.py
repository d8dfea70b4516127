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
    r"(?i)£?\s*\b0{3}s?\b|£\s*(?:k|m|bn|thousands?|millions?)\b|\b(?:thousands|millions|pence|per cent)\b|%|\(p\)"
)
BARE_YEAR = re.compile(r"(?a:\b(?:19|20)\d\d\b)")


def plain_header(text: str) -> str:
    """What a header says when years, dates, remarks in brackets and currency marks are left out.

    >>> plain_header("2025-26 Allocations (£)"), plain_header("Expenditure to 05/06/2026"), plain_header("2026 Spend")
    ('allocations', 'expenditure', 'spend')
    """
    bare = re.sub(r"\([^)]*\)", " ", text)
    bare = BARE_YEAR.sub(" ", YEAR_SPAN.sub(" ", WHEN.sub(" ", bare)))  # 05/06/2026 is a day, and 05/06 a year
    return same_header(bare.strip(" :*-\u2013")) or same_header(text)


def scaled_in(text: str) -> str:
    """What a header counts its figures in where that is not pounds, blank where it does not say.

    >>> scaled_in("Supplement (£000)"), scaled_in("Base in pence"), scaled_in("Allocation (%)"), scaled_in("Paid (£)")
    ('£000', 'pence', '%', '')
    """
    match = SCALED.search(text)
    return " ".join(match[0].split()) if match else ""


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
