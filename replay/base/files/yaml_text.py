"""YAML as this project reads it: plain values, each of which remembers where it was written.

The rules are those of YAML 1.2's core schema in decimal: only `true` and `false` are truths, `NO` is a word, `010` is
ten, a date stays text. A repeated key, an anchor, an alias, a tag and a second document are mistakes. The tree is built
from the event stream without recursion and with limits, so that no file can exhaust time, memory or the stack.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml

from replay.base.errors import InputError, Mistake
from replay.base.files.bounded_read import UnreadableError, input_name, read_input
from replay.base.files.document import Document, Node, Scalar
from replay.base.files.part_of_file import MOST_PARTS, numbered_file, part_name
from replay.base.files.yaml_complaints import DEEP, MAX_DEPTH, QUOTES, hash_after, in_plain_words
from replay.base.letters.normal_text import LOST, in_words, normal_text
from replay.base.mistakes import TextSpan, did_you_mean, mistake_at, shown

MAX_BYTES = 1_000_000
MAX_NODES = 50_000
MAX_MARKS = 30
"""Accents on one letter; so many are enough for any script (Unicode Standard Annex 15, stream-safe text)."""

_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)")
_WORDS: dict[str, Scalar] = dict.fromkeys(("", "~", "null", "Null", "NULL"))
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
_WORDS |= dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan"))
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENDING = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_PILED_UP = re.compile(f"m{{{MAX_MARKS + 1}}}")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_document(path: Path) -> Document:
    """Read a YAML file, a pipe, or stdin (`-`). Raises InputError for anything that is not one readable document."""
    file = input_name(path)
    try:
        data = read_input(path, MAX_BYTES + 1)
    except FileNotFoundError:
        _refuse(file, "there is no such file", _neighbour(path))
    except UnreadableError as failure:
        _refuse(file, str(failure.strerror))
    except (OSError, ValueError) as failure:
        _refuse(file, f"the file cannot be read: {getattr(failure, 'strerror', None) or failure}")
    return parse_document(data, file)


def parse_document(data: bytes, file: str) -> Document:
    """The document in `data`; `file` is its name in errors. Raises InputError."""
    if len(data) > MAX_BYTES:
        _refuse(file, f"the file is larger than {MAX_BYTES // 1_000_000} MB", "is it a race or track file?")
    text = _decoded(data, file)
    lines = tuple(_ENDING.split(text))
    return Document(file, lines, _Builder(file, lines).build(text))


def _refuse(file: str, message: str, remedy: str = "") -> NoReturn:
    raise InputError((Mistake(file, 0, 0, message, remedy),))


def _neighbour(path: Path) -> str:
    """What may have been meant by the name of a file that is not there."""
    whole = numbered_file(path)
    if whole is not None and whole.is_file():
        return f"rides count from 1 to {MOST_PARTS}: write {part_name(whole.name, 1)} for the first"
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return ""
    return did_you_mean(path.name, names)


def _decoded(data: bytes, file: str) -> str:
    """The text of UTF-8 bytes; a byte order mark is left out."""
    remedy = "save the file as UTF-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        _refuse(file, "the file is in UTF-16", remedy)
    if b"\0" in data:
        _refuse(file, "this is not a text file (it holds zero bytes)", remedy)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        before = data[: failure.start].decode("utf-8-sig", errors="replace")
        text = data.decode("utf-8-sig", errors="replace")
        _refuse_at(file, text, len(before), "a character that is not UTF-8", remedy)
    found = _UNPRINTABLE.search(text)
    if found:
        _refuse_at(file, text, found.start(), f"a character that does not print (U+{ord(found[0]):04X})", "delete it")
    return text


def _refuse_at(file: str, text: str, index: int, message: str, remedy: str) -> NoReturn:
    before = _ENDING.split(text[:index])
    mark = TextSpan(len(before), len(before[-1]) + 1)
    raise InputError((mistake_at(file, _ENDING.split(text), mark, message, remedy),))


def _resolved(text: str) -> Scalar:
    """The value of a plain (unquoted) scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _INFINITE.fullmatch(text):
        return float("-inf" if text.startswith("-") else "inf")
    return float(text) if _NUMBER.fullmatch(text) else text


_AFTER_COMMA = re.compile(r"\d.*", re.DOTALL)
"""What follows the comma of a number: `113`, `113 s`, `8 and 11` where there are two, `500.0` after thousands."""


def _with_decimal_commas(events: Iterator[yaml.Event], text: str) -> Iterator[yaml.Event]:
    """The events, with `{gap_s: 0,113}` taken as one number: a key of figures without a value means nothing else."""
    held: list[yaml.Event] = []
    for event in events:
        held.append(event)
        if len(held) == 3:
            joined = _joined(held, text)
            if joined is None:
                yield held.pop(0)
            else:
                held = [joined]
    yield from held


def _joined(three: Sequence[yaml.Event], text: str) -> yaml.Event | None:
    """The number that two neighbouring scalars make with the comma between them, if the second has no value."""
    scalars = [event for event in three if isinstance(event, yaml.ScalarEvent)]
    if len(scalars) < 3 or not all(event.implicit[0] and not event.style for event in scalars):
        return None
    before, after, nothing = scalars
    is_number = before.value[-1:].isdecimal() and _AFTER_COMMA.fullmatch(after.value) and not nothing.value
    if not is_number or not _adjoin(before, after) or ":" in _between(after, nothing, text):
        return None
    number = f"{before.value},{after.value}"
    return yaml.ScalarEvent(None, None, (True, False), number, before.start_mark, after.end_mark)


def _between(before: yaml.Event, after: yaml.Event, text: str) -> str:
    """What is written between two events."""
    end, start = before.end_mark, after.start_mark
    return "" if end is None or start is None else text[end.index : start.index]


def _adjoin(before: yaml.Event, after: yaml.Event) -> bool:
    """Whether one character, the comma, is between two events."""
    end, start = before.end_mark, after.start_mark
    return end is not None and start is not None and start.index == end.index + 1


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled; `key` waits for its value."""

    node: Node
    key: str | None = None
    key_mark: TextSpan | None = None
    spare: int = 0


class _Builder:
    """Builds the tree of one document from the events of the YAML library."""

    def __init__(self, file: str, lines: Sequence[str]) -> None:
        self._file, self._lines = file, lines
        self._mistakes: list[Mistake] = []
        self._open: list[_Open] = []
        self._root: Node | None = None
        self._count = 0

    def build(self, text: str) -> Node:
        for event in self._events(text):
            self._take(event)
        if self._root is None or (self._root.content is None and not self._mistakes):
            _refuse(self._file, "the file is empty")
        if self._mistakes:
            raise InputError(tuple(self._mistakes))
        return self._root

    def _events(self, text: str) -> Iterator[yaml.Event]:
        try:
            yield from _with_decimal_commas(yaml.parse(text, Loader=_LOADER), text)
        except yaml.MarkedYAMLError as failure:
            self._stop(*in_plain_words(failure, self._lines))
        except yaml.YAMLError:
            _refuse(self._file, "this is not YAML")

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent() if self._root is not None:
                self._stop(_mark_of(event), "a second document", "one file holds one document: take out the `---`")
            case yaml.AliasEvent():
                self._stop(
                    _mark_of(event),
                    "aliases (`*name`) are not read here",
                    f"write the value out, or {QUOTES} if it is a text",
                )
            case yaml.NodeEvent():
                self._take_node(event)
            case yaml.CollectionEndEvent():
                self._open.pop()

    def _take_node(self, event: yaml.NodeEvent) -> None:
        mark = _mark_of(event)
        self._count += 1
        if self._count > MAX_NODES:
            self._stop(mark, f"more than {MAX_NODES} values in one file", "is it a race or track file?")
        if event.anchor is not None:
            self._stop(mark, "anchors (`&name`) are not read here", f"write the value out, or {QUOTES} if it is a text")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self._stop(mark, "tags (`!name`) are not read here", f"take the tag out, or {QUOTES}")
        if isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event, mark)
        else:
            self._enter(Node(mark, {} if isinstance(event, yaml.MappingStartEvent) else []))

    def _take_scalar(self, event: yaml.ScalarEvent, mark: TextSpan) -> None:
        plain = event.implicit[0] and not event.style
        text = event.value if event.value.isascii() else normal_text(self._bounded(event.value, mark))
        value = _resolved(text.strip()) if plain else text
        if isinstance(value, str):
            if plain:
                self._look_for_hash(event)
            if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in value):
                self._mistakes.append(self._mistake(mark, "a character that does not print", "take out the escape"))
            if LOST in value:
                message = f"a letter was lost here before the file was written: {in_words(LOST)}"
                self._mistakes.append(self._mistake(mark, message, "write the letter that was meant"))
        holder = self._open[-1] if self._open else None
        if holder and isinstance(holder.node.content, dict) and holder.key is None:
            self._take_key(holder, value, mark)
        else:
            self._place(Node(mark, value))

    def _bounded(self, text: str, mark: TextSpan) -> str:
        """A text as it is. What composes slowly, hundreds of marks on one letter, is refused."""
        if _PILED_UP.search("".join("m" if unicodedata.combining(c) else "." for c in text)):
            self._stop(mark, f"more than {MAX_MARKS} accents on one letter", "take them out")
        return text

    def _look_for_hash(self, event: yaml.ScalarEvent) -> None:
        """A text that a `#` cuts short is not what was meant."""
        end = event.end_mark
        column = hash_after(self._lines[end.line], end.column) if end and end.line < len(self._lines) else None
        if end and column is not None:
            remedy = 'put "quotes" around the whole text, or a space behind `#` if this is a remark'
            message = "`#` begins a comment, so that the rest of this line is not read"
            self._mistakes.append(self._mistake(TextSpan(end.line + 1, column + 1), message, remedy))

    def _take_key(self, holder: _Open, value: Scalar, mark: TextSpan) -> None:
        first = holder.node.keys.get(value) if isinstance(value, str) else None
        if not isinstance(value, str):
            self._mistakes.append(self._mistake(mark, f"a key must be a word, not {shown(value)}", "put it in quotes"))
        elif first:
            message = f"the key {shown(value)} is here a second time: it is in line {first.line} too"
            self._mistakes.append(self._mistake(mark, message, f"take one of lines {first.line} and {mark.line} out"))
        if first or not isinstance(value, str):
            holder.spare += 1
            value = f"\0{holder.spare}"
        holder.key, holder.key_mark = value, mark

    def _enter(self, node: Node) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._stop(node.mark, *DEEP)
        holder = self._open[-1] if self._open else None
        if holder and isinstance(holder.node.content, dict) and holder.key is None:
            self._stop(node.mark, "a key must be a word", "write `key: value`")
        self._place(node)
        self._open.append(_Open(node))

    def _place(self, node: Node) -> None:
        if not self._open:
            self._root = node
            return
        holder = self._open[-1]
        if isinstance(holder.node.content, list):
            holder.node.content.append(node)
        elif isinstance(holder.node.content, dict) and holder.key is not None and holder.key_mark is not None:
            holder.node.content[holder.key], holder.node.keys[holder.key] = node, holder.key_mark
            holder.key = None

    def _mistake(self, mark: TextSpan, message: str, remedy: str) -> Mistake:
        return mistake_at(self._file, self._lines, mark, message, remedy)

    def _stop(self, mark: TextSpan, message: str, remedy: str) -> NoReturn:
        raise InputError((*self._mistakes, self._mistake(mark, message, remedy)))


def _mark_of(event: yaml.Event) -> TextSpan:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        return TextSpan(1, 1)
    length = end.column - start.column if end.line == start.line else 1
    return TextSpan(start.line + 1, start.column + 1, max(1, length))
