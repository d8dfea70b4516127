"""Two lines that state the same figures."""

from __future__ import annotations

from tests.relations.told import accused, of_kind, told, verdicts

SHEET = """
| 31 March 2021 | 31 March 2022 | 2023
Assets | 91,204 | 93,377 | 95,410
Liabilities | (40,118) | (41,006) | (41,923)
Net assets | 51,086 | 52,371 | 53,487
General fund | 30,050 | 31,870 | 32,004
Earmarked reserves | 21,036 | 20,501 | 21,483
Total reserves | 51,086 | 52,371 | 53,487
"""


def test_net_assets_are_total_reserves():
    found = told(SHEET)
    assert verdicts(found, "same_figure") == {"exact": 3}
    assert not found.causes


def test_a_figure_copied_wrongly_is_accused():
    found = told(SHEET.replace("53,487\nGeneral", "53,478\nGeneral"))
    assert accused(found) == {"53,478": "53487"}
    assert {r.kind for r in found.causes[0].explains} >= {"same_figure"}


def test_lines_that_agree_once_state_different_things():
    found = told(
        """
        | 31 March 2021 | 31 March 2022 | 2023
        Total grants | 4,310 | 4,505 | 4,811
        Total fees | 1,204 | 4,505 | 1,377
        """
    )
    assert not of_kind(found, "same_figure")
