"""The shape of one shot: how a stretch of the race is to be filmed."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from replay.base.mistakes import WrittenError
from replay.race.shown import WHO_WORDS
from replay.race.written import SECONDS, Name, Shape, WhenWritten

Camera = Literal["main", "follow", "overhead", "bend", "back", "end", "finish"]
"""The cameras that `--camera` knows."""

SLOWEST, FASTEST = 0.05, 20.0
"""Race seconds in a video second."""

_SHOWN = ("camera", "who", "speed")
"""Keys of which a shot needs one: without them it would change nothing."""

Speed = Annotated[float, Field(ge=SLOWEST, le=FASTEST, allow_inf_nan=False), SECONDS]


def _one_of_three(schema: dict[str, Any]) -> None:
    schema["anyOf"] = [{"required": [key]} for key in _SHOWN]


class ShotShape(Shape):
    """A stretch of the race, and how it is filmed: what is not said is as the rules have it."""

    model_config = ConfigDict(json_schema_extra=_one_of_three)

    start: WhenWritten = Field(alias="from", description="The moment with which it begins.")
    end: WhenWritten = Field(alias="to", description="The moment with which it ends.")
    camera: Camera | None = Field(None, description="The camera, as `--camera` names it.")
    who: Name | None = Field(
        None, description=f"Whom it is about: a rider, or {', '.join(WHO_WORDS)}.", examples=list(WHO_WORDS)
    )
    speed: Speed | None = Field(None, description="Race seconds in a video second: 0.5 is slow motion.")

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.camera is None and self.who is None and self.speed is None:
            raise WrittenError("this shot changes nothing", f"add one of {', '.join(_SHOWN)}")
        return self
