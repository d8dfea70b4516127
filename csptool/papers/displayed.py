"""What a cell of a workbook shows: its value by its number format, as Excel prints it."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

GENERAL_DIGITS = 11  # Excel's General format shows no more
QUOTED = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
PLACES = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+,*")
KEPT = 0xE000  # stands for the first of the words that a format keeps; no format holds such a letter
DATES = re.compile(r"[dmyhs]", re.I)
CODES = {
    "yyyy": "%Y", "yy": "%y", "mmmm": "%B", "mmm": "%b", "mm": "%m", "m": "{month}", "dddd": "%A", "ddd": "%a",
    "dd": "%d", "d": "{day}", "hh": "%H", "h": "{hour}", "ss": "%S", "s": "%S",
}  # fmt: skip


def displayed(value: object, number_format: str) -> str:
    """A value as its cell shows it.

    >>> displayed(41603.007169042, "£#,##0.00"), displayed(-1234, "#,##0;(#,##0)"), displayed(0.0594, "0.0%")
    ('£41,603.01', '(1,234)', '5.9%')
    >>> displayed(1234567, '#,##0,"k"'), displayed(0, '#,##0;-#,##0;"-"'), displayed(0.1 + 0.2, "General")
    ('1,235k', '-', '0.3')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, number_format)
    if not isinstance(value, int | float):
        return str(value)
    number = Decimal(repr(value))
    if not number.is_finite():
        return str(value)
    section, signed = _section(number, number_format)
    if section.strip().casefold() in {"general", "@", ""} or "/" in section:
        return "" if section == "" and ";" in number_format else _general(number)
    return _printed(number, section, signed=signed)


def _section(number: Decimal, number_format: str) -> tuple[str, bool]:
    """The part of the format for the number, and whether a minus is still to be printed before it."""
    sections = re.findall(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)', number_format)
    sections = sections[: number_format.count(";") + 1] or ["General"]
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], number < 0


def _printed(number: Decimal, section: str, *, signed: bool) -> str:
    words: list[str] = []

    def kept(match: re.Match[str]) -> str:
        words.append(" " if match[3] is not None else match[1] or match[2] or match[5] or "")
        return chr(KEPT + len(words) - 1)

    pattern = QUOTED.sub(kept, section)
    if re.search(r"E[+-]0", pattern, re.I):
        return _general(number)
    if places := PLACES.search(pattern):
        shown = _digits(abs(number), places[0], percent="%" in pattern)
        pattern = pattern[: places.start()] + shown + PLACES.sub("", pattern[places.end() :])
    text = "".join(words[ord(c) - KEPT] if 0 <= ord(c) - KEPT < len(words) else c for c in pattern)
    text = " ".join(text.split())
    return "-" if text in {"£-", "£ -"} else "-" * signed + text  # an accountant's nought


def _digits(number: Decimal, places: str, *, percent: bool) -> str:
    scaled = len(places) - len(places.rstrip(","))
    whole, point, decimals = places.rstrip(",").partition(".")
    number = number * (100 if percent else 1) / Decimal(1000) ** scaled
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    before, _, after = text.partition(".")
    while after and len(after) > decimals.count("0") and after.endswith("0"):
        after = after[:-1]
    before = before.rjust(whole.count("0"), "0")
    if before == "0" and "0" not in whole:
        before = ""
    return before + ("." + after if after or (point and not decimals) else "")


def _general(number: Decimal) -> str:
    if number == number.to_integral_value() and abs(number) < 10**GENERAL_DIGITS:
        return str(int(number))
    room = GENERAL_DIGITS - 1 - max(1, number.adjusted() + 1)
    if not 0 <= room <= GENERAL_DIGITS + 4:
        return f"{number:.5E}"
    return f"{number.quantize(Decimal(1).scaleb(-min(room, 9)), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")


def _date(value: datetime.date, number_format: str) -> str:
    pattern = QUOTED.sub(lambda match: match[1] or match[2] or "", number_format.partition(";")[0])
    if not DATES.search(pattern) or pattern.casefold() == "general":
        return str(value).removesuffix(" 00:00:00")

    def code(match: re.Match[str]) -> str:
        named = CODES.get(match[0].lower(), "%Y")
        minutes = match[0].lower() in {"m", "mm"} and re.search(r"h:?$|h\W$", pattern[: match.start()], re.I)
        return "%M" if minutes else named

    text = re.sub(r"y+|m+|d+|h+|s+", code, re.sub(r"AM/PM|a/p", "", pattern, flags=re.I), flags=re.I)
    hour = getattr(value, "hour", 0)
    return value.strftime(text).format(month=value.month, day=value.day, hour=hour).strip()
