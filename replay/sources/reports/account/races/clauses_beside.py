"""The clause of a sentence that speaks of something else than the rest of it: another race, another day."""

from __future__ import annotations

import re

_STARTS_CLAUSE = re.compile(
    r"(?<![\w'-])(?:, |\(|- )?"
    r"(?:who|which|whose|where|having|after|before|when|in which|despite|following|just as|as|and)\b"
    r"|, \w+ing\b"
)

LEADING = 32
"""Characters from the start of a sentence in which words open what follows: 'In the second semi-final R1 ...'."""


def clause_around(lowered: str, start: int, end: int) -> tuple[int, int] | None:
    """The clause in which something stands that the rest of its sentence does not speak of; None for the whole."""
    if (apposition := _apposition_around(lowered, start, end)) is not None:
        return apposition
    if (opening := _OPENS_BESIDE.match(lowered)) and "," not in lowered[opening.end() : start]:
        comma = lowered.find(",", end)
        return 0, comma if 0 <= comma < end + LEADING else end
    before = list(_STARTS_CLAUSE.finditer(lowered, 0, start))
    if not before:
        return None
    first = before[-1].start() if _is_near(lowered, before[-1].end(), start) else None
    if first is None or first < 2:
        return None
    comma = lowered.find(",", end)
    return first, comma if comma >= 0 else len(lowered)


_OPENS_BESIDE = re.compile(
    r"(?:just as|as|after|having|despite|following|like|unlike|since|"
    r"\w+ (?:hours?|days?|weeks?|months?|years?|minutes?) after)\b"
    r"(?! (?:the )?(?:semi|quarter|first|second))"
)
"""Words that open a clause beside the one of the race: 'As he had done in the semi-final, R attacked'."""


def _apposition_around(lowered: str, start: int, end: int) -> tuple[int, int] | None:
    """The words between two commas that hold something: 'Ruiz, the winner last year, ...'; None if none do."""
    first, last = lowered.rfind(",", 0, start), lowered.find(",", end)
    inside = lowered[first + 1 : last].strip()
    if (
        first < 0
        or last < 0
        or _COUNTS.fullmatch(inside.replace(lowered[start:end], "").strip())
        or _SETS_SCENE.match(inside)
    ):
        return None
    return first, last


_COUNTS = re.compile(r"(?:(?:just|only|some|an?|one|two|three|four|five|six|seven|eight|ten|few|couple of|[0-9]+)\s*)*")
"""What may stand beside a day that is alone between commas: 'two years ago'."""

_SETS_SCENE = re.compile(r"(?:in|at|on|during|earlier|after|before|when|and|but|then)\b")


def _is_near(lowered: str, clause: int, start: int) -> bool:
    return start - clause < 110 and "," not in lowered[clause:start] and ";" not in lowered[clause:start]
