"""A budget workbook with a formula: sheets Indicators, Formula, Rules, Top-slices, Previous beside Fund and Areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from csptool.faults import Fault, Faults, Place, nearest, placed
from csptool.labels import same_header, same_name
from csptool.sheets.area_names import AreaNames, same_area
from csptool.sheets.book import InputBook
from csptool.sheets.declared import DeclaredColumn, Line, read_lines
from csptool.sheets.headers import columns_with_figures, find_headers
from csptool.sheets.rule_lines import FORMULA, RULES, TOP_SLICES, Known, indicator_of, rule_of, slice_of
from csptool.sheets.source import Source
from csptool.sheets.table import Table, read_table
from csptool.sheets.totals import Total
from formulas.allocation import Fund
from formulas.columns import Column
from formulas.exact import POUNDS
from formulas.mechanisms.indicators import weight_refusals
from formulas.mechanisms.mergers import Former, like_for_like
from formulas.mechanisms.register import mechanisms
from formulas.plan import Indicator, Measure, Plan, Rule, TopSlice
from formulas.refusals import Refusal, Refused
from formulas.run import Outcome, run

INDICATORS_SHEET, FORMULA_SHEET, RULES_SHEET, SLICES_SHEET, PREVIOUS_SHEET = (
    "Indicators",
    "Formula",
    "Rules",
    "Top-slices",
    "Previous",
)
PLAN_SHEETS = (INDICATORS_SHEET, FORMULA_SHEET, RULES_SHEET, SLICES_SHEET, PREVIOUS_SHEET)
EXAMPLE_AREA = "Example area: type over this row"
AREAS = {
    "area": DeclaredColumn("Area", "The area's name.", ("csp", "name", "partnership"), needed=True),
    "code": DeclaredColumn("Code", "Optional; settles ties.", ("ons code", "area code")),
    "also": DeclaredColumn("Also called", "Other names, with semicolons between.", ("also known as", "aliases")),
}
PREVIOUS = {
    "area": DeclaredColumn("Area", "An area of last year.", ("csp", "name", "partnership"), needed=True),
    "previous": DeclaredColumn(
        "Previous",
        "Its allocation last year, in pounds.",
        ("previous allocation", "last year", "allocation"),
        needed=True,
    ),
    "transfers": DeclaredColumn("Transfers", "Money moved in since (out: a minus), to compare like with like."),
    "base": DeclaredColumn(
        "Before the transition", "From the second year of a transition on: what the area had before it began."
    ),
    "now": DeclaredColumn("Now part of", "For an area that was merged: the area it belongs to now.", ("merged into",)),
    "code": DeclaredColumn("Code", "Optional.", ("ons code", "area code")),
    "note": DeclaredColumn("Note", "Anything; not read.", ("notes", "source")),
}


@dataclass
class PlanBudget:
    """The input of a formula fund: the plan, where each part of it was stated, what its reader should be told."""

    source: Source
    plan: Plan
    places: Mapping[str, Place]
    notes: list[str] = field(default_factory=list)
    totals: Sequence[Total] = ()

    def run(self) -> Outcome:
        """Run the plan; what the arithmetic refuses becomes a fault at the place where it was stated."""
        try:
            return run(self.plan)
        except Refused as refused:
            raise Faults([self.fault(refusal) for refusal in refused.refusals]) from None

    def fault(self, refusal: Refusal) -> Fault:
        """A refusal with its place; where several rules are at fault together, that of the first."""
        about = refusal.about
        place = self.places.get(about) or self.places.get(about.partition(", ")[0])
        if place is None:
            place = Place(f"{self.source.name}, {about}")  # it was stated nowhere
        return placed(refusal, place)


def example_fault(place: Place) -> Fault:
    """The fault that the template's example row is still there."""
    remedy = "type over it, or delete the row"
    return Fault("example-row", place, "the example row of the template", "an area", remedy)


def has_plan(book: InputBook) -> bool:
    """Whether a workbook in the project's own form has any of the sheets of a formula."""
    return any(book.named(name) is not None for name in PLAN_SHEETS)


def sheet_faults(book: InputBook, known: Sequence[str]) -> list[Fault]:
    """A fault for every sheet that has something on it and a name that is neither known nor that of notes."""
    faults = []
    for sheet in book.sheets:
        name = same_name(sheet.name)
        if sheet.cells and name not in map(same_name, known) and not name.startswith("notes"):
            remedy = f"use one of {nearest(sheet.name, known)}, or begin its name with Notes to leave it unread"
            faults.append(
                Fault("unknown-sheet", Place(sheet.file, sheet.name), repr(sheet.name), "a sheet of the form", remedy)
            )
    return faults


class PlanReader:
    """The reading of the sheets of a plan, collecting every fault."""

    def __init__(self, book: InputBook, faults: list[Fault]) -> None:
        self.book, self.faults = book, faults
        self.places: dict[str, Place] = {}
        self.notes: list[str] = []
        self.totals: list[Total] = []
        self._areas_are_at_fault = False
        self._formula_lines = 0

    def plan(self, fund: Fund, areas: Table | None, *, normalise: bool, heads: str, heads_place: Place) -> Plan | None:
        """The plan that the sheets state; None where there are faults."""
        before = len(self.faults)
        names, codes, finder = self._areas(areas)
        self._areas_are_at_fault = len(self.faults) > before
        known = self._known(names, codes, areas)
        formula = self._formula(known, areas)
        rules = self._rules(known)
        slices = self._slices()
        if heads and known.column(heads) is None:
            remedy = f"use one of {nearest(heads, known.columns.values())}"
            self.faults.append(Fault("no-column", heads_place, repr(heads), "a column of the sheet Indicators", remedy))
        heads = known.column(heads) or ""
        used = [name for line in formula for name in line.measure.uses]
        used += [rule.of for rule in rules if rule.of in known.columns.values()] + ([heads] if heads else [])
        if not names or self._areas_are_at_fault:
            return None  # what the other sheets say of areas cannot be judged
        columns, kinds = self._columns(dict.fromkeys(used), finder, areas)
        if idle := [name for name in known.columns.values() if name not in used]:
            listed = ", ".join(idle)
            self.notes.append(f"Columns of the sheet {INDICATORS_SHEET} that no indicator and no rule uses: {listed}.")
        previous, base, new = self._previous(finder, names)
        if new:
            self.notes.append(_new_words(new, rules))
        if self.faults:
            self._judge_weights(fund, formula, rules, normalise=normalise)
            return None
        return Plan(
            fund, names, codes, columns, tuple(formula), tuple(rules), tuple(slices), previous, base,
            normalise, heads, kinds,
        )  # fmt: skip

    def _judge_weights(
        self, fund: Fund, formula: Sequence[Indicator], rules: Sequence[Rule], *, normalise: bool
    ) -> None:
        """What is wrong with the weights, told beside other faults where all lines of the formula were read."""
        if len(formula) == self._formula_lines and formula:
            plan = Plan(fund, [], [], {}, tuple(formula), tuple(rules), normalise=normalise)
            self.faults += [placed(refusal, self.places[refusal.about]) for refusal in weight_refusals(plan)]

    def _lines(
        self, name: str, columns: Mapping[str, DeclaredColumn], figures: Sequence[str] = ()
    ) -> list[Line] | None:
        """The lines of a sheet; None where there is no such sheet."""
        sheet = self.book.named(name)
        if sheet is None:
            return None
        lines = read_lines(sheet, columns, self.faults, figures)
        hidden = [str(line.row) for line in lines if line.row in sheet.hidden_rows]
        if hidden:
            self.notes.append(f"Hidden rows of the sheet {sheet.name} were read too: {', '.join(hidden)}.")
        return lines

    def _areas(self, areas: Table | None) -> tuple[list[str], list[str], AreaNames]:
        also: dict[int, list[str]] = {}
        if areas is not None:
            names, codes = [row.name for row in areas.rows], [row.code for row in areas.rows]
            self.places |= {row.name: areas.sheet.place(row.number, areas.columns.area) for row in areas.rows}
        else:
            # a column Basis is told of already: it must not hide what else is wrong
            lines = self._lines("Areas", {**AREAS, "basis": DeclaredColumn("Basis", "")}) or []
            names, codes = [line.text("area") for line in lines], [line.text("code") for line in lines]
            self.places |= {line.text("area"): line.place("area") for line in lines}
            also = {
                row: [part for part in line.text("also").split(";") if part.strip()] for row, line in enumerate(lines)
            }
            self._judge_names(lines)
            self._judge_others(lines, also)
            self.faults += [example_fault(line.place("area")) for line in lines if line.text("area") == EXAMPLE_AREA]
        return names, codes, AreaNames(names, codes, also)

    def _judge_names(self, lines: Sequence[Line]) -> None:
        for key, what in (("area", "area"), ("code", "code")):
            seen: dict[str, Line] = {}
            for line in lines:
                label = same_area(line.text(key))
                if label in seen:
                    found = f"{line.text(key)!r} a second time"
                    self.faults.append(
                        Fault("twice", line.place(key), found, f"each {what} once", "join the rows or rename one")
                    )
                elif label:
                    seen[label] = line
        if not lines and not self.faults:
            sheet = self.book.chosen("Areas")
            self.faults.append(
                Fault("no-rows", Place(sheet.file, sheet.name), "no areas", "at least one area", "add the areas")
            )

    def _judge_others(self, lines: Sequence[Line], also: Mapping[int, Sequence[str]]) -> None:
        """Refuse another name that two areas have, or that is an area's own."""
        owners = {same_area(line.text("area")): row for row, line in enumerate(lines)}
        for row, others in also.items():
            for other in others:
                if owners.setdefault(same_area(other), row) != row:
                    found = f"{other.strip()!r}, which means another area too"
                    remedy = "leave it with one of the two"
                    self.faults.append(Fault("twice", lines[row].place("also"), found, "a name of one area", remedy))

    def _known(self, names: Sequence[str], codes: Sequence[str], areas: Table | None) -> Known:
        sheet = self.book.named(INDICATORS_SHEET)
        headers = columns_with_figures(sheet) if sheet else []
        columns = {same_header(text): text for text in headers}
        if areas is not None:
            columns.setdefault(same_header(areas.header.text), areas.header.text)
        labels = {same_name(code): name for code, name in zip(codes, names, strict=True) if code}
        return Known(columns, labels | {same_name(name): name for name in names})

    def _formula(self, known: Known, areas: Table | None) -> list[Indicator]:
        lines = self._lines(FORMULA_SHEET, FORMULA, ("weight", "previous_weight"))
        if lines is None:
            if areas is not None:
                return [Indicator(areas.header.text, Fraction(1), Measure((areas.header.text,)))]
            return []
        sheet = self.book.chosen(FORMULA_SHEET)
        self._formula_lines = len(lines)
        self.places["formula"] = _span(lines, "weight") if lines else Place(sheet.file, sheet.name)
        if not lines and not self.faults:
            self.faults.append(
                Fault("no-rows", self.places["formula"], "no indicators", "at least one", "add an indicator")
            )
        self._refuse_repeats(lines, "indicator")
        for line in lines:
            name = line.text("indicator")
            self.places |= {name: line.place("indicator"), f"weight of {name}": line.place("weight")}
        return [found for line in lines if (found := indicator_of(line, known, self.faults))]

    def _rules(self, known: Known) -> list[Rule]:
        rules = []
        for line in self._lines(RULES_SHEET, RULES) or []:
            rule = rule_of(line, known, self.faults)
            if rule:
                place = line.place("value" if line.has("value") else "rule")
                if rule.mechanism in self.places:
                    self.places.setdefault(f"{rule.mechanism} again", line.place("rule"))
                self.places.setdefault(rule.mechanism, place)
                rules.append(rule)
        return rules

    def _slices(self) -> list[TopSlice]:
        lines = self._lines(SLICES_SHEET, TOP_SLICES) or []
        self._refuse_repeats(lines, "name")
        if lines:
            self.places["top-slices"] = _span(lines, "amount")
        self.places |= {f"top-slice {line.text('name')}": line.place("amount") for line in lines}
        return [found for line in lines if (found := slice_of(line, self.faults))]

    def _refuse_repeats(self, lines: Sequence[Line], key: str) -> None:
        seen = set()
        for line in lines:
            label = same_name(line.text(key))
            if label in seen:
                found = f"{line.text(key)!r} a second time"
                self.faults.append(Fault("twice", line.place(key), found, "each once", "join the lines or rename one"))
            seen.add(label)

    def _columns(
        self, used: Mapping[str, None], finder: AreaNames, areas: Table | None
    ) -> tuple[dict[str, Column], dict[str, str]]:
        """Every column that is used, in the order of the areas, and whether it is in pounds."""
        columns, kinds = {}, {}
        sheet = self.book.named(INDICATORS_SHEET)
        for name in used:
            if areas is not None and name == areas.header.text:
                figures = [row.basis for row in areas.rows]
            elif sheet is None:
                continue
            else:
                headers = find_headers(sheet, name)
                if len(headers) != 1:
                    if headers:
                        found = f"{len(headers)} columns headed {name!r}"
                        self.faults.append(
                            Fault("two-columns", Place(sheet.file, sheet.name), found, "one", "rename one")
                        )
                    continue
                try:
                    table = read_table(headers[0], nought_refused=False)
                except Faults as found_faults:
                    for fault in found_faults.faults:
                        self._add_once(_of_column(fault, name))
                    continue
                self.notes += [note for note in table.notes if note not in self.notes]
                self.totals += table.totals
                joined = self._joined(table, finder)
                if joined is None:
                    continue
                figures = joined
            columns[name] = Column.of(figure.value for figure in figures)
            kinds[name] = "£" if any(figure.unit.name.startswith(POUNDS.name) for figure in figures) else "count"
        return columns, kinds

    def _joined(self, table: Table, finder: AreaNames) -> list | None:  # type: ignore[type-arg]
        """The figures of a table in the order of the areas; None, with faults, where they do not fit one to one."""
        sheet, rows, before = table.sheet, {}, len(self.faults)
        for row in table.rows:
            place = sheet.place(row.number, table.columns.area)
            found = finder.meant(row.name, row.code, place)
            if isinstance(found, Fault):
                self._add_once(found)
            elif found in rows:
                expected, remedy = "each area once", "join the rows or correct one of the names"
                self._add_once(
                    Fault("twice", place, f"{row.name!r}, which is {finder.names[found]} again", expected, remedy)
                )
            else:
                rows[found] = row
                self.places[f"{table.header.text} of {finder.names[found]}"] = row.place
        if missing := [name for i, name in enumerate(finder.names) if i not in rows]:
            remedy = "add a row for each, with 0 where there is none"
            found_words = f"no row for {', '.join(missing[:6])}" + (
                f" and {len(missing) - 6} more" if missing[6:] else ""
            )
            self._add_once(
                Fault(
                    "missing-area", Place(sheet.file, sheet.name), found_words, "every area of the sheet Areas", remedy
                )
            )
        nils = [
            f"{row.basis.text!r} in {row.place.cell}" for row in table.rows if not any(map(str.isdigit, row.basis.text))
        ]
        if nils:
            more = f" and {len(nils) - 6} more" if nils[6:] else ""
            self.notes.append(f"Read as 0 on the sheet {sheet.name}: {', '.join(nils[:6])}{more}.")
        return [rows[i].basis for i in range(len(finder.names))] if len(self.faults) == before and not missing else None

    def _now(self, line: Line, finder: AreaNames, names: Sequence[str]) -> int | None:
        """The area of today that a line of Previous belongs to; None, with a fault, where there is none."""
        former, now = line.text("area"), line.text("now")
        known = finder.find(former)
        if now and known is not None and finder.find(now) != known:
            found = f"{former!r}, an area of today, as now part of {now!r}"
            remedy = "clear the cell; money moved from one area to another goes into the column Transfers"
            self.faults.append(Fault("not-merged", line.place("now"), found, "a former area", remedy))
            return None
        place = line.place("now" if now else "area")
        found_row = finder.meant(now or former, "" if now else line.text("code"), place)
        if isinstance(found_row, int):
            return found_row
        if found_row.code == "unknown-area":
            close = nearest(now or former, names)
            remedy = f"correct it (perhaps {close}), or name the area it is now part of in the column 'Now part of'"
            found_row = finder.unknown(place, now or former, remedy)
        self.faults.append(found_row)
        return None

    def _add_once(self, fault: Fault) -> None:
        if fault not in self.faults:
            self.faults.append(fault)

    def _previous(self, finder: AreaNames, names: Sequence[str]) -> tuple[Column | None, Column | None, list[str]]:
        """Last year's allocations like for like, those before a transition, and the areas that had none last year."""
        lines = self._lines(PREVIOUS_SHEET, PREVIOUS, ("previous", "transfers"))
        if lines is None:
            return None, None, []
        formers, starts, seen = [], [], set()
        for line in lines:
            row = self._now(line, finder, names)
            label = same_name(line.text("area"))
            if label in seen:
                found = f"{line.text('area')!r} a second time"
                self.faults.append(
                    Fault("twice", line.place("area"), found, "each area once", "join the rows or rename one")
                )
            seen.add(label)
            figures = [line.figure("previous", "previous allocation", self.faults)]
            figures.append(line.figure("transfers", "transfers", self.faults) if line.has("transfers") else None)
            if row is not None and figures[0]:
                transfers = figures[1].value if figures[1] else Fraction(0)
                formers.append(Former(names[row], figures[0].value, transfers))
                start = (
                    line.figure("base", "allocation before the transition", self.faults) if line.has("base") else None
                )
                starts.append(Former(names[row], start.value if start else figures[0].value, transfers))
                self.places.setdefault(f"previous of {names[row]}", line.place("previous"))
        previous, new = like_for_like(names, formers)
        base = like_for_like(names, starts)[0] if any(line.has("base") for line in lines) else None
        if base is not None:
            self.places["base"] = _span(lines, "base")
        return previous, base, new if formers else []


def _span(lines: Sequence[Line], key: str) -> Place:
    """The cells of a column from the first line to the last."""
    first, last = lines[0].place(key), lines[-1].place(key)
    return replace(first, cell=first.cell if first.cell == last.cell else f"{first.cell}:{last.cell}")


def _of_column(fault: Fault, name: str) -> Fault:
    """A fault of a table read for one column, in words that name the column."""
    words = {key: getattr(fault, key).replace("the basis", repr(name)) for key in ("found", "expected", "remedy")}
    return replace(fault, **{key: text.replace("a basis", "a figure") for key, text in words.items()})


def _new_words(new: Sequence[str], rules: Sequence[Rule]) -> str:
    """What it means that areas had no allocation last year."""
    listed = ", ".join(new[:6]) + (f" and {len(new) - 6} more" if new[6:] else "")
    words = f"{listed} {'has' if len(new) == 1 else 'have'} no previous allocation"
    if any(mechanisms()[rule.mechanism].needs_previous for rule in rules):
        words += ": no floor and no ceiling holds for a new area, and a transition starts from nought"
    return words + "."
