"""A sheet of applications as a grant round: what is asked for, who is eligible and recommended, the terms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from csptool.faults import Fault, Faults, Place, placed
from csptool.sheets.areas_sheet import example_fault
from csptool.sheets.book import InputBook
from csptool.sheets.headers import Header
from csptool.sheets.known_columns import find_known
from csptool.sheets.ledger_columns import APPLICANTS, APPLICATIONS, APPLICATIONS_SHEET, ROUND_SETTINGS, ROUND_SHEET
from csptool.sheets.money_rows import MoneyRows, read_money_rows
from csptool.sheets.settings import Settings
from csptool.sheets.sheet import Sheet
from csptool.sheets.source import Source
from csptool.sheets.totals import Total
from formulas.exact import Figure, read
from formulas.grant_round import BY_RANK, WAYS, Application, GrantRound, Terms, run_round
from formulas.refusals import Refused
from formulas.rounding import PENNY, to_the_penny

EXAMPLE_APPLICANT = "Example applicant: type over this row"
YES = re.compile(r"(?i)(?:yes|y|true|1|eligible|recommended|approved?|met|pass(?:ed)?|✓|✔)\Z")
NO = re.compile(
    r"(?i)(?:no|n|false|0|ineligible|disqualified|rejected|declined|not (?:eligible|recommended|met)|fail(?:ed)?|✗|✘)"
    r"(?:\s*[:;,.(\u2013-]\s*(?P<why>.*?)\)?)?\Z"
)
OF_SETTINGS = {"pot", "cap", "unit", "way"}


@dataclass(frozen=True)
class AskedRound:
    """The terms as the command line states them, blank where it does not; they go before those of the sheet."""

    pot: str = ""
    cap: str = ""
    way: str = ""
    part_award: str = ""
    unit: str = ""

    def given(self) -> dict[str, str]:
        """The options that were given, by name."""
        return {"--" + key.replace("_", "-"): value for key, value in vars(self).items() if value}


@dataclass
class RoundInput:
    """A round as read and worked out, with its name, its totals and notes."""

    source: Source
    found: GrantRound
    title: str = ""
    totals: list[Total] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_round(
    book: InputBook, asked: AskedRound, sheet: str = "", area: str = "", named: Mapping[str, str] | None = None
) -> RoundInput:
    """The round on a workbook's one sheet of applications. Raises every fault of the sheet at once."""
    form = book.named(ROUND_SHEET) if book.named(APPLICATIONS_SHEET) else None
    page, headers = find_known(book, APPLICATIONS, named, sheet or (APPLICATIONS_SHEET if form else ""))
    kind = APPLICATIONS["requested"].kind
    assert kind is not None  # it is money
    rows = read_money_rows(headers["requested"], area, APPLICANTS, kind)
    faults = rows.faults
    stated = Stated(form, asked, faults)
    terms = stated.terms(highest_first="score" in headers and "rank" not in headers)
    if terms and terms.way == BY_RANK and not {"rank", "score"} & headers.keys():
        header = headers["requested"]
        place = page.place(header.bottom, header.column)
        remedy = "add a column Rank or Score, or share the pot by --way scaled"
        faults.append(Fault("no-column", place, "no column 'Rank' or 'Score' beside it", "one of the two", remedy))
    applications = _applications(page, headers, rows)
    notes = [*rows.table.notes, *_left_out(headers)]
    totals = [total.total for total in rows.totals] + _award_totals(headers, rows, applications)
    if faults or terms is None:
        raise Faults(sorted(dict.fromkeys(faults), key=lambda one: one.place.order))
    if len({one.unit for one in rows.orders}) > 1:
        header = headers["rank" if "rank" in headers else "score"]
        place, remedy = page.place(header.bottom, header.column), "write the whole column in one way"
        found_, expected = f"percentages beside plain figures under {header.text!r}", "one kind of figure"
        raise Faults([Fault("mixed-units", place, found_, expected, remedy)])
    try:
        found = run_round(applications, terms)
    except Refused as refused:
        raise Faults(_placed(refused, stated, headers, rows)) from None
    return RoundInput(book.source, found, stated.title, totals, notes)


class Stated:
    """The terms of a round: what the command line states, else what the form's sheet of settings does."""

    def __init__(self, form: Sheet | None, asked: AskedRound, faults: list[Fault]) -> None:
        self.faults = faults
        self.asked: dict[str, str] = vars(asked)
        self.settings = Settings(form, ROUND_SETTINGS, faults) if form else None
        year = self.settings.year("year") if self.settings else ""
        name = self.settings.text("title") if self.settings else ""
        self.title = " ".join(part for part in (name, year) if part)

    def place(self, key: str) -> Place:
        """Where a term is stated: its option, else its cell."""
        if self.asked[key] or self.settings is None:
            return Place("--" + key.replace("_", "-"))
        return self.settings.place(key)

    def terms(self, *, highest_first: bool) -> Terms | None:
        """The terms; None, with faults, where there is no pot or they cannot be read."""
        before = len(self.faults)
        pot, cap, unit = self._amount("pot"), self._amount("cap"), self._amount("unit")
        way, part = self._choice("way", WAYS), self._choice("part_award", ("yes", "no"))
        if len(self.faults) == before and pot is None:
            remedy = "give --pot POUNDS, or state it on the sheet Round"
            self.faults.append(Fault("no-pot", self.place("pot"), "no pot", "what there is to award", remedy))
        if pot is None or len(self.faults) > before:
            return None
        return Terms(pot, cap, way or BY_RANK, part == "yes", PENNY if unit is None else unit, highest_first)

    def _amount(self, key: str) -> Fraction | None:
        if not self.asked[key]:
            figure = self.settings.figure(key) if self.settings else None
            return figure.value if figure else None
        try:
            return read(self.asked[key]).value
        except Refused as refused:
            self.faults += [placed(refusal, self.place(key)) for refusal in refused.refusals]
            return None

    def _choice(self, key: str, choices: Sequence[str]) -> str:
        if not self.asked[key]:
            return self.settings.choice(key) if self.settings else ""
        text: str = self.asked[key].casefold().replace("-", " ")
        if text not in choices:
            words = " or ".join(choices)
            self.faults.append(Fault("choice", self.place(key), repr(self.asked[key]), words, f"write {words}"))
        return text


def _applications(page: Sheet, headers: Mapping[str, Header], rows: MoneyRows) -> list[Application]:
    order = headers.get("rank", headers.get("score"))
    requested = rows.money(headers["requested"], "request")
    found = []
    for row, name, asked in zip(rows.table.rows, rows.names, requested, strict=False):  # the totals stand behind
        if row.name == EXAMPLE_APPLICANT:
            rows.faults.append(example_fault(page.place(row.number, rows.table.columns.area)))
        eligible, why = _yes(page, headers.get("eligible"), row.number, rows.faults, blank=False)
        recommended, _ = _yes(page, headers.get("recommended"), row.number, rows.faults, blank=not eligible)
        reason = page.label(row.number, headers["reason"].column) if "reason" in headers else ""
        place = _optional(rows, order, row.number, "rank or score")
        rows.orders += [place] if place else []
        award = _optional(rows, headers.get("awarded"), row.number, "award")
        found.append(
            Application(
                name,
                asked.value,
                eligible,
                recommended,
                place.value if place else None,
                reason or why,
                to_the_penny(award.value) if award else Fraction(0) if "awarded" in headers else None,
            )
        )
    return found


def _optional(rows: MoneyRows, header: Header | None, number: int, what: str) -> Figure | None:
    """The figure in a cell that may be blank."""
    if header is None:
        return None
    sheet = rows.table.sheet
    empty = not sheet.label(number, header.column) and not sheet.uncalculated(number, header.column)
    return None if empty else rows.figure(number, header, what)


def _yes(sheet: Sheet, header: Header | None, row: int, faults: list[Fault], *, blank: bool) -> tuple[bool, str]:
    """Whether a cell says yes, and the reason that may follow a no; yes where there is no such column."""
    if header is None:
        return True, ""
    text = sheet.label(row, header.column)
    if YES.match(text) or (not text and blank):
        return bool(text), ""
    if match := NO.match(text):
        return False, match["why"] or ""
    found = repr(text) if text else "a blank"
    faults.append(Fault("yes-or-no", sheet.place(row, header.column), found, "yes or no", "write yes or no"))
    return False, ""


def _award_totals(headers: Mapping[str, Header], rows: MoneyRows, applications: Sequence[Application]) -> list[Total]:
    """The totals of the awards stated, where the total rows state one."""
    found = []
    for total in rows.totals:
        if stated := _optional(rows, headers.get("awarded"), total.number, "total of the awards"):
            comes_to = sum((applications[place].stated or Fraction(0) for place in total.covers), Fraction(0))
            place, value = rows.place(total.number, headers["awarded"]), to_the_penny(stated.value)
            found.append(Total(total.name, place, value, comes_to, value == comes_to))
    return found


def _left_out(headers: Mapping[str, Header]) -> list[str]:
    notes = []
    if "eligible" not in headers:
        notes.append("There is no column of who is eligible: every application was taken as eligible.")
    if "rank" in headers and "score" in headers:
        notes.append("There is a rank and a score: the rank decides.")
    return notes


def _placed(refused: Refused, stated: Stated, headers: Mapping[str, Header], rows: MoneyRows) -> list[Fault]:
    """The refusals of the arithmetic where their figures stand."""
    numbers = dict(zip(rows.names, rows.numbers, strict=False))
    faults = []
    for refusal in refused.refusals:
        if refusal.code in OF_SETTINGS:
            faults.append(placed(refusal, stated.place(refusal.code)))
            continue
        key = "requested" if refusal.code == "requested" else "rank" if "rank" in headers else "score"
        faults.append(placed(refusal, rows.place(numbers[refusal.about], headers[key])))
    return faults
