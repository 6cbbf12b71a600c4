"""What a piece of wikitext shows: its words, and what templates of flags, athletes and medals say beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

import mwparserfromhell
from mwparserfromhell.nodes import ExternalLink, HTMLEntity, Tag, Template, Text, Wikilink
from mwparserfromhell.parser import ParserError

from replay.sources.results.layouts.blocks import Cell, tidy
from replay.sources.results.words.nation_codes import nation_of_code, nation_of_name
from replay.sources.results.words.status_words import status_of
from replay.sources.results.words.time_marks import rank_of

LONGEST_PARSED = 1500
"""Characters of a cell that are parsed: longer ones are no cells of results, and templates in templates take time."""
_MEDAL = re.compile(r"(gold|silver|bronze)\s?0?(\d)?(?: medal)?$|^(?:medal)$", re.IGNORECASE)
_MEDALS = {"gold": "1", "silver": "2", "bronze": "3"}
_SORT_KEYS = frozenset(
    (
        "nts",
        "ntsh",
        "sort",
        "dts",
        "sortkey",
        "hs",
        "nowrap",
        "small",
        "center",
        "centre",
        "s",
        "big",
        "ill",
        "lang",
        "link-interwiki",
        "nobr",
        "bold",
        "abbr",
        "tooltip",
        "lien",
        "tt",
        "nobold",
        "font color",
        "color",
    )
)
_NAMED_SORT = frozenset(("sortname", "sortdash", "sortiername", "nome ordinabile", "sorteernaam"))
_SILENT = frozenset(
    (
        "efn",
        "ref",
        "refn",
        "sfn",
        "cite",
        "citation",
        "legend",
        "cite web",
        "cite news",
        "note",
        "fn",
        "efn-ua",
        "cn",
        "abbr link",
        "anchor",
    )
)


@lru_cache(maxsize=4096)
def cell_of_wiki(text: str) -> Cell:
    """What a piece of wikitext shows: its words, and what its templates say of nation and names."""
    text = text.strip()
    if not any(mark in text for mark in "[{<&'"):
        return Cell(tidy(text))
    try:
        nodes = mwparserfromhell.parse(text[:LONGEST_PARSED], skip_style_tags=True).nodes
    except (ParserError, RecursionError, ValueError):
        return Cell(tidy(re.sub(r"[\[\]{}']|<[^>]*>", " ", text)))
    shown = _Shown()
    for node in nodes:
        shown.take(node)
    words = re.sub(r"'{2,5}", "", "".join(shown.words))
    return Cell(tidy(words), shown.nation, shown.first, shown.last)


@dataclass(slots=True)
class _Shown:
    """What a cell shows, as it is put together from its parts."""

    words: list[str] = field(default_factory=list)
    nation: str = ""
    first: str = ""
    last: str = ""

    def take(self, node: object) -> None:
        if isinstance(node, Text):
            self.words.append(str(node))
        elif isinstance(node, Wikilink):
            title = str(node.title)
            if not re.match(
                r"^\s*(?:file|image|datei|bild|fichier|immagine|archivo|bestand|category|kategorie)\s*:",
                title,
                re.IGNORECASE,
            ):
                self._inside(str(node.text) if node.text else re.sub(r"\s*\(.*?\)$", "", title.lstrip(":")))
            elif flag := re.search(r"flag of (?:the )?([\w ]+)\.", title, re.IGNORECASE):
                self.nation = self.nation or flag[1]
        elif isinstance(node, ExternalLink):
            self._inside(str(node.title or ""))
        elif isinstance(node, HTMLEntity):
            self.words.append(node.normalize() or " ")
        elif isinstance(node, Tag):
            self._tag(node)
        elif isinstance(node, Template):
            self._template(node)

    def _inside(self, text: str) -> None:
        cell = cell_of_wiki(text) if text else Cell("")
        self.words.append(cell.text)
        self.nation, self.first, self.last = (
            self.nation or cell.nation,
            self.first or cell.first,
            self.last or cell.last,
        )

    def _tag(self, node: Tag) -> None:
        name = str(node.tag).strip().lower()
        if name in ("br", "hr"):
            self.words.append(" ")
        elif name not in ("ref", "sup", "references", "score", "gallery"):
            self._inside(str(node.contents or ""))

    def _template(self, node: Template) -> None:
        name = " ".join(str(node.name).replace("_", " ").split()).lower()
        plain = [str(p.value).strip() for p in node.params if not p.showkey][:8]
        medal = _MEDAL.search(name)
        if name in _SILENT or name.startswith(("cite ", "efn", "#tag")):
            return
        if medal:
            kind = (medal[1] or (plain[0] if plain else "")).lower()
            self.words.append(f" {medal[2] or _MEDALS.get(kind, '')} ")
        elif name in _NAMED_SORT and len(plain) > 1:
            self.first, self.last = (cell_of_wiki(part).text for part in plain[:2])
            self.words.append(f"{self.first} {self.last}")
        elif not plain and rank_of(name) is not None:
            self.words.append(f" {name} ")
        elif status_of(name) is not None:
            self.words.append(f" {name.upper()} ")
        elif name in _SORT_KEYS or name.startswith(("sort", "nowrap", "small", "ill")):
            self._inside(_text_of_marks(name, plain))
        else:
            self._flag(name, plain)

    def _flag(self, name: str, plain: list[str]) -> None:
        """A template of flags: a nation, and perhaps who rides for it."""
        names = []
        nation = nation_of_code(re.split(r"[ |-]", name.upper())[0]) or nation_of_name(name)
        for part in sorted(plain, key=lambda part: not nation_of_code(part)):
            found = nation_of_code(part.upper()) or nation_of_name(part) if not _is_link(part) else ""
            if found and not nation:
                nation = found
            elif (
                len(part) > 2
                and not re.fullmatch(r"\d{4}.*|\d+px|.*(?:summer|winter|games).*", part.lower())
                and not found
            ):
                names.append(part)
        self.nation = self.nation or nation
        if nation or _is_flag_name(name):
            for part in names:
                if _is_link(part) or len(part.split()) > 1 or _is_flag_name(name):
                    self._inside(part)
                    self.words.append(" ")
                    if nation:
                        break
            if not nation and not names and plain:
                self.words.append(plain[0])
        else:
            for part in names[:2]:
                self._inside(part)
                self.words.append(" ")


def _is_link(text: str) -> bool:
    return text.startswith("[[")


def _is_flag_name(name: str) -> bool:
    return name.startswith(
        ("flag", "drapeau", "bandiera", "bandera", "vlag", "flagge", "naz", "country", "flagathlete", "flagg")
    )


def _text_of_marks(name: str, plain: list[str]) -> str:
    """The parameter that a template about form alone shows."""
    if not plain:
        return ""
    if name.startswith("sort") and len(plain) > 1:
        return plain[1]
    if name in ("lang", "color", "font color") and len(plain) > 1:
        return plain[1]
    return plain[0]
