"""The pre-commit hook and the GitHub Action: what they say they run, run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap

import pytest

from tests.conftest import EXAMPLES

ROOT = EXAMPLES.parent
PAPERS = EXAMPLES / "papers"
ACTION = (ROOT / "action.yml").read_text(encoding="utf-8")


@pytest.fixture
def step(tmp_path):
    """Run the last step of the action in a folder with papers, as the runner would: by bash, inputs in variables."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not on this machine")
    command = tmp_path / "bin" / "csptool"
    command.parent.mkdir()
    command.write_text(f'#!{bash}\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m csptool "$@"\n')
    command.chmod(0o755)
    work = tmp_path / "work"
    (work / "papers" / "two words").mkdir(parents=True)
    shutil.copy(PAPERS / "engagement.md", work / "papers" / "engagement.md")
    shutil.copy(PAPERS / "budget.txt", work / "papers" / "two words" / "budget 1.txt")
    script = textwrap.dedent(ACTION.rpartition("run: |\n")[2])

    def run(papers, **inputs):
        path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
        given = {"PAPERS": papers, "ACCEPT": "", "CHECKS": "", "STRICT": "false", "REPORT": ""} | inputs
        env = {**os.environ, "PATH": path, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"), **given}
        command_line = [bash, "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
        return subprocess.run(command_line, cwd=work, env=env, capture_output=True, text=True, check=False), work

    return run


def test_the_action_fails_for_a_wrong_paper_and_writes_the_summary(step, tmp_path):
    ran, _ = step("papers/*.md\n")
    assert ran.returncode == 1, ran.stderr
    assert "3 figures do not follow" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_wildcards_folders_and_names_with_spaces(step):
    ran, _ = step("papers/**/*.txt\n")
    assert ran.returncode == 0, ran.stderr
    assert "budget 1.txt" in ran.stdout


def test_a_name_is_never_run_nor_taken_for_an_option(step):
    ran, work = step("$(touch owned)\n--help\n; touch owned\n")
    assert ran.returncode == 2
    assert ran.stderr.count("no such file") == 3
    assert not (work / "owned").exists()


def test_the_other_inputs_are_handed_on(step):
    accepted = "papers/engagement.md"
    ran, work = step(accepted, ACCEPT="known.toml")
    assert ran.returncode == 2
    assert "known.toml" in ran.stderr
    ran, work = step(accepted, STRICT="true", REPORT="copy.html")
    assert ran.returncode == 1
    assert (work / "copy.html").stat().st_size > 1000


def test_every_input_of_the_action_reaches_the_step():
    inputs = re.findall(r"^  (\w+):$", ACTION.partition("runs:")[0], re.M)
    assert inputs == ["papers", "accept", "checks", "strict", "report"]
    for name in inputs:
        assert f"{name.upper()}: ${{{{ inputs.{name} }}}}" in ACTION
        assert f"${name.upper()}" in ACTION.rpartition("run: |\n")[2]
    assert "${{" not in ACTION.rpartition("run: |\n")[2]  # nothing is pasted into the script


def test_the_hook_runs_a_command_that_is_there():
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    [entry] = re.findall(r"^  entry: (.*)$", hook, re.M)
    assert entry == "csptool verify"
    [pattern] = re.findall(r"^  files: (.*)$", hook, re.M)
    assert all(re.search(pattern, name) for name in ("a/b.md", "x.html", "x.docx", "x.pdf"))
    assert not re.search(pattern, "x.py")
