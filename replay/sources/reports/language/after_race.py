"""What was when the race was over is no fact of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BEGINS = re.compile(
    r"(?:just |moments |shortly )?after (?:crossing the line|the (?:finish|line))(?! of| in| to)\b",
)
"""A sentence that begins so tells what was after the line, all of it."""

_JUST = frozenset({"just", "right", "shortly", "moments", "metres", "immediately", "only"})


def is_after_race(sentence: str, behind: Sequence[str]) -> bool:
    """Whether a sentence, or the words behind what it tells, say that the race was over: 'touched just after the line'.

    sentence  in lower case
    """
    behind = list(behind)
    while behind[:1] and behind[0] in _JUST:
        behind = behind[1:]
    said = behind[:2] in (["after", "the"], ["beyond", "the"]) and behind[2:3] in (["line"], ["finish"])
    return said or _BEGINS.match(sentence) is not None
