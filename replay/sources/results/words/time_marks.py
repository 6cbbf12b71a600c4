"""Figures as results print them: places, worn numbers, gaps and times, and marks of a rider who goes on to the next round."""

from __future__ import annotations

import re

from replay.race.number_words import as_typed, parse_seconds, says_same, written_decimals
from replay.sources.results.words.word_lists import words_in

_RANK = re.compile(
    r"(?:#|no\.? ?|nr\.? ?|place |platz |t|=)?\s*(?P<rank>\d{1,3})\s*(?P<after>st|nd|rd|th|ers?|ere|ère|e|eme|ème|º|ª|°|o|"
    r"\.(?:º|ª)?|=|\)|位|着|\.-)?[.:)]?"
)
_MEDALS = {
    "gold": 1, "silver": 2, "bronze": 3, "or": 1, "argent": 2, "oro": 1, "argento": 2, "plata": 2, "bronzo": 3, "bronce": 3,
    "silber": 2, "goud": 1, "zilver": 2, "brons": 3, "金": 1, "銀": 2, "銅": 3, "first": 1, "second": 2, "third": 3,
    "winner": 1, "sieger": 1, "優勝": 1,
}  # fmt: skip
MEDALS = "gold|silver|bronze|or|argent|oro|argento|plata|bronzo|bronce|silber|goud|zilver|brons"
"""Words of medals, as a pattern."""

HIGHEST_RANK = 60


def rank_of(text: str) -> tuple[int, bool] | None:
    """The place that a text is, and whether it is marked as shared: '1.', '=2', 'T2', '3rd', '1º', '2着', '(3)', 'Gold'."""
    plain = as_typed(text[:24]).strip("() *\u2020").lower()
    if plain in _MEDALS:
        return _MEDALS[plain], False
    found = _RANK.fullmatch(plain)
    if found is None or not 1 <= int(found["rank"]) <= HIGHEST_RANK:
        return None
    return int(found["rank"]), plain.startswith(("=", "t")) or plain.endswith("=")


_GLUE = re.compile(r"^(?:op|à|a|at|in|mit|by|con|avec|um|te|de)\s+(?=[+\d.])|\s*(?:sek(?:unden)?|secondes?|secondi|segundos?|seconden|sec|s|秒|差|secs|seconds)\.?$",
                   re.IGNORECASE)  # fmt: skip
_SECOND_MARKS = re.compile(r"(?<=\d)\s*(?:\"|''|″|”|“)$")
_SHAPE = re.compile(r"[+-]?[\d.,:'\"hm\s]*\d[\d.,:'\"hms\s]*")


def seconds_of(text: str) -> float | None:
    """The seconds that a cell prints, with sign and unit and in all spellings of gaps; None if it is no time."""
    plain = as_typed(text[:40]).strip("() ")
    plain = _SECOND_MARKS.sub("", _GLUE.sub("", plain)).strip()
    plain = re.sub(r"^\+\s+", "+", plain)
    if not _SHAPE.fullmatch(plain) or re.fullmatch(r"[+-]?\d{4,}", plain):
        return None
    plain = re.sub(r"^([+-]?):(?=\d)", r"\g<1>0:", plain)
    plain = re.sub(r"^([+-]?\d{1,3})\s*s\s*(\d{1,3})$", r"\1.\2", plain)
    hours = re.fullmatch(r"([+-]?)(\d{1,2})[h:](\d{2})[':m](\d{2})(?:[.,](\d{1,3}))?[\"s]?", plain)
    if hours:
        whole = 3600 * int(hours[2]) + 60 * int(hours[3]) + int(hours[4])
        return float(f"{hours[1]}{whole}.{hours[5] or 0}")
    return parse_seconds(plain)


_LENGTH = re.compile(
    r"l[äa]ngen?|lengths?|longueurs?|lunghezz\w+|cuerpos?|lengtes?|rad|r[äa]der(?:n)?|wheels?|roues?|v[ée]los?|ruot[ae]|"
    r"biciclett\w*|bicicletas?|bikes?|ruedas?|wiel(?:en)?|tyres?|tires?|tubular\w*|車身|車輪|タイヤ差",
    re.IGNORECASE,
)


def says_length(text: str) -> bool:
    """Whether a gap is said in lengths or wheels, as keirins print them: no time, whatever number stands beside."""
    return re.search(rf"(?<![^\W\d_])(?:{_LENGTH.pattern})(?![^\W_])", text, re.IGNORECASE) is not None


def decimals_of(text: str) -> int:
    """Places after the point of a time as it is printed."""
    return min(written_decimals(as_typed(text).strip().rstrip("\"'s ")) or 0, 6)


def is_signed(text: str) -> bool:
    return as_typed(text).lstrip("( ").startswith("+")


def has_decimals(text: str) -> bool:
    """Whether a text has the mark of parts of a second, or of minutes: no place and no worn number has."""
    return bool(re.search(r"\d?[.,:'\"]\d", as_typed(text)))


def says_same_time(text: str) -> bool:
    """Whether the rider was given the time of the one before."""
    return says_same(text) or text.strip().lower() in ("same time", "same", "i m t", "同タイム", "gleiche zeit")


_NOTHING = {""} | words_in(" - -- --- . .. ... ? n/a / x * \u2013 \u2014 none null nan")


def says_nothing(text: str) -> bool:
    """An empty cell, or a dash in place of one."""
    return as_typed(text).lower() in _NOTHING


def says_not_a_number(text: str) -> bool:
    """What programs write for a figure that failed: it is remarked on where one is looked for. Nan is a name."""
    return text.strip(" ()+-") in ("NaN", "nan")


_QUALIFIED = words_in(
    "q qf qs qa qb fa fb qr r rep qualified qualifiziert qualifie qualifié qualificato clasificado gekwalificeerd "
    "q* qualify yes true false no wr or pb nr advances 勝上り"
)  # fmt: skip


def says_qualified(text: str) -> bool:
    """A mark of how the rider goes on, which says nothing of this race."""
    return text.strip(" ()[]").lower() in _QUALIFIED
