"""What single values of a race file may be, in the types that the shapes are made of."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from replay.base.mistakes import WrittenError, shown
from replay.race.amounts import AMOUNT_PATTERN, Amount, parse_amount
from replay.race.moment_words import MAX_SECONDS, WHEN_PATTERN, parse_when
from replay.race.number_words import (
    PRINTED_NUMBER_PATTERN,
    SAME_PATTERN,
    as_typed,
    parse_number,
    parse_seconds,
    parse_whole,
    says_same,
)
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


class AsPrinted:
    """A number that may be written as results sheets print it. read: the number that a text is, None if it is none."""

    def __init__(self, read: Callable[[Any], float | None]) -> None:
        self._read = read

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._number, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [handler(core), {"type": "string", "pattern": PRINTED_NUMBER_PATTERN}]}

    def _number(self, value: object) -> object:
        found = self._read(value) if isinstance(value, str | float) else None
        return value if found is None else found


def _no_gap(written: object) -> object:
    """A mark of a sheet that is no number. Raises WrittenError."""
    if isinstance(written, str) and says_same(written):
        message = f"gap_s is {shown(written)}, and the line before it has no gap"
        raise WrittenError(message, "write the seconds behind the winner, or take the key out")
    if isinstance(written, str) and as_typed(written[:_LONGEST_MARK]) in ("", "-", "--", "?"):
        raise WrittenError(f"gap_s is {shown(written)}", "take the key out: what was not timed is left out")
    if isinstance(written, str) and re.fullmatch(
        r"[+-]?\s*[0-9]{0,2} ?(?:laps?|tours?)", as_typed(written[:_LONGEST_MARK])
    ):
        raise WrittenError(f"gap_s must be a number, not {shown(written)}", "write `status: LAP` instead")
    return written


_LONGEST_MARK = 20


def _in_unit(*units: str) -> Callable[[Any], float | None]:
    return lambda value: parse_number(value, *units) if isinstance(value, str) else None


WHOLE = AsPrinted(parse_whole)
"""`1.`, `=2`, `3rd`."""
SECONDS = AsPrinted(lambda value: parse_seconds(value) if isinstance(value, str) else None)
"""`0,113`, `1:51.874`, `−0.012`."""
METRES = AsPrinted(_in_unit("metres", "meters", "m"))
"""`333,3`, `1500 m`."""
KMH = AsPrinted(_in_unit("km/h", "kmh"))
DEGREES = AsPrinted(_in_unit("°", "degrees", "deg"))

FIELD = "field"
"""Stands for everybody else where a rider may be named."""

NAME_SCHEMA: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 60, "pattern": r"^\S([^\n]*\S)?$"}
NAMES_SCHEMA: dict[str, Any] = {"type": "array", "items": NAME_SCHEMA, "minItems": 1, "maxItems": 30}
"""A name, and a list of names, where they are the short form of a group of keys."""


_LONGEST_DATE = 20


def _one_line(text: str) -> str:
    if "\n" in text or text != text.strip():
        raise WrittenError("a name is one line, without spaces around it", "take line breaks and outer spaces out")
    return text


def _date(text: str) -> str:
    """A day that there is, or a month or year alone. Raises WrittenError."""
    text = as_typed(text) if len(text) <= _LONGEST_DATE else text
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
    if not found:
        raise WrittenError(f"{shown(text)} is not a date", _date_remedy(text))
    year, month, day = (int(part or 1) for part in found.groups())
    if year == 0 or not 1 <= month <= 12:
        message = "there is no year 0" if year == 0 else f"{text} is no date: a year has 12 months"
        raise WrittenError(message, "write it as 2021-08-08, or leave the date out")
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        days = f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"
        raise WrittenError(f"{text} is no day: {days}", f"write {text[:7]} if the day is not known")
    return text


def _date_remedy(text: str) -> str:
    """How a date is written that lacks noughts; else an example."""
    found = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", text) if len(text) < 11 else None
    if found:
        return f"write {found[1]}-{found[2]:0>2}-{found[3]:0>2}"
    turned = re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", text) if len(text) < 11 else None
    if turned and int(turned[1]) > 12 >= int(turned[2]):
        return f"write {turned[3]}-{turned[2]:0>2}-{turned[1]:0>2}"
    return "write it as 2021-08-08: year, month, day"


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
Date = Annotated[str, AfterValidator(_date), Field(json_schema_extra={"pattern": r"^[-‐-—−﹣－0-9０-９]{4,10}$"})]
Seconds = Annotated[float, Field(allow_inf_nan=False, ge=-MAX_SECONDS, le=MAX_SECONDS), SECONDS]
GapWritten = Annotated[Seconds, BeforeValidator(_no_gap), OrShort({"type": "string", "pattern": SAME_PATTERN})]
"""Seconds behind the winner; `s.t.` is settled where the lines of the results are together."""
Metres = Annotated[float, Field(allow_inf_nan=False), METRES]
Degrees = Annotated[float, Field(allow_inf_nan=False), DEGREES]
PlaceNumber = Annotated[int, Field(ge=1, le=30), WHOLE]
WHEN_SCHEMAS: tuple[dict[str, Any], ...] = (
    {"type": "string", "pattern": WHEN_PATTERN},
    {"type": "number", "minimum": 0, "maximum": MAX_SECONDS},
)
"""The ways in which a moment is written, for the JSON Schema."""

MOMENT_EXAMPLES = ["3 laps to go", "200 m to go", "pull-off", "bell", "last-bend", "finish", 63.5, "bell+2.5"]

WhenWritten = Annotated[
    When, PlainValidator(parse_when), WithJsonSchema({"anyOf": list(WHEN_SCHEMAS), "examples": MOMENT_EXAMPLES})
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
