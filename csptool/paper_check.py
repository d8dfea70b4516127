"""One paper after another, read and verified; a paper that cannot be read stops none of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from csptool.faults import Fault, Faults
from csptool.labels import tidy
from csptool.papers import ReadPaper, read_paper
from csptool.progress import under_way
from formulas.findings import Finding, findings
from formulas.relations.causes import causes
from formulas.verify import Verification, verify

if TYPE_CHECKING:
    from csptool.declared_checks import ChecksSheet


@dataclass(frozen=True)
class CheckedPaper:
    """A paper and what was found in it; or the faults for which it could not be read."""

    path: str
    read: ReadPaper | None = None
    verification: Verification = field(default_factory=lambda: Verification((), (), 0))
    findings: Sequence[Finding] = ()
    accepted: Sequence[tuple[Finding, str]] = ()  # with the reason of each
    faults: Sequence[Fault] = ()

    @property
    def name(self) -> str:
        """What the paper is called."""
        return "standard input" if self.path == "-" else tidy(self.path)

    def of(self, verdict: str) -> list[Finding]:
        """The findings with a verdict."""
        return [finding for finding in self.findings if finding.verdict == verdict]

    def told(self, *, strict: bool) -> list[Finding]:
        """The findings told one by one: what is wrong and what no rounding explains; with `strict` every query."""
        return [one for one in self.findings if strict or one.verdict == "wrong" or one.beyond_rounding]


def check_papers(paths: Sequence[str], checks: ChecksSheet | None = None) -> Iterator[CheckedPaper]:
    """Each paper checked, in order, with the checks that somebody declares beside those that are found."""
    for path in paths:
        name = "standard input" if path == "-" else tidy(path)
        try:
            with under_way(f"Reading {name}"):
                read = read_paper(path)
            with under_way(f"Checking {name}"):
                verification = verify(read.paper)
                if checks:
                    relations = (*verification.relations, *checks.relations(path, read.paper))
                    verification = replace(verification, relations=relations, causes=tuple(causes(list(relations))))
        except Faults as wrong:
            yield CheckedPaper(path, faults=wrong.faults)
            continue
        yield CheckedPaper(path, read, verification, findings(verification))
