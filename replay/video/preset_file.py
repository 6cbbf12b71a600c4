"""Reading presets: those that come with the program, and the user's own, or all mistakes in them at once."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from replay.base.errors import InputError, Mistake
from replay.base.files.document import Document, Location
from replay.base.files.yaml_text import parse_document, read_document
from replay.base.mistakes import did_you_mean, shown
from replay.base.resources import assets
from replay.scene.camera.wish import Cut
from replay.scene.frame.layout import SIZES_PX, Layout, SafeArea
from replay.video.preset_values import FileKind, PlaceLimit, Preset

_SPEEDS = ("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow")
_PROFILES = ("baseline", "main", "high")
_LEVELS = ("3", "3.1", "3.2", "4", "4.1", "4.2", "5", "5.1", "5.2")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_SAME_ASPECT = 0.01
"""By so much, of itself, the shape of a film may differ from that of its layout: the least size is even."""

_NEAR_ASPECT = 0.07
"""By so much that of a picture that stands alone: one of 3:4 is composed as those of 4:5 are."""

LIMIT_KEYS = ("place", "most_s", "most_mb", "source", "date")


@dataclass(frozen=True, slots=True)
class _Key:
    """What a key of a preset may hold. wanted: in words, for mistakes; fits: whether a value is so."""

    wanted: str
    fits: Callable[[Any], bool]


def _number(low: float, high: float, *, whole: bool = False) -> _Key:
    kind = "a whole number" if whole else "a number"
    types = int if whole else (int, float)
    return _Key(
        f"{kind} from {low:g} to {high:g}",
        lambda value: isinstance(value, types) and not isinstance(value, bool) and low <= value <= high,
    )


def _one_of(words: Sequence[str]) -> _Key:
    return _Key(f"one of {', '.join(words)}", lambda value: _word(value) in words)


def _numbers(count: int, low: int, high: int, what: str) -> _Key:
    one = _number(low, high, whole=True)
    return _Key(
        f"{what}: {count} whole numbers from {low} to {high}, as [{', '.join(['..'] * count)}]",
        lambda value: isinstance(value, list) and len(value) == count and all(map(one.fits, value)),
    )


def _word(value: object) -> str:
    """A value as it is meant by a word: 4.0 and 4 are one level."""
    return f"{value:g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


KEYS: Mapping[str, _Key] = {
    "for": _Key("a text", lambda value: isinstance(value, str)),
    "layout": _one_of(tuple(Layout)),
    "size": _numbers(2, 64, 7680, "width and height in px"),
    "fps": _number(10, 120, whole=True),
    "cut": _one_of(tuple(Cut)),
    "hook": _Key("true or false", lambda value: isinstance(value, bool)),
    "profile": _one_of(_PROFILES),
    "level": _one_of(_LEVELS),
    "b_frames": _number(0, 3, whole=True),
    "x264": _one_of(_SPEEDS),
    "crf": _number(0, 40, whole=True),
    "max_mbps": _number(0.3, 240),
    "loudness_lufs": _number(-40, -5),
    "safe_area": _numbers(4, 0, 1000, "margins at top, right, bottom and left in px"),
    "fit_mb": _number(1, 10_000),
    "file": _one_of(tuple(FileKind)),
    "limits": _Key("a list", lambda value: isinstance(value, list)),
}
"""Keys of a preset beside `name` and `like`."""

_OPTIONAL = ("safe_area", "fit_mb", "file", "limits")


@cache
def shipped_presets() -> tuple[Preset, ...]:
    """The presets that come with the program, the usual one first."""
    data = (assets() / "presets.yaml").read_bytes()
    return presets_from(parse_document(data, "assets/presets.yaml"), ())


def read_presets(path: Path) -> tuple[Preset, ...]:
    """The user's presets from a file, then those of the program that have other names. Raises InputError."""
    own = presets_from(read_document(path), shipped_presets())
    names = {each.name for each in own}
    return own + tuple(each for each in shipped_presets() if each.name not in names)


def presets_from(document: Document, known: Sequence[Preset]) -> tuple[Preset, ...]:
    """The presets of a document. known: those that `like` may name beside earlier ones. Raises InputError."""
    plain = document.root.plain()
    items = plain.get("presets") if isinstance(plain, dict) else None
    if not isinstance(plain, dict) or not isinstance(items, list) or not items:
        remedy = "write `presets:`, and under it a list"
        raise InputError((document.mistake((), "a file of presets is a list", remedy),))
    reading = _Reading(document, {each.name: _as_written(each) for each in known})
    for key in plain:
        if key != "presets":
            remedy = "take it out: `presets` is the only key"
            reading.mistakes.append(document.mistake((key,), f"unknown key {shown(key)}", remedy, at_key=True))
    found = [reading.preset(index, item) for index, item in enumerate(items)]
    if reading.mistakes:
        raise InputError(tuple(sorted(reading.mistakes, key=lambda mistake: (mistake.line, mistake.column))))
    return tuple(each for each in found if each is not None)


class _Reading:
    """One file as it is read: its mistakes, and the keys of each preset so far. written: those known before, by name"""

    def __init__(self, document: Document, written: Mapping[str, dict[str, Any]]) -> None:
        self.document = document
        self.mistakes: list[Mistake] = []
        self._known = dict(written)
        self._own = set[str]()

    def refuse(self, location: Location, message: str, remedy: str = "", *, at_key: bool = False) -> None:
        """Keep a mistake at a value of the list, or at its key."""
        self.mistakes.append(self.document.mistake(("presets", *location), message, remedy, at_key=at_key))

    def preset(self, index: int, item: object) -> Preset | None:
        """The preset at a place of the list; None if it has a mistake."""
        if not isinstance(item, dict):
            self.refuse((index,), "a preset is a list of keys", "write `- name: club`, and its keys below it")
            return None
        before = len(self.mistakes)
        name = self._name(index, item)
        for key, value in item.items():
            self._check_key(index, key, value)
        whole = {"limits": (), **self._like(index, item), **{key: item[key] for key in item if key in KEYS}}
        if "limits" in item:
            whole["limits"] = self._limits(index, item)
        missing = [key for key in KEYS if key not in whole and key not in _OPTIONAL]
        if missing and "like" not in item:
            self.refuse(
                (index,), f"{missing[0]} is missing", "write it, or `like: vertical` to take what is not written"
            )
        if len(self.mistakes) == before:
            self._check_shape(index, whole)
        if len(self.mistakes) > before:
            return None
        self._known[name] = whole
        return _preset(name, whole)

    def _name(self, index: int, item: Mapping[str, Any]) -> str:
        name = item.get("name")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            where: Location = (index, "name") if "name" in item else (index,)
            self.refuse(where, "a preset needs a name", "of small letters, figures and hyphens, such as `name: club`")
            return ""
        if name in self._own:
            self.refuse((index, "name"), f"a second preset called {name}", "give it another name")
        self._own.add(name)
        return name

    def _like(self, index: int, item: Mapping[str, Any]) -> Mapping[str, Any]:
        """The keys of the preset that this one is like."""
        like = item.get("like")
        if like is None:
            return {}
        if like not in self._known:
            remedy = did_you_mean(str(like), self._known, otherwise=f"known here: {', '.join(self._known)}")
            self.refuse((index, "like"), f"no preset is called {shown(like)}", remedy)
            return {}
        base = self._known[str(like)]
        margins_too = item.get("layout", base["layout"]) == base["layout"]
        return base if margins_too else {**base, "safe_area": None}

    def _check_key(self, index: int, key: str, value: Any) -> None:
        if key in ("name", "like"):
            return
        if key not in KEYS:
            known = ("name", "like", *KEYS)
            remedy = did_you_mean(key, known, otherwise=f"known here: {', '.join(known)}")
            self.refuse((index, key), f"unknown key {shown(key)}", remedy, at_key=True)
        elif not KEYS[key].fits(value):
            self.refuse((index, key), f"{key} cannot be {shown(value)}", f"write {KEYS[key].wanted}")

    def _check_shape(self, index: int, whole: Mapping[str, Any]) -> None:
        """Raises no error, but keeps what size, layout and margins cannot be together."""
        (width, height), layout = whole["size"], Layout(whole["layout"])
        if width % 2 or height % 2:
            self.refuse((index, "size"), f"{width}x{height} is no even size", "H.264 video needs even numbers")
        wide, tall = SIZES_PX[layout]
        room = _NEAR_ASPECT if whole.get("file") == FileKind.PNG else _SAME_ASPECT
        if abs(width / height / layout.aspect - 1) > room:
            fitting = 2 * round(width / layout.aspect / 2)
            near = min(Layout, key=lambda other: abs(other.aspect - width / height))
            other = f", or `layout: {near}`" if near is not layout else ""
            message = f"{width}x{height} has not the shape of the layout {layout} ({wide}x{tall})"
            self.refuse((index, "size"), message, f"write [{width}, {fitting}]{other}")
        top, right, bottom, left = whole.get("safe_area") or (0, 0, 0, 0)
        if left + right > wide / 2 or top + bottom > tall / 2:
            message = "these margins leave less than half of the picture for words"
            self.refuse((index, "safe_area"), message, f"they are px of {wide}x{tall}")

    def _limits(self, index: int, item: Mapping[str, Any]) -> tuple[PlaceLimit, ...]:
        written = item["limits"]
        items = written if isinstance(written, list) else ()
        found = [self._limit((index, "limits", number), each) for number, each in enumerate(items)]
        return tuple(each for each in found if each is not None)

    def _limit(self, location: Location, item: object) -> PlaceLimit | None:
        positive = _number(0.001, 1e6)
        amounts = [key for key in ("most_s", "most_mb") if isinstance(item, dict) and key in item]
        if not isinstance(item, dict) or len(amounts) != 1 or not isinstance(item.get("place"), str):
            remedy = "write {place: X, most_s: 140, source: .., date: ..}, or most_mb"
            self.refuse(location, "a limit has a place, and either most_s or most_mb", remedy)
            return None
        for key in item:
            if key not in LIMIT_KEYS:
                self.refuse((*location, key), f"unknown key {shown(key)}", did_you_mean(key, LIMIT_KEYS), at_key=True)
        if not positive.fits(item[amounts[0]]):
            self.refuse((*location, amounts[0]), f"{amounts[0]} cannot be {shown(item[amounts[0]])}", "write a number")
            return None
        return PlaceLimit(
            place=item["place"],
            most_s=float(item.get("most_s", math.inf)),
            most_mb=float(item.get("most_mb", math.inf)),
            source=str(item.get("source", "")),
            date=str(item.get("date", "")),
        )


def _preset(name: str, whole: Mapping[str, Any]) -> Preset:
    """The preset of keys that have been checked."""
    safe = whole.get("safe_area")
    fit = whole.get("fit_mb")
    return Preset(
        name=name,
        size=(whole["size"][0], whole["size"][1]),
        fps=whole["fps"],
        layout=Layout(whole["layout"]),
        cut=Cut(whole["cut"]),
        crf=whole["crf"],
        x264=whole["x264"],
        max_mbps=float(whole["max_mbps"]),
        used_for=whole["for"],
        limits=tuple(whole["limits"]),
        hook=whole["hook"],
        loudness_lufs=float(whole["loudness_lufs"]),
        profile=whole["profile"],
        level=_word(whole["level"]),
        b_frames=whole["b_frames"],
        safe_area=SafeArea(*safe) if safe else None,
        fit_mb=None if fit is None else float(fit),
        file=FileKind(whole.get("file", FileKind.MP4)),
    )


def _as_written(each: Preset) -> dict[str, Any]:
    """A preset as the keys of a file, with its limits as they are."""
    safe = each.safe_area
    return {
        "for": each.used_for,
        "layout": str(each.layout),
        "size": list(each.size),
        "fps": each.fps,
        "cut": str(each.cut),
        "hook": each.hook,
        "profile": each.profile,
        "level": each.level,
        "b_frames": each.b_frames,
        "x264": each.x264,
        "crf": each.crf,
        "max_mbps": each.max_mbps,
        "loudness_lufs": each.loudness_lufs,
        "safe_area": None if safe is None else [safe.top_px, safe.right_px, safe.bottom_px, safe.left_px],
        "fit_mb": each.fit_mb,
        "file": str(each.file),
        "limits": each.limits,
    }
