"""Which font draws which letters: the family of the program, a font that the user names, one that is installed.

Words stay in the family; a run of letters that it does not have is drawn by the first of the others that has them all.
What no font has is written in Latin letters, or left out where it has no such form (pictures such as emoji).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

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
    _Chosen.font, _Chosen.file = None, file
    if file is not None:
        try:
            _Chosen.font = read_font(Path(file))
        except (OSError, ValueError) as failure:
            reason = failure.strerror if isinstance(failure, OSError) and failure.strerror else failure
            raise UsageError(f"{file}: this font cannot be used: {reason}") from failure
    for kept in (_other_font, drawable, runs):
        kept.cache_clear()


def use_family(files: Mapping[Weight, str]) -> None:
    """Draw words in these fonts, one for each weight; in the program's family where there are none.

    It is said once, before anything is drawn: letters that were drawn before are kept. Raises UsageError.
    """
    _Chosen.family = dict(files)
    for file in dict.fromkeys(files.values()):
        try:
            read_font(Path(file))
        except (OSError, ValueError) as failure:
            raise UsageError(f"{file}: this font cannot be used: {failure}") from failure
    for kept in (_family, _other_font, drawable, runs):
        kept.cache_clear()


def fonts_in_use() -> tuple[str | None, dict[Weight, str]]:
    """What `use_font` and `use_family` were asked for last: for another process that draws the same words."""
    return _Chosen.file, dict(_Chosen.family)


def family_file(weight: Weight) -> str:
    """The font of a weight in which words are drawn."""
    return _Chosen.family.get(weight) or font_file(weight)


class _Chosen:
    """The fonts that the user named, for the whole process: fonts are those of the machine, not of a picture."""

    font: FontTables | None = None
    file: str | None = None
    family: Mapping[Weight, str] = MappingProxyType({})


@lru_cache(maxsize=2048)
def drawable(words: str, *, joined: bool = True) -> str:
    """The words in letters that there is a font for: what has none is in its Latin form, or left out.

    joined: whether letters can be drawn that take their form from those beside them, as Arabic ones do
    """
    parts = [" " if cluster.isspace() else cluster for cluster in clusters(normal_text(words))]
    before = [" ", *parts][: len(parts)]
    kept = [
        part if _is_drawable(part, joined=joined) else _latin(part, begins=not first[0].isalnum())
        for part, first in zip(parts, before, strict=True)
    ]
    return "".join(kept) if "".join(kept) == words else " ".join("".join(kept).split())


def capitals(words: str) -> str:
    """Words in capitals, as far as there are fonts that have them: few have those of Georgian."""
    return "".join(capital if drawable(capital := letter.upper()) == capital else letter for letter in words)


def undrawable(words: str) -> tuple[str, ...]:
    """The letters of the words for which there is no font, each once, in order."""
    found = dict.fromkeys(cluster for cluster in clusters(normal_text(words)) if not _is_drawable(cluster))
    return tuple(cluster for cluster in found if not cluster.isspace())


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
    """Drawable words as runs, in the order in which they stand on the line from left to right.

    Letters of the family are runs of one: they are placed one by one.
    """
    found: list[Run] = []
    for script, group in groupby(clusters(words), key=_script_beside_the_family):
        letters = list(group)
        found += [_of_family(letter, weight) for letter in letters] if script is None else _of_others(letters, weight)
    return _in_sight_order(found)


def _script_beside_the_family(cluster: str) -> str | None:
    """The script of a letter that the family does not have; None for one that it has. One for all of Japanese."""
    script = None if _in_family(cluster) else script_of(cluster[0])
    return _SAME_FONT.get(script, script) if script else None


def _of_family(cluster: str, weight: Weight) -> Run:
    """A letter of the family; with marks that stand apart from it, as a run: they have to be put over it."""
    return Run(cluster) if len(cluster) == 1 else Run(cluster, family_file(weight), script_of(cluster[0]))


def _of_others(letters: list[str], weight: Weight) -> list[Run]:
    """Letters of one script in the font that has all of them, else each in one that has it."""
    whole = _other_font(_needed("".join(letters)), _WEIGHTS[weight])
    fonts = [whole or _other_font(_needed(letter), _WEIGHTS[weight]) for letter in letters]
    pairs = [(font.file if font else None, letter) for font, letter in zip(fonts, letters, strict=True)]
    return [
        Run("".join(letter for _, letter in group), font, script, right_first)
        for (font, script, right_first), group in groupby(
            pairs, key=lambda pair: (pair[0], script_of(pair[1][0]), _is_right_first(pair[1][0]))
        )
    ]


def _is_right_first(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT


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
    return read_font(Path(family_file(Weight.REGULAR)))


@lru_cache(maxsize=2048)
def _other_font(letters: str, weight: int) -> FontTables | None:
    chosen = _Chosen.font
    if chosen is not None and all(map(chosen.has, letters)):
        return chosen
    if _Chosen.family:
        own = read_font(Path(font_file(next(known for known in Weight if _WEIGHTS[known] >= weight))))
        if all(map(own.has, letters)):
            return own
    return installed_font(letters, weight)


def _needed(words: str) -> str:
    """What a font must have to draw words: every letter once, joiners and spaces aside."""
    return "".join(sorted({letter for letter in words if unicodedata.category(letter) not in ("Cf", "Zs")}))


def _clings(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Me", "Mc", "Cf") or letter in _SKINS


def _latin(cluster: str, *, begins: bool) -> str:
    """A letter without its marks if there is a font for that, else in its Latin form; '' for pictures and marks.

    begins: whether a word begins with it: of scripts without capitals it has one, names are words like any other there
    """
    for length in range(len(cluster) - 1, 0, -1):
        if _in_family(cluster[:length]):
            return cluster[:length]
    plain = unicodedata.normalize("NFKD", cluster)[0]
    if plain != cluster and _in_family(plain):
        return plain
    latin = anyascii(unicodedata.normalize("NFC", cluster)).replace("?", "")  # so it has sounds that Latin has not
    if latin.startswith(":") or not any(map(str.isalnum, latin)):
        return ""
    return latin[:1].upper() + latin[1:] if begins and unicodedata.category(cluster[0]) == "Lo" else latin


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
    whole = [_is_from_left(parts, place) for place in range(len(parts))]
    for from_left, group in groupby(zip(whole, parts, strict=True), key=lambda pair: pair[0]):
        here = [part for _, part in group]
        turned[:0] = here if from_left else [_mirrored(part) for part in reversed(here)]
    return turned


def _is_from_left(parts: list[Run], place: int) -> bool:
    """Whether a part is of a word or a figure that is written from the left: '1.5' is one figure."""
    around = parts[max(place - 1, 0) : place + 2]
    in_figure = parts[place].words in ".,:" and len(around) == 3 and all(around[k].words.isdigit() for k in (0, 2))
    return in_figure or (parts[place].words[0].isalnum() and not parts[place].right_first)


_PAIRS = {**dict(zip("([{<«", ")]}>»", strict=True)), **dict(zip(")]}>»", "([{<«", strict=True))}


def _mirrored(part: Run) -> Run:
    return part if part.right_first else Run(_PAIRS.get(part.words, part.words), part.font, part.script)
