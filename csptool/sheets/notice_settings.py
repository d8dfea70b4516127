"""The sheet Notices: what every contract variation notice says beside its figures."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from csptool.faults import Fault
from csptool.sheets.settings import Setting, Settings

PARTNERSHIP = "{area} Community Safety Partnership"
NOTICES = {
    "reference": Setting("Reference", "Such as CVN/2024-25/: every notice has a number after it. Needed."),
    "first": Setting("From", "The party that pays, such as the Police and Crime Commissioner for Northshire. Needed."),
    "second": Setting("To", f"The other party, with {{area}} for the area's name. Blank: {PARTNERSHIP}."),
    "agreement": Setting("Agreement varied", "Such as: the grant agreement of 1 April 2024. Needed."),
    "purpose": Setting("Purpose", "What the money is for. Needed.", ("for",)),
    "starts": Setting("From date", "The first day on which it may be spent. Needed.", ("starts",), "date"),
    "ends": Setting("To date", "The last day on which it may be spent. Needed.", ("ends",), "date"),
    "dated": Setting("Date of the notice", "May be blank: then a line is left for it.", ("dated",), "date"),
    "signatory": Setting("Signed by", "Who signs for the party that pays, such as: A. Name, Chief Finance Officer."),
}
NEEDED = ("reference", "first", "agreement", "purpose", "starts", "ends")


@dataclass(frozen=True)
class NoticeTerms:
    """What every notice says beside its figures."""

    reference: str
    first: str
    second: str
    agreement: str
    purpose: str
    starts: datetime.date
    ends: datetime.date
    dated: datetime.date | None
    signatory: str


def read_notice_terms(stated: Settings, faults: list[Fault]) -> NoticeTerms | None:
    """The terms that the sheet states; None, with a fault for each, where something that is needed is not there."""
    before = len(faults)
    dates = {key: stated.date(key) for key in ("starts", "ends", "dated")}
    for key in NEEDED:
        if not stated.has(key):
            label = NOTICES[key].label
            remedy = f"fill in the line {label!r} of the sheet {stated.sheet.name}"
            faults.append(Fault("blank", stated.place(key), f"no {label!r}", "what every notice says", remedy))
    starts, ends = dates["starts"], dates["ends"]
    if starts and ends and ends < starts:
        found, remedy = f"{ends:%d/%m/%Y}, before {starts:%d/%m/%Y}", "correct one of the two dates"
        faults.append(Fault("dates", stated.place("ends"), found, "a day after the first", remedy))
    second = stated.text("second") or PARTNERSHIP
    if "{area}" not in second:
        found, remedy = repr(second), "write {area} where its name belongs"
        faults.append(Fault("no-area", stated.place("second"), found, "the name of each area in it", remedy))
    if len(faults) > before or starts is None or ends is None:
        return None
    texts = {key: stated.text(key) for key in ("reference", "first", "agreement", "purpose", "signatory")}
    return NoticeTerms(second=second, starts=starts, ends=ends, dated=dates["dated"], **texts)


def period_notes(terms: NoticeTerms, year: str) -> list[str]:
    """A note where the money may be spent on days outside the financial year that it is for."""
    first = int(year[:4])
    start, end = datetime.date(first, 4, 1), datetime.date(first + 1, 3, 31)
    if start <= terms.starts and terms.ends <= end:
        return []
    return [f"The notices let the money be spent from {terms.starts:%d/%m/%Y} to {terms.ends:%d/%m/%Y}, beyond {year}."]
