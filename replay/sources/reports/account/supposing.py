"""Sentences that say nothing of what was: questions, and what would have been."""

from __future__ import annotations

from collections.abc import Sequence

from replay.sources.reports.language.report_text import Sentence
from replay.sources.reports.sentence.sentence_items import Item, Itemised, ItemKind


def no_account(sentence: Sentence, whole: Itemised) -> tuple[str, frozenset[int]]:
    """Why a sentence says nothing of what was, it asks or supposes, or ''; and the items of it that say nothing.

    What is supposed ends at a semicolon: 'Had R1 gone, R2 would have won; instead he waited'. What is asked begins at
    a comma: 'R1 in front, can anybody catch her?'
    """
    count = len(whole.items)
    if sentence.text.rstrip("\"'”’ ").endswith("?"):
        asked = _asked_from(whole.items)
        asked = 0 if "if" in {item.text for item in whole.items[:asked]} else asked  # 'If R1 had gone, would she ..?'
        return ("", frozenset(range(asked, count))) if asked else ("asks", frozenset(range(count)))
    stops = [at for at, item in enumerate(whole.items) if item.text == ";"]
    starts = (0, *(at + 1 for at in stops))
    parts = [whole.items[start:end] for start, end in zip(starts, (*stops, len(whole.items)), strict=True)]
    conditions = _conditions(whole.items)
    supposed = [number for number, part in enumerate(parts) if _supposes(part)]
    if not supposed:
        return "", conditions
    last = supposed[-1]
    if last + 1 < len(parts):
        return "", frozenset(range(starts[last + 1]))
    return "supposes", frozenset(range(count))


def _conditions(items: Sequence[Item]) -> frozenset[int]:
    """The items of clauses that only suppose: 'if R wins this, he is the champion', up to the comma."""
    found: set[int] = set()
    for at, item in enumerate(items):
        before = items[at - 1].text if at else ""
        if item.text in ("if", "unless") and before not in (
            "as",
            "even",
            "what",
            "wonder",
            "only",
            "see",
            "ask",
            "asked",
        ):
            end = next((k for k in range(at, len(items)) if items[k].text in (",", ";", ":")), None)
            behind = {other.text for other in items[at + 1 : at + 5]}
            if end is not None and behind & _PRESENT:
                found.update(range(at, end))
    return frozenset(found)


_PRESENT = frozenset({"wins", "win", "goes", "takes", "gets", "can", "does", "loses", "is", "are", "leads", "holds"})
"""Verbs of what may still come; of the past 'if' concedes as often as it supposes."""

_ASKS = frozenset(
    {"can", "could", "will", "is", "are", "does", "do", "did", "who", "what", "how", "why", "has", "have", "or"}
)


def _asked_from(items: Sequence[Item]) -> int:
    """The item at which a question begins behind what is stated; 0 where all of it asks."""
    commas = [at for at, item in enumerate(items) if item.text in (",", "-", ":") and at + 1 < len(items)]
    return next((at for at in commas if items[at + 1].text in _ASKS), 0)


def _supposes(part: Sequence[Item]) -> bool:
    """Whether a part of a sentence says what would have been."""
    words = {item.text for item in part if item.kind is ItemKind.WORD}
    if words & {"if", "unless"} and words & {"would", "could", "might", "'d", "will", "'ll"}:
        return True
    if part and part[0].text == "had" and words & {"would", "could", "might", "'d"}:
        return True
    return "have" in words and "would" in words and "not" not in words
