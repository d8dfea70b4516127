"""The figures of sentences."""

from __future__ import annotations

from fractions import Fraction

import pytest

from formulas.relations.mentions import mentions, sentences


def read(text: str) -> list[tuple[str, str, str]]:
    return [(m.entry.printed, m.kind, m.hedge) for m in mentions(text, 1, None)]


@pytest.mark.parametrize(
    ("text", "printed", "kind", "value"),
    [
        ("It cost £1.25m.", "£1.25m", "money", 1_250_000),
        ("It cost £3 million in all.", "£3 million", "money", 3_000_000),
        ("It cost £450k.", "£450k", "money", 450_000),
        ("It cost £1,204.50.", "£1,204.50", "money", Fraction("1204.5")),
        ("It rose 4.5 per cent.", "4.5 per cent", "percent", Fraction("4.5")),
        ("It rose 3 percentage points.", "3 percentage points", "points", 3),
        ("There were 1,204 calls.", "1,204", "number", 1204),
        ("There were twenty-three calls.", "twenty-three", "number", 23),
    ],
)
def test_figures(text, printed, kind, value):
    (mention,) = mentions(text, 1, None)
    assert (mention.entry.printed, mention.kind, mention.entry.value) == (printed, kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 it was new.",
        "The year 2023/24 ended.",
        "It began on 3 May and ended on 14th June.",
        "See paragraph 12 of section 4, page 9 and Appendix 3.",
        "The form is AB12/345.",
        "It opened at 10:30.",
        "On 12/05/2023 they met.",
        "Item 7 of Phase 2 is a Grade 8 post.",
    ],
)
def test_dates_times_and_references_are_no_figures(text):
    assert not mentions(text, 1, None)


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("over", "over"), ("more than", "over"), ("in excess of", "over"), ("at least", "over"),
        ("almost", "under"), ("nearly", "under"), ("just under", "under"), ("up to", "under"),
        ("about", "about"), ("approximately", "about"), ("approx.", "about"), ("circa", "about"), ("some", "about"),
        ("exactly", ""), ("of", ""),
    ],
)  # fmt: skip
def test_hedges(words, hedge):
    assert read(f"It cost {words} £412,000.") == [("£412,000", "money", hedge)]


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("£70,000", "5000"),
        ("£71,250", "0.5"),
        ("£71,200", "0.5"),
        ("£1.2m", "50000"),
        ("£5", "0.5"),
        ("£1,204.50", "0.005"),
    ],
)
def test_an_amount_with_three_noughts_or_more_may_be_rounded(text, half):
    (mention,) = mentions(f"It cost {text} then.", 1, None)
    assert mention.entry.half == Fraction(half)


def test_a_count_is_exact():
    (mention,) = mentions("There were 1,234 calls.", 1, None)
    assert mention.entry.half == 0


def test_each_figure_knows_its_place():
    (first, second) = mentions("Of £12 they spent £9.", 3, 2)
    assert [(m.entry.paragraph, m.entry.at, m.entry.page) for m in (first, second)] == [(3, 4, 2), (3, 19, 2)]


def test_sentences_do_not_end_at_abbreviations_or_points():
    text = "It cost approx. £5.2m in all. That is 4.1% more (see no. 7). £3m was left."
    assert [text[a:b] for a, b in sentences(text)] == [
        "It cost approx. £5.2m in all.",
        "That is 4.1% more (see no. 7).",
        "£3m was left.",
    ]
