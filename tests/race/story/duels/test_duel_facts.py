"""What the kinds of a sprint ask of a motion, and find on one that is drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.base.units import Floats
from replay.motion.trajectory import Motion, Path
from replay.race.story.duels.standstill_fact import StandstillFact
from replay.race.story.finding import ReasonKind
from replay.race.story.story_fact import StoryFact
from replay.race.when import Course
from replay.reconstruction.state.evidence import Evidence
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.facts import Amounts, asked_order, field, found, item_mistakes, read_item, room, short, stands
from tests.helpers.fields import drawn, evidence, problem, told
from tests.helpers.race_files import SPRINT, changed, read


def slow(speeds_mps: list[float], *, still: str = "AB") -> SampledMotion:
    """A and B ride at these speeds, for five seconds each, one 4 m behind the other; who is not in `still` rolls on."""
    grid = np.arange(0.0, 5.0 * len(speeds_mps), 0.02)
    speed = np.interp(grid, 5.0 * np.arange(len(speeds_mps)) + 2.5, speeds_mps)
    ridden = 700.0 + np.cumsum(speed) * 0.02
    rolling = 700.0 + 5.0 * grid
    distance = np.array([ridden if "A" in still else rolling, (ridden if "B" in still else rolling) - 4.0])
    return SampledMotion(problem("AB", pacer="none"), grid, distance, np.gradient(distance, grid, axis=1), 100.0)


def dropping(from_m: float, to_m: float, *, at_s: float = 10.0, lasts_s: float = 3.0) -> Evidence:
    """A comes down the boards from a moment on, B stays where a rider rides."""
    sampled = field("A.B")
    share = np.clip((sampled.time_s - at_s) / lasts_s, 0.0, 1.0)
    height = np.array([from_m + (to_m - from_m) * share, np.full(len(share), 0.4)])
    even = evidence(sampled)
    motion = Motion(
        velodrome=even.motion.velodrome,
        riders=even.motion.riders,
        event_distance_m=even.motion.event_distance_m,
        path=Path(sampled.time_s.copy(), sampled.distance_m.copy(), height),
        pacer=None,
        pull_off_s=float("nan"),
        pacer_gone_s=float("nan"),
        finish_s=np.full(2, np.nan),
        fall_s=np.full(2, np.nan),
    )
    return Evidence(motion, sampled)


def sprint_fact(item: str) -> StoryFact:
    """A fact of a sprint of Ruiz and Møller."""
    (fact,) = read(changed(SPRINT, ("{when: bell, jump: Ruiz, source: paper}", f"{{when: bell, {item}}}"))).story
    return fact


def test_a_jump_is_an_attack_that_leaves_nobody_behind() -> None:
    jump, attack = told("AB", 5.0, jump="A"), told("AB", 5.0, attack="A")
    assert len(jump.constraints(field("A.B"))) < len(attack.constraints(field("A.B")))
    assert (jump.words, jump.chart_words(short)) == ("A jumps", "a jumps")
    assert not stands(jump, evidence(field("A.B")))


def test_two_can_jump_at_once() -> None:
    faster = slow([8.0, 8.0, 8.0, 14.0, 15.0])
    facts = [told("AB", 12.5, jump=name) for name in "AB"]
    assert all(stands(fact, evidence(faster)) for fact in facts)
    assert not any(one.opposes(other) for one in facts for other in facts)


def test_who_leads_out_leads_from_behind_the_start_line_to_the_far_pursuit_line() -> None:
    course = Course(750.0, 250.0, 38.0, 640.0, 14.0)
    fact = sprint_fact("lead_out: Ruiz")
    assert fact.lasts_until is None
    assert fact.statement == "Ruiz leads out, from the start to the far pursuit line"
    assert course.distance_m(told("AB", 5.0, standstill=3).when) is None
    until = sprint_fact("lead_out: {rider: Ruiz, until: finish}")
    assert until.statement == "Ruiz leads out, from the start until the finish"


def test_who_leads_out_is_asked_to_be_ahead_all_the_way() -> None:
    sampled = drawn(0.0, "A.B", 40.0, "A.B")
    rows = asked_order(told("AB", "start", lead_out="A"), sampled)
    times = sorted(time_s for _, _, time_s in rows)
    assert {pair[:2] for pair in rows} == {("A", "B")}
    assert times[0] == pytest.approx(20.0 / 15.0, abs=0.1)
    assert times[-1] == pytest.approx(111.0 / 15.0, abs=0.1)
    assert stands(told("AB", "start", lead_out="A"), evidence(sampled))
    assert not stands(told("AB", "start", lead_out="B"), evidence(sampled))


def test_a_standstill_is_found_where_all_are_slow() -> None:
    still = slow([5.0, 0.0, 0.0, 0.0, 5.0])
    finding = found(told("AB", 9.0, standstill=10), evidence(still))
    assert finding.got == pytest.approx(10.5, abs=1.5)
    assert finding.miss == 0
    assert not stands(told("AB", 9.0, standstill=6), evidence(still))  # seconds that are told are no more than those
    assert not stands(told("AB", 9.0, standstill=30), evidence(still))
    assert not stands(told("AB", 9.0, standstill=8), evidence(slow([5.0, 2.0, 2.0, 2.0, 5.0])))


def test_a_standstill_of_one_leaves_the_other_alone() -> None:
    still = slow([5.0, 0.0, 0.0, 0.0, 5.0], still="A")
    assert stands(told("AB", 9.0, standstill={"rider": "A", "seconds": 10}), evidence(still))
    assert not stands(told("AB", 9.0, standstill=10), evidence(still))


def test_it_asks_for_speeds_where_the_motion_is_slowest() -> None:
    fact = told("AB", 9.0, standstill=10)
    assert room(fact, slow([5.0, 0.0, 0.0, 0.0, 5.0])) > 0
    rows = fact.constraints(slow([5.0, 3.0, 1.0, 3.0, 5.0]))
    times = [term.time_s for row in rows for term in row.terms]
    assert all(term.derivative == 1 for row in rows for term in row.terms)
    assert 9.0 < np.mean(times) < 15.0


def test_nobody_stands_on_the_slope_of_a_bend() -> None:
    bend, straight = sprint_fact("standstill: 5"), sprint_fact("standstill: Ruiz")
    assert isinstance(bend, StandstillFact)
    steep = read(changed(SPRINT, ("{when: bell, jump: Ruiz, source: paper}", "{when: 560 m to go, standstill: 5}")))

    class Measured:
        """All that the fact asks of what is measured."""

        course = Course(750.0, 250.0, 38.0, 640.0, 14.0)

    reason = steep.story[0].contradiction(Measured())  # type: ignore[arg-type]
    assert reason is not None
    assert reason.kind is ReasonKind.LIMITS
    assert straight.contradiction(Measured()) is None  # type: ignore[arg-type]


def test_a_drop_is_seen_in_heights() -> None:
    fact = told("AB", 10.0, drop_down="A")
    assert stands(fact, dropping(3.0, 0.5))
    assert not stands(fact, dropping(0.9, 0.4))
    assert not stands(fact, dropping(3.0, 0.5, lasts_s=19.0))
    high = told("AB", 10.0, drop_down={"rider": "A", "from_m": 4})
    assert not stands(high, dropping(3.0, 0.5))
    low_m = [row.low_m for row in high.heights_asked(field("A.B"))]
    assert low_m[0] == 4


def test_a_feint_is_down_and_up_again() -> None:
    fact = told("AB", 10.0, feint="A")
    both = dropping(2.4, 1.2, lasts_s=2.5)
    again = both.motion.path
    late = np.clip((again.time_s - 13.0) / 2.5, 0.0, 1.0)
    height = again.height_m + np.array([1.2 * late, np.zeros(len(late))])
    feint = Evidence(replace(both.motion, path=Path(again.time_s, again.distance_m.copy(), height)), both.sampled)
    assert stands(fact, feint)
    assert not stands(fact, both)
    assert not stands(fact, evidence(field("A.B")))
    down, up = fact.heights_asked(field("A.B"))
    assert (down.since_s, up.since_s) == (10.0, down.time_s)
    assert (
        fact.sentence(Amounts(0.6, 0.2, "m")) == "A feint is 0.6 m down the boards and up again; the replay shows 0.2 m"
    )


def test_a_standstill_says_when_it_began() -> None:
    finding = found(told("AB", 9.0, standstill=8), evidence(slow([5.0, 0.0, 0.0, 0.0, 5.0])))
    assert finding.at_s == pytest.approx(7.2, abs=0.6)


def test_forced_up_is_high_and_above_the_other() -> None:
    fact = told("AB", 5.0, forced_up={"rider": "A", "by": "B"})
    assert stands(fact, evidence(field("A.B"), {"A": 2.2, "B": 0.5}))
    assert not stands(fact, evidence(field("A.B"), {"A": 2.2, "B": 2.6}))
    assert not stands(fact, evidence(field("A.B"), {"A": 1.0, "B": 0.5}))
    (side,) = fact.sides_asked(field("A.B"))
    assert (side.inner, side.outer) == ("B", "A")


def test_who_draws_level_was_behind() -> None:
    fact = told("AB", 8.0, draw_level={"rider": "B", "of": "A"})
    level = drawn(0.0, "A.B", 20.0, "A.B")
    closing = _closing(level)
    speed = np.asarray(np.gradient(closing, level.time_s, axis=1))
    sampled = SampledMotion(level.problem, level.time_s, closing, speed, 100.0)
    assert stands(fact, evidence(sampled))
    assert not stands(fact, evidence(level))
    assert not stands(told("AB", 8.0, draw_level={"rider": "A", "of": "B"}), evidence(sampled))


def _closing(level: SampledMotion) -> Floats:
    """B comes up to A by the eighth second, 4 m in four seconds."""
    distance = level.distance_m.copy()
    distance[1] = distance[0] - np.clip(8.0 - level.time_s, 0.0, 4.0)
    return distance


@pytest.mark.parametrize(
    ("item", "mistake"),
    [
        ("standstill: 31", "a standstill of 31 s"),
        ("standstill: Ruis", "no rider is called Ruis"),
        ("standstill: true", "standstill"),
        ("jump: [Ruiz, Møller]", "jump"),
        ("drop_down: {rider: Ruiz, from_m: 13}", "at most 12"),
        ("forced_up: {rider: Ruiz, by: Ruiz}", "named twice"),
        ("draw_level: Ruiz", "draw_level"),
    ],
)
def test_what_cannot_be_meant_is_a_mistake(item: str, mistake: str) -> None:
    assert mistake in item_mistakes(item)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("standstill: 12", "all stand still for 12 s"),
        ("standstill: [Ruiz, Møller]", "Ruiz and Møller stand still"),
        ("standstill: {rider: Ruiz, seconds: 8}", "Ruiz stands still for 8 s"),
        ("jump: Ruiz", "Ruiz jumps"),
        ("feint: Ruiz", "Ruiz feints"),
        ("drop_down: Ruiz", "Ruiz drops down from the boards"),
        ("forced_up: {rider: Ruiz, by: Møller}", "Møller forces Ruiz up the boards"),
        ("draw_level: {rider: Ruiz, of: Møller}", "Ruiz draws level with Møller"),
        ("lead_out: Ruiz", "Ruiz leads out"),
    ],
)
def test_words(item: str, words: str) -> None:
    assert read_item(item).words == words


def test_sentences_say_what_is_missing() -> None:
    standing, level = told("AB", 5.0, standstill=12), told("AB", 5.0, draw_level={"rider": "B", "of": "A"})
    assert standing.sentence(Amounts(12, 7, "s")) == "Told: a standstill of 12 s; the replay shows 7 s"
    assert "the replay shows 0.1 m behind" in level.sentence(Amounts(0.9, 0.1, "m"))
    drop = told("AB", 5.0, drop_down="A")
    assert drop.sentence(Amounts(1.2, 0.5, "m")) == "A drop is 1.2 m within 4 s; the replay shows 0.5 m"
