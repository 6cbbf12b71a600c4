"""What the YAML library complains about, in plain words: the place at which something is to be mended, and how.

The library names the place at which it can read no further. Where a `#` before it is to blame, that is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

from replay.base.mistakes import TextSpan

MAX_DEPTH = 30
DEEP = (f"values nested more than {MAX_DEPTH} deep", "a race file needs four levels")
QUOTES = 'put it in "quotes"'

_NO_BRACKET = "a comma or a closing bracket is missing, here or before"
_CROOKED = ("this does not line up with the lines above", "check the indentation and the quotes")
_UNCLOSED = "a quote is never closed"
_COLON = "a colon that cannot stand here"
_QUOTED_COLON = 'put "quotes" around the text with ": "'
_PLAIN_WORDS = (
    ("exceeded maximum nesting depth", *DEEP),  # libyaml's own limit, met before ours where brackets follow brackets
    ("cannot start any token", "a character that cannot stand here", QUOTES),
    ("mapping values are not allowed", _COLON, _QUOTED_COLON),
    ("expected ',' or", _NO_BRACKET, ""),
    ("unexpected end of stream", _UNCLOSED, "close it at the end of the text"),
    ("could not find expected ':'", "a colon is missing", "write `key: value`"),
    ("did not find expected '-'", *_CROOKED),
    ("block sequence entries are not allowed", "a list cannot begin here", f"begin it on a new line, or {QUOTES}"),
    ("did not find expected node content", "a value is missing here, or a character stands in its place", QUOTES),
    ("did not find expected <document start>", *_CROOKED),
    ("did not find expected key", *_CROOKED),
    ("expected alphabetic or numeric character", "a text cannot begin so", QUOTES),
    ("mapping keys are not allowed", "a text cannot begin with `?`", QUOTES),
    ("expected comment or line break", "a text cannot begin with `|` or `>`", QUOTES),
)
"""The commonest complaints of the YAML library, and what to say instead."""

_QUOTED = re.compile(r"""(?<![^\s,\[{:])(?:"(?:\\.|[^"\\])*"|'[^']*')""")
_FARTHEST_LINES = 200


class Complaint(NamedTuple):
    """A place, what is wrong there, and a remedy."""

    mark: TextSpan
    message: str
    remedy: str


def in_plain_words(failure: yaml.MarkedYAMLError, lines: Sequence[str]) -> Complaint:
    """Place, message and remedy of what the YAML library complains about."""
    mistake = failure.problem or "it cannot be read"
    end, start = failure.problem_mark or failure.context_mark, failure.context_mark
    if end is None:
        return Complaint(TextSpan(1, 1), f"this is not YAML: {mistake}", "")
    blamed = _blamed_hash(lines, end.line) or _blamed_character(lines, end.line, end.column, mistake)
    if blamed:
        return blamed
    message, remedy = next(
        ((message, remedy) for part, message, remedy in _PLAIN_WORDS if part in mistake),
        (f"this is not YAML: {mistake}", ""),
    )
    at = start if message == _UNCLOSED and start else end
    if message == _NO_BRACKET and start is not None:
        remedy = f"the bracket was opened in line {start.line + 1}, column {start.column + 1}"
    return Complaint(TextSpan(at.line + 1, at.column + 1), message, remedy)


def hash_after(line: str, column: int) -> int | None:
    """The column, from 0, of a `#` that cuts a text short: one with a letter behind it; None where there is none.

    column   where the text before it ends
    """
    found = re.compile(r"\s+#(?=[^\s#])").match(line, column)
    return found.end() - 1 if found else None


def _blamed_hash(lines: Sequence[str], last: int) -> Complaint | None:
    """The `#` that turned a closing bracket into a comment, in the nearest line before a place."""
    for number in range(min(last, len(lines) - 1), max(-1, last - _FARTHEST_LINES), -1):
        plain = _QUOTED.sub(lambda found: "_" * len(found[0]), lines[number])
        found = re.search(r"(?<=\s)#", plain)
        if found and re.search(r"[}\]]", plain[found.end() :]) and _is_open(plain[: found.start()]):
            message = "`#` begins a comment, so that the rest of this line is not read"
            return Complaint(TextSpan(number + 1, found.start() + 1), message, 'put "quotes" around the text with `#`')
    return None


def _is_open(text: str) -> bool:
    return sum(text.count(mark) for mark in "{[") > sum(text.count(mark) for mark in "}]")


def _blamed_character(lines: Sequence[str], line: int, column: int, mistake: str) -> Complaint | None:
    """A colon, a quote or a tab at the place of the complaint."""
    text = lines[line] if line < len(lines) else ""
    here, mark = text[column : column + 1], TextSpan(line + 1, column + 1)
    if here == "\t" and "cannot start any token" in mistake:
        return Complaint(mark, "a tab cannot stand here", "indent with spaces")
    if here == ":" and re.search(r"expected ',' or|mapping values", mistake):
        if re.search(r":\s", text[:column]):
            return Complaint(mark, _COLON, _QUOTED_COLON)
        if "mapping values" in mistake:
            return Complaint(mark, _COLON, _CROOKED[1])
    if here and here not in ",]}\"' " and text[:column].rstrip()[-1:] in ("'", '"'):
        message = "a text goes on after its closing quote"
        return Complaint(mark, message, "put quotes of the other kind around the whole text")
    return None
