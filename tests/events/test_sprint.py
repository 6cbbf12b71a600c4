"""The sprint as an event: its rules, its plan of the slow part, its words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.base.errors import InputError
from replay.events.course import course_of_race
from replay.events.event import Start
from replay.events.known_events import event_of
from replay.events.tactics import Tactics
from replay.motion.tactics_ride import TacticsRide, tactics_ride
from replay.race.facts import Race
from replay.race.story.duels.jump_fact import JumpFact
from replay.track.catalogue import load_track
from tests.helpers.fields import race
from tests.helpers.race_files import SPRINT, changed, mistakes, read

ALONE = changed(
    SPRINT,
    ("  - {first: Bea, last: Møller, nation: NOR}\n", ""),
    ("  - {rider: Møller, rank: 2, gap_s: 0.1}\n", ""),
    ("[Ruiz, Møller]", "[Ruiz]"),
)
ITEM = "{when: bell, jump: Ruiz, source: paper}"


def story(*items: str) -> str:
    """The sprint with other items of the story."""
    return changed(SPRINT, (f"  - {ITEM}", "\n".join(f"  - {item}" for item in items)))


def plan_of(race: Race) -> Tactics:
    plan = event_of(race).tactics(race)
    assert plan is not None
    return plan


def ridden(text: str) -> tuple[Race, TacticsRide]:
    race = read(text)
    return race, tactics_ride(plan_of(race), race.starters)


def test_it_starts_from_rest_and_is_won_by_two_rides() -> None:
    race = read(SPRINT)
    event = event_of(race)
    assert (event.start(race), event.wins_needed, event.usual_pacer()) == (Start.STANDING, 2, None)
    assert event.start_order(race, {}) == ("Ruiz", "Møller")
    assert event.opening_words(race) == ("Ruiz against Møller", "Ruiz has drawn the inside.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ALONE, "two riders at least"),
        (changed(SPRINT, ("start_order:", "starters: 5\nstart_order:")), "4 riders at most"),
        (changed(SPRINT, ("distance_m: 750", "distance_m: 1500")), "no sprint is raced over 1500 m"),
        (changed(SPRINT, ("track:", "pacer: {to_kmh: 50}\ntrack:")), "a sprint is raced without a pacer"),
        (changed(SPRINT, ("gap_s: 0.1", "gap_s: 61")), "was 0.061 meant?"),
        (story("{when: 2 laps to go, standstill: 31}"), "a standstill of 31 s"),
        (story(*("{when: 2 laps to go, standstill: 5}",) * 3), "more standstills than the 2"),
        (story("{when: start, lead_out: Møller}"), "Ruiz has drawn the inside"),
        (story("{when: 100 m to go, pass: {rider: Ruiz, of: Møller, side: inside}}"), "is not relegated"),
        (
            story("{when: 150 m to go, leads: Møller}", "{when: 100 m to go, inside: {rider: Ruiz, of: Møller}}"),
            "is not relegated",
        ),
    ],
)
def test_what_the_rules_exclude_is_a_mistake(text: str, message: str) -> None:
    assert message in mistakes(text)


@pytest.mark.parametrize(
    "text",
    [
        story("{when: start, lead_out: Møller}", "{when: 650 m to go, pass: {rider: Møller, of: Ruiz}}"),
        story("{when: 300 m to go, pass: {rider: Ruiz, of: Møller, side: inside}}"),
        story("{when: 100 m to go, inside: {rider: Møller, of: Ruiz}}"),
        story("{when: 100 m to go, inside: {rider: Ruiz, of: Møller}}"),
        story("{when: 150 m to go, leads: Ruiz}", "{when: 100 m to go, inside: {rider: Ruiz, of: Møller}}"),
        story(
            "{when: 190 m to go, leads: Møller}",
            "{when: 150 m to go, pass: {rider: Ruiz, of: Møller, side: outside}}",
            "{when: 50 m to go, inside: {rider: Ruiz, of: Møller}}",
        ),
        story("{when: 2 laps to go, standstill: 30}", "{when: 1.5 laps to go, standstill: Møller}"),
    ],
)
def test_what_the_rules_allow_is_none(text: str) -> None:
    assert read(text).winner == "Ruiz"


def test_who_jumps_in_the_last_metres_does_not_open_the_sprint() -> None:
    """It is on by then: somebody else has opened it."""
    race = read(story("{when: 100 m to go, jump: Ruiz}"))
    assert 750 - 1.45 * 250 <= plan_of(race).opens_m <= 750 - 1.05 * 250
    facts = event_of(race).usual_course(race, 750.0)
    assert [fact.rider for fact in facts if isinstance(fact, JumpFact)] == ["Møller"]


def test_the_story_is_planned_as_told() -> None:
    race = read(
        story(
            "{when: start, lead_out: Ruiz}",
            "{when: 2 laps to go, standstill: 12}",
            "{when: 1.5 laps to go, leads: Møller}",
            "{when: 1.2 laps to go, jump: Ruiz}",
        )
    )
    plan = plan_of(race)
    assert plan.opens_m == pytest.approx(750 - 1.2 * 250)
    assert [(round(one.at_m), one.seconds) for one in plan.standings] == [(251, 10.8)]
    assert [lead.order[0] for lead in plan.leads] == ["Ruiz", "Møller"]
    assert plan.leads[1].from_m < 375


def test_two_standstills_of_one_window_are_two() -> None:
    """Told of one lap they do not become one of a minute, which the rules would end."""
    item = "{when: {between: [2 laps to go, bell]}, standstill: 30}"
    first, second = plan_of(read(story(item, item))).standings
    assert 8.0 <= second.at_m - first.at_m <= 16.0


def test_who_stands_alone_forces_the_other_past_at_walking_pace() -> None:
    race, ride = ridden(story("{when: 1.5 laps to go, standstill: {rider: Møller, seconds: 12}}", ITEM))
    (standing,) = plan_of(race).standings
    assert standing.riders == ("Møller",)
    speeds = np.gradient(ride.distance_m, ride.time_s, axis=1)
    still = ride.time_s[(speeds[1] < 0.35) & (ride.distance_m[1] > 20.0)]
    assert still[-1] - still[0] == pytest.approx(12.0, abs=1.5)
    before, after = (ride.distance(time_s)[:, 0] for time_s in ([still[0] - 4.0], [still[-1]]))
    assert before[1] > before[0]
    assert after[0] > after[1] + 3.0
    during = (ride.time_s > still[0] + 1.0) & (ride.time_s < still[-1])
    assert speeds[0, during].min() > 1.0


def test_who_is_told_to_be_behind_stands_behind() -> None:
    items = "{when: 1.5 laps to go, standstill: Møller}", "{when: 1.55 laps to go, leads: Ruiz}", ITEM
    race, ride = ridden(story(*items))
    assert [lead.order[0] for lead in plan_of(race).leads] == ["Ruiz"]
    assert (np.diff(ride.distance_m, axis=1) >= -1e-9).all()


def test_a_told_feint_is_planned() -> None:
    race = read(story("{when: 450 m to go, feint: Møller}", ITEM))
    at_m, heights = np.array(plan_of(race).heights["Møller"]).T
    around = (at_m >= 299) & (at_m <= 330)
    assert np.ptp(heights[around]) > 1.0
    assert heights[around][[0, -1]].min() > heights[around].min() + 1.0


def test_a_standstill_at_the_end_of_a_bend_is_ridden_on_the_straight() -> None:
    race = read(story("{when: 550 m to go, standstill: 5}"))
    (standing,) = plan_of(race).standings
    course = course_of_race(race)
    assert course is not None
    from_middle = (standing.at_m + course.finish_m + 62.5) % 125 - 62.5
    assert abs(from_middle) <= course.straight_m / 2


def test_the_same_file_gives_the_same_plan() -> None:
    assert plan_of(read(SPRINT)) == plan_of(read(SPRINT))


def test_where_the_opening_is_told_only_its_lead_is_imagined() -> None:
    race = read(SPRINT)
    (lead,) = event_of(race).usual_course(race, 750.0)
    assert (lead.imagined, lead.words.split(" leads")[0]) == (True, "Ruiz")
    led = read(story(ITEM, "{when: 100 m to go, leads: Møller}"))
    assert event_of(led).usual_course(led, 750.0) == ()
    untold = read(changed(SPRINT, (f"story:\n  - {ITEM}\n", "")))
    imagined = event_of(untold).usual_course(untold, 750.0)
    assert imagined
    assert all(fact.imagined for fact in imagined)


GAPS = st.floats(0.001, 1.5).map(lambda gap: round(gap, 3))
STANDS = st.lists(st.tuples(st.sampled_from([520, 500, 400, 380]), st.integers(2, 30)), max_size=2)


@settings(deadline=None, max_examples=40)
@given(gap=GAPS, stands=STANDS, jump=st.one_of(st.none(), st.integers(150, 450)))
def test_nobody_who_rides_a_plan_goes_back_or_through_another(
    gap: float, stands: list[tuple[int, int]], jump: int | None
) -> None:
    items = [f"{{when: {to_go} m to go, standstill: {seconds}}}" for to_go, seconds in stands]
    items += [] if jump is None else [f"{{when: {jump} m to go, jump: Møller}}"]
    text = changed(story(*items), ("gap_s: 0.1", f"gap_s: {gap}")) if items else SPRINT
    race, ride = ridden(text)
    assert np.all(np.diff(ride.distance_m, axis=1) >= -1e-9)
    assert np.all(ride.distance_m[:, 0] == 0)
    assert ride.until_s < 240
    highest = load_track("olympic-250").width_m
    assert np.all((ride.height_m > 0.3) & (ride.height_m < highest))
    assert _still_s(ride) >= sum(seconds for _, seconds in stands) * 0.5 - 4.0
    assert race.starters == ("Ruiz", "Møller")


def _still_s(ride: TacticsRide) -> float:
    """Seconds in which the first rider stands."""
    speed = np.gradient(ride.distance_m.max(axis=0), ride.time_s)
    return float((speed < 0.35).sum() * (ride.time_s[1] - ride.time_s[0]))


def test_three_and_four_riders_ride_in_file() -> None:
    more = "  - {last: Kim}\n  - {last: Ito}\n"
    text = changed(
        SPRINT,
        ("start_order: [Ruiz, Møller]\n", more),
        ("sources:", "  - {rider: Kim, rank: 3}\n  - {rider: Ito, rank: 4}\nsources:"),
    )
    _, ride = ridden(text)
    settled = ride.distance([ride.filed_s + 2.0])[:, 0]
    assert all(front - back > 2.3 for front, back in pairwise(sorted(settled, reverse=True)))


def test_who_opens_a_sprint_late_has_wound_it_up() -> None:
    speeds = [plan_of(read(story(f"{{when: {laps} laps to go, jump: Ruiz}}"))).opens_mps for laps in (2, 1.5, 1.2, 0.9)]
    assert speeds == sorted(speeds)
    assert 7.0 < speeds[0] < 9.0
    assert 12.0 < speeds[-1] < 14.0


def test_speeds_of_the_plan_are_those_of_sprints() -> None:
    _, ride = ridden(SPRINT)
    laps: Mapping[int, float] = {metres: ride.leader_time(metres) for metres in (111, 250, 500)}
    assert 25 <= laps[250] <= 62
    assert 18 <= laps[500] - laps[250] <= 40
    assert 15 <= laps[111] <= 35


def test_of_a_crowd_one_mistake_is_enough() -> None:
    """Who leads out of five, or passes on the inside, is asked of another race."""
    letters = "ABCDE"
    results = [{"rider": name, "rank": place} for place, name in enumerate(letters, 1)]
    with pytest.raises(InputError) as caught:
        race(
            letters,
            event={"kind": "sprint", "category": "women", "distance_m": 750},
            start_order=list(letters),
            results=results,
            story=(
                {"when": "start", "lead_out": "B"},
                {"when": "100 m to go", "pass": {"rider": "A", "of": "B", "side": "inside"}},
            ),
        )
    (mistake,) = caught.value.mistakes
    assert mistake.message == "a sprint is ridden by 4 riders at most, and 5 are listed"
