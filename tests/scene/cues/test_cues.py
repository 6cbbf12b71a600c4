"""Cues: what happens, found in the motion."""

from __future__ import annotations

from replay.motion.standings import order_at
from replay.scene.cues.breakaways import lead_spans
from replay.scene.cues.cue import (
    AttackCue,
    BellCue,
    BreakawayCue,
    FallCue,
    FinishCue,
    LastBendCue,
    OvertakeCue,
    PullOffCue,
    only,
)
from replay.scene.cues.cue_finder import find_cues
from tests.helpers.motions import PULL_OFF_S, crash_motion, keirin_motion

ALONE, BUNCH = keirin_motion(), keirin_motion(breakaway=False)


def test_cues_of_a_breakaway() -> None:
    cues = find_cues(ALONE)
    for kind in (PullOffCue, AttackCue, BreakawayCue, BellCue, LastBendCue):
        assert only(cues, kind)
    attack = only(cues, AttackCue)[0]
    assert attack.rider == 0
    assert PULL_OFF_S <= attack.time_s < PULL_OFF_S + 5
    assert [cue.place for cue in only(cues, FinishCue)] == [1, 2, 3, 4, 5, 6]


def test_a_bunch_has_no_breakaway_and_nobody_leads_behind_the_pacer() -> None:
    assert not lead_spans(BUNCH)
    (span,) = lead_spans(ALONE)
    assert span.start_s > PULL_OFF_S
    assert span.leader == 0


def test_an_overtaking_is_seen_when_places_change() -> None:
    last = only(find_cues(ALONE), OvertakeCue)[-1]
    assert (last.rider, last.passed, last.place) == (1, 2, 2)
    assert order_at(ALONE, last.time_s - 0.2)[1] == 2
    assert order_at(ALONE, last.time_s + 0.2)[1] == 1


def test_a_fall_is_a_cue_and_its_victim_is_not_overtaken() -> None:
    motion = crash_motion()
    cues = find_cues(motion)
    assert only(cues, FallCue) == [FallCue(95.0, rider=5)]
    assert all(cue.passed != 5 for cue in only(cues, OvertakeCue))
    assert all(cue.next_behind != 5 for cue in only(cues, AttackCue))
