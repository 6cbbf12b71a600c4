"""The shape of a race file: which keys there are and what each may hold. Also the source of its JSON Schema."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema

from replay.base.mistakes import WrittenError, did_you_mean, shown
from replay.events.known_events import EVENTS
from replay.race.moment_words import parse_when
from replay.race.number_words import parse_metres
from replay.race.when import When
from replay.race.written import (
    KMH,
    MOMENT_EXAMPLES,
    WHEN_SCHEMAS,
    WHOLE,
    AsPrinted,
    Date,
    Degrees,
    Label,
    Metres,
    Name,
    OrShort,
    Shape,
    Text,
    Version,
    WhenWritten,
)
from replay.racefile.brand_shape import FileName, FinishImageWritten
from replay.racefile.result_shape import UNKNOWN_SCHEMA, ResultShape, none_if_unknown, with_same_times
from replay.racefile.shot_shape import ShotShape
from replay.racefile.story_shape import StoryShape
from replay.racefile.timed_shape import TimesShape

MAX_RIDERS = 24
"""More take minutes to reconstruct, and there is no room for their names beside the track."""

MAX_DISTANCE_M = 100_000
"""Longer than any race on a track."""

MOST_RIDES = 3
"""The best of three: no match has more rides that count."""

TRACK_MEASURES = (
    "lap_m",
    "straight_m",
    "transition_m",
    "banking_min_deg",
    "banking_max_deg",
    "width_m",
    "finish_m",
)
"""The keys of a track that are measures; their order is that in which mistakes are shown."""


class MeetShape(Shape):
    """The competition to which the race belongs."""

    title: Text = Field(description="What it is called.", examples=["Tokyo 2020"])
    venue: Text | None = Field(None, description="Where it was held.", examples=["Izu Velodrome"])
    date: Date | None = Field(None, description="The day of the race.", examples=["2021-08-08"])


def _known_event(written: object) -> object:
    """The word for a kind of event that there is. Raises WrittenError."""
    if isinstance(written, str) and written not in EVENTS:
        message = f"kind cannot be {shown(written)}"
        raise WrittenError(message, did_you_mean(written, tuple(EVENTS), otherwise=f"write {' or '.join(EVENTS)}"))
    return written


EventKind = Annotated[str, BeforeValidator(_known_event), WithJsonSchema({"type": "string", "enum": sorted(EVENTS)})]
"""The kinds of events are those of `replay.events`: none is named here."""


_SHORTEST_M = 100.0
"""Shorter than any race on a track."""

_RACED = AsPrinted(lambda value: parse_metres(value, _SHORTEST_M, MAX_DISTANCE_M) if isinstance(value, str) else None)
DistanceWritten = Annotated[float, Field(gt=0, le=MAX_DISTANCE_M, allow_inf_nan=False), _RACED]
"""`1500`, `1,500 m`, `1.5 km`."""


class EventShape(Shape):
    """What was raced."""

    kind: EventKind = Field(description="The discipline.")
    category: Label = Field(
        description="Who rides; chooses what they can do.", examples=["men", "women", "junior men", "masters women"]
    )
    distance_m: DistanceWritten = Field(description="Metres, such as 1500.")
    round: Label | None = Field(None, description="The round as announced.", examples=["final", "semifinal"])
    heat: Label | None = Field(None, description="The heat as announced.", examples=["A", "1"])
    title: Text | None = Field(None, description="A title, shown instead of one made from category and kind.")


class TrackMeasuresShape(Shape):
    """A track by its measures: all of them, or those in which it differs from the track named in `base`."""

    base: Name | None = Field(None, description="A known track, from which the other measures are taken.")
    title: Name | None = Field(None, description="The name to be shown.")
    lap_m: Metres | None = Field(None, description="Length of the measurement line.")
    straight_m: Metres | None = Field(None, description="Length of each straight.")
    transition_m: Metres | None = Field(None, description="Length of each of four transitions.")
    banking_min_deg: Degrees | None = Field(None, description="Banking in mid-straight.")
    banking_max_deg: Degrees | None = Field(None, description="Banking in mid-bend.")
    width_m: Metres | None = Field(None, description="Width of the boards.")
    finish_m: Metres | None = Field(None, description="Finish line, metres past mid home straight.")


KmhWritten = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False), KMH]


def _leaving(written: object) -> object:
    """The moment that was written. Raises WrittenError, with moments at which a pacer leaves."""
    try:
        return parse_when(written)
    except WrittenError as wrong:
        raise WrittenError(wrong.message, PACER_MOMENTS) from wrong


PACER_MOMENTS = "write `3 laps to go`, `750 m to go` or seconds"
"""The remedy for a moment at which no pacer leaves."""

LeavingWritten = Annotated[
    When,
    PlainValidator(_leaving),
    WithJsonSchema({"anyOf": list(WHEN_SCHEMAS), "examples": MOMENT_EXAMPLES}),
]


class PacerShape(Shape):
    """The pacer: its speed at distance 0 and when it leaves, and when that is."""

    from_kmh: KmhWritten = Field(30.0, description="Speed at the start.")
    to_kmh: KmhWritten = Field(50.0, description="Speed when it leaves.")
    off: LeavingWritten | None = Field(None, description="When it leaves; `3 laps to go` if not said.")
    start: Literal["rolling", "standing"] = Field(
        "rolling", description="Whether riders come with it, or stand on the start line until it passes."
    )


class RiderShape(Shape):
    """A rider. Everywhere else in the file he is named by `last`, or by first and last if two share it."""

    first: Name | None = Field(None, description="Given name, if there is one.")
    last: Name = Field(description="Family name, whole: `Tjon En Fa`; or the only name.")
    nation: str | None = Field(
        None, pattern=r"^[A-Z]{3}$", description="Three letters, as the IOC writes them.", examples=["GBR"]
    )
    team: Name | None = Field(None, description="The team, shown where there is no nation.")
    club: Name | None = Field(None, description="The club, shown where there is neither nation nor team.")
    state: Name | None = Field(None, description="The state or region, shown where there is no other.", examples=["CA"])
    org: Name | None = Field(None, description="For whom he rides, where it is not known what that is.")
    number: Annotated[int, Field(ge=0, le=9999), WHOLE] | None = Field(None, description="The worn number, if known.")
    colour: str | None = Field(None, pattern=r"^#[0-9a-fA-F]{6}$", description="Colour of the marker.")
    given_name_last: bool = Field(False, description="The family name is said first, as in Xu Chao.")


class StopShape(Shape):
    """The race was stopped and has no result."""

    when: WhenWritten = Field(description="When it was stopped, such as `bell+4`.")
    source: Name | None = Field(None, description="Who tells it: the `id` of one of the sources.")
    note: Text | None = Field(None, description="A remark for readers of the file and of the report.")


class SourceShape(Shape):
    """Who tells it."""

    id: Name = Field(description="A short name of your own, used in the story.")
    title: Text = Field(description="What it is called, or what it is.")
    publisher: Text = Field(description="By whom it was published: this is what is shown.")
    date: Date | None = Field(None, description="When, as 2021-08-08.")
    url: str | None = Field(None, pattern=r"^https?://\S+$", max_length=600, description="Where it can be read.")


NO_PACER = PacerShape.model_validate({})
"""What `pacer: none` becomes; told from others by identity."""


class MatchShape(Shape):
    """Which ride of a match the race is, where the file holds that ride alone."""

    ride: Annotated[int, Field(ge=1, le=MOST_RIDES), WHOLE] = Field(description="The number of the ride, from 1.")
    won_before: list[Name] = Field(
        default_factory=list, max_length=MOST_RIDES, description="Who won each ride before it, in their order."
    )
    again: bool = Field(False, description="Whether it was ridden before and stopped.")


def _track(value: object) -> object:
    return {"base": value} if isinstance(value, str) else value


def _pacer(value: object) -> object:
    if value == "none":
        return NO_PACER
    if isinstance(value, str):
        raise WrittenError(
            f"a pacer is not {shown(value)}", "write `none`, or {from_kmh: 30, to_kmh: 50, off: 3 laps to go}"
        )
    return value


def _stopped(value: object) -> object:
    """`stopped: bell+4` for `stopped: {when: bell+4}`."""
    return value if isinstance(value, dict) else {"when": value}


StartPlace = Annotated[Name | None, BeforeValidator(none_if_unknown)]


def _none_known(value: object) -> object:
    """No lines for `unknown`. Raises WrittenError."""
    if isinstance(value, str) and value != "unknown":
        remedy = did_you_mean(value, ("unknown",), otherwise="write `unknown`, or a line for each rider")
        raise WrittenError(f"results must be a list, not {shown(value)}", remedy)
    return [] if value == "unknown" else value


class RaceShape(Shape):
    """One race: who rode, how it ended, and what is told of how it went."""

    model_config = ConfigDict(title="Race file of velodrome-replay")

    schema_: Version = Field(alias="schema", description="Version of this format.")
    meet: MeetShape
    event: EventShape
    track: Annotated[TrackMeasuresShape, BeforeValidator(_track), OrShort({"type": "string", "minLength": 1})] = Field(
        description="The name of a known track, or its measures.", examples=["izu"]
    )
    pacer: Annotated[PacerShape, BeforeValidator(_pacer), OrShort({"const": "none"})] | None = Field(
        None, description="The pacer of a keirin; from 30 to 50 km/h, off at three laps to go, if left out."
    )
    riders: list[RiderShape] = Field(
        min_length=1, max_length=MAX_RIDERS, description="All who are listed in the result."
    )
    starters: Annotated[int, Field(ge=1, le=MAX_RIDERS), WHOLE] | None = Field(
        None, description="How many started; those whom `riders` does not name are shown as `Rider 5` and so on."
    )
    match: MatchShape | None = Field(
        None, description="Which ride of a match this is; a file with `rides` says it by their order."
    )
    start_order: list[StartPlace] = Field(
        default_factory=list,
        max_length=MAX_RIDERS,
        description="Riders behind the pacer from the first place on, or on the start line from the inside; `unknown` "
        "for a place that is not known.",
    )
    stopped: Annotated[StopShape, BeforeValidator(_stopped), OrShort(*WHEN_SCHEMAS)] | None = Field(
        None, description="When the race was stopped, if it was: such a race has no result.", examples=["bell+4"]
    )
    results: Annotated[
        list[ResultShape],
        Field(max_length=MAX_RIDERS),
        BeforeValidator(with_same_times),
        BeforeValidator(_none_known),
        OrShort(UNKNOWN_SCHEMA),
    ] = Field(
        default_factory=list,
        description="The official result, a line for each rider; `unknown` or left out where nobody tells it.",
    )
    crossing_order: list[Name] = Field(
        default_factory=list,
        max_length=MAX_RIDERS,
        description="The order over the line of all who crossed it, only where it differs from the rank.",
    )
    times: list[TimesShape] = Field(
        default_factory=list, max_length=100, description="Laps and other stretches that were timed, of any rider."
    )
    sources: list[SourceShape] = Field(default_factory=list, max_length=100, description="Who tells it.")
    story: list[StoryShape] = Field(default_factory=list, max_length=500, description="What is told of how it went.")
    headline: Label | None = Field(
        None, description="Words that a film opens with, instead of those made from the result."
    )
    shots: list[ShotShape] = Field(
        default_factory=list, max_length=50, description="How stretches of the race are filmed, where not by the rules."
    )
    brand: FileName | None = Field(
        None, description="The brand file that its films have, from the folder of this file.", examples=["brand.yaml"]
    )
    finish_image: FinishImageWritten | None = Field(
        None, description="The official picture of the finish, shown on the result card."
    )
