"""The record of a clip: what it was made of and what in it is known, for programs (JSON)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from replay.app.build import Replay
from replay.app.clips.sidecars.film_words import Said
from replay.app.clips.sidecars.stretches import stretches_of
from replay.app.report import fact_json
from replay.scene.compose import Scene
from replay.scene.frame.card import ResultLine
from replay.scene.looks import looks_of
from replay.scene.words.race_cards import race_title
from replay.scene.words.rider_names import looks_without_names, tagged
from replay.video.preset_values import Preset

FORMAT = 1
"""Counted up when a key changes its meaning."""


@dataclass(frozen=True, slots=True)
class Making:
    """How a clip was made.

    race_name     the name of the race file, with its ride
    race_sha256   of the bytes of the race file; None where it was read from a pipe and cannot be read again
    program       the version of this program
    options       what was asked for, as words of the command line: 'cut', 'from', 'length' ..
    frames        pictures of the film
    version       the day of a corrected version, ISO 8601; '' where nothing was corrected
    """

    race_sha256: str | None
    program: str
    options: dict[str, Any]
    frames: int
    version: str = ""
    race_name: str = ""


def record_of(replay: Replay, scene: Scene, preset: Preset, making: Making, said: Sequence[Said]) -> dict[str, Any]:
    """The record of a clip. Where riders are not named, tags stand for their names here, too."""
    race = replay.race
    known = {
        **said_of_race(replay, scene),
        "provenance": {"label": scene.provenance.label, "statement": scene.provenance.statement},
        "sources": [asdict(source) for source in race.sources],
        "stretches": [_rounded(asdict(stretch)) for stretch in stretches_of(scene)],
        "words": [_rounded({"from_s": each.from_s, "to_s": each.to_s, "words": list(each.words)}) for each in said],
    }
    return {
        "format": FORMAT,
        "program": {"name": "velodrome-replay", "version": making.program},
        "race_file": {"name": making.race_name, "sha256": making.race_sha256, "facts_key": race.key},
        "version": making.version or None,
        "preset": {"name": preset.name, "size_px": list(preset.size), "fps": preset.fps},
        "options": making.options,
        "film": {"frames": making.frames, "duration_s": round(making.frames / preset.fps, 6)},
        **(known if scene.wish.names else without_names(known, replay)),
        "shots": list(_shots(scene)),
        "segments": list(_segments(scene)),
    }


def said_of_race(replay: Replay, scene: Scene) -> dict[str, Any]:
    """Which race it is, how it ended, and its facts with their verdicts."""
    return {
        "race": race_title(scene.race),
        "meet": asdict(replay.race.meet),
        "result": [_result(line) for line in scene.cards.result.lines],
        "facts": [fact_json(verdict, replay) for verdict in replay.reconstruction.verdicts],
    }


def without_names(known: Mapping[str, Any], replay: Replay) -> dict[str, Any]:
    """The same with tags for the names of riders."""
    hide = tagged(replay.race, looks_without_names(replay.race, looks_of(replay.race)))
    return {key: _changed(value, hide) for key, value in known.items()}


def _result(line: ResultLine) -> dict[str, str]:
    return {"place": line.place, "rider": line.look.name, "gap": line.gap, "note": line.note}


def _shots(scene: Scene) -> Iterator[dict[str, Any]]:
    """From when to when each camera is on, and whom it is about."""
    spans = scene.timeline.spans
    ends = [*(span.video_start_s for span in spans[1:]), scene.duration_s]
    for span, end_s in zip(spans, ends, strict=True):
        beside = {"beside": span.beside[0].id} if span.beside else {}
        shot = {"from_s": span.video_start_s, "to_s": end_s, "id": span.shot.id, "kind": str(span.shot.kind)}
        yield _rounded({**shot, "about": str(span.who), **beside})


def _segments(scene: Scene) -> Iterator[dict[str, Any]]:
    """Which race time each stretch of video shows, and how fast."""
    for segment in scene.timeline.segments:
        yield _rounded(
            {
                "from_s": segment.video_start_s,
                "to_s": segment.video_end_s,
                "race_from_s": segment.race_start_s,
                "race_to_s": segment.race_end_s,
                "speed_from": segment.speed_from,
                "speed_to": segment.speed_to,
                "card": None if segment.card is None else str(segment.card),
            }
        )


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    """The same with times of whole microseconds."""
    return {key: round(value, 6) if isinstance(value, float) else value for key, value in values.items()}


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    """A tree of values in which all texts are changed."""
    if isinstance(value, dict):
        return {key: _changed(each, change) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_changed(each, change) for each in value]
    return change(value) if isinstance(value, str) else value
