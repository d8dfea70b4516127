"""What a redistribution is to go by, from the sheet Fund or from the options: the sums, the slices, the rounding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csptool.faults import Fault, Place, placed
from csptool.labels import same_name, tidy
from csptool.sheets.award_sheets import AWARD_SETTINGS, LAST_YEAR_SHEET, VARIATIONS_SHEET
from csptool.sheets.budget import PENNIES, Terms, rule_named
from csptool.sheets.fund_workbook import AREAS_SHEET, FUND_SHEET, SETTINGS
from csptool.sheets.plan_workbook import PLAN_SHEETS, PlanSettings, sheet_faults
from csptool.sheets.reading import Reading
from csptool.sheets.settings import Settings, is_year_span
from formulas.exact import PERCENT, Figure, read
from formulas.plan import TopSlice
from formulas.refusals import Refused

NOTICES_SHEET = "Notices"
FUND = {key: SETTINGS[key] for key in ("name", "year")} | AWARD_SETTINGS
FUND |= {key: setting for key, setting in SETTINGS.items() if key not in ("name", "year", "pot")}


@dataclass(frozen=True)
class Asked:
    """What the command line asked for; blank where it said nothing."""

    collected: str = ""
    redistributed: str = ""
    least: str = ""
    by: str = ""
    paid: str = ""
    spend: str = ""
    sheet: str = ""
    unit: str = ""
    rounding: str = ""
    residue_to: str = ""
    fund: str = ""
    year: str = ""
    top_slices: tuple[str, ...] = ()

    def given(self) -> dict[str, str]:
        """The options that were given, by name as typed."""
        plain = {
            "--" + name.replace("_", "-"): tidy(value)
            for name, value in vars(self).items()
            if value and name != "top_slices"
        }
        return plain | ({"--top-slice": "; ".join(map(tidy, self.top_slices))} if self.top_slices else {})


@dataclass(frozen=True)
class AwardTerms:
    """What the sheet Fund or the options state."""

    terms: Terms
    figures: Mapping[str, Figure | None]
    slices: Sequence[TopSlice] | None
    settings: PlanSettings


def of_form(reading: Reading) -> AwardTerms:
    """What the sheet Fund states."""
    book, faults = reading.book, reading.faults
    faults += sheet_faults(
        book, [FUND_SHEET, AREAS_SHEET, LAST_YEAR_SHEET, VARIATIONS_SHEET, NOTICES_SHEET, *PLAN_SHEETS]
    )
    stated = Settings(book.chosen(FUND_SHEET), FUND, faults)
    reading.places |= stated.places | {"pot": stated.place("collected")}
    terms = Terms(
        None,
        stated.figure("unit") or PENNIES,
        rule_named(stated.text("rule")),
        stated.text("residue to"),
        stated.text("name"),
        stated.year("year"),
    )
    weights = stated.choice("weights")
    settings = PlanSettings(bool(weights), stated.text("heads"), stated.place("heads"))
    return AwardTerms(terms, {key: stated.figure(key) for key in AWARD_SETTINGS}, None, settings)


def of_options(reading: Reading, asked: Asked) -> AwardTerms:
    """What the options state."""
    options = {
        "pot": "--collected", "collected": "--collected", "redistributed": "--redistributed", "least": "--least",
        "unit": "--unit", "rule": "--rounding", "residue to": "--residue-to", "top-slices": "--top-slice",
    }  # fmt: skip
    reading.places |= {about: Place(option) for about, option in options.items()}
    if asked.year and not is_year_span(asked.year):
        remedy = "write it as 2024/25"
        fault = Fault("year", Place("--year"), repr(tidy(asked.year)), "a financial year", remedy)
        reading.faults.append(fault)
    rule = rule_named(asked.rounding or ("residue-to" if asked.residue_to else ""))
    unit = _option(reading, asked.unit, "--unit") or PENNIES
    terms = Terms(None, unit, rule, asked.residue_to, asked.fund, asked.year)
    texts = {"collected": asked.collected, "redistributed": asked.redistributed, "least": asked.least}
    figures = {key: _option(reading, text, f"--{key}") for key, text in texts.items()}
    slices = [found for text in asked.top_slices if (found := _slice(reading, text))]
    names = [same_name(one.name) for one in slices]
    for one in slices:
        if names.count(same_name(one.name)) > 1:
            remedy = "add the two up, or rename one"
            fault = Fault("twice", Place("--top-slice"), f"{one.name!r} twice", "each top-slice once", remedy)
            reading.add_once(fault)
    return AwardTerms(terms, figures, slices, PlanSettings(False, "", Place("")))


def _option(reading: Reading, text: str, option: str) -> Figure | None:
    if not text:
        return None
    try:
        return read(text)
    except Refused as refused:
        reading.faults += [placed(refusal, Place(option)) for refusal in refused.refusals]
        return None


def _slice(reading: Reading, text: str) -> TopSlice | None:
    name, equals, amount = text.rpartition("=")
    place = Place("--top-slice")
    if not equals or not name.strip():
        remedy = "write it as 'Analyst=31000'"
        reading.faults.append(Fault("top-slice", place, repr(tidy(text)), "a name and an amount", remedy))
        return None
    figure = _option(reading, amount, "--top-slice")
    if figure and figure.unit == PERCENT:
        remedy = "give pounds, or use a form of csptool template redistribute"
        reading.faults.append(Fault("percentage", place, figure.text, "an amount in pounds", remedy))
        return None
    reading.places[f"top-slice {tidy(name)}"] = place
    return TopSlice(tidy(name), figure.value) if figure else None
