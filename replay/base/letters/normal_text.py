"""One form for what looks the same: letters that do not show, kinds of spaces, widths, and composed letters.

Names are copied from web pages, tables and PDF files, which bring letters that nobody sees. Two spellings that differ
in such letters alone are one: here they become equal, once, when a file is read. What cannot be told with certainty
stays as it is.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

LONGEST = 2000
"""Longer texts stay as they are: no value of a file may be so long, and composing takes the square of the length."""

LOST = "\N{REPLACEMENT CHARACTER}"
"""Stands where a program could not read a letter: which one it was cannot be known."""

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800\u2028\u2029]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
"""Soft hyphens, zero-width spaces and marks of direction, fillers, variation selectors, tags."""

_JOINERS = re.compile("[\u200c\u200d]")
_JOINING = re.compile("[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af]")
"""Scripts whose letters take another form beside a joiner or a non-joiner: Arabic, Indic, Burmese, Khmer, Mongolian."""

_PRESENTED = re.compile(
    "[\u2010\u2011\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff61-\uff9f\uffa1-\uffdc"
    "\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdfd\ufe70-\ufefc\U0001d400-\U0001d7ff]+"
)
"""Letters and digits of other widths, ligatures and joined forms that PDF files keep, letters of formulas, and hyphens
at which no line breaks: each stands for ordinary letters, and no others."""


def normal_text(text: str) -> str:
    """The text composed (NFC), with ordinary spaces and widths, and without letters that do not show.

    Words keep their case, apostrophes and marks. Joiners stay where letters change their form beside them.
    """
    if text.isascii() or len(text) > LONGEST:
        return text
    text = _SPACES.sub(" ", _UNSEEN.sub("", text))
    text = _JOINERS.sub(lambda found: found[0] if _joins(text, found.start()) else "", text)
    text = _PRESENTED.sub(lambda found: unicodedata.normalize("NFKC", found[0]).replace("\u2010", "-"), text)
    return unicodedata.normalize("NFC", text)


def same_looking(one: str, other: str) -> bool:
    """Whether two texts differ in letters that are hardly told apart: apostrophes, joiners, letters of two scripts."""
    return one != other and _skeleton(one) == _skeleton(other)


def strange_letter(written: str, known: str) -> str:
    """The letter of one text that makes it differ from another that looks the same, in words: '’ (U+2019)'."""
    count = next((k for k, (a, b) in enumerate(zip(written, known, strict=False)) if a != b), -1)
    place = count if count >= 0 else min(len(written), len(known))
    letter = written[place] if place < len(written) else known[place]
    return in_words(letter)


def in_words(letter: str) -> str:
    """A letter with its number and name: 'А (U+0410, cyrillic capital letter a)'."""
    seen = letter if letter.isprintable() and not unicodedata.combining(letter) else "a letter that does not show"
    name = unicodedata.name(letter, "").lower()
    return f"{seen} (U+{ord(letter):04X}{', ' + name if name else ''})"


def _joins(text: str, place: int) -> bool:
    """Whether a joiner changes the letters beside it, or makes one picture of two."""
    if not 0 < place < len(text) - 1:
        return False
    before, after = text[place - 1], text[place + 1]
    pictures = unicodedata.category(before) in ("So", "Sk") and unicodedata.category(after) == "So"
    return pictures or bool(_JOINING.match(before) and _JOINING.match(after))


_LIKE = str.maketrans(
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425"
    "\u0430\u0435\u0456\u0458\u043e\u0440\u0441\u0443\u0445\u0455"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"
    "\u02bb\u02bc\u2019\u2018`\u00b4\u02b9\u2032\u2013\u2014\u2212",
    "ABESIJKMHOPCTXaeijopcyxsABEZHIKMNOPTYXo''''''''---",
    "\u200c\u200d",
)
"""Cyrillic and Greek letters that look like Latin ones, and kinds of apostrophes and dashes."""


def _skeleton(text: str) -> str:
    return text.translate(_LIKE)


def plain_spelling(text: str) -> str:
    """The text in plain Latin letters and figures, in lower case: equal for spellings that differ in marks and case."""
    return "".join(letter for letter in anyascii(normal_text(text)).casefold() if letter.isalnum())
