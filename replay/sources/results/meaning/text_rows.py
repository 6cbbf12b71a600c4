"""Rows of results written as a line of text: '1. Jason Kenny (GBR) +0.763', '2 45 KENNY Jason GBR 0.763 Q'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from replay.race.status import Status
from replay.sources.results.layouts.blocks import in_letters, tidy
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.words.column_words import Meaning
from replay.sources.results.words.nation_codes import nation_of, nation_of_code, nation_of_name
from replay.sources.results.words.status_words import starts_with_status, status_of, status_within
from replay.sources.results.words.time_marks import (
    has_decimals,
    is_signed,
    rank_of,
    says_nothing,
    says_qualified,
    says_same_time,
    seconds_of,
)

LONGEST_ROW = 300
"""Characters of a line, beyond which it is no row."""

_MOST_NAME_WORDS = 7
_MOST_OTHER_WORDS = 4
"""Words in small letters that a row may have beside a name: more of them make a sentence."""

_RANK = re.compile(
    r"(?P<rank>(?:#|=|T(?=\d))?\d{1,3}(?:st|nd|rd|th|ers?|ere|ère|e|eme|ème|º|ª|°)?=?(?:[.):](?!\d)(?:º|ª)?|\.-|位|着)?|\(\d{1,2}\))(?:\s*[-–—:|]\s+|\s+|(?<=[.):位着])(?=[^\W\d_]))",
    re.IGNORECASE,
)  # fmt: skip
_MEDAL = re.compile(
    r"(?P<rank>gold|silver|bronze|or|argent|oro|argento|plata|bronzo|bronce|silber|goud|zilver|brons|winner|sieger|金|銀|銅)(?: medal)?\s*[:–—-]\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•·‣▪>–—]\s+)+")
_TOKEN = re.compile(
    r"(?P<bracket>\([^()]{0,80}\)|\[[^\[\]]{0,80}\])"
    r"|(?P<break>\s{2,}|\t|\s*[;|]\s*|,\s+|,$|\s+[-–—]\s+(?![\d.])|\s*:\s+)"
    r"|(?P<figure>[+±](?:\s?\d[\d.,:'\"’”″]*|\s?[.,]\d+\"?)(?:\s?(?:sec\.?|secs|s)(?!\w))?|\d[\d.,:'\"’”″]*[\d\"”″](?:s(?!\w))?|[.,]\d+\"?)(?=[\s)\],;|]|$|秒)"
    r"|(?P<space>\s+)"
    r"|(?P<word>[^\s;|()\[\]]+?(?=,\s|,$|:\s|[\s;|()\[\]]|$)|[^\s])"
)  # fmt: skip
_QUALIFIED_MARKS = frozenset(("Q", "q", "QF", "QS", "QA", "QB", "FA", "FB", "qR", "Q*"))
_HASHTAG = re.compile(r"(?:#|@|https?://)\w\S*$")


@dataclass(slots=True)
class _Parts:
    """What the tokens of a line are, sorted."""

    segments: list[list[str]] = field(default_factory=lambda: [[]])
    commas: set[int] = field(default_factory=set)
    brackets: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    whole: list[tuple[str, bool]] = field(default_factory=list)
    """Whole numbers, and whether they stand before the name."""
    nation: str = ""
    nation_at: int | None = None
    status: Status | None = None
    reason: str = ""


def row_of_line(
    text: str, line: int, *, ordered: int | None = None, columns: Sequence[Meaning] = (), among_rows: bool = False
) -> ReadRow | None:
    """The row that a line of text is; None for a line that is none.

    ordered     its number in a list of the mark-up
    columns     what the words over the columns say, in their order
    among_rows  whether rows stand before it, so that a name with a status behind it is one too
    """
    text = in_letters(text).strip()
    if not text or len(text) > LONGEST_ROW:
        return None
    text = _BULLET.sub("", text)
    rank, shared, status, rest = _place(text)
    if rank is None and status is None:
        rank, rest = ordered, text
    if rank is None and status is None and not among_rows:
        return None
    parts = _sorted_tokens(rest)
    if parts.status is None:
        parts.status = status
    row = _row(parts, columns)
    if row is None or (rank is None and (parts.status is None or (status is None and len(row.leftover.split()) > 3))):
        return None
    return replace(
        row, line=line, quoted=tidy(text), rank=rank, shared=shared, counted=ordered is not None and rank == ordered,
        status=parts.status, reason=parts.reason,
    )  # fmt: skip


def _place(text: str) -> tuple[int | None, bool, Status | None, str]:
    """Place, whether it is shared, status, and the rest of a line."""
    found = _RANK.match(text) or _MEDAL.match(text)
    if found:
        ranked = rank_of(found["rank"])
        if ranked:
            rest = text[found.end() :]
            begun = starts_with_status(rest)
            if begun:
                return ranked[0], ranked[1], begun[0], rest[begun[1] :]
            return ranked[0], ranked[1], None, rest
    begun = starts_with_status(text)
    if begun:
        return None, False, begun[0], text[begun[1] :]
    dash = re.match(r"(?:[-–—*x]|--)\s+(?=[^\W_])", text)
    if dash:
        return None, False, None, text
    first = text.split(None, 1)
    if len(first) == 2 and len(first[0]) > 1 and (status := status_of(first[0])) and not first[0].isascii():
        return None, False, status, first[1]
    return None, False, None, text


def _sorted_tokens(text: str) -> _Parts:
    """The tokens of a line by what they are."""
    parts = _Parts()
    for token in _TOKEN.finditer(text):
        kind, words = token.lastgroup, token[0].strip()
        if kind == "break":
            if parts.segments[-1]:
                if words.startswith(","):
                    parts.commas.add(len(parts.segments))
                parts.segments.append([])
        elif kind == "bracket":
            _take_bracket(parts, words[1:-1].strip())
            if parts.segments[-1]:
                parts.segments.append([])
        elif kind == "figure" or (kind == "word" and words.isdigit()):
            _take_figure(parts, words)
        elif kind == "word" and words and not _HASHTAG.match(words):
            if says_same_time(words) and words not in ("''", '"') or words in ('"', "〃"):
                parts.figures.append(words)
            else:
                parts.segments[-1].append(words)
    return parts


def _take_bracket(parts: _Parts, inner: str) -> None:
    nation = nation_of(inner)
    if nation and not parts.nation:
        parts.nation = nation
    elif (status := status_of(inner)) and parts.status is None:
        parts.status = status
    elif says_qualified(inner) or says_nothing(inner):
        return
    elif seconds_of(inner) is not None and (has_decimals(inner) or is_signed(inner)):
        parts.figures.append(inner)
    elif inner.isdigit():
        parts.whole.append((inner, not any(parts.segments)))
    else:
        parts.brackets.append(inner)


def _take_figure(parts: _Parts, words: str) -> None:
    if seconds_of(words) is not None and (has_decimals(words) or is_signed(words)):
        parts.figures.append(words)
    elif words.isdigit():
        parts.whole.append((words, not any(parts.segments)))
    else:
        parts.segments[-1].append(words)


def _row(parts: _Parts, columns: Sequence[Meaning]) -> ReadRow | None:
    """The row that sorted tokens make; None if they have no name."""
    segments = [(words, number in parts.commas) for number, words in enumerate(parts.segments) if words]
    _take_statuses(parts, segments)
    segments = [(words, comma) for words, comma in segments if words]
    _take_nations(parts, segments)
    segments = [(words, comma) for words, comma in segments if words]
    name, others = _name_of(segments)
    if not name:
        return None
    leftover = [" ".join(words) for words in others]
    small = sum(word[:1].islower() for words in others for word in words)
    if small > _MOST_OTHER_WORDS and parts.status is None:
        return None
    if parts.status is None:
        for place, words in enumerate(leftover):
            status, reason = status_within(words)
            if status is not None:
                parts.status, parts.reason = status, reason
                leftover[place] = ""
                break
    elif small:
        parts.reason, leftover = parts.reason or " ".join(words for words in leftover if words), []
    number = next((int(digits) for digits, before in parts.whole if before and len(digits) <= 4), None)
    if columns and Meaning.NUMBER not in columns and Meaning.RANK in columns:
        number = None
    club = parts.brackets[0] if parts.brackets else ""
    if not club and Meaning.CLUB in columns and leftover:
        club, leftover = leftover[0], leftover[1:]
    figures = _by_columns(parts.figures, columns)
    unread = [words for words in (*leftover, *parts.brackets[1:]) if words and not says_qualified(words) and any(map(str.isalnum, words))]
    return ReadRow(0, "", name=name, nation=parts.nation, number=number, club=club, leftover="; ".join(unread), **figures)  # type: ignore[arg-type]


def _take_statuses(parts: _Parts, segments: list[tuple[list[str], bool]]) -> None:
    """Statuses, marks of qualification and dashes out of the words."""
    for place, (words, _) in enumerate(segments):
        if place and says_same_time(" ".join(words)):
            parts.figures.append(" ".join(words))
            words.clear()
            continue
        if place and parts.status is None and (status := status_of(" ".join(words))):
            parts.status = status
            words.clear()
            continue
        kept: list[str] = []
        for at, word in enumerate(words):
            bare = word.strip(".,;:")
            if says_nothing(word):
                continue
            if (at or place) and bare in _QUALIFIED_MARKS:
                continue
            known = status_of(word) if (at > 0 or place) and (bare.isupper() or not word.isascii() or word.endswith(".") or bare.islower()) else None
            if known is not None and parts.status is None and (len(bare) > 1) and not (nation_of_code(bare) and bare not in Status.__members__):
                parts.status = known
                rest = words[at + 1 :]
                if len(rest) > 1 or (rest and rest[0][:1].islower()):
                    parts.reason = " ".join(words[at:])
                    break
                continue
            kept.append(word)
        words[:] = kept


def _take_nations(parts: _Parts, segments: list[tuple[list[str], bool]]) -> None:
    """The nation out of the words: a code in capitals, or a name that is not all that there is."""
    if parts.nation:
        return
    for place in range(len(segments) - 1, -1, -1):
        words = segments[place][0]
        joined = " ".join(words)
        if len(segments) > 1 and len(words) <= 4 and (place > 0 or len(segments[1][0]) > 1):
            found = nation_of_code(joined) or nation_of_name(joined)
            if found:
                parts.nation = found
                words.clear()
                return
    for words, _ in segments:
        codes = [at for at, word in enumerate(words) if nation_of_code(word)]
        if codes:
            at = codes[-1]
            others = words[:at] + words[at + 1 :]
            if at == 0 and len(others) < 2:
                continue
            if any(any(c.isalpha() for c in word) for word in others) or len(segments) > 1:
                parts.nation = nation_of_code(words[at])
                del words[at]
                return
    for words, _ in segments:
        for count in (3, 2, 1):
            if len(words) - count >= 2 and (found := nation_of_name(" ".join(words[-count:]))):
                parts.nation = found
                del words[-count:]
                return


def _name_of(segments: list[tuple[list[str], bool]]) -> tuple[str, list[list[str]]]:
    """The name, and the other words in their segments. '' where the first words are no name."""
    if not segments:
        return "", []
    words, others = segments[0][0], [list(words) for words, _ in segments[1:]]
    end = 0
    while end < len(words) and _may_be_name(words, end):
        end += 1
    name, rest = words[:end], words[end:]
    if not name or len(name) > _MOST_NAME_WORDS or not any(len(word.strip(".")) > 1 or word >= "\u2e80" for word in name):
        return "", []
    if rest:
        others.insert(0, rest)
    elif len(segments) > 1 and segments[1][1] and len(name) <= 3 and (len(name) == 1 or " ".join(name).isupper()):
        after = segments[1][0]
        if 1 <= len(after) <= 3 and all(_may_be_name(after, at) for at in range(len(after))) and not after[0].isupper():
            return f"{' '.join(name)}, {' '.join(after)}", others[1:]
    return " ".join(name), others


_IN_NAMES = frozenset("van von vom de der den del della di da do dos du des la le el al bin ter ten te af av y i e en und zu".split())


def _may_be_name(words: list[str], at: int) -> bool:
    """Whether a word may be part of a name: with a capital, of a script without them, or a particle before such."""
    word = words[at].strip(".,")
    if not word or not (word[0].isalpha() or word[0] in "'’") or any(c.isdigit() for c in word):
        return False
    letters = word.lstrip("'’")
    if letters[:1].isupper() or letters[:1] >= "\u0590" or re.match(r"[dl]['’][A-ZÀ-Þ]", word):
        return True
    return at + 1 < len(words) and (word.lower() in _IN_NAMES or word in ("'t",)) and _may_be_name(words, at + 1)


_TIMED = (Meaning.GAP, Meaning.GAP_BEFORE, Meaning.TIME, Meaning.LAST_200_M)
_KEY = {Meaning.GAP: "gap", Meaning.GAP_BEFORE: "gap_before", Meaning.TIME: "time", Meaning.LAST_200_M: "last_200"}


def _by_columns(figures: Sequence[str], columns: Sequence[Meaning]) -> dict[str, object]:
    """The figures under the columns that hold such; those that no column tells stay figures."""
    timed = [meaning for meaning in columns if meaning in _TIMED]
    if len(timed) == len(figures) and timed:
        return {_KEY[meaning]: figure for meaning, figure in zip(timed, figures, strict=True)}
    if len(timed) > len(figures) == 1:
        for meaning in timed:
            if is_signed(figures[0]) == (meaning in (Meaning.GAP, Meaning.GAP_BEFORE)):
                return {_KEY[meaning]: figures[0]}
    if len(timed) == 1 and figures:
        return {_KEY[timed[0]]: figures[0], "figures": tuple(figures[1:])}
    return {"figures": tuple(figures)}


def cell_parts(text: str) -> ReadRow | None:
    """What a cell of names says beside the name: nation in brackets, number, status."""
    parts = _sorted_tokens(in_letters(text))
    row = _row(parts, ())
    return None if row is None else replace(row, status=parts.status, reason=parts.reason)


_IN_LIST = re.compile(
    r"(?:(?<=^)|(?<=[\s,;/|.:!]))(?:(?P<number>\d{1,2})(?:[.):](?!\d)|st|nd|rd|th|º|\s*[-–—](?=\s))\s*(?=[^\W\d_]|\()"
    r"|(?:(?<=^)|(?<=[,;:] ))(?P<bare>\d{1,2}) (?=[A-ZÀ-Þ][^\W\d_]))"
)
_MEDALS_IN_LIST = re.compile(r"(?:(?<=^)|(?<=[\s,;/|.!]))(?:gold|silver|bronze|or|argent|oro|argento|plata|bronzo|bronce|silber|goud|zilver|brons)(?: medal)?\s*[:–—-]\s*(?=[^\W\d_])", re.IGNORECASE)  # fmt: skip


def listed_in(text: str) -> list[str]:
    """The pieces of a line that lists several riders by place, with what stands before them; [] if it lists none."""
    if len(text) > 4000:
        return []
    text = in_letters(text)
    begins: list[int] = []
    expected: int | None = None
    for found in _IN_LIST.finditer(text):
        number = int(found["number"] or found["bare"])
        if expected is None or number in (expected, expected - 1):
            begins.append(found.start())
            expected = number + 1
    if len(begins) < 2:
        begins = [found.start() for found in _MEDALS_IN_LIST.finditer(text)]
    if len(begins) < 2:
        return []
    ends = [*begins[1:], len(text)]
    return [text[: begins[0]], *(text[begin:end].strip(" ,;/|") for begin, end in zip(begins, ends, strict=True))]


def by_status(text: str) -> Iterator[tuple[Status, str]]:
    """The riders of a line such as 'DNF: Hugo Barrette (CAN), Shah Sahrom (MAS)'."""
    begun = starts_with_status(in_letters(text).strip())
    if begun is None:
        return
    for piece in re.split(r"\s*[;/]\s*|,\s+(?=[^\W\d_])|\s+(?:and|und|et|y|e|en|&)\s+", in_letters(text).strip()[begun[1] :]):
        if piece.strip(" ."):
            yield begun[0], piece.strip(" .")
