"""The settings of a precept workbook: its figures and year, what does not go together, where each stands."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from csptool.faults import Fault, Place
from csptool.sheets.header_words import year_in
from csptool.sheets.precept_terms import BUDGET_SHEET, SETTINGS
from csptool.sheets.settings import Settings
from csptool.sheets.unit_slips import Amount, unit_slips
from formulas.exact import PERCENT, Figure
from formulas.requirement_items import GROSS, Item
from formulas.valuation_bands import DIFFERENCE, LAST_YEAR_PLUS

FIGURES = ("band_d", "before", "stated", "total_base", "total_before", "limit", "population", "office", "reserve")


def figures_of(settings: Settings, faults: list[Fault]) -> dict[str, Figure]:
    """The figures of the settings; a fault for a percentage, and for one that is not above nought."""
    found = {}
    for key in FIGURES:
        figure = settings.figure(key)
        if figure is None:
            continue
        found[key] = figure
        if figure.unit == PERCENT:
            shown = "" if "%" in figure.text else " in a cell formatted as a percentage"
            expected, remedy = (
                f"{SETTINGS[key].label} as a plain figure",
                "type it alone, in a cell formatted as a number",
            )
            faults.append(Fault("percentage", settings.place(key), f"{figure.text!r}{shown}", expected, remedy))
        elif figure.value < 0 or (figure.value == 0 and key not in ("stated", "reserve", "office")):
            faults.append(Fault("sign", settings.place(key), figure.text, "a figure above nought", "correct it"))
    return found


def year_of(settings: Settings, faults: list[Fault]) -> str:
    """The financial year; a fault where there is none."""
    text = settings.year("year")
    if not text:
        remedy = "write it as 2025/26"
        faults.append(Fault("no-year", settings.place("year"), "a blank", "a financial year", remedy))
    return year_in(text)


def refuse_referendum(settings: Settings, faults: list[Fault]) -> None:
    """Refuse settings of the referendum test in Wales, which has none."""
    for key in ("limit", "lowest"):
        if settings.has(key) and settings.text(key) != "no":
            found, remedy = f"{settings.text(key)!r} in Wales", "clear it: no referendum principles apply in Wales"
            faults.append(Fault("idle-setting", settings.place(key), found, "a blank", remedy))


def refuse_two_limits(settings: Settings, faults: list[Fault]) -> None:
    """Refuse a limit of its own beside the rule for the lowest-charging."""
    if settings.has("limit") and settings.choice("lowest") == "yes":
        remedy = "clear one of the two: a limit of its own stands in place of every other rule"
        found = "a limit of its own for one of the lowest-charging"
        faults.append(Fault("two-limits", settings.place("limit"), found, "one rule", remedy))


def refuse_slips(settings: Settings, stated: dict[str, Figure], items: list[Item], faults: list[Fault]) -> None:
    """Refuse amounts of the settings that seem to count in millions beside a budget in pounds."""
    keys = [key for key in ("stated", "office", "reserve") if key in stated]
    amounts = [Amount(SETTINGS[key].label, stated[key], settings.place(key)) for key in keys]
    faults += unit_slips(amounts, max((abs(item.amount) for item in items), default=Fraction(0)))


def refuse_what_is_missing(settings: Settings, stated: dict[str, Figure], budget: bool, faults: list[Fault]) -> None:
    """Refuse a form that says neither what to raise nor Band D, and settings that nothing uses."""
    if not budget and not settings.has("stated") and not settings.has("band_d"):
        expected = f"lines on the sheet {BUDGET_SHEET}, a requirement or a Band D"
        remedy = "fill in one of them"
        faults.append(Fault("nothing-to-raise", settings.place("stated"), "none of them", expected, remedy))
    for key, needs, there in (
        ("office", f"the sheet {BUDGET_SHEET}", budget),
        ("reserve", f"the sheet {BUDGET_SHEET}", budget),
        ("limit", "last year's Band D", "before" in stated),
        ("lowest", "last year's Band D", settings.choice("lowest") != "yes" or settings.has("before")),
    ):
        if settings.has(key) and not there:
            found, remedy = f"it without {needs}", f"fill in {needs}, or clear it"
            faults.append(Fault("idle-setting", settings.place(key), found, needs, remedy))


def refuse_no_last_year(settings: Settings, ways: dict[str, str], faults: list[Fault]) -> None:
    """Refuse ways of rounding that start from last year's bands where last year's Band D is not there."""
    for key, way in (("convention", LAST_YEAR_PLUS), ("increase", DIFFERENCE)):
        if ways[key] == way and not settings.has("before"):
            found, expected = (
                f"{way!r} without last year's Band D",
                "Band D last year, whose ninths its bands are",
            )
            remedy = f"fill in {SETTINGS['before'].label!r}, or choose another way"
            faults.append(Fault("no-last-year", settings.place(key), found, expected, remedy))


def setting_places(settings: Settings, others: Mapping[str, Place]) -> dict[str, Place]:
    """Where a setting stands, by what the refusals of the arithmetic are about.

    A requirement that is not stated stands where `others` has it: it follows from the budget.
    """
    about = {
        "band_d": "band d", "before": "last year's band d", "stated": "requirement", "year": "financial year",
        "limit": "the authority's own limit", "nation": "nation", "convention": "last year's bands",
        "population": "population", "reserve": "general reserve",
    }  # fmt: skip
    places = {words: settings.place(key) for key, words in about.items()}
    if not settings.has("stated") and "requirement" in others:
        places["requirement"] = others["requirement"]
    ways = {"valuation bands": settings.place("year"), "rounding of the bands": settings.place("convention")}
    return {**places, **ways, "net revenue expenditure": settings.place("reserve"), GROSS: settings.place("office")}
