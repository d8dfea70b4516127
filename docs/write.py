"""Writes what the documents quote of the program: `python docs/write.py`; with --check it only says what is stale.

In the README, in docs/ and in the READMEs of examples/ every block that starts with ```console and a line `$ csptool
...` is followed by what that command prints. docs/cli.md is the help of every verb, docs/rules.md the register of
mechanisms. The check also runs every ```python block.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from formulas.mechanisms.register import Mechanism

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
BLOCK = re.compile(r"```console\n\$ (csptool[^\n]*)\n.*?```", re.DOTALL)
VERBS = (
    "",
    "allocate",
    "redistribute",
    "monitor",
    "notices",
    "ledger",
    "precept",
    "verify",
    "infer",
    "whatif",
    "template",
)


def output_of(command: str) -> str:
    """What a command prints on standard output, run at the top of the project as the README's reader would run it."""
    environment = {**os.environ, "COLUMNS": "100", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    run = [sys.executable, "-m", "csptool", *shlex.split(command)[1:]]
    ran = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    if ran.returncode not in (0, 1):
        sys.exit(f"{command}\n{ran.stderr}")  # a document quotes what works
    return ran.stdout.replace("python -m csptool", "csptool")


def with_outputs(text: str) -> str:
    """The document with every console block's output as it is now."""
    return BLOCK.sub(lambda block: f"```console\n$ {block[1]}\n{output_of(block[1]).rstrip()}\n```", text)


def command_line() -> str:
    """docs/cli.md: the help of csptool and of each verb."""
    parts = ["# The command line\n\nWritten by `make docs` from the program's own help.\n"]
    for verb in VERBS:
        name = f"csptool {verb}".strip()
        parts.append(f"## {name}\n\n```text\n{output_of(f'{name} --help').rstrip()}\n```\n")
    return "\n".join(parts)


def rules() -> str:
    """docs/rules.md: every rule of a formula fund, from the register of mechanisms."""
    from formulas.mechanisms.register import STAGES, mechanisms

    parts = ["# The rules of a formula fund\n\nWritten by `make docs` from the register, in the order of a run.\n"]
    for stage in STAGES:
        of_stage = [mechanism for mechanism in mechanisms().values() if mechanism.stage == stage]
        parts += [f"## {stage.capitalize()}\n", *(_rule(mechanism) for mechanism in of_stage)]
    return "\n".join(parts)


def _rule(mechanism: Mechanism) -> str:
    from formulas.exact import in_full, in_pounds, read

    example = mechanism.example
    words = mechanism.words.format(value="*value*", of="*of*")
    lines = [
        f"### {mechanism.name}\n",
        f"{mechanism.note} {mechanism.of_note}".strip(),
        "",
        f"In the list of steps: {words}.",
        "",
    ]
    if mechanism.also:
        lines += [f"Also called: {', '.join(mechanism.also)}.", ""]
    lines += [f"Source: {mechanism.source}.", ""]
    columns = {
        "Basis": example.basis,
        **example.columns,
        **({"Previous": example.previous} if example.previous else {}),
    }
    stated = " and ".join(
        " ".join(part for part in line if part)
        for line in ((mechanism.name, example.value, example.of), *example.beside)
    )
    lines += [f"Worked example: a pot of £{int(example.pot):,} shared by the basis, with {stated}.", ""]
    lines += [f"| area | {' | '.join(columns)} | amount |", "|---|" + "---:|" * (len(columns) + 1)]
    for row, amount in enumerate(example.expected):
        figures = " | ".join(in_full(read(column[row]).value, grouped=True) for column in columns.values())
        lines.append(f"| {row + 1} | {figures} | {in_pounds(read(amount).value)} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the documents, or with --check compare them; 1 if any is stale."""
    written = (ROOT / "README.md", *sorted(ROOT.glob("docs/*.md")), *sorted(ROOT.glob("examples/*/README.md")))
    documents = {path: with_outputs(path.read_text(encoding="utf-8")) for path in written}
    documents[ROOT / "docs" / "rules.md"] = rules()
    documents[ROOT / "docs" / "cli.md"] = command_line()
    stale = [path for path, text in documents.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        for text in documents.values():
            for program in PYTHON.findall(text):
                subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale: run `make docs`")
        return 1 if stale else 0
    for path in stale:
        path.write_text(documents[path], encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
