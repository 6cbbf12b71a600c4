"""What a finding and a reason make of a fact."""

from __future__ import annotations

import numpy as np
import pytest

from replay.motion.outcome import FactVerdict, Verdict
from replay.race.story.finding import NOT_REACHED, Finding, Reason, ReasonKind
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.judging.findings import finding_of
from replay.reconstruction.judging.verdict import status_of, verdicts
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.problem.start_line import start_height_m, start_row, start_row_m
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.track.catalogue import load_track
from tests.helpers.facts import field
from tests.helpers.fields import evidence, race, told

FACTS = Reason(ReasonKind.FACTS, ("story 2 (gap)",))


@pytest.mark.parametrize(
    ("miss", "reason", "status"),
    [
        (0.0, None, Verdict.HELD),
        (0.4, None, Verdict.WITHIN),
        (0.6, None, Verdict.MISSED),
        (0.6, FACTS, Verdict.DISPUTED),
        (0.6, Reason(ReasonKind.PACER), Verdict.DISPUTED),
        (0.6, Reason(ReasonKind.STOP), Verdict.DISPUTED),
        (0.6, Reason(ReasonKind.TIMED_GAP, ("result B",)), Verdict.IMPOSSIBLE),
        (0.6, Reason(ReasonKind.RESULTS), Verdict.IMPOSSIBLE),
        (0.6, Reason(ReasonKind.LIMITS), Verdict.IMPOSSIBLE),
        (0.4, FACTS, Verdict.WITHIN),
    ],
)
def test_status(miss: float, reason: Reason | None, status: Verdict) -> None:
    assert status_of(Finding(1.0, 1.0 - miss, miss, "m", tolerance=0.5), reason) is status


@pytest.mark.parametrize(("miss", "missed"), [(0.4, False), (0.5, False), (0.6, True)])
def test_what_is_missed(miss: float, missed: bool) -> None:
    assert Finding(1.0, 1.0 - miss, miss, "m", tolerance=0.5).is_missed is missed
    assert Finding(1.0, 1.0 - miss, miss, "m", tolerance=0.0, exact_within=0.5).is_missed is missed


def judged(reason: Reason | None, **item: object) -> FactVerdict:
    """The verdict on a fact about riders who stay as far apart as they are."""
    written = race("AB", story=({"when": 5.0, **item},))
    reasons = {written.story[0].id: reason} if reason else {}
    return verdicts(written, evidence(field("A.B")), reasons)[-1]


GAP = {"gap": {"ahead": "A", "of": "B", "m": "about 30"}}


def test_a_verdict_carries_the_finding_and_the_reason() -> None:
    verdict = judged(Reason(ReasonKind.RESULTS, remark="cannot be ridden", best=12.234), **GAP)
    assert (verdict.status, verdict.kind, verdict.partner) == (Verdict.IMPOSSIBLE, "gap", "B")
    assert (verdict.asked, verdict.unit, verdict.reason, verdict.best) == (30.0, "m", ReasonKind.RESULTS, 12.234)
    assert verdict.against == ("the results", "what riders can do")
    assert verdict.note == "to B; cannot be ridden: at best 12.2 m short of it"


def test_a_remark_needs_no_number() -> None:
    assert judged(Reason(ReasonKind.LIMITS, remark="the boards are 7 m wide"), **GAP).note == (
        "to B; the boards are 7 m wide"
    )
    assert judged(None, **GAP).note == "to B"


def test_what_stands_has_nothing_against_it() -> None:
    verdict = judged(FACTS, order=["A", "B"])
    assert verdict.status is Verdict.HELD
    assert (verdict.against, verdict.reason, verdict.best) == ((), None, None)


def test_a_fact_whose_moment_never_comes_is_not_measured() -> None:
    sampled = field("A.B")
    late = told("AB", "finish", stops_racing="A")
    until: StoryFact = told("AB", 5.0, hold_wheel={"rider": "B", "of": "A", "until": "200 m to go"})
    assert finding_of(until, evidence(sampled)) == NOT_REACHED
    assert finding_of(late, evidence(sampled)) != NOT_REACHED


@pytest.mark.parametrize(("changed", "status"), [(0, Verdict.HELD), (1, Verdict.MISSED)])
def test_the_start_line_of_a_large_field_is_read_row_by_row(changed: int, status: Verdict) -> None:
    names = "ABCDEFGHIJKLMNOPQ"
    places = list(names)
    written = race(names, pacer="none", start_order=[*places[changed:], *places[:changed]])
    shown = problem_of(race(names, pacer="none", start_order=places), load_track("izu"))
    assert {start_row(shown, place) for place in range(len(names))} > {0, 1}
    times = np.arange(0.0, 5.0, 0.02)
    distance = np.array([start_row_m(shown, place) + 2.0 * times for place in range(len(names))])
    heights = {name: start_height_m(shown, place) for place, name in enumerate(names)}
    stood = evidence(SampledMotion(shown, times, distance, np.full_like(distance, 2.0), 100.0), heights)
    (found,) = [fact for fact in verdicts(written, stood, {}) if fact.words.startswith("on the start line")]
    assert found.status is status
