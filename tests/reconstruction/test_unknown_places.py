"""Races of which places are not known: they are ridden, and nothing says a place that nobody knows."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from replay.app.build import Replay
from replay.app.report import as_json, as_text
from replay.charts.drawing import end_label
from replay.motion.outcome import Verdict
from replay.motion.standings import standings_at
from replay.reconstruction.plan import check_belongs, from_bytes, to_bytes
from replay.reconstruction.reconstruct import reconstruct
from replay.scene.compose import build_scene, frame_at
from replay.scene.frame.layout import Layout
from replay.scene.looks import looks_of
from replay.scene.provenance import provenance_of
from replay.scene.words.board import make_board
from replay.scene.words.race_cards import finish_strip, result_card
from replay.track.catalogue import load_track
from tests.helpers.race_files import read
from tests.helpers.situations import all_live

LINES: dict[str, dict[str, Any]] = {
    "A": {"rank": 1},
    "B": {"rank": "unknown"},
    "C": {"rank": 3, "gap_s": 0.2},
    "D": {},
}


def written(lines: dict[str, dict[str, Any]], **more: Any) -> str:
    return json.dumps(
        {
            "schema": 1,
            "meet": {"title": "Half a sheet"},
            "event": {"kind": "keirin", "category": "men", "distance_m": 1500},
            "track": "izu",
            "riders": [{"last": name} for name in lines],
            "results": [{"rider": name, **line} for name, line in lines.items()],
            "story": [{"when": "bell", "order": ["A", "B"]}],
        }
        | more
    )


@cache
def replayed(*, winner: bool = True) -> Replay:
    lines = LINES if winner else {**LINES, "A": {"rank": "unknown"}, "C": {"rank": 3}}
    facts, track = read(written(lines)), load_track("izu")
    return Replay(facts, track, reconstruct(facts, track))


def test_known_places_are_exact_and_the_others_somewhere() -> None:
    done = replayed().reconstruction
    crossed = [done.motion.riders[rider] for rider in np.argsort(done.motion.finish_s)]
    assert (crossed[0], crossed[2], sorted(crossed)) == ("A", "C", list("ABCD"))
    assert all(verdict.status is Verdict.HELD for verdict in done.verdicts)
    assert done.audit.overlaps == 0


@pytest.mark.parametrize("winner", [True, False])
def test_no_words_give_a_place_that_is_not_known(winner: bool) -> None:
    replay = replayed(winner=winner)
    facts, motion = replay.race, replay.reconstruction.motion
    looks = looks_of(facts)
    by_name = {look.name: look for look in looks}
    places = {line.look.name: (line.place, line.gap, line.note) for line in result_card(facts, motion, by_name).lines}
    board = make_board(facts, motion, looks, all_live(motion))
    for time_s in (motion.over_s + 0.1, motion.end_s - 0.1):
        tower = board.tower(time_s, standings_at(motion, time_s), shown=1.0)
        rows = {row.look.name: row for row in tower.rows}
        for name in facts.unplaced:
            assert (rows[name].place, rows[name].gap, rows[name].leader) == ("–", "", False)
            assert places[name] == ("–", "", "place not known")
            assert end_label(facts, name).words == "place not known"
        assert (rows["C"].place, places["C"][0]) == ("3", "3")
        assert rows["A"].place == ("1" if winner else "–")
    said = "\n".join(as_text(replay, 0.0))
    names = "B, D" if winner else "A, B, D"
    assert f"not known   places at the finish of {names}: drawn by lot, no fact" in said
    assert "3 C; the place of" in said
    assert ("winner      not known; first at about" in said) is not winner
    assert f"not known: places at the finish of {names}; drawn by lot, no fact" in as_json(replay, 0.0)["notes"]
    assert "is not known and drawn by lot" in provenance_of(facts).statement


@pytest.mark.parametrize("winner", [True, False])
def test_the_film_says_who_won_only_where_that_is_known(winner: bool) -> None:
    replay = replayed(winner=winner)
    motion = replay.reconstruction.motion
    scene = build_scene(replay.race, motion, layout=Layout.LANDSCAPE)
    heads = set()
    for time_s in np.arange(motion.over_s - 3, motion.end_s, 0.25):
        for video_s in scene.timeline.video_times(float(time_s)):
            caption = frame_at(scene, video_s).overlay.caption
            heads |= {caption.head} if caption else set()
    assert ("A wins" in heads) is winner
    assert not any("wins" in head for head in heads - {"A wins"})


def test_the_finish_image_shows_only_whose_finish_is_known() -> None:
    replay = replayed()
    looks = {look.name: look for look in looks_of(replay.race)}
    strip = finish_strip(replay.race, replay.reconstruction.motion, looks)
    assert [(line.look.name, line.place) for line in strip.lines] == [("A", "1"), ("C", "3")]


def test_the_margin_is_that_of_the_second_alone() -> None:
    """The third is 0.2 s behind; somebody came between, nobody knows how far."""
    facts, motion = replayed().race, replayed().reconstruction.motion
    looks = {look.name: look for look in looks_of(facts)}
    assert result_card(facts, motion, looks).margin is None
    second = replace(facts, results=(*facts.results[:2], replace(facts.results[2], rank=2), facts.results[3]))
    assert result_card(second, motion, looks).margin is not None


def test_where_nobody_is_known_to_be_the_doubt_is_larger() -> None:
    done = replayed().reconstruction
    motion = done.motion
    doubts = {
        name: float(np.interp(motion.finish_s[rider], done.doubt_s, done.doubt_m[rider]))
        for rider, name in enumerate(motion.riders)
    }
    assert max(doubts["A"], doubts["C"]) < 0.01 < min(doubts["B"], doubts["D"])


def test_its_plan_is_read_back() -> None:
    replay = replayed(winner=False)
    again = from_bytes(to_bytes(replay.reconstruction, "key"), "key")
    check_belongs(again, replay.race, replay.velodrome)
