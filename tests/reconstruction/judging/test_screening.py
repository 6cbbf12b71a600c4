"""Contradictions that arithmetic finds before anything is solved."""

from __future__ import annotations

from typing import Any

import pytest

from replay.race.story.finding import Reason, ReasonKind
from replay.reconstruction.judging.screening import SetAside, blamed_on_results, screen
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.solving.first_guess import usual_finish_s
from replay.reconstruction.solving.rough_motion import rough_sampled
from replay.track.catalogue import load_track
from tests.helpers.fields import race


def screened(
    *story: dict[str, Any], letters: str = "ABC", **changes: Any
) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """(ids kept, ids set aside with what they contradict: ids of facts, or what kind of thing)."""
    told = race(letters, story=story, **changes)
    kept, aside = screen(problem_of(told, load_track("izu")), told.story)
    return [fact.id for fact in kept], {item.fact.id: _against(item) for item in aside}


def _against(item: SetAside) -> tuple[str, ...]:
    return () if item.reason is None else item.reason.facts or (item.reason.kind,)


def gap(when: str, **amount: Any) -> dict[str, Any]:
    sure: dict[str, Any] = {key: amount.pop(key) for key in ("sure", "main") if key in amount}
    return {"when": when, "gap": {"ahead": "A", "of": "B", **amount}, **sure}


@pytest.mark.parametrize(
    ("amount", "stands"),
    [
        ({"m": "about 14"}, True),
        ({"m": "about 38"}, False),
        ({"straights": "about 1"}, False),
        ({"laps": "about 0.25"}, False),
        ({"lengths": "about 8"}, True),
        ({"lengths": "at least 3"}, True),
        ({"lengths": "at most 1"}, False),
        ({"s": "about 0.8"}, True),
        ({"s": "about 1.5"}, False),
    ],
)
def test_a_lead_at_the_line_against_a_gap_of_0_8_s(amount: dict[str, str], stands: bool) -> None:
    kept, aside = screened(gap("finish", **amount), gaps=[0, 0.8, 0.9])
    assert kept == (["story 1 (gap)"] if stands else [])
    assert aside == ({} if stands else {"story 1 (gap)": ("result B",)})


def test_a_lead_over_the_field_at_the_line_is_over_the_next_across() -> None:
    item = {"when": "finish", "gap": {"ahead": "B", "of": "field", "m": "about 60"}}
    assert screened(item, gaps=[0, 0.8, 0.9])[1] == {"story 1 (gap)": ("result C",)}


def test_an_untimed_gap_excludes_nothing() -> None:
    assert screened(gap("finish", m="about 60"), gaps=[0, None, 0.9])[1] == {}


def test_a_lead_before_the_line_is_not_judged_by_the_result() -> None:
    assert screened(gap("bell", m="about 60"))[1] == {}


def test_of_two_accounts_the_main_one_is_kept() -> None:
    kept, aside = screened(gap("bell", m="about 30", sure="certain"), gap("bell", laps="about 0.25", main=True))
    assert kept == ["story 2 (gap)"]
    assert aside == {"story 1 (gap)": ("story 2 (gap)",)}


def test_then_the_surer_one() -> None:
    kept, _ = screened(gap("bell", m="about 30"), gap("bell", m="about 60", sure="certain"))
    assert kept == ["story 2 (gap)"]


def test_accounts_that_agree_are_both_kept_in_the_order_of_the_file() -> None:
    kept, aside = screened(gap("bell", m="about 10"), gap("bell", lengths="at least 2", main=True))
    assert kept == ["story 1 (gap)", "story 2 (gap)"]
    assert aside == {}


def test_the_same_words_of_two_moments_are_no_contradiction() -> None:
    assert len(screened(gap("bell", m="about 30"), gap("2 laps to go", m="about 60"))[0]) == 2


def test_loose_words_are_set_aside_without_a_reason() -> None:
    assert screened(gap("bell", m="about 30", sure="loose")) == ([], {"story 1 (gap)": ()})


def item(when: str, **told: Any) -> dict[str, Any]:
    return {"when": when, **told}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"order": ["A", "B", "C"]}, {"order": ["C", "A"]}),
        ({"order": {"riders": ["A", "B"], "from": 1}}, {"move_up": {"rider": "C", "to": 2}}),
        ({"move_up": {"rider": "A", "to": 1}}, {"drop_back": {"rider": "A", "to": 3}}),
        ({"inside": {"rider": "A", "of": "B"}}, {"outside": {"rider": "A", "of": "B"}}),
        ({"inside": {"rider": "A", "of": "B"}}, {"inside": {"rider": "B", "of": "A"}}),
    ],
)
def test_opposites_of_one_moment(first: dict[str, Any], second: dict[str, Any]) -> None:
    kept, aside = screened(item("bell", **first), item("bell", **second, main=True))
    assert [fact.split()[1] for fact in kept] == ["2"]
    assert list(aside.values()) == [(kept[0],)]
    assert screened(item("bell", **first), item("200 m to go", **second))[1] == {}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"order": ["A", "B"]}, {"order": ["B", "C"]}),
        ({"move_up": {"rider": "A", "to": 1}}, {"move_up": {"rider": "B", "to": 2}}),
        ({"inside": {"rider": "A", "of": "B"}}, {"outside": {"rider": "B", "of": "A"}}),
    ],
)
def test_what_agrees_is_no_opposite(first: dict[str, Any], second: dict[str, Any]) -> None:
    assert screened(item("bell", **first), item("bell", **second))[1] == {}


def fallen(*story: dict[str, Any]) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    results = [{"rider": "A", "rank": 1}, {"rider": "B", "rank": 2, "gap_s": 0.1}, {"rider": "C", "status": "DNF"}]
    return screened(*story, results=results)


def test_of_two_falls_of_one_rider_the_surer_is_followed() -> None:
    falls = item("bell", crash="C"), item("200 m to go", crash="C", sure="certain")
    assert fallen(*falls) == (["story 2 (crash)"], {"story 1 (crash)": ("story 2 (crash)",)})


@pytest.mark.parametrize(("when", "stands"), [("3 laps to go", True), ("pull-off", True), ("bell", False)])
def test_a_leaving_of_the_pacer_that_is_not_the_one_of_the_file(when: str, stands: bool) -> None:
    kept, aside = screened(item(when, pacer_off=True))
    assert bool(kept) == stands
    assert aside == ({} if stands else {"story 1 (pacer_off)": (ReasonKind.PACER,)})


def test_nobody_rides_above_the_boards() -> None:
    high = {"rider": "A", "height_m": 7.4}
    assert screened(item("bell", ride_high=high))[1] == {"story 1 (ride_high)": (ReasonKind.LIMITS,)}
    assert screened(item("bell", ride_high={**high, "height_m": 5}))[1] == {}


@pytest.mark.parametrize(
    "told",
    [
        item("finish", order=["B", "A"]),
        item("0 m to go", order=["C", "A"]),
        item("finish", order={"riders": ["B", "C"], "from": 1}),
        item("finish", leads="B"),
        item("finish-0.01", leads="B"),
        item("finish", leads=["B", "C"]),
        item("finish", **{"pass": {"rider": "B", "of": "A"}}),
        item("finish", at_shoulder={"rider": "A", "of": "B"}),
        item("finish", drop_back={"rider": "A", "to": 2}),
        item("finish", move_up={"rider": "B", "to": 1}),
        item("finish", gap={"ahead": "B", "of": "A", "lengths": 1}),
        item("finish", inside={"rider": "A", "of": "C"}),
        item("finish", contact=["A", "C"]),
        item("finish", level=["A", "C"]),
    ],
)
def test_what_the_results_say_of_the_line_is_beyond_dispute(told: dict[str, Any]) -> None:
    race_told = race("ABC", story=(told,), gaps=[0, 0.1, 0.4])
    _, (aside,) = screen(problem_of(race_told, load_track("izu")), race_told.story)
    assert aside.certain
    assert aside.reason is not None
    assert aside.reason.kind is ReasonKind.TIMED_GAP
    assert aside.reason.facts[0] in ("result B", "result C", "crossing order")


@pytest.mark.parametrize(
    "told",
    [
        item("finish", order=["A", "B"]),
        item("finish", order=["C", "B"]),  # the winner crosses first, and they still have some metres to go
        item("finish", leads=["A", "C"]),
        item("finish-1", leads="B"),
        item("finish-5", order=["B", "A"]),
        item("finish", at_shoulder={"rider": "B", "of": "A"}),
        item("finish", move_up={"rider": "A", "to": 1}),
        item("on the last lap", leads="B"),
        item("bell", leads="B"),
    ],
)
def test_what_the_results_leave_open_is_kept(told: dict[str, Any]) -> None:
    assert screened(told, gaps=[0, 0.1, 0.13])[1] == {}


def test_places_alone_say_who_was_ahead_on_the_line() -> None:
    told = item("finish", order=["B", "A"])
    assert screened(told, gaps=[0, None, None])[1] == {"story 1 (order)": ("crossing order",)}
    assert screened(item("finish-0.01", order=["B", "A"]), gaps=[0, None, None])[1] == {}


def test_riders_a_hair_apart_are_left_to_the_motion() -> None:
    assert screened(item("finish", order=["B", "A"]), gaps=[0, 0.002, 0.4])[1] == {}


def test_who_came_level_or_has_no_place_turns_nothing() -> None:
    level = [{"rider": "A", "rank": 1}, {"rider": "B", "rank": 1}, {"rider": "C", "rank": 3}]
    assert screened(item("finish", order=["B", "A"]), results=level)[1] == {}
    unknown = [{"rider": "A", "rank": "unknown"}, {"rider": "B", "rank": "unknown"}, {"rider": "C", "rank": 3}]
    assert screened(item("finish", order=["B", "A"]), results=unknown)[1] == {}


@pytest.mark.parametrize("kind", [ReasonKind.FACTS, ReasonKind.TIMED_GAP])
def test_a_reason_that_names_facts_has_some(kind: ReasonKind) -> None:
    with pytest.raises(ValueError, match="without facts"):
        Reason(kind)


CRASH = {"when": "250 m to go", "crash": "A"}
OUT: dict[str, Any] = {
    "results": [{"rider": "B", "rank": 1}, {"rider": "C", "rank": 2, "gap_s": 0.1}, {"rider": "A", "status": "DNF"}]
}


@pytest.mark.parametrize(
    "told",
    [
        {"when": "200 m to go", "order": {"riders": ["A", "B"], "from": 1}},
        {"when": "200 m to go", "gap": {"ahead": "B", "of": "A", "m": "about 5"}},
        {"when": "100 m to go", "attack": "A"},
        {"when": "last-bend", "leads": "A"},
        {"when": "last-bend", "hold_wheel": {"rider": "B", "of": "A"}},
    ],
)
def test_who_lies_on_the_boards_leads_nothing_and_is_no_reference(told: dict[str, Any]) -> None:
    kept, aside = screened(CRASH, told, **OUT)
    assert kept == ["story 1 (crash)"]
    assert list(aside.values()) == [("story 1 (crash)",)]


@pytest.mark.parametrize(
    "told",
    [
        {"when": "300 m to go", "leads": "A"},
        {"when": "200 m to go", "caption": "Down goes A"},
        {"when": "200 m to go", "leads": "B"},
        {"when": "250 m to go", "contact": ["A", "B"]},
    ],
)
def test_what_is_told_before_the_fall_or_of_others_stands(told: dict[str, Any]) -> None:
    assert screened(CRASH, told, **OUT)[1] == {}


def test_a_moment_on_the_clock_is_left_to_the_motion() -> None:
    assert screened(CRASH, {"when": 100, "leads": "A"}, **OUT)[1] == {}


@pytest.mark.parametrize(("amount", "blamed"), [("a whisker", ("result B",)), ("half a wheel", ("story 2",))])
def test_with_a_motion_a_margin_that_the_table_excludes_is_blamed_on_it(amount: str, blamed: tuple[str, ...]) -> None:
    told = race("ABC", story=(gap("finish", by=amount),), gaps=[0, 0.021, 0.9])
    problem = problem_of(told, load_track("izu"))
    motion = rough_sampled(problem, (), usual_finish_s(problem))
    reasons = {told.story[0].id: Reason(ReasonKind.FACTS, ("story 2",))}
    found = blamed_on_results(problem, motion, told.story, reasons)
    assert found[told.story[0].id].facts == blamed
