"""Clips of a race that was put right after they went out."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from replay.app.build import Replay
from replay.app.cli.main import main
from replay.app.clips.one_clip import Order, ReadyClip, ready_clip
from replay.app.clips.sidecars.clip_record import Making
from replay.app.clips.sidecars.clip_words import POST_LETTERS, post_text, weight
from replay.app.clips.sidecars.film_words import said_in
from replay.app.clips.sidecars.sidecar_files import texts_of
from replay.app.clips.sidecars.subtitles import srt
from replay.app.filming import Choice
from replay.video.presets import preset
from tests.helpers.race_files import FINAL

SEMIFINAL = FINAL.parent / "semifinal-1.yaml"
TODAY = datetime.date(2021, 8, 9)
WORDS = "Corrected version of 9 August 2021"
ReplayOf = Callable[[str], Replay]


@pytest.fixture
def replay(replay_of: ReplayOf) -> Replay:
    return replay_of("semifinal-1")


def clip(folder: Path, replay: Replay, *, name: str = "film.mp4", names: bool = True) -> ReadyClip:
    order = Order(SEMIFINAL, folder / name, preset("vertical"), Choice(hook=True, names=names), sidecars=True)
    return ready_clip(order, replay, None, TODAY)


def record_of_clip(made: ReadyClip) -> dict[str, Any]:
    options = {} if made.scene.wish.names else {"no-names": True}
    making = Making("0" * 64, "1.0", options, 90, made.correction.version, SEMIFINAL.name)
    found: dict[str, Any] = json.loads(texts_of(made.replay, made.scene, made.order.preset, making).record)
    return found


def went_out(folder: Path, record: dict[str, Any], name: str = "film.json") -> None:
    (folder / name).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def before_the_jury(record: dict[str, Any]) -> dict[str, Any]:
    """What was published before: the first two the other way round, by another race file."""
    record["race_file"]["facts_key"] = "another"
    first, second = record["result"][:2]
    first["place"], second["place"] = "2", "1"
    return record


def test_a_changed_file_says_what_differs_and_dates_the_result_card(tmp_path: Path, replay: Replay) -> None:
    first = clip(tmp_path, replay)
    assert (first.correction.changes, first.correction.version) == ((), "")
    went_out(tmp_path, before_the_jury(record_of_clip(first)))
    made = clip(tmp_path, replay)
    said = "\n".join(made.remarks)
    winner, second = (line.look.name for line in made.scene.cards.result.lines[:2])
    for words in ("film.json", f"{winner}: place 1 (was place 2)", f"{second}: place 2 (was place 1)", WORDS):
        assert words in said
    assert made.scene.cards.result.version == WORDS
    assert made.job.words.comment.count(WORDS) == 1
    assert any(f"{WORDS}." in each.words for each in said_in(made.scene))


def test_a_part_of_the_race_says_its_version_without_the_result_card(tmp_path: Path, replay: Replay) -> None:
    went_out(tmp_path, before_the_jury(record_of_clip(clip(tmp_path, replay))))
    part = Choice(from_when="bell", to_when="bell+4")
    made = ready_clip(Order(SEMIFINAL, tmp_path / "film.mp4", preset("vertical"), part), replay, None, TODAY)
    said = said_in(made.scene)
    assert f"{WORDS}." in said[0].words
    assert sum(each.text.count(WORDS) for each in said) == 1
    assert WORDS in srt(said).replace("\n", " ")
    assert f"{WORDS}." in post_text(made.scene)
    assert weight(post_text(made.scene)) <= POST_LETTERS


def test_the_version_keeps_its_day_and_other_formats_have_the_same(tmp_path: Path, replay: Replay) -> None:
    first = record_of_clip(clip(tmp_path, replay))
    went_out(tmp_path, {**first, "version": "2021-08-09"})
    for name in ("film.mp4", "other.mp4"):
        again = ready_clip(
            Order(SEMIFINAL, tmp_path / name, preset("square"), Choice()), replay, None, datetime.date(2025, 1, 1)
        )
        assert (again.correction.changes, again.scene.cards.result.version) == ((), WORDS)
    went_out(tmp_path, before_the_jury(first), "other.json")
    late = ready_clip(
        Order(SEMIFINAL, tmp_path / "other.mp4", preset("square"), Choice()), replay, None, datetime.date(2025, 1, 1)
    )
    assert late.correction.changes
    assert late.correction.version == "2021-08-09"


def test_the_latest_record_counts_where_the_film_has_none(tmp_path: Path, replay: Replay) -> None:
    record = record_of_clip(clip(tmp_path, replay))
    went_out(tmp_path, record, "late.json")
    went_out(tmp_path, before_the_jury(record), "early.json")
    os.utime(tmp_path / "early.json", (1, 1))
    assert clip(tmp_path, replay).correction.changes == ()
    os.utime(tmp_path / "late.json", (0, 0))
    assert clip(tmp_path, replay).correction.before == tmp_path / "early.json"


def test_races_of_one_title_are_told_apart_by_their_files(tmp_path: Path, replay: Replay) -> None:
    """Two races of a club night may have the same riders, and no round."""
    record = before_the_jury(record_of_clip(clip(tmp_path, replay)))
    record["race_file"]["name"] = "race-2.yaml"
    went_out(tmp_path, record, "other.json")
    assert clip(tmp_path, replay).correction.changes == ()
    went_out(tmp_path, record)
    assert clip(tmp_path, replay).correction.changes, "but the film of that very name is replaced"


def test_tags_are_compared_with_tags(tmp_path: Path, replay: Replay) -> None:
    """A clip without names after one with them names nobody, and the other way round."""
    for names in (True, False):
        went_out(tmp_path, before_the_jury(record_of_clip(clip(tmp_path, replay, names=not names))))
        changes = clip(tmp_path, replay, names=names).correction.changes
        assert len(changes) == 2
        assert not any(rider.last in words for rider in replay.race.riders for words in changes)
        (tmp_path / "film.json").unlink()


@pytest.mark.parametrize(
    "change",
    [
        lambda record: {**record, "race": "Another race"},
        lambda record: {**record, "format": 99},
        lambda record: {**record, "facts": [{}]},
        lambda record: {**record, "result": 3},
        lambda record: {**record, "version": 3},
        lambda record: [record["race"]],
    ],
)
def test_what_is_no_record_of_the_race_is_passed_over(
    change: Callable[[dict[str, Any]], Any], tmp_path: Path, replay: Replay
) -> None:
    went_out(tmp_path, change(before_the_jury(record_of_clip(clip(tmp_path, replay)))))
    assert clip(tmp_path, replay).correction.changes == ()


def test_a_dry_run_says_it_as_well(tmp_path: Path, replay: Replay, capsys: pytest.CaptureFixture[str]) -> None:
    went_out(tmp_path, before_the_jury(record_of_clip(clip(tmp_path, replay))))
    out = str(tmp_path / "film.mp4")
    assert main(["export", str(SEMIFINAL), "--preset", "vertical", "-n", "-q", "-o", out]) == 0
    said = capsys.readouterr().err
    assert "since the last export of this race" in said
    assert "--sidecars records it" in said
