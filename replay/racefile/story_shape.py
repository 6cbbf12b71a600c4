"""The shape of one item of the story: when it was, what is told, by whom, and how sure it is.

What the kinds hold is their own business (`replay.race.story`): here they become keys of an item.
"""

from __future__ import annotations

import keyword
from typing import Any, Literal, Self

from pydantic import ConfigDict, Field, create_model, model_validator

from replay.base.mistakes import WrittenError
from replay.race.story.kinds import FILE_KEYS
from replay.race.written import MomentOrWindow, Name, Shape, Text


class _Dated(Shape):
    """The first key of an item: keys are listed in the order in which the classes of `StoryShape` name them."""

    when: MomentOrWindow = Field(description="The moment of which this is told, or a window in which it was.")


def _field_name(key: str) -> str:
    """The attribute that holds a key: `pass` is a word of Python."""
    return f"{key}_" if keyword.iskeyword(key) else key


_FIELDS: dict[str, Any] = {
    _field_name(key): (written.content | None, Field(None, alias=key, description=written.description))
    for key, written in FILE_KEYS.items()
}
_Kinds: type[Shape] = create_model("_Kinds", __base__=_Dated, **_FIELDS)
"""The keys of all kinds, each of which may be left out."""


def _with_kinds(common: type[StoryShape]) -> type[StoryShape]:
    """The shape with the keys of the kinds between its first key and the others."""
    bases: Any = (common, _Kinds)
    made: type[StoryShape] = create_model(common.__name__, __base__=bases, __doc__=common.__doc__)
    return made


def _one_kind(schema: dict[str, Any]) -> None:
    """Exactly one kind, or a caption alone."""
    alone = {"required": ["caption"], "not": {"anyOf": [{"required": [key]} for key in FILE_KEYS]}}
    schema["oneOf"] = [*({"required": [key]} for key in FILE_KEYS), alone]


@_with_kinds
class StoryShape(_Dated):
    """Something told: exactly one of the kinds, or a caption alone."""

    model_config = ConfigDict(json_schema_extra=_one_kind)

    caption: Text | None = Field(None, description="Words to be shown at that moment.")
    source: Name | None = Field(None, description="Who tells it: the `id` of one of the sources.")
    sure: Literal["certain", "likely", "loose"] | None = Field(
        None, description="How sure it is; `likely` if not said."
    )
    main: bool = Field(False, description="The account that is followed where sources disagree.")
    note: Text | None = Field(None, description="A remark for readers of the file and of the report.")

    @property
    def contents(self) -> dict[str, Any]:
        """What the item holds of kinds, by key: one, or none beside a caption."""
        held = dict(self)
        return {key: held[_field_name(key)] for key in FILE_KEYS if held[_field_name(key)] is not None}

    @model_validator(mode="after")
    def _holds_one_kind(self) -> Self:
        keys = tuple(self.contents)
        if len(keys) > 1:
            raise WrittenError(f"one item tells one thing, this one tells {' and '.join(keys)}", "make two items of it")
        if not keys and self.caption is None:
            raise WrittenError("this item tells nothing", f"add one of {', '.join(FILE_KEYS)}, or a caption")
        return self
