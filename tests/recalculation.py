"""Workbooks recalculated by other engines: LibreOffice as the referee, formualizer in process."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
NO_SOFFICE = "LibreOffice is not installed here; `.ci/run` installs it and runs this test"
# without this LibreOffice shows the values stored in the file and calculates nothing
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


def recalculated_by_libreoffice(paths: list[Path], folder: Path) -> list[Path]:
    """The same workbooks with every formula worked out again, in a folder of their own."""
    profile, out = folder / "profile", folder / "recalculated"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    command = [SOFFICE, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), *map(str, paths)], check=True, capture_output=True, timeout=600)
    return [out / path.name for path in paths]


def values(path: Path) -> dict[str, list[list[object]]]:
    """What the cells of every sheet show, row by row."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def recalculated_by_formualizer(path: Path) -> dict[str, list[list[object]]]:
    """What the cells show after formualizer has worked out every formula."""
    import formualizer

    engine = formualizer.load_workbook(str(path))
    engine.evaluate_all()
    shown = values(path)
    return {
        name: [[engine.get_value(name, r, c) for c, _ in enumerate(row, 1)] for r, row in enumerate(rows, 1)]
        for name, rows in shown.items()
    }


def column(rows: list[list[object]], head: str) -> list[object]:
    """The figures below a header, down to the row of totals."""
    top = next(r for r, row in enumerate(rows) if head in row and "Area" in row)
    place = rows[top].index(head)
    end = next((r for r, row in enumerate(rows) if "Total" in row[:2]), len(rows))
    return [row[place] for row in rows[top + 1 : end]]


def filled(rows: list[list[object]]) -> list[list[object]]:
    """The same with nothing for blank text, which one engine stores and another does not; figures to 9 digits."""
    return [[None if x == "" else float(f"{x:.9g}") if isinstance(x, int | float) else x for x in row] for row in rows]
