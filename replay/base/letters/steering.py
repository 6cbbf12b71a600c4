"""Characters that steer a terminal: words and names come from other people's files, and must not reach it raw."""

from __future__ import annotations

import re

_STEERING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""C0 and C1 controls but for tab and line feed, and the controls of the bidirectional algorithm that embed."""

_LINES = re.compile("[\t\n\u2028\u2029]")
"""What breaks a line or moves on in it."""


def escaped(text: str, *, keep: str = "") -> str:
    """A text without characters that steer a terminal."""
    return _STEERING.sub(lambda found: found[0] if found[0] in keep else _escape(found[0]), text)


def one_line(text: object) -> str:
    """The name of a file, or a sentence with one in it, on one line: line breaks and tabs are escaped as well."""
    return _LINES.sub(lambda found: _escape(found[0]), escaped(str(text)))


def _escape(letter: str) -> str:
    return f"\\u{ord(letter):04x}"
