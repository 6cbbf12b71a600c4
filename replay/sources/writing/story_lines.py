"""The sources and the story of a race file that is written: facts as facts, what is not sure as remarks."""

from __future__ import annotations

from collections.abc import Iterator

from replay.sources.found import LIKELY, UNSURE, FoundFact, FoundRace
from replay.sources.writing.file_lines import FileLine, FileSettings, SourceName, place_words, with_remark
from replay.sources.writing.source_names import named_after_file
from replay.sources.writing.yaml_words import remark, yaml_text, yaml_value


def source_lines(race: FoundRace, settings: FileSettings) -> Iterator[FileLine]:
    names = list(dict.fromkeys(result.origin.source for result in race.results))
    yield FileLine("")
    yield FileLine("# Who publishes it is shown on the result card: write the publisher's name.")
    yield FileLine("sources:")
    for number, name in enumerate(names, start=1):
        ident = "results" if len(names) == 1 else f"results-{number}"
        yield FileLine(f"  - {{id: {ident}, {_name_words(named_after_file(name, 'Results'))}}}")
    for name, ident in settings.sources.items():
        called = settings.names.get(name) or named_after_file(name, "Report")
        yield FileLine(f"  - {{id: {yaml_text(ident)}, {_name_words(called)}}}")


def _name_words(called: SourceName) -> str:
    return f"title: {yaml_text(called.title)}, publisher: {yaml_text(called.publisher)}"


_SURE_WORDS = ((0.95, "certain"), (LIKELY - 0.1, "likely"), (0.0, "loose"))


def story_lines(race: FoundRace, settings: FileSettings) -> Iterator[FileLine]:
    """The story as reports tell it; a template of it where none was read."""
    yield FileLine("")
    facts = [fact for fact in race.story if fact.sure > UNSURE]
    if not facts:
        yield FileLine("# What is told of how it went: see docs/race-file.md for all that can be said.")
        yield FileLine("# story:")
        yield FileLine("#   - {when: bell, attack: " + yaml_text(race.names[0]) + ", source: results}")
    else:
        yield FileLine("story:", (FileLine("# story:"),))
    for fact in race.story:
        yield from _story_item(fact, settings, commented=not facts)


def _story_item(fact: FoundFact, settings: FileSettings, *, commented: bool) -> Iterator[FileLine]:
    origin = fact.origins[0] if fact.origins else None
    fields = dict(fact.fields)
    source = settings.sources.get(origin.source) if origin else None
    if source:
        fields["source"] = source
    if "sure" not in fields:
        sure = next(words for least, words in _SURE_WORDS if fact.sure >= least)
        if sure != "likely":
            fields["sure"] = sure
    text = yaml_value(fields)
    where = place_words(origin) if origin else ""
    if fact.sure <= UNSURE or commented:
        yield FileLine(f"  # unsure: {remark(fact.unsure_because or 'read with little certainty')}")
        yield FileLine(with_remark(f"  # - {text}", where))
        return
    yield FileLine(with_remark(f"  - {text}", where), (FileLine(f"  # - {text}"),))
