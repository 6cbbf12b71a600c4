"""Labelled reports of invented races, as their files hold them: text, race, and what a reader should find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from replay.base.files.yaml_text import parse_document
from replay.race.status import Status
from replay.sources.found import FoundRace, FoundResult, FoundRider, Origin

FOLDER = Path(__file__).resolve().parent / "reports"


def report_of(file: Path) -> dict[str, Any]:
    """A labelled report as its file has it."""
    written: dict[str, Any] = parse_document(file.read_bytes(), file.name).root.plain()  # type: ignore[assignment]
    return written


def labels_of(written: Mapping[str, Any], ride: int = 0) -> list[dict[str, Any]]:
    """The labels of a report, or those of one of its rides."""
    labels = written["facts"] or []
    return [{k: v for k, v in label.items() if k != "ride"} for label in labels if not ride or label["ride"] == ride]


def race_of(written: Mapping[str, Any], ride: int = 0) -> tuple[FoundRace, tuple[FoundRace, ...]]:
    """The race of a report as a table would have it, or one ride of it alone, and the others that it may speak of."""
    race, others = _race(written), tuple(map(_other, written.get("others") or ()))
    return (replace(race, results=race.rides[ride - 1], rides=()) if ride else race), others


def _race(written: Mapping[str, Any]) -> FoundRace:
    results = tuple(_result(*row) for row in written["riders"])
    about = written["race"]
    event = about["event"].split()[-1]
    category = about["event"].removesuffix(event).strip()
    rides = tuple(_ride(rows, results) for rows in written.get("rides", ()))
    return FoundRace(event, about["round"], str(about["heat"] or ""), results, category=category, rides=rides)


def _ride(rows: list[list[Any]], riders: tuple[FoundResult, ...]) -> tuple[FoundResult, ...]:
    """The results of a ride of a match: a name, a place and perhaps a gap of each."""
    by_name = {result.rider.last: result.rider for result in riders}
    return tuple(
        FoundResult(by_name[name], Origin("table", 0), rank=rank, gap_s=gap[0] if gap else None)
        for name, rank, *gap in rows
    )


def _result(first: str, last: str, nation: str, rank: object = None, gap: object = None) -> FoundResult:
    status = (
        Status(str(gap if isinstance(gap, str) else rank)) if isinstance(gap, str) or isinstance(rank, str) else None
    )
    gap_s = gap if isinstance(gap, float) else None
    place = rank if isinstance(rank, int) else None
    return FoundResult(
        FoundRider(last, first, nation=nation), Origin("table", 0), rank=place, status=status, gap_s=gap_s
    )


def _other(written: Mapping[str, Any]) -> FoundRace:
    results = tuple(FoundResult(FoundRider(last), Origin("table", 0)) for last in written["riders"])
    return FoundRace(written.get("event", "keirin"), written["round"], str(written["heat"]), results)
