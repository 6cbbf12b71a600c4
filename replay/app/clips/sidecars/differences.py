"""What differs between two records of clips of one race: its result, its facts, and what it says of the meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from replay.race.story.sentences import listed

Record = Mapping[str, Any]

_MEET = {"title": "meeting", "venue": "venue", "date": "date"}
"""Keys of the meeting, and how they are called in words."""


def is_same_race(one: Record, other: Record) -> bool:
    """Whether two records are of one race: of the same title at the same meeting. Dates may have been put right."""
    return bool(one["race"] == other["race"] and one["meet"]["title"] == other["meet"]["title"])


def differences(before: Record, after: Record) -> tuple[str, ...]:
    """Sentences on what a later record says otherwise; none where the race files hold the same facts.

    before, after  records as `record_of` makes them, or at least their keys race_file, meet, result and facts.
    """
    if before["race_file"]["facts_key"] == after["race_file"]["facts_key"]:
        return ()
    return *_of_meet(before["meet"], after["meet"]), *_of_result(before, after), *_of_facts(before, after)


def _of_meet(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for key, name in _MEET.items():
        old, new = before.get(key), after.get(key)
        if old != new:
            yield f"{name}: {new or 'not given'} (was {old or 'not given'})"


def _of_result(before: Record, after: Record) -> Iterator[str]:
    """What became of each rider's line of the result, in the order of the new one; then who is in it no longer."""
    old = {line["rider"]: line for line in before["result"]}
    new = {line["rider"]: line for line in after["result"]}
    for rider, line in new.items():
        if rider not in old:
            yield f"{rider}: {_line(line)} (was not in the result)"
        elif changed := [key for key in ("place", "gap", "note") if line[key] != old[rider][key]]:
            yield f"{rider}: {_line(line, changed)} (was {_line(old[rider], changed)})"
    gone = [rider for rider in old if rider not in new]
    if gone:
        yield f"not in the result any more: {listed(gone)}"


def _line(line: Mapping[str, str], keys: Sequence[str] = ("place", "gap", "note")) -> str:
    """A line of the result in words: 'place 2, +0.763 s'."""
    parts = {"place": _place(line["place"]), "gap": line["gap"] or "no gap", "note": line["note"]}
    words = [parts[key] for key in keys if parts[key] and (line[key] or len(keys) < len(parts))]
    return ", ".join(words) or "no note"


def _place(place: str) -> str:
    if not place:
        return "no place"
    return f"place {place}" if place.lstrip("=")[:1].isdecimal() else place


def _of_facts(before: Record, after: Record) -> Iterator[str]:
    """What is told otherwise; what the result says has been said."""
    old, new = _status_by_words(before), _status_by_words(after)
    yield from (f"told now: {words}" for words in new if words not in old)
    yield from (f"told no longer: {words}" for words in old if words not in new)
    for words, status in new.items():
        if old.get(words, status) != status:
            yield f"{words}: {status} (was {old[words]})"


def _status_by_words(record: Record) -> dict[str, str]:
    """The status of each fact by its words, but for those of the result."""
    return {fact["words"]: fact["status"] for fact in record["facts"] if fact["kind"] != "result"}
