"""The pandas doorway: a frame in, a frame out, exact numbers inside."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from formulas.allocation import Area, Fund, allocate
from formulas.exact import in_full, read
from formulas.rounding import Rounding

if TYPE_CHECKING:
    from pandas import DataFrame


def allocate_frame(
    frame: DataFrame,
    pot: str | int | Decimal,
    by: str,
    area: str,
    *,
    unit: str | int | Decimal = "0.01",
    rule: str = "largest-remainder",
    residue_to: str = "",
) -> DataFrame:
    """Share `pot` pounds among the rows of `frame` in proportion to its column `by`, named by its column `area`.

    Gives a copy with three more columns: `exact` (a Fraction of pounds), `allocation` (a Decimal, in pounds) and
    `odd_unit` (the units beyond the row's own). Floats in `by` stand for the shortest decimal that gives them.
    Rounds as `formulas.allocation.allocate` does and refuses what it refuses; text in `by` is read as `formulas.exact`
    reads it.
    """
    areas = [Area(str(name), _exact(basis)) for name, basis in zip(frame[area], frame[by], strict=True)]
    fund = Fund(read(pot).value, rounding=Rounding(read(unit).value, rule), residue_to=residue_to)
    shared = allocate(fund, areas)
    columns: dict[str, Any] = {
        "exact": [shared.exact(row) for row in range(len(areas))],
        "allocation": [Decimal(in_full(amount)) for amount in shared.amounts],
        "odd_unit": shared.shared.odd(),
    }
    return frame.assign(**columns)


def _exact(basis: Any) -> Fraction:
    """A cell of a column as an exact number; numpy's numbers are taken for the Python numbers they stand for."""
    plain = basis.item() if hasattr(basis, "item") else basis
    return read(Decimal(repr(plain)) if isinstance(plain, float) else plain).value
