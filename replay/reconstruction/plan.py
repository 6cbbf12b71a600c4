"""A plan: a solved reconstruction as a file, so that nobody has to solve it again and all render the same pictures.

JSON, because a plan is shared, kept and looked into. Distances and heights are rounded to 10 nanometres: what is read
back is what was written, on every machine. A checksum of the content is in it: a plan that was changed is refused.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import asdict
from pathlib import Path as FilePath
from typing import Any

import numpy as np

from replay.base.errors import ReplayError
from replay.base.files.bounded_read import read_file
from replay.base.mistakes import shown
from replay.base.units import Floats
from replay.motion.audit import Audit
from replay.motion.outcome import FactVerdict, Reconstruction, Verdict
from replay.motion.trajectory import WRITTEN_DECIMALS, Motion, Path
from replay.race.facts import Race
from replay.race.story.finding import Barrier, Limit, ReasonKind
from replay.reconstruction.plan_check import check_race, check_reconstruction, check_shape
from replay.track.velodrome import TrackShape, Velodrome

FORMAT = "velodrome-replay plan"
"""What a plan file says of itself."""

METHOD = 34
"""Counts up whenever the reconstruction gives other motion from the same facts: older plans are then not used."""

LAYOUT = 3
"""Counts up whenever what a plan holds, or how, is changed: one of another layout is made anew and never misread. Plans
without this number are of the first."""

_CHECKSUM = "sha256"
"""The key of the checksum, over all other keys."""

_TRACK_WORDS = ("name", "title", "note")
"""Fields of a track's shape that are words and not measures."""


MOST_BYTES = 32_000_000
"""What a plan may hold when it is unpacked. Six riders over 1500 m take 0.4 MB, 24 riders over 10 km would take 12."""


class PlanError(ReplayError):
    """A plan file that cannot be used. `args[0]` says why."""


def plan_key(race: Race, velodrome: Velodrome) -> str:
    """What a plan belongs to: facts, track, method and layout."""
    content = json.dumps([race.key, asdict(velodrome.shape), METHOD, LAYOUT], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def to_bytes(reconstruction: Reconstruction, key: str) -> bytes:
    """A plan as a compressed JSON file, equal bytes for equal reconstructions."""
    return zlib.compress(_text_of(sealed(_document(reconstruction, key))), level=6)


def sealed(document: dict[str, Any]) -> dict[str, Any]:
    """The content of a plan with its checksum, whatever checksum it had."""
    content = {name: value for name, value in document.items() if name != _CHECKSUM}
    return {**content, _CHECKSUM: hashlib.sha256(_text_of(content)).hexdigest()}


def _text_of(document: dict[str, Any]) -> bytes:
    """JSON in one form, however it was laid out: the checksum is of values, not of spaces."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def from_bytes(data: bytes, key: str) -> Reconstruction:
    """Read a plan. Raises PlanError if it is damaged, or belongs to other facts, another track or another method.

    What is read moves as riders do and ends as it says; whether it is the race's, `check_belongs` asks.
    """
    document = _unpacked(data)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise PlanError("this is not a plan")
    if document.get("layout", 1) != LAYOUT:
        raise PlanError("this plan was made by another version of the program, which laid plans out otherwise")
    if document.get("key") != key:
        raise PlanError("this plan belongs to other facts, to another track, or to another version of the program")
    try:
        done = _reconstruction(document)
        check_reconstruction(done)
    except (ArithmeticError, AttributeError, KeyError, LookupError, TypeError, ValueError) as error:
        raise PlanError(f"this plan is damaged ({_why(error)})") from error
    if document.get(_CHECKSUM) != sealed(document)[_CHECKSUM]:
        raise PlanError("this plan was changed after it was made: its content is not that of its checksum")
    return done


def read_plan(path: FilePath, key: str) -> Reconstruction:
    """Read the plan in a file. Raises OSError if there is none or it cannot be read, PlanError as `from_bytes` does."""
    return from_bytes(read_file(path, MOST_BYTES + 1), key)


def check_belongs(done: Reconstruction, race: Race, velodrome: Velodrome) -> None:
    """Raise PlanError if what was read is not of this race on this track, or says other than its motion shows."""
    try:
        check_race(done, race, velodrome)
    except ValueError as error:
        raise PlanError(f"this plan does not fit the race: {_why(error)}") from error


def _unpacked(data: bytes) -> Any:
    """The JSON value in a plan. Raises PlanError before it takes more memory than a plan can need."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, MOST_BYTES)
        if len(data) > MOST_BYTES or unpacker.unconsumed_tail:
            raise PlanError(f"this is not a plan: it holds more than {MOST_BYTES // 1_000_000} MB")
        if not unpacker.eof:
            raise PlanError("this is not a plan, or its end is missing")
        return json.loads(text, parse_constant=_no_number)
    except zlib.error as error:
        raise PlanError("this is not a plan, or it is damaged") from error
    except (ValueError, RecursionError) as error:
        raise PlanError(f"this is not a plan, or it is damaged ({_why(error)})") from error


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _why(error: Exception) -> str:
    """What an error says, short and on one line: it may quote the file."""
    words = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
    return shown(words)


def _document(done: Reconstruction, key: str) -> dict[str, Any]:
    """A reconstruction as plain JSON values. `_reconstruction` reads them back."""
    motion = done.motion
    return {
        "format": FORMAT,
        "layout": LAYOUT,
        "key": key,
        "track": asdict(motion.velodrome.shape),
        "riders": list(motion.riders),
        "event_distance_m": motion.event_distance_m,
        "path": _path_out(motion.path),
        "pacer": _path_out(motion.pacer) if motion.pacer else None,
        "pull_off_s": _out(motion.pull_off_s),
        "pacer_gone_s": _out(motion.pacer_gone_s),
        "finish_s": [_out(value) for value in motion.finish_s],
        "fall_s": [_out(value) for value in motion.fall_s],
        "stop_s": _out(motion.stop_s),
        "opens_s": _out(motion.opens_s),
        "up_s": [_out(value) for value in motion.up_s],
        "verdicts": [asdict(verdict) for verdict in done.verdicts],
        "audit": asdict(done.audit),
        "invented": list(done.invented),
        "winner_time_s": done.winner_time_s,
        "winner_time_sd_s": done.winner_time_sd_s,
        "doubt_s": _list(done.doubt_s),
        "doubt_m": _list(done.doubt_m),
        "gap_sd_s": _list(done.gap_sd_s),
    }


def _path_out(path: Path) -> dict[str, Any]:
    """A path as its samples and their rate: times are even."""
    step = float(path.time_s[1] - path.time_s[0])
    return {
        "start_s": float(path.time_s[0]),
        "rate_hz": round(1 / step, 6),
        "distance_m": _list(path.distance_m),
        "height_m": _list(path.height_m),
    }


def _list(values: Floats) -> Any:
    """An array as nested lists of rounded numbers."""
    return np.round(values, WRITTEN_DECIMALS).tolist()


def _out(value: float) -> float | None:
    """A number, null where it is none: JSON has no nan."""
    return float(value) if np.isfinite(value) else None


def _reconstruction(document: dict[str, Any]) -> Reconstruction:
    """The reconstruction that a document holds. Raises one of many errors if it is damaged."""
    check_shape(document)
    pacer = document["pacer"]
    motion = Motion(
        velodrome=Velodrome(_track_in(document["track"])),
        riders=tuple(document["riders"]),
        event_distance_m=document["event_distance_m"],
        path=_path_in(document["path"]),
        pacer=_path_in(pacer) if pacer else None,
        pull_off_s=_in(document["pull_off_s"]),
        pacer_gone_s=_in(document["pacer_gone_s"]),
        finish_s=np.array([_in(value) for value in document["finish_s"]]),
        fall_s=np.array([_in(value) for value in document["fall_s"]]),
        stop_s=_in(document["stop_s"]),
        opens_s=_in(document["opens_s"]),
        up_s=np.array([_in(value) for value in document["up_s"]], dtype=float),
    )
    return Reconstruction(
        motion=motion,
        verdicts=tuple(_verdict_in(item) for item in document["verdicts"]),
        audit=_audit_in(document["audit"]),
        invented=tuple(document["invented"]),
        winner_time_s=document["winner_time_s"],
        winner_time_sd_s=document["winner_time_sd_s"],
        doubt_s=np.array(document["doubt_s"], dtype=float),
        doubt_m=np.array(document["doubt_m"], dtype=float),
        gap_sd_s=np.array(document["gap_sd_s"], dtype=float),
    )


def _track_in(item: dict[str, Any]) -> TrackShape:
    """The shape of the track: a plan can be shown without the track file that it was made with."""
    measures: dict[str, Any] = {
        key: value if key in _TRACK_WORDS else float(value) for key, value in item.items() if key != "banking_deg"
    }
    low, high = item["banking_deg"]
    return TrackShape(**measures, banking_deg=(float(low), float(high)))


def _path_in(item: dict[str, Any]) -> Path:
    """A path from its samples."""
    distance = np.array(item["distance_m"], dtype=float)
    times = item["start_s"] + np.arange(distance.shape[1]) / item["rate_hz"]
    return Path(times, distance, np.array(item["height_m"], dtype=float))


def _in(value: float | None) -> float:
    """A number, nan for null."""
    return float("nan") if value is None else float(value)


def _verdict_in(item: dict[str, Any]) -> FactVerdict:
    return FactVerdict(
        **{
            **item,
            "status": Verdict(item["status"]),
            "against": tuple(item["against"]),
            "barriers": tuple(map(_barrier_in, item["barriers"])),
            "reason": ReasonKind(item["reason"]) if item["reason"] else None,
        }
    )


def _barrier_in(item: dict[str, Any]) -> Barrier:
    return Barrier(**{**item, "limit": Limit(item["limit"]), "facts": tuple(item["facts"])})


def _audit_in(item: dict[str, Any]) -> Audit:
    """The figures from their fields: keys of JSON are text, those of the windows numbers."""
    power = {rider: {int(window): watts for window, watts in best.items()} for rider, best in item["power_w"].items()}
    return Audit(**{**item, "acceleration_mps2": tuple(item["acceleration_mps2"]), "power_w": power})
