"""The shape of measured times in a race file: laps, half laps, or one stretch between two places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import CoreSchema, core_schema

from replay.base.mistakes import WrittenError, shown
from replay.race.moment_words import WHEN_PATTERN, parse_when
from replay.race.number_words import PRINTED_NUMBER_PATTERN
from replay.race.time_bounds import MOST_S, TimeBounds, parse_bounds, plain_time
from replay.race.when import Mark, When
from replay.race.written import SECONDS, Name, Shape, Text

START = When(Mark.RACE_TIME)
"""What `start` becomes: race time 0."""

PLACES_TO_WRITE = "write `start`, `2 laps to go`, `bell`, `200 m to go` or `finish`"
"""The remedy for a place that is none."""

_PLACES = (Mark.LAPS_TO_GO, Mark.METRES_TO_GO, Mark.BELL, Mark.FINISH)
_MOST_TIMES = 200

KINDS = ("laps_s", "half_laps_s", "time_s")
"""The keys under which times are written; an item holds one of them."""


def parse_place(written: object) -> When:
    """The place on a rider's way at which a time was taken. Raises WrittenError."""
    if isinstance(written, str) and written.strip().lower() in ("start", "the start"):
        return START
    try:
        when = parse_when(written)
    except WrittenError as wrong:
        raise WrittenError(f"no place of a race is called {shown(written)}", PLACES_TO_WRITE) from wrong
    if when.mark not in _PLACES or when.offset_s:
        raise WrittenError(f"times are not taken at {shown(written)}", PLACES_TO_WRITE)
    return when


def _one_kind(schema: dict[str, Any]) -> None:
    """Exactly one kind, and `to` only where one stretch is timed."""
    lists = [{"required": [kind], "not": {"required": ["to"]}} for kind in KINDS[:2]]
    schema["oneOf"] = [*lists, {"required": ["time_s"]}]


_PlainElapsed = Annotated[float, Field(gt=0, le=MOST_S, allow_inf_nan=False), SECONDS]


class _OrBounds:
    """A time as a number, or bounds of it in words."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(self._read, handler.generate_schema(_PlainElapsed))

    def _read(self, written: object, plain: Callable[[object], float]) -> float | TimeBounds:
        bounds = parse_bounds(written)
        return plain(plain_time(written)) if bounds is None else bounds


ElapsedWritten = Annotated[
    float | TimeBounds,
    _OrBounds(),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "exclusiveMinimum": 0, "maximum": MOST_S},
                {"type": "string", "pattern": PRINTED_NUMBER_PATTERN},
            ],
            "examples": [9.861, "at most 9.86", "at least 9.5", "between 9.8 and 10.0", "about 9.9"],
        }
    ),
]
"""Seconds, or what is known of them."""

_Splits = Annotated[list[ElapsedWritten], Field(min_length=1, max_length=_MOST_TIMES)]
_PLACE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "pattern": r"^\s*([tT][hH][eE] )?[sS][tT][aA][rR][tT]\s*$"},
        {"type": "string", "pattern": WHEN_PATTERN},
    ],
    "examples": ["start", "3 laps to go", "bell", "200 m to go", "finish"],
}
PlaceWritten = Annotated[When, PlainValidator(parse_place), WithJsonSchema(_PLACE_SCHEMA)]


class TimesShape(Shape):
    """Measured times of one rider: a list of laps or half laps, or one stretch."""

    model_config = ConfigDict(json_schema_extra=_one_kind)

    rider: Name = Field(description="Whose times these are.")
    laps_s: _Splits | None = Field(None, description="Each lap in seconds, in order; to the finish without `from`.")
    half_laps_s: _Splits | None = Field(None, description="Each half lap in seconds, in order, in the same way.")
    time_s: ElapsedWritten | None = Field(None, description="Seconds from one place to another.")
    from_: PlaceWritten | None = Field(
        None, alias="from", description="Where the first time begins, as this rider passes it: `200 m to go`."
    )
    to: PlaceWritten | None = Field(None, description="Where a single time ends; the finish if left out.")
    source: Name | None = Field(None, description="Who publishes it: the `id` of one of the sources.")
    note: Text | None = Field(None, description="A remark for readers of the file.")

    @model_validator(mode="after")
    def _has_one_kind(self) -> Self:
        kinds = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(kinds) != 1:
            message = f"one item holds times of one kind, this one holds {' and '.join(kinds) or 'none'}"
            raise WrittenError(message, f"write one of {', '.join(f'`{kind}`' for kind in KINDS)}")
        if self.to is not None and self.time_s is None:
            raise WrittenError(f"{kinds[0]} end where the last of them ends", "take `to` out")
        return self
