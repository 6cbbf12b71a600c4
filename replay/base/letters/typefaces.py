"""Which font draws which letters: the family of the program, a font that the user names, one that is installed.

Words stay in the family; a run of letters that it does not have is drawn by the first of the others that has them all.
What no font has is written in Latin letters, or left out where it has no such form (pictures such as emoji).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from anyascii import anyascii

from replay.base.errors import UsageError
from replay.base.letters.font_tables import FontTables, read_font
from replay.base.letters.normal_text import normal_text
from replay.base.letters.platform_fonts import installed_font
from replay.base.look import Weight, font_file

_WEIGHTS = {Weight.REGULAR: 400, Weight.SEMIBOLD: 600, Weight.BOLD: 700, Weight.BLACK: 900}

_SCRIPTS = {
    "ARABIC": "Arab", "ARMENIAN": "Armn", "BENGALI": "Beng", "CJK": "Hani", "CYRILLIC": "Cyrl", "DEVANAGARI": "Deva",
    "ETHIOPIC": "Ethi", "GEORGIAN": "Geor", "GREEK": "Grek", "GUJARATI": "Gujr", "GURMUKHI": "Guru", "HANGUL": "Hang",
    "HEBREW": "Hebr", "HIRAGANA": "Hira", "KANNADA": "Knda", "KATAKANA": "Kana", "KHMER": "Khmr", "LAO": "Laoo",
    "LATIN": "Latn", "MALAYALAM": "Mlym", "MONGOLIAN": "Mong", "MYANMAR": "Mymr", "NKO": "Nkoo", "ORIYA": "Orya",
    "SINHALA": "Sinh", "SYRIAC": "Syrc", "TAMIL": "Taml", "TELUGU": "Telu", "THAANA": "Thaa", "THAI": "Thai",
    "TIBETAN": "Tibt",
}  # fmt: skip
"""Codes of scripts (ISO 15924) by the first word of the names of their letters."""

_SEPARATE = frozenset(("Armn", "Cyrl", "Ethi", "Geor", "Grek", "Hang", "Hani", "Hebr", "Hira", "Kana", "Latn", "Zyyy"))
"""Scripts whose letters keep their form beside each other: they can be drawn one by one. (And what has no script.)"""

_SAME_FONT = {"Hira": "Hani", "Kana": "Hani"}
"""Japanese mixes three scripts in one word: they are drawn by one font."""

_RIGHT_TO_LEFT = ("R", "AL")
"""Classes of letters that are written from right to left."""

_JOINER = "\N{ZERO WIDTH JOINER}"
"""Between pictures it makes one of them."""

_SKINS = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
"""Colours of the skin of the picture before."""

_MOSTLY = 0.8
"""A line in which so many of the letters are written from right to left is read so as a whole."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that one font draws together.

    font         its file; None for the family of the program
    script       code of ISO 15924
    right_first  whether they are written from right to left
    """

    words: str
    font: str | None = None
    script: str = "Latn"
    right_first: bool = False


def use_font(file: str | None) -> None:
    """Ask this font first for letters that the family does not have; None: only those installed. Raises UsageError.

    It holds for all that is drawn from now on.
    """
    _Chosen.font = None
    if file is not None:
        try:
            _Chosen.font = read_font(Path(file))
        except (OSError, ValueError) as failure:
            reason = failure.strerror if isinstance(failure, OSError) and failure.strerror else failure
            raise UsageError(f"{file}: this font cannot be used: {reason}") from failure
    for kept in (_other_font, drawable, runs):
        kept.cache_clear()


class _Chosen:
    """The font that the user named, for the whole process: fonts are those of the machine, not of a picture."""

    font: FontTables | None = None


@lru_cache(maxsize=2048)
def drawable(words: str, *, joined: bool = True) -> str:
    """The words in letters that there is a font for: what has none is in its Latin form, or left out.

    joined: whether letters can be drawn that take their form from those beside them, as Arabic ones do
    """
    parts = [" " if cluster.isspace() else cluster for cluster in clusters(normal_text(words))]
    kept = [part if _is_drawable(part, joined=joined) else _latin(part) for part in parts]
    return "".join(kept) if "".join(kept) == words else " ".join("".join(kept).split())


def undrawable(words: str) -> str:
    """The letters of the words for which there is no font, each once, in order."""
    return "".join(dict.fromkeys(cluster for cluster in clusters(normal_text(words)) if not _is_drawable(cluster)))


def clusters(words: str) -> list[str]:
    """The letters of words (composed, NFC), each with the marks that belong to it; joined pictures are one."""
    found: list[str] = []
    for letter in unicodedata.normalize("NFC", words):
        if found and (_clings(letter) or found[-1][-1] == _JOINER):
            found[-1] += letter
        else:
            found.append(letter)
    return found


@lru_cache(maxsize=2048)
def runs(words: str, weight: Weight) -> tuple[Run, ...]:
    """Drawable words as runs, in the order in which they stand on the line from left to right."""
    parts = [Run(cluster, *_kind(cluster, weight)) for cluster in clusters(words)]
    together = []
    for (font, script, right_first), group in groupby(parts, key=lambda part: (part.font, part.script, part.right_first)):
        letters = [part.words for part in group]
        if font is None:
            together += [Run(letter) for letter in letters]
        else:
            together += _with_one_font(letters, script, weight, right_first=right_first)
    return _in_sight_order(together)


def _with_one_font(letters: list[str], script: str, weight: Weight, *, right_first: bool) -> list[Run]:
    """Letters of one script in the font that has all of them, else each word's neighbours in that of the letter."""
    whole = _other_font(_needed("".join(letters)), _WEIGHTS[weight])
    if whole is not None:
        return [Run("".join(letters), whole.file, script, right_first)]
    fonts = [(_font_of(letter, weight), letter) for letter in letters]
    return [
        Run("".join(letter for _, letter in group), font, script, right_first)
        for font, group in groupby(fonts, key=lambda pair: pair[0])
    ]


def _kind(cluster: str, weight: Weight) -> tuple[str | None, str, bool]:
    """Font (that of its script, until it is known which one has the whole run), script and direction of a letter."""
    if _in_family(cluster):
        return None, "Latn", False
    script = script_of(cluster[0])
    return _SAME_FONT.get(script, script), script, unicodedata.bidirectional(cluster[0]) in _RIGHT_TO_LEFT


def script_of(letter: str) -> str:
    """The script of a letter by its code in ISO 15924; 'Zyyy' for what belongs to none or many."""
    words = unicodedata.name(letter, "").replace("-", " ").split()
    return next((_SCRIPTS[word] for word in words[:2] if word in _SCRIPTS), "Zyyy")


def _is_drawable(cluster: str, *, joined: bool = True) -> bool:
    if _in_family(cluster):
        return True
    if unicodedata.category(cluster[0]) in ("Cc", "Cf", "Mn", "Me"):
        return False
    if not joined and script_of(cluster[0]) not in _SEPARATE:
        return False
    return _other_font(_needed(cluster), _WEIGHTS[Weight.BOLD]) is not None


def _in_family(cluster: str) -> bool:
    return all(map(_family().has, cluster))


@lru_cache(maxsize=1)
def _family() -> FontTables:
    return read_font(Path(font_file(Weight.REGULAR)))


def _font_of(cluster: str, weight: Weight) -> str | None:
    found = _other_font(_needed(cluster), _WEIGHTS[weight])
    return found.file if found else None


@lru_cache(maxsize=2048)
def _other_font(letters: str, weight: int) -> FontTables | None:
    chosen = _Chosen.font
    if chosen is not None and all(map(chosen.has, letters)):
        return chosen
    return installed_font(letters, weight)


def _needed(words: str) -> str:
    """What a font must have to draw words: every letter once, joiners and spaces aside."""
    return "".join(sorted({letter for letter in words if unicodedata.category(letter) not in ("Cf", "Zs")}))


def _clings(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Me", "Mc", "Cf") or letter in _SKINS


def _latin(cluster: str) -> str:
    """A letter without its marks if there is a font for that, else in its Latin form; '' for pictures and marks."""
    plain = unicodedata.normalize("NFKD", cluster)[0]
    if plain != cluster and _in_family(plain):
        return plain
    latin = anyascii(unicodedata.normalize("NFC", cluster))
    return "" if latin.startswith(":") or not any(map(str.isalnum, latin)) else latin


def _in_sight_order(parts: list[Run]) -> tuple[Run, ...]:
    """Runs as they stand from left to right: those between two that are written from the right are turned round."""
    strong = [part for part in parts if part.right_first or part.words.isalpha()]
    if not any(part.right_first for part in parts):
        return tuple(parts)
    leftwards = sum(len(part.words) for part in strong if part.right_first)
    if leftwards >= _MOSTLY * sum(len(part.words) for part in strong):
        return tuple(_turned(parts))
    placed: list[Run] = []
    waiting: list[Run] = []
    for part in parts:
        if part.right_first or (waiting and not part.words.isalpha()):
            waiting.append(part)
        else:
            placed += _turned_to_last(waiting)
            waiting = []
            placed.append(part)
    return tuple(placed + _turned_to_last(waiting))


def _turned_to_last(parts: list[Run]) -> list[Run]:
    """Parts turned round up to the last that is written from the right; what follows it stays behind."""
    last = max((k for k, part in enumerate(parts) if part.right_first), default=-1)
    return [*_turned(parts[: last + 1]), *parts[last + 1 :]]


def _turned(parts: list[Run]) -> list[Run]:
    """Parts from the last to the first; words and figures among them that are written from the left stay whole."""
    turned: list[Run] = []
    for from_left, group in groupby(parts, key=lambda part: part.words.isalnum() and not part.right_first):
        whole = list(group)
        turned[:0] = whole if from_left else [_mirrored(part) for part in reversed(whole)]
    return turned


_PAIRS = {**dict(zip("([{<«", ")]}>»", strict=True)), **dict(zip(")]}>»", "([{<«", strict=True))}


def _mirrored(part: Run) -> Run:
    return part if part.right_first else Run(_PAIRS.get(part.words, part.words), part.font, part.script)
