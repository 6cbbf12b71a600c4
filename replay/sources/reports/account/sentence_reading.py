"""The facts of one sentence of a report with their timing, and what the sentence leaves behind for the next ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from replay.sources.found import MOST_WORDS, UNSURE, Origin
from replay.sources.reports.account.discourse import Discourse
from replay.sources.reports.account.facts.fact_scene import WrittenFact
from replay.sources.reports.account.facts.fact_writing import written_facts
from replay.sources.reports.account.facts.sprint_facts import events_of_sprint, of_sprint, without_reactions
from replay.sources.reports.account.hearing import hear, mentioned_in
from replay.sources.reports.account.lined_up import going_on, queue_behind_pacer
from replay.sources.reports.account.margins import with_margins
from replay.sources.reports.account.queue_lists import begins_with_moment, plain_list, queue_in, speaks_of_draw
from replay.sources.reports.account.races.races_meant import Scope
from replay.sources.reports.account.races.rides_meant import NO_RIDE_SAID
from replay.sources.reports.account.spoken_to import with_persons
from replay.sources.reports.account.story_times import FactTiming, event_beside, moment_item, timing_of
from replay.sources.reports.account.supposing import no_account
from replay.sources.reports.account.timed_facts import TimedFact, said_once
from replay.sources.reports.language.moments_said import lap_named
from replay.sources.reports.language.report_text import Sentence
from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.fact_events import FactEvent, events_in
from replay.sources.reports.sentence.phrases_said import with_phrases
from replay.sources.reports.sentence.sentence_items import Itemised, ItemKind, itemised
from replay.sources.reports.sentence.usual_order import in_usual_order

_MOST_MENTIONS = 40
"""Names and pronouns beyond which nothing is a sentence of a report."""


def read_sentence(
    sentence: Sentence, origin: Origin, scope: Scope, discourse: Discourse, known: frozenset[str]
) -> tuple[list[TimedFact], str]:
    """What a sentence says, and why it says nothing where it does not."""
    if scope.away:
        if scope.away == NO_RIDE_SAID:
            spoken = itemised(sentence, discourse.book, known)
            hear(spoken, frozenset(), {}, mentioned_in(spoken, discourse), discourse)
        return [], scope.away
    if sum(1 for _ in discourse.book.spans_in(sentence.folded)) > _MOST_MENTIONS:
        return [], "is a list of names"
    whole = in_usual_order(with_persons(itemised(sentence, discourse.book, known), discourse))
    hidden = frozenset(i for i, item in enumerate(whole.items) if scope.hides(item.start))
    discourse.former = None
    discourse.fresh = discourse.fresh and sentence.number == discourse.heard_sentence + 1
    discourse.heard_sentence = sentence.number
    why, silent = no_account(sentence, whole)
    if why:
        hear(whole, hidden, {}, {}, discourse)
        return [], why
    hidden |= silent
    events = [
        event
        for event in with_phrases(whole, events_in(whole))
        if hidden.isdisjoint((event.verb, event.first, event.last))
    ]
    events = without_reactions(events)
    if discourse.is_sprint:
        events = events_of_sprint(events)
    else:
        events = [event for event in events if not event.rule.has("sprint")]
    moments = [i for i, item in enumerate(whole.items) if item.kind is ItemKind.MOMENT and i not in hidden]
    said = _said_moments(whole, moments, discourse)
    events = with_margins(whole, events, discourse, said)
    first = said[moments[0]] if moments else discourse.when
    queue = list(_from_queue(whole, discourse, origin, first))
    discourse.lines_up = (
        discourse.to_go_m is None and not moments and (bool(queue) or speaks_of_draw(whole, goes_on=discourse.lines_up))
    )
    mentioned = mentioned_in(whole, discourse)
    found = [
        item for event in events for item in _timed(whole, event, events, hidden, discourse, origin, said, mentioned)
    ]
    if queue:
        found = [
            item
            for item in found
            if item.timing.when is not None or item.fact is None or _stands_beside(item.fact, queue)
        ]
    found = [*queue, *_pacer_facts(whole, moments, said, discourse, origin), *said_once(found)]
    marks = [TimedFact(None, FactTiming(said[place], None), origin, origin.sentence or 0) for place in moments]
    hear(whole, hidden, _moments_come(whole, said, discourse, is_read=bool(found)), mentioned, discourse)
    return [*found, *marks], "" if found else "nothing in it is a fact that is known"


_ENDS = frozenset({"until", "till"})


def _moments_come(whole: Itemised, said: dict[int, str], discourse: Discourse, *, is_read: bool) -> dict[int, str]:
    """The moments to which the report has come: of a ride not the end of what the sentence says and is not read."""
    if is_read or not discourse.is_sprint:
        return said
    return {at: moment for at, moment in said.items() if whole.items[at - 1].text not in _ENDS}


_NOT_IN_QUEUE = frozenset({"pacer_off", "attack", "gap", "pass"})
"""Kinds of facts that stand beside a list of those behind the pacer; others say parts of it again."""


def _stands_beside(fact: WrittenFact, queue: list[TimedFact]) -> bool:
    """Whether a fact says more than a list of those behind the pacer: another kind of fact, or another place."""
    contents = [item.fact.content for item in queue if item.fact is not None]
    listed = {name for content in contents if isinstance(content, dict) for name in content["riders"]}
    mine = fact.content if isinstance(fact.content, dict) else {}
    return fact.kind in _NOT_IN_QUEUE or (fact.kind == "order" and listed.isdisjoint(mine.get("riders", ())))


def _said_moments(whole: Itemised, moments: list[int], discourse: Discourse) -> dict[int, str]:
    """The moments of a sentence in the words of race files, each on the lap that those before it leave."""
    found: dict[int, str] = {}
    before = discourse.when, discourse.to_go_m
    for place in moments:
        moment = whole.items[place].moment
        if moment is not None:
            after = whole.items[place + 1].moment if place + 1 < len(whole.items) else None
            found[place] = discourse.lap(moment.template, None if after is None else lap_named(after.template))
            if not moment.template.startswith("{before"):
                discourse.moved_to(found[place])
    discourse.when, discourse.to_go_m = before
    return found


def _of_sprint(
    whole: Itemised, event: FactEvent, facts: tuple[WrittenFact, ...], discourse: Discourse, said: str | None
) -> tuple[WrittenFact, ...]:
    """The facts as they are written of a sprint."""
    verb = whole.items[event.verb]
    said = "start" if event.rule.option("when") == "start" else said
    behind = whole.sentence.folded.lower()[verb.end :]
    meant = (of_sprint(fact, verb.text, discourse, said, behind) for fact in facts)
    return tuple(fact for fact in meant if fact is not None)


def _timed(
    whole: Itemised,
    event: FactEvent,
    events: list[FactEvent],
    hidden: frozenset[int],
    discourse: Discourse,
    origin: Origin,
    moments: dict[int, str],
    mentioned: dict[int, tuple[int, ...]],
) -> Iterator[TimedFact]:
    """The facts of an event with their timing; what they say of the state of the race is noted."""
    place = moment_item(whole, event, events, hidden)
    said = moments.get(place) if place is not None else None
    facts = written_facts(whole, event, discourse, mentioned, moment=said)
    facts = _of_sprint(whole, event, facts, discourse, said) if discourse.is_sprint else facts
    said = said or (event.rule.option("when") or None) or (discourse.when if discourse.fresh else None)
    said = said or ("pull-off" if any(fact.kind == "pacer_off" for fact in facts) else None)
    timing = (
        timing_of(whole.items, place, said, discourse.when) if place is not None else FactTiming(said, discourse.when)
    )
    if place is None and (waited := _waited_until(whole, event, moments)):
        timing = FactTiming(None, waited)
    is_state = event.rule.fact in ("leads", "hold_wheel", "order", "place")
    if is_state and place is None and said in (None, discourse.when) and _is_earlier(whole, event):
        over = any(_had_been(whole, event, at) for at in moments)
        timing = FactTiming(discourse.when, None, until=True, over=over)
    if is_state and place is not None and said and _had_been(whole, event, place):
        timing = FactTiming(said, None, until=True, over=True)
    if event.rule.has("beside") and said and place != event.last + 1 and _is_left_by(event_beside(event, events)):
        timing = FactTiming(said, discourse.when, until=True, over=True)
    for fact in facts:
        if fact.kind == "lead_out" or event.rule.fact == "draw":
            timing = FactTiming("start", None)
        elif fact.kind in _SLOW and said == "home straight on the last lap" and discourse.to_go_m is None:
            timing = FactTiming("home straight with 3 laps to go", None)
        sure, because = _certainty(whole, event, fact, last=event is events[-1])
        yield TimedFact(
            replace(fact, sure=sure, because=because), timing, _exact(origin, whole, event), origin.sentence or 0
        )
        if fact.kind == "pass" and sure > UNSURE and _is_of_leader(fact, discourse):
            discourse.led(fact.agents[0])
            discourse.escaped = None
        if fact.kind == "order" and fact.queue and isinstance(fact.content, dict) and fact.content.get("from") == 1:
            discourse.lined = max(discourse.lined, len(fact.agents))
        if fact.kind in ("order", "move_up") and sure > UNSURE and not fact.at_finish and _begins_order(fact):
            discourse.led(fact.agents[0])
        if fact.kind in _LEADING and fact.agents and sure > UNSURE:
            discourse.led(fact.agents[0])
            if fact.agents[0] != discourse.escaped:
                discourse.follower = None
            if fact.kind in _ESCAPES or fact.agents[0] != discourse.escaped:
                discourse.escaped = fact.agents[0] if fact.kind in _ESCAPES else None
        if fact.kind == "crash" and sure > UNSURE:
            discourse.fallen.update(fact.agents)
        if fact.kind == "hold_wheel" and sure > UNSURE and _is_of_escaped(fact, discourse):
            discourse.follower = fact.agents[0]
    if facts and facts[0].agents:
        discourse.heard(facts[0].agents)
    if said is not None and not timing.until:
        discourse.moved_to(said)


def _is_left_by(event: FactEvent | None) -> bool:
    """Whether a place is left by the moment of an event: who attacks from fourth is there, who leads was there."""
    return event is not None and event.rule.fact not in _ESCAPES


_SLOW = ("standstill", "feint")
"""Kinds of the slow part of a sprint, which is not ridden on the last lap."""

_ESCAPES = ("attack", "jump", "drop_down")
_LEADING = ("leads", "lead_out", *_ESCAPES)
"""Kinds of facts of whoever leads from then on."""


def _waited_until(whole: Itemised, event: FactEvent, moments: dict[int, str]) -> str | None:
    """The moment until which something else lasted before an event: 'waited until the bell, then surged'."""
    ended = [at for at in moments if 0 < at < event.first and whole.items[at - 1].text in ("until", "till")]
    between = [item.text for item in whole.items[ended[-1] + 1 : event.verb]] if ended else []
    goes_on = between in ([","], ["and"], ["before"], [",", "and"])
    return moments[ended[-1]] if "then" in between or goes_on else None


def _is_of_leader(fact: WrittenFact, discourse: Discourse) -> bool:
    """Whether who is passed has led so far, so that who passes leads now."""
    leader = None if discourse.leader is None else discourse.book.names[discourse.leader]
    return isinstance(fact.content, dict) and fact.content.get("of") == leader


def _is_of_escaped(fact: WrittenFact, discourse: Discourse) -> bool:
    """Whether somebody is on the wheel of who has escaped."""
    escaped = None if discourse.escaped is None else discourse.book.names[discourse.escaped]
    return isinstance(fact.content, dict) and fact.content.get("of") == escaped


def _begins_order(fact: WrittenFact) -> bool:
    """Whether an order begins with the first of all, or somebody moves up to be it."""
    is_first = isinstance(fact.content, dict) and 1 in (fact.content.get("from"), fact.content.get("to"))
    return is_first and bool(fact.agents)


def _is_earlier(whole: Itemised, event: FactEvent) -> bool:
    """Whether a verb tells what had been by then: 'R, who had led'."""
    before = [item.text for item in whole.items[max(0, event.verb - 3) : event.verb]]
    return "had" in before and "if" not in before


def _had_been(whole: Itemised, event: FactEvent, moment: int) -> bool:
    """Whether a verb tells what was before the moment of its main clause: 'at the bell R passed S, who had led'."""
    opened = next((at for at in range(event.verb, 0, -1) if whole.items[at].text == "who"), None)
    return opened is not None and moment < opened and _is_earlier(whole, event)


def _certainty(whole: Itemised, event: FactEvent, fact: WrittenFact, *, last: bool) -> tuple[float, str]:
    """How sure a fact is, and why not more: by its words, its rule, and whether somebody is quoted."""
    sure, because = min(fact.sure, event.rule.sure), fact.because
    if event.claim.hedged:
        return min(sure, UNSURE), f"hedged: {event.claim.hedged}"
    if last and "or so it" in whole.rendered:
        return min(sure, UNSURE), "hedged: or so it seemed"
    if whole.sentence.is_quoted(whole.items[event.verb].start):
        return min(sure, UNSURE), "somebody is quoted"
    if sure <= UNSURE and not because:
        because = "the words may mean something else"
    return sure, because


def _exact(origin: Origin, whole: Itemised, event: FactEvent) -> Origin:
    """The origin with the words of the event instead of its whole sentence."""
    first = min((event.first, event.verb, *event.subjects))
    said = whole.items[first : max(event.last, event.verb) + 1]
    start, end = min(item.start for item in said), max(item.end for item in said)
    words = " ".join(whole.sentence.text[start:end].split()[:MOST_WORDS])
    return replace(origin, start=origin.start + start, end=origin.start + end, words=words)


def _from_queue(whole: Itemised, discourse: Discourse, origin: Origin, when: str | None) -> Iterator[TimedFact]:
    """The order that a sentence lists: behind the pacer, or at the moment that it says or was said before."""
    queue = queue_in(whole, discourse)
    if not (queue.riders or queue.more) and discourse.to_go_m is None:
        queue = replace(queue, riders=queue_behind_pacer(whole, discourse))
    listed = () if queue.riders or when is None else plain_list(whole, discourse)
    if listed:
        fact = replace(_order(discourse, listed, 1), sure=0.8 if when != "finish" else UNSURE)
        yield TimedFact(fact, FactTiming(when, None), origin, origin.sentence or 0)
    runs = [(queue.riders, 1), *queue.more]
    if not any(riders for riders, _ in runs) and discourse.lined > 0 and (more := going_on(whole, discourse)):
        runs = [(more, discourse.lined + 1)]
    if queue.last is not None:
        runs.append(((queue.last,), len(discourse.book)))
    for riders, place in runs:
        if riders:
            discourse.lined = place + len(riders) - 1
            on_the_way = begins_with_moment(whole)
            fact = replace(_order(discourse, riders, place), queue=not on_the_way)
            yield TimedFact(fact, FactTiming(when if on_the_way else None, None), origin, origin.sentence or 0)


def _order(discourse: Discourse, riders: tuple[int, ...], place: int) -> WrittenFact:
    """Riders one behind another from a place on, counted from 1."""
    content = {"riders": [discourse.book.names[rider] for rider in riders], "from": place}
    return WrittenFact("order", content, agents=riders[:1])


def _pacer_facts(
    whole: Itemised, moments: list[int], said: dict[int, str], discourse: Discourse, origin: Origin
) -> Iterator[TimedFact]:
    """That the pacer leaves, from a moment that says so: 'as the derny pulled off with three laps to go'."""
    if any(item.text in words_in("habits") for item in whole.items):
        return
    for place in moments:
        moment = whole.items[place].moment
        if moment is None or not moment.pacer_off:
            continue
        near = [said[i] for i in moments if abs(i - place) <= 2 and i != place]
        near = [when for when in near if when.endswith("to go")]
        timing = FactTiming(near[0] if near else "pull-off", discourse.when)
        item = whole.items[place]
        words = " ".join(whole.sentence.text[item.start : item.end].split()[:MOST_WORDS])
        here = replace(origin, start=origin.start + item.start, end=origin.start + item.end, words=words)
        yield TimedFact(WrittenFact("pacer_off", True), timing, here, origin.sentence or 0)
