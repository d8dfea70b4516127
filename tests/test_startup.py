"""What is slow to load is not loaded until it is needed; and the command is there however it is started."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES

ROOT = Path(__file__).parent.parent
HEAVY = {"pandas", "numpy", "matplotlib", "openpyxl", "tabulate", "xlsxwriter", "rich", "pydantic", "docx"}


def loaded(*arguments: str) -> set[str]:
    """The heavy packages that a run of the command loads."""
    program = (
        "import sys\n"
        "from csptool.cli.app import main\n"
        "try:\n    main()\n"
        "except SystemExit as stop:\n    code = stop.code\n"
        "print('LOADED', *{name.split('.')[0] for name in sys.modules}, file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    command = [sys.executable, "-c", program, *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    [line] = [line for line in ran.stderr.splitlines() if line.startswith("LOADED")]
    return HEAVY.intersection(line.split())


def test_help_loads_nothing_heavy():
    assert loaded("--help") == set()


@pytest.mark.parametrize(
    "verb", ["allocate", "redistribute", "monitor", "notices", "ledger", "precept", "verify", "whatif", "template"]
)
def test_a_verb_s_help_loads_nothing_heavy(verb):
    assert loaded(verb, "--help") == set()


def test_an_allocation_from_csv_to_the_terminal_loads_only_what_draws_the_table():
    csv = str(EXAMPLES / "leicestershire-2024-25.csv")
    assert loaded("allocate", csv, "--pot", "97905.06", "--by", "24/25 Funding") == {"tabulate"}


def test_an_allocation_from_a_workbook_to_the_terminal_does_not_load_pandas():
    found = loaded("allocate", str(EXAMPLES / "underspend-2024-25.xlsx"))
    assert "pandas" not in found
    assert "openpyxl" in found


def test_a_picture_is_drawn_only_when_asked_for():
    budget = str(EXAMPLES / "westmarch" / "budget.xlsx")
    assert "matplotlib" not in loaded("whatif", budget, "--set", "pot=700000")
    assert "matplotlib" not in loaded("whatif", budget, "--sweep", "weight:Crime=0:100:50")


def test_the_version_is_the_package_s(csptool):
    from csptool import __version__

    assert csptool("--version").out == f"csptool {__version__}\n"
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text()


def test_a_wrong_option_exits_2_without_a_traceback(csptool):
    ran = csptool("allocate", "x.csv", "--pott", "5")
    assert ran.code == 2
    assert "No such option: --pott" in ran.err
    assert "Traceback" not in ran.err


def test_a_fault_in_csptool_exits_3_and_says_where_the_report_lies(csptool, monkeypatch):
    def broken(*_):
        raise RuntimeError("a fault planted by the test")

    monkeypatch.setattr("csptool.sheets.book.open_book", broken)
    ran = csptool("allocate", EXAMPLES / "leicestershire-2024-25.csv")
    assert ran.code == 3
    assert ran.out == ""
    report = Path(ran.err.strip().rpartition(" ")[2])
    assert "a fault planted by the test" in report.read_text()
    report.unlink()
    with pytest.raises(RuntimeError, match="planted"):
        _run_debug(csptool)


def _run_debug(csptool):
    csptool("allocate", EXAMPLES / "leicestershire-2024-25.csv", "--debug")
