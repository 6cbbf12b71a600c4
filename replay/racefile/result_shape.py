"""The shape of a line of the results: rank, gap, status, as sheets print them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from replay.base.mistakes import WrittenError, did_you_mean, shown
from replay.race.number_words import any_case, says_same
from replay.race.status import Status
from replay.race.written import WHOLE, GapWritten, Name, OrShort, Shape, Text
from replay.racefile.timed_shape import ElapsedWritten


def _status_of(written: object) -> Status | None:
    """The status that a text is: its code, with periods or without, or its words; None if it is none."""
    if not isinstance(written, str) or len(written) > _LONGEST_STATUS:
        return None
    code = "".join(written.replace(".", " ").split()).upper()
    return Status.__members__.get(code) or _STATUS_WORDS.get(" ".join(written.lower().split()))


_LONGEST_STATUS = 40
_CODE = 3
_STATUS_WORDS = {status.words.partition(" (")[0]: status for status in reversed(Status)}


def _no_status(value: object) -> object:
    """A code such as DNF has a key of its own. Raises WrittenError."""
    status = _status_of(value)
    if status is not None:
        raise WrittenError(f"rank must be a whole number, not {shown(value)}", f"write `status: {status}` instead")
    if isinstance(value, str) and (not any(map(str.isalnum, value)) or (value.isalpha() and len(value) <= _CODE)):
        remedy = "write the place as a number, or leave it out"
        raise WrittenError(f"rank must be a whole number, not {shown(value)}", remedy)
    if isinstance(value, str) and value.isalpha():
        remedy = did_you_mean(value, ("unknown",), otherwise="write a whole number such as 2, or `unknown`")
        raise WrittenError(f"rank must be a whole number, not {shown(value)}", remedy)
    return value


def none_if_unknown(value: object) -> object:
    """None for `unknown`: what stands where the file has to say that nobody knows."""
    return None if value == "unknown" else value


UNKNOWN_SCHEMA: dict[str, Any] = {"const": "unknown"}
RankWritten = Annotated[int, Field(ge=1, le=999), WHOLE, BeforeValidator(_no_status)]


def _status(written: object) -> object:
    """The code of a result sheet, in any case. Raises WrittenError."""
    status = _status_of(written)
    if status is None:
        first = str(written)[:_LONGEST_STATUS].replace("/", " ").split(None, 1)
        begun = _status_of(first[0].strip("():,;")) if first else None
        remedy = f"write `{begun}`, and the rest as `reason: …`" if begun else _STATUS_REMEDY
        remedy = (
            remedy if first and any(map(str.isalnum, first[0])) else "take the key out, or write a code such as DNF"
        )
        raise WrittenError(f"no status is called {shown(written)}", remedy)
    return status


_STATUS_REMEDY = f"write one of {', '.join(Status)}, and the commissaires' words as `reason: …`"
_STATUS_PATTERN = "|".join((*map(any_case, Status), *(any_case(words.replace(" ", "")) for words in _STATUS_WORDS)))
StatusWritten = Annotated[
    Status,
    BeforeValidator(_status),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": [str(status) for status in Status]},
                {"type": "string", "pattern": rf"^[.\s]*({_STATUS_PATTERN})$"},
            ]
        }
    ),
]
"""A code of a result sheet: capitals or not."""


class ResultShape(Shape):
    """A line of the official result."""

    rider: Name = Field(description="His name, as `last` in `riders`.")
    rank: Annotated[RankWritten | None, BeforeValidator(none_if_unknown), OrShort(UNKNOWN_SCHEMA)] = Field(
        None,
        description="The official place, also beside a status; equal ones are a dead heat; or `unknown`.",
    )
    gap_s: GapWritten | None = Field(
        None, description="Seconds behind the official winner, such as 0.763; `s.t.` for that of the line before."
    )
    status: StatusWritten | None = Field(None, description="Why there is no ordinary place.", examples=["REL", "DNF"])
    reason: Text | None = Field(
        None,
        description="The commissaires' sentence; shown with the result.",
        examples=["Relegated for leaving the sprinters' lane."],
    )
    started: bool | None = Field(
        None, description="`false` for one who is listed and did not start; if left out, as the status says."
    )
    time_s: ElapsedWritten | None = Field(None, description="Time for the race, if timed: from race time 0.")
    last_200_m_s: ElapsedWritten | None = Field(None, description="Time for the last 200 m, if timed, such as 9.861.")


def with_same_times(lines: object) -> object:
    """The lines of the results, with the gap of the line before for `s.t.`, or its time; the winner's is 0."""
    if not isinstance(lines, list):
        return lines
    settled: list[object] = []
    for line in lines:
        before = settled[-1] if settled else None
        same = isinstance(line, dict) and isinstance(said := line.get("gap_s"), str) and says_same(said)
        settled.append(_level_with(line, before) if same and isinstance(before, dict) else line)
    return settled


def _level_with(line: dict[str, object], before: dict[str, object]) -> dict[str, object]:
    if "gap_s" in before:
        return {**line, "gap_s": before["gap_s"]}
    if "time_s" in before:
        others = {key: value for key, value in line.items() if key != "gap_s"}
        return {"time_s": before["time_s"], **others}
    first = before.get("rank") in (1, "1", "1.") and "status" not in before
    return {**line, "gap_s": 0.0} if first else line
