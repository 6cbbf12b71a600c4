"""Too close to say: what is inside its doubt is not claimed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.motion.standings import standings_at
from replay.motion.trajectory import Motion, Path
from replay.race.facts import Race
from replay.race.story.duels.lead_out_fact import LeadOutFact
from replay.race.story.places.leads_fact import LeadsFact
from replay.race.when import Mark, When
from replay.scene.cues.cue import AttackCue, BellCue, BiggestLeadCue, OvertakeCue
from replay.scene.looks import looks_of
from replay.scene.words.board import LEVEL, make_board
from replay.scene.words.closeness import Closeness, closeness_of
from replay.scene.words.cue_words import CueWords
from replay.scene.words.position_doubt import Doubt
from tests.helpers.motions import race_of
from tests.helpers.situations import all_live, ridden

NEAR = ridden(0.0, "AB.C", 95.0, "AB.C")
APART = ridden(0.0, "A....B.C", 95.0, "A....B.C")
SWAPPED = ridden(0.0, "A..B.C", 60.0, "A..B.C", 64.0, "B..A.C", 95.0, "B..A.C")


def doubtful(motion: Motion, sd_s: float) -> Doubt:
    times = np.array([motion.start_s, motion.end_s])
    sd = np.full((len(motion.riders), 2), sd_s)
    return Doubt(times, 15.0 * sd, sd)


def close(motion: Motion, sd_s: float, race: Race | None = None) -> Closeness:
    return closeness_of(race or race_of(motion), motion, doubtful(motion, sd_s))


@pytest.mark.parametrize(
    ("motion", "sd_s", "sure"), [(APART, 0.3, True), (APART, 0.8, False), (NEAR, 0.1, True), (NEAR, 0.2, False)]
)
def test_a_lead_is_sure_where_it_is_larger_than_its_doubt(motion: Motion, sd_s: float, sure: bool) -> None:
    assert close(motion, sd_s).is_lead_sure(standings_at(motion, 50.0)) is sure


def test_where_the_doubt_is_not_known_everything_is_sure() -> None:
    assert closeness_of(race_of(NEAR), NEAR, None).is_lead_sure(standings_at(NEAR, 50.0))


def test_a_told_leader_is_sure_at_that_moment_alone() -> None:
    told = race_of(NEAR, story=(LeadsFact(id="1", when=When(Mark.RACE_TIME, 50.0), riders=("A",)),))
    known = close(NEAR, 1.0, told)
    assert known.is_lead_sure(standings_at(NEAR, 50.3))
    assert not known.is_lead_sure(standings_at(NEAR, 55.0))
    other = race_of(NEAR, story=(LeadsFact(id="1", when=When(Mark.RACE_TIME, 50.0), riders=("B",)),))
    assert not close(NEAR, 1.0, other).is_lead_sure(standings_at(NEAR, 50.0))


def test_who_leads_out_is_sure_for_as_long() -> None:
    until = When(Mark.RACE_TIME, 60.0)
    told = race_of(NEAR, story=(LeadOutFact(id="1", when=When(Mark.RACE_TIME), riders=("A",), until=until),))
    known = close(NEAR, 1.0, told)
    assert known.is_lead_sure(standings_at(NEAR, 40.0))
    assert not known.is_lead_sure(standings_at(NEAR, 70.0))


@pytest.mark.parametrize(("sd_s", "said"), [(0.2, True), (0.6, False)])
def test_a_change_of_places_inside_the_doubt_is_not_claimed(sd_s: float, said: bool) -> None:
    words = CueWords(race_of(SWAPPED), SWAPPED, close(SWAPPED, sd_s))
    change = OvertakeCue(62.0, SWAPPED.index("B"), SWAPPED.index("A"), 1)
    assert (words.of(change) is not None) is said


def behind_by(gap_m: float) -> Motion:
    """A field of three in which B follows A by so many metres, and C by eight."""
    motion = ridden(0.0, "A.B.C", 95.0, "A.B.C")
    distance = motion.path.distance_m.copy()
    distance[1] = distance[0] - gap_m
    return replace(motion, path=Path(motion.path.time_s.copy(), distance, motion.path.height_m.copy()))


@pytest.mark.parametrize(
    ("gap_m", "sd_s", "body"),
    [
        (1.5, 0.05, "A leads B."),
        (1.5, 0.2, "A and B about level."),
        (3.0, 0.5, ""),
        (6.0, 0.2, "A leads by about 6 m."),
    ],
)
def test_the_bell_says_who_leads_or_that_they_are_level(gap_m: float, sd_s: float, body: str) -> None:
    motion = behind_by(gap_m)
    caption = CueWords(race_of(motion), motion, close(motion, sd_s)).of(BellCue(83.0))
    assert caption is not None
    assert caption.body == body


def test_leads_and_attacks_inside_the_doubt_have_no_words() -> None:
    words = CueWords(race_of(APART), APART, close(APART, 5.0))
    assert words.of(BiggestLeadCue(50.0, 0, 1, 10.0)) is None
    assert words.of(AttackCue(50.0, 0, 1, 5.0)) is None
    bell = words.of(BellCue(83.0))
    assert bell is not None
    assert bell.body == "", "ten metres are not level, and nobody knows whose they are"


@pytest.mark.parametrize(
    ("gap_m", "sd_s", "gaps"),
    [
        (1.5, 0.01, ["0.0", "+0.1", "+0.5"]),
        (1.5, 0.2, ["0.0", LEVEL, "+0.5"]),
        (1.5, 0.9, ["0.0", LEVEL, "~0.5"]),
        (3.0, 0.3, ["0.0", "~0.2", "+0.5"]),
    ],
)
def test_the_tower_says_level_and_about(gap_m: float, sd_s: float, gaps: list[str]) -> None:
    motion = behind_by(gap_m)
    race = race_of(motion)
    board = make_board(race, motion, looks_of(race), all_live(motion), close(motion, sd_s))
    assert [row.gap for row in board.tower(50.0, standings_at(motion, 50.0), shown=1.0).rows] == gaps
