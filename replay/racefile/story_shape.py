"""The shape of one item of the story: when it was, what is told, by whom, and how sure it is."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from replay.base.mistakes import WrittenError
from replay.race.amounts import Unit
from replay.racefile.written import (
    NAME_SCHEMA,
    NAMES_SCHEMA,
    Affirmed,
    AmountWritten,
    Name,
    Names,
    OrShort,
    Place,
    Shape,
    Text,
    WhenWritten,
    listed,
    named,
)


def _one_unit(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": [unit.value]} for unit in Unit]


class GapShape(Shape):
    """`ahead` leads `of` by an amount in exactly one unit. The keys of the units are the values of facts.Unit."""

    model_config = ConfigDict(json_schema_extra=_one_unit)

    ahead: Name = Field(description="The rider in front.")
    of: Name = Field(description="The rider behind, or `field`: whoever comes first after him.", examples=["field"])
    s: AmountWritten | None = Field(None, description="The gap in seconds.")
    m: AmountWritten | None = Field(None, description="The gap in metres.")
    lengths: AmountWritten | None = Field(None, description="The gap in bike lengths.")
    laps: AmountWritten | None = Field(None, description="The gap in laps, such as `about 0.25`.")
    straights: AmountWritten | None = Field(None, description="The gap in lengths of a straight.")

    @model_validator(mode="after")
    def _has_one_unit(self) -> Self:
        units = [unit.value for unit in Unit if getattr(self, unit) is not None]
        if len(units) != 1:
            message = f"a gap has one amount, this one has {' and '.join(units) or 'none'}"
            raise WrittenError(message, "write one of `s`, `m`, `lengths`, `laps`, `straights`")
        return self


class OrderShape(Shape):
    riders: list[Name] = Field(min_length=1, max_length=30, description="Riders, the first in front.")
    from_: Place | None = Field(None, alias="from", description="The place of the first of them, if told.")


class HesitateShape(Shape):
    riders: Names = Field(description="Who hesitates; `field` means everybody.")
    seconds: float | None = Field(None, gt=0, le=120, allow_inf_nan=False, description="For how long, if told.")


class PassShape(Shape):
    rider: Name = Field(description="Who overtakes.")
    of: Name = Field(description="Who is overtaken.")
    side: Literal["inside", "outside"] | None = Field(None, description="On which side, if told.")
    within_s: float | None = Field(
        None, gt=0, le=60, allow_inf_nan=False, description="Seconds it takes; 4 if not told."
    )


class HoldWheelShape(Shape):
    rider: Name = Field(description="Who follows.")
    of: Name = Field(description="Whose wheel he holds.")
    until: WhenWritten | None = Field(None, description="Until when, if told.")


class MoveShape(Shape):
    rider: Name = Field(description="Who changes places.")
    to: Place | None = Field(None, description="The place in which he arrives, if told.")


class RideHighShape(Shape):
    rider: Name = Field(description="Who goes up the boards.")
    height_m: float | None = Field(None, gt=0, le=12, allow_inf_nan=False, description="Metres from the inner edge.")


class SideShape(Shape):
    rider: Name = Field(description="Who is on that side.")
    of: Name = Field(description="Of whom.")


class CrashShape(Shape):
    rider: Name = Field(description="Who falls.")
    down: Names | None = Field(None, description="Others whom he brings down.")


def _order(value: object) -> object:
    return {"riders": value} if isinstance(value, list) else value


def _riders(value: object) -> object:
    return {"riders": listed(value)} if isinstance(value, str | list) else value


_MOVE = Annotated[MoveShape, BeforeValidator(named), OrShort(NAME_SCHEMA)]
_ORDER = Annotated[OrderShape, BeforeValidator(_order), OrShort(NAMES_SCHEMA)]
_HESITATE = Annotated[HesitateShape, BeforeValidator(_riders), OrShort(NAME_SCHEMA, NAMES_SCHEMA)]
_HIGH = Annotated[RideHighShape, BeforeValidator(named), OrShort(NAME_SCHEMA)]
_CRASH = Annotated[CrashShape, BeforeValidator(named), OrShort(NAME_SCHEMA)]

KINDS = (
    "order",
    "gap",
    "attack",
    "hesitate",
    "chase",
    "pass",
    "hold_wheel",
    "move_up",
    "drop_back",
    "ride_high",
    "inside",
    "outside",
    "pacer_off",
    "crash",
    "stops_racing",
    "look_back",
)


def _one_kind(schema: dict[str, Any]) -> None:
    """Exactly one kind, or a caption alone."""
    alone = {"required": ["caption"], "not": {"anyOf": [{"required": [kind]} for kind in KINDS]}}
    schema["oneOf"] = [*({"required": [kind]} for kind in KINDS), alone]


class StoryShape(Shape):
    """Something told: exactly one of the kinds, or a caption alone."""

    model_config = ConfigDict(json_schema_extra=_one_kind)

    when: WhenWritten = Field(description="The moment of which this is told.")
    order: _ORDER | None = Field(None, description="Riders in this order, one behind another.")
    gap: GapShape | None = Field(None, description="One rider leads another, or the field, by an amount.")
    attack: Name | None = Field(None, description="A rider begins a hard effort.")
    hesitate: _HESITATE | None = Field(None, description="Riders do not react for some seconds; `field` for all.")
    chase: Name | None = Field(None, description="This rider leads the chase.")
    pass_: PassShape | None = Field(None, alias="pass", description="A rider overtakes another.")
    hold_wheel: HoldWheelShape | None = Field(None, description="A rider stays directly behind another.")
    move_up: _MOVE | None = Field(None, description="A rider gains places, and has gained them at `when`.")
    drop_back: _MOVE | None = Field(None, description="A rider loses places, and has lost them at `when`.")
    ride_high: _HIGH | None = Field(None, description="A rider goes up the boards and comes down again.")
    inside: SideShape | None = Field(None, description="A rider is on the inside of another.")
    outside: SideShape | None = Field(None, description="A rider is on the outside of another.")
    pacer_off: Affirmed | None = Field(None, description="The pacer leaves the track.")
    crash: _CRASH | None = Field(None, description="A rider falls.")
    stops_racing: Name | None = Field(None, description="A rider eases and rolls on without racing.")
    look_back: Name | None = Field(None, description="A rider looks behind. Shown; it does not bind the motion.")
    caption: Text | None = Field(None, description="Words to be shown at that moment.")
    source: Name | None = Field(None, description="Who tells it: the `id` of one of the sources.")
    sure: Literal["certain", "likely", "loose"] | None = Field(
        None, description="How sure it is; `likely` if not said."
    )
    main: bool = Field(False, description="The account that is followed where sources disagree.")
    note: Text | None = Field(None, description="A remark for readers of the file and of the report.")

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that this item holds."""
        return tuple(kind for kind in KINDS if getattr(self, "pass_" if kind == "pass" else kind) is not None)

    @model_validator(mode="after")
    def _holds_one_kind(self) -> Self:
        if len(self.kinds) > 1:
            raise WrittenError(
                f"one item tells one thing, this one tells {' and '.join(self.kinds)}", "make two items of it"
            )
        if not self.kinds and self.caption is None:
            raise WrittenError("this item tells nothing", f"add one of {', '.join(KINDS)}, or a caption")
        return self
