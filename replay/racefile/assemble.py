"""From the shape of a race file to facts: defaults filled in, names settled, places remembered."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from itertools import count, islice
from typing import Any

from replay.base.files.document import Document
from replay.events.event import Event
from replay.events.known_events import EVENTS
from replay.race.facts import (
    EventFacts,
    Meet,
    Pacer,
    Race,
    Result,
    Rider,
    Source,
    Stop,
    TrackChoice,
)
from replay.race.shown import FilmedShot, FinishPicture, RideOfMatch
from replay.race.story.incidents.caption_fact import CaptionFact
from replay.race.story.kinds import KIND_OF
from replay.race.story.story_fact import Common, Place, StoryFact
from replay.race.time_bounds import TimeBounds
from replay.race.when import Mark, When, Window
from replay.racefile.brand_shape import FinishImageShape
from replay.racefile.result_shape import ResultShape
from replay.racefile.shape import NO_PACER, TRACK_MEASURES, MatchShape, PacerShape, RaceShape, TrackMeasuresShape
from replay.racefile.shot_shape import ShotShape
from replay.racefile.story_shape import StoryShape
from replay.racefile.timing import with_times

UNNAMED = "Rider"
"""Riders without a name are called so, with a number behind it."""

SURE = {"certain": 1.0, "likely": 0.8, "loose": 0.3}
"""What `sure` weighs: see StoryFact."""


def race_of(shape: RaceShape, document: Document) -> Race:
    """The facts of a race file of the right shape. Nothing is checked across fields here."""
    names = rider_names([(rider.first, rider.last) for rider in shape.riders])
    unnamed = _unnamed(shape, names)
    race = Race(
        file=document.file,
        meet=Meet(**shape.meet.model_dump()),
        event=EventFacts(**shape.event.model_dump()),
        track=_track(shape.track),
        pacer=_pacer(shape.pacer, EVENTS[shape.event.kind]),
        riders=(
            *(Rider(name, **rider.model_dump()) for name, rider in zip(names, shape.riders, strict=True)),
            *unnamed,
        ),
        start_order=tuple(shape.start_order),
        results=(*_results(shape), *_not_listed(shape, names, unnamed)),
        crossing_order=tuple(shape.crossing_order),
        sources=tuple(Source(**source.model_dump()) for source in shape.sources),
        story=tuple(_story_fact(item, index, document) for index, item in enumerate(shape.story)),
        key="",
        stopped=Stop(**dict(shape.stopped)) if shape.stopped else None,
        field_size=shape.starters,
        headline=shape.headline,
        shots=tuple(_shot(item, index, document) for index, item in enumerate(shape.shots)),
        brand=shape.brand,
        finish_image=_finish_picture(shape.finish_image, document),
        match=None if shape.match is None else _match(shape.match),
    )
    race = with_times(race, shape, document)
    race = dataclasses.replace(race, results=tuple(_level(race, result) for result in race.results))
    return dataclasses.replace(race, key=key_of(race))


def _unnamed(shape: RaceShape, names: list[str]) -> tuple[Rider, ...]:
    """Riders for as many as started and are not listed, called by their place in the list."""
    absent = sum(not _result(result, won=False).started for result in shape.results)
    missing = max((shape.starters or 0) - (len(names) - absent), 0)
    free = (f"{UNNAMED} {number}" for number in count(len(names) + 1))
    called = islice((name for name in free if name not in names), missing)
    return tuple(Rider(name, None, name, unnamed=True) for name in called)


def _not_listed(shape: RaceShape, names: list[str], unnamed: tuple[Rider, ...]) -> Iterator[Result]:
    """Lines for riders of whom the results say nothing, where the race was ridden to the finish: those without a name,
    and all where the result is not known."""
    listed = {result.rider for result in shape.results}
    silent = (*(names if not listed else ()), *(rider.name for rider in unnamed))
    return (Result(name) for name in silent if name not in listed and shape.stopped is None)


def rider_names(riders: list[tuple[str | None, str]]) -> list[str]:
    """What each rider, of first and last name, is called: the last name, or both where two share it."""
    shared = Counter(last for _, last in riders)
    return [last if shared[last] == 1 or not first else f"{first} {last}" for first, last in riders]


def key_of(race: Race) -> str:
    """Hash of the facts, whatever the file is called and wherever in it they stand."""
    text = json.dumps(_canonical(race), ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _canonical(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_canonical(item) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    left_out: tuple[str, ...] = ("place", "location")
    # What most files do not say must not change their keys, to which plans belong.
    if isinstance(value, Race):
        rare = tuple(name for name in ("stopped", "bounded", "field_size", "match") if not getattr(value, name))
        shown = ("gap_decimals", "headline", "shots", "brand", "finish_image")  # what is only shown moves nobody
        left_out = ("file", "key", *shown, *rare)
    elif isinstance(value, RideOfMatch):
        left_out = ("won_before", "again")  # the number alone tells two rides of one result apart
    elif isinstance(value, Result):
        left_out = (*left_out, "reason")  # no motion hangs on it
    elif isinstance(value, StoryFact):
        left_out = (*left_out, *(name for name in ("during", "imagined") if not getattr(value, name)))
    elif isinstance(value, When):
        left_out = ("rider",)  # follows from the fact
    elif isinstance(value, Rider):
        left_out = tuple(name for name in ("team", "club", "state", "org", "unnamed") if not getattr(value, name))
    facts = {f.name: _canonical(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name not in left_out}
    return {"": type(value).__name__, **facts}


def _track(shape: TrackMeasuresShape) -> TrackChoice:
    written = shape.model_dump(exclude={"base"}, exclude_none=True)
    return TrackChoice(shape.base, tuple((key, written[key]) for key in ("title", *TRACK_MEASURES) if key in written))


def _pacer(shape: PacerShape | None, event: Event) -> Pacer | None:
    """The pacer that the file describes, with what it does not say as is usual for the event; None for `none`."""
    usual = event.usual_pacer()
    if shape is None or shape is NO_PACER:
        return usual if shape is None else None
    off = shape.off or (usual.off if usual else When(Mark.FINISH))
    return Pacer(shape.from_kmh, shape.to_kmh, off, standing=shape.start == "standing")


def _match(shape: MatchShape) -> RideOfMatch:
    return RideOfMatch(shape.ride, tuple(shape.won_before), shape.again)


def _results(shape: RaceShape) -> tuple[Result, ...]:
    """The results, with a gap of 0 for the winner, from whom gaps count."""
    placed = [result for result in shape.results if result.rank is not None and result.status is None]
    first = min((result.rank for result in placed if result.rank is not None), default=None)
    if first != 1 and any(_is_unplaced(result) for result in shape.results):
        first = None
    return tuple(_result(result, won=result in placed and result.rank == first) for result in shape.results)


def _is_unplaced(result: ResultShape) -> bool:
    """Whether a line of the result says nothing of the place, and nothing that excludes one."""
    return result.rank is None and result.status is None and result.started is not False


def _level(race: Race, result: Result) -> Result:
    """A result with the gap of those who share its place, where it has none itself: they came level."""
    level = map(race.result, race.level_with(result.rider))
    gaps = [other.gap_s for other in level if other is not None and other.gap_s is not None]
    return dataclasses.replace(result, gap_s=gaps[0]) if gaps and result.gap_s is None else result


def _result(result: ResultShape, *, won: bool) -> Result:
    starts = result.status is None or result.status.starts
    return Result(
        rider=result.rider,
        rank=result.rank,
        gap_s=0.0 if won and result.gap_s is None else result.gap_s,
        status=result.status,
        started=starts if result.started is None else result.started,
        time_s=None if isinstance(result.time_s, TimeBounds) else result.time_s,
        reason=result.reason,
    )


def _shot(item: ShotShape, index: int, document: Document) -> FilmedShot:
    mark = document.mark(("shots", index))
    return FilmedShot(item.start, item.end, item.camera, item.who, item.speed, (mark.line, mark.column))


def _finish_picture(shape: FinishImageShape | None, document: Document) -> FinishPicture | None:
    mark = document.mark(("finish_image",))
    return None if shape is None else FinishPicture(shape.file, shape.credit, (mark.line, mark.column))


def _story_fact(item: StoryShape, index: int, document: Document) -> StoryFact:
    key, content = next(iter(item.contents.items()), ("caption", None))
    mark = document.mark(("story", index))
    common = Common(
        id=f"story {index + 1} ({key})",
        when=item.when if isinstance(item.when, When) else item.when.moments[0],
        during=item.when if isinstance(item.when, Window) else None,
        source=item.source,
        sure=SURE[item.sure or "likely"],
        main=item.main,
        caption=item.caption,
        note=item.note,
        place=Place(mark.line, mark.column),
    )
    return KIND_OF.get(key, CaptionFact).from_file(key, content, common)
