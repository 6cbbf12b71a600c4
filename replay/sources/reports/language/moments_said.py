"""Moments of a race as reports say them, by the rules of `times.yaml`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from replay.sources.reports.language.numbers_said import NUMBER, number_said
from replay.sources.reports.language.report_words import between_words, entries_of, text_of

LAP_M = 250.0
"""Length of a lap where moments are put in order; which track it is plays no part in that."""

PULL_OFF_LAPS = 3.0
"""Laps to go at which a pacer leaves, where nothing else is said."""


@dataclass(frozen=True, slots=True)
class SaidMoment:
    """A moment as it is said in a sentence.

    start, end  its characters
    template    how the race file writes it; `{lap}` stands for the lap on which the report is by then
    pacer_off   whether the same words say that the pacer leaves
    """

    start: int
    end: int
    template: str
    pacer_off: bool = False


@dataclass(frozen=True, slots=True)
class _MomentRule:
    says: re.Pattern[str]
    when: str | None
    pacer_off: bool


_HINT = re.compile(
    r"lap|to go|left|bell|bend|corner|turn|curve|straight|stretch|metre|meter|\d ?m\b|line|finish|gun|start|outset|"
    r"derny|pacer|pace|motor|bike|pull-?off|home|out\b|death|\bend\b|early|moped|back\b|far side|"
    r"circuit|turns|stripe|stride|tape|\bdip\b|run-in|run in|release|unleashed|let (?:go|loose|off)|set free|"
    r"on the board|lap ?board|counter|^-?[0-9]|(?:at|from) [1-6][0-9]0\b"
)
_KEPT = 512
"""Sentences whose moments are kept."""

_BARE_LEFT = re.compile(r"(?:left|out|remaining|from home|short of the line)\b")
_TURNS = {"one": "1", "two": "2", "three": "3", "four": "4", "second": "2", "third": "3", "fourth": "4"}
_ZERO_MOMENTS = {"finish": 0.0, "bell": LAP_M, "pull-off": PULL_OFF_LAPS * LAP_M, "last-bend": 85.0, "start": 1500.0}
_PLACES = {"turn 1": 0.06, "turn 2": 0.2, "back straight": 0.37, "turn 3": 0.53, "turn 4": 0.7, "home straight": 0.87}
"""Where on a lap each place begins, as a share of it."""


@cache
def pacer_leaves() -> str:
    """The pattern of what a pacer does as it leaves."""
    return f"(?:{text_of('times', 'leaves')})"


@cache
def _rules() -> tuple[_MomentRule, ...]:
    macros = {
        "{to_go}": text_of("times", "to_go"),
        "{leaves}": pacer_leaves(),
        "{after}": text_of("times", "after"),
        "{pacer}": f"(?:{text_of('words', 'pacer')})",
    }
    rules = []
    for written in entries_of("times", "moments"):
        says = str(written["says"])
        for macro, meaning in macros.items():
            says = says.replace(macro, meaning)
        for name in ("laps", "metres", "seconds"):
            says = says.replace(f"{{{name}}}", f"(?P<{name}>{NUMBER})", 1).replace(f"{{{name}}}", NUMBER)
        when = written.get("when")
        rules.append(
            _MomentRule(between_words(says), None if when is None else str(when), bool(written.get("pacer_off")))
        )
    return tuple(rules)


@lru_cache(maxsize=_KEPT)
def moments_in(lowered: str) -> tuple[SaidMoment, ...]:
    """The moments that a sentence in lower case says, those of earlier rules first, none over another.

    A sentence is asked several times, and again for each race that a report is read for.
    """
    return tuple(_moments(lowered)) if _HINT.search(lowered) else ()


def _moments(lowered: str) -> Iterator[SaidMoment]:
    taken: list[tuple[int, int]] = []
    for rule in _rules():
        for found in rule.says.finditer(lowered):
            if found.end() == found.start() or any(found.start() < b and a < found.end() for a, b in taken):
                continue
            template = _filled(rule.when, found)
            if template is not None:
                taken.append(found.span())
                yield SaidMoment(found.start(), found.end(), template, rule.pacer_off)


def _filled(when: str | None, found: re.Match[str]) -> str | None:
    """The template with its numbers; None where the words cannot mean a moment."""
    if when is None:
        return None
    values: Mapping[str, str | None] = found.groupdict()
    for name in ("laps", "metres"):
        if f"{{{name}}}" in when:
            number = number_said((values.get(name) or "").strip())
            if name == "laps" and number is not None and number >= 50 and "lap" not in found[0]:
                return f"{number:g} m to go"
            if number is None or not _is_sound(name, number, str(values[name]), found[0]):
                return None
            when = when.replace(f"{{{name}}}", f"{number:g}").replace("1 laps", "1 lap")
    if "{turn}" in when:
        turn = str(values.get("turn"))
        when = when.replace("{turn}", _TURNS.get(turn, turn))
    if "{lap_to_go}" in when:
        number = number_said(str(values.get("lap")))
        when = when.replace("{lap_to_go}", f"{7 - (number or 0):g}")
    return when


def _is_sound(name: str, number: float, words: str, whole: str) -> bool:
    """Whether a number of laps or metres can be meant as what is to go."""
    if name == "metres":
        return 1 <= number <= 1500
    has_laps = "lap" in whole
    may_be_riders = number == int(number) or words in ("a", "an", "half", "half a")  # 'with two left' may be riders
    if not has_laps and may_be_riders and (_BARE_LEFT.search(whole) or words in ("a", "an", "half", "half a")):
        return False
    return 0 < number <= 12


def metres_to_go(when: str) -> float | None:
    """Roughly how far a moment is from the finish, to put moments in order; None if that cannot be said."""
    plain, _, offset = _offset(when)
    if plain in _ZERO_MOMENTS:
        return _ZERO_MOMENTS[plain] - 16.0 * offset
    laps = re.fullmatch(r"([0-9.]+) laps? to go", plain)
    metres = re.fullmatch(r"([0-9.]+) m to go", plain)
    if laps or metres:
        return float(laps[1]) * LAP_M if laps else float(metres[1]) if metres else None
    if plain == "out of the last bend":
        return 35.0
    place = re.fullmatch(r"(.+?) (?:on the last lap|with ([0-9]+) laps? to go)", plain)
    if place and place[1] in _PLACES:
        return (float(place[2] or 1) - _PLACES[place[1]]) * LAP_M
    return None


def lap_of(template: str, to_go_m: float) -> int:
    """Laps to go on the lap on which a straight or turn comes next, so far from the finish; from 1."""
    share = next((share for place, share in _PLACES.items() if template.startswith(place)), 0.0)
    return max(1, int((to_go_m + _PASSED_M) / LAP_M + share))


def lap_named(when: str) -> int | None:
    """Laps to go on the lap that a moment names: with 'one and a half laps to go' it is 2; None for other moments."""
    laps = re.fullmatch(r"([0-9.]+) laps? to go", when)
    return math.ceil(float(laps[1])) or None if laps else _NAMED_LAPS.get(when)


_NAMED_LAPS = {"bell": 1, "on the last lap": 1, "on the last but one lap": 2}

_PASSED_M = 40.0
"""Metres by which a straight or turn may have been passed and still be the one that is meant."""


def _offset(when: str) -> tuple[str, str, float]:
    found = re.fullmatch(r"(pull-off|bell|finish|last-bend)([+-][0-9.]+)", when)
    return (found[1], "", float(found[2])) if found else (when, "", 0.0)


def stretch_m(when: object) -> tuple[float, float] | None:
    """From where to where, in metres to go, a moment or a window of a race file is; None if that cannot be said."""
    if isinstance(when, dict):
        bounds = [PULL_OFF_LAPS * LAP_M, metres_to_go(str(when.get("before")))]
        if "between" in when:
            bounds = [metres_to_go(str(moment)) for moment in when["between"]]
        first, last = bounds
        return None if first is None or last is None else (first, last)
    named = {"on the last lap": (LAP_M, 0.0), "on the last but one lap": (2 * LAP_M, LAP_M)}
    if str(when) in named:
        return named[str(when)]
    part = re.fullmatch(r"in the last ([0-9.]+) (laps|m)", str(when))
    if part:
        return (float(part[1]) * (LAP_M if part[2] == "laps" else 1.0), 0.0)
    metres = metres_to_go(str(when))
    return None if metres is None else (metres, metres)
