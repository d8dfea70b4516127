"""How the tests run: hypothesis derandomised in CI, wide at night; the command line run as a user runs it."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from csptool.cli.app import main

EVERY = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("here", max_examples=100, **EVERY)
settings.register_profile("ci", max_examples=200, derandomize=True, database=None, print_blob=True, **EVERY)
settings.register_profile("nightly", max_examples=20_000, print_blob=True, **EVERY)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "here"))

EXAMPLES = Path(__file__).parent.parent / "examples"
SHARED = Path(__file__).parent.parent.parent / "shared"


@dataclass
class Ran:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str


@pytest.fixture
def csptool(monkeypatch, capsys, tmp_path):
    """Run `csptool` with these arguments, in an empty folder, through its own entry point."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("csptool.cli.app._prepare_streams", lambda: None)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr("csptool.progress.PATIENCE", 3600)

    def run(*arguments: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["csptool", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        return Ran(int(stopped.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def infer(csptool, tmp_path):
    """Run infer on a paper given as text."""

    def run(text, *options):
        (tmp_path / "paper.md").write_text(text, encoding="utf-8")
        return csptool("infer", tmp_path / "paper.md", *options)

    return run
