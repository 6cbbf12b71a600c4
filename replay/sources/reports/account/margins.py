"""Amounts that are the winner's margin though no verb says so: 'took the heat by 0.060', 'Half a wheel!'"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from replay.sources.reports.account.discourse import Discourse
from replay.sources.reports.language.fact_rules import FactRule, rule_of
from replay.sources.reports.language.moments_said import metres_to_go
from replay.sources.reports.sentence.fact_events import FactEvent, may_be
from replay.sources.reports.sentence.said_of_verbs import claim_of
from replay.sources.reports.sentence.sentence_items import Item, Itemised, ItemKind

_MOST_M = 12.0
"""Metres that a margin has at most: more is a gap on the way, or no gap at all."""

_FINE_S = 0.1
"""Seconds under which nobody but the timekeeper of the finish can tell a gap."""

_AT_LINE_M = 25.0
_LATE_M = 260.0
"""Metres to go from which on an amount that is all of a sentence is the margin of who wins."""

_FEW_WORDS = 6
_PAIR = 2
_NEAR = 4


@cache
def _margin() -> FactRule:
    return rule_of(
        {
            "fact": "gap",
            "says": "{amount}",
            "key": ["A"],
            "ahead": "winner",
            "whom": "field",
            "when": "finish",
            "sure": 0.85,
        }
    )


def with_margins(
    whole: Itemised, events: list[FactEvent], discourse: Discourse, said: Mapping[int, str]
) -> list[FactEvent]:
    """The events with those of the margins that are left; of larger races only where nobody but the winner is named."""
    return [*events, *_left(whole, events, discourse, said)]


def _left(
    whole: Itemised, events: list[FactEvent], discourse: Discourse, said: Mapping[int, str]
) -> Iterator[FactEvent]:
    items = whole.items
    known = {place for event in events for place in range(event.first, event.last + 1) if event.rule.fact in _AMOUNTS}
    known |= {place for event in events for place in event.parts.get("amount", ())}
    for place, item in enumerate(items):
        if item.amount is None or place in known or whole.sentence.is_quoted(item.start):
            continue
        if not _is_margin(items, place, discourse, said) or not _may_be_winners(items, discourse):
            continue
        claim = claim_of(items, None, place)
        if may_be(_margin(), claim):
            yield FactEvent(_margin(), place, place, place, (), {"amount": (place,)}, claim)
            return


_AMOUNTS = frozenset({"gap", "standstill"})


def _is_margin(items: tuple[Item, ...], place: int, discourse: Discourse, said: Mapping[int, str]) -> bool:
    """Whether an amount is one at the line: by the words of its sentence, or because nothing else is so small."""
    amount = items[place].amount
    if amount is None or amount.seconds * 18.0 > _MOST_M or amount.key in ("laps", "straights"):
        return False
    if any((metres_to_go(when) or 0.0) > _AT_LINE_M for at, when in said.items() if abs(at - place) <= _NEAR):
        return False
    behind = {item.text for item in items[place + 1 : place + 3]}
    if behind & _ON_THE_WAY:
        return False
    words = {item.text for item in items if item.kind is ItemKind.WORD}
    if amount.key == "s" and amount.value < _FINE_S:
        return True
    before = items[place - 1].text if place else ""
    if before in ("by", "for") and (words & _DECIDES or any(when == "finish" for when in said.values())):
        return True
    alone = sum(1 for word in words if word.isalpha()) < _FEW_WORDS and not words & _ON_THE_WAY
    late = discourse.to_go_m is not None and discourse.to_go_m <= _LATE_M
    at_line = bool(said) and all(when == "finish" for when in said.values())
    return at_line or (alone and late and discourse.is_sprint and amount.key in ("s", "by", "wheels"))


_ON_THE_WAY = frozenset(
    {
        "behind",
        "back",
        "ahead",
        "clear",
        "adrift",
        "off",
        "up",
        "down",
        "lead",
        "advantage",
        "gap",
        "away",
        "left",
        "high",
        "later",
        "still",
        "stood",
        "stopped",
        "until",
        "long",
        "standing",
    }
)
_DECIDES = frozenset(
    {
        "win",
        "wins",
        "won",
        "winning",
        "winner",
        "took",
        "takes",
        "take",
        "taking",
        "gold",
        "title",
        "heat",
        "ride",
        "race",
        "run",
        "decided",
        "decides",
        "verdict",
        "photo",
        "photo-finish",
        "beat",
        "beats",
        "beaten",
        "beating",
        "edged",
        "edges",
        "edging",
        "pipped",
        "pips",
        "pipping",
        "nailed",
        "nicked",
        "line",
        "throw",
        "lunge",
        "difference",
        "prevailed",
        "lost",
        "loses",
        "losing",
        "defeated",
        "outsprinted",
        "shaded",
        "victory",
        "margin",
        "it",
        "settled",
        "sealed",
        "held",
        "missed",
        "denied",
        "got",
        "gets",
        "stripe",
        "dip",
    }
)


def _may_be_winners(items: tuple[Item, ...], discourse: Discourse) -> bool:
    """Whether a margin may be the winner's: of a race of more than two nobody else is named."""
    if len(discourse.book) == _PAIR:
        return discourse.book.ranked(1) is not None
    winner = discourse.book.ranked(1)
    named = {rider for item in items if item.mention is not None for rider in item.mention.riders}
    places = any(item.kind is ItemKind.PLACE and item.place not in (1,) for item in items)
    return winner is not None and named == {winner} and not places
