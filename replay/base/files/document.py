"""A file as a tree of values, each of which remembers where it was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from replay.base.errors import Mistake
from replay.base.mistakes import TextSpan, mistake_at

Scalar: TypeAlias = str | int | float | bool | None
Location: TypeAlias = tuple[str | int, ...]
"""Where a value stands in its file: keys and list positions (from 0), outermost first."""


@dataclass(slots=True)
class Node:
    """A value of the file. `content` is a Scalar, a list of nodes, or a dict of nodes with `keys` for their marks."""

    mark: TextSpan
    content: Scalar | list[Node] | dict[str, Node]
    keys: dict[str, TextSpan] = field(default_factory=dict)

    def child(self, step: str | int) -> Node | None:
        if isinstance(self.content, dict):
            return self.content.get(step) if isinstance(step, str) else None
        if isinstance(self.content, list) and isinstance(step, int):
            return self.content[step] if 0 <= step < len(self.content) else None
        return None

    def plain(self) -> object:
        """The value as ordinary dicts, lists and scalars."""
        if isinstance(self.content, dict):
            return {key: node.plain() for key, node in self.content.items()}
        if isinstance(self.content, list):
            return [node.plain() for node in self.content]
        return self.content


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its name, its lines and its values."""

    file: str
    lines: tuple[str, ...]
    root: Node

    def mark(self, location: Location, *, at_key: bool = False) -> TextSpan:
        """Where a value was written (or its key), or the nearest value around it that exists."""
        node, mark = self.root, self.root.mark
        for step in location:
            found = node.child(step)
            if found is None:
                return node.keys.get(str(step), mark)
            mark = node.keys[str(step)] if at_key and isinstance(step, str) else found.mark
            node = found
        return mark

    def has(self, location: Location) -> bool:
        """Whether the file holds a value there."""
        node: Node | None = self.root
        for step in location:
            node = node and node.child(step)
        return node is not None

    def mistake(self, location: Location, message: str, remedy: str = "", *, at_key: bool = False) -> Mistake:
        """A mistake at a value of this file."""
        return mistake_at(self.file, self.lines, self.mark(location, at_key=at_key), message, remedy)

    def without(self, locations: Iterable[Location]) -> Document:
        """The same document lacking some values; the rest keep their marks."""
        return Document(self.file, self.lines, _pruned(self.root, (), set(locations)))


def _pruned(node: Node, here: Location, gone: set[Location]) -> Node:
    if isinstance(node.content, dict):
        kept = {key: node.content[key] for key in node.content if (*here, key) not in gone}
        return Node(node.mark, {key: _pruned(child, (*here, key), gone) for key, child in kept.items()}, node.keys)
    if isinstance(node.content, list):
        items = [(index, child) for index, child in enumerate(node.content) if (*here, index) not in gone]
        return Node(node.mark, [_pruned(child, (*here, index), gone) for index, child in items])
    return node
