"""What the words of a label say about its figures: a total, a net figure, something taken off, a balance, a part."""

from __future__ import annotations

import re

_TOTAL = re.compile(r"\b(?:sub[\s-]?|grand\s+)?totals?\b|\bsum\b|\boverall\b|\A\W*all\b(?! other\b)|\ball\W*\Z", re.I)
_PURE = re.compile(
    r"\W*(?:(?:sub[\s-]?|grand|overall|combined)\s*)?totals?\W*(?:[£(]\s*['’]?\w{0,5}\)?)?\W*\Z|\W*(?:sum|all)\W*\Z",
    re.I,
)
_COUNT = re.compile(r"\ball (\d{1,3})\b|\((\d{1,3}) [a-z]+\)", re.I)
_SELECTED = re.compile(
    r"\btop\b|\blargest\b|\bhighest\b|\blowest\b|\bselected\b|\bexamples?\b|\bextract\b|\bmain\b|\bprincipal\b"
    r"|\bsome of\b|\bsample\b|\bincluding\b|\bexclud\w+\b|\bmost\b",
    re.I,
)
_NET = re.compile(
    r"\bnet\b|\bbalanced?\b|\bbalances\b|\bgap\b|\bsurplus\b|\bdeficit\b|\brequirement\b|\bremain\w*\b|\bclosing\b"
    r"|\bcarried forward\b|\bc/f\w*|\bc/fwd\b|\(=\)|\bvariances?\b|\bdifferences?\b|\bchanges?\b|\bmovements?\b"
    r"|\bincreases?\b|\bdecreases?\b|\bleft\b|\bleaving\b|\bunspent\b|\bunderspends?\b|\boverspends?\b|\bover\b|\bunder\b"
    r"|\bshortfall\b|\bavailable\b|\bequals\b|\bresult\w*\b|\bto be (?:raised|met|funded|found)\b"
    r"|\bless\b.*\bliabilities\b|\bgross\b|\bto date\b|\bfull[\s-]year\b|\bcost of\b|\bequity\b"
    r"|\bgain\b|\bloss\b|\bexcess\b",
    re.I,
)
_LESS = re.compile(r"\A\W*(?:less|minus|deduct\w*|take off)\b|\(\s*[-−–]\s*\)|\A\s*[-−–]\s+\S", re.I)
_OUT = re.compile(
    r"\bpayments?\b|\bcosts?\b|\bexpenditure\b|\bspen[dt]\w*\b|\bused\b|\brepa\w+\b|\bpaid\b|\bwithdraw\w*\b|\bdisposals?\b"
    r"|\btransfers? out\b|\boutgoings\b|\breleased\b",
    re.I,
)
_PARTS = re.compile(
    r"\bmade up of\b|\bcompris\w+\b|\bof which\b|\bconsist\w+ of\b|\bfinanced by\b|\bfunded (?:by|from)\b"
    r"|\bmet (?:by|from)\b|\brepresented by\b|\banalysed\b|\bbroken down\b|\bbreakdown\b|\bsplit\b|\bas follows\b"
    r"|\bincluding\b|\bresourced\b|\bfunding\b|\bfinancing\b|\bequity and\b|\breserves:?\Z",
    re.I,
)
_PART = re.compile(r"\A\W*(?:of which|including|incl|include[sd]|o/w|memo(?:randum)?)\b", re.I)
_OPENING = re.compile(
    r"\bbrought forward\b|\bb/f\w*|\bb/fwd\b|\bopening\b|\b(?:balance )?at (?:the )?(?:1|start|beginning)\b", re.I
)
_CLOSING = re.compile(
    r"\bcarried forward\b|\bc/f\w*|\bc/fwd\b|\bclosing\b|\b(?:balance )?at (?:the )?(?:31|end)\b", re.I
)


def total(label: str) -> bool:
    """Whether the label names a total."""
    return bool(_TOTAL.search(label))


def pure_total(label: str) -> bool:
    """Whether the label says total and nothing else: of whatever stands there."""
    return bool(_PURE.match(label))


def other_count(label: str, count: int) -> bool:
    """Whether the label says that it counts another number of things than there are lines: total (all 43 forces).

    >>> other_count("Total (all 43 forces)", 10), other_count("Total 2024/25", 10)
    (True, False)
    """
    return any(int("".join(found)) != count for found in _COUNT.findall(label))


def selected(text: str) -> bool:
    """Whether a caption or a heading says that only some are shown: the top ten, the largest, examples."""
    return bool(_SELECTED.search(text))


def net(label: str) -> bool:
    """Whether the label names the outcome of taking one thing from another, or of adding up."""
    return bool(_NET.search(label))


def gross(label: str) -> bool:
    """Whether the label names a gross figure, which others are taken from more often than it is made up."""
    return bool(re.search(r"\bgross\b", label, re.I))


def taken_off(label: str) -> bool:
    """Whether the label says that its figure is taken off: less, minus, deduct, (-)."""
    return bool(_LESS.search(label))


def goes_out(label: str) -> bool:
    """Whether the label names money that goes out: payments, costs, what is used or repaid."""
    return bool(_OUT.search(label))


def parts_follow(label: str) -> bool:
    """Whether the label says that the parts of a figure above stand below: made up of, of which, financed by."""
    return bool(_PARTS.search(label))


def a_part(label: str) -> bool:
    """Whether the label says that its figure is within one above: of which, including."""
    return bool(_PART.match(label))


def opening(label: str) -> bool:
    """Whether the label names a balance at the start."""
    return bool(_OPENING.search(label))


def closing(label: str) -> bool:
    """Whether the label names a balance at the end."""
    return bool(_CLOSING.search(label))
