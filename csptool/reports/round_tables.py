"""A grant round as sentences and tables: who gets what and why, where it stopped, what is left of the pot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from csptool.labels import counted, listed
from csptool.reports.document import Document
from csptool.reports.grid import Cell, Grid, Head
from csptool.reports.wording import ordinal
from csptool.sheets.round_sheet import RoundInput
from formulas import grant_round as rounds
from formulas.exact import cut, in_full, in_pounds, unit_words
from formulas.grant_round import BY_RANK, GrantRound, breaches
from formulas.rounding import PENNY

SCHEMA = "csptool.ledger.v1"


def document(given: RoundInput) -> Document:
    """The result on every way out: the applications in the order of their turns, the others behind."""
    found = given.found
    tables = {"rows": _main(found), "summary": _counts(found)}
    return Document(
        SCHEMA, given.title or "Grant round", tables, opening(found), closing(found), _facts(found), [given.source]
    )


def order_of(found: GrantRound) -> list[int]:
    """The applications in the order of their turns, those without one behind in the order of the sheet."""
    turns = found.turns if found.terms.way == BY_RANK else []
    return [*turns, *(row for row in range(len(found.applications)) if row not in set(turns))]


def opening(found: GrantRound) -> list[str]:
    """The terms in words."""
    terms = found.terms
    lines = [f"Pot: {in_pounds(terms.pot)}."]
    if terms.cap is not None:
        lines.append(f"Cap: no award is above {in_pounds(terms.cap)}.")
    if terms.way == BY_RANK:
        first = "score, the highest first" if terms.highest_first else "rank, the lowest number first"
        last = "gets what is left" if terms.part_award else "is passed over for the next that fits"
        lines.append(f"By {first}, until the pot is used; one that does not fit {last}.")
    else:
        lines.append("Scaled: everyone who may be funded gets the same part of what was requested, up to any cap.")
    if terms.unit != PENNY:
        lines.append(f"Awards are a whole number of {unit_words(terms.unit, 2)}, never more than was requested.")
    return lines


def closing(found: GrantRound) -> list[str]:
    """What it comes to, where it stopped, and what the awards that are stated come to."""
    awarded = sum(award > 0 for award in found.awards)
    come = "comes" if awarded == 1 else "come"
    lines = [
        f"{counted(awarded, 'award')} {come} to {in_pounds(found.awarded)}; {in_pounds(found.left)} of the pot is left."
    ]
    lines += _where_it_stopped(found) if found.terms.way == BY_RANK else [_scaled(found)]
    contrary = [one.name for one in found.applications if one.recommended and not one.eligible]
    if contrary and any(not one.recommended for one in found.applications):
        lines.append(f"Recommended although not eligible, so not funded: {listed(contrary)}.")
    return [*lines, *_stated(found)]


def _where_it_stopped(found: GrantRound) -> list[str]:
    """Who was awarded in part, who was passed over, and from whom on nothing was left."""
    lines = []
    for turn, row in enumerate(found.turns, 1):
        name, most, room = found.applications[row].name, in_pounds(found.most[row]), found.room[row]
        here = f"{name}, {ordinal(turn)} in turn,"
        if found.outcomes[row] == rounds.PART:
            lines.append(f"The pot ran out at {here} which gets the {in_pounds(found.awards[row])} left of {most}.")
        if found.outcomes[row] == rounds.PASSED_OVER and room is not None:
            lines.append(f"{here} could get {most}, but {in_pounds(room)} was left: it is passed over.")
    without = [found.applications[row].name for row in found.turns if found.outcomes[row] == rounds.NOTHING_LEFT]
    if without:
        lines.append(f"Nothing was left for {listed(without)}.")
    last = [row for row in found.turns if found.awards[row]]
    if last:
        lines.append(f"The last to be awarded is {found.applications[last[-1]].name}.")
    return lines


def _scaled(found: GrantRound) -> str:
    if found.factor == 1:
        return "The pot is enough: everyone who may be funded gets what was requested, up to any cap."
    return f"Everyone who may be funded gets {cut(found.factor * 100, 4)}% of what was requested, up to any cap."


def _stated(found: GrantRound) -> list[str]:
    if not _has_stated(found):
        return []
    stated = sum((one.stated or Fraction(0) for one in found.applications), Fraction(0))
    pairs = zip(found.applications, found.awards, strict=True)
    differ = [one.name for one, award in pairs if (one.stated or Fraction(0)) != award]
    lines = [f"The awards stated come to {in_pounds(stated)}."]
    lines.append(f"They differ from these for {listed(differ)}." if differ else "They are the same as these.")
    return lines + breaches(found)


def _has_stated(found: GrantRound) -> bool:
    return any(one.stated is not None for one in found.applications)


def why(found: GrantRound, row: int) -> str:
    """Why an application gets what it gets, in words."""
    one, outcome = found.applications[row], found.outcomes[row]
    if outcome == rounds.INELIGIBLE:
        return f"not eligible: {one.reason}" if one.reason else "not eligible"
    if outcome == rounds.PASSED_OVER:
        room = found.room[row] or Fraction(0)
        return f"passed over: {in_pounds(room)} was left"
    words = {rounds.PART: "part award: the rest of the pot", rounds.BELOW_UNIT: "nothing requested"}
    if one.requested and outcome == rounds.BELOW_UNIT:
        return f"less than {in_pounds(found.terms.unit)}, the rounding unit"
    return words.get(outcome, outcome)


def _main(found: GrantRound) -> Grid:
    kind = "Score" if found.terms.highest_first else "Rank"
    ranked, stated = found.terms.way == BY_RANK, _has_stated(found)
    heads = [Head("Applicant", "name"), *([Head(kind, kind.lower())] if ranked else [])]
    heads += [Head("Requested", "requested", "£"), Head("Award", "award", "£"), Head("Why", "why")]
    heads += [Head("Awarded so far", "so_far", "£")] if ranked else []
    heads += [Head("Stated", "stated", "£"), Head("Stated less award", "difference", "+£")] if stated else []
    rows, so_far = list[list[Cell]](), Fraction(0)
    for row in order_of(found):
        one, award = found.applications[row], found.awards[row]
        so_far += award
        place: list[Cell] = [in_full(one.order) if one.order is not None else ""] if ranked else []
        cells: list[Cell] = [one.name, *place, one.requested, award, why(found, row)]
        if ranked:
            cells.append(so_far if one.fundable else "")
        claimed = one.stated or Fraction(0)
        rows.append([*cells, *([claimed, claimed - award] if stated else [])])
    requested = sum((one.requested for one in found.applications), Fraction(0))
    claims = sum((one.stated or Fraction(0) for one in found.applications), Fraction(0))
    total: list[Cell] = ["Total", *([""] if ranked else []), requested, found.awarded, ""]
    total += [""] if ranked else []
    return Grid("", heads, rows, [*total, *([claims, claims - found.awarded] if stated else [])])


def _counts(found: GrantRound) -> Grid:
    """How many applications and how much money came to each stage, and what is left of the pot."""
    ones = found.applications
    stages: list[tuple[str, Sequence[int]]] = [
        ("Applications", range(len(ones))),
        ("Eligible", [row for row, one in enumerate(ones) if one.eligible]),
        ("Recommended", [row for row, one in enumerate(ones) if one.fundable]),
        ("Awarded", [row for row, award in enumerate(found.awards) if award]),
    ]
    heads = [
        Head("Stage", "stage"), Head("Number", "number", "count"), Head("Requested", "requested", "£"),
        Head("Award", "award", "£"),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            name,
            len(places),
            sum((ones[row].requested for row in places), Fraction(0)),
            sum((found.awards[row] for row in places), Fraction(0)),
        ]
        for name, places in stages
    ]
    rows += [["Left of the pot", "", "", found.left], ["Pot", "", "", found.terms.pot]]
    return Grid("The round in figures", heads, rows)


def _facts(found: GrantRound) -> dict[str, object]:
    terms = found.terms
    return {
        "kind": "round",
        "pot": in_full(terms.pot),
        "cap": in_full(terms.cap) if terms.cap is not None else None,
        "way": terms.way,
        "part_award": terms.part_award,
        "unit": in_full(terms.unit),
        "awarded": in_full(found.awarded),
        "left": in_full(found.left),
        "outcomes": dict(Counter(found.outcomes)),
        "wrong": breaches(found),
    }
