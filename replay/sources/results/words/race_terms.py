"""What headings say of how a race is ridden: over which distance, in how many laps, without a pacer."""

from __future__ import annotations

import re

from replay.sources.results.words.plain_letters import plain_letters

_OF_TRACK = (
    r"(?!(?: |-|\))*(?:(?:out|in)door |open[ -]air |concrete |wooden )?"
    r"(?:track|oval|lap|velodrom\w*|bahn|piste|pista|baan|time|split))"
)
"""What does not follow a distance: the metres are of a track, or of a time, then."""

_DISTANCE = re.compile(
    r"(?<![\w.,/])(?:(?P<metres>\d{1,2}[., ']\d{3}|\d{3,5}) ?(?:m|metres?|meters?|metri|metros)|(?P<km>\d{1,2}(?:[.,]\d{1,3})?) ?km)(?![\w/])"
    + _OF_TRACK
)
_TRIAL = re.compile(r"(?<![\w/])(?<!(?<!\d)\d[., '])(?:1000 ?m|500 ?m|1 ?km)(?![\w/])" + _OF_TRACK)
"""Distances that name a time trial where no word names an event."""

_SAID = re.compile(
    r"(?<!\w)(?:(?:race|renn)[ -]?)?(?:distan(?:ce|z|za|cia)|afstand|streckenlange|距離)\s*[:=：–-]*\s*(?=\d)"
)
"""Words that say that a distance follows, which names no event then."""

_LAPS = re.compile(r"(?<![\w.,/])(\d{1,2}) (?:laps|runden|tours|giri|vueltas|ronden|rondes)(?!\w)(?! to go)")
_TRACK = re.compile(
    r"(?<![\w.,/])(\d{3}(?:[.,]\d{1,3})?) ?(?:m|metres?|meters?|metri|metros)(?: |-)*(?:(?:out|in)door |open[ -]air |concrete |wooden )?"
    r"(?:track|oval|velodrom\w*|bahn|piste|pista|baan)(?!\w)"
)
_LAP_OF_HALL = re.compile(
    r"(?P<hall>(?:velodrom|rennbahn|radstadion|wielerbaan|omnisport|arena)\w*(?:,? [^\W\d_][\w.'’-]*){0,5}),? ?"
    r"\((?P<metres>\d{3}(?:[.,]\d{1,3})?) ?(?:m|metres?|meters?|metri|metros)(?:[ -](?:track|oval|lap|bahn|piste|pista|baan))?\)"
)
"""Metres in brackets behind a hall and its town: 'Lakeside Velodrome (250 m)', 'Lakeside Velodrome, Norway (250 m)'."""

_NO_PACER = re.compile(
    r"(?<!\w)(?:(?:no|without|w/o|sans|ohne|senza|sin|zonder)(?: (?:an?|the|any|un|una|een|le|el))? "
    r"(?:pacer|pace[ -]?(?:bike|maker|setter)|derny|motor[ -]?(?:bike|cycle|pacer)?|moto|schrittmacher|gangmaker|entraineur|lepre|lievre)"
    r"|unpaced|(?:pacer|derny)-?less|ペーサーなし)(?!\w)"
)

_SHORTEST_M = 300.0
"""Below it metres in a heading are of a lap or of the last 200 m."""

_LONGEST_END_M = 600.0
"""From it on 'final 1500 m' is the distance of a final, and below it the last metres of a race."""


def distance_in(plain: str) -> float:
    """Metres of the race that a heading says; 0.0 where it says none. The last 200 m and the track's lap are none."""
    said = without_lap_of_hall(plain)
    for found in _DISTANCE.finditer(said):
        before = said[: found.start()].rstrip()
        if before.endswith(("last", "flying", "letzte", "derniers", "ultimi")):
            continue
        if found["km"]:
            return 1000.0 * float(found["km"].replace(",", "."))
        metres = float(re.sub(r"\D", "", found["metres"]))
        if metres >= (_LONGEST_END_M if before.endswith("final") else _SHORTEST_M):
            return metres
    laps = _LAPS.search(plain)
    return float(round(track_in(plain) * int(laps[1]))) if laps else 0.0


def track_in(plain: str) -> float:
    """Metres of a lap of the track that a heading says, '450 m track', 'Izu Velodrome (250 m)'; 0.0 where it says none."""
    found, beside = _TRACK.search(plain), _LAP_OF_HALL.search(plain)
    metres = found[1] if found else beside["metres"] if beside else "0"
    return float(metres.replace(",", "."))


def without_lap_of_hall(plain: str) -> str:
    """The words without the metres in brackets behind a hall, which are no distance."""
    return _LAP_OF_HALL.sub(r"\g<hall>", plain)


def trial_in(plain: str) -> bool:
    """Whether a distance is that of a time trial, and no word says that it is a distance of something else."""
    return _SAID.search(plain) is None and _TRIAL.search(without_lap_of_hall(plain)) is not None


def says_no_pacer(plain: str) -> bool:
    return _NO_PACER.search(plain) is not None


def without_terms(plain: str, *, distances: bool = True) -> str:
    """The words that say nothing of how a race is ridden; distances only where they are asked to go."""
    rest = without_lap_of_hall(_NO_PACER.sub(" ", plain))
    return _LAPS.sub(" ", _DISTANCE.sub(" ", _SAID.sub(" ", _TRACK.sub(" ", rest)))) if distances else rest


_JOINS = re.compile(r"\b(?:on|of|over|a|an|the)\b")


def says_terms_alone(text: str) -> bool:
    """Whether words say how a race is ridden and nothing else: 'Distance: 1500 m (6 laps)', 'no pacer'."""
    plain = plain_letters(text[:100])
    said = distance_in(plain) > 0.0 or track_in(plain) > 0.0 or says_no_pacer(plain)
    return said and not re.search(r"[^\W_]", _JOINS.sub(" ", without_terms(plain)))
