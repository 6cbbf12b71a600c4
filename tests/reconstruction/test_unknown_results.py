"""Races whose result nobody tells: replayed by what is told, and nobody is said to have won."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pytest

from replay.app.build import Replay
from replay.app.report import as_json, as_text
from replay.charts.drawing import end_label
from replay.events.drawn.unknown_places import supposed
from replay.motion.outcome import Verdict
from replay.motion.standings import standings_at
from replay.race.facts import Race
from replay.reconstruction.plan import check_belongs, from_bytes, to_bytes
from replay.reconstruction.reconstruct import reconstruct
from replay.scene.compose import build_scene, frame_at
from replay.scene.frame.layout import Layout
from replay.scene.looks import looks_of
from replay.scene.provenance import provenance_of
from replay.scene.words.board import make_board
from replay.scene.words.race_cards import has_finish_image, make_cards
from replay.track.catalogue import load_track
from tests.helpers.race_files import mistakes, read, small
from tests.helpers.situations import all_live

TOLD: list[dict[str, Any]] = [{"when": "bell", "leads": "A"}, {"when": "finish", "order": ["B", "A"]}]


def race(**more: Any) -> Race:
    """A race of four of which only these things are known."""
    written = {
        "schema": 1,
        "meet": {"title": "A start list"},
        "event": {"kind": "keirin", "category": "women", "distance_m": 1500},
        "track": "izu",
        "riders": [{"last": name} for name in "ABCD"],
    }
    return read(json.dumps(written | more))


@cache
def replayed(*, told: bool) -> Replay:
    facts, track = race(story=TOLD) if told else race(starters=6), load_track("izu")
    return Replay(facts, track, reconstruct(facts, track))


@pytest.mark.parametrize("more", [{}, {"results": []}, {"results": "unknown"}])
def test_a_start_list_is_a_race(more: dict[str, Any]) -> None:
    facts = race(**more)
    assert facts.unplaced == facts.starters == ("A", "B", "C", "D")
    assert (facts.winner, facts.crossers) == (None, ())
    assert facts.key == race().key
    assert sorted(supposed(facts).crossers) == list("ABCD")


def test_an_order_over_the_line_may_be_all_that_is_known() -> None:
    facts = race(crossing_order=["C", "A", "D", "B"])
    assert (facts.winner, facts.crossers) == (None, ("C", "A", "D", "B"))
    assert (supposed(facts).winner, supposed(facts).crossers) == ("C", facts.crossers)


def test_a_slip_in_the_key_is_still_a_mistake() -> None:
    assert "did you mean results?" in mistakes(small(("results:", "result:")))


@pytest.mark.parametrize("told", [True, False])
def test_it_is_ridden_and_what_is_told_is_held(told: bool) -> None:
    done = replayed(told=told).reconstruction
    assert np.isfinite(done.motion.finish_s).all()
    assert [verdict.status for verdict in done.verdicts] == [Verdict.HELD] * (2 if told else 0)
    assert done.audit.overlaps == 0
    assert done.winner_time_sd_s > 1


@pytest.mark.parametrize("told", [True, False])
def test_nothing_says_a_place_or_a_winner(told: bool) -> None:
    replay = replayed(told=told)
    facts, motion = replay.race, replay.reconstruction.motion
    card = make_cards(facts, motion, looks_of(facts)).result
    assert (card.event, card.won, card.margin) == ("Result not known", 0, None)
    assert {(line.place, line.gap) for line in card.lines} == {("", "")}
    assert not has_finish_image(facts, motion)
    board = make_board(facts, motion, looks_of(facts), all_live(motion))
    over_s = float(motion.finish_s.max()) + 0.1
    tower = board.tower(over_s, standings_at(motion, over_s), shown=1.0)
    assert {(row.place, row.gap, row.leader) for row in tower.rows} == {("–", "", False)}
    assert {end_label(facts, name).words for name in motion.riders} == {"place not known"}
    assert "The result is not known" in provenance_of(facts).statement
    said = "\n".join(as_text(replay, 0.0))
    assert "winner      not known; first at about" in said
    assert "crossing order" not in str(as_json(replay, 0.0)["facts"])


def test_no_caption_says_who_won() -> None:
    replay = replayed(told=True)
    scene = build_scene(replay.race, replay.reconstruction.motion, layout=Layout.LANDSCAPE)
    frames = [frame_at(scene, float(time_s)) for time_s in np.arange(0.0, scene.duration_s, 1.0)]
    heads = {frame.overlay.caption.head for frame in frames if frame.overlay.caption}
    assert heads
    assert not [head for head in heads if "win" in head.lower()]


def test_its_plan_is_read_back() -> None:
    replay = replayed(told=True)
    check_belongs(from_bytes(to_bytes(replay.reconstruction, "key"), "key"), replay.race, replay.velodrome)
