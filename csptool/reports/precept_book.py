"""A precept as a workbook: precepts, waterfall and bands, all live over the bases, the budget and the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from csptool import __version__
from csptool.precept_run import PreceptRun
from csptool.reports.bar_chart import COLOURS
from csptool.reports.precept_instalments import add_instalments
from csptool.reports.precept_report import report, title
from csptool.reports.precept_waterfall import add_waterfall
from csptool.reports.side_sheet import SideSheet, joined
from csptool.reports.steps_sheet import Labels
from csptool.reports.tax_base_book import DWELLINGS_WORDS, add_table, add_worked, authority_labels, dwellings_sheet
from csptool.reports.workbook import OutputBook
from csptool.reports.working_book import Column, Headline, WorkingBook
from csptool.reports.working_layout import HEADER_ROW, WorkingLayout
from csptool.sheets.precept_authorities import FROM_AUTHORITIES
from formulas.precept import TO_THE_PENNY, TRUNCATED_TO_THE_POUND
from formulas.precept_working import add_change, add_referendum, precepts_working
from formulas.ratio_working import add_ratios
from formulas.requirement_working import BASIC_TO_THE_PENNY, LAST_YEARS_NINTHS, bands_working, requirement_working
from formulas.stated_base import CastBases
from formulas.working import Working

PRECEPTS, BUDGET, BANDS, WORKING = "Precepts", "Budget", "Bands", "Working"
DWELLINGS = "#,##0.00"


def as_workbook(run: PreceptRun) -> bytes:
    """The tables, Waterfall, Bands, Instalments, Budget and what stands behind; the same bytes for the same figures.

    Without a budget there is no waterfall; with dwellings there are the sheets Tax bases and Dwellings.
    """
    labels = authority_labels(run.given)
    working, budget, bands = _main(run), _budget(run), _bands(run)
    dwellings = dwellings_sheet(run.given, run.precept.proportions) if run.given.worked else None
    if dwellings:
        add_worked(working, run.given, labels, dwellings)
    _join(run, working, labels, budget, bands)
    for side in (side for side in (budget, bands) if side):
        for check in side.working.checks:
            working.check(check.words, check.holds, side.formula(check.excel, "Checks"))
    if budget and run.budget_miss is not None:
        stated = "[stated]" if run.given.coarse else "[requirement]"
        words = "The budget comes to the requirement as stated, within the rounding of its lines"
        slack = run.given.slack
        excel = f"ABS({budget.refer('requirement', 'Checks')}-{stated})<={float(slack)}+0.000001"
        working.check(words, abs(run.budget_miss) <= slack, excel)
    book = WorkingBook(title(run), working, labels, run.given.totals)
    printed = report(run)
    parts = {"What it comes to, as csptool ran it": [*printed.opening, *printed.closing]}
    if budget:
        parts["The budget"] = ["Its lines are the pale cells of the sheet Budget; the waterfall follows them."]
    if dwellings:
        parts["The dwellings"] = [DWELLINGS_WORDS]
    book.summary(_headlines(run), parts)
    book.table(PRECEPTS, title(run), _columns(run), [f"Each precept {run.given.rounding}"])
    if dwellings:
        add_table(book, run.given)
    if budget:
        add_waterfall(book.book, run, budget)
    _bands_sheet(book.book, run, bands)
    add_instalments(book, run, labels)
    if budget:
        budget.add(book.book)
    if dwellings:
        dwellings.add(book.book)
    return book.behind(_provenance(run))


def _main(run: PreceptRun) -> Working:
    """The precepts, the change on last year and the referendum test, with last year's bases and the surpluses."""
    working, given, terms = precepts_working(run.precepts), run.given, run.precept.terms
    if given.bases_before:
        words = "Band D equivalents"
        working.add("tax_base_before", "Tax base last year", "count", words, given.bases_before, given=True)
    if given.cast:
        _cast(working, given.cast)
    if given.surpluses:
        working.add("surplus", "Collection fund surplus", "£", "a deficit below nought", given.surpluses, given=True)
    if run.precept.change and run.precept.principle:
        change = run.precept.change
        add_change(working, change, run.precept.base, terms.base_before)
        if given.bases_before:
            joined(working, "base_before", "SUM([tax_base_before:all])", "the sum of [tax_base_before:all]")
        add_referendum(working, run.precept.principle, change, lowest_charging=terms.lowest_charging, limit=terms.limit)
    if given.coarse:
        words = "as a paper states it, more coarsely than the budget"
        working.add("stated", "Requirement as stated", "£", words, given.figures["stated"], given=True)
    if run.per_head is not None:
        population = given.figures["population"]
        working.add("population", "Population", "count", "residents", population, given=True)
        words, excel = "[requirement] ÷ [population]", "[requirement]/[population]"
        working.add("per_head", "Requirement a head", "£ exact", words, run.per_head, excel)
    return working


def _cast(working: Working, cast: CastBases) -> None:
    """The total base as stated, and the check that the bases go on making it."""
    working.add("stated_base", "Total tax base as stated", "count", "Band D equivalents", cast.stated, given=True)
    words = "The bases make the total that is stated, within rounding"
    working.check(words, True, f"ABS([total_base]-[stated_base])<={float(cast.slack)}+0.000001", "stated_base")


def _budget(run: PreceptRun) -> SideSheet | None:
    if run.budget is None:
        return None
    working = requirement_working(run.budget, run.precept.base)
    figures = run.given.figures
    add_ratios(working, run.budget, office=figures.get("office"), reserve=figures.get("reserve"))
    labels = Labels([item.name for item in run.budget.items], [""] * len(run.budget.items), "Line")
    return SideSheet(BUDGET, "Budget: every line with what it does to the requirement", working, labels)


def _bands(run: PreceptRun) -> SideSheet:
    found, terms = run.precept, run.precept.terms
    rises = (terms.increase, found.increases) if found.increases else None
    working = bands_working(
        found.proportions,
        found.this_year,
        terms.convention,
        basic=found.basic,
        last_year=found.last_year,
        increase=rises,
    )
    if found.last_year:
        joined(working, "before", LAST_YEARS_NINTHS, "ninths of last year's Band D")
    names = [f"Band {band}" for band in found.proportions.parts]
    return SideSheet(BANDS, f"Bands: {terms.convention}", working, Labels(names, [""] * len(names), "Band"))


def _join(run: PreceptRun, main: Working, labels: Labels, budget: SideSheet | None, bands: SideSheet) -> None:
    """Let the three workings follow one another: the requirement from the budget, Band D and the bands from that.

    Where each figure stands must be known before the formulas are written, so what follows is marked first.
    """
    figures = run.given.figures
    stated, set_ = "stated" in figures and not run.given.coarse, "band_d" in figures
    if stated:  # it may chance to be Band D x the bases, from which it does not follow
        main.steps["requirement"] = replace(main.steps["requirement"], given=True, excel=None, words="as stated")
    elif budget:
        joined(main, "requirement", "")
    if not set_:
        joined(main, "band_d", "")
        _let_rounding_follow(run, main)
    layout = WorkingLayout(main, len(labels.columns), len(labels.names))

    def cell(key: str, sheet: str) -> str:
        return layout.refer(main.steps[key], sheet)

    if budget and not stated:
        joined(main, "requirement", budget.refer("requirement", WORKING), "what the budget comes to")
    if not set_:
        joined(main, "band_d", BASIC_TO_THE_PENNY, "[requirement] ÷ [total_base], to the penny")
    if budget:
        joined(budget.working, "total_base", cell("total_base", BUDGET), "the bases together")
        _join_surpluses(run, main, layout, budget)
    for key in ("band_d", "band_d_before"):
        if key in bands.working.steps:
            joined(bands.working, key, cell(key, BANDS))
    if "basic_amount" in bands.working.steps:
        joined(bands.working, "basic_amount", f"{cell('requirement', BANDS)}/{cell('total_base', BANDS)}")


def _let_rounding_follow(run: PreceptRun, main: Working) -> None:
    """Where Band D is worked out, half a penny of it on every dwelling may part the sum from the requirement."""
    unit = Fraction(1, 100) if run.given.rounding == TO_THE_PENNY else Fraction(1)
    each = unit * len(run.given.authorities) / (1 if run.given.rounding == TRUNCATED_TO_THE_POUND else 2)
    main.steps["rounding"] = replace(main.steps["rounding"], values=each + run.precept.base / 200)
    joined(main, "rounding", f"{float(each)}+[total_base]/200")


def _join_surpluses(run: PreceptRun, main: Working, layout: WorkingLayout, budget: SideSheet) -> None:
    """Let the budget's line of the collection fund follow the billing authorities' shares."""
    names = [item.name for item in run.budget.items] if run.budget else []
    if FROM_AUTHORITIES in names:
        shares = layout.refer(main.steps["surplus"], BUDGET, whole=True)
        budget.cells["amount", names.index(FROM_AUTHORITIES)] = f"ROUND(SUM({shares}),2)"


def _headlines(run: PreceptRun) -> list[Headline]:
    found = run.precept
    lines = [
        Headline("Council tax requirement", "[requirement]", found.requirement),
        Headline("Total tax base", "[total_base]", found.base, "#,##0.00"),
        Headline("Band D", "[band_d]", found.band_d, "£#,##0.00##"),
        Headline("Precepts together", "[total]", run.precepts.total),
        Headline(
            "Difference from the requirement", "[difference]", run.precepts.difference, "+£#,##0.00;-£#,##0.00;£0.00"
        ),
    ]
    if found.change:
        lines.append(Headline("Rise in Band D", "[rise]", found.change.pounds, "£#,##0.00##"))
        lines.append(Headline("Rise in per cent", "[rise_rate]", found.change.rate, "0.00%"))
    if run.per_head is not None:
        lines.append(Headline("Requirement a head", "[per_head]", run.per_head))
    return lines


def _columns(run: PreceptRun) -> list[Column]:
    bases: Sequence[Fraction] = [one.tax_base for one in run.given.authorities]
    columns = []
    if run.given.bases_before:
        columns.append(Column("Tax base last year", "[tax_base_before]", run.given.bases_before, DWELLINGS))
    columns.append(Column("Tax base", "[tax_base]", bases, DWELLINGS))
    columns.append(Column("Precept", "[precept]", list(run.precepts.amounts)))
    if run.given.surpluses:
        columns.append(Column("Collection fund", "[surplus]", run.given.surpluses))
    return columns


def _bands_sheet(book: OutputBook, run: PreceptRun, bands: SideSheet) -> None:
    """The bands, with a chart of the charges beside last year's."""
    sheet = bands.add(book)
    sheet.fit_to_pages(1, 1)
    sheet.write_string(1, 0, "Live over Band D: on the sheet Settings, or worked out on Working.", book.style())
    first, last = HEADER_ROW + 1, bands.last_row
    chart = book.book.add_chart({"type": "column"})
    for key, colour in (("before", COLOURS[0]), ("charge", COLOURS[1])):
        if key not in bands.working.steps:
            continue
        column = bands.column(key)
        chart.add_series(
            {
                "name": "Last year" if key == "before" else run.precept.year,
                "categories": [bands.name, first, 0, last, 0],
                "values": [bands.name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    chart.set_title({"name": "The charge by band", "name_font": {"size": 12}, "overlay": False})
    chart.set_y_axis({"num_format": "£#,##0", "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    chart.set_legend({"position": "top"})
    chart.set_size({"width": 640, "height": 320})
    sheet.insert_chart(bands.row(bands.whole[-1].key) + 3, 0, chart)


def _provenance(run: PreceptRun) -> list[tuple[str, str]]:
    given, found = run.given, run.precept
    lines = [
        ("Made by", f"csptool {__version__}, csptool precept"),
        ("Input", given.source.name),
        ("SHA-256 of the input", given.source.sha256),
        ("Rounding of the bands", given.convention),
        ("Rounding of precepts", given.rounding),
        *([("Rounding of tax bases", given.base_rounding)] if given.worked else []),
        ("Valuation bands", found.proportions.source),
    ]
    if found.principle:
        lines.append(("Referendum principles", found.principle.source))
        if found.principle.uncertain:
            lines.append(("What is uncertain of them", found.principle.uncertain))
    return [*lines, *(("Note", note) for note in (*given.notes, *found.notes))]
