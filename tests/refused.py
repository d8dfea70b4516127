"""What a calculation is refused for, as a sentence."""

from __future__ import annotations

import pytest

from formulas.refusals import Refused


def refused(code: str, work_out, *arguments, **named) -> str:
    """The first refusal of this code, which there must be."""
    with pytest.raises(Refused) as stopped:
        work_out(*arguments, **named)
    found = {refusal.code: str(refusal) for refusal in reversed(stopped.value.refusals)}
    assert code in found
    return found[code]
