"""The quick question of a precept: a tax base and a requirement, or Band D, and last year's Band D beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from csptool.faults import Fault, Faults, Place, placed
from csptool.labels import tidy
from csptool.precept_answer import Precept, Terms, work_out
from csptool.sheets.header_words import year_in
from formulas.exact import PENCE, PERCENT, Figure, read
from formulas.referendum import ANNOUNCED
from formulas.refusals import Refusal, Refused
from formulas.requirement_items import ENGLAND, WALES

FIGURES = {
    "tax_base": "a tax base, such as 526600.4",
    "requirement": "pounds, such as 177764497",
    "band_d": "pounds, such as 337.57",
    "previous_band_d": "pounds, such as 323.57",
    "previous_tax_base": "a tax base, such as 521000",
    "limit": "pounds, such as 18.50",
}
OPTIONS = {
    "base": "tax_base", "tax base": "tax_base", "requirement": "requirement", "band d": "band_d",
    "last year's band d": "previous_band_d", "last year's tax base": "previous_tax_base",
    "this year's tax base": "tax_base", "the authority's own limit": "limit", "financial year": "year",
    "valuation bands": "year",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the command line asked for; blank where it said nothing."""

    tax_base: str = ""
    requirement: str = ""
    band_d: str = ""
    previous_band_d: str = ""
    previous_tax_base: str = ""
    year: str = ""
    nation: str = ENGLAND
    limit: str = ""
    lowest_charging: bool = False

    def given(self) -> dict[str, str]:
        """The options that were given, by name as typed."""
        texts = {name: tidy(str(value)) for name, value in vars(self).items() if value and value is not True}
        if self.lowest_charging:
            texts["lowest_charging"] = "yes"
        return {"--" + name.replace("_", "-"): text for name, text in texts.items()}


def answer(asked: Asked) -> Precept:
    """Work the question out. Raises every fault of the options at once, then what the arithmetic refuses.

    Where the requirement is given, Band D is requirement / base rounded to the penny, half away from zero; Band D given
    is taken exactly as typed.
    """
    given, year = _figures(asked)
    figures = {name: figure.value for name, figure in given.items()}
    required = given.get("requirement")
    try:
        return work_out(
            Terms(
                year,
                asked.nation,
                figures["tax_base"],
                requirement=figures.get("requirement"),
                band_d=figures.get("band_d"),
                before=figures.get("previous_band_d"),
                base_before=figures.get("previous_tax_base"),
                limit=figures.get("limit"),
                lowest_charging=asked.lowest_charging,
                slack=(required.quantum or Fraction(0)) / 2 if required else Fraction(0),
            )
        )
    except Refused as refused:
        raise Faults([_placed(refusal) for refusal in refused.refusals]) from None


def _placed(refusal: Refusal) -> Fault:
    """A refusal of the arithmetic at the option that it is about; the limit of a later year is an option too."""
    fault = placed(refusal, Place(_option(OPTIONS.get(refusal.about.casefold(), ""))))
    return replace(fault, remedy=fault.remedy.replace(":", " (--limit):")) if fault.remedy == ANNOUNCED else fault


def _option(name: str) -> str:
    return "--" + name.replace("_", "-") if name else "the options"


def _figures(asked: Asked) -> tuple[dict[str, Figure], str]:
    """The figures given, and the financial year; every fault of the options at once."""
    faults, figures = list[Fault](), dict[str, Figure]()
    for name, expected in FIGURES.items():
        text = getattr(asked, name)
        figure = _figure(text, name, expected, faults) if text else None
        if figure:
            figures[name] = figure
    if not asked.tax_base:
        remedy = "give the sum of the tax bases that the billing authorities notified"
        faults.append(Fault("no-base", Place("--tax-base"), "nothing", FIGURES["tax_base"], remedy))
    if bool(asked.requirement) == bool(asked.band_d):
        found = "both a requirement and a Band D" if asked.band_d else "neither a requirement nor a Band D"
        faults.append(
            Fault("one-of-two", Place("--requirement"), found, "one of the two", "give one: the other follows")
        )
    year = year_in(asked.year)
    if not year:
        found = repr(tidy(asked.year)) if asked.year else "nothing"
        faults.append(Fault("year", Place("--year"), found, "a financial year", "write it as 2025/26"))
    if asked.nation == WALES and (asked.limit or asked.lowest_charging):
        found, remedy = "a limit of its own in Wales", "leave it out: no referendum principles apply in Wales"
        faults.append(Fault("idle-option", Place("--nation"), found, "England", remedy))
    if asked.limit and asked.lowest_charging:
        remedy = "give one of the two: a limit of its own stands in place of every other rule"
        faults.append(Fault("two-limits", Place("--limit"), "it beside --lowest-charging", "one rule", remedy))
    for name, needs in (
        ("previous_tax_base", "previous_band_d"),
        ("limit", "previous_band_d"),
        ("lowest_charging", "previous_band_d"),
    ):
        if getattr(asked, name) and not getattr(asked, needs):
            remedy = f"give {_option(needs)} too, or leave it out"
            found = f"it without {_option(needs)}"
            faults.append(Fault("idle-option", Place(_option(name)), found, "last year's Band D beside it", remedy))
    if faults:
        raise Faults(faults)
    return figures, year


def _figure(text: str, name: str, expected: str, faults: list[Fault]) -> Figure | None:
    """The figure of an option: a tax base counts dwellings, and is no pounds."""
    place = Place(_option(name))
    try:
        figure = read(text)
    except Refused as refused:
        faults += [placed(refusal, place) for refusal in refused.refusals]
        return None
    pounds = "£" in figure.unit.name
    money = pounds or figure.unit == PENCE
    if figure.unit == PERCENT or (money and "tax_base" in name):
        remedy = "a tax base counts dwellings: give the number alone" if money else "give the figure itself"
        faults.append(Fault("unit", place, repr(tidy(text)), expected, remedy))
    elif figure.unit.worth > 1 and name != "requirement":
        faults.append(Fault("unit", place, repr(tidy(text)), expected, "type the figure in full"))
    if figure.value <= 0:
        faults.append(Fault("sign", place, repr(tidy(text)), "a figure above nought", "correct it"))
    return figure
