"""What single values of a race file may be, in the types that the shapes are made of."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from replay.base.mistakes import WrittenError, shown
from replay.race.amounts import AMOUNT_PATTERN, Amount, parse_amount
from replay.race.moment_words import MAX_SECONDS, WHEN_PATTERN, parse_when
from replay.race.when import When


class Shape(BaseModel):
    """Part of a file: no other keys than those named, no value taken for another type than it has."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        field_title_generator=lambda name, field: field.alias or name,
        model_title_generator=lambda model: model.__name__.removesuffix("Shape"),
    )


class OrShort:
    """A value that may also be written shorter, as a plain name or a list of names."""

    def __init__(self, *shorter: dict[str, Any]) -> None:
        self._shorter = shorter

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [*self._shorter, handler(core)]}


FIELD = "field"
"""Stands for everybody else where a rider may be named."""

NAME_SCHEMA: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 60, "pattern": r"^\S([^\n]*\S)?$"}
NAMES_SCHEMA: dict[str, Any] = {"type": "array", "items": NAME_SCHEMA, "minItems": 1, "maxItems": 30}
"""A name, and a list of names, where they are the short form of a group of keys."""


def _one_line(text: str) -> str:
    if "\n" in text or text != text.strip():
        raise WrittenError("a name is one line, without spaces around it", "take line breaks and outer spaces out")
    return text


def _date(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise WrittenError(f"{shown(text)} is not a date", "write it as 2021-08-08")
    return text


def _words_of(value: object) -> object:
    """A number where a short name is expected (`heat: 1`) is its digits."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def named(value: object) -> object:
    """`attack: Kenny` for `attack: {rider: Kenny}`."""
    return {"rider": value} if isinstance(value, str) else value


def listed(value: object) -> object:
    """One name for a list of one."""
    return [value] if isinstance(value, str) else value


def _affirmed(value: object) -> object:
    if value is not True:
        raise WrittenError(f"{shown(value)} says nothing here", "write true, or take the key out")
    return value


def _no_truth(value: object) -> object:
    """Python takes true for 1; a file does not mean it."""
    if isinstance(value, bool):
        raise WrittenError(f"a number is expected here, not {shown(value)}")
    return value


Affirmed = Annotated[bool, PlainValidator(_affirmed), WithJsonSchema({"const": True})]
"""`true`, for what is told by naming it."""

Version = Annotated[Literal[1], BeforeValidator(_no_truth)]
Text = Annotated[str, Field(min_length=1, max_length=600)]
Name = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_one_line), WithJsonSchema(NAME_SCHEMA)]
Names = Annotated[list[Name], Field(min_length=1, max_length=30), BeforeValidator(listed), OrShort(NAME_SCHEMA)]
Label = Annotated[Name, BeforeValidator(_words_of), OrShort({"type": "integer"})]
Date = Annotated[str, AfterValidator(_date), Field(json_schema_extra={"pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"})]
Seconds = Annotated[float, Field(allow_inf_nan=False, ge=-MAX_SECONDS, le=MAX_SECONDS)]
PlaceNumber = Annotated[int, Field(ge=1, le=30)]
WHEN_SCHEMAS: tuple[dict[str, Any], ...] = (
    {"type": "string", "pattern": WHEN_PATTERN},
    {"type": "number", "minimum": 0, "maximum": MAX_SECONDS},
)
"""The ways in which a moment is written, for the JSON Schema."""

WhenWritten = Annotated[
    When,
    PlainValidator(parse_when),
    WithJsonSchema(
        {
            "anyOf": list(WHEN_SCHEMAS),
            "examples": ["3 laps to go", "200 m to go", "pull-off", "bell", "last-bend", "finish", 63.5, "bell+2.5"],
        }
    ),
]
AmountWritten = Annotated[
    Amount,
    PlainValidator(parse_amount),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": AMOUNT_PATTERN},
                {"type": "number", "minimum": 0, "maximum": 1e6},
            ],
            "examples": [10, "about 10", "at least 10", "at most 10"],
        }
    ),
]
