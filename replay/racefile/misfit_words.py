"""What does not fit the shape of a file, in plain words: what is wrong with a value, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, get_args

from pydantic import BaseModel

from replay.base.files.document import Location
from replay.base.mistakes import WrittenError, did_you_mean, shown
from replay.race.number_words import two_readings
from replay.race.story.kinds import KINDS
from replay.race.time_bounds import REMEDY as TIME_REMEDY
from replay.racefile.shape import MAX_RIDERS, RaceShape
from replay.racefile.timed_shape import KINDS as TIME_KEYS


def in_plain_words(error: Any, root: type[BaseModel] = RaceShape) -> tuple[str, str]:
    """What is wrong with a value of which pydantic says that it does not fit, and the remedy.

    root: the shape of the whole file
    """
    kind, location, context = error["type"], tuple(error["loc"]), error.get("ctx", {})
    name = name_of(location)
    wrong = context.get("error")
    if isinstance(wrong, WrittenError):
        return wrong.message, wrong.remedy
    words = _WORDS.get(kind)
    if words is None:
        return f"{name} cannot be {shown(error['input'])}", ""
    message, remedy = words(name, error["input"], context)
    return message, _closer_remedy(root, kind, location, error["input"]) or remedy


_GROUPS = ("dict_type", "model_type", "model_attributes_type")
_EXTRA_TEXTS = ("caption", "note", "source")


def _closer_remedy(root: type[BaseModel], kind: str, location: Location, value: Any) -> str:
    """A remedy for a value at a certain place; "" where what is said of all is enough."""
    if kind in _GROUPS:
        return _group_remedy(root, location, value)
    if kind == "list_type" and model_at(location, root) is not None:
        return _item_remedy(root, location, value)
    if kind == "string_type" and location[0] == "story" and location[-1] not in _EXTRA_TEXTS:
        return _name_remedy(value)
    is_time = location[0] in ("times", "results") and not {*TIME_KEYS, "last_200_m_s"}.isdisjoint(location)
    return TIME_REMEDY if is_time and kind in ("float_type", "greater_than", "finite_number") else ""


def _item_remedy(root: type[BaseModel], location: Location, value: Any) -> str:
    """For what is no list where groups of keys are listed."""
    if isinstance(value, dict):
        return "begin each item with a dash: `- {key: value}`"
    item = _group_remedy(root, location, value).removeprefix("write ").strip("`")
    return f"write `[{item}]`" if item else ""


def _name_remedy(value: Any) -> str:
    """For a group or a list where one rider's name is meant."""
    named = value.get("rider") if isinstance(value, dict) else value[0] if isinstance(value, list) and value else None
    if isinstance(value, dict | list) and not isinstance(named, str):
        return "write the rider's name"
    others = ", and an item for each other rider" if isinstance(value, list) and len(value) > 1 else ""
    return f"write {named}{others}" if isinstance(named, str) else ""


def _group_remedy(root: type[BaseModel], location: Location, value: Any) -> str:
    """The keys that a group needs, with what is written where it can be put under them."""
    model = model_at(location, root)
    written = [value] if isinstance(value, str | int | float) else value if isinstance(value, list) else []
    words = [str(word) for word in written if isinstance(word, str | int | float) and _is_plain(str(word))]
    keys = list(_keys_needed(model, more=len(words) > 1)) if model else []
    if not keys:
        return ""
    if len(keys) == 1 and len(words) > 1:
        return f"write an item for each rider, such as `{location[-1]}: {words[0]}`"
    first, rest = words[:1] or ["…"], words[1:]
    values = [first[0], *("…" for _ in keys[1:])]
    if rest and len(keys) > 1:
        takes_list = model is not None and "list" in str(field_of(model, keys[1]).annotation)
        values[1] = f"[{', '.join(rest)}]" if takes_list and len(rest) > 1 else rest[0]
    return f"write `{{{', '.join(f'{key}: {word}' for key, word in zip(keys, values, strict=True))}}}`"


def _keys_needed(model: type[BaseModel], *, more: bool) -> Iterator[str]:
    """The keys without which a group is nothing; more: whether there are words for another one too."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    needed = [key for key, field in fields.items() if field.is_required()]
    yield from needed
    if len(needed) == 1:
        yield from (key for key in (("by", "rank") if more else ("rank",)) if key in fields)


def _is_plain(word: str) -> bool:
    """Whether a word can stand in a group of keys without quotes."""
    return re.search(r"""[,:#{}\[\]"'\n]""", word) is None and 0 < len(word) <= _LONGEST_WORD


_LONGEST_WORD = 40


_EXAMPLES = {
    "a whole number": "a whole number such as 2",
    "true or false": "true or false",
    "a group of keys": "`{key: value}`",
}
_METRES_EXAMPLE = "metres, such as 1500"
_NUMBERS = {"distance_m": "1500", "within_s": "4", "_kmh": "50", "_deg": "42", "_m": "20", "_s": "0.763"}
"""Numbers that may stand under a key, by how it ends."""
_Words = Callable[[str, Any, dict[str, Any]], tuple[str, str]]


def _wrong_type(expected: str) -> _Words:
    return lambda name, value, _: (
        f"{name} must be {expected}, not {_described(value)}",
        _number_remedy(value) or f"write {_example(name, expected)}",
    )


def _example(name: str, expected: str) -> str:
    if expected == "a number":
        return _METRES_EXAMPLE if name == "distance_m" else f"a number such as {_number(name)}"
    kinds = (f"`{example}`" for kind in KINDS for example in kind.examples if example.startswith(f"{name}: "))
    return next(kinds, _EXAMPLES[expected]) if expected == "a group of keys" else _EXAMPLES[expected]


def _number(name: str) -> str:
    return next((number for ending, number in _NUMBERS.items() if name.endswith(ending)), "1")


def _text(name: str, value: Any, _: dict[str, Any]) -> tuple[str, str]:
    remedy = 'put it in "quotes"' if isinstance(value, int | float) else "write a text"
    return f"{name} must be text, not {_described(value)}", remedy


def _beyond(words: str, key: str) -> _Words:
    return lambda name, value, context: (
        f"{name} is {shown(value)}, it must be {words} {context[key]:g}",
        f"write {_number(name)}, or another number above {context[key]:g}"
        if key == "gt"
        else f"write {context[key]:g} or {'more' if key == 'ge' else 'less'}",
    )


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
    "less_than_equal": _beyond("at most", "le"),
    "finite_number": lambda name, value, _: (
        f"{name} must be a finite number, not {shown(value)}",
        f"write {_example(name, 'a number')}",
    ),
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


def name_of(location: Location) -> str:
    """The value at a location, in words."""
    last = location[-1] if location else "the file"
    if isinstance(last, int):
        return f"item {last + 1} of {location[-2] if len(location) > 1 else 'the file'}"
    return str(last)


def model_at(location: Location, root: type[BaseModel] = RaceShape) -> type[BaseModel] | None:
    """The shape of the group of keys at a location of a file, None where there is none."""
    model: type[BaseModel] | None = root
    for step in location:
        if isinstance(step, str):
            model = _model_in(field_of(model, step).annotation) if model else None
    return model


def field_of(model: Any, key: str) -> Any:
    """The field of a shape that a key stands for."""
    return next(field for name, field in model.model_fields.items() if key in (name, field.alias))


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside `Annotated[Model, ...] | None`, `list[Model]` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part)) is not None), None)
