"""From the shape of a race file to facts: defaults filled in, names settled, places remembered."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from replay.base.document import Document
from replay.race.amounts import Unit, quantity
from replay.race.facts import Event, Meet, Pacer, Race, Result, Rider, Source, Status, Stop, TrackChoice
from replay.race.story.story_facts import (
    AttackFact,
    CaptionFact,
    ChaseFact,
    CrashFact,
    GapFact,
    HesitateFact,
    HoldWheelFact,
    LookBackFact,
    MoveFact,
    OrderFact,
    OvertakeFact,
    PacerOffFact,
    Place,
    RideHighFact,
    SideFact,
    StopRacingFact,
    StoryFact,
)
from replay.race.when import Mark, When
from replay.racefile.shape import NO_PACER, TRACK_MEASURES, PacerShape, RaceShape, ResultShape, TrackMeasuresShape
from replay.racefile.story_shape import GapShape, MoveShape, StoryShape
from replay.racefile.timing import with_times

FIELD = "field"
PACER_OFF = When(Mark.LAPS_TO_GO, 3)
SURE = {"certain": 1.0, "likely": 0.8, "loose": 0.3}


def race_of(shape: RaceShape, document: Document) -> Race:
    """The facts of a race file of the right shape. Nothing is checked across fields here."""
    names = rider_names([(rider.first, rider.last) for rider in shape.riders])
    race = Race(
        file=document.file,
        meet=Meet(**shape.meet.model_dump()),
        event=Event(**shape.event.model_dump()),
        track=_track(shape.track),
        pacer=_pacer(shape.pacer or PacerShape.model_validate({})),
        riders=tuple(Rider(name, **rider.model_dump()) for name, rider in zip(names, shape.riders, strict=True)),
        start_order=tuple(shape.start_order),
        results=_results(shape),
        crossing_order=tuple(shape.crossing_order),
        sources=tuple(Source(**source.model_dump()) for source in shape.sources),
        story=tuple(_told(item, index, document) for index, item in enumerate(shape.story)),
        key="",
        stopped=Stop(**dict(shape.stopped)) if shape.stopped else None,
    )
    race = with_times(race, shape, document)
    return dataclasses.replace(race, key=key_of(race))


def rider_names(riders: list[tuple[str, str]]) -> list[str]:
    """What each rider, of first and last name, is called: the last name, or both where two share it."""
    shared = Counter(last for _, last in riders)
    return [last if shared[last] == 1 else f"{first} {last}" for first, last in riders]


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
    if isinstance(value, Race):
        # What most files do not say must not change their keys, to which plans belong.
        left_out = ("file", "key") if value.stopped else ("file", "key", "stopped")
    facts = {f.name: _canonical(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name not in left_out}
    return {"": type(value).__name__, **facts}


def _track(shape: TrackMeasuresShape) -> TrackChoice:
    written = shape.model_dump(exclude={"base"}, exclude_none=True)
    return TrackChoice(shape.base, tuple((key, written[key]) for key in ("title", *TRACK_MEASURES) if key in written))


def _pacer(shape: PacerShape) -> Pacer | None:
    return (
        None
        if shape is NO_PACER
        else Pacer(shape.from_kmh, shape.to_kmh, shape.off or PACER_OFF, standing=shape.start == "standing")
    )


def _results(shape: RaceShape) -> tuple[Result, ...]:
    """The results, with a gap of 0 for the winner, from whom gaps count."""
    first = min((result.rank for result in shape.results if result.rank is not None), default=None)
    return tuple(_result(result, won=first is not None and result.rank == first) for result in shape.results)


def _result(result: ResultShape, *, won: bool) -> Result:
    return Result(
        rider=result.rider,
        rank=result.rank,
        gap_s=0.0 if won and result.gap_s is None else result.gap_s,
        status=Status(result.status) if result.status else None,
        started=result.started,
        time_s=result.time_s,
    )


def _told(item: StoryShape, index: int, document: Document) -> StoryFact:
    kind = item.kinds[0] if item.kinds else "caption"
    mark = document.mark(("story", index))
    common = {
        "id": f"story {index + 1} ({kind})",
        "when": item.when,
        "source": item.source,
        "sure": SURE[item.sure or "likely"],
        "main": item.main,
        "caption": item.caption,
        "note": item.note,
        "place": Place(mark.line, mark.column),
    }
    content = None if kind == "caption" else getattr(item, "pass_" if kind == "pass" else kind)
    return _TELLERS[kind](content, common)


def _gap(gap: GapShape, common: dict[str, Any]) -> StoryFact:
    unit = next(unit for unit in Unit if getattr(gap, unit) is not None)
    behind = None if gap.of == FIELD else gap.of
    return GapFact(ahead=gap.ahead, behind=behind, amount=quantity(getattr(gap, unit), unit), **common)


def _hesitate(content: Any, common: dict[str, Any]) -> StoryFact:
    riders = () if content.riders == [FIELD] else tuple(content.riders)
    return HesitateFact(riders=riders, seconds=content.seconds, **common)


def _overtake(content: Any, common: dict[str, Any]) -> StoryFact:
    within = {} if content.within_s is None else {"within_s": content.within_s}
    return OvertakeFact(rider=content.rider, overtaken=content.of, side=content.side, **within, **common)


def _move(*, up: bool) -> Callable[[MoveShape, dict[str, Any]], StoryFact]:
    return lambda content, common: MoveFact(rider=content.rider, up=up, to=content.to, **common)


def _side(*, inside: bool) -> Callable[[Any, dict[str, Any]], StoryFact]:
    return lambda content, common: SideFact(rider=content.rider, of=content.of, inside=inside, **common)


_TELLERS: dict[str, Callable[[Any, dict[str, Any]], StoryFact]] = {
    "order": lambda told, common: OrderFact(order=tuple(told.riders), from_place=told.from_, **common),
    "gap": _gap,
    "attack": lambda name, common: AttackFact(rider=name, **common),
    "hesitate": _hesitate,
    "chase": lambda name, common: ChaseFact(leader=name, **common),
    "pass": _overtake,
    "hold_wheel": lambda told, common: HoldWheelFact(rider=told.rider, wheel=told.of, until=told.until, **common),
    "move_up": _move(up=True),
    "drop_back": _move(up=False),
    "ride_high": lambda told, common: RideHighFact(rider=told.rider, height_m=told.height_m, **common),
    "inside": _side(inside=True),
    "outside": _side(inside=False),
    "pacer_off": lambda _, common: PacerOffFact(**common),
    "crash": lambda told, common: CrashFact(rider=told.rider, down=tuple(told.down or ()), **common),
    "stops_racing": lambda name, common: StopRacingFact(rider=name, **common),
    "look_back": lambda name, common: LookBackFact(rider=name, **common),
    "caption": lambda _, common: CaptionFact(**common),
}
