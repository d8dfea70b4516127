"""The command `csptool`: its verbs, and the one place where whatever went wrong becomes a message and an exit code."""

from __future__ import annotations

import io
import os
import signal
import sys
import tempfile
import traceback
from types import FrameType

import typer

from csptool import __version__
from csptool.cli.allocate import allocate
from csptool.cli.infer import infer
from csptool.cli.ledger import ledger
from csptool.cli.monitor import monitor
from csptool.cli.notices import notices
from csptool.cli.precept import precept
from csptool.cli.redistribute import redistribute
from csptool.cli.template import template
from csptool.cli.verify import verify
from csptool.cli.whatif import whatif
from csptool.faults import Exit, Faults

LISTED = 100  # faults printed one by one

app = typer.Typer(
    name="csptool",
    help="Exact, explained arithmetic for public-safety funding in England and Wales.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(allocate)
app.command()(redistribute)
app.command()(monitor)
app.command()(notices)
app.command()(ledger)
app.command()(precept)
app.command()(verify)
app.command()(infer)
app.command()(whatif)
app.command()(template)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"csptool {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Exact, explained arithmetic for public-safety funding in England and Wales."""


def main() -> None:
    """Run the command line. Exits 0 well, 1 a check failed, 2 it cannot run, 3 a fault in csptool."""
    _prepare_streams()
    signal.signal(signal.SIGTERM, _stop)  # so that what is half-written is cleared away
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except Faults as faults:
        _print_faults(faults)
        raise SystemExit(Exit.CANNOT_RUN) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader has seen enough
        raise SystemExit(Exit.WELL) from None
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:  # it came from a stream, not from opening a file
            print(f"csptool cannot run: standard output cannot be written ({error.strerror}).", file=sys.stderr)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is still waiting to be written must not fail again
            raise SystemExit(Exit.CANNOT_RUN) from None
        if "--debug" in sys.argv:
            raise
        print(f"csptool: a fault in csptool itself; the report lies in {_report()}", file=sys.stderr)
        raise SystemExit(Exit.BROKEN) from None


def _print_faults(faults: Faults) -> None:
    count = len(faults.faults)
    print(f"csptool cannot run: {count} fault{'s' if count > 1 else ''}. Nothing was written.", file=sys.stderr)
    for fault in faults.faults[:LISTED]:
        print(f"- {fault}", file=sys.stderr)
    if count > LISTED:
        print(f"- and {count - LISTED} more", file=sys.stderr)


def _prepare_streams() -> None:
    """Pound signs must survive a pipe on any system; what a stream cannot show is spelled out."""
    sys.stdout = sys.stdout or io.StringIO()  # closed by whoever started the program
    sys.stderr = sys.stderr or sys.stdout
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _report() -> str:
    handle, path = tempfile.mkstemp(prefix="csptool-report-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"csptool {__version__}, Python {sys.version}\n\n{traceback.format_exc()}")
    return path
