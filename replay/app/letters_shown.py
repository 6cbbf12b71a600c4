"""What is said to the user of letters for which there is no font."""

from __future__ import annotations

import unicodedata

from replay.base.letters.typefaces import drawable, undrawable
from replay.race.facts import Race
from replay.scene.words.shown_texts import shown_texts

_READ_AS_CHINESE = "characters are read as in Chinese, so write a name in Latin letters if it is Japanese or Korean"
_MOST_NAMED = 12
"""So many letters are named: they say which script it is."""


def letters_warning(race: Race) -> str:
    """One sentence for all letters without a font; '' if there is none."""
    missing = list(undrawable(" ".join(shown_texts(race))))
    latin = [letter for letter in missing if drawable(letter)]
    gone = [letter for letter in missing if not drawable(letter)]
    parts = [
        f"{_named(letters)} {what}"
        for letters, what in ((latin, "are shown in Latin letters"), (gone, "are left out"))
        if letters
    ]
    if not parts:
        return ""
    if race.headline and not drawable(race.headline):
        parts.append("and nothing else stands in the headline, so the film has one made of the result")
    read = f"; {_READ_AS_CHINESE}" if any(_is_han(letter) for letter in latin) else ""
    return f"no font was found for some letters: {', '.join(parts)}; name a font that has them with --font FILE{read}"


def _is_han(letter: str) -> bool:
    """Whether a letter is one of those that Chinese and Japanese share and read otherwise."""
    return unicodedata.name(letter[:1], "").startswith("CJK ")


def _named(letters: list[str]) -> str:
    more = len(letters) - _MOST_NAMED
    return " ".join(letters[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
