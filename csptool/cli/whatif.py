"""`csptool whatif`: if a weight, an indicator, the pot or a rule moves, who gains and who loses."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from csptool.cli.delivery import SUFFIXES, deliver, tell
from csptool.cli.options import BY_SUFFIX, Debug, Force, Format, Printed
from csptool.faults import Fault, Faults, Place, fault
from csptool.labels import tidy
from csptool.progress import under_way

if TYPE_CHECKING:
    from csptool.reports.grid import Grid
    from csptool.sheets.plan_workbook import PlanBudget
    from csptool.whatif import Sweep
    from formulas.scenario import Target

SCHEMA = "csptool.whatif.v1"
MOST_DRAWS = 100_000


def whatif(
    sheet: Annotated[str, typer.Argument(metavar="WORKBOOK", help="A budget workbook, as for csptool allocate.")],
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="TARGET=VALUE", help="Such as pot=700000, weight:Crime=40%, 'rule:minimum=off'."),
    ] = None,
    sweep: Annotated[
        str, typer.Option(metavar="TARGET=FIRST:LAST:STEP", help="Such as weight:Crime=0:100:5, in per cent.")
    ] = "",
    shake: Annotated[
        str, typer.Option(metavar="SPREAD", help="Draw weights within this part of the stated ones, such as 10%.")
    ] = "",
    draws: Annotated[int, typer.Option(min=1, max=MOST_DRAWS, help="How many sets of weights --shake draws.")] = 10_000,
    seed: Annotated[int, typer.Option(help="The seed of the draws: the same seed, the same draws.")] = 1,
    format_: Printed = Format.text,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=f"Write a file too: .xlsx, .docx, .html, {BY_SUFFIX}; of a sweep, its picture as .svg.",
        ),
    ] = None,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Show who gains and who loses if a weight, the pot, a rule, a top-slice or a figure moves.

    A target is pot, weight:NAME, rule:NAME, top-slice:NAME, indicator:COLUMN:AREA or previous:AREA. When a weight
    moves, the other weights keep their proportions. With --sweep or --shake, what is set is set first.
    """
    from csptool.reports.files import output_faults
    from csptool.sheets.source import read_source

    source = read_source(sheet)
    suffixes = (".xlsx", ".docx", ".html", *((".svg",) if sweep else ()), *SUFFIXES)
    faults = output_faults(output, source, suffixes, force=force) if output else []
    budget = read_plan(source, faults)
    answer = _Answer(budget, settings or [], sweep, shake, draws, seed)
    deliver(answer.printed, format_, output, answer.files)
    tell(budget.notes, budget.totals)


def read_plan(source: Any, faults: list[Fault]) -> PlanBudget:
    """The plan of a workbook in the project's own form; its faults are raised together with those found before."""
    from csptool.sheets.book import open_book
    from csptool.sheets.fund_workbook import (
        AREAS_SHEET,
        FUND_SHEET,
        is_fund_workbook,
        plan_budget,
        refuse_half_a_form,
    )

    try:
        with under_way(f"Reading {source.name}"):
            book = open_book(source)
            if not is_fund_workbook(book):
                refuse_half_a_form(book)
                remedy = "write one with csptool template allocate --with formula, and fill it in"
                found = f"no sheets {FUND_SHEET} and {AREAS_SHEET}"
                raise fault("no-budget", source.place, found, "a budget workbook", remedy)
            budget = plan_budget(book)
    except Faults as found:
        raise Faults([*faults, *found.faults]) from None
    if faults:
        raise Faults(faults)
    return budget


class _Answer:
    """The question worked out, ready for every way out."""

    def __init__(self, budget: PlanBudget, settings: list[str], sweep: str, shake: str, draws: int, seed: int) -> None:
        from csptool.targets import parse_setting, parse_sweep

        faults: list[Fault] = []
        if bool(sweep) + bool(shake) > 1:
            faults.append(
                Fault("two-questions", Place("--shake"), "--sweep beside it", "one of the two", "ask one at a time")
            )
        if not (settings or sweep or shake):
            remedy = "add --set, --sweep or --shake"
            faults.append(Fault("no-question", Place("csptool whatif"), "nothing to change", "a question", remedy))
        set_to = [found for text in settings if (found := parse_setting(text, budget.plan, faults))]
        twice = [target for target, _ in set_to if [t for t, _ in set_to].count(target) > 1]
        if twice:
            faults.append(Fault("twice", Place("--set"), f"{twice[0]} twice", "each target once", "leave one out"))
        swept = parse_sweep(sweep, budget.plan, faults) if sweep else None
        spread = _spread(shake, budget, faults) if shake else None
        if swept and any(target == swept[0] for target, _ in set_to):
            both = f"{swept[0]} set and swept"
            faults.append(Fault("twice", Place("--sweep"), both, "one or the other", "leave one of the two out"))
        if faults:
            raise Faults(faults)
        self.budget, self.settings = budget, dict(set_to)
        given = {"--set": " ".join(map(tidy, settings)), "--sweep": tidy(sweep), "--shake": tidy(shake)}
        self.options = {name: value for name, value in given.items() if value}
        self.kind = "shake" if shake else "sweep" if sweep else "set"
        self.sweep: Sweep | None = None
        self.grid, self.whole = self._grids(swept, spread, draws, seed)

    def _grids(
        self,
        swept: tuple[Target, tuple[Fraction, Fraction, Fraction]] | None,
        spread: Fraction | None,
        draws: int,
        seed: int,
    ) -> tuple[Grid, Grid]:
        """The table for people and the one with every area."""
        from csptool.reports import whatif_tables as tables
        from csptool.whatif import compare, run_with, sweep

        if self.kind == "set":
            grid = tables.comparison_grid(compare(self.budget, self.settings))
            return grid, grid
        baseline = run_with(self.budget, self.settings)
        if swept:
            target, (first, last, step) = swept
            with under_way("Sweeping"):
                self.sweep = sweep(baseline, target, first, last, step)
            return tables.sweep_grid(self.sweep, every=False), tables.sweep_grid(self.sweep, every=True)
        from csptool.shaking import shake

        assert spread is not None  # there is no third question
        with under_way(f"Drawing {draws:,} sets of weights"):
            grid = tables.shake_grid(baseline, shake(baseline, spread, draws, seed))
        self.options |= {"--draws": str(draws), "--seed": str(seed)}
        return grid, grid

    def printed(self, format_: str) -> str:
        """The answer as text, json, csv or markdown."""
        from csptool.reports import grid

        if format_ == Format.json:
            return self._json()
        if format_ == Format.csv:
            return grid.as_csv(self.whole)
        return grid.as_markdown(self.grid) if format_ == Format.markdown else grid.as_text(self.grid)

    def _json(self) -> str:
        from csptool import __version__
        from csptool.reports.grid import as_records

        document = {
            "schema": SCHEMA,
            "csptool": __version__,
            "source": {"name": self.budget.source.name, "sha256": self.budget.source.sha256},
            "question": self.kind,
            "options": self.options,
            "notes": [*self.whole.before, *self.whole.after],
            "rows": as_records(self.whole),
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    @property
    def files(self) -> dict[str, Callable[[], bytes]]:
        """The answer as the bytes of a file, by its suffix."""
        pages = {".svg": lambda: self._picture().encode(), ".html": self._page}
        return {".xlsx": self._workbook, ".docx": self._document, **pages}

    def _workbook(self) -> bytes:
        from csptool.reports.whatif_workbook import as_workbook

        return as_workbook(self.budget, self.whole, self.options, self.sweep)

    def _document(self) -> bytes:
        from csptool.reports.word import grid_as_word

        return grid_as_word(self.grid)

    def _page(self) -> bytes:
        from csptool.reports.grid import as_html

        return as_html(self.grid, self._picture()).encode()

    def _picture(self) -> str:
        if self.sweep is None:
            return ""
        from csptool.reports.whatif_chart import svg

        return svg(self.sweep)


def _spread(text: str, budget: PlanBudget, faults: list[Fault]) -> Fraction | None:
    from formulas.exact import read
    from formulas.refusals import Refused

    place = Place("--shake")
    if sum(1 for line in budget.plan.formula if line.weight > 0) < 2:
        remedy = "use --set or --sweep for the pot or a rule"
        faults.append(Fault("one-weight", place, "a fund with one weight", "at least two weights to draw", remedy))
        return None
    try:
        figure = read(text)
    except Refused:
        figure = None
    if figure is None or not 0 < figure.value <= 1 or (figure.unit.name != "%" and figure.value == 1):
        faults.append(
            Fault("spread", place, repr(tidy(text)), "a part of the weights, such as 10%", "give a percentage")
        )
        return None
    return figure.value
