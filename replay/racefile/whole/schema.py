"""The JSON Schema of a race file (draft 2020-12), for editors that complete and check while one writes."""

from __future__ import annotations

from typing import Any

SCHEMA_FILE = "race.schema.json"
"""Name of the committed copy beside the races, which their modelines point to."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def race_schema() -> dict[str, Any]:
    """The schema, as plain JSON values. What it refuses, the reader refuses too; the reader knows more rules."""
    from replay.racefile.whole.ride_shape import RaceFileShape

    schema = RaceFileShape.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": _DIALECT, **_without_nothing(schema)}


def _without_nothing(part: Any) -> Any:
    """A schema part in which no key may be empty, and no key has a default of nothing: such keys are left out."""
    if isinstance(part, list):
        return [_without_nothing(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _without_nothing(value) for key, value in part.items() if not (key == "default" and value is None)}
    choices = kept.get("anyOf")
    if not isinstance(choices, list) or {"type": "null"} not in choices:
        return kept
    choices = [choice for choice in choices if choice != {"type": "null"}]
    rest = {key: value for key, value in kept.items() if key != "anyOf"}
    return {**choices[0], **rest} if len(choices) == 1 else {**rest, "anyOf": choices}
