"""A race report in English, read: facts of the story of one race, each with the words it came from.

What is not understood is left out. What is only hedged, quoted or doubtful is kept with a low `sure` and its reason, so
that it can be shown as a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from replay.sources.found import MOST_WORDS, SURE, UNSURE, FoundFact, FoundRace, Origin, ReadSentence, ReportReading
from replay.sources.reports.clauses import stands_as_subject
from replay.sources.reports.discourse import Discourse, is_of_women
from replay.sources.reports.fact_events import FactEvent, events_in
from replay.sources.reports.fact_writing import WrittenFact, written_facts
from replay.sources.reports.moments_said import metres_to_go
from replay.sources.reports.name_book import NameBook, name_book
from replay.sources.reports.queue_lists import plain_list, queue_in
from replay.sources.reports.races_meant import RaceSense, Scope
from replay.sources.reports.report_text import Sentence, line_numbers, sentences_of
from replay.sources.reports.sentence_items import ItemKind, Itemised, itemised
from replay.sources.reports.story_times import Timing, moment_item, timing_of, when_of

LARGEST_REPORT = 5_000_000
"""Characters of a report that are read; what is longer is cut."""

MOST_SENTENCES = 3000
"""Sentences that may speak of riders, of which no report has more: what comes behind them is not read."""

_MOST_KNOWN_WORDS = 60_000
_MOST_MENTIONS = 40
"""Names and pronouns beyond which nothing is a sentence of a report."""


@dataclass(frozen=True, slots=True)
class _Timed:
    """A fact with its timing, before the moments behind it are known; without a fact a moment that is said."""

    fact: WrittenFact | None
    timing: Timing
    origin: Origin
    number: int


def read_report(text: str, source: str, race: FoundRace, others: tuple[FoundRace, ...] = ()) -> ReportReading:
    """What a report says of a race. source: the report's name in origins; others: the races it may speak of as well."""
    text = text[:LARGEST_REPORT]
    book = name_book(race, others)
    sentences = list(sentences_of(text))
    lines = line_numbers(text, [sentence.start for sentence in sentences])
    origins = [_origin(source, line, sentence) for line, sentence in zip(lines, sentences, strict=True)]
    if not book.names:
        return ReportReading((), tuple(ReadSentence(origin, (), "no rider is known") for origin in origins))
    known = _known_words(sentences)
    sense = RaceSense(race, others)
    titles = _titles(sentences, book, known)
    discourse = Discourse(book, is_of_women(f"{race.category} {race.event}"), titles)
    timed: list[_Timed] = []
    reasons: list[str] = []
    read = 0
    for sentence, origin in zip(sentences, origins, strict=True):
        scope = sense.scope_of(sentence)
        if read >= MOST_SENTENCES or not _may_speak_of_riders(sentence, book):
            reasons.append("is beyond what a report holds" if read >= MOST_SENTENCES else "speaks of no rider")
            continue
        read += 1
        found, why = _read(sentence, origin, scope, discourse, known)
        timed.extend(found)
        reasons.append(why)
    facts = _with_moments(timed)
    return _reading(facts, [item.number for item in timed if item.fact is not None], sentences, origins, reasons)


def _may_speak_of_riders(sentence: Sentence, book: NameBook) -> bool:
    """Whether a sentence may say anything: it has a name, or a word that stands for riders, pacer or moments."""
    return bool(_HINT.search(sentence.folded)) or next(book.spans_in(sentence.folded), None) is not None


_HINT = re.compile(
    r"\b(?:he|she|him|his|her|derny|pacer|pace|motor\w*|moped|bike|bell|laps?|field|rider|the [A-Z]\w+|champion|medal\w*|favou?rite|"
    r"youngster|-old|winner|gap|lead|pair|duo|both|nobody|no one|everyone|rivals|others|wins?|won)\b",
    re.IGNORECASE,
)


def _origin(source: str, line: int, sentence: Sentence) -> Origin:
    words = " ".join(sentence.text.split()[:MOST_WORDS])
    return Origin(source, line, sentence.number, sentence.start, sentence.start + len(sentence.text), words)


def _known_words(sentences: list[Sentence]) -> frozenset[str]:
    """Words that the text has in lower case: at the start of a sentence they are no names."""
    found: set[str] = set()
    for sentence in sentences:
        found.update(word for word in sentence.folded.split() if word.isalpha() and word.islower())
        if len(found) > _MOST_KNOWN_WORDS:
            break
    return frozenset(found)


def _titles(sentences: list[Sentence], book: NameBook, known: frozenset[str]) -> dict[str, int]:
    """Who is called what: 'world champion Ruiz', 'Ruiz, the defending champion'."""
    found: dict[str, int] = {}
    for sentence in sentences:
        lowered = sentence.folded
        if not any(word in lowered for word in ("champion", "holder", "favo", "medal", "winner")):
            continue
        items = itemised(sentence, book, known).items
        for place, item in enumerate(items):
            mention = item.mention
            if mention is None or not mention.riders:
                continue
            if mention.title:
                found.setdefault(mention.title, mention.riders[0])
            if place + 2 < len(items) and items[place + 1].text == "," and (title := items[place + 2].mention):
                if title.title and not title.riders:
                    found.setdefault(title.title.removeprefix("the "), mention.riders[0])
            if place >= 2 and items[place - 1].text == "," and (title := items[place - 2].mention):
                if title.title and not title.riders:
                    found.setdefault(title.title.removeprefix("the "), mention.riders[0])
    return found


def _read(
    sentence: Sentence, origin: Origin, scope: Scope, discourse: Discourse, known: frozenset[str]
) -> tuple[list[_Timed], str]:
    """What a sentence says, and why it says nothing where it does not."""
    if scope.away:
        return [], scope.away
    if sum(1 for _ in discourse.book.spans_in(sentence.folded)) > _MOST_MENTIONS:
        return [], "is a list of names"
    whole = itemised(sentence, discourse.book, known)
    why = _no_account(sentence, whole)
    if why:
        return [], why
    hidden = frozenset(i for i, item in enumerate(whole.items) if scope.hides(item.start))
    events = [event for event in events_in(whole) if event.verb not in hidden and event.first not in hidden]
    moments = [i for i, item in enumerate(whole.items) if item.kind is ItemKind.MOMENT and i not in hidden]
    said = _said_moments(whole, moments, discourse)
    queue = list(_from_queue(whole, discourse, origin))
    mentioned = _mentioned(whole, discourse)
    found = [
        item for event in events for item in _timed(whole, event, events, hidden, discourse, origin, said, mentioned)
    ]
    if queue:
        found = [item for item in found if item.timing.when is not None or item.fact is None or item.fact.kind in _NOT_IN_QUEUE]
    found = [*queue, *_pacer_facts(whole, moments, said, discourse, origin), *_timed_alone(found)]
    marks = [_Timed(None, Timing(said[place], None), origin, origin.sentence or 0) for place in moments]
    _hear(whole, hidden, moments, said, discourse)
    return [*found, *marks], "" if found else "nothing in it is a fact that is known"


_NOT_IN_QUEUE = frozenset({"pacer_off", "attack", "gap", "pass"})
"""Kinds of facts that stand beside a list of those behind the pacer; others say parts of it again."""


def _mentioned(whole: Itemised, discourse: Discourse) -> dict[int, tuple[int, ...]]:
    """Whom the items of a sentence mean, by item, each told from those before it."""
    found: dict[int, tuple[int, ...]] = {}
    for place, item in enumerate(whole.items):
        if item.kind is not ItemKind.RIDER:
            continue
        before = tuple(rider for riders in found.values() for rider in riders)
        subjects = tuple(
            rider for at, riders in found.items() if stands_as_subject(whole.items, at) for rider in riders
        )
        if riders := discourse.who(item, before=before, subjects=subjects):
            found[place] = riders
    return found


def _said_moments(whole: Itemised, moments: list[int], discourse: Discourse) -> dict[int, str]:
    """The moments of a sentence in the words of race files, each on the lap that those before it leave."""
    found: dict[int, str] = {}
    before = discourse.when, discourse.to_go_m
    for place in moments:
        moment = whole.items[place].moment
        if moment is not None:
            found[place] = discourse.lap(moment.template)
            if not moment.template.startswith("{before"):
                discourse.moved_to(found[place])
    discourse.when, discourse.to_go_m = before
    return found


def _timed_alone(found: list[_Timed]) -> list[_Timed]:
    """The facts of a sentence without those that it says once with a moment and once without."""
    with_moment = [repr((i.fact.kind, i.fact.content)) for i in found if i.fact is not None and i.timing.when is not None]
    queued = any(i.fact is not None and i.fact.queue for i in found)
    fallen = {r for i in found if i.fact is not None and i.fact.kind == "crash" and isinstance(i.fact.content, dict) for r in i.fact.agents}
    kept = []
    for item in found:
        fact = item.fact
        if fact is not None and item.timing.when is None:
            if repr((fact.kind, fact.content)) in with_moment:
                continue
            if queued and fact.kind == "hold_wheel":
                item = replace(item, fact=replace(fact, queue=True))
        if fact is not None and fact.kind == "crash" and isinstance(fact.content, str) and set(fact.agents) & fallen:
            continue
        kept.append(item)
    return kept


def _no_account(sentence: Sentence, whole: Itemised) -> str:
    """Why a sentence as a whole says nothing of what was: it asks, or supposes; '' if it does."""
    words = {item.text for item in whole.items if item.kind is ItemKind.WORD}
    if sentence.text.rstrip("\"'”’ ").endswith("?"):
        return "asks"
    supposed = words & {"if", "unless", "had"} and words & {"would", "could", "might", "'d"}
    if supposed and ("if" in words or "unless" in words or sentence.folded.lower().startswith("had ")):
        return "supposes"
    if "have" in words and words & {"would"} and not words & {"not"}:
        return "supposes"
    return ""


def _timed(
    whole: Itemised,
    event: FactEvent,
    events: list[FactEvent],
    hidden: frozenset[int],
    discourse: Discourse,
    origin: Origin,
    moments: dict[int, str],
    mentioned: dict[int, tuple[int, ...]],
) -> Iterator[_Timed]:
    """The facts of an event with their timing; what they say of the state of the race is noted."""
    place = moment_item(whole, event, events, hidden)
    facts = written_facts(whole, event, discourse, mentioned, has_moment=place is not None)
    said = moments.get(place) if place is not None else None
    said = said or (event.rule.option("when") or None) or (discourse.when if discourse.fresh else None)
    timing = timing_of(whole.items, place, said, discourse.when) if place is not None else Timing(said, discourse.when)
    for fact in facts:
        sure, because = _certainty(whole, event, fact, last=event is events[-1])
        yield _Timed(replace(fact, sure=sure, because=because), timing, _exact(origin, whole, event), origin.sentence or 0)
        if fact.kind in ("leads", "attack") and fact.agents and sure > UNSURE:
            discourse.leader = fact.agents[0]
    if facts and facts[0].agents:
        discourse.heard(facts[0].agents)
    if said is not None and not timing.until:
        discourse.moved_to(said)


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
    start, end = whole.items[min(first, event.verb)].start, whole.items[max(event.last, event.verb)].end
    words = " ".join(whole.sentence.text[start:end].split()[:MOST_WORDS])
    return replace(origin, start=origin.start + start, end=origin.start + end, words=words)


def _from_queue(whole: Itemised, discourse: Discourse, origin: Origin) -> Iterator[_Timed]:
    riders = queue_in(whole, discourse)
    listed = () if riders or discourse.when is None else plain_list(whole, discourse)
    if listed:
        order = {"riders": [discourse.book.names[rider] for rider in listed], "from": 1}
        yield _Timed(WrittenFact("order", order, 0.8, agents=listed[:1]), Timing(discourse.when, None), origin, origin.sentence or 0)
    if riders:
        names = [discourse.book.names[rider] for rider in riders]
        fact = WrittenFact("order", {"riders": names, "from": 1}, queue=True, agents=(riders[0],))
        yield _Timed(fact, Timing(None, None), origin, origin.sentence or 0)


_HABITS = frozenset({"will", "would", "likes", "should", "can", "may", "must", "usually", "always", "expect", "if", "leaves"})
"""Words with which a sentence speaks of how such races go, and of none that was."""


def _pacer_facts(
    whole: Itemised, moments: list[int], said: dict[int, str], discourse: Discourse, origin: Origin
) -> Iterator[_Timed]:
    """That the pacer leaves, from a moment that says so: 'as the derny pulled off with three laps to go'."""
    if any(item.text in _HABITS for item in whole.items):
        return
    for place in moments:
        moment = whole.items[place].moment
        if moment is None or not moment.pacer_off:
            continue
        near = [said[i] for i in moments if abs(i - place) <= 2 and i != place]
        near = [when for when in near if when.endswith("to go")]
        fact = WrittenFact("pacer_off", True)
        yield _Timed(fact, Timing(near[0] if near else "pull-off", discourse.when), origin, origin.sentence or 0)


def _hear(
    whole: Itemised, hidden: frozenset[int], moments: list[int], said: dict[int, str], discourse: Discourse
) -> None:
    """Note whom a sentence spoke of, and the moment at which it ends."""
    for place, item in enumerate(whole.items):
        if place not in hidden and item.mention is not None and item.mention.riders:
            discourse.heard(item.mention.riders)
    for place, item in enumerate(whole.items):
        following = whole.items[place + 1].text if place + 1 < len(whole.items) else ""
        is_main = not following.endswith("ing") and stands_as_subject(whole.items, place)
        if item.kind is ItemKind.RIDER and place not in hidden and is_main:
            if riders := discourse.who(item):
                discourse.acted(riders)
                break
    for place in moments:
        if not said[place].startswith("{before"):
            discourse.moved_to(said[place])
    others = [item for item in whole.items if item.kind is not ItemKind.MOMENT and item.text.isalpha()]
    discourse.fresh = bool(moments) and len(others) < 2 and not any(item.mention for item in whole.items)


def _with_moments(timed: list[_Timed]) -> list[FoundFact]:
    """The facts with their moments: for those that name none, the stretch to the next moment that the report says."""
    following: list[str | None] = [None] * len(timed)
    ahead: str | None = None
    for place in range(len(timed) - 1, -1, -1):
        following[place] = ahead
        said, fact = timed[place].timing.when, timed[place].fact
        if said is not None and not (fact and fact.at_finish) and metres_to_go(said) is not None:
            ahead = said
    return [
        _found(item, item.fact, next_moment)
        for item, next_moment in zip(timed, following, strict=True)
        if item.fact is not None
    ]


def _found(item: _Timed, fact: WrittenFact, following: str | None) -> FoundFact:
    when, doubt = when_of(fact.kind, item.timing, following, queue=fact.queue, at_finish=fact.at_finish)
    because = fact.because or doubt
    sure = min(fact.sure, UNSURE) if doubt else fact.sure
    return FoundFact(fact.kind, {"when": when, fact.kind: fact.content}, min(sure, SURE), (item.origin,), because)


def _reading(
    facts: list[FoundFact], numbers: list[int], sentences: list[Sentence], origins: list[Origin], reasons: list[str]
) -> ReportReading:
    """The facts without repetitions, and every sentence with those that were read in it."""
    merged: dict[str, FoundFact] = {}
    by_sentence: dict[int, list[FoundFact]] = {}
    for fact, number in zip(facts, numbers, strict=True):
        by_sentence.setdefault(number, []).append(fact)
        key = repr(dict(fact.fields))
        before = merged.get(key)
        merged[key] = fact if before is None else _joined(before, fact)
    read = tuple(
        ReadSentence(origin, tuple(by_sentence.get(sentence.number, ())), why)
        for sentence, origin, why in zip(sentences, origins, reasons, strict=True)
    )
    return ReportReading(tuple(merged.values()), read)


def _joined(one: FoundFact, other: FoundFact) -> FoundFact:
    surer = one if one.sure >= other.sure else other
    return replace(surer, origins=(*one.origins, *other.origins), fields=dict(surer.fields))
