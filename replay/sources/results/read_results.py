"""Results tables from bytes: races, and an account of every line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from replay.sources.decoding import SourceText, source_text
from replay.sources.found import FoundRace, Origin, Unread
from replay.sources.results.layouts.blocks import MOST_LINES
from replay.sources.results.layouts.layout_choice import blocks_of
from replay.sources.results.meaning.matches.match_races import matches_in
from replay.sources.results.meaning.matches.ride_sections import with_rides_joined
from replay.sources.results.meaning.race_rows import RowReader
from replay.sources.results.meaning.results_of_rows import origin_of, results_of
from replay.sources.results.meaning.row_groups import MOST_RIDERS, LineNote, RowCollector, RowGroup
from replay.sources.results.words.days import date_in, is_day_alone, without_date
from replay.sources.results.words.given_names import family_names_first
from replay.sources.results.words.heading_facts import REPLAYED, SPRINT, heading_facts
from replay.sources.results.words.meeting_names import hall_in, meeting_alone, meeting_and_race

_MOST_ROWS = MOST_LINES
"""Rows beyond which a source is no results table: the others are listed as not read."""


@dataclass(frozen=True, slots=True)
class ResultsReading:
    """What a source of results holds.

    layout   what it is written in: 'wikitext', 'HTML', 'JSON', 'text'
    races    in the order of the source
    unread   rows that belong to no race, with the reason
    notes    what each line was taken for that is no row of a race
    remarks  what was concluded about the whole, in sentences
    """

    source: SourceText
    layout: str
    races: tuple[FoundRace, ...]
    unread: tuple[Unread, ...]
    notes: tuple[LineNote, ...]
    remarks: tuple[str, ...]


def read_results(data: bytes, name: str) -> ResultsReading:
    """The races in a file of results. Raises nothing: what cannot be read is listed."""
    source = source_text(data, name)
    layout, blocks = blocks_of(source)
    reader = RowReader()
    reader.read(blocks)
    rows = reader.into
    races: list[FoundRace] = []
    unread = [Unread(_origin(note, name), note.said) for note in rows.notes if note.is_row]
    if layout != "HTML" and len(source.lines) > MOST_LINES:
        why = f"{len(source.lines) - MOST_LINES} lines from here on: too many for a results table"
        unread.append(Unread(Origin(name, MOST_LINES + 1), why))
    groups = with_rides_joined(_bounded(rows.groups))
    names = [row.name for group in groups for row in group.rows]
    family_first = family_names_first([name for name in names if name != name.upper()])
    for group in groups:
        if group.context.event == SPRINT and not _no_race(group):
            found, left = matches_in(group, name, _common(group, rows), family_first=family_first)
            races += found
            unread += left
            continue
        race, why = _race(group, name, rows, family_first=family_first)
        if race is not None:
            races.append(race)
        unread += [Unread(origin_of(row, name), why) for row in group.rows] if race is None else []
    kept, repeated = _without_repeated(races)
    unread += repeated
    unread.sort(key=lambda piece: piece.origin.line)
    return ResultsReading(source, layout, tuple(_named(kept)), tuple(unread), tuple(rows.notes), source.remarks)


def _origin(note: LineNote, name: str) -> Origin:
    return Origin(name, note.line, words=" ".join(note.text.split()[:8]))


def _bounded(groups: Sequence[RowGroup]) -> list[RowGroup]:
    """The groups that have rows, as far as there may be rows."""
    kept, count = [], 0
    for group in groups:
        count += len(group.rows)
        if group.rows and count <= _MOST_ROWS:
            kept.append(group)
    return kept


def _race(group: RowGroup, name: str, found: RowCollector, *, family_first: bool) -> tuple[FoundRace | None, str]:
    """The race that rows make; else None and the reason why they make none."""
    why = _no_race(group)
    if why:
        return None, why
    results, unread, remarks = results_of(group.rows, name, family_first=family_first)
    if sum(result.rank is not None or result.gap_s is not None for result in results) == 0:
        return None, "no row of this table has a place"
    if len(results) < 2:
        return None, "one row alone is no race"
    if all(result.status is not None for result in results):
        return None, "every rider of this table has a status, so that nobody won"
    common = _common(group, found)
    return replace(common, results=results, unread=tuple(unread), remarks=(*common.remarks, *remarks)), ""


def _common(group: RowGroup, found: RowCollector) -> FoundRace:
    """What the headings over rows say of their race, without results."""
    context = group.context
    return FoundRace(
        event=context.event if context.event in REPLAYED else "",
        round=context.round,
        heat=context.heat,
        results=(),
        category=context.category,
        meet=context.meet or without_date(_meet(found)),
        date=context.date or _first(found, "date"),
        place=context.place or _first(found, "place"),
        distance_m=context.distance_m or None,
        track_m=context.track_m or None,
        no_pacer=context.no_pacer,
        remarks=(*_mentioned(group), *_unread_headings(group)),
    )


def _mentioned(group: RowGroup) -> tuple[str, ...]:
    """Where event and round were read, if no heading names them."""
    if not group.mentioned_in:
        return ()
    return (f"unsure: event and round are taken from a sentence in line {group.mentioned_in}",)


def _unread_headings(group: RowGroup) -> list[str]:
    """What was not read of the headings over rows."""
    return [f"not read in a heading: {words}" for words in (*group.context.unread, *group.unread)]


def _no_race(group: RowGroup) -> str:
    """Why rows are no race that can be replayed; '' if nothing says so."""
    context = group.context
    if context.event not in ("", *REPLAYED):
        return f"{context.event} is no event that can be replayed yet"
    if context.overall:
        return f"this is {context.overall}, and no race"
    if len(group.rows) < 2:
        return "one row alone is no race"
    if len(group.rows) > MOST_RIDERS:
        return f"more than {MOST_RIDERS} riders are no race that can be replayed"
    placed = [row for row in group.rows if row.is_placed]
    if not placed:
        return "neither places nor gaps: a start list?"
    if not group.in_table and not _looks_like_results(group):
        return "a list, but neither nations nor gaps nor a heading say that these are results"
    return ""


def _looks_like_results(group: RowGroup) -> bool:
    """Whether a list in plain text is one of results: by its heading, or by what stands beside the names."""
    context = group.context
    if context.event or context.round or context.heat:
        return True
    said = sum(bool(row.nation or row.gap or row.time or row.figures or row.status or row.number) for row in group.rows)
    return said >= 0.5 * len(group.rows)


def _meet(found: RowCollector) -> str:
    """The name of the meeting: of the words over everything else those that are called like one, or the first."""
    titles = [meeting_alone(_PAGE_OF.sub("", text)) for text, _ in found.titles]
    named = [text for text in titles if _is_title(text)]
    return next((text for text in named if meeting_and_race(text)[0] and text in titles[1:]), next(iter(named), ""))


_PAGE_OF = re.compile(
    r"^(?:results|resultate|ergebnisse|r[ée]sultats|risultati|resultados|uitslagen)\s*[-–—|:]\s*", re.IGNORECASE
)
"""What the title of a page has before the meeting."""


def _is_title(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 10
        and not text.endswith((".", "!", "?", ":"))
        and len(text) <= 80
        and "|" not in text
        and any(w[:1].isupper() for w in words)
        and not (_is_hall_alone(text) or is_day_alone(text))
    )


def _is_hall_alone(text: str) -> bool:
    """Whether words name a hall, and its town at most: 'Izu Velodrome', 'Velodrome Sir Chris Hoy, Glasgow'."""
    hall = hall_in(text)
    rest = text.replace(hall, " ") if hall else text
    return bool(hall) and len(rest.split()) < _MOST_OF_TOWN and not meeting_and_race(text)[0] and not date_in(text)


_MOST_OF_TOWN = 4


def _first(found: RowCollector, what: str) -> str:
    """A day or a place that lines before the first race name."""
    for note in found.notes:
        words = getattr(heading_facts(note.text), what) if note.said.startswith(("heading", "text")) else ""
        if words:
            return str(words)
    return ""


def _without_repeated(races: Sequence[FoundRace]) -> tuple[list[FoundRace], list[Unread]]:
    """The races without those that the source has twice."""
    kept: list[FoundRace] = []
    unread = []
    for race in races:
        first = next((one for one in kept if _same(one, race)), None)
        if first is None:
            kept.append(race)
            continue
        why = f"the same race as in line {first.results[0].origin.line}"
        unread += [Unread(result.origin, why) for result in race.results]
    return kept, unread


def _same(one: FoundRace, other: FoundRace) -> bool:
    if (one.round, one.heat, one.category) != (other.round, other.heat, other.category):
        return False
    return [(r.rider.last, r.rank, r.gap_s) for r in one.results] == [
        (r.rider.last, r.rank, r.gap_s) for r in other.results
    ]


def _named(races: Sequence[FoundRace]) -> list[FoundRace]:
    """The races with heats: finals by their places, races of one name by their order."""
    lettered = [_with_letter(race, races) for race in _with_medals(races)]
    counts = Counter((race.category, race.round, race.heat) for race in lettered)
    seen: Counter[tuple[str, str, str]] = Counter()
    named = []
    for race in lettered:
        key = (race.category, race.round, race.heat)
        if counts[key] == 1:
            named.append(race)
            continue
        seen[key] += 1
        heat = f"{race.heat}-{seen[key]}" if race.heat else str(seen[key])
        remark = "several races have this name: the number is their order in the source"
        doubt = "not read: the order in the source"
        named.append(replace(race, heat=heat, heat_doubt=doubt, remarks=(*race.remarks, remark)))
    return named


def _with_medals(races: Sequence[FoundRace]) -> list[FoundRace]:
    """The races with the two finals of a sprint named, where nothing says which is which: gold, then bronze."""
    finals = [race for race in races if race.event == SPRINT and race.round == "final"]
    named: dict[int, str] = {}
    for category in {race.category for race in finals}:
        own = [race for race in finals if race.category == category]
        heats = {race.heat for race in own}
        if len(own) == len(_MEDALS) and heats == {"", "bronze"}:
            named |= {id(race): "gold" for race in own if not race.heat}
        if len(own) == len(_MEDALS) and (heats == {""} or heats == {"gold"}):  # first places may be those of rides
            named |= {id(race): medal for race, medal in zip(own, _MEDALS, strict=True)}
    doubt = "not read: the order in the source"
    return [replace(r, heat=named[id(r)], heat_doubt=doubt) if id(r) in named else r for r in races]


_MEDALS = ("gold", "bronze")


def _with_letter(race: FoundRace, races: Sequence[FoundRace]) -> FoundRace:
    """A final without a letter beside others: A for the first place, B for those from 4 to 9 on."""
    ranks = [result.rank for result in race.results if result.rank is not None]
    others = [one for one in races if one.round == "final" and one.category == race.category]
    if race.event == SPRINT or race.round != "final" or race.heat or len(others) < 2 or not ranks:
        return race
    letter = "A" if min(ranks) == 1 else "B" if min(ranks) <= 9 else "C"
    return replace(race, heat=letter, heat_doubt="not read: from the places of its riders")
