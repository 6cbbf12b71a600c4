"""Words about a clip: its text for who cannot see it, its transcript, and the text of a post. All made of facts.

The headline of the race file is the user's own and no fact: here the result says how the race ended.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from replay.app.clips.sidecars.film_words import Said, as_sentence
from replay.race.facts import Race
from replay.race.story.sentences import listed
from replay.scene.compose import Scene
from replay.scene.frame.card import ResultLine
from replay.scene.words.headline import headline_of
from replay.scene.words.race_cards import event_title, round_words
from replay.scene.words.rider_names import shown_name

SHORT_LETTERS, LONG_LETTERS = 250, 1500
"""What alt texts may hold where there is least room for them, and what Mastodon takes."""

POST_LETTERS = 279
"""X takes 280 in a post."""

IS_NO_FOOTAGE = "Animated reconstruction, not race footage."

_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Letters that X counts once; all others twice (https://docs.x.com/fundamentals/counting-characters)."""


def about_file(scene: Scene, said: Sequence[Said]) -> str:
    """The text file beside a clip: both alt texts, and the transcript."""
    transcript = "\n".join(f"{_clock(each.from_s)}  {each.text}" for each in said)
    return (
        f"Alt text (short)\n{short_alt_text(scene)}\n\nAlt text\n{alt_text(scene)}\n\n"
        f"Transcript (there is no speech: these are the words on the screen)\n{transcript}\n"
    )


def short_alt_text(scene: Scene) -> str:
    """What the clip shows, in one or two sentences."""
    return _fitting((_shows(scene.race), outcome(scene)), SHORT_LETTERS)


def alt_text(scene: Scene) -> str:
    """What the clip shows, for who cannot see it: as much as fits, sentence by sentence."""
    race = scene.race
    riders = f"{len(scene.looks)} riders"
    pacer = " behind a motor pacer, which leaves the track before the sprint" if race.pacer else ""
    field = f"{riders} on a banked track of {scene.motion.velodrome.lap_m:g} m, over {race.event.distance_m:g} m{pacer}"
    result = [f"{line.place} {shown_name(race, line.look.name)} {line.gap}".strip() for line in _lines(scene)]
    order = f"Result: {', '.join(result)}" if result else ""
    parts = (_shows(race), outcome(scene), field, order, scene.provenance.statement, _sources(scene))
    return _fitting(parts, LONG_LETTERS)


def post_text(scene: Scene) -> str:
    """A text for a post with the clip: which race, how it ended, that it is a reconstruction, and by whose reports.

    Of a corrected clip also which version it is.
    """
    race = scene.race
    first = f"{race_words(race)}: {outcome(scene)}" if outcome(scene) else race_words(race)
    about = " ".join(as_sentence(part) for part in (IS_NO_FOOTAGE, scene.cards.result.version) if part)
    parts = (first, about)
    placed = [line for line in _lines(scene) if line.place.isdecimal() and int(line.place) <= 3]
    podium = ", ".join(f"{line.place} {_with_whom(scene, line.look.name)}" for line in placed)
    most = (*parts[:1], podium if len(placed) > 1 else "", *parts[1:], _sources(scene))
    for chosen in (most, (*most[:3],), parts):
        text = " ".join(as_sentence(part) for part in chosen if part)
        if weight(text) <= POST_LETTERS:
            return text
    most_left = POST_LETTERS - weight(about) - 1
    return f"{_cut(as_sentence(first), most_left)} {about}"


def outcome(scene: Scene) -> str:
    """How the race ended, as far as that is a fact: 'Kenny from the front, by 0.763 s'; empty where it is not known."""
    return headline_of(replace(scene.race, headline=None), scene.motion)


def race_words(race: Race) -> str:
    """Which race it is: 'Tokyo 2020, Men’s keirin, Final A'."""
    return ", ".join(part for part in (race.meet.title, event_title(race), round_words(race)) if part)


def weight(text: str) -> int:
    """How many letters of a post a text takes."""
    composed = unicodedata.normalize("NFC", text)
    return sum(1 if any(low <= ord(letter) <= high for low, high in _LIGHT) else 2 for letter in composed)


def _shows(race: Race) -> str:
    return f"Animated reconstruction of a track cycling race: {race_words(race)}"


def _sources(scene: Scene) -> str:
    publishers = scene.provenance.sources
    return f"Source{'s' if len(publishers) > 1 else ''}: {listed(publishers)}" if publishers else ""


def _with_whom(scene: Scene, name: str) -> str:
    """A rider and for whom he rides."""
    rides_for = scene.race.rider(name).rides_for
    return f"{shown_name(scene.race, name)} ({rides_for})" if rides_for else shown_name(scene.race, name)


def _lines(scene: Scene) -> Sequence[ResultLine]:
    """The lines of the result; none where nobody is said to have won."""
    return scene.cards.result.lines if scene.cards.result.won else ()


def _fitting(parts: Iterable[str], most: int) -> str:
    """The sentences, in order, as far as they fit; one that is too long is left out."""
    text = ""
    for part in filter(None, parts):
        longer = f"{text} {as_sentence(part)}".strip()
        if len(longer) <= most:
            text = longer
    return text


def _cut(text: str, most: int) -> str:
    """A text that is too long for a post, cut short."""
    while weight(text) > most:
        text = text[:-2].rstrip(" ,;:") + "…"
    return text


def _clock(time_s: float) -> str:
    return f"{int(time_s) // 60}:{int(time_s) % 60:02d}"
