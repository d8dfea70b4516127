"""The formula: weighted shares of indicators.

share of an area = sum over the indicators of weight x (its figure / the figure of all areas); amount = fixed sums +
share x what the fixed sums leave. An indicator's figure is made as its measure says:

- a count: joining two areas gives the sum of their parts;
- a rate, count / another column x 1,000: size drops out, a small area with a high rate counts as much as a city;
- several years: the mean of the counts and then the share, or the share of each year and then their mean; they differ;
- a count weighted by indexes (people x need x area cost): money per weighted head is then the same everywhere.

Weights sum to exactly one, or are divided by their sum where the plan says `normalise`. Nothing is rounded. Sources:
Thames Valley's formulas of 2014/15 and 2022-25; Sussex 2019/20 (crime over four years per 1,000 people); NHS weighted
populations.
"""

from __future__ import annotations

from fractions import Fraction

from formulas.columns import Column
from formulas.exact import in_digits, in_full
from formulas.mechanisms.historic_weight import HISTORIC
from formulas.mechanisms.transition_of_weights import OF_WEIGHTS
from formulas.plan import Indicator, Plan
from formulas.refusals import Refusal, Refused
from formulas.stage import Ledger
from formulas.working import Working

MEAN_OF_COUNTS, MEAN_OF_SHARES = "counts", "shares"


def weight_refusals(plan: Plan) -> list[Refusal]:
    """What is wrong with the weights: below nought, or not coming to exactly one where nobody said `normalise`."""
    refusals = [
        Refusal("negative-weight", f"weight of {line.name}", in_full(weight), "nought or more", "correct it")
        for line in plan.formula
        for weight in (line.weight, line.previous_weight or Fraction(0))
        if weight < 0
    ]
    of_weights = plan.rules_named(OF_WEIGHTS)
    if of_weights and (missing := [line.name for line in plan.formula if line.previous_weight is None]):
        found = f"no previous weight for {', '.join(missing)}"
        remedy = "fill in the column 'Previous weight', with 0% for a new indicator"
        refusals.append(Refusal("no-previous-weight", "formula", found, "one for every indicator", remedy))
    sums = [("weights", sum((line.weight for line in plan.formula), Fraction(0)))]
    if of_weights and not missing:
        sums.append(
            ("previous weights", sum((line.previous_weight or Fraction(0) for line in plan.formula), Fraction(0)))
        )
    for what, come_to in sums:
        if not refusals and (come_to <= 0 or (come_to != 1 and not plan.normalise)):
            found = f"{what} that sum to {in_full(come_to * 100)}%"
            remedy = "correct a weight, or write 'normalise' beside 'Weights' on the sheet Fund"
            if come_to <= 0:
                remedy = "give at least one indicator a weight"
            elif come_to == 100:
                remedy = "write them as percentages, 60% and not 60"
            refusals.append(Refusal("weights-sum", "formula", found, "a sum of exactly 100%", remedy))
    return refusals


def weights_used(plan: Plan) -> list[Fraction]:
    """The weight that each indicator counts with: blended by a transition of weights, then normalised if asked."""
    weights = [line.weight for line in plan.formula]
    for rule in plan.rules_named(OF_WEIGHTS):
        old = [line.previous_weight or Fraction(0) for line in plan.formula]
        old_sum, new_sum = (sum(old), sum(weights)) if plan.normalise else (1, 1)
        blended = zip(old, weights, strict=True)
        return [(1 - rule.value) * before / old_sum + rule.value * after / new_sum for before, after in blended]
    come_to = sum(weights)
    return [weight / come_to for weight in weights]


def indicator_shares(ledger: Ledger) -> list[Column]:
    """Every indicator's share of each area, recorded in the working; each column sums to one.

    `figure_refusals` says what is refused.
    """
    return [_share(ledger, number, line) for number, line in enumerate(ledger.plan.formula, 1)]


def figure_refusals(plan: Plan) -> list[Refusal]:
    """Figures below nought, an indicator that totals nought, a rate whose denominator is nought."""
    found = [refusal for line in plan.formula for refusal in _figure_refusals(plan, line)]
    return list(dict.fromkeys(found))


def _figure_refusals(plan: Plan, line: Indicator) -> list[Refusal]:
    refusals, measure = [], line.measure
    for name in measure.uses:
        for area, figure in zip(plan.areas, plan.columns[name], strict=True):
            if figure < 0:
                about, remedy = f"{name} of {area}", "correct it, or use 0"
                refusals.append(Refusal("negative-figure", about, in_full(figure), "nought or more", remedy))
            elif not figure and name == measure.per:
                about, remedy = f"{name} of {area}", "correct it, or measure the indicator as a count"
                refusals.append(
                    Refusal("zero-denominator", about, "0 as what a rate is divided by", "above nought", remedy)
                )
    together = [measure.columns] if measure.years != MEAN_OF_SHARES else [(name,) for name in measure.columns]
    for names in together:
        if not any(any(plan.columns[name]) for name in names) and not refusals:
            remedy = "give its figures, or take it out of the formula"
            refusals.append(
                Refusal(
                    "zero-total",
                    line.name,
                    f"{' and '.join(names)} nought for every area",
                    "a total above nought",
                    remedy,
                )
            )
    return refusals


def _share(ledger: Ledger, number: int, line: Indicator) -> Column:
    measure, work = line.measure, ledger.working
    keys = [ledger.column(name)[0] for name in measure.columns]
    years = [ledger.plan.columns[name] for name in measure.columns]
    if measure.years == MEAN_OF_COUNTS:
        words = f"the mean of {', '.join(f'[{key}]' for key in keys)}"
        excel = f"({'+'.join(f'[{key}]' for key in keys)})/{len(keys)}"
        mean = sum(years[1:], years[0]) / len(years)
        work.add(f"mean_{number}", f"{line.name}: mean of counts", "count", words, mean, excel)
        keys, years = [f"mean_{number}"], [mean]
    found = [
        _share_of(ledger, f"{number}_{year}" if len(keys) > 1 else str(number), line, key, column)
        for year, (key, column) in enumerate(zip(keys, years, strict=True), 1)
    ]
    if len(found) == 1:
        return found[0]
    names = [f"[share_{number}_{year}]" for year in range(1, len(found) + 1)]
    mean = sum(found[1:], found[0]) / len(found)
    excel = f"({'+'.join(names)})/{len(names)}"
    work.add(f"share_{number}", f"{line.name}: mean of shares", "share", f"the mean of {', '.join(names)}", mean, excel)
    return mean


def _share_of(ledger: Ledger, number: str, line: Indicator, key: str, figures: Column) -> Column:
    """The share of one column of figures, after it was made a rate or weighted by indexes."""
    measure, work, plan = line.measure, ledger.working, ledger.plan
    year = f" {number.partition('_')[2]}" if "_" in number else ""
    if measure.per:
        below = ledger.column(measure.per)[0]
        units = in_digits(measure.per_units, 0)
        figures = figures / plan.columns[measure.per] * measure.per_units
        name = f"{line.name}: per {units} of {measure.per}{year}"
        excel = f"[{key}]/[{below}]*{in_full(measure.per_units)}"
        key = work.add(f"rate_{number}", name, "fraction", f"[{key}] ÷ [{below}] × {units}", figures, excel)
    if measure.times:
        plain = figures
        indexes = [ledger.column(name)[0] for name in measure.times]
        for name in measure.times:
            figures = figures * plan.columns[name]
        words = " × ".join(f"[{index}]" for index in (key, *indexes))
        name, excel = f"{line.name}: times {' and '.join(measure.times)}{year}", words.replace(" × ", "*")
        product = work.add(f"product_{number}", name, "fraction", words, figures, excel)
        key = _normalised(work, number, f"{line.name}: weighted{year}", (key, plain), (product, figures))
        figures = figures * (plain.total() / figures.total()) if figures.total() else figures
    total = figures.total()
    if not total:
        found = "nought for every area once weighted"
        raise Refused(Refusal("zero-total", line.name, found, "a total above nought", "correct the indexes"))
    share = figures * (1 / total)
    name = f"{line.name}: share{year}"
    words = f"{line.name}: no figure{f' of{year}' if year else ''} is below nought, and their total is above it"
    work.check(words, True, f"AND(MIN([{key}:all])>=0,SUM([{key}:all])>0)")
    work.add(f"share_{number}", name, "share", f"[{key}] ÷ the sum of [{key}:all]", share, f"[{key}]/SUM([{key}:all])")
    return share


def _normalised(work: Working, number: str, name: str, plain: tuple[str, Column], made: tuple[str, Column]) -> str:
    """The weighted figures, brought to the total of the unweighted ones: as many weighted heads as heads."""
    (key, figures), (product, weighted) = plain, made
    words = f"[{product}] × the sum of [{key}:all] ÷ the sum of [{product}:all]"
    excel = f"[{product}]*SUM([{key}:all])/SUM([{product}:all])"
    total = weighted.total()
    scaled = weighted * (figures.total() / total) if total else weighted
    return work.add(f"weighted_{number}", name, "fraction", words, scaled, excel)


def formula_amounts(ledger: Ledger, fixed: Column | None, available: Fraction) -> Column:
    """The amount of every area by the formula, fixed sums included, recorded in the working."""
    plan, work = ledger.plan, ledger.working
    shares = indicator_shares(ledger)
    keys = _add_weights(plan, work)
    products = [f"[{key}] × [share_{number}]" for number, key in enumerate(keys, 1)]
    weights = weights_used(plan)
    share = sum((s * w for s, w in zip(shares[1:], weights[1:], strict=True)), shares[0] * weights[0])
    words = " + ".join(products)
    work.add("formula_share", "Share by the formula", "share", words, share, words.replace(" × ", "*").replace(" ", ""))
    key = "formula_share"
    for rule in plan.rules_named(HISTORIC):
        key, share = _with_history(ledger, rule.value, share)
    left, left_key = available, "available"
    if fixed is not None:
        left, left_key = available - fixed.total(), "left"
        words, excel = "[available] less the sum of [fixed:all]", "[available]-SUM([fixed:all])"
        work.add("left", "Left for the formula", "£ exact", words, left, excel)
    amounts = share * left
    words, excel = f"[{left_key}] × [{key}]", f"[{left_key}]*[{key}]"
    if fixed is not None:
        amounts, words, excel = amounts + fixed, f"[fixed] + {words}", f"[fixed]+{excel}"
    work.add("formula", "Amount by the formula", "£ exact", words, amounts, excel)
    return amounts


def _add_weights(plan: Plan, work: Working) -> list[str]:
    """The keys of the weights that count, each stated, or worked out where they are blended or normalised."""
    lines, keys = list(enumerate(plan.formula, 1)), []
    for number, line in lines:
        source = f"; source: {line.source}" if line.source else ""
        work.add(f"weight_{number}", f"{line.name}: weight", "share", f"as stated{source}", line.weight, given=True)
        keys.append(f"weight_{number}")
    rules = plan.rules_named(OF_WEIGHTS)
    sums = {"weight": sum(line.weight for line in plan.formula)}
    if rules:
        work.add("weights_come", "Transition of weights", "share", "from the previous ones", rules[0].value, given=True)
        sums["old_weight"] = sum(line.previous_weight or Fraction(0) for line in plan.formula)
        for number, line in lines:
            name = f"{line.name}: previous weight"
            work.add(
                f"old_weight_{number}", name, "share", "as stated", line.previous_weight or Fraction(0), given=True
            )
    if plan.normalise:
        for kind, come_to in sums.items():
            terms = "+".join(f"[{kind}_{number}]" for number, _ in lines)
            name = "Sum of the weights" if kind == "weight" else "Sum of the previous weights"
            work.add(f"{kind}_sum", name, "share", terms.replace("+", " + "), Fraction(come_to), terms)
    for kind, name in (("weight", "weights"), ("old_weight", "previous weights")):
        terms = "+".join(f"[{kind}_{number}]" for number, _ in lines)
        if kind in sums and plan.normalise:
            work.check(f"The {name} come to more than nought", True, f"{terms}>0")
        elif kind in sums:
            work.check(f"The {name} come to 100%", True, f"ABS({terms}-1)<0.0000000001")
    if not rules and not plan.normalise:
        return keys
    over = {kind: f" ÷ [{kind}_sum]" if plan.normalise else "" for kind in sums}
    for (number, line), used in zip(lines, weights_used(plan), strict=True):
        words = f"[weight_{number}]{over['weight']}"
        if rules:
            words = f"(1 − [weights_come]) × [old_weight_{number}]{over['old_weight']} + [weights_come] × {words}"
        excel = words.replace("−", "-").replace("×", "*").replace("÷", "/").replace(" ", "")
        name = f"{line.name}: weight used"
        work.add(f"weight_used_{number}", name, "share", words, used, excel)
    return [f"weight_used_{number}" for number, _ in lines]


def _with_history(ledger: Ledger, weight: Fraction, share: Column) -> tuple[str, Column]:
    key, previous = ledger.previous()
    work, old = ledger.working, previous * (1 / previous.total())
    work.add("historic_weight", "Historic weight", "share", "of last year's shares in the formula", weight, given=True)
    words = f"[{key}] ÷ the sum of [{key}:all]"
    work.add("old_share", "Share of last year's allocations", "share", words, old, f"[{key}]/SUM([{key}:all])")
    words = "[historic_weight] × [old_share] + (1 − [historic_weight]) × [formula_share]"
    excel = "[historic_weight]*[old_share]+(1-[historic_weight])*[formula_share]"
    blended = old * weight + share * (1 - weight)
    return work.add("share_used", "Share with history", "share", words, blended, excel), blended
