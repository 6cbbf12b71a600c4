"""Web pages: tables, lists and headings of the HTML, in their order. Nothing is executed and nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree, html

from replay.sources.results.layouts.blocks import (
    BOLD_LINE,
    CAPTION,
    MOST_LINES,
    PAGE_TITLE,
    WIDEST,
    Block,
    Cell,
    HeadingBlock,
    TableBlock,
    TableRow,
    TextLine,
    tidy,
)
from replay.sources.results.words.word_lists import words_in

_UNSEEN = words_in(
    "script style template noscript svg object iframe select option button textarea math canvas audio video"
)
_BESIDE = frozenset(["nav", "footer", "aside"])
_BESIDE_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "menu", "menubar", "complementary"])
_BESIDE_CLASSES = words_in(
    "nav navbar menu sidebar breadcrumb breadcrumbs footer cookie navbox mw-editsection vector-menu"
)
_BREAKS = words_in(
    "p div br li ul ol dl dt dd h1 h2 h3 h4 h5 h6 table tr section article header main form pre blockquote hr "
    "figure figcaption center"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MOST_SPAN = 30
_MOST_ELEMENTS = 120_000
"""Elements of a page, in and out, that are walked through."""


def html_blocks(text: str) -> Iterator[Block]:
    """Headings, tables and lines of text of a page, in their order."""
    parser = html.HTMLParser(recover=True, remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=False)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return
    title = root.find(".//title")
    if title is not None and title.text:
        yield HeadingBlock(tidy(title.text), PAGE_TITLE, title.sourceline or 1)
    body = root.find("body")
    yield from _Walk().blocks(body if body is not None else root)


@dataclass(slots=True)
class _Walk:
    """Goes through a page once, in order, and keeps the line of text that is being put together."""

    words: list[str] = field(default_factory=list)
    line: int = 0
    bold: bool = True
    ordered: int | None = None

    def blocks(self, root: html.HtmlElement) -> Iterator[Block]:
        """The blocks under an element, without recursion: pages may be nested deeply."""
        stack: list[tuple[html.HtmlElement, bool]] = [(root, False)]
        seen = 0
        while stack and seen < _MOST_ELEMENTS:
            element, leaving = stack.pop()
            seen += 1
            if not isinstance(element.tag, str):
                self._say(element.tail, element)
                continue
            if leaving:
                if element.tag in _BREAKS or _is_grid_row(element):
                    yield from self._ended()
                self._say(element.tail, element)
                continue
            if element is not root and (_is_unseen(element) or _is_beside(element)):
                self._say(element.tail, element)
                continue
            if element.tag in _BREAKS or _is_grid_row(element):
                yield from self._ended()
            made = self._whole(element)
            if made is not None:
                yield from made
                self._say(element.tail, element)
                continue
            if element.tag == "li":
                self.ordered = _number_in_list(element)
            if element.tag == "img":
                self._say(_flag(element), element)
            self._say(element.text, element)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
        yield from self._ended()

    def _whole(self, element: html.HtmlElement) -> list[Block] | None:
        """The blocks of an element that is read as one: a heading, or a table without tables in it."""
        if element.tag in _HEADINGS:
            text = tidy(text_of(element))
            return [HeadingBlock(text, _HEADINGS[element.tag], element.sourceline or 0)] if text else []
        if element.tag == "table" and element.find(".//table") is None:
            return list(_table(element))
        if _is_grid(element):
            return list(_grid(element))
        return None

    def _say(self, text: str | None, element: html.HtmlElement) -> None:
        if text and text.strip():
            if not self.words:
                self.line = element.sourceline or 0
                self.bold = True
            self.words.append(text)
            self.bold = self.bold and element.tag in ("b", "strong", "dt", "caption")
        elif text and self.words:
            self.words.append(" ")

    def _ended(self) -> Iterator[Block]:
        text = tidy(" ".join(self.words)) if self.words else ""
        if text and self.bold:
            yield HeadingBlock(text, BOLD_LINE, self.line)
        elif text:
            yield TextLine(text, self.line, self.ordered)
        self.words, self.ordered = [], None


def text_of(element: html.HtmlElement) -> str:
    """What is seen of the text of an element: without footnotes, hidden sort keys and scripts."""
    words: list[str] = []
    stack: list[html.HtmlElement | str] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            words.append(item)
            continue
        if item is not element and item.tail:
            stack.append(item.tail)
        if not isinstance(item.tag, str) or (item is not element and _is_unseen(item)):
            continue
        if item.tag in _BREAKS and item is not element:
            words.append(" ")
        stack.extend(reversed(item))
        if item.text:
            stack.append(item.text)
    return "".join(words)


def _is_unseen(element: html.HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    hidden = "display:none" in style or "visibility:hidden" in style or element.get("hidden") is not None
    footnote = element.tag == "sup" and (
        "reference" in (element.get("class") or "")
        or bool(re.fullmatch(r"\[?\w{0,3}\]?", (element.text_content() or "").strip()))
    )
    return element.tag in _UNSEEN or hidden or footnote


def _is_beside(element: html.HtmlElement) -> bool:
    """Navigation and other things around what the page is about."""
    classes = set((element.get("class") or "").lower().split()) | {(element.get("id") or "").lower()}
    return (
        element.tag in _BESIDE
        or (element.get("role") or "").lower() in _BESIDE_ROLES
        or (element.tag not in ("body", "table") and not classes.isdisjoint(_BESIDE_CLASSES))
    )


def _number_in_list(element: html.HtmlElement) -> int | None:
    """The number of an item of an ordered list."""
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return None
    if (element.get("value") or "").isdecimal():
        return int(element.get("value") or 0)
    begin = int(parent.get("start") or 1) if (parent.get("start") or "1").isdecimal() else 1
    return begin + sum(1 for _ in element.itersiblings("li", preceding=True)) if begin < 1000 else None


def _flag(image: html.HtmlElement) -> str:
    """The nation that a picture of a flag names, in brackets; '' for any other picture."""
    name = _flag_name(image)
    return f" ({name}) " if name else ""


_FLAG_FILE = re.compile(
    r"(?:flags?[_/-](?:of[_/-](?:the_)?)?|/flags?/(?:[\w]+/)*)([A-Za-z_%' -]{2,40})"
    r"(?:[._-]?\d+\w*)?\.(?:svg|png|gif|jpe?g|webp)",
    re.IGNORECASE,
)
_FLAG_CLASS = re.compile(
    r"(?:^|\s)(?:flag|flag-icon|fi|flagicon|fflag|flags)[-_]([A-Za-z]{2,3})(?=\s|$)", re.IGNORECASE
)


def _flag_name(element: html.HtmlElement) -> str:
    for words in (element.get("alt"), element.get("title")):
        if words and 1 < len(words.strip()) <= 40:
            return re.sub(
                r"^(?:flag of (?:the )?|drapeau d\w* |flagge |bandiera |bandera de |vlag van )",
                "",
                words.strip(),
                flags=re.IGNORECASE,
            )
    found = _FLAG_FILE.search(element.get("src") or "")
    return found[1].replace("_", " ").replace("%20", " ") if found else ""


def _table(table: html.HtmlElement) -> Iterator[Block]:
    caption = table.find("caption")
    if caption is not None and tidy(text_of(caption)):
        yield HeadingBlock(tidy(text_of(caption)), CAPTION, caption.sourceline or 0)
    rows = []
    spans: dict[int, tuple[int, Cell]] = {}
    for row in islice(table.iter("tr"), MOST_LINES):
        cells, heads = _cells(row, spans)
        if cells:
            rows.append(TableRow(cells, row.sourceline or 0, heads))
    if rows:
        yield TableBlock(tuple(rows))


def _cells(row: html.HtmlElement, spans: dict[int, tuple[int, Cell]]) -> tuple[tuple[Cell, ...], bool]:
    """The cells of a row, with those that reach down from rows above; and whether all of it are headings.

    spans  by column: the rows that a cell of above still reaches down, and the cell; brought up to date here
    """
    cells: list[Cell] = []
    heads = []
    for element in row:
        if element.tag not in ("td", "th") or len(cells) >= WIDEST:
            continue
        _fill(cells, spans)
        heads.append(element.tag == "th")
        cell = cell_of(element)
        across, down = (_span(element, name) for name in ("colspan", "rowspan"))
        for extra in range(across):
            if down > 1:
                spans[len(cells)] = (down - 1, cell)
            cells.append(cell if extra == 0 else Cell(""))
    _fill(cells, spans)
    return tuple(cells), bool(heads) and all(heads)


def _fill(cells: list[Cell], spans: dict[int, tuple[int, Cell]]) -> None:
    while len(cells) in spans and len(cells) < WIDEST:
        left, cell = spans.pop(len(cells))
        if left > 1:
            spans[len(cells)] = (left - 1, cell)
        cells.append(cell)


def _span(element: html.HtmlElement, name: str) -> int:
    written = element.get(name) or "1"
    return min(max(int(written), 1), _MOST_SPAN) if written.isdecimal() and len(written) < 5 else 1


def cell_of(element: html.HtmlElement) -> Cell:
    """The text of a cell, and the nation of a flag in it."""
    text = tidy(text_of(element))
    nation = ""
    for inner in element.iter("img", "span", "i", "abbr"):
        name = _flag_name(inner) if inner.tag == "img" else ""
        found = _FLAG_CLASS.search(inner.get("class") or "")
        nation = nation or name or (found[1] if found else "")
    return Cell(text, nation=nation)


def _classes(element: html.HtmlElement) -> set[str]:
    return set(re.findall(r"[a-z]+", (element.get("class") or "").lower()))


def _is_grid_row(element: html.HtmlElement) -> bool:
    return str(element.get("role")) == "row"


def _is_grid(element: html.HtmlElement) -> bool:
    """Whether boxes stand in for the rows of a table."""
    if element.tag not in ("div", "section", "ul") or not (
        element.get("role") in ("table", "grid", "rowgroup") or "table" in _classes(element)
    ):
        return False
    return len(_grid_rows(element)) > 1


def _grid_rows(element: html.HtmlElement) -> list[html.HtmlElement]:
    rows = [
        e
        for e in element.iter("div", "li", "a")
        if e is not element and (e.get("role") == "row" or "row" in _classes(e))
    ]
    return (
        [
            row
            for row in rows
            if len(row) > 1 and not any(inner is not row and inner in rows for inner in row.iter("div", "li", "a"))
        ]
        if len(rows) < 2000
        else []
    )


def _grid(element: html.HtmlElement) -> Iterator[Block]:
    rows = []
    for row in _grid_rows(element):
        cells = tuple(cell_of(child) for child in row if isinstance(child.tag, str))[:WIDEST]
        heads = any(child.get("role") == "columnheader" for child in row if isinstance(child.tag, str))
        rows.append(TableRow(cells, row.sourceline or 0, heads))
    yield TableBlock(tuple(rows))
