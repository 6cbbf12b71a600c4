"""Sentences that say nothing of what was: questions, and what would have been."""

from __future__ import annotations

from collections.abc import Sequence

from replay.sources.reports.language.report_text import Sentence
from replay.sources.reports.sentence.sentence_items import Item, Itemised, ItemKind


def no_account(sentence: Sentence, whole: Itemised) -> tuple[str, int]:
    """Why a sentence says nothing of what was: it asks, or supposes; '' if it does, and the item from which on it does.

    What is supposed ends at a semicolon: 'Had R1 gone, R2 would have won; instead he waited'.
    """
    if sentence.text.rstrip("\"'”’ ").endswith("?"):
        return "asks", 0
    stops = [at for at, item in enumerate(whole.items) if item.text == ";"]
    starts = (0, *(at + 1 for at in stops))
    parts = [whole.items[start:end] for start, end in zip(starts, (*stops, len(whole.items)), strict=True)]
    supposed = [number for number, part in enumerate(parts) if _supposes(part)]
    if not supposed:
        return "", 0
    last = supposed[-1]
    return ("", starts[last + 1]) if last + 1 < len(parts) else ("supposes", 0)


def _supposes(part: Sequence[Item]) -> bool:
    """Whether a part of a sentence says what would have been."""
    words = {item.text for item in part if item.kind is ItemKind.WORD}
    if words & {"if", "unless"} and words & {"would", "could", "might", "'d", "will", "'ll"}:
        return True
    if part and part[0].text == "had" and words & {"would", "could", "might", "'d"}:
        return True
    return "have" in words and "would" in words and "not" not in words
