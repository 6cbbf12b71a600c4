"""Which layout a text is in, and its blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from replay.sources.decoding import SourceText
from replay.sources.results.layouts.blocks import MOST_LINES, Block
from replay.sources.results.layouts.html_pages import html_blocks
from replay.sources.results.layouts.json_records import json_blocks
from replay.sources.results.layouts.separated import separated_blocks
from replay.sources.results.layouts.wikitext import wiki_blocks

_HTML = re.compile(r"<(?:!doctype\s+html|html|body|table|tr|td|div|ol|ul|h[1-6]|p)\b[^<>]{0,500}>", re.IGNORECASE)
_WIKI_TABLE = re.compile(r"^[ \t]*:*\{\|", re.MULTILINE)
_WIKI_MARKS = re.compile(r"\[\[[^\]\n]{1,200}\]\]|\{\{[^}\n]{1,200}\}\}")
_LEAST_MARKS = 3


def blocks_of(source: SourceText) -> tuple[str, list[Block]]:
    """The layout of a source in a word, and its blocks in their order."""
    text = source.text
    records = json_blocks(text, source.lines)
    if records is not None:
        return "JSON", records
    if _is_wiki(text):
        return "wikitext", list(wiki_blocks(source.lines[:MOST_LINES]))
    if _is_page(text, source.lines):
        return "HTML", list(html_blocks(text))
    return "text", list(separated_blocks(source.lines[:MOST_LINES]))


def _is_wiki(text: str) -> bool:
    return bool(_WIKI_TABLE.search(text)) or len(_WIKI_MARKS.findall(text[:200_000])) >= _LEAST_MARKS


def _is_page(text: str, lines: Sequence[str]) -> bool:
    marks = len(_HTML.findall(text[:500_000]))
    return marks >= 3 or (marks > 0 and len(lines) < 20 and "<t" in text.lower())
