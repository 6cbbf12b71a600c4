"""When a fact was: the moment that its clause names, or the stretch between the moments around it in the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from replay.sources.reports.language.moments_said import metres_to_go
from replay.sources.reports.sentence.fact_events import FactEvent
from replay.sources.reports.sentence.sentence_items import Item, Itemised, ItemKind
from replay.sources.reports.sentence.word_forms import is_verb

_BOUNDARIES = frozenset(
    {",", ";", ":", "and", "but", "while", "then", "before", "as", "when", "after", "until", "although", "-"}
)
_ENDS = frozenset({"until", "till"})
_BEFORE = frozenset({"before", "by"})
_NEED_MOMENT = frozenset({"crash", "pacer_off", "passes_pacer", "look_back", "caption"})
_RACING_M = 700.0
"""Metres to go from which on riders race without the pacer, roughly."""

_RETOLD = frozenset({"attack", "hesitate", "leads", "chase"})
"""Kinds that reports tell again behind the finish, wherever in the race they were."""

_AT_LINE_M = 20.0
"""Metres to go up to which a moment is one of the finish."""

_START_M = 1500.0
"""Metres to go at the start of a keirin: what ends there says nothing."""

_BEHIND_PACER = frozenset({"order", "hold_wheel", "gap", "leads"})
"""Kinds that are said of the riders behind the pacer as well."""

_STATES = frozenset({"gap", "order", "leads", "level"})
"""Kinds that are so at a moment: what is so 'by the bell' is so at the bell."""

_JUST_BEFORE = frozenset({"tries", "chase", "at_shoulder"})
"""Kinds that are said of the line and were so on the way to it."""

_NOT_AT_FINISH = frozenset(
    {
        "hold_wheel",
        "attack",
        "boxed_in",
        "move_up",
        "works_for",
        "hesitate",
        "look_back",
        "ride_high",
        "stops_racing",
        "crash",
        "jump",
        "standstill",
        "drop_down",
        "feint",
        "forced_up",
    }
)


@dataclass(frozen=True, slots=True)
class FactTiming:
    """When a fact was, as far as the report says.

    when    a moment or a window in the words of race files; None where only what stands around it says when
    start   the last moment that was said before, None for none
    until   whether `when` is only its end
    over    whether it was over by then: 'at the bell R passed S, who had led'
    """

    when: str | None
    start: str | None
    until: bool = False
    over: bool = False


def moment_item(
    sentence: Itemised, event: FactEvent, events: Sequence[FactEvent], hidden: frozenset[int]
) -> int | None:
    """The item of the moment that an event's clause names; None where it names none."""
    items = sentence.items
    if event.rule.has("beside"):
        return _of_event_beside(sentence, event, events, hidden)
    events = [other for other in events if not other.rule.has("beside")]
    inside = [i for i in range(event.first, event.last + 1) if _is_moment(items, i, hidden)]
    if inside and not event.rule.has("last_moment"):
        return inside[-1] if event.rule.fact in ("place", "gap") else inside[0]
    starts = sorted({other.verb for other in events if other.verb > max(event.verb, event.last)})
    next_verb = starts[0] if starts else len(items)
    behind = next((i for i in range(event.last + 1, next_verb) if _is_moment(items, i, hidden)), None)
    if behind is not None and _belongs_before(items, event.last, behind, next_verb, len(items)):
        return behind
    ends = [other.last for other in events if other.verb < event.verb and other.last < event.verb]
    previous = max(ends, default=-1)
    heads = len(items) > 1 and _is_moment(items, 0, hidden) and items[1].text == ":"
    ahead = [i for i in range(previous + 1, event.first) if _is_moment(items, i, hidden)]
    ahead = [i for i in ahead if not _is_in_clause_between(items, i, event.first)]
    if ahead and (previous < 0 or not _belongs_before(items, previous, ahead[-1], event.verb, len(items))):
        return ahead[-1]
    if heads or _is_state_at_head(items, event, hidden):
        return 0
    if event.rule.fact in ("place", "hold_wheel") and "who" in event.parts:
        before = [
            other for other in events if other.last < event.first and _goes_on_list(items, other.last, event.first)
        ]
        if before:
            return moment_item(sentence, before[-1], events, hidden)
    goes_on = "with" in (items[event.first].text, items[max(0, event.first - 1)].text)
    earlier = [i for i in range(event.first) if _is_moment(items, i, hidden)] if goes_on else []
    return earlier[-1] if earlier else None


def event_beside(event: FactEvent, events: Sequence[FactEvent]) -> FactEvent | None:
    """The event beside which another is told: the nearest before it, else the next one; None where it is alone."""
    others = [other for other in events if not other.rule.has("beside")]
    before = [other for other in others if other.verb < event.first]
    return max(before, key=lambda other: other.verb, default=next(iter(others), None))


def _of_event_beside(
    sentence: Itemised, event: FactEvent, events: Sequence[FactEvent], hidden: frozenset[int]
) -> int | None:
    """The moment right behind a place, 'from fifth at the bell', else that of the event beside which it is told."""
    if event.last + 1 < len(sentence.items) and _is_moment(sentence.items, event.last + 1, hidden):
        return event.last + 1
    nearest = event_beside(event, events)
    if nearest is None:
        return next((i for i in range(len(sentence.items)) if _is_moment(sentence.items, i, hidden)), None)
    return moment_item(sentence, nearest, events, hidden)


def _is_state_at_head(items: tuple[Item, ...], event: FactEvent, hidden: frozenset[int]) -> bool:
    """Whether something was so at the one moment that opens a sentence: 'At the bell R1 led and R2 was fifth'."""
    is_state = event.rule.fact in _STATES_SAID and items[event.verb].text in _WAS
    alone = sum(1 for item in items if item.kind is ItemKind.MOMENT) == 1
    return is_state and alone and _is_moment(items, 0, hidden)


_STATES_SAID = frozenset({"place", "gap", "leads", "hold_wheel", "at_shoulder", "level", "boxed_in"})
_WAS = frozenset({"was", "were", "is", "'s", "are", "lay", "sat", "had"})


def _goes_on_list(items: tuple[Item, ...], last: int, first: int) -> bool:
    """Whether words go on with the riders of the words before: 'R1 led, R2 second', 'R2 on his wheel and R3 third'."""
    kinds = (ItemKind.RIDER, ItemKind.PLACE, ItemKind.MOMENT, ItemKind.GROUP)
    between = items[last + 1 : first]
    return all(item.kind in kinds or item.text in _IN_LISTS for item in between)


_IN_LISTS = frozenset({",", ";", "and", "then", "with", "in", "on", "'s", "wheel", "at", "the", "behind", "from"})


def _is_in_clause_between(items: tuple[Item, ...], moment: int, first: int) -> bool:
    """Whether a moment is that of a clause between commas beside the main one: 'R, who slipped at the bell, won'."""
    if _is_of_place_beside(items, moment, first):
        return True
    opened = next((at for at in range(moment, 0, -1) if items[at].text in ("who", "whose")), None)
    if opened is None or items[opened - 1].text != ",":
        return False
    inner = items[opened:moment]
    return not any(item.text == "," for item in inner) and any(item.text == "," for item in items[moment + 1 : first])


def _is_of_place_beside(items: tuple[Item, ...], moment: int, first: int) -> bool:
    """Whether a moment is that of a place between commas: 'R, third wheel at the bell, took bronze'."""
    if moment < _PLACE_BESIDE or moment + 1 >= first or items[moment + 1].text != ",":
        return False
    return (
        items[moment - 1].kind is ItemKind.PLACE
        and items[moment - 2].text == ","
        and items[moment - 3].kind is ItemKind.RIDER
    )


_PLACE_BESIDE = 3


def _is_moment(items: tuple[Item, ...], place: int, hidden: frozenset[int]) -> bool:
    return items[place].kind is ItemKind.MOMENT and place not in hidden


def _belongs_before(items: tuple[Item, ...], last: int, moment: int, next_verb: int, end: int) -> bool:
    """Whether a moment between two verbs belongs to the one before it."""
    last = _behind_apposition(items, last, moment)
    between = [
        items[place].text
        for place in range(last + 1, moment)
        if items[place].kind is ItemKind.WORD and not _joins_riders(items, place)
    ]
    marks = [word for word in between if word in _BOUNDARIES and word not in ("as", "when", "after", "before", "until")]
    if not marks:
        return True
    if any(item.kind in (ItemKind.RIDER, ItemKind.GROUP) for item in items[last + 1 : moment]):
        return False
    if next_verb == end:
        return len(between) < 14
    following = items[moment + 1].text if moment + 1 < end else ""
    return marks == [","] and following in (",", "and", "but", ".", ";")


def _behind_apposition(items: tuple[Item, ...], last: int, moment: int) -> int:
    """The last item of words with who they mean said again: 'passed the champion, R, in the last bend'."""
    marks = [items[at].text for at in (last + 1, last + 3) if at < moment]
    again = last + 2 < moment and items[last].kind is items[last + 2].kind is ItemKind.RIDER
    return last + 3 if again and marks == [",", ","] else last


def _joins_riders(items: tuple[Item, ...], place: int) -> bool:
    """Whether an 'and' or a comma stands between two riders."""
    if items[place].text not in ("and", ",") or place == 0 or place + 1 == len(items):
        return False
    return items[place - 1].kind is ItemKind.RIDER and items[place + 1].kind is ItemKind.RIDER


def timing_of(items: tuple[Item, ...], moment: int | None, said: str | None, state: str | None) -> FactTiming:
    """The timing of a fact. said: the moment in the words of race files; state: the last one that was said before."""
    if moment is None or said is None:
        return FactTiming(None, state)
    before = items[moment - 1].text if moment > 0 else ""
    if before == "by" and moment > 1 and is_verb(items[moment - 2]):
        return FactTiming(said, state)  # 'went by in the home straight'
    behind = [item.text for item in items[moment + 1 : moment + 3]]
    if before in _ENDS and (behind[:1] == ["before"] or behind in ([",", "when"], [",", "where"])):
        return FactTiming(said, state)
    if said.startswith("{before: "):
        return FactTiming(said[len("{before: ") : -1], state, until=True)
    if before in _ENDS or (before in _BEFORE and said != "finish"):
        return FactTiming(said, state, until=True)
    return FactTiming(said, state)


def when_of(
    kind: str, timing: FactTiming, following: str | None, *, queue: bool, at_finish: bool
) -> tuple[object, str]:
    """How the race file writes when a fact was, and why that is not sure ('' if it is).

    following  the next moment that the report says, None for none
    queue      whether it is told of the riders behind the pacer
    """
    if queue and (timing.when is None or timing.until or _is_from(timing.when, 1500.0)):
        return {"between": ["start", "pull-off"]}, ""
    if at_finish:
        return "finish", ""
    if timing.when is not None and (not timing.until or (kind in _STATES and not timing.over)):
        return _moment_for(kind, timing.when)
    end = timing.when if timing.until else following
    return _window(kind, timing.start, end, until=timing.until)


def _is_from(when: str, metres: float) -> bool:
    to_go = metres_to_go(when)
    return to_go is not None and to_go >= metres


def _moment_for(kind: str, when: str) -> tuple[object, str]:
    if when == "finish" and kind in _JUST_BEFORE:
        return "home straight on the last lap", ""
    if when == "finish" and kind in ("attack", "jump"):
        return {"before": "finish"}, ""  # 'powered away to the line'
    if when == "finish" and kind in _NOT_AT_FINISH:
        return "on the last lap", "nothing of that kind is told of the finish"
    if when.startswith(("on the", "in the last")) and kind in _NEED_MOMENT:
        return ("bell" if "last lap" in when else "2 laps to go"), "the moment is not told"
    return when, ""


def _window(kind: str, start: str | None, end: str | None, *, until: bool = False) -> tuple[object, str]:
    """The stretch from one moment to another, or a moment for what needs one."""
    first, last = metres_to_go(start or ""), metres_to_go(end or "")
    last = None if last is not None and last >= _START_M else last
    if kind in _NEED_MOMENT and until and end:
        return end, ""  # 'fell before the bell'
    if kind in _NEED_MOMENT:
        return (start or "pull-off"), "" if start or kind == "pacer_off" else "the moment is not told"
    if first is not None and first <= _AT_LINE_M:
        if kind not in _RETOLD and (last is None or last >= first):
            return "on the last lap", ""  # told behind the finish, and of what led to it
        start = first = None
    if first is None and last is not None and last >= _RACING_M:
        return ({"between": ["start", end]} if kind in _BEHIND_PACER else {"before": "finish"}), ""
    if last is None or (first is not None and last >= first):
        end, last = "finish", 0.0
    if start is None or first is None:
        return {"before": end}, ""
    return {"between": [start, end]}, ""
