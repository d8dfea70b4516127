"""A ledger of agreements as sentences and tables: what is left and in hand, what does not follow, what is flagged."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.labels import counted
from csptool.reports.document import Document
from csptool.reports.grid import Cell, Grid, Head
from csptool.sheets.agreements_sheet import LedgerInput
from formulas.exact import in_full, in_pounds
from formulas.ledger import VALUE, Agreement, Cast, Ledger
from formulas.ledger_flags import Flag, flags_of
from formulas.statement import DOES_NOT_FOLLOW, EXACT, ROUNDING

SCHEMA = "csptool.ledger.v1"
RULES = {"states": "its states", "across": "the rows it covers"}
MONTHS = 12


@dataclass(frozen=True)
class LedgerReport:
    """A ledger with its casts and flags, as at a date where there is one."""

    given: LedgerInput
    casts: Sequence[Cast]
    flags: Sequence[Flag]
    as_at: datetime.date | None
    months: int

    @property
    def ledger(self) -> Ledger:
        """The ledger itself."""
        return self.given.ledger

    @property
    def title(self) -> str:
        """What it is called."""
        return self.given.title or "Ledger of agreements"

    @property
    def wrong(self) -> list[str]:
        """A sentence for every figure that does not follow."""
        return [self.words(cast) for cast in self.casts if cast.verdict == DOES_NOT_FOLLOW]

    def rule(self, cast: Cast) -> str:
        """What a figure should come to, in words."""
        left = "value less spent" if self.ledger.left_of == VALUE else "received less spent"
        return RULES.get(cast.kind, left)

    def words(self, cast: Cast) -> str:
        """One sentence on a cast that is not exact."""
        place = self.given.places.get((cast.line, cast.figure))
        where = f" ({place.cell})" if place else ""
        count = cast.figure == "Agreements"
        stated, comes_to, off = (
            in_full(amount, grouped=True) if count else in_pounds(amount)
            for amount in (cast.stated, cast.comes_to, abs(cast.difference))
        )
        more = "more" if cast.difference > 0 else "less"
        come = "comes" if cast.kind == "remaining" else "come"
        return (
            f"{cast.line}: {cast.figure} is stated as {stated}{where}, but {self.rule(cast)} {come} to {comes_to}: "
            f"{off} {more} than follows."
        )


def report_of(given: LedgerInput, as_at: datetime.date | None, months: int | None) -> LedgerReport:
    """The ledger cast and looked over; the date and the months of the command line go before the sheet's."""
    day = as_at or given.as_at
    within = months if months is not None else given.within if given.within is not None else MONTHS
    return LedgerReport(given, given.ledger.casts(), flags_of(given.ledger, day, within), day, within)


def document(report: LedgerReport, *, every: bool) -> Document:
    """The result on every way out; with `every`, exact casts are listed too."""
    ledger = report.ledger
    casts = [cast for cast in report.casts if every or cast.verdict != EXACT]
    tables = {"rows": _main(report)}
    if ledger.state_names:
        tables["states"] = _states(report)
    if casts:
        tables["casts"] = _casts(report, casts)
    if report.flags:
        tables["flags"] = _flags(report.flags)
    return Document(
        SCHEMA, report.title, tables, opening(report), closing(report), _facts(report), [report.given.source]
    )


def opening(report: LedgerReport) -> list[str]:
    """How many figures were cast, with what verdicts; what the casts rest on."""
    ledger, counts = report.ledger, Counter(cast.verdict for cast in report.casts)
    lines = []
    if report.casts:
        wrong = counts[DOES_NOT_FOLLOW]
        lines.append(
            f"{counted(len(report.casts), 'figure')} cast: {counts[EXACT]} exact, {counts[ROUNDING]} that rounding "
            f"could explain, {wrong} that {'does' if wrong == 1 else 'do'} not follow."
        )
    if any(cast.kind == "remaining" for cast in report.casts):
        other = ", which more rows keep to than value less spent" if ledger.left_of != VALUE else ""
        lines.append(f"Remaining is taken as {ledger.left_of} less spent{other}.")
    elif any(one.remaining for one in ledger.agreements):
        lines.append(
            "Remaining was not checked: too few rows show it to be value less spent, or received less spent, to say "
            "that the others are wrong."
        )
    if ledger.state_names and not ledger.made_up:
        names = ", ".join(ledger.state_names)
        lines.append(f"Not taken as what makes up the value, which they do not come to: {names}.")
    return lines


def closing(report: LedgerReport) -> list[str]:
    """What does not follow, what is flagged, and what was not looked at."""
    dates = [one.expiry for one in report.ledger.agreements if one.expiry]
    lines = [*report.wrong, *(flag.words for flag in report.flags)]
    if dates and report.as_at:
        lines.append(f"Expiry was looked at as at {report.as_at:%d/%m/%Y}, {counted(report.months, 'month')} ahead.")
    elif dates:
        lines.append("Expiry was not looked at: say as at which date with --as-at.")
    return lines


def _main(report: LedgerReport) -> Grid:
    ledger = report.ledger
    first = ledger.agreements[0]
    heads, cells = [Head(report.given.head, "name")], [[one.name] for one in ledger.agreements]
    totals: list[Cell] = ["Total"]
    remaining = {cast.line: cast.difference for cast in ledger.remaining_casts()}

    def add(head: Head, values: Sequence[Cell]) -> None:
        heads.append(head)
        for row, value in zip(cells, values, strict=True):
            row.append(value)  # type: ignore[arg-type]
        figures = [value for value in values if isinstance(value, Fraction)]
        totals.append(sum(figures, Fraction(0)) if len(figures) == len(values) else "")

    ones = ledger.agreements
    if first.agreements:
        add(Head("Agreements", "agreements", "count"), [_value(one, "agreements") for one in ones])
    add(Head("Value", "value", "£"), [one.value.value for one in ones])
    if first.received:
        add(Head("Received", "received", "£"), [_value(one, "received") for one in ones])
    add(Head("Spent", "spent", "£"), [one.spent.value for one in ones])
    add(Head("Value less spent", "unspent", "£"), [one.unspent for one in ones])
    if first.received:
        add(Head("In hand", "in_hand", "£"), [one.in_hand for one in ones])
    if first.remaining:
        add(Head("Remaining, stated", "remaining", "£"), [_value(one, "remaining") for one in ones])
        if remaining:
            add(Head("Difference", "difference", "+£"), [remaining[one.name] for one in ones])
    if any(report.given.expiries):
        add(Head("Expiry", "expiry"), report.given.expiries)
    return Grid("", heads, cells, totals)


def _value(one: Agreement, key: str) -> Fraction:
    figure = getattr(one, key)
    return figure.value if figure else Fraction(0)


def _states(report: LedgerReport) -> Grid:
    """The states by agreement, with what they come to beside the value."""
    ledger = report.ledger
    heads = [Head(report.given.head, "name")]
    heads += [Head(name, f"state_{place}", "£") for place, name in enumerate(ledger.state_names, 1)]
    heads += [Head("Together", "together", "£"), Head("Value", "value", "£")]
    figures = [
        [
            *(state.value for state in one.states),
            sum((state.value for state in one.states), Fraction(0)),
            one.value.value,
        ]
        for one in ledger.agreements
    ]
    rows: list[list[Cell]] = [[one.name, *cells] for one, cells in zip(ledger.agreements, figures, strict=True)]
    total: list[Cell] = ["Total", *(sum(column, Fraction(0)) for column in zip(*figures, strict=True))]
    return Grid("What makes up the value" if ledger.made_up else "Between value and spent", heads, rows, total)


def _casts(report: LedgerReport, casts: Sequence[Cast]) -> Grid:
    heads = [
        Head("Row", "name"), Head("Figure", "figure"), Head("Should come to", "rule"), Head("Stated", "stated", "£"),
        Head("Comes to", "comes_to", "£"), Head("Difference", "difference", "+£"),
        Head("Rounding explains", "tolerance", "£"), Head("Verdict", "verdict"), Head("Cell", "cell"),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for cast in casts:
        place = report.given.places.get((cast.line, cast.figure))
        count = cast.figure == "Agreements"
        amounts = [cast.stated, cast.comes_to, cast.difference, cast.tolerance]
        shown: list[Cell] = [in_full(x, grouped=True) for x in amounts] if count else list(amounts)
        rows.append([cast.line, cast.figure, report.rule(cast), *shown, cast.verdict, place.cell if place else ""])
    return Grid("Figures cast", heads, rows)


def _flags(flags: Sequence[Flag]) -> Grid:
    heads = [Head("Row", "name"), Head("Flag", "flag"), Head("Amount", "amount", "£")]
    return Grid("Flags", heads, [[flag.line, flag.kind, flag.amount] for flag in flags])


def _facts(report: LedgerReport) -> dict[str, object]:
    ones, counts = report.ledger.agreements, Counter(cast.verdict for cast in report.casts)
    in_hand = [one.in_hand for one in ones if one.in_hand is not None]
    return {
        "kind": "agreements",
        "title": report.title,
        "as_at": report.as_at.isoformat() if report.as_at else None,
        "months": report.months,
        "value": in_full(sum((one.value.value for one in ones), Fraction(0))),
        "spent": in_full(sum((one.spent.value for one in ones), Fraction(0))),
        "in_hand": in_full(sum(in_hand, Fraction(0))) if in_hand else None,
        "counts": {"exact": counts[EXACT], "rounding": counts[ROUNDING], "wrong": counts[DOES_NOT_FOLLOW]},
        "wrong": report.wrong,
    }
