"""Parts of a sentence of which nothing was read: what stands between its commas and conjunctions and in no fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_BORDERS = re.compile(
    r"\s*[,;:()–—!?…]+\s*|\s-+\s|[.](?=\s|$)|"
    r"\s+(?=(?:and(?! a half| three| a quarter)|but|while|when|as|before|after|until|who|which|because|though|with)\s)"
)
"""Where a part ends and the next one begins."""

_FEWEST_WORDS = 3
"""Words of a part that may say something: 'on Sunday' says nothing that a reader would miss."""


def unread_parts(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The parts of a sentence that share no character with any of some spans, those in which facts were read."""
    for first, last in _parts(text):
        words = text[first:last].split()
        if len(words) >= _FEWEST_WORDS and not any(a < last and first < b for a, b in spans):
            yield " ".join(words)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    first = 0
    for border in _BORDERS.finditer(text):
        yield first, border.start()
        first = border.end()
    yield first, len(text)
