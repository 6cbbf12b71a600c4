"""A race file from a race that was found: facts as facts, what is not sure as remarks, all with their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from replay.sources.found import LIKELY, FoundRace, FoundResult, FoundRider
from replay.sources.writing.file_lines import FileLine, FileSettings, place_words, short_name, with_remark
from replay.sources.writing.places_behind_pacer import (
    PlacesBehindPacer,
    places_behind_pacer,
    places_on_start_line,
    sourced_pull_off,
)
from replay.sources.writing.story_lines import source_lines, story_lines
from replay.sources.writing.yaml_words import remark, seconds_text, yaml_text, yaml_value

_USUAL_DISTANCE_M, _USUAL_SPRINT_M = 1500, 750
SPRINT = "sprint"
_SHORTEST_M = 600.0
"""Below it a distance in a heading is more likely that of a lap of the track."""


Complaints = Callable[[str], Sequence[tuple[int, str]]]
"""Lines (from 1) and words of the mistakes that the program finds in the text of a race file."""


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
            within = " " * max(2, len(line.text) - len(line.text.lstrip()))
            mended.append(FileLine(f"{within}# unsure: {remark(reasons[place])}"))
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
        text = with_remark(f"  - {_rider(result.rider)}", _rider_remark(result.rider))
        yield FileLine(text, (FileLine(f"  - {_rider(plain)}"), FileLine(f"  #   {_rider(result.rider)}")))
    yield FileLine("")
    if race.event == SPRINT:
        yield from _rides(race, settings)
        return
    queue = places_on_start_line(race) if race.no_pacer else places_behind_pacer(race)
    yield from _start_order(queue, "on the start line" if race.no_pacer else "behind the pacer")
    yield FileLine("")
    yield from _results(race)
    yield from source_lines(race, settings)
    yield from story_lines(replace(race, story=queue.story), settings)


def _rides(race: FoundRace, settings: FileSettings) -> Iterator[FileLine]:
    """What follows the riders of a sprint: one ride, or the rides of a match, each with its story."""
    yield FileLine("# Who has drawn the inside stands first: `start_order: [..]`, in each ride.")
    yield FileLine("")
    if not race.rides:
        drawn = places_on_start_line(race)
        if drawn.places:
            yield _order_line(drawn)
        yield from _results(race)
        yield from source_lines(race, settings)
        yield from story_lines(replace(race, story=drawn.story), settings)
        return
    yield from source_lines(replace(race, story=()), settings)
    yield FileLine("# Each ride is a race of its own, opened by its number: `FILE#2`, `--ride 2`.")
    yield FileLine("rides:")
    for number, results in enumerate(race.rides, start=1):
        yield FileLine(f"  # ride {number}")
        yield FileLine("  - results:")
        for line in _results_below(replace(race, results=results)):
            yield _indented(line)
        story = race.ride_stories[number - 1] if race.ride_stories else ()
        drawn = places_on_start_line(replace(race, results=results, story=story))
        if drawn.places:
            yield _indented(_order_line(drawn))
        for line in story_lines(replace(race, results=results, story=drawn.story), settings) if drawn.story else ():
            yield _indented(line) if line.text else line


def _indented(line: FileLine) -> FileLine:
    """A line further in, and what may stand instead of it."""
    return FileLine(f"    {line.text}", tuple(map(_indented, line.instead)))


def _start_order(queue: PlacesBehindPacer, where: str) -> Iterator[FileLine]:
    """The places behind the pacer, or on the start line, that reports name; none where they name none."""
    yield FileLine(f"# Places {where} from the first on, if they are known: `unknown` for one that is not.")
    yield _order_line(queue)


def _order_line(queue: PlacesBehindPacer) -> FileLine:
    """The line of who starts where, with where it was read; a remark where no place is known."""
    text = f"start_order: {yaml_value([name or 'unknown' for name in queue.places])}"
    sources = ", ".join(list(dict.fromkeys(map(place_words, queue.origins)))[:2])
    return FileLine(with_remark(text if queue.places else f"# {text}", sources), (FileLine(f"  # {text}"),))


def _head(race: FoundRace, settings: FileSettings) -> Iterator[FileLine]:
    sources = list(dict.fromkeys(result.origin.source for result in race.results))
    yield FileLine(
        f"# Read from {', '.join(map(remark, map(short_name, sources)))}. Everything here may be corrected by hand."
    )
    for words in race.remarks:
        yield FileLine(f"# {remark(words)}")
    yield FileLine("")
    yield FileLine("schema: 1")
    yield FileLine("")
    meet = [f"title: {yaml_text(race.meet or race.event.capitalize() or 'Keirin')}"]
    if race.place:
        meet.append(f"venue: {yaml_text(race.place)}")
    if race.date:
        meet.append(f"date: {race.date}")
    yield FileLine(
        with_remark(f"meet: {{{', '.join(meet)}}}", "" if race.meet else "the meeting is not named: write its title")
    )
    yield FileLine("event:")
    kind = race.event or "keirin"
    yield FileLine(with_remark(f"  kind: {kind}", "" if race.event else "unsure: the event is not named in the source"))
    category = race.category or "men"
    yield FileLine(
        with_remark(
            f"  category: {yaml_text(category)}",
            "" if race.category else "unsure: not named in the source; women, junior men ..",
        )
    )
    if race.round:
        yield FileLine(f"  round: {yaml_text(race.round)}")
    if race.heat:
        heat = race.heat if race.heat.isdecimal() else yaml_text(race.heat)
        yield FileLine(with_remark(f"  heat: {heat}", f"unsure: {race.heat_doubt}" if race.heat_doubt else ""))
    yield _distance(race)
    yield FileLine("")
    track, said = _track(race, settings.tracks)
    yield FileLine(with_remark(f"track: {track}", said))
    if race.event != SPRINT:
        yield _pacer(race)


def _pacer(race: FoundRace) -> FileLine:
    """The pacer, that leaves when a report says so; the usual one where none does, or where it can be none."""
    if race.no_pacer:
        return FileLine(with_remark("pacer: none", "as a heading says"))
    speeds = "pacer: {from_kmh: 30, to_kmh: 50, off: "
    usual = FileLine(with_remark(f"{speeds}3 laps to go}}", "as usual, not read"))
    sourced = sourced_pull_off(race)
    if sourced is None:
        return usual
    return FileLine(
        with_remark(f"{speeds}{sourced[0]}}}", f"off: {place_words(sourced[1])}; speeds as usual"), (usual,)
    )


def _distance(race: FoundRace) -> FileLine:
    """The distance that a heading says; the usual one, with a remark, where none does or it can be none."""
    usual = f"  distance_m: {_USUAL_SPRINT_M if race.event == SPRINT else _USUAL_DISTANCE_M}"
    if race.distance_m is None:
        return FileLine(with_remark(usual, "unsure: the usual distance, not read"))
    said = f"{race.distance_m:g}"
    doubt = FileLine(with_remark(usual, f"unsure: the usual distance; the source says {said} m"))
    if race.distance_m < _SHORTEST_M:
        return doubt
    return FileLine(with_remark(f"  distance_m: {said}", "as a heading says"), (doubt,))


def _track(race: FoundRace, tracks: Mapping[str, str]) -> tuple[str, str]:
    """The track whose name the place or the meeting has; else the usual one, with a remark."""
    words = f"{race.place} {race.meet}".lower().split()
    for name in tracks:
        if name in words:
            return name, ""
    if race.track_m is not None:
        said = f"the source says a lap of {race.track_m:g} m"
        alike = next((name for name in tracks if name.endswith(f"-{race.track_m:.0f}")), None)
        alike = "olympic-250" if race.track_m == _USUAL_LAP_M else alike
        return (alike, f"{said}; which track, is not named") if alike else ("olympic-250", f"unsure: {said}")
    return "olympic-250", "unsure: not named in the source; `velodrome-replay tracks` lists others"


_USUAL_LAP_M = 250.0


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
    yield from _results_below(race)


def _results_below(race: FoundRace) -> Iterator[FileLine]:
    """The lines of the riders."""
    ahead = _places_ahead(race)
    if ahead:
        yield FileLine(f"  # A place is not known, so that the places {ahead + 1} and on are written from 1 on.")
    for result, name in zip(race.results, race.names, strict=True):
        own = replace(result, rank=result.rank - ahead) if result.rank and ahead else result
        yield from _result(own, name)
    for piece in race.unread:
        yield FileLine(f"  # not read, {place_words(piece.origin)}: {remark(piece.origin.words)} ({remark(piece.why)})")


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
    yield FileLine(with_remark(f"  - {text}", place_words(result.origin)), instead)
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
