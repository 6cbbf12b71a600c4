"""A race file from a race that was found: facts as facts, what is not sure as remarks, all with their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from replay.sources.found import LIKELY, UNSURE, FoundFact, FoundRace, FoundResult, FoundRider, Origin
from replay.sources.writing.yaml_words import remark, seconds_text, yaml_text, yaml_value

_REMARK_COLUMN = 60
"""Where remarks begin behind short lines."""

_USUAL_DISTANCE_M = 1500
_LONGEST_LINE = 130
_SHORTEST_M = 600.0
"""Below it a distance in a heading is more likely that of a lap of the track."""


Complaints = Callable[[str], Sequence[tuple[int, str]]]
"""Lines (from 1) and words of the mistakes that the program finds in the text of a race file."""


@dataclass(slots=True)
class FileLine:
    """A line of the file, and what it becomes if the program finds a mistake in it."""

    text: str
    instead: tuple[FileLine, ...] = ()


@dataclass(frozen=True, slots=True)
class FileSettings:
    """What is written beside what was found.

    tracks   title by name of the tracks that there are: the one whose place is named is taken
    sources  reports by the name of their file: the key under which the story names them
    """

    tracks: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


def race_file_text(race: FoundRace, settings: FileSettings, complaints: Complaints) -> tuple[str, tuple[str, ...]]:
    """The text of a race file, and what the program still finds wrong in it.

    A fact with which the program finds a mistake becomes a remark, `# unsure:` with the reason.
    """
    lines = list(_lines(race, settings))
    for _ in range(3 * len(lines)):
        wrong = complaints(_joined(lines))
        mended = _without(lines, wrong)
        if mended is None:
            return _joined(lines), tuple(words for _, words in wrong)
        lines = mended
    return _joined(lines), ("too many mistakes",)


def _joined(lines: Sequence[FileLine]) -> str:
    return "\n".join(line.text for line in lines) + "\n"


def _without(lines: Sequence[FileLine], wrong: Sequence[tuple[int, str]]) -> list[FileLine] | None:
    """The lines with those that hold mistakes as remarks; None if none of them can be one."""
    reasons: dict[int, str] = {}
    for number, words in wrong:
        reasons.setdefault(number - 1, words)
    mended: list[FileLine] = []
    changed = False
    for place, line in enumerate(lines):
        if place in reasons and line.instead:
            mended.append(FileLine(f"  # unsure: {remark(reasons[place])}"))
            mended += line.instead
            changed = True
        else:
            mended.append(line)
    return mended if changed else None


def _lines(race: FoundRace, settings: FileSettings) -> Iterator[FileLine]:
    yield from _head(race, settings)
    yield FileLine("")
    yield FileLine("riders:")
    for result in race.results:
        plain = FoundRider(result.rider.last, result.rider.first)
        text = _with_remark(f"  - {_rider(result.rider)}", _rider_remark(result.rider))
        yield FileLine(text, (FileLine(f"  - {_rider(plain)}"), FileLine(f"  #   {_rider(result.rider)}")))
    yield FileLine("")
    yield FileLine("# Places behind the pacer from the first on, if they are known: `unknown` for one that is not.")
    yield FileLine("# start_order: []")
    yield FileLine("")
    yield from _results(race)
    yield from _sources(race, settings)
    yield from _story(race, settings)


def _head(race: FoundRace, settings: FileSettings) -> Iterator[FileLine]:
    sources = list(dict.fromkeys(result.origin.source for result in race.results))
    yield FileLine(
        f"# Read from {', '.join(remark(_short(name)) for name in sources)}. Everything here may be corrected by hand."
    )
    for words in race.remarks:
        yield FileLine(f"# {remark(words)}")
    yield FileLine("")
    yield FileLine("schema: 1")
    yield FileLine("")
    meet = [f"title: {yaml_text(race.meet or 'Keirin')}"]
    if race.place:
        meet.append(f"venue: {yaml_text(race.place)}")
    if race.date:
        meet.append(f"date: {race.date}")
    yield FileLine(
        _with_remark(f"meet: {{{', '.join(meet)}}}", "" if race.meet else "the meeting is not named: write its title")
    )
    yield FileLine("event:")
    yield FileLine(_with_remark("  kind: keirin", "" if race.event else "unsure: the event is not named in the source"))
    category = race.category or "men"
    yield FileLine(
        _with_remark(
            f"  category: {yaml_text(category)}",
            "" if race.category else "unsure: not named in the source; women, junior men ..",
        )
    )
    if race.round:
        yield FileLine(f"  round: {yaml_text(race.round)}")
    if race.heat:
        heat = race.heat if race.heat.isdigit() else yaml_text(race.heat)
        yield FileLine(_with_remark(f"  heat: {heat}", f"unsure: {race.heat_doubt}" if race.heat_doubt else ""))
    yield _distance(race)
    yield FileLine("")
    track, said = _track(race, settings.tracks)
    yield FileLine(_with_remark(f"track: {track}", said))
    yield FileLine(_with_remark("pacer: {from_kmh: 30, to_kmh: 50, off: 3 laps to go}", "as usual, not read"))


def _distance(race: FoundRace) -> FileLine:
    """The distance that a heading says; the usual one, with a remark, where none does or it can be none."""
    usual = f"  distance_m: {_USUAL_DISTANCE_M}"
    if race.distance_m is None:
        return FileLine(_with_remark(usual, "unsure: the usual distance, not read"))
    said = f"{race.distance_m:g}"
    doubt = FileLine(_with_remark(usual, f"unsure: the usual distance; the source says {said} m"))
    if race.distance_m < _SHORTEST_M:
        return doubt
    return FileLine(_with_remark(f"  distance_m: {said}", "as a heading says"), (doubt,))


def _track(race: FoundRace, tracks: Mapping[str, str]) -> tuple[str, str]:
    """The track whose name the place or the meeting has; else the usual one, with a remark."""
    words = f"{race.place} {race.meet}".lower().split()
    for name in tracks:
        if name in words:
            return name, ""
    return "olympic-250", "unsure: not named in the source; `velodrome-replay tracks` lists others"


def _rider(rider: FoundRider) -> str:
    parts = [f"first: {yaml_text(rider.first)}"] if rider.first else []
    parts.append(f"last: {yaml_text(rider.last)}")
    if rider.nation:
        parts.append(f"nation: {yaml_text(rider.nation)}")
    for key in ("club", "state"):
        words = getattr(rider, key)
        if words:
            parts.append(f"{key}: {yaml_text(words)}")
    if rider.number is not None:
        parts.append(f"number: {rider.number}")
    if rider.given_name_last and rider.first:
        parts.append("given_name_last: true")
    return "{" + ", ".join(parts) + "}"


def _rider_remark(rider: FoundRider) -> str:
    return "unsure: where the family name begins" if rider.split_sure < LIKELY else ""


def _results(race: FoundRace) -> Iterator[FileLine]:
    yield FileLine("# Official places, and seconds behind the winner. Behind each line: the line of the source.")
    yield FileLine("results:")
    ahead = _places_ahead(race)
    if ahead:
        yield FileLine(f"  # A place is not known, so that the places {ahead + 1} and on are written from 1 on.")
    for result, name in zip(race.results, race.names, strict=True):
        own = replace(result, rank=result.rank - ahead) if result.rank and ahead else result
        yield from _result(own, name)
    for piece in race.unread:
        yield FileLine(f"  # not read, {_place(piece.origin)}: {remark(piece.origin.words)} ({remark(piece.why)})")


def _places_ahead(race: FoundRace) -> int:
    """Places of the event before those of this race, where a race file cannot have them: somebody has none."""
    ranks = [result.rank for result in race.results if result.rank is not None]
    unplaced = any(result.rank is None and result.status is None for result in race.results)
    return min(ranks) - 1 if ranks and unplaced else 0


def _result(result: FoundResult, name: str) -> Iterator[FileLine]:
    """The line of a rider. What is not sure stands in remarks below; so does what the program finds wrong."""
    sure: list[tuple[str, str]] = []
    unsure: list[tuple[str, str]] = []
    for key, value in _keys(result):
        (unsure if key in result.unsure else sure).append((key, value))
    text = _result_text(name, [f"{key}: {value}" for key, value in sure])
    figures = [pair for pair in sure if pair[0] in ("gap_s", "time_s", "last_200_m_s")]
    placed = [f"{key}: {value}" for key, value in sure if (key, value) not in figures]
    unplaced: tuple[FileLine, ...] = (
        FileLine(f"  - {_result_text(name, ['rank: unknown'])}"),
        FileLine(f"  #   {text}"),
    )
    instead = unplaced
    if figures and placed:
        lost = tuple(FileLine(f"  #   {key}: {value}") for key, value in figures)
        instead = (FileLine(f"  - {_result_text(name, placed)}", unplaced), *lost)
    yield FileLine(_with_remark(f"  - {text}", _place(result.origin)), instead)
    for words in result.remarks:
        yield FileLine(f"    # {remark(words)}")
    for key, value in unsure:
        yield FileLine(f"    # unsure: {remark(result.unsure[key])}")
        yield FileLine(f"    #   {key}: {value}")
    if "rank" in result.unsure:
        yield FileLine(f"    # unsure: {remark(result.unsure['rank'])}")


def _result_text(name: str, keys: Sequence[str]) -> str:
    return "{" + ", ".join([f"rider: {yaml_text(name)}", *keys]) + "}"


def _keys(result: FoundResult) -> Iterator[tuple[str, str]]:
    """Keys and values of a line of the results, in the order in which they are written."""
    if result.rank is not None:
        yield "rank", str(result.rank)
    for key in ("gap_s", "time_s", "last_200_m_s"):
        seconds = getattr(result, key)
        if seconds is not None:
            yield key, seconds_text(seconds, result.decimals)
    if result.status is not None:
        yield "status", str(result.status)
    if result.reason:
        yield "reason", yaml_text(result.reason)


def _sources(race: FoundRace, settings: FileSettings) -> Iterator[FileLine]:
    names = list(dict.fromkeys(result.origin.source for result in race.results))
    yield FileLine("")
    yield FileLine("# Who publishes it is shown on the result card: write the publisher's name.")
    yield FileLine("sources:")
    for number, name in enumerate(names, start=1):
        ident = "results" if len(names) == 1 else f"results-{number}"
        yield FileLine(f"  - {{id: {ident}, title: Results, publisher: {yaml_text(_short(name)[:200])}}}")
    for name, ident in settings.sources.items():
        yield FileLine(f"  - {{id: {yaml_text(ident)}, title: Report, publisher: {yaml_text(_short(name)[:200])}}}")


_SURE_WORDS = ((0.95, "certain"), (LIKELY - 0.1, "likely"), (0.0, "loose"))


def _story(race: FoundRace, settings: FileSettings) -> Iterator[FileLine]:
    """The story as reports tell it; a template of it where none was read."""
    yield FileLine("")
    facts = [fact for fact in race.story if fact.sure > UNSURE]
    if not facts:
        yield FileLine("# What is told of how it went: see docs/race-file.md for all that can be said.")
        yield FileLine("# story:")
        yield FileLine("#   - {when: bell, attack: " + yaml_text(race.names[0]) + ", source: results}")
    else:
        yield FileLine("story:")
    for fact in race.story:
        yield from _story_item(fact, settings, commented=not facts)


def _story_item(fact: FoundFact, settings: FileSettings, *, commented: bool) -> Iterator[FileLine]:
    origin = fact.origins[0] if fact.origins else None
    fields = dict(fact.fields)
    source = settings.sources.get(origin.source) if origin else None
    if source:
        fields["source"] = source
    if "sure" not in fields:
        sure = next(words for least, words in _SURE_WORDS if fact.sure >= least)
        if sure != "likely":
            fields["sure"] = sure
    text = yaml_value(fields)
    where = _place(origin) if origin else ""
    if fact.sure <= UNSURE or commented:
        yield FileLine(f"  # unsure: {remark(fact.unsure_because or 'read with little certainty')}")
        yield FileLine(_with_remark(f"  # - {text}", where))
        return
    yield FileLine(_with_remark(f"  - {text}", where), (FileLine(f"  # - {text}"),))


def _place(origin: Origin) -> str:
    sentence = f", sentence {origin.sentence}" if origin.sentence else ""
    return remark(f"{_short(origin.source)}:{origin.line}{sentence}")


def _short(name: str) -> str:
    """The name of a source without its folders; a pipe has none."""
    if re.fullmatch(r"pipe \d+", name):
        return "a pipe"
    return re.split(r"[\\\\/]", name)[-1] or name


def _with_remark(text: str, words: str) -> str:
    if not words:
        return text
    return f"{text:<{_REMARK_COLUMN}} # {remark(words)}"
