"""What `--set` and `--sweep` name: a weight, the pot, a rule, a top-slice, a figure of an area."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from csptool.faults import Fault, Place, nearest
from csptool.labels import same_header, same_name
from csptool.sheets.area_names import same_area
from csptool.sheets.rule_lines import checked, part_of
from formulas.exact import Figure, read
from formulas.mechanisms.register import mechanisms
from formulas.plan import Plan
from formulas.refusals import Refused
from formulas.scenario import FIGURE, POT, PREVIOUS, RULE, SLICE, WEIGHT, Target

KINDS = "pot, weight:NAME, rule:NAME, top-slice:NAME, indicator:COLUMN:AREA or previous:AREA"
MOST_VALUES = 1_001


def parse_setting(text: str, plan: Plan, faults: list[Fault]) -> tuple[Target, Fraction | None] | None:
    """A change such as weight:Crime=40%; the value None takes a rule out."""
    place = Place("--set")
    name, equals, stated = text.rpartition("=")
    if not equals:
        expected = "a target and a value with = between, such as pot=700000"
        faults.append(Fault("setting", place, repr(text), expected, "add the value"))
        return None
    target = parse_target(name, plan, place, faults)
    if target is None:
        return None
    if target.kind == RULE and same_name(stated) in ("off", "none"):
        return target, None
    value = _value(stated, target, plan, faults)
    return None if value is None else (target, value)


def parse_sweep(
    text: str, plan: Plan, faults: list[Fault]
) -> tuple[Target, tuple[Fraction, Fraction, Fraction]] | None:
    """A sweep such as weight:Crime=0:100:5, in per cent where the target is a rate."""
    place = Place("--sweep")
    name, equals, stated = text.rpartition("=")
    parts = stated.split(":")
    if not equals or len(parts) != 3:
        expected = "a target, =, and first:last:step, such as weight:Crime=0:100:5"
        faults.append(Fault("sweep", place, repr(text), expected, "correct it"))
        return None
    target = parse_target(name, plan, place, faults)
    if target is None:
        return None
    percent = is_rate(target, plan)
    if target.kind == RULE and not mechanisms()[target.name].value:
        faults.append(Fault("sweep", place, repr(target.name), "a rule with a value", "sweep another target"))
        return None
    values = [_sweep_value(part, percent, place, faults) for part in parts]
    if any(value is None for value in values):
        return None
    first, last, step = (value or Fraction(0) for value in values)
    if step <= 0 or last < first:
        faults.append(
            Fault("sweep", place, repr(stated), "a last value above the first, and a step above nought", "correct it")
        )
        return None
    if (last - first) / step + 1 > MOST_VALUES:
        faults.append(Fault("sweep", place, repr(stated), f"no more than {MOST_VALUES:,} values", "take a larger step"))
        return None
    return target, (first, last, step)


def is_rate(target: Target, plan: Plan) -> bool:
    """Whether the target's values are rates, written in per cent."""
    if target.kind == RULE:
        return mechanisms()[target.name].value in ("rate", "part")
    if target.kind == SLICE:
        return any(line.name == target.name and line.of for line in plan.top_slices)
    return target.kind == WEIGHT


def parse_target(text: str, plan: Plan, place: Place, faults: list[Fault]) -> Target | None:
    """The target that a text names."""
    kind, _, rest = text.strip().partition(":")
    kind = same_name(kind)
    if kind == POT and not rest:
        return Target(POT)
    if kind == WEIGHT:
        return _named(WEIGHT, rest, [line.name for line in plan.formula], "an indicator", place, faults)
    if kind == RULE:
        return _rule(rest, plan, place, faults)
    if kind == SLICE:
        return _named(SLICE, rest, [line.name for line in plan.top_slices], "a top-slice", place, faults)
    if kind == PREVIOUS and plan.previous is not None:
        area = _area(rest, plan, place, faults)
        return Target(PREVIOUS, area=area) if area else None
    if kind == FIGURE and ":" in rest:
        column, _, name = rest.rpartition(":")
        target = _named(FIGURE, column, plan.columns, "a column of the sheet Indicators that is used", place, faults)
        area = _area(name, plan, place, faults)
        return Target(FIGURE, target.name, area) if target and area else None
    faults.append(Fault("target", place, repr(text), KINDS, "name one of these"))
    return None


def _rule(rest: str, plan: Plan, place: Place, faults: list[Fault]) -> Target | None:
    """A rule of the workbook by its name, another name or its first word; with :OF where several lines have it."""
    rules, known = [rule.mechanism for rule in plan.rules], mechanisms()
    wanted, _, of = rest.partition(":")
    also = {other: name for name in rules for other in known[name].also}
    begins = [name for name in dict.fromkeys(rules) if wanted.strip() and name.startswith(same_name(wanted))]
    name = begins[0] if len(begins) == 1 else also.get(same_name(wanted), wanted)
    target = _named(RULE, name, rules, "a rule of the workbook", place, faults)
    if target is None:
        return None
    lines = [rule.of for rule in plan.rules_named(target.name)]
    if len(lines) > 1 and same_header(of) not in map(same_header, lines):
        listed = ", ".join(f"rule:{target.name}:{line}" for line in lines)
        faults.append(
            Fault("target", place, f"{len(lines)} lines of {target.name!r}", "one of them", f"name one of {listed}")
        )
        return None
    return Target(RULE, target.name, next(line for line in lines if same_header(line) == same_header(of)) if of else "")


def _named(kind: str, wanted: str, known: Iterable[str], what: str, place: Place, faults: list[Fault]) -> Target | None:
    names = {same_header(name): name for name in known}
    if found := names.get(same_header(wanted)):
        return Target(kind, found)
    close = nearest(wanted, names.values())
    remedy = f"use one of {close}" if close else "there is none in the workbook: add it there first"
    faults.append(Fault("target", place, repr(wanted), what, remedy))
    return None


def _area(wanted: str, plan: Plan, place: Place, faults: list[Fault]) -> str:
    for name, code in zip(plan.areas, plan.codes, strict=True):
        if wanted.strip() and same_area(wanted) in (same_area(name), same_area(code)):
            return name
    remedy = f"use one of {nearest(wanted, plan.areas)}"
    faults.append(Fault("unknown-area", place, repr(wanted), "an area of the workbook", remedy))
    return ""


def _value(text: str, target: Target, plan: Plan, faults: list[Fault]) -> Fraction | None:
    """The value in its target's unit: a percentage or a part, or pounds; a fault where it is the other."""
    place = Place("--set")
    kind = mechanisms()[target.name].value if target.kind == RULE else "rate" if is_rate(target, plan) else "pounds"
    if not kind:
        remedy = f"write {target}=off to take it out"
        faults.append(Fault("idle-value", place, repr(text), f"no value: {target.name} takes none", remedy))
        return None
    if kind == "part" and (part := part_of(text)) is not None and not text.strip().endswith("%"):
        return part
    before, figure = len(faults), _figure(text, place, faults)
    if figure is None:
        return None
    value = checked(figure, kind if target.kind != FIGURE else "", str(target), place, faults)
    return value if len(faults) == before else None


def _sweep_value(text: str, percent: bool, place: Place, faults: list[Fault]) -> Fraction | None:
    if percent and " of " in text and (part := part_of(text)) is not None:
        return part
    figure = _figure(text, place, faults)
    if figure is None:
        return None
    return figure.value / 100 if percent and figure.unit.name != "%" else figure.value


def _figure(text: str, place: Place, faults: list[Fault]) -> Figure | None:
    try:
        return read(text)
    except Refused as refused:
        refusal = refused.refusals[0]
        faults.append(Fault(refusal.code, place, refusal.found, refusal.expected, refusal.remedy))
        return None
