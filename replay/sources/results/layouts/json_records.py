"""JSON and JSON lines of results systems: lists of records become tables, what stands around them headings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from replay.sources.results.layouts.blocks import (
    MOST_LINES,
    WIDEST,
    Block,
    Cell,
    HeadingBlock,
    TableBlock,
    TableRow,
    TextLine,
    tidy,
)
from replay.sources.results.words.column_words import Meaning, meaning_of
from replay.sources.results.words.heading_facts import heading_facts
from replay.sources.results.words.word_lists import words_in

_DEEPEST = 30
_MOST_VALUES = 400_000
_NAMES = (Meaning.NAME, Meaning.LAST, Meaning.FIRST)


def json_blocks(text: str, lines: Sequence[str]) -> list[Block] | None:
    """The blocks of a JSON document, or of JSON lines; None if the text is neither."""
    stripped = text.strip()
    if stripped[:1] not in ("{", "["):
        return None
    try:
        return list(_Reading(lines).blocks(json.loads(stripped)))
    except RecursionError:
        return None
    except ValueError:
        return _json_lines(lines)


def _json_lines(lines: Sequence[str]) -> list[Block] | None:
    """One record a line. Lines that are no JSON are lines of text; None where most are none."""
    blocks: list[Block] = []
    records: list[tuple[dict[str, Any], int]] = []
    wrong = 0
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        stripped = line.strip().rstrip(",")
        if not stripped or stripped in "[]":
            continue
        try:
            record = json.loads(stripped)
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, dict):
            records.append((record, number))
        else:
            wrong += 1
            blocks.append(TextLine(tidy(stripped), number))
    if not records or wrong > len(records):
        return None
    rows = [(_flat(record), number) for record, number in records]
    return [*blocks, *_table(rows)]


@dataclass(slots=True)
class _Reading:
    """Walks through a document and finds its lines again by the values that stand on them."""

    lines: Sequence[str]
    at: int = 0
    seen: int = 0
    tables: list[Block] = field(default_factory=list)

    def blocks(self, value: Any) -> Iterator[Block]:
        yield from self._within(value, 1)

    def _within(self, value: Any, depth: int) -> Iterator[Block]:
        """Blocks of a value, its own figures and words before those of what it holds."""
        self.seen += 1
        if depth > _DEEPEST or self.seen > _MOST_VALUES:
            return
        if isinstance(value, dict):
            own = _with_leaves(value)
            if any(_is_plain(part) and _is_context(key) for key, part in own.items()):
                yield from _said(own, depth, self.line_of(value))
            for key, part in value.items():
                if isinstance(part, dict | list) and key not in own:
                    if (
                        len(key) > 1
                        and key.lower() not in _OF_LISTS
                        and (meaning_of(key) is None or heading_facts(_key_words(key)).round)
                    ):
                        yield HeadingBlock(_key_words(key), depth + 1, self.line_of(part))
                    yield from self._within(part, depth + 1)
        elif isinstance(value, list) and _are_records(value):
            yield from _table(
                [(_flat(record), self.line_of(record)) for record in value[:MOST_LINES] if isinstance(record, dict)]
            )
        elif isinstance(value, list):
            if value and all(isinstance(part, list) for part in value):
                yield from self._rows_of_lists(value)
                return
            for part in value:
                yield from self._within(part, depth + 1)

    def _rows_of_lists(self, value: list[Any]) -> Iterator[Block]:
        rows = []
        for part in value[:5000]:
            cells = tuple(Cell(_words(item)) for item in part if _is_plain(item))[:WIDEST]
            if cells:
                rows.append(TableRow(cells, self.line_of(part)))
        if rows:
            yield TableBlock(tuple(rows))

    def line_of(self, value: Any) -> int:
        """The line on which the first words of a value stand, from where the last ones were found."""
        word = _first_word(value)
        if not word:
            return self.at + 1
        for number in range(self.at, min(self.at + 3000, len(self.lines))):
            if word in self.lines[number]:
                self.at = number
                break
        return self.at + 1


def _says_what(key: str) -> bool:
    """Whether the key of a record or list may say what is in it: `firstRound`, `women`."""
    plain = len(key) > 1 and key.lower() not in _OF_LISTS
    return plain and (meaning_of(key) is None or bool(heading_facts(_key_words(key)).round))


def _key_words(key: str) -> str:
    """The words of a key such as `firstRound` or `first_round`."""
    return tidy(re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[_-]", " ", key[:80]))


def _first_word(value: Any, depth: int = 0) -> str:
    """The first text in a value as JSON writes it; '' if it has none."""
    if isinstance(value, str) and len(value) > 1:
        return json.dumps(value, ensure_ascii=False)[1:-1][:40]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if depth < 6:
        for part in parts:
            word = _first_word(part, depth + 1)
            if word:
                return word
    return ""


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def _with_leaves(value: dict[str, Any]) -> dict[str, Any]:
    """A record's own plain values, and those of records in it that say what it is: its event, its round."""
    own = {key: part for key, part in value.items() if _is_plain(part)}
    for key, part in value.items():
        if isinstance(part, dict) and part and all(map(_is_plain, part.values())) and meaning_of(key) in _OF_CONTEXT:
            own |= {key: None} | {f"{key} {inner}": words for inner, words in part.items()}
    return own


_OF_CONTEXT = (Meaning.ROUND, Meaning.HEAT, Meaning.EVENT, Meaning.CATEGORY, Meaning.DATE, Meaning.PLACE, Meaning.MEET)
_OF_LISTS = words_in(
    "heats results races rounds phases units events riders athletes competitors series groups data items entries"
)
_TITLES = words_in("name title label number description shortname longname caption type")


def _is_context(key: str) -> bool:
    return (
        meaning_of(key) in _OF_CONTEXT
        or key.lower().rpartition(" ")[2].replace("_", "") in _TITLES
        or key.lower().replace("_", "") in _TITLES
    )


def _said(value: dict[str, Any], depth: int, line: int) -> Iterator[Block]:
    """A heading of what a record says of all that it holds."""
    words = []
    for key, part in value.items():
        if not _is_plain(part) or part is None or isinstance(part, bool) or not _is_context(key):
            continue
        meaning = meaning_of(key)
        text = _words(part)
        if key.lower() == "number" or (meaning is Meaning.HEAT and len(text) <= 3):
            text = f"heat {text}"
        elif meaning is Meaning.CATEGORY and text.upper() in ("M", "W", "F", "H", "D"):
            text = {"M": "men", "H": "men"}.get(text.upper(), "women")
        elif meaning is Meaning.ROUND and text.isdecimal():
            text = f"round {text}"
        words.append(text)
    if words:
        yield HeadingBlock(tidy(", ".join(words)), depth, line)


def _are_records(value: list[Any]) -> bool:
    """Whether a list holds one record for each rider."""
    records = [record for record in value if isinstance(record, dict)]
    if not records or len(records) < 0.8 * len(value):
        return False
    return sum(_is_rider(record) for record in records[:20]) >= 0.5 * len(records[:20])


def _is_rider(record: dict[str, Any]) -> bool:
    flat = _flat(record)
    if any(isinstance(part, list) and _are_records(part) for part in record.values()):
        return False
    meanings = {meaning_of(key) for key in flat}
    return not meanings.isdisjoint(_NAMES) and len(meanings - {None}) > 1


def _flat(record: dict[str, Any], prefix: str = "", depth: int = 0) -> dict[str, str]:
    """A record with what it holds inside as `outer inner` keys; lists of plain values as one text."""
    flat: dict[str, str] = {}
    for key, value in list(record.items())[:WIDEST]:
        name = f"{prefix} {key}".strip()
        if isinstance(value, dict) and depth < 4:
            flat |= _flat(value, name, depth + 1)
        elif _is_plain(value):
            flat[name] = _words(value)
        elif isinstance(value, list) and all(_is_plain(part) for part in value[:20]):
            flat[name] = " ".join(_words(part) for part in value[:20])
    return flat


def _words(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    return tidy(value if isinstance(value, str) else f"{value:.12g}" if isinstance(value, float) else str(value)[:40])


def _table(rows: Sequence[tuple[dict[str, str], int]]) -> Iterator[Block]:
    keys: dict[str, None] = {}
    for flat, _ in rows:
        keys |= dict.fromkeys(flat)
    names = list(keys)[:WIDEST]
    if not names:
        return
    head = TableRow(tuple(Cell(name) for name in names), rows[0][1], heads=True)
    body = [
        TableRow(tuple(Cell(flat.get(name, "")) for name in names), line, text=" ".join(v for v in flat.values() if v))
        for flat, line in rows
    ]
    yield TableBlock((head, *body))
