"""Riders behind the pacer where no list says it: 'slotted in behind the derny, with R next', 'Then R2, R3'."""

from __future__ import annotations

from replay.sources.reports.account.discourse import Discourse
from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.sentence_items import Itemised, ItemKind


def queue_behind_pacer(sentence: Itemised, discourse: Discourse) -> tuple[int, ...]:
    """The riders of a sentence that lines them up behind the pacer in words of its own: 'slotted in behind the derny,
    with R2 next in line'; () where it does more than that, or names fewer than two.
    """
    items = sentence.items
    words = {item.text for item in items if item.kind is ItemKind.WORD}
    pacers = [at for at, item in enumerate(items) if item.kind is ItemKind.PACER]
    if not pacers or words & _NO_QUEUE or any(item.moment and item.moment.pacer_off for item in items):
        return ()
    if any(item.kind is ItemKind.MOMENT and item.moment and item.moment.template != "start" for item in items):
        return ()
    if any(item.kind is ItemKind.PLACE and item.place != 1 for item in items):
        return ()
    found: list[int] = []
    for item in items:
        if item.kind is ItemKind.RIDER and item.mention is not None and not item.mention.pronoun:
            riders = discourse.who(item)
            if len(riders) != 1 or riders[0] in found:
                return ()
            found.append(riders[0])
        elif item.kind is ItemKind.GROUP:
            return ()
    first = next((at for at, item in enumerate(items) if item.kind is ItemKind.RIDER), len(items))
    second = [at for at, item in enumerate(items) if item.kind is ItemKind.RIDER][1:2]
    near = {item.text for item in items[max(0, pacers[0] - 6) : pacers[0]]} & _BEHIND_PACER
    goes_on = bool(words & _NEXT_IN_LINE)
    is_first = bool(second) and first < pacers[0] < second[0]
    return tuple(found) if len(found) > 1 and near and goes_on and is_first else ()


_NO_QUEUE = frozenset(
    {
        "attacked",
        "attacks",
        "jumped",
        "passed",
        "passes",
        "overtook",
        "off",
        "left",
        "leaves",
        "after",
        "until",
        "when",
        "as",
        "not",
        "n't",
        "last",
        "rear",
        "would",
        "could",
        "once",
        "before",
    }
)
"""Words of a sentence that does more than line riders up."""

_BEHIND_PACER = frozenset(
    {"behind", "wheel", "slipstream", "took", "takes", "has", "had", "on", "onto", "with", "gets", "got"}
)
_NEXT_IN_LINE = frozenset(
    {"next", "then", "followed", "following", "behind", "second", "wheel", "ahead", "line", "queue"}
)


def going_on(sentence: Itemised, discourse: Discourse) -> tuple[int, ...]:
    """The riders of a sentence that goes on with the line of the sentence before: 'Then R2, R3, R4.'"""
    opening = sentence.items[0].text if sentence.items else ""
    found: list[int] = []
    for item in sentence.items:
        if item.kind is ItemKind.RIDER and item.mention is not None and item.mention.riders:
            found.extend(discourse.who(item))
        elif item.kind is not ItemKind.WORD or item.text not in words_in("plain_lists") | _NEXT_IN_LINE | {
            "came",
            "come",
            "comes",
        }:
            return ()
    goes_on = opening in ("then", "next", "behind", "followed", "after") and discourse.to_go_m is None
    return tuple(found) if goes_on and found and discourse.lined + len(found) <= len(discourse.book) else ()
