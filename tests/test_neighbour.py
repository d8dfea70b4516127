"""PyPI has another package that is imported as `formulas`; csptool must compute where both have been installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("neighbour", ["replaces our __init__", "takes it away"])
def test_nothing_in_the_package_s_own_init_is_needed(tmp_path, neighbour):
    for package in ("csptool", "formulas"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    init = tmp_path / "formulas" / "__init__.py"
    init.write_text("ExcelModel = object\n") if neighbour == "replaces our __init__" else init.unlink()
    (tmp_path / "a.csv").write_text("Area,Basis\nEast,1\nWest,2\n")
    command = [sys.executable, "-m", "csptool", "allocate", "a.csv", "--pot", "3", "--by", "Basis", "--format", "csv"]
    ran = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(tmp_path)}
    )
    assert [line.split(",")[5] for line in ran.stdout.splitlines()[1:]] == ["1.00", "2.00"]


def test_no_module_name_is_shared_with_it():
    theirs = {"builder", "cell", "errors", "parser", "ranges", "excel", "functions", "tokens", "_version"}
    assert theirs.isdisjoint(path.stem for path in (ROOT / "formulas").iterdir())
