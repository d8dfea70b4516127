"""Every kind of relation that is looked for: what it says, how it is recognised, and what establishes it.

`words` is how a failing one is spoken of, where it is no plain sum: {result} is what follows, {terms} the printed
figures that it follows from ({first} and {second} the first of them, {where} where they stand, if elsewhere), {why}
what establishes it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of relation."""

    name: str
    says: str
    recognised: str
    established: str
    words: str = ""


_FIGURES = "the figures fit in enough columns or rows, and tightly enough, that chance would hardly make them"
_LABEL = "its label (total, net, remaining, variance), or " + _FIGURES
_COLUMN = "it holds in nearly all rows of the column"

_KINDS = (
    Kind(
        "column_sum",
        "a row is the sum of rows above it: a subtotal, a total, a total of subtotals",
        "the rows just above it that have not been added up already; its label says total, or the figures fit",
        _LABEL,
    ),
    Kind(
        "row_sum",
        "a column is the sum of columns to its left",
        "the columns just before it that have not been added up already; its heading says total, or the figures fit",
        _LABEL,
    ),
    Kind(
        "parts_of_total",
        "a total is printed first, its parts after it",
        "a label such as total, of which, made up of, financed by, or figures that fit",
        _LABEL,
    ),
    Kind(
        "difference",
        "a row or column is one figure less others: budget less spending, less an item headed Less",
        "labels such as less, net, variance, remaining, or two lines of the table whose difference it is",
        _LABEL,
    ),
    Kind(
        "sum",
        "a row or column is the sum of others that its label or the figures point to",
        "a label such as total, net or remaining, or two lines of the table whose sum it is",
        _LABEL,
    ),
    Kind(
        "signed_sum",
        "a row or column is made up of others, some added and some taken off, all printed without a sign",
        "a closing figure, a net figure or a total after a block of three to seven lines",
        _FIGURES,
    ),
    Kind(
        "product",
        "a column is the product of two others: number times price",
        "two columns whose product it is in nearly every row",
        _COLUMN,
        "{first} times {second} is {result}: {why}",
    ),
    Kind(
        "running_balance",
        "a balance is the one in the row before, with what came in and went out",
        "a column headed balance, running, cumulative, remaining or held",
        _COLUMN,
    ),
    Kind(
        "same_figure",
        "two lines state the same figures: net assets and total equity",
        "both are called totals or net figures and agree wherever both are printed but for one place",
        "they agree in the other columns, and one slip explains the place where they do not",
        "the same figure is printed as {terms}",
    ),
    Kind(
        "carried_forward",
        "what one period closes with, the next opens with",
        "labels such as brought forward and carried forward, opening and closing",
        "most periods of the table agree",
        "the balance carried forward is {terms}",
    ),
    Kind(
        "yearly_from_cumulative",
        "a yearly figure is the rise of a cumulative one",
        "a line labelled cumulative beside the line",
        "most years of the table agree",
    ),
    Kind(
        "percent_change",
        "a percentage is the change from one figure to another",
        "a column of percentages that two columns of figures explain",
        _COLUMN,
        "the change to {first} from {second} is {result}",
    ),
    Kind(
        "percent_of",
        "a percentage is one figure as a part of another",
        "a column of percentages that two columns of figures explain",
        _COLUMN,
        "{first} is {result} of {second}",
    ),
    Kind(
        "share_of_total",
        "a percentage is a row's part of the total of a column",
        "a column of percentages that one column of figures and its total explain",
        _COLUMN,
        "{first} is {result} of {second}",
    ),
    Kind(
        "ratio",
        "a rate is one figure divided by another: per head, per dwelling",
        "a column whose heading says per, rate or average, and two columns that explain it",
        _COLUMN,
        "{first} divided by {second} is {result}",
    ),
    Kind(
        "band",
        "a council tax band is so many ninths of Band D",
        "rows or columns named Band A to Band I beside Band D",
        "three bands or more agree, and more than twice as many agree as do not",
        "{why} ({first}) is {result}",
    ),
    Kind(
        "period",
        "a weekly, monthly or daily figure is the yearly one divided",
        "a heading that says weekly, monthly or daily, and a column that explains it",
        _COLUMN,
        "{why} is {result}",
    ),
    Kind(
        "parts_in_words",
        "a sentence gives a whole, what is taken from it and what is left",
        "words such as of which, leaving, the remainder; a table nearby that prints the same figures more finely wins",
        "the sentence says so",
    ),
    Kind(
        "sum_in_words",
        "a paragraph gives a total and the list of its parts",
        "three amounts or more beside an amount that they add up to, or that is called a total",
        "they add up, or one slip mends a total that is called one",
    ),
    Kind(
        "percent_of_in_words",
        "a sentence gives one figure out of another, and the percentage",
        "so many out of so many, with a percentage after it",
        "the sentence says so",
        "{first} is {result} of {second}",
    ),
    Kind(
        "change_in_words",
        "a sentence gives two figures and by how much they differ",
        "from one figure to another, or compared with it, with a rise or a fall of so much",
        "the sentence says so",
        "the change between {first} and {second} is {result}",
    ),
    Kind(
        "percent_change_in_words",
        "a sentence gives a change as a percentage, and the figures that it changes",
        "a rise or fall of so many per cent beside the two figures, or beside the amount and one of them",
        "the sentence says so; per cent and percentage points, of the old figure and of the new, are all tried",
        "with {first} and {second} it is {result}",
    ),
    Kind(
        "total_in_words",
        "an amount in the text is the sum of a column of a table nearby that prints no total",
        "an amount of five digits or more that a column within three paragraphs adds up to",
        "the column adds up to it; one that all but does is a query",
    ),
    Kind(
        "implied_pot",
        "a stated pot or total lies among the pots that the rows imply, each row being in proportion to another column",
        "an amount that is, or all but is, the sum of a column, where the column follows from another by one rate",
        "one pot gives every row to its last place; a figure outside is a query, for it may state something else",
        "{why}; the nearest is {result}",
    ),
    Kind(
        "change_of_row",
        "a sentence states the change of a row of a table",
        "a sentence with every word of the row's label, and a rise or fall of so many per cent",
        "the table prints both figures",
        "the change from {second} to {first}{where} is {result}",
    ),
    Kind(
        "stated_twice",
        "a sentence and a table state the same measure",
        "a sentence with every word of the row's label, and two figures",
        "the sentence names the row",
        "the same measure is {first}{where}",
    ),
    Kind(
        "declared",
        "what a row of --checks says",
        "a row of the checks sheet",
        "whoever wrote the checks sheet",
        "the check “{why}” makes it {result}",
    ),
)

KINDS = {kind.name: kind for kind in _KINDS}
