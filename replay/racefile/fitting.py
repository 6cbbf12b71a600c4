"""Fits a document into the shape of a race file, and says in plain words where it does not fit.

What does not fit is left out and the rest tried again, so that mistakes of other kinds can be found in the same run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from replay.base.errors import Mistake
from replay.base.files.document import Document, Location, Node
from replay.base.files.yaml_complaints import hash_after
from replay.base.mistakes import TextSpan, WrittenError, did_you_mean, mistake_at, shown
from replay.race.number_words import two_readings
from replay.racefile.shape import MAX_RIDERS, RaceShape

_MAX_EXPLAINED = 100
"""Mistakes beyond these are counted and named briefly: looking for near words takes time."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What could be made of a document.

    shape      None when nothing could
    document   what the shape was made from: the document without what does not fit
    unsound    the sections (keys of the file) from which something had to be left out
    """

    shape: RaceShape | None
    document: Document
    mistakes: tuple[Mistake, ...] = ()
    unsound: frozenset[str] = frozenset()


def fit(document: Document) -> Fitted:
    """The document as a RaceShape, with the mistakes of its shape."""
    if not isinstance(document.root.content, dict):
        return Fitted(None, document, (document.mistake((), "a race file is a list of keys", "write `key: value`"),))
    empty = tuple(_empty(document.root, ()))
    mistakes = [_no_value(document, location) for location in empty]
    document = document.without(empty)
    try:
        shape = RaceShape.model_validate(document.root.plain())
        return Fitted(shape, document, tuple(mistakes), frozenset(str(place[0]) for place in empty))
    except ValidationError as failure:
        errors = [error for error in failure.errors() if not _follows(error, empty)]
    misfits = [error for error in errors if error["type"] != "missing"]
    mistakes += [_mistake(document, error, brief=n > _MAX_EXPLAINED) for n, error in enumerate(misfits)]
    mistakes += _missing(document, [error["loc"] for error in errors if error["type"] == "missing"])
    locations = [*empty, *(error["loc"] for error in errors)]
    rest = document.without(_left_out(location) for location in locations)
    return Fitted(_second_try(rest), rest, tuple(mistakes), frozenset(str(loc[0]) for loc in locations if loc))


def _second_try(document: Document) -> RaceShape | None:
    try:
        return RaceShape.model_validate(document.root.plain())
    except ValidationError:
        return None


def _left_out(location: Location) -> Location:
    """What has to go for a mistake: the whole item of a list, else just the value."""
    return location[:2] if len(location) > 1 and isinstance(location[1], int) else location


def _empty(node: Node, here: Location) -> Iterator[Location]:
    """Keys and list items without a value."""
    content = node.content
    children = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for step, child in children:
        if child.content is None:
            yield (*here, step)
        else:
            yield from _empty(child, (*here, step))


def _no_value(document: Document, location: Location) -> Mistake:
    step = location[-1]
    if isinstance(step, int):
        return document.mistake(location, "this item of the list is empty", "write a value or take the dash out")
    cut = _hash_instead(document, location)
    if cut is not None:
        message = f"{step} has no value, for `#` begins a comment"
        return mistake_at(document.file, document.lines, cut, message, 'put "quotes" around the text with `#`')
    return document.mistake(location, f"{step} has no value", "write one, or take the key out", at_key=True)


def _hash_instead(document: Document, location: Location) -> TextSpan | None:
    """The `#` that begins a comment where the value of a key was to begin; None where there is none."""
    key = document.mark(location, at_key=True)
    line = document.lines[key.line - 1] if key.line <= len(document.lines) else ""
    colon = line.find(":", key.column - 1 + key.length)
    column = None if colon < 0 else hash_after(line, colon + 1)
    return None if column is None else TextSpan(key.line, column + 1)


def _follows(error: Any, empty: tuple[Location, ...]) -> bool:
    """Whether an error only says that a value is missing which is known to be empty."""
    return bool(error["type"] == "missing" and error["loc"] in empty)


def _missing(document: Document, locations: list[Location]) -> Iterator[Mistake]:
    """One mistake for all keys that are missing in one place."""
    for place in dict.fromkeys(location[:-1] for location in locations):
        keys = [str(location[-1]) for location in locations if location[:-1] == place]
        what = f"{', '.join(keys[:-1])} and {keys[-1]} are" if len(keys) > 1 else f"{keys[0]} is"
        where = f" in {_name(place)}" if place else ""
        remedy = "add " + ", ".join(f"`{key}: …`" for key in keys)
        yield document.mistake(place, f"{what} missing{where}", remedy)


def _mistake(document: Document, error: Any, *, brief: bool) -> Mistake:
    location: Location = tuple(error["loc"])
    kind = error["type"]
    if kind == "extra_forbidden":
        remedy = "" if brief else _known_key(location)
        return document.mistake(location, f"unknown key {shown(location[-1])}", remedy, at_key=True)
    message, remedy = _in_plain_words(kind, error, _name(location))
    if location == ("starters",):
        remedy = _starters_remedy(document)
    return document.mistake(location, message, remedy)


def _starters_remedy(document: Document) -> str:
    """No fewer started than are listed, as far as that can be said without the results."""
    riders = document.root.plain().get("riders")
    listed = min(len(riders), MAX_RIDERS) if isinstance(riders, list) and riders else 1
    return f"write how many started, such as {listed}: at most {MAX_RIDERS} can be replayed"


def _in_plain_words(kind: str, error: dict[str, Any], name: str) -> tuple[str, str]:
    context = error.get("ctx", {})
    wrong = context.get("error")
    if isinstance(wrong, WrittenError):
        return wrong.message, wrong.remedy
    words = _WORDS.get(kind)
    if words is None:
        return f"{name} cannot be {shown(error['input'])}", ""
    return words(name, error["input"], context)


_EXAMPLES = {
    "a number": "a number such as 0.763",
    "a whole number": "a whole number such as 2",
    "true or false": "true or false",
    "a group of keys": "`{key: value}`",
}
_METRES_EXAMPLE = "metres, such as 1500"
_Words = Callable[[str, Any, dict[str, Any]], tuple[str, str]]


def _wrong_type(expected: str) -> _Words:
    return lambda name, value, _: (
        f"{name} must be {expected}, not {_described(value)}",
        _number_remedy(value) or f"write {_METRES_EXAMPLE if name == 'distance_m' else _EXAMPLES[expected]}",
    )


def _text(name: str, value: Any, _: dict[str, Any]) -> tuple[str, str]:
    remedy = 'put it in "quotes"' if isinstance(value, int | float) else "write a text"
    return f"{name} must be text, not {_described(value)}", remedy


def _beyond(words: str, key: str) -> _Words:
    return lambda name, value, context: (f"{name} is {shown(value)}, it must be {words} {context[key]:g}", "")


def _one_of(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:
    expected = str(context["expected"]).replace("'", "")
    choices = re.split(r", | or ", expected)
    return f"{name} cannot be {_described(value)}", did_you_mean(str(value), choices, otherwise=f"write {expected}")


def _pattern(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:
    if context["pattern"] == "^[A-Z]{3}$":
        return f"{name} cannot be {shown(value)}", _nation_remedy(str(value).strip())
    example = {"^#[0-9a-fA-F]{6}$": 'write "#d02030"'}
    return f"{name} cannot be {shown(value)}", example.get(context["pattern"], "write an address that begins https://")


def _nation_remedy(written: str) -> str:
    """For what is no nation: the three letters in capitals, or the key under which it can stand."""
    if len(written) == 3 and written.isascii() and written.isalpha():
        return f"write {written.upper()}"
    key = "state" if len(written) == 2 and written.isalpha() else "club"
    return f"write three capital letters, such as GBR, or `{key}: {shown(written)}` in place of `nation`"


def _riders_too_many(count: int) -> tuple[str, str]:
    message = f"{count} riders are listed, at most {MAX_RIDERS} can be replayed: more take too long to reconstruct"
    return message, "leave out of the whole file riders who did not start, or whom no source speaks of"


def _too_long(name: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:
    if name == "riders":
        return _riders_too_many(len(value))
    what = "characters" if isinstance(value, str) else "items"
    return f"{name} has more than {context['max_length']} {what}", "make it shorter"


_WORDS: dict[str, _Words] = {
    "string_type": _text,
    "float_type": _wrong_type("a number"),
    "int_type": _wrong_type("a whole number"),
    "bool_type": _wrong_type("true or false"),
    "list_type": lambda name, value, _: (f"{name} must be a list, not {_described(value)}", f"write [{shown(value)}]"),
    "dict_type": _wrong_type("a group of keys"),
    "model_type": _wrong_type("a group of keys"),
    "model_attributes_type": _wrong_type("a group of keys"),
    "greater_than": _beyond("more than", "gt"),
    "greater_than_equal": _beyond("at least", "ge"),
    "less_than": _beyond("less than", "lt"),
    "less_than_equal": _beyond("at most", "le"),
    "finite_number": lambda name, value, _: (f"{name} must be a finite number, not {shown(value)}", ""),
    "literal_error": _one_of,
    "string_pattern_mismatch": _pattern,
    "string_too_long": _too_long,
    "too_long": _too_long,
    "string_too_short": lambda name, *_: (f"{name} is empty", "write something, or take the key out"),
    "too_short": lambda name, *_: (f"{name} is an empty list", "write at least one item"),
}


def _described(value: Any) -> str:
    if isinstance(value, dict):
        return "a group of keys"
    return "a list" if isinstance(value, list) else shown(value)


def _number_remedy(value: Any) -> str:
    """For a number that may mean two things, and for one that stands where text is expected."""
    readings = two_readings(value) if isinstance(value, str) else None
    if readings:
        return f"write {' or '.join(readings)}"
    return ""


def _name(location: Location) -> str:
    """The value at a location, in words."""
    last = location[-1] if location else "the file"
    if isinstance(last, int):
        return f"item {last + 1} of {location[-2] if len(location) > 1 else 'the file'}"
    return str(last)


def _known_key(location: Location) -> str:
    model: Any = RaceShape
    for step in location[:-1]:
        if isinstance(step, str):
            model = _model_in(_field(model, step).annotation)
    known = [field.alias or name for name, field in model.model_fields.items()]
    return did_you_mean(str(location[-1]), known, otherwise=f"known here: {', '.join(known)}")


def _field(model: Any, key: str) -> Any:
    return next(field for name, field in model.model_fields.items() if key in (name, field.alias))


def _model_in(annotation: Any) -> Any:
    """The model inside `Annotated[Model, ...] | None`, `list[Model]` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part)) is not None), None)
