"""One paper after another, read and verified; a paper that cannot be read stops none of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from csptool.faults import Fault, Faults
from csptool.labels import tidy
from csptool.papers import ReadPaper, read_paper
from csptool.progress import under_way
from formulas.findings import Finding, findings
from formulas.verify import Verification, verify


@dataclass(frozen=True)
class CheckedPaper:
    """A paper and what was found in it; or the faults for which it could not be read."""

    path: str
    read: ReadPaper | None = None
    verification: Verification = field(default_factory=lambda: Verification((), (), 0))
    findings: Sequence[Finding] = ()
    faults: Sequence[Fault] = ()

    @property
    def name(self) -> str:
        """What the paper is called."""
        return "standard input" if self.path == "-" else tidy(self.path)

    def of(self, verdict: str) -> list[Finding]:
        """The findings with a verdict."""
        return [finding for finding in self.findings if finding.verdict == verdict]


def check_papers(paths: Sequence[str]) -> Iterator[CheckedPaper]:
    """Each paper checked, in order."""
    for path in paths:
        name = "standard input" if path == "-" else tidy(path)
        try:
            with under_way(f"Reading {name}"):
                read = read_paper(path)
            with under_way(f"Checking {name}"):
                verification = verify(read.paper)
        except Faults as wrong:
            yield CheckedPaper(path, faults=wrong.faults)
            continue
        yield CheckedPaper(path, read, verification, findings(verification))
