"""A race report in English, read: facts of the story of one race, each with the words it came from.

What is not understood is left out. What is only hedged, quoted or doubtful is kept with a low `sure` and its reason, so
that it can be shown as a remark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from replay.sources.found import MOST_WORDS, UNSURE, FoundFact, FoundRace, Origin, ReadSentence, ReportReading
from replay.sources.reports.account.discourse import Discourse, is_of_women
from replay.sources.reports.account.facts.fact_scene import WrittenFact
from replay.sources.reports.account.people_named import named_first, pacer_named, signed_by
from replay.sources.reports.account.races.races_meant import RaceSense
from replay.sources.reports.account.races.rides_meant import MOST_RIDES, NO_SUCH_RIDE, RideSense, rides_in
from replay.sources.reports.account.sentence_reading import read_sentence
from replay.sources.reports.account.story_times import when_of
from replay.sources.reports.account.timed_facts import TimedFact
from replay.sources.reports.certainty.fact_certainty import with_certainty
from replay.sources.reports.language.countdown_lines import with_countdown
from replay.sources.reports.language.moments_said import metres_to_go, moments_in, stretch_m
from replay.sources.reports.language.report_text import Sentence, folded, line_numbers, sentences_of
from replay.sources.reports.language.text_language import other_language
from replay.sources.reports.language.unread_parts import unread_parts
from replay.sources.reports.sentence.lower_case import with_capitals
from replay.sources.reports.sentence.name_book import NameBook, name_book
from replay.sources.reports.sentence.nation_words import nation_in
from replay.sources.reports.sentence.sentence_items import itemised

STATED = 0.9
"""How sure a fact is at most that prose states: a likely one, beside what is measured."""

LARGEST_REPORT = 1_000_000
"""Characters of a report that are read, of books as well; what is longer is cut."""

MOST_SENTENCES = 1500
"""Sentences that may speak of riders, of which no report has more: what comes behind them is not read."""

_SHORT = 6
"""Sentences up to which a report has no introduction that sums it up."""

_MOST_KNOWN_WORDS = 60_000


def read_ride(
    text: str, source: str, race: FoundRace, others: tuple[FoundRace, ...] = (), *, ride: int
) -> ReportReading:
    """What a report says of one ride of a match, counted from 1, as the text names it ('in the second ride')."""
    alone = replace(race, results=race.rides[ride - 1], rides=())
    return _reading_of(text, source, alone, others, RideSense(ride, len(race.rides)))


def read_report(text: str, source: str, race: FoundRace, others: tuple[FoundRace, ...] = ()) -> ReportReading:
    """What a report says of a race. source: the report's name in origins; others: the races it may speak of as well."""
    alone = RideSense(NO_SUCH_RIDE, MOST_RIDES) if has_several_rides(text, race, others) else RideSense(1, 1)
    return _reading_of(text, source, race, others, alone)


def has_several_rides(text: str, race: FoundRace, others: tuple[FoundRace, ...] = ()) -> bool:
    """Whether a report tells several rides of a sprint of which the table has one: whose each fact is, is not known."""
    if race.event != "sprint" or race.rides:
        return False
    sense = RaceSense(race, others)
    numbers: set[int] = set()
    for sentence in sentences_of(text[:LARGEST_REPORT]):
        if not sense.scope_of(sentence).away:
            numbers.update(said.number for said in rides_in(sentence.folded.lower()))
    return len(numbers) > 1


def _reading_of(
    text: str, source: str, race: FoundRace, others: tuple[FoundRace, ...], rides: RideSense
) -> ReportReading:
    book = name_book(race, others).with_initials(text[:LARGEST_REPORT])
    text = with_capitals(text[:LARGEST_REPORT], book)
    sentences = with_countdown(list(sentences_of(text)))
    lines = line_numbers(text, [sentence.start for sentence in sentences])
    origins = [_origin(source, line, sentence) for line, sentence in zip(lines, sentences, strict=True)]
    if language := other_language(text):
        why = f"is in {language}: English alone is read"
        return ReportReading((), tuple(ReadSentence(origin, (), why) for origin in origins))
    if not any(next(book.spans_in(sentence.folded), None) is not None for sentence in sentences):
        why = "no rider is known" if not book.names else "the report names no rider of this race"
        return ReportReading((), tuple(ReadSentence(origin, (), why) for origin in origins))
    known = _known_words(sentences)
    book = replace(book.with_nations(_nations(sentences, book, known)), pacer=pacer_named(sentences, book))
    sense = RaceSense(race, others, heats_are_rides=rides.rides > 1)
    sense.hear_whole(folded(text))
    rides.hear_whole(sentences)
    titles = _titles(sentences, book, known)
    discourse = Discourse(book, is_of_women(f"{race.category} {race.event}"), titles, is_sprint=race.event == "sprint")
    discourse.hero, discourse.narrator = named_first(sentences, book), signed_by(sentences, book)
    timed: list[TimedFact] = []
    reasons: list[str] = []
    read = 0
    for sentence, origin in zip(sentences, origins, strict=True):
        if read >= MOST_SENTENCES:
            reasons.append("is beyond what a report holds")
            continue
        scope = rides.narrowed(sense.scope_of(sentence), sentence)
        if rides.begins:
            discourse.begin_ride()
        by_narrator = discourse.narrator is not None and _NARRATOR.search(sentence.folded) is not None
        if not (by_narrator or _may_speak_of_riders(sentence, book)):
            reasons.append("speaks of no rider")
            continue
        read += 1
        found, why = read_sentence(sentence, origin, scope, discourse, known)
        timed.extend(found)
        reasons.append(why)
    introduction = (
        frozenset(s.number for s in sentences if s.paragraph == 0) if len(sentences) > _SHORT else frozenset()
    )
    by_number = {sentence.number: sentence for sentence in sentences}
    facts = with_certainty(_with_moments(_pacer_timed(timed), introduction), by_number, book)
    return _reading(facts, [item.number for item in timed if item.fact is not None], sentences, origins, reasons)


def names_riders(text: str, race: FoundRace) -> bool:
    """Whether a text names a rider of a race: one that names none is of another race."""
    book = name_book(race, ())
    return next(book.spans_in(folded(with_capitals(text[:LARGEST_REPORT], book))), None) is not None


def why_unread(text: str, races: Sequence[FoundRace]) -> str:
    """Why nothing of a whole report is read: its language, or that it names nobody of the races; '' for neither."""
    if language := other_language(text):
        return f"it is in {language}, and reports are read in English"
    named = any(names_riders(text, race) for race in races)
    return "" if named else "it names no rider of the results; is it of another race?"


def _may_speak_of_riders(sentence: Sentence, book: NameBook) -> bool:
    """Whether a sentence may say anything: it has a name, or a word that stands for riders, pacer or moments."""
    return bool(_HINT.search(sentence.folded)) or next(book.spans_in(sentence.folded), None) is not None


_HINT = re.compile(
    r"\b(?:to go|left|remaining|he|she|him|his|her|derny|pacer|pace|motor\w*|moped|bike|bell|laps?|field|rider|"
    r"the [A-Z]\w+|champion|medal\w*|favou?rite|youngster|-old|winner|gap|lead|pair|duo|both|nobody|no one|everyone|"
    r"rivals|others|rest|wins?|won|margin|hesitat\w+|wheel|tyre|lengths?|whisker|hundredths?|thousandths?|they|them|"
    r"two|stand|standstill|stand-?off|trackstand|surplace|stopped|motionless|statues?|stalemate|lull|together|level|"
    r"front|straight|bend|banking|podium|gone|seconds|metres)\b",
    re.IGNORECASE,
)


_NARRATOR = re.compile(r"\b(?:I|me|my)\b")


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


def _nations(sentences: list[Sentence], book: NameBook, known: frozenset[str]) -> dict[int, str]:
    """Nations that the report itself gives to riders who have none in the table: 'Ruiz of Spain'."""
    found: dict[int, str] = {}
    if all(book.nations):
        return found
    for sentence in sentences:
        if next(book.spans_in(sentence.folded), None) is None:
            continue
        for item in itemised(sentence, book, known).items:
            if item.mention is not None and len(item.mention.riders) == 1:
                code = nation_in(sentence.folded[item.start : item.end].lower())
                if code:
                    found.setdefault(item.mention.riders[0], code)
    return found


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
            for comma, other in ((place + 1, place + 2), (place - 1, place - 2)):
                title = items[other].mention if 0 <= other < len(items) and items[comma].text == "," else None
                if title is not None and title.title and not title.riders:
                    found.setdefault(title.title.removeprefix("the "), mention.riders[0])
    return found


def _pacer_timed(timed: list[TimedFact]) -> list[TimedFact]:
    """The facts with the pacer's leaving at the moment that stands alone behind it: 'Off it goes! Two laps left.'"""
    found = list(timed)
    for place, (item, behind) in enumerate(pairwise(timed)):
        is_pacer = item.fact is not None and item.fact.kind == "pacer_off" and item.timing.when == "pull-off"
        said = behind.timing.when or ""
        alone = (
            behind.fact is None and behind.number == item.number + 1 and len(behind.origin.words.split()) < MOST_WORDS
        )
        if is_pacer and alone and said.endswith("to go"):
            found[place] = replace(item, timing=behind.timing)
    return found


def _with_moments(timed: list[TimedFact], introduction: frozenset[int]) -> list[FoundFact]:
    """The facts with their moments: for those that name none, the stretch to the next moment that the report says.

    introduction  the sentences that sum up the race before it is told: the next moment is no end for what they say
    """
    found: list[FoundFact] = []
    ahead: list[str] = []
    for item in reversed(timed):
        if item.fact is not None:
            sums_up = item.number in introduction and item.timing.start is None
            found.append(_found(item, item.fact, None if sums_up else _next_moment(ahead, item.timing.start)))
        said, fact = item.timing.when, item.fact
        if said is not None and not (fact and fact.at_finish) and metres_to_go(said) is not None:
            ahead = [said, *ahead[: _MOST_AHEAD - 1]]
    return found[::-1]


_MOST_AHEAD = 8
"""Moments behind a fact among which the end of its stretch is looked for."""


def _next_moment(ahead: list[str], start: str | None) -> str | None:
    """The first of the moments that a report says next which is later in the race than another; None if none is."""
    start_m = metres_to_go(start) if start else None
    return next((said for said in ahead if start_m is None or (metres_to_go(said) or 0.0) < start_m), None)


def _found(item: TimedFact, fact: WrittenFact, following: str | None) -> FoundFact:
    when, doubt = when_of(fact.kind, item.timing, following, queue=fact.queue, at_finish=fact.at_finish)
    because = fact.because or doubt
    most = 1.0 if fact.kind == "pacer_off" else STATED
    sure = min(fact.sure, UNSURE) if doubt else min(fact.sure, most)
    return FoundFact(fact.kind, {"when": when, fact.kind: fact.content}, sure, (item.origin,), because)


def _reading(
    facts: list[FoundFact], numbers: list[int], sentences: list[Sentence], origins: list[Origin], reasons: list[str]
) -> ReportReading:
    """The facts without repetitions, and every sentence with those that were read in it."""
    by_sentence: dict[int, list[FoundFact]] = {}
    for fact, number in zip(facts, numbers, strict=True):
        by_sentence.setdefault(number, []).append(fact)
    read = tuple(
        _with_unread(ReadSentence(origin, tuple(by_sentence.get(sentence.number, ())), why), sentence)
        for sentence, origin, why in zip(sentences, origins, reasons, strict=True)
    )
    return ReportReading(tuple(_without_repetitions(facts)), read)


def _with_unread(read: ReadSentence, sentence: Sentence) -> ReadSentence:
    """A sentence with its parts in which nothing was read."""
    spans = [
        (place.start - sentence.start, place.end - sentence.start) for fact in read.facts for place in fact.origins
    ]
    if not spans:
        return read
    spans += [(moment.start, moment.end) for moment in moments_in(sentence.folded.lower())]
    return replace(read, unread=tuple(unread_parts(sentence.text, spans)))


def _without_repetitions(facts: list[FoundFact]) -> list[FoundFact]:
    """The facts, those that a report says twice once, with both origins: the one that says when stands."""
    kept: list[FoundFact] = []
    by_content: dict[str, list[int]] = {}
    for fact in facts:
        same = by_content.setdefault(repr((fact.kind, fact.fields[fact.kind])), [])
        twin = next((place for place in same if _are_one(kept[place], fact)), None)
        if twin is None:
            same.append(len(kept))
            kept.append(fact)
        else:
            kept[twin] = _joined(kept[twin], fact)
    return kept


def _are_one(one: FoundFact, other: FoundFact) -> bool:
    """Whether two facts of one content are one: of one moment, or an attack that is told with and without it."""
    if one.fields["when"] == other.fields["when"]:
        return True
    stretches = [stretch_m(fact.fields["when"]) for fact in (one, other)]
    if one.kind not in _ONCE or any(stretch is None for stretch in stretches):
        return False
    (first, last), (other_first, other_last) = (stretch or (0.0, 0.0) for stretch in stretches)
    return first + _ONE_MOMENT_M >= other_last and other_first + _ONE_MOMENT_M >= last


_ONCE = frozenset({"attack", "pacer_off", "pass", "hesitate", "drop_down"})
"""Kinds that a rider hardly does twice within a short time."""

_ONE_MOMENT_M = 30.0


def _joined(one: FoundFact, other: FoundFact) -> FoundFact:
    widths = [first - last for first, last in (stretch_m(fact.fields["when"]) or (1e9, 0.0) for fact in (one, other))]
    by_time = one if widths[0] <= widths[1] else other
    surer = by_time if one.sure == other.sure else one if one.sure > other.sure else other
    return replace(surer, origins=(*one.origins, *other.origins), fields=dict(surer.fields))
