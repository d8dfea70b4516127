"""What the columns of a ledger of agreements and of a grant round are usually called, and their settings."""

from __future__ import annotations

from itertools import product

from csptool.sheets.known_columns import KnownColumn
from csptool.sheets.rows import Kind
from csptool.sheets.settings import Setting
from formulas.grant_round import WAYS

LEDGER_SHEET, AGREEMENTS_SHEET = "Ledger", "Agreements"
ROUND_SHEET, APPLICATIONS_SHEET = "Round", "Applications"
YES_OR_NO = ("yes", "no")
NOUNS = ("", "amount ", "money ", "funds ", "funding ", "contribution ", "contributions ", "income ", "sum ", "cash ")
OF = ("", "amount of ", "value of ")


def _usual(*words: str) -> tuple[str, ...]:
    """Words as headers have them: with total, amount, money or the like before them, and to date behind."""
    ways = product(("", "total "), NOUNS, words, ("", " to date"))
    return tuple("".join(parts) for parts in ways) + tuple(f"{of}{word}" for of, word in product(OF, words))


def _money(label: str, note: str, *words: str, needed: bool = False) -> KnownColumn:
    return KnownColumn(label, note, _usual(*words), needed, Kind(label.lower(), signed=True, nought_throughout=True))


AGREEMENTS = {
    "value": _money(
        "Value", "What was agreed, in pounds.", "value", "secured", "agreed", "due", "of agreements",
        "value of agreement", "value of agreements", "agreement value", "agreed value", "contribution value",
        "value secured", "obligation", "value of contribution", "value of contributions", "contribution",
        "contributions", "amount", "original amount", needed=True,
    ),
    "received": _money(
        "Drawn down", "What has come in, in pounds; a state too if it stands between value and spent.", "received",
        "drawn down", "drawndown", "drawdown", "receipts", "paid in", "collected", "banked", "income", "receipt",
        "received by council", "received by authority",
    ),
    "spent": _money(
        "Spent", "What has been spent, in pounds.", "spent", "spend", "expenditure", "actual spend", "used",
        "actual expenditure", "applied", "paid out", "drawn and spent", needed=True,
    ),
    "remaining": _money(
        "Remaining", "What is left, in pounds; checked against value less spent.", "remaining", "balance", "unspent",
        "left", "remaining balance", "balance remaining", "unspent balance", "balance unspent", "left to spend",
        "available", "balance available", "closing balance", "current balance", "remaining to spend",
    ),
    "agreements": KnownColumn(
        "Agreements", "How many agreements the row stands for.",
        ("no. open agreements", "open agreements", "number of open agreements", "number of agreements",
         "no. of agreements", "no of agreements", "no agreements", "no. agreements", "no. of open agreements",
         "count of agreements", "total agreements"),
        kind=Kind("number of agreements", nought_throughout=True),
    ),
    "expiry": KnownColumn(
        "Expiry date", "By when it must be spent or paid back: 31/03/2027.",
        ("expiry", "expires", "expires on", "date of expiry", "expiration date", "spend by", "spend by date",
         "spend deadline", "deadline", "deadline for spend", "to be spent by", "must be spent by", "repayment date",
         "clawback date", "long stop date", "longstop date", "time limit", "end date", "use by", "use by date",
         "date to be spent by", "expiry of agreement", "expenditure deadline", "date expires"),
    ),
}  # fmt: skip
NAMES = (
    "Agreement", "Agreement reference", "Agreement ref", "Agreement no", "Reference", "Ref", "Ref.", "S106 ref",
    "S106 reference", "Planning reference", "Planning ref", "Planning application", "Application reference",
    "Application ref", "Application number", "Application no", "Application no.", "Site", "Site name", "Site address",
    "Development", "Scheme", "Project",
)  # fmt: skip
LEDGER_SETTINGS = {
    "title": Setting("Title", "What the ledger is called, for the report.", ("ledger", "name", "fund")),
    "as_at": Setting("As at", "The date of the figures: expiry is counted from it.", ("date",), "date"),
    "within": Setting("Months", "Flag what expires within so many months; 12 if blank.", ("within",), "number"),
}

APPLICATIONS = {
    "requested": KnownColumn(
        "Requested", "What is asked for, in pounds.",
        _usual("requested", "request", "sought", "bid", "applied for", "asked for", "ask", "grant requested",
               "funding requested", "grant sought", "bid for", "grant request"),
        needed=True,
        kind=Kind("request", signed=True, nought_throughout=True, may_be_sums=True),
    ),
    "eligible": KnownColumn(
        "Eligible", "yes, or no; after no, the reason may follow.",
        ("eligible?", "eligibility", "is eligible", "eligible y/n", "eligible yes/no", "meets criteria",
         "meets eligibility criteria", "meets the eligibility criteria", "eligibility met", "passed eligibility"),
    ),
    "recommended": KnownColumn(
        "Recommended", "yes or no; leave the column out if nobody recommends.",
        ("recommended?", "recommend", "recommendation", "recommended for funding", "recommended y/n",
         "recommended yes/no", "panel recommendation", "recommended by panel", "is recommended"),
    ),
    "rank": KnownColumn(
        "Rank", "1 comes first; or give a score in its place.",
        ("ranking", "panel rank", "priority", "rank order", "order of merit", "ranked", "overall rank"),
        kind=Kind("rank"),
    ),
    "score": KnownColumn(
        "Score", "The highest comes first; not used where there is a rank.",
        ("total score", "panel score", "average score", "mean score", "final score", "overall score", "points",
         "moderated score", "weighted score", "total points", "assessment score"),
        kind=Kind("score", signed=True),
    ),
    "awarded": KnownColumn(
        "Awarded", "Optional: what was awarded, in pounds; it is checked.",
        _usual("awarded", "award", "approved", "grant awarded", "grant approved", "funding awarded", "grant award"),
        kind=Kind("award", signed=True, nought_throughout=True),
    ),
    "reason": KnownColumn(
        "Reason", "Optional: why an application is not eligible.",
        ("reasons", "reason for ineligibility", "why", "reason not eligible", "reason for rejection"),
    ),
}  # fmt: skip
APPLICANTS = (
    "Applicant", "Applicants", "Applicant name", "Name of applicant", "Applicant organisation", "Organisation",
    "Organisation name", "Name of organisation", "Bidder", "Project", "Project name", "Name of project",
    "Project title", "Application",
)  # fmt: skip
ROUND_SETTINGS = {
    "title": Setting("Round", "What the round is called, for the report.", ("title", "name", "fund", "grant round")),
    "year": Setting("Financial year", "Written 2024/25; may be blank.", ("year",), "year"),
    "pot": Setting("Pot", "What there is to award, in pounds.", ("pool", "budget", "amount available"), "pounds"),
    "cap": Setting(
        "Cap per award", "No award is above it, in pounds; blank for no cap.",
        ("cap", "maximum award", "max award", "maximum grant"), "pounds",
    ),
    "way": Setting("Way", "By rank until the pot is used, or everyone scaled; by rank if blank.", choices=WAYS),
    "part_award": Setting(
        "Part award", "yes: the first that does not fit gets the rest; no: it is passed over. No if blank.",
        ("part award to the last", "part awards"), choices=YES_OR_NO,
    ),
    "unit": Setting("Rounding unit", "Awards are whole multiples of it; a penny if blank.", ("unit",), "unit"),
}  # fmt: skip
