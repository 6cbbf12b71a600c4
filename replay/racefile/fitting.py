"""Fits a document into the shape of a file, and says in plain words where it does not fit.

What does not fit is left out and the rest tried again, so that mistakes of other kinds can be found in the same run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from replay.base.errors import Mistake
from replay.base.files.document import Document, Location, Node
from replay.base.files.yaml_complaints import hash_after
from replay.base.mistakes import TextSpan, did_you_mean, mistake_at, shown
from replay.events.known_events import EVENTS
from replay.race.moment_words import WAYS_TO_WRITE, WAYS_WITHOUT_PACER
from replay.race.when import Mark
from replay.racefile.misfit_words import in_plain_words, model_at, name_of
from replay.racefile.shape import MAX_RIDERS

_MAX_EXPLAINED = 100
"""Mistakes beyond these are counted and named briefly: looking for near words takes time."""


ShapeT = TypeVar("ShapeT", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Fitted(Generic[ShapeT]):
    """What could be made of a document.

    shape      None when nothing could
    document   what the shape was made from: the document without what does not fit
    unsound    the sections (keys of the file) from which something had to be left out
    """

    shape: ShapeT | None
    document: Document
    mistakes: tuple[Mistake, ...] = ()
    unsound: frozenset[str] = frozenset()


def fit(document: Document, whole: type[ShapeT], what: str = "a race file") -> Fitted[ShapeT]:
    """The document in the shape of the whole file, with the mistakes of its shape. what: such files, in words."""
    if not isinstance(document.root.content, dict):
        return Fitted(None, document, (document.mistake((), f"{what} is a list of keys", "write `key: value`"),))
    empty = tuple(_empty(document.root, ()))
    mistakes = [_no_value(document, location) for location in empty]
    document = document.without(empty)
    try:
        shape = whole.model_validate(document.root.plain())
        return Fitted(shape, document, tuple(mistakes), frozenset(str(place[0]) for place in empty))
    except ValidationError as failure:
        errors = [error for error in failure.errors() if not _follows(error, empty)]
    misfits = [error for error in errors if error["type"] != "missing"]
    mistakes += [_mistake(document, error, whole, brief=n > _MAX_EXPLAINED) for n, error in enumerate(misfits)]
    mistakes += _missing(document, [error["loc"] for error in errors if error["type"] == "missing"])
    locations = [*empty, *(error["loc"] for error in errors)]
    rest = document.without(_left_out(location) for location in locations)
    return Fitted(_second_try(rest, whole), rest, tuple(mistakes), frozenset(str(loc[0]) for loc in locations if loc))


def _second_try(document: Document, whole: type[ShapeT]) -> ShapeT | None:
    try:
        return whole.model_validate(document.root.plain())
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
        where = f" in {name_of(place)}" if place else ""
        remedy = "add " + ", ".join(f"`{key}: …`" for key in keys)
        yield document.mistake(place, f"{what} missing{where}", remedy)


def _mistake(document: Document, error: Any, whole: type[BaseModel], *, brief: bool) -> Mistake:
    location: Location = tuple(error["loc"])
    if error["type"] == "extra_forbidden":
        remedy = "" if brief else _known_key(location, whole)
        return document.mistake(location, f"unknown key {shown(location[-1])}", remedy, at_key=True)
    message, remedy = in_plain_words(error, whole)
    if location == ("starters",):
        remedy = _starters_remedy(document)
    if remedy in (WAYS_TO_WRITE, f"did you mean {Mark.PULL_OFF}?") and _is_never_paced(document):
        remedy = WAYS_WITHOUT_PACER
    return document.mistake(location, message, remedy)


def _is_never_paced(document: Document) -> bool:
    """Whether the file is about an event that no pacer leads."""
    event = document.root.child("event")
    kind = event.child("kind") if event is not None else None
    known = EVENTS.get(str(kind.content)) if kind is not None else None
    return known is not None and known.usual_pacer() is None


def _starters_remedy(document: Document) -> str:
    """No fewer started than are listed, as far as that can be said without the results."""
    content = document.root.plain()
    riders = content.get("riders") if isinstance(content, dict) else None
    listed = min(len(riders), MAX_RIDERS) if isinstance(riders, list) and riders else 1
    return f"write how many started, such as {listed}: at most {MAX_RIDERS} can be replayed"


def _known_key(location: Location, whole: type[BaseModel]) -> str:
    model = model_at(location[:-1], whole) or whole
    known = [field.alias or name for name, field in model.model_fields.items()]
    return did_you_mean(str(location[-1]), known, otherwise=f"known here: {', '.join(known)}")
