"""From the rows of one race to its results: riders, places, statuses, gaps; what cannot be is set aside, and why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from replay.base.letters.normal_text import normal_text
from replay.race.status import Status
from replay.sources.found import LIKELY, NOT_READ, FoundResult, FoundRider, Origin, Unread
from replay.sources.results.meaning.race_times import RowTimes, times_of
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.words.person_names import PersonName, cased, person_name

_LONGEST_NAME = 60
_LONGEST_REASON = 300
_QUOTED_WORDS = 8
_PILED_UP = re.compile("m{10}")


def results_of(
    rows: Sequence[ReadRow], source: str, *, family_first: bool = False
) -> tuple[tuple[FoundResult, ...], list[Unread], list[str]]:
    """The results that rows make, the rows that make none, and what was concluded, in sentences.

    family_first  whether the names of the source have the family name first
    """
    kept, unread = _without_repeated(rows, source)
    kept, remarks = _with_ranks(kept)
    winner = _winner(kept)
    times, more = times_of(kept, winner)
    results = [
        _result(replace(row, family_first=row.family_first or family_first), own, source, winner=place == winner)
        for place, (row, own) in enumerate(zip(kept, times, strict=True))
    ]
    kept_results, same = _without_namesakes(results)
    return tuple(kept_results), [*unread, *same], [*remarks, *more]


def _without_namesakes(results: Sequence[FoundResult]) -> tuple[list[FoundResult], list[Unread]]:
    """The results of riders whom their names tell apart; one with a family name alone is taken for the other."""
    kept: list[FoundResult] = []
    unread = []
    for result in results:
        key = _name_key(result.rider)
        other = next(
            (one for one in kept if _name_key(one.rider) == key or _is_namesake(one.rider, result.rider)), None
        )
        if other is None:
            kept.append(result)
        else:
            unread.append(Unread(result.origin, f"a rider of this name is in line {other.origin.line} too"))
    return kept, unread


def _name_key(rider: FoundRider) -> tuple[str, ...]:
    return tuple(sorted(normal_text(rider.full_name).casefold().split()))


def _is_namesake(one: FoundRider, other: FoundRider) -> bool:
    """Whether two have one family name, and a given name does not tell them apart."""
    return normal_text(one.last) == normal_text(other.last) and not (one.first and other.first)


def origin_of(row: ReadRow, source: str) -> Origin:
    return Origin(source, row.line, words=" ".join(row.quoted.split()[:_QUOTED_WORDS]))


def _without_repeated(rows: Sequence[ReadRow], source: str) -> tuple[list[ReadRow], list[Unread]]:
    """The first row of each rider; a second one is not read, but for a status that the first lacks."""
    kept: dict[str, ReadRow] = {}
    unread = []
    for row in rows:
        row = _without_unseen(row)
        key = (row.name or f"{row.last} {row.first}").casefold()
        if not any(map(str.isalpha, row.last or row.name)):
            unread.append(Unread(origin_of(row, source), "there are no letters in the name"))
        elif _PILED_UP.search("".join("m" if unicodedata.combining(letter) else "." for letter in key)):
            unread.append(Unread(origin_of(row, source), "accents are piled up on a letter of the name"))
        elif len(key) > _LONGEST_NAME:
            unread.append(Unread(origin_of(row, source), "the name is too long for one"))
        elif key not in kept:
            kept[key] = row
        elif kept[key].rank is None and kept[key].status is None and row.is_placed:
            kept[key] = replace(row, line=kept[key].line)
        else:
            unread.append(Unread(origin_of(row, source), f"the rider is in line {kept[key].line} too"))
    return list(kept.values()), unread


_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd\ud800-\udfff]")


def _without_unseen(row: ReadRow) -> ReadRow:
    """The row with names of letters that are seen; where letters were lost before, a remark says so."""
    if not _UNSEEN.search(row.name + row.first + row.last):
        return row
    name, first, last = (" ".join(_UNSEEN.sub(" ", text).split()) for text in (row.name, row.first, row.last))
    lost = "letters of the name were lost before"
    return replace(row, name=name, first=first, last=last, leftover="; ".join(filter(None, (row.leftover, lost))))


def _with_ranks(rows: list[ReadRow]) -> tuple[list[ReadRow], list[str]]:
    """The rows with places; where none is written, by the order in which the gaps grow."""
    if any(row.rank is not None for row in rows):
        return rows, []
    free = [row for row in rows if row.status is None]
    timed = [row for row in free if row.gap or row.gap_before or row.time or row.figures]
    if len(free) < 2 or len(timed) < len(free) - 1:
        return rows, []
    count = 0
    ranked = []
    for row in rows:
        count += row.status is None
        ranked.append(replace(row, rank=count, counted=True) if row.status is None else row)
    return ranked, ["the table has no places: they are the order of its rows"]


def _winner(rows: Sequence[ReadRow]) -> int | None:
    """The row of the first who has a place and no status."""
    places = [(row.rank, place) for place, row in enumerate(rows) if row.rank is not None and row.status is None]
    return min(places)[1] if places else None


def _result(row: ReadRow, times: RowTimes, source: str, *, winner: bool) -> FoundResult:
    status, unsure, remarks = row.status, dict(times.unsure), []
    if row.rank == 1 and status is not None:
        unsure["rank"] = f"{status} ({status.words}) cannot have the first place"
    if status is None and row.rank is None and times.gap_s is None:
        remarks.append("no place and no reason in the table: add `rank` or `status` if it is known")
    if row.leftover:
        remarks.append(f"{NOT_READ}{row.leftover[:80]}")
    if row.assumed_200:
        remarks.append("last_200_m_s: a short time of the winner, which no column calls that of the last 200 m")
    rider = _rider(row)
    if rider.split_sure < LIKELY:
        remarks.append("is the family name taken right?")
    gap_s = None if winner else times.gap_s
    if gap_s is not None and gap_s < 0 and status is None:
        unsure["gap_s"] = "a gap ahead of the winner"
    started = not (status is not None and not status.starts)
    return FoundResult(
        rider,
        origin_of(row, source),
        None if "rank" in unsure else row.rank,
        status,
        gap_s,
        times.time_s,
        times.last_200_m_s,
        times.decimals,
        started,
        _reason(row, status),
        unsure,
        tuple(remarks),
    )


def _reason(row: ReadRow, status: Status | None) -> str:
    """The commissaires' words, where they are more than the status itself."""
    if status is None:
        return ""
    return row.reason[:_LONGEST_REASON] if len(row.reason.split()) > 2 else ""


def _rider(row: ReadRow) -> FoundRider:
    name = (
        PersonName(cased(row.last), cased(row.first))
        if row.last
        else person_name(row.name, row.nation, family_first=row.family_first)
    )
    if row.last and not row.first:
        name = person_name(row.last, row.nation)
    family_first = name.given_name_last
    return FoundRider(
        name.last[:_LONGEST_NAME],
        name.first[:_LONGEST_NAME],
        family_first,
        row.nation,
        row.club[:_LONGEST_NAME],
        row.state[:_LONGEST_NAME],
        row.number,
        name.sure,
    )
