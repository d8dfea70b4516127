"""The register of mechanisms: what each is called, takes, does, whence it comes, and a worked example.

The command line, the templates, the documents and the tests over all mechanisms read it; a new mechanism is one new
file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from formulas.stage import Figures, Stage

# the order in which a run takes its steps, after the top-slices and before the rounding
FIXED, FORMULA, TRANSITION, FLOORS, BOUNDS, AFTER = (
    "fixed sums",
    "formula",
    "transition",
    "floors and ceilings",
    "minimums and caps",
    "withheld shares",
)
STAGES = (FIXED, FORMULA, TRANSITION, FLOORS, BOUNDS, AFTER)


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: a fund of a few areas, the rule's value, and the amounts it must come to, to the penny."""

    pot: str
    basis: tuple[str, ...]
    value: str
    expected: tuple[str, ...]
    of: str = ""
    previous: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    beside: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A kind of rule.

    `value` says what its value is: `rate` (above nought), `part` (nought to one), `pounds` or nothing. `of` says what
    else it takes: `column`, `area`, `part`, `years`, `choice` (one of `choices`, each with what it means) or nothing.
    `words` describe it with {value} and {of} filled in. `apply` gives the amounts after it; a `bound` gives the lowest
    or highest amount of every area, and all bounds of a run are met together. `solves` names rules of its stage that it
    meets in one go with itself. A `companion` changes how the step named works and is no step of its own.
    `changes_pool` says that it may add money or leave some over.
    """

    name: str
    stage: str
    value: str
    words: str
    note: str
    source: str
    example: Example
    apply: Callable[[Stage], Figures] | None = None
    bound: Callable[[Stage], Figures] | None = None
    lowest: bool = False
    of: str = ""
    of_note: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    needs_previous: bool = False
    solves: tuple[str, ...] = ()
    companion: str = ""
    changes_pool: bool = False


_REGISTER: dict[str, Mechanism] = {}


def register(mechanism: Mechanism) -> Mechanism:
    """Put a mechanism in the register; a name is used once."""
    if mechanism.name in _REGISTER:
        raise ValueError(f"there is a mechanism {mechanism.name} already")
    _REGISTER[mechanism.name] = mechanism
    return mechanism


@cache
def mechanisms() -> Mapping[str, Mechanism]:
    """Every mechanism by its name, in the order of a run."""
    import formulas.mechanisms

    for module in pkgutil.iter_modules(formulas.mechanisms.__path__):
        importlib.import_module(f"formulas.mechanisms.{module.name}")
    order = {stage: place for place, stage in enumerate(STAGES)}
    return dict(sorted(_REGISTER.items(), key=lambda item: (order[item[1].stage], item[0])))
