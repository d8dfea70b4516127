"""What the arithmetic refuses: always what was found, what was expected and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing refused.

    `code` is a stable name that programs may test; the other fields are sentences' parts for people.
    `about` is the field or the row that is at fault, as the caller named it.
    """

    code: str
    about: str
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.about}: found {self.found}, expected {self.expected}; {self.remedy}"


class Refused(ValueError):
    """Raised with every refusal of a calculation's input, never only the first."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("\n".join(map(str, refusals)))
        self.refusals = refusals
