"""A precept workbook with dwellings and nothing to raise: the tax bases alone."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Faults
from csptool.precept_run import failed_bases, place_of
from csptool.sheets.precept_sheet import PreceptInput
from formulas.billing_authorities import total_base
from formulas.refusals import Refused


@dataclass(frozen=True)
class TaxBases:
    """What was given, with the base of every billing authority, and the bases together."""

    given: PreceptInput
    total: Fraction

    @property
    def failed(self) -> list[str]:
        """What does not hold: a base stated that its dwellings do not come to."""
        return failed_bases(self.given)


def tax_bases(given: PreceptInput) -> TaxBases:
    """Add the bases up; what the arithmetic refuses becomes a fault at the place where it was stated."""
    try:
        return TaxBases(given, total_base(given.authorities))
    except Refused as refused:
        raise Faults([place_of(given, one) for one in refused.refusals]) from None
