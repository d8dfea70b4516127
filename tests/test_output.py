"""Where results are written: whole or not at all, never over an input, never over anything else unasked."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from csptool.faults import Faults
from csptool.reports.files import write_whole
from tests import bad_inputs as bad
from tests.conftest import EXAMPLES

CSV = EXAMPLES / "leicestershire-2024-25.csv"
QUICK = ("--pot", "97905.06", "--by", "24/25 Funding")


def refusal(ran) -> str:
    assert ran.code == 2
    assert ran.out == ""
    head, line = ran.err.splitlines()
    assert head == "csptool cannot run: 1 fault. Nothing was written."
    return line.removeprefix("- ")


def test_an_existing_file_is_refused_and_kept(csptool, tmp_path):
    (tmp_path / "out.xlsx").write_text("mine")
    message = refusal(csptool("allocate", CSV, *QUICK, "-o", "out.xlsx"))
    assert message == (
        "out.xlsx: found a file that is there already, expected a new file. "
        "Choose another name, or add --force to replace it."
    )
    assert (tmp_path / "out.xlsx").read_text() == "mine"


def test_force_replaces_it(csptool, tmp_path):
    (tmp_path / "out.csv").write_text("mine")
    assert csptool("allocate", CSV, *QUICK, "-o", "out.csv", "--force").code == 0
    assert "Leicester" in (tmp_path / "out.csv").read_text()


@pytest.mark.parametrize("extra", [(), ("--force",)])
def test_the_input_is_never_written_over(csptool, tmp_path, extra):
    path = bad.sheet(tmp_path, bad.GOOD)
    before = path.read_bytes()
    message = refusal(csptool("allocate", path, "--pot", "9", "--by", "Basis", "-o", "./sheet.xlsx", *extra))
    assert message.endswith("found the input itself, expected another file. Choose another name for the output.")
    assert path.read_bytes() == before


def test_a_folder_a_missing_folder_and_an_unknown_suffix_are_refused(csptool, tmp_path):
    (tmp_path / "folder.xlsx").mkdir()
    assert refusal(csptool("allocate", CSV, *QUICK, "-o", "folder.xlsx")) == (
        "folder.xlsx: found a folder, expected a file to write. Add a file name."
    )
    assert refusal(csptool("allocate", CSV, *QUICK, "-o", "no/out.xlsx")) == (
        "no/out.xlsx: found a folder that is not there, expected an existing folder. Make the folder first."
    )
    assert refusal(csptool("allocate", CSV, *QUICK, "-o", "out.pdf")) == (
        "out.pdf: found the suffix '.pdf', expected a kind of file that csptool writes. "
        "End the name in .xlsx, .docx, .json, .csv or .md."
    )


@pytest.mark.parametrize("suffix", [".xlsx", ".json", ".csv", ".md"])
def test_two_runs_give_the_same_bytes(csptool, tmp_path, suffix):
    for name in ("one", "two"):
        assert csptool("allocate", CSV, *QUICK, "-o", name + suffix).code == 0
        time.sleep(1.1 if suffix == ".xlsx" else 0)  # a clock that got into the file would show
    assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"two{suffix}").read_bytes()


def test_a_full_disk_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Faults) as raised:
        write_whole(tmp_path / "out.xlsx", b"x" * 1000)
    assert str(raised.value) == (
        f"{tmp_path / 'out.xlsx'}: found that it cannot be written (no space left on device), expected a file that can "
        "be. Free some space; nothing was written."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_real_limit_on_file_size_leaves_nothing(tmp_path):
    resource = pytest.importorskip("resource", reason="this system has no limits on file size")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    command = [sys.executable, "-m", "csptool", "allocate", str(CSV), *QUICK, "-o", "out.xlsx"]
    ran = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, preexec_fn=limit, check=False, env=_env()
    )
    assert ran.returncode == 2
    assert "found that it cannot be written (file too large)" in ran.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_while_writing_leaves_nothing(tmp_path, number):
    """The run is stopped while its file is being moved into place."""
    program = (
        "import os, signal, sys\n"
        "from csptool.cli.app import main\n"
        f"os.fsync = lambda handle: os.kill(os.getpid(), {int(number)})\n"
        "main()\n"
    )
    command = [sys.executable, "-c", program, "allocate", str(CSV), *QUICK, "-o", "out.xlsx"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=_env())
    assert ran.returncode == 128 + number
    assert "Traceback" not in ran.stderr
    assert list(tmp_path.iterdir()) == []


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}


def test_standard_input_from_a_file_is_not_written_over(tmp_path):
    path = tmp_path / "g.csv"
    path.write_text("Area,Basis\nEast,1\n")
    command = [
        sys.executable,
        "-m",
        "csptool",
        "allocate",
        "-",
        "--pot",
        "1",
        "--by",
        "Basis",
        "-o",
        "g.csv",
        "--force",
    ]
    with path.open("rb") as file:
        ran = subprocess.run(command, cwd=tmp_path, stdin=file, capture_output=True, text=True, check=False, env=_env())
    assert ran.returncode == 2
    assert "found the input itself" in ran.stderr
    assert path.read_text() == "Area,Basis\nEast,1\n"


def test_what_is_no_file_and_what_cannot_be_a_name_are_refused(csptool, tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    assert "found something that is no file" in refusal(csptool("allocate", CSV, *QUICK, "-o", "pipe.csv", "--force"))
    assert "found file name too long" in refusal(csptool("allocate", CSV, *QUICK, "-o", "x" * 300 + ".csv"))


def test_a_replaced_file_keeps_its_permissions(csptool, tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("mine")
    path.chmod(0o600)
    assert csptool("allocate", CSV, *QUICK, "-o", "out.csv", "--force").code == 0
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("redirect", ["> /dev/full", ">&-", "| head -1", "< /dev/null"])
def test_streams_that_are_full_closed_or_cut_short(tmp_path, redirect):
    shell = f"{sys.executable} -m csptool allocate {CSV} --pot 97905.06 --by '24/25 Funding' --format csv {redirect}"
    ran = subprocess.run(["bash", "-c", shell], cwd=tmp_path, capture_output=True, text=True, check=False, env=_env())
    assert "Traceback" not in ran.stderr
    assert "a fault in csptool itself" not in ran.stderr
    assert ran.returncode == (2 if redirect == "> /dev/full" else 0)


def test_names_that_are_no_text_are_printed_somehow(tmp_path):
    name = os.fsdecode(b"\xff.csv")
    command = [sys.executable, "-m", "csptool", "allocate", name, "--pot", "1", "--by", "B", "--fund", name]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=_env())
    assert ran.returncode == 2
    assert "found no such file" in ran.stderr
