"""From files of results to race files: what was found, what becomes of it, and how that is said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from replay.base.errors import InputError, Mistake, UsageError
from replay.base.files.bounded_read import UnreadableError, input_name, read_input
from replay.base.progress import Progress, Silent
from replay.racefile.reader import parse_race
from replay.sources.decoding import MAX_BYTES, binary_reason
from replay.sources.found import NOT_READ, UNSURE, FoundRace, Unread
from replay.sources.results.read_results import ResultsReading, read_results
from replay.sources.results.words.heading_facts import REPLAYED, heading_facts
from replay.sources.writing.file_lines import FileSettings
from replay.sources.writing.file_names import file_names
from replay.sources.writing.race_file_text import race_file_text
from replay.sources.writing.source_names import named_after_file, names_of_reports
from replay.track.catalogue import load_track, track_names

_MOST_SHOWN = 40
"""Rows that are listed as not read; `--explain` shows all."""

_WIDEST = 90


@dataclass(frozen=True, slots=True)
class RaceFile:
    """A race file to be written. mistakes: what the program finds wrong in it, if anything is left."""

    name: str
    text: str
    race: FoundRace
    mistakes: tuple[str, ...] = ()


def read_source(path: Path) -> bytes:
    """The bytes of a file, a pipe or stdin. Raises InputError for what cannot be read, is too large, or is no text."""
    try:
        data = read_input(path, MAX_BYTES + 1)
    except FileNotFoundError as failure:
        raise _no_input(path, "there is no such file") from failure
    except UnreadableError as failure:
        raise _no_input(path, str(failure.strerror)) from failure
    except (OSError, ValueError) as failure:
        raise _no_input(path, f"the file cannot be read: {getattr(failure, 'strerror', None) or failure}") from failure
    if len(data) > MAX_BYTES:
        raise _no_input(path, f"the file is larger than {MAX_BYTES // 1_000_000} MB", "save the part with the results")
    why, remedy = binary_reason(data)
    if why:
        raise _no_input(path, f"nothing was read: {why}", remedy)
    return data


def _no_input(path: Path, message: str, remedy: str = "") -> InputError:
    return InputError((Mistake(input_name(path), 0, 0, message, remedy),))


def readings_of(paths: Sequence[Path], progress: Progress | None = None) -> list[ResultsReading]:
    """What each file of results holds. Raises InputError for a file that cannot be read."""
    readings = []
    with (progress or Silent()).stage("reading results", len(paths), "files") as step:
        for path in paths:
            readings.append(read_results(read_source(path), input_name(path)))
            step(len(readings))
    return readings


def chosen(races: Sequence[FoundRace], event: str | None, race: str | None) -> list[FoundRace]:
    """The races that `--event` and `--race` mean. Raises UsageError where they mean none."""
    found = list(races)
    if event:
        facts = heading_facts(event)
        if facts.event not in ("", *REPLAYED):
            raise UsageError(f"--event {event}: {facts.event} is no event that can be replayed yet")
        found = [one for one in found if not facts.event or one.event in ("", facts.event)]
        found = [one for one in found if not facts.category or one.category in ("", facts.category)]
        _check_any(found, f"--event {event}", races)
    if race:
        wanted = race.lower().removesuffix(".yaml").replace("-", " ").replace("_", " ")
        facts = heading_facts(wanted)
        named = [one for one in found if one.title.lower() == wanted]
        found = named or [
            one for one in found if facts.round == one.round and (not facts.heat or facts.heat == one.heat)
        ]
        _check_any(found, f"--race {race}", races)
    return found


def _check_any(found: Sequence[FoundRace], asked: str, races: Sequence[FoundRace]) -> None:
    if not found and races:
        there_are = ", ".join(dict.fromkeys(" ".join((race.category, race.title)).strip() for race in races))
        raise UsageError(f"{asked}: no race is called so; found: {there_are}")


def source_keys(reports: Sequence[str]) -> dict[str, str]:
    """A key for each report by which the story of a race file names it: 'report', or 'report-1', 'report-2'."""
    names = list(dict.fromkeys(reports))
    if len(names) == 1:
        return {names[0]: "report"}
    return {name: f"report-{number}" for number, name in enumerate(names, start=1)}


def race_files(
    races: Sequence[FoundRace],
    reports: Sequence[str] = (),
    progress: Progress | None = None,
    texts: Mapping[str, str] | None = None,
) -> list[RaceFile]:
    """The race file of each race. The program reads each before it is written.

    reports  names of the reports of which the races' stories are
    texts    the texts of those reports by name, in which they may say what they are called
    """
    settings = FileSettings(
        sources=source_keys(reports),
        tracks={name: load_track(name).shape.title for name in track_names()},
        names=names_of_reports(texts or {}),
    )
    files = []
    with (progress or Silent()).stage("checking race files", len(races), "races") as step:
        for race, name in zip(races, file_names(races), strict=True):
            text, mistakes = race_file_text(race, settings, complaints_of)
            files.append(RaceFile(name, text, race, mistakes))
            step(len(files))
    return files


def complaints_of(text: str) -> list[tuple[int, str]]:
    """Line and words of each mistake in the text of a race file."""
    try:
        parse_race(text.encode("utf-8"))
    except InputError as error:
        return [(mistake.line, mistake.message) for mistake in error.mistakes]
    return []


def words_of_file(file: RaceFile) -> str:
    """What is in a race file: 'final A: 6 riders, 5 gaps'."""
    rides = file.race.rides or (file.race.results,)
    results = [result for ride in rides for result in ride]
    gaps = sum(result.gap_s is not None and "gap_s" not in result.unsure for result in results)
    unsure = sum(len(result.unsure) for result in results)
    parts = [f"{len(rides[0])} riders", f"{gaps} gap{'' if gaps == 1 else 's'}"]
    if len(rides) > 1:
        parts.insert(1, f"{len(rides)} rides")
    facts = [fact for story in (file.race.story, *file.race.ride_stories) for fact in story]
    if facts:
        parts.append(f"{sum(fact.sure > UNSURE for fact in facts)} facts of reports")
        unsure += sum(fact.sure <= UNSURE for fact in facts)
    if unsure:
        parts.append(f"{unsure} not sure")
    category = f"{file.race.category} " if file.race.category else ""
    return f"{category}{file.race.title}: {', '.join(parts)}"


def unread_words(readings: Sequence[ResultsReading], *, most: int = _MOST_SHOWN) -> list[str]:
    """A line for each row that was not read, with line and reason; and remarks on the files."""
    said = [f"{reading.source.name}: {words}" for reading in readings for words in reading.remarks]
    said += [
        f"{reading.source.name}: it looks like a report: give it with --report, beside the results"
        for reading in readings
        if not reading.races and _is_prose(reading.source.text[:_MOST_OF_PROSE])
    ]
    said += _read_in_part(readings)
    pieces = [piece for reading in readings for piece in unread_of(reading)]
    if pieces:
        said.append(f"not read ({len(pieces)}):")
        said += [
            f"  {piece.origin.source}:{piece.origin.line}: {piece.why} | {piece.origin.words[:_WIDEST]}"
            for piece in pieces[:most]
        ]
    if len(pieces) > most:
        said.append(f"  and {len(pieces) - most} more: --explain shows them")
    return said


def _read_in_part(readings: Sequence[ResultsReading]) -> list[str]:
    """How many lines of results have words that were not read, and the first of them; nothing where all were."""
    races = [race for reading in readings for race in reading.races]
    results = [result for race in races for ride in race.rides or (race.results,) for result in ride]
    left = {
        (result.origin.source, result.origin.line): f"{words.removeprefix(NOT_READ)} | {result.origin.words[:_WIDEST]}"
        for result in results
        for words in result.remarks
        if words.startswith(NOT_READ)
    }
    if not left:
        return []
    (source, line), words = min(left.items(), key=lambda item: item[0][1])
    return [f"not read in full ({len(left)}), the first: {source}:{line}: {words}"]


def _is_prose(text: str) -> bool:
    """Whether most words of a text stand in whole sentences, as those of a report do and those of a table do not."""
    sentences = [sentence.split() for sentence in _END_OF_SENTENCE.split(text)]
    said = [len(words) for words in sentences if _is_sentence(words)]
    return len(said) > 1 and sum(said) > 0.5 * sum(map(len, sentences))


def _is_sentence(words: Sequence[str]) -> bool:
    """Whether words have the length of a sentence, and most of them neither capitals nor figures, as names have."""
    shortest, longest = _WORDS_OF_SENTENCE
    return shortest <= len(words) <= longest and sum(word[0].islower() for word in words) > 0.6 * len(words)


_END_OF_SENTENCE = re.compile(r"(?<=[^\W\d_][.!?])[\"'”’»)]?\s+")
_WORDS_OF_SENTENCE = (8, 70)
_MOST_OF_PROSE = 50_000
"""Letters from which it is seen whether a text is prose."""


def unnamed_words(results: Sequence[str], texts: Mapping[str, str]) -> list[str]:
    """That sources are called by their files, where nobody says who publishes them. texts: of reports, by name."""
    called = names_of_reports(texts)
    files = [name for name, title in called.items() if title.publisher == named_after_file(name, "").publisher]
    unnamed = [named_after_file(name, "").publisher for name in dict.fromkeys((*results, *files))] if results else []
    if not unnamed:
        return []
    return [
        f"called by their files: {', '.join(unnamed)}; write who publishes them under `sources`, for the result card"
    ]


def unread_of(reading: ResultsReading) -> list[Unread]:
    """All rows of a source that were not read, in its order."""
    pieces = [*reading.unread, *(piece for race in reading.races for piece in race.unread)]
    return sorted(pieces, key=lambda piece: piece.origin.line)


def explained(reading: ResultsReading) -> list[str]:
    """The text of a source, a line each, with what was read from it below."""
    beside: dict[int, list[str]] = defaultdict(list)
    for note in reading.notes:
        if note.said != "text" and not note.is_row:
            beside[note.line].append(note.said)
    for race in reading.races:
        for number, ride in enumerate(race.rides or (race.results,), start=1):
            which = f"ride {number}: " if race.rides else ""
            for result, name in zip(ride, race.names, strict=False):
                beside[result.origin.line].append(which + _result_words(race, result.rank, name, result))
    for piece in unread_of(reading):
        beside[piece.origin.line].append(f"not read: {piece.why}")
    said = [f"{reading.source.name} ({reading.layout})"]
    for number, line in enumerate(reading.source.lines, start=1):
        if line.strip():
            said.append(f"{number:5} | {line.strip()[:_WIDEST]}")
        said += [f"      > {words}" for words in beside.get(number, ())]
    return said


def _result_words(race: FoundRace, rank: int | None, name: str, result: object) -> str:
    parts = [race.title, f"place {rank}" if rank is not None else "no place", name]
    for key, words in (
        ("status", "{}"),
        ("gap_s", "gap {:g} s"),
        ("time_s", "time {:g} s"),
        ("last_200_m_s", "last 200 m {:g} s"),
    ):
        value = getattr(result, key)
        if value is not None:
            unsure = " (not sure)" if key in getattr(result, "unsure", {}) else ""
            parts.append(words.format(value) + unsure)
    return ", ".join(parts)
