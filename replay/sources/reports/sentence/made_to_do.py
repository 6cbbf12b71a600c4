"""Who does what stands behind 'to', where another verb or a noun says so: 'it was left to R to chase'."""

from __future__ import annotations

from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.sentence_items import Item
from replay.sources.reports.sentence.word_forms import SOMEBODY


def owner_of_deed(items: tuple[Item, ...], at: int) -> int | None:
    """Who does what follows 'to', which is said to be something of theirs: 'R's mistake was to look back'."""
    if at < 4 or items[at].text != "to" or items[at - 1].text not in ("was", "is"):
        return None
    is_deed = items[at - 2].text in ("mistake", "error", "answer", "response", "reaction", "reply", "tactic")
    return at - 4 if is_deed and items[at - 3].text == "'s" and items[at - 4].kind in SOMEBODY else None


def makes_to_do(items: tuple[Item, ...], at: int) -> bool:
    """Whether who stands behind a word does what follows: 'allowed R to lead', 'it needed a turn from R to close'."""
    word = items[at].text
    if word == "to":  # 'it was left to R to chase'
        return bool({item.text for item in items[max(0, at - 2) : at]} & {"left", "fell", "falls", "up"})
    if word in ("from", "by"):
        return bool({item.text for item in items[:at]} & {"need", "needed", "needs", "took", "takes", "required"})
    return word in words_in("makes_to_do")
