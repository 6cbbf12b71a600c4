"""Lines of a ticker that begin with how far it is: '-2.5 Ruiz attacks', '2 - Ruiz four lengths clear'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from replay.sources.reports.language.report_text import Sentence

MARK = "@"
"""What stands for the dash behind such a number in a folded sentence, where it is known to be one of a countdown."""

_NUMBER = re.compile(r"([1-6])( ?)([-:])(?= )")
_PART = re.compile(r"-?([0-6]\.(?:25|5|75))\b")
_SAID = re.compile(r"([1-6](?:\.(?:25|5|75))?) (?:laps? )?to go\b")


def with_countdown(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, with the mark where a whole number opens one that counts down.

    Whole numbers are those of a countdown where other lines begin with parts of laps or with 'to go', and where they
    fall from one to the next: a list of places rises.
    """
    found = list(sentences)
    if not any(_PART.match(sentence.folded) or _SAID.match(sentence.folded.lower()) for sentence in found):
        return found
    last = 7.0
    for place, sentence in enumerate(found):
        folded = sentence.folded
        whole = _NUMBER.match(folded)
        other = _PART.match(folded) or _SAID.match(folded.lower())
        said = whole or other
        if said is None:
            continue
        number = float(said[1])
        if whole and number < last:
            found[place] = replace(sentence, folded=folded[: whole.start(3)] + MARK + folded[whole.end(3) :])
        last = number
    return found
