"""The referendum test: every year listed, its limbs, edges, remarks and refusals."""

from __future__ import annotations

from fractions import Fraction

import pytest

from csptool.principles import known_principles, read_principles
from formulas.referendum import judge_rise, largest_allowed, principle_of
from formulas.refusals import Refused
from tests.refused import refused


def test_every_year_from_2012_13_to_2026_27_is_listed_with_its_source():
    years = [f"{first}/{(first + 1) % 100:02}" for first in range(2012, 2027)]
    assert list(known_principles()) == years
    assert all(principle.source and principle.limbs for principle in known_principles().values())
    assert [year for year in years if known_principles()[year].lowest] == ["2013/14", "2016/17", "2017/18"]
    assert [year for year in years if known_principles()[year].uncertain] == ["2012/13", "2013/14", "2026/27"]


def test_an_unlisted_year_is_refused_and_wales_has_no_principles():
    told = refused("unlisted-year", principle_of, known_principles(), "2027/28")
    assert "2012/13 to 2026/27" in told
    assert "not guessed" in told
    assert "England or Wales" in refused("nation", principle_of, {}, "2025/26", "Scotland")
    found = judge_rise(principle_of({}, "2099/00", "Wales"), Fraction(100), Fraction(200))
    assert (found.excessive, found.largest) == (False, None)
    assert found.words.startswith("No referendum principles apply in Wales")


def test_exactly_two_per_cent_is_excessive_from_2014_15_and_was_not_known_to_be_before():
    before, after = Fraction("200.00"), Fraction("204.00")
    for year, excessive in (("2013/14", False), ("2014/15", True), ("2015/16", True), ("2016/17", True)):
        assert judge_rise(known_principles()[year], before, after).excessive is excessive
    assert largest_allowed(known_principles()["2014/15"], before) == Fraction("203.99")
    assert largest_allowed(known_principles()["2013/14"], before) == Fraction("204.00")


def test_two_limbs_give_the_greater_allowance_whichever_it_is():
    principle = known_principles()["2016/17"]
    cheap, dear = Fraction("100.00"), Fraction("300.00")
    assert largest_allowed(principle, cheap, lowest_charging=True) == Fraction("105.00")
    assert largest_allowed(principle, dear, lowest_charging=True) == Fraction("305.99")
    told = judge_rise(principle, cheap, Fraction("105.00"))
    assert told.excessive
    assert told.words.endswith("For the ten lowest-charging it would not be: say so if the authority is one of them.")
    assert "2% or more and more than £5.00" in judge_rise(principle, cheap, Fraction(106), lowest_charging=True).words
    other = judge_rise(known_principles()["2015/16"], cheap, Fraction(105), lowest_charging=True)
    assert other.excessive
    assert "no rule of their own for the lowest-charging" in other.words


def test_a_limit_of_its_own_stands_in_place_of_the_year_s():
    principle, before = known_principles()["2026/27"], Fraction("195.77")
    assert largest_allowed(principle, before, limit=Fraction("18.50")) == Fraction("214.27")
    told = judge_rise(principle, before, Fraction("214.27"))
    assert told.excessive
    assert "Northumbria £18.50, Durham £18.50" in told.words
    over = judge_rise(principle, before, Fraction("214.28"), limit=Fraction("18.50"))
    assert over.excessive
    assert over.words.endswith("That is the authority's own limit.")


def test_a_limit_is_counted_from_band_d_as_it_was_set_to_four_decimals():
    before, principle = Fraction("286.2302"), known_principles()["2025/26"]
    assert largest_allowed(principle, before) == Fraction("300.2302")
    assert not judge_rise(principle, before, Fraction("300.2302")).excessive
    assert judge_rise(principle, before, Fraction("300.2303")).excessive
    assert "a rise of £14.0001 (" in judge_rise(principle, before, Fraction("300.2303")).words


def test_a_freeze_or_a_cut_is_never_excessive():
    for principle in known_principles().values():
        for after in ("100", "99.99", "0"):
            found = judge_rise(principle, Fraction(100), Fraction(after))
            assert not found.excessive
            assert found.words.startswith("Not excessive: Band D does not rise in ")


def test_what_a_referendum_test_is_refused_for():
    principle = known_principles()["2025/26"]
    with pytest.raises(Refused) as stopped:
        judge_rise(principle, Fraction(0), Fraction(-1), limit=Fraction(0))
    assert [refusal.code for refusal in stopped.value.refusals] == ["band-d-before", "negative-band-d", "limit"]


def test_a_year_is_added_by_a_file_and_a_wrong_operator_refused():
    text = '[[principle]]\nyear = "2027/28"\nlimbs = [{ operator = ">=", amount = "£16" }]\nsource = "its report"\n'
    more = known_principles() | read_principles(text)
    assert largest_allowed(principle_of(more, "2027/28"), Fraction(300)) == Fraction("315.99")
    assert "=> £16" in refused("limb", read_principles, text.replace(">=", "=>"))
    assert "> or >=" in refused("limb", read_principles, text.replace("£16", "16p"))
