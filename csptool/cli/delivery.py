"""How every verb hands over its result: printed in a format, written to a file by its suffix, with what to be told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from csptool.cli.options import Format
from csptool.faults import Exit, Place, fault, nearest
from csptool.labels import tidy
from csptool.progress import under_way

if TYPE_CHECKING:
    from csptool.sheets.totals import Total

SUFFIXES = {".json": Format.json, ".csv": Format.csv, ".md": Format.markdown}


def deliver(
    printed: Callable[[str], str],
    format_: str,
    output: Path | None = None,
    files: Mapping[str, Callable[[], bytes]] | None = None,
    shown: str = "",
    also: Mapping[Path, bytes] | None = None,
) -> None:
    """Write the output file, if there is to be one, then print the result, or what is to be `shown` in its place.

    `printed` gives the result in a format; `files` gives its bytes for the suffixes that are no format; `also` are
    further files, written together with it or not at all.
    """
    from csptool.reports.files import write_together

    text, written = shown or printed(format_), dict(also or {})
    if output:
        with under_way(f"Writing {tidy(str(output))}"):
            written = {output: _file(printed, output.suffix.lower(), files or {}), **written}
    if written:
        write_together(written)
        for path in written:
            print(f"Wrote {tidy(str(path))}.", file=sys.stderr)
    sys.stdout.write(text)


def row_of(wanted: str, names: Sequence[str], codes: Sequence[str]) -> int:
    """The place of the one area that --explain names, by its name or code; a fault where it names none."""
    from formulas.allocation import labelled

    rows = labelled(tidy(wanted), names, codes)
    if len(rows) != 1:
        remedy = f"use one of {nearest(wanted, names)}"
        raise fault("no-such-area", Place("--explain"), repr(tidy(wanted)), "the name or code of one area", remedy)
    return rows[0]


def tell(notes: Sequence[str], totals: Sequence[Total] = (), failed: Sequence[str] = ()) -> None:
    """Notes and failed checks, on standard error; exit 1 where a check failed."""
    for note in notes:
        print(f"Note: {note}", file=sys.stderr)
    for total in totals:
        if not total.agrees or total.rounding:
            print(f"{'Note' if total.agrees else 'Check failed'}: {total.words}", file=sys.stderr)
    for words in failed:
        print(f"Check failed: {words}", file=sys.stderr)
    if failed or not all(total.agrees for total in totals):
        raise typer.Exit(Exit.CHECK_FAILED)


def _file(printed: Callable[[str], str], suffix: str, files: Mapping[str, Callable[[], bytes]]) -> bytes:
    if suffix in files:
        return files[suffix]()
    # Excel takes a csv without a mark for Windows-1252 and spoils every letter outside ASCII
    return printed(SUFFIXES[suffix]).encode("utf-8-sig" if suffix == ".csv" else "utf-8")
