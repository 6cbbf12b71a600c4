"""Words for cues: a row for each kind, and for what makes its words others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from replay.race.facts import Race, Result, Stop
from replay.race.story.places.order_fact import OrderFact
from replay.race.timed import Bounded, Timed
from replay.race.when import Mark, When
from replay.scene.cues.cue import (
    AttackCue,
    BellCue,
    BiggestLeadCue,
    BreakawayCue,
    CatchCue,
    Cue,
    FallCue,
    FinishCue,
    LapCue,
    Last200Cue,
    LastBendCue,
    OvertakeCue,
    PullOffCue,
    StartCue,
    StoppedCue,
)
from replay.scene.words.cue_words import CueWords, named_in, weight_of
from tests.helpers.motions import race_of
from tests.helpers.situations import ridden

FIELD = ridden(0.0, "A.B...C", 110.0, "A.B...C", off_s=50.0)
AWAY = ridden(0.0, "A....B.C", 110.0, "A....B.C")
CLEAR = ridden(0.0, "A..B.C", 110.0, "A..B.C")
TURNED = ridden(0.0, "A....B.C", 60.0, "A....B.C", 63.5, "A....C.B", 110.0, "A....C.B")
CRASH = ridden(0.0, "A.B.C", 110.0, "A.B.C", falls_s={"B": 60.0, "C": 60.4})
ALONE = ridden(0.0, "A", 110.0, "A")
KNOWN = replace(race_of(FIELD), start_order=("A", "B", "C"))
UNKNOWN = replace(KNOWN, start_order=("A", "B"))
NO_PACER = race_of(AWAY)


@pytest.mark.parametrize(
    ("race", "motion", "cue", "head", "body"),
    [
        (KNOWN, FIELD, StartCue(0.0), "3 riders behind the pacer", "The speed rises from 30 to 50 km/h."),
        (UNKNOWN, FIELD, StartCue(0.0), "3 riders behind the pacer", "Their order is not known: it is filled in."),
        (NO_PACER, AWAY, StartCue(0.0), "3 riders, 1500 m", ""),
        (KNOWN, FIELD, PullOffCue(50.0), "The pacer leaves the track", "A leads B. The sprint is open."),
        (UNKNOWN, FIELD, PullOffCue(50.0), "The pacer leaves the track", "The sprint is open."),
        (KNOWN, FIELD, AttackCue(60.0, 1, 2, 5.0), "B goes", "C is next behind."),
        (KNOWN, FIELD, BiggestLeadCue(60.0, 0, 1, 47.6), "A leads by about 48 m", "B leads the chase."),
        (KNOWN, TURNED, BiggestLeadCue(50.0, 0, 1, 47.6), "A is farthest ahead", "B leads the chase."),
        (KNOWN, TURNED, BiggestLeadCue(60.0, 0, 1, 47.6), "A is farthest ahead", ""),
        (KNOWN, FIELD, CatchCue(60.0, 2, 0), "A is caught", "C is there first."),
        (KNOWN, FIELD, OvertakeCue(60.0, 1, 0, 1), "B takes the lead", "Past A."),
        (KNOWN, FIELD, OvertakeCue(60.0, 2, 1, 2), "C moves into second", "Past B."),
        (KNOWN, FIELD, OvertakeCue(60.0, 2, 1, 3), "C moves into third", "Past B."),
        (KNOWN, FIELD, LapCue(60.0, 2), "Two laps to go", "A leads B."),
        (NO_PACER, AWAY, BellCue(60.0), "One lap to go", "A leads."),
        (race_of(CLEAR), CLEAR, BellCue(60.0), "One lap to go", "A leads by about 6 m."),
        (NO_PACER, AWAY, LastBendCue(60.0), "The last bend", "A leads."),
        (race_of(ALONE), ALONE, BellCue(60.0), "One lap to go", ""),
        (race_of(CRASH), CRASH, FallCue(60.0, 1), "B and C fall", ""),
        (KNOWN, ridden(0, "A.B.C", 90, "A.B.C", falls_s={"B": 60, "C": 61.5}), FallCue(60.0, 1), "B falls", ""),
        (KNOWN, FIELD, StoppedCue(60.0), "Race stopped", ""),
        (KNOWN, FIELD, FinishCue(100.0, 0, 1), "A wins", "By 0.267 s."),
    ],
    ids=lambda value: getattr(value, "label", None),
)
def test_words(race: Race, motion: object, cue: Cue, head: str, body: str) -> None:
    caption = CueWords(race, motion).of(cue)  # type: ignore[arg-type]
    assert caption is not None
    assert (caption.head, caption.body, caption.source) == (head, body, "")


@pytest.mark.parametrize(
    ("race", "motion", "cue"),
    [
        (KNOWN, FIELD, LapCue(60.0, 3)),
        (KNOWN, FIELD, BreakawayCue(60.0, 0, 1)),
        (KNOWN, FIELD, Last200Cue(60.0)),
        (race_of(CRASH), CRASH, FallCue(60.4, 2)),
        (KNOWN, FIELD, FinishCue(100.0, 1, 2)),
        (replace(KNOWN, results=(Result("B", 1),)), FIELD, FinishCue(100.0, 0, 1)),
    ],
    ids=[
        "other laps",
        "a breakaway begins",
        "200 m",
        "who falls with another",
        "the second",
        "first, and not the winner",
    ],
)
def test_of_some_nothing_is_said(race: Race, motion: object, cue: Cue) -> None:
    assert CueWords(race, motion).of(cue) is None  # type: ignore[arg-type]


def test_a_pacer_that_passes_a_standing_field() -> None:
    assert KNOWN.pacer is not None
    race = replace(KNOWN, pacer=replace(KNOWN.pacer, standing=True))
    caption = CueWords(race, FIELD).of(StartCue(0.0))
    assert caption is not None
    assert caption.head == "3 riders on the start line"


@pytest.mark.parametrize(
    ("gaps_s", "body"), [((0.0, 0.0, 0.3), "A dead heat."), ((0.0, None, None), ""), ((0.0, 0.004, 0.3), "By 0.004 s.")]
)
def test_the_margin_of_the_win(gaps_s: tuple[float | None, ...], body: str) -> None:
    results = tuple(Result(name, place, gap) for place, (name, gap) in enumerate(zip("ABC", gaps_s, strict=True), 1))
    caption = CueWords(replace(KNOWN, results=results), FIELD).of(FinishCue(100.0, 0, 1))
    assert caption is not None
    assert caption.body == body


@pytest.mark.parametrize(("time_s", "said"), [(200 / 15, True), (12.0, False)], ids=["as it was", "not as it is shown"])
def test_the_last_200_m_are_said_where_the_picture_shows_them(time_s: float, said: bool) -> None:
    timed = Timed("last 200", "A", 1300.0, 1500.0, round(time_s, 3), decimals=3)
    caption = CueWords(replace(KNOWN, timed=(timed,)), FIELD).of(FinishCue(100.0, 0, 1))
    assert caption is not None
    assert ("Last 200 m in 13.333 s, 54.0 km/h." in caption.body) is said


@pytest.mark.parametrize(("most_s", "said"), [(14.0, True), (12.0, False)], ids=["as it was", "not as it is shown"])
def test_bounds_of_the_last_200_m_are_said_in_their_words(most_s: float, said: bool) -> None:
    known = Bounded("last 200", "A", 1300.0, 1500.0, None, most_s, f"at most {most_s:g}")
    caption = CueWords(replace(KNOWN, bounded=(known,)), FIELD).of(FinishCue(100.0, 0, 1))
    assert caption is not None
    assert ("Last 200 m in at most 14 s." in caption.body) is said


def test_nobody_without_a_place_is_said_to_lead_or_win() -> None:
    unknown = replace(KNOWN, results=tuple(Result(name) for name in "ABC"), start_order=())
    assert CueWords(unknown, FIELD).of(AttackCue(60.0, 0, 1, 5.0)) is None
    assert CueWords(unknown, FIELD).of(FinishCue(100.0, 0, 1)) is None
    bell = CueWords(unknown, FIELD).of(BellCue(60.0))
    assert bell is not None
    assert bell.body == ""


def test_in_a_stopped_race_nobody_is_placed_whom_nothing_places() -> None:
    stopped = replace(KNOWN, results=(), start_order=(), stopped=Stop(When(Mark.BELL)))
    attack, bell = AttackCue(60.0, 0, 1, 5.0), BellCue(60.0)
    assert CueWords(stopped, FIELD).of(attack) is None
    silent = CueWords(stopped, FIELD).of(bell)
    assert silent is not None
    assert silent.body == ""
    told = replace(stopped, story=(OrderFact(id="story 1 (order)", when=When(Mark.BELL), order=("A", "B")),))
    assert CueWords(told, FIELD).of(attack) is not None
    spoken = CueWords(told, FIELD).of(bell)
    assert spoken is not None
    assert spoken.body == "A leads B."


def test_the_weightier_caption_keeps_its_place() -> None:
    order = [
        LapCue(0.0, 2),
        StartCue(0.0),
        OvertakeCue(0.0, 0, 1, 1),
        AttackCue(0.0, 0, 1, 5.0),
        CatchCue(0.0, 0, 1),
        BellCue(0.0),
        PullOffCue(0.0),
        FallCue(0.0, 0),
        FinishCue(0.0, 0, 1),
    ]
    weights = [weight_of(cue) for cue in order]
    assert weights == sorted(set(weights))
    assert weight_of(StoppedCue(0.0)) == weight_of(order[-1])
    assert weight_of(LastBendCue(0.0)) == weight_of(AttackCue(0.0, 0, 1, 5.0))
    assert weight_of(BiggestLeadCue(0.0, 0, 1, 30.0)) == weight_of(CatchCue(0.0, 0, 1))


@pytest.mark.parametrize(
    ("cue", "named"),
    [
        (AttackCue(0.0, 3, 1, 5.0), (3,)),
        (OvertakeCue(0.0, 3, 1, 1), (3,)),
        (CatchCue(0.0, 3, 1), (3,)),
        (FallCue(0.0, 3), (3,)),
        (FinishCue(0.0, 3, 1), (3,)),
        (BiggestLeadCue(0.0, 3, 1, 30.0), ()),
        (BellCue(0.0), ()),
    ],
    ids=lambda value: getattr(value, "label", None),
)
def test_who_is_named_on_the_track_meanwhile(cue: Cue, named: tuple[int, ...]) -> None:
    assert named_in(cue) == named


def test_sentences_begin_with_a_capital_also_where_a_name_has_none() -> None:
    motion = replace(FIELD, riders=("van der Poel", "de la Cruz", "C"))
    said = CueWords(race_of(motion), motion).of(CatchCue(60.0, 1, 0))
    assert said
    assert (said.head, said.body) == ("Van der Poel is caught", "De la Cruz is there first.")


def test_a_full_name_is_said_in_its_order() -> None:
    motion = replace(FIELD, riders=("Chao Xu", "B", "C"))
    race = race_of(motion)
    xu = replace(race.riders[0], first="Chao", last="Xu", given_name_last=True)
    said = CueWords(replace(race, riders=(xu, *race.riders[1:])), motion).of(AttackCue(60.0, 0, 1, 5.0))
    assert said
    assert said.head == "Xu Chao goes"


@pytest.mark.parametrize(
    ("ranks", "head"), [((5, 6, 7), "A takes 5th place"), ((7, 7, 9), "A and B share 7th place"), ((1, 2, 3), "A wins")]
)
def test_the_first_of_a_ride_for_places_takes_his_place(ranks: tuple[int, ...], head: str) -> None:
    race = replace(KNOWN, results=tuple(Result(name, rank) for name, rank in zip("ABC", ranks, strict=True)))
    caption = CueWords(race, FIELD).of(FinishCue(100.0, 0, 1))
    assert caption is not None
    assert caption.head == head


@pytest.mark.parametrize(("time_s", "body"), [(70.0, "B leads A."), (91.5, ""), (100.0, "A leads B.")])
def test_who_leads_is_not_said_of_who_is_passed_while_one_reads_it(time_s: float, body: str) -> None:
    changed = ridden(0.0, "BA.C", 90.0, "BA.C", 95.0, "AB.C", 110.0, "AB.C")
    caption = CueWords(KNOWN, changed).of(LapCue(time_s, 2))
    assert caption is not None
    assert caption.body == body
