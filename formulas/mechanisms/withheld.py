"""Withheld shares: money allocated to an area but not yet paid to it, until a contract is signed or a return is in.

Everybody is allocated to; the part withheld is marked as held, rounded to the penny half away from zero, and kept out
of what is paid. It is released, or shared out again, later. The allocation itself does not change.
"""

from __future__ import annotations

from formulas.mechanisms.register import AFTER, Example, Mechanism, register

WITHHELD = "withheld"

register(
    Mechanism(
        WITHHELD,
        AFTER,
        "part",
        "{value} of the allocation of {of} is held and not yet paid",
        "The part of an area's allocation that is held, and not paid until it is released.",
        "shares held until a contract is signed",
        Example("100000", ("5", "3", "2"), "100%", ("50000.00", "30000.00", "20000.00"), of="Area 2"),
        of="area",
        of_note="The area whose share is held; blank holds that part of every area's.",
        companion="rounding",
    )
)
