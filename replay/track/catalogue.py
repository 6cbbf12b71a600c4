"""The known tracks, and tracks from measures: read from small YAML files, checked, and explained if impossible."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache

from replay.base.errors import InputError, Mistake, UsageError
from replay.base.files.document import Document
from replay.base.files.yaml_text import parse_document
from replay.base.mistakes import WrittenError, did_you_mean, shown
from replay.base.resources import assets
from replay.track.velodrome import TrackShape, Velodrome

MEASURES = ("lap_m", "straight_m", "transition_m", "banking_min_deg", "banking_max_deg", "width_m", "finish_m")
"""Keys of a track file that hold numbers; all of them are needed."""

_WORDS = ("title", "note")
_LIMITS = {
    "lap_m": (100.0, 1000.0, "m"),
    "straight_m": (0.0, 400.0, "m"),
    "transition_m": (1.0, 400.0, "m"),
    "banking_min_deg": (0.0, 60.0, "degrees"),
    "banking_max_deg": (0.0, 60.0, "degrees"),
    "width_m": (4.0, 20.0, "m"),
    "finish_m": (-200.0, 200.0, "m"),
}
SMALLEST_RADIUS_M = 10.0
LARGEST_RADIUS_M = 120.0


class MeasureError(WrittenError):
    """A measure that cannot be. `key` is the measure that should change."""

    def __init__(self, key: str, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.key = key


def track_names() -> tuple[str, ...]:
    """Names of the known tracks, in alphabetical order."""
    names = (entry.name for entry in (assets() / "tracks").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def load_track(name: str) -> Velodrome:
    """The known track of that name. Raises UsageError with the names there are."""
    if name not in track_names():
        raise UsageError(". ".join(unknown_track(name)))
    return _load(name)


def unknown_track(name: str) -> tuple[str, str]:
    """Message and remedy for a name that no track has."""
    known = track_names()
    meant = did_you_mean(name, known)
    return f"no track is called {shown(name)}", f"{meant} Known: {', '.join(known)}".strip()


def velodrome_of(name: str | None, measures: Mapping[str, float | str] | None = None) -> Velodrome:
    """A known track, or one of measures, or a known track in which some measures differ.

    name       of a known track; None if all measures are given
    measures   keys as in a track file: those of MEASURES, `title` and `note`

    Raises UsageError for an unknown name, MeasureError (the first) for measures that cannot be.
    """
    if name is None and not measures:
        raise UsageError("a track needs a name or measures")
    if not measures:
        return load_track(str(name))
    for mistake in measure_mistakes(name, measures):
        raise mistake
    return Velodrome(_shape(name or "inline", _merged(name, measures)))


def measure_mistakes(name: str | None, measures: Mapping[str, object]) -> Iterator[MeasureError]:
    """Everything that is wrong with measures, alone or as changes of a known track; nothing if it can be built."""
    written = _merged(name, measures)
    missing = [key for key in MEASURES if key not in written]
    if missing:
        which = f"{', '.join(missing[:-1])} and {missing[-1]} are" if len(missing) > 1 else f"{missing[0]} is"
        yield MeasureError(missing[0], f"{which} missing", "a track needs all its measures")
    numbers: dict[str, float] = {}
    for key in (key for key in MEASURES if key in written):
        try:
            numbers[key] = _number(key, written)
        except MeasureError as mistake:
            yield mistake
    if len(numbers) == len(MEASURES):
        yield from _impossible(_shape("", {**numbers, "title": ""}))


def _merged(name: str | None, measures: Mapping[str, object]) -> dict[str, object]:
    """Measures, with those of a known track where they say nothing. Its note is about itself and stays behind."""
    if name is None:
        return dict(measures)
    shape = load_track(name).shape
    low, high = shape.banking_deg
    known = {key: getattr(shape, key) for key in ("title", *MEASURES) if not key.startswith("banking")}
    return {**known, "banking_min_deg": low, "banking_max_deg": high, **measures}


def track_from(document: Document, name: str) -> Velodrome:
    """The track that a track file describes. Raises InputError with every mistake."""
    written = document.root.plain()
    if not isinstance(written, dict):
        raise InputError((document.mistake((), "a track file is a list of keys", "write `lap_m: 250` and so on"),))
    mistakes = tuple(_file_mistakes(document, written))
    if mistakes:
        raise InputError(mistakes)
    return Velodrome(_shape(name, written))


def _file_mistakes(document: Document, written: dict[str, object]) -> Iterator[Mistake]:
    known = (*MEASURES, *_WORDS)
    for key, value in written.items():
        if key not in known:
            remedy = did_you_mean(key, known, otherwise=f"known here: {', '.join(known)}")
            yield document.mistake((key,), f"unknown key {shown(key)}", remedy, at_key=True)
        elif key in _WORDS and not isinstance(value, str):
            yield document.mistake((key,), f"{key} must be text, not {shown(value)}")
    for mistake in measure_mistakes(None, written):
        yield document.mistake((mistake.key,), mistake.message, mistake.remedy)


def _number(key: str, written: Mapping[str, object]) -> float:
    value = written[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise MeasureError(key, f"{key} must be a number, not {shown(value)}")
    low, high, unit = _LIMITS[key]
    if not low <= value <= high:
        raise MeasureError(key, f"{key} is {shown(value)}", f"it must be from {low:g} to {high:g} {unit}")
    return float(value)


def _impossible(shape: TrackShape) -> Iterator[MeasureError]:
    """What the measures, each possible alone, cannot be together."""
    low, high = shape.banking_deg
    if low > high:
        yield MeasureError("banking_min_deg", f"the banking is {low:g} degrees at least and {high:g} at most")
    if abs(shape.finish_m) > shape.straight_m / 2:
        message = f"the finish line is {abs(shape.finish_m):g} m from mid home straight, which puts it in the bend"
        yield MeasureError("finish_m", message, f"the straight reaches {shape.straight_m / 2:g} m each way")
    if shape.arc_m <= 0:
        used = 2 * shape.straight_m + 4 * shape.transition_m
        message = f"two straights and four transitions take {used:g} m of a lap of {shape.lap_m:g} m: no bend is left"
        yield MeasureError("transition_m", message, "make transition_m or straight_m shorter")
    elif not SMALLEST_RADIUS_M <= shape.radius_m <= LARGEST_RADIUS_M:
        tight = shape.radius_m < SMALLEST_RADIUS_M
        message = (
            f"these measures give bends of {shape.radius_m:.1f} m radius, too {'tight' if tight else 'wide'} to ride"
        )
        yield MeasureError("straight_m", message, f"make straight_m {'shorter' if tight else 'longer'}")


@cache
def _load(name: str) -> Velodrome:
    entry = assets() / "tracks" / f"{name}.yaml"
    return track_from(parse_document(entry.read_bytes(), f"assets/tracks/{name}.yaml"), name)


def _shape(name: str, written: Mapping[str, object]) -> TrackShape:
    number = {key: float(str(written[key])) for key in MEASURES}
    return TrackShape(
        name=name,
        title=str(written.get("title", name)),
        lap_m=number["lap_m"],
        straight_m=number["straight_m"],
        transition_m=number["transition_m"],
        banking_deg=(number["banking_min_deg"], number["banking_max_deg"]),
        width_m=number["width_m"],
        finish_m=number["finish_m"],
        note=str(written.get("note", "")),
    )
