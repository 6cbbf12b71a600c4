"""A clip of a race file that was changed after an earlier clip went out: what it corrects, and which version it is.

The records that lie in the folder of the film say what went out. Of a version that is corrected the day is kept in
its own record, so that the same race in another format is the same version, and the same clip again as well.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from replay.app.build import Replay
from replay.app.clips.sidecars.clip_record import FORMAT, said_of_race, without_names
from replay.app.clips.sidecars.differences import differences, is_same_race
from replay.base.figure_words import date_words
from replay.base.files.bounded_read import read_file
from replay.race.facts import Race
from replay.scene.compose import Scene
from replay.scene.words.race_cards import race_title

Record = dict[str, Any]

_MOST_BYTES, _HEAD_BYTES = 8_000_000, 3000
"""Of a record: all of it, and the part that says of which race it is."""

_MOST_RECORDS = 2000
"""In a folder, that are looked at."""

_MOST_SAID = 12
"""Differences that are said one by one."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a clip corrects.

    changes  sentences on what is otherwise than before
    version  the day of the corrected version, ISO 8601
    before   the record that it was compared with
    """

    changes: tuple[str, ...] = ()
    version: str = ""
    before: Path | None = None

    @property
    def words(self) -> str:
        """What the clip says of itself: 'Corrected version of 9 August 2021'; empty where it corrects nothing."""
        return f"Corrected version of {date_words(self.version)}" if self.version else ""

    def lines(self, *, recorded: bool) -> Iterator[str]:
        """What is said before the work begins. recorded: whether this clip leaves a record of its own"""
        if not self.changes:
            return
        yield f"since the last export of this race ({self.before}):"
        yield from (f"  {change}" for change in self.changes[:_MOST_SAID])
        if len(self.changes) > _MOST_SAID:
            yield f"  and {len(self.changes) - _MOST_SAID} more"
        yield f"the clip says of itself: {self.words}" + ("" if recorded else "; --sidecars records it")


NOTHING_CORRECTED = Correction()


def correction_of(replay: Replay, scene: Scene, film: Path, race_name: str, today: datetime.date) -> Correction:
    """What a film corrects of those that went out before it, by the records in its folder.

    race_name: of the race file; races of one evening may have one title
    """
    now = {"race_file": {"facts_key": replay.race.key}, **said_of_race(replay, scene)}
    hidden = without_names(now, replay)
    found = list(_records(film, race_name, (now, hidden)))
    if not found:
        return NOTHING_CORRECTED
    place, before = found[0]
    if _facts_key(before) == replay.race.key:
        return Correction(version=_version(before))
    if scene.wish.names and not before["options"].get("no-names"):
        changes = differences(before, now)
    else:  # tags can only be compared with tags
        changes = differences(without_names(before, replay), hidden)
    if not changes:
        return NOTHING_CORRECTED
    versions = (_version(record) for _, record in found if _facts_key(record) == replay.race.key)
    return Correction(changes, next(filter(None, versions), today.isoformat()), place)


def earlier_records(film: Path, race: Race, race_name: str) -> dict[str, bytes]:
    """The files, by name, of the records that `correction_of` looks at first: two at most."""
    now = {"race": race_title(race), "meet": asdict(race.meet)}
    found = islice(_records(film, race_name, (now,)), 2)
    return {place.name: read_file(place, _MOST_BYTES) for place, _ in found}


def with_version(scene: Scene, correction: Correction) -> Scene:
    """The scene with the version on its result card and in what its file says of itself."""
    if not correction.words:
        return scene
    result = replace(scene.cards.result, version=correction.words)
    statement = f"{scene.provenance.statement} {correction.words}."
    return replace(
        scene,
        cards=replace(scene.cards, result=result),
        provenance=replace(scene.provenance, statement=statement),
    )


def _records(film: Path, race_name: str, now: Sequence[Record]) -> Iterator[tuple[Path, Record]]:
    """The records of the race in the folder of a film: the film's own first, then those that were made of a race file
    of the same name, the latest first.

    now: what a record of the race has today, with and without names
    """
    own = film.with_suffix(".json")
    titles = tuple(json.dumps(each["race"], ensure_ascii=False) for each in now)
    for place in (own, *_latest_first(film.parent, own)):
        record = _record(place, titles)
        if record is None or not any(is_same_race(record, each) for each in now):
            continue
        if place == own or record["race_file"].get("name") == race_name:
            yield place, record


def _latest_first(folder: Path, own: Path) -> list[Path]:
    """The other files in a folder that may be records."""
    dated = []
    with suppress(OSError):
        for place in islice(folder.glob("*.json"), _MOST_RECORDS):
            if place != own:
                with suppress(OSError):  # another program may have removed it
                    dated.append((place.stat().st_mtime, place))
    return [place for _, place in sorted(dated, reverse=True)]


def _record(place: Path, titles: Sequence[str]) -> Record | None:
    """A record, None for what is none, or of a race of another title."""
    try:
        head = read_file(place, _HEAD_BYTES).decode("utf-8", "replace")
        if not any(title in head for title in titles):
            return None
        record = json.loads(read_file(place, _MOST_BYTES))
        return record if _is_record(record) else None
    except (OSError, ValueError, RecursionError):
        return None


def _is_record(found: Any) -> bool:
    """Whether something read from a file has all that is compared."""
    try:
        texts = [found["race"], found["meet"]["title"], found["race_file"]["facts_key"], found.get("version") or ""]
        texts += [line[key] for line in found["result"] for key in ("rider", "place", "gap", "note")]
        texts += [fact[key] for fact in found["facts"] for key in ("kind", "words", "status")]
        return found["format"] == FORMAT and isinstance(found["options"], dict) and all(map(_is_text, texts))
    except (KeyError, TypeError, AttributeError):
        return False


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _facts_key(record: Record) -> str:
    return str(record["race_file"]["facts_key"])


def _version(record: Record) -> str:
    return str(record.get("version") or "")
