"""The dated data of the precept: referendum principles by year, and valuation bands by nation and year."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from formulas.exact import PERCENT, read
from formulas.exact import POUNDS as POUND
from formulas.referendum import AT_LEAST, MORE_THAN, PERCENTAGE, POUNDS, Limb, Principle
from formulas.refusals import Refusal, Refused
from formulas.valuation_bands import Proportions


@cache
def known_principles() -> dict[str, Principle]:
    """The referendum principles that csptool knows, by financial year.

    >>> known_principles()["2024/25"].limbs[0].words
    'more than £13.00'
    """
    return read_principles(_data("referendum_principles.toml"))


def read_principles(text: str) -> dict[str, Principle]:
    """Referendum principles from TOML in the form of `csptool/data/referendum_principles.toml`, by financial year.

    Amounts are written as printed, 2% or £13. Joined to the known ones with `|`, they add years and replace them.
    Refuses an operator or an amount that is not one of these.
    """
    return {entry["year"]: _principle(entry) for entry in tomllib.loads(text)["principle"]}


@cache
def proportions_of(nation: str, year: str) -> Proportions:
    """The valuation bands of a nation in a financial year, as 2025/26: those of the last change up to that year.

    Refuses a nation that is not listed, and a year before its first entry.

    >>> list(proportions_of("Wales", "2021/22").parts)[-1], proportions_of("England", "2021/22").parts["H"]
    ('I', 18)
    """
    entries = [
        Proportions(each["nation"], each["from"], each["parts"], each["reduced"], source=each["source"])
        for each in tomllib.loads(_data("valuation_bands.toml"))["proportions"]
    ]
    fitting = [one for one in entries if one.nation == nation and one.since <= year]
    if not fitting:
        listed = ", ".join(f"{one.nation} from {one.since}" for one in entries)
        remedy = "give England or Wales and a financial year such as 2025/26"
        raise Refused(Refusal("no-bands", "valuation bands", f"{nation} {year}", listed, remedy))
    return max(fitting, key=lambda one: one.since)


def _data(name: str) -> str:
    return resources.files("csptool.data").joinpath(name).read_text(encoding="utf-8")


def _principle(entry: dict[str, object]) -> Principle:
    """One year's entry. An amount in per cent is a limb on the percentage, one in pounds on the pounds."""
    limbs, lowest, exceptional = entry["limbs"], entry.get("lowest", []), entry.get("exceptional", {})
    assert isinstance(limbs, list)
    assert isinstance(lowest, list)
    assert isinstance(exceptional, dict)
    return Principle(
        str(entry["year"]),
        tuple(map(_limb, limbs)),
        tuple(map(_limb, lowest)),
        str(entry.get("lowest_are", "")),
        {name: read(most).value for name, most in exceptional.items()},
        str(entry.get("source", "")),
        str(entry.get("uncertain", "")),
    )


def _limb(stated: dict[str, str]) -> Limb:
    figure, operator = read(stated["amount"]), stated["operator"]
    if figure.unit not in (PERCENT, POUND) or operator not in (MORE_THAN, AT_LEAST):
        found, expected = f"{operator} {figure.text}", f"{MORE_THAN} or {AT_LEAST}, and an amount as 2% or £13"
        raise Refused(Refusal("limb", "referendum principle", found, expected, "correct the file of principles"))
    return Limb(PERCENTAGE if figure.unit == PERCENT else POUNDS, operator, figure.value)
