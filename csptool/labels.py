"""Labels from sheets and from the command line: made harmless to print, and compared as people compare them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

NAMED = 6  # areas and cells named one by one in a sentence


def tidy(text: str) -> str:
    """A label as one line of visible characters: control and direction characters gone, spaces single.

    >>> tidy("  Oadby\\n& Wigston\\x1b ")
    'Oadby & Wigston'
    """
    if text.isprintable() and "  " not in text and text == text.strip():
        return text  # as nearly every label is
    spaced = "".join(" " if c.isspace() else c for c in text)
    return " ".join("".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs")).split())


@lru_cache(maxsize=100_000)
def same_header(text: str) -> str:
    """What two headers have in common when they differ only in capitals, spacing, line breaks and currency marks.

    >>> same_header("24/25 \\n Funding (£)") == same_header("24/25 funding")
    True
    """
    folded = unicodedata.normalize("NFKC", tidy(text)).casefold().replace("\u2013", "-")
    plain = re.sub(r"\(\s*£?\s*\)|£(?!\s*0)|\bgbp\b|[\s*\u2020\u2021]", "", folded)
    return plain or folded


def same_name(text: str) -> str:
    """What two names of one area have in common: capitals and the forms of a letter do not count, spaces do.

    >>> same_name(" BLABY ") == same_name("Blaby"), same_name("East Ham") == same_name("Eastham")
    (True, False)
    """
    return unicodedata.normalize("NFKC", tidy(text)).casefold()


def with_article(noun: str) -> str:
    """A noun with a or an before it.

    >>> with_article("area"), with_article("top-slice")
    ('an area', 'a top-slice')
    """
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def listed(names: Sequence[str], most: int = NAMED) -> str:
    """Names in a sentence, the first few one by one.

    >>> listed(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if names[most:] else "")


def counted(count: int, noun: str) -> str:
    """A count with its noun, in the plural unless it is one.

    >>> counted(1, "figure"), counted(1200, "figure")
    ('1 figure', '1,200 figures')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
