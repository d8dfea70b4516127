"""Small papers written as text, and what verify says of them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from formulas.exact import in_full
from formulas.paper import Cell, Paper, Paragraph, Table
from formulas.relations.entry import Entry
from formulas.relations.grid import Grid, grid_of
from formulas.relations.relation import Relation
from formulas.verify import Verification, verify


def table(text: str, caption: str = "", number: int = 1, header: int = 1) -> Table:
    """A table from lines whose cells are parted by bars."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines() if line.strip()]
    width = max(map(len, rows))
    return Table(
        number, tuple(tuple(Cell(t) for t in row + [""] * (width - len(row))) for row in rows), header, caption
    )


def grid(text: str, caption: str = "", header: int = 1) -> Grid:
    """The grid of such a table."""
    found = grid_of(table(text, caption, header=header))
    assert found is not None
    return found


def paper(text: str) -> Paper:
    """A paper of paragraphs and tables, a blank line between them; a table has the paragraph above for its caption."""
    blocks: list[Paragraph | Table] = []
    for number, block in enumerate(text.strip().split("\n\n"), 1):
        above = blocks[-1].text if blocks and isinstance(blocks[-1], Paragraph) else ""
        if "|" in block:
            blocks.append(table(block, above, sum(isinstance(b, Table) for b in blocks) + 1))
        else:
            blocks.append(Paragraph(number, " ".join(block.split())))
    return Paper(tuple(blocks))


def told(text: str, caption: str = "") -> Verification:
    """What is found in one table, or in a paper of several blocks."""
    one = "|" in text and "\n\n" not in text.strip()
    return verify(Paper((table(text, caption),)) if one else paper(text))


def accused(found: Verification) -> dict[str, str]:
    """The figures called wrong, each with what was likely meant, in base units."""
    return {cause.entry.printed: in_full(cause.meant) for cause in found.causes}


def of_kind(found: Verification, *kinds: str) -> list[Relation]:
    """The relations of some kinds."""
    return [relation for relation in found.relations if relation.kind in kinds]


def verdicts(found: Verification, *kinds: str) -> dict[str, int]:
    """How many relations of some kinds, or of all, got each verdict."""
    return dict(Counter(r.verdict for r in (of_kind(found, *kinds) if kinds else found.relations)))


def reads(found: Verification, result: str) -> set[tuple[str, ...]]:
    """The sums that a printed figure is the result of, each as its terms with their signs."""
    return {
        tuple(f"{'-' if weight < 0 else '+'}{entry.printed}" for entry, weight in r.terms)
        for r in found.relations
        if r.result.printed == result
    }


def entry(printed: str, value: object = None, half: object = Fraction(1, 2), **more: object) -> Entry:
    """A figure by itself, whole unless said otherwise."""
    plain = Fraction(str(value)) if value is not None else Fraction(printed.replace(",", "").strip("£"))
    decimals = len(printed.partition(".")[2])
    return Entry(printed, plain, Fraction(str(half)), decimals, "", **more)  # type: ignore[arg-type]
