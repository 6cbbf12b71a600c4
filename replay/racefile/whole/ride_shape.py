"""The shape of a file that holds the rides of a match: what is said once for all, and a group of keys for each ride."""

from __future__ import annotations

from copy import copy
from typing import Any

from pydantic import ConfigDict, Field, create_model

from replay.race.written import Shape
from replay.racefile.shape import RaceShape

RIDE_KEYS = (
    "starters",
    "start_order",
    "stopped",
    "results",
    "crossing_order",
    "times",
    "story",
    "headline",
    "shots",
    "finish_image",
)
"""What each ride has for itself; all else is said once for all of them."""

MOST_RIDES_IN_FILE = 9
"""Three that count, and each stopped twice before it."""

_FIELDS: dict[str, Any] = {
    key: (field.rebuild_annotation(), copy(field)) for key, field in RaceShape.model_fields.items() if key in RIDE_KEYS
}

RideShape: type[Shape] = create_model("RideShape", __base__=Shape, __doc__="One ride of a match.", **_FIELDS)
"""One ride: keys of a race."""


class RaceFileShape(RaceShape):
    """A race, or the rides of a match: who rode, how it ended, and what is told of how it went."""

    model_config = ConfigDict(title="Race file of velodrome-replay")

    rides: list[RideShape] | None = Field(  # type: ignore[valid-type]
        None,
        min_length=1,
        max_length=MOST_RIDES_IN_FILE,
        description="The rides of a match in their order, each a race of its own; one that was stopped before the one "
        "in which it was ridden again.",
    )
