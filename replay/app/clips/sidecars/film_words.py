"""What a film says, and when: its captions and cards as sentences at video times.

Only what the scene shows is said here. Facts that do not stand have been taken out of it before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from replay.race.facts import Race
from replay.race.story.sentences import listed
from replay.scene.camera.timeline import Segment
from replay.scene.compose import Scene
from replay.scene.frame.card import Card, FinishStrip, ResultCard, TitleCard
from replay.scene.frame.riders import RiderLook
from replay.scene.words.rider_names import shown_name

LABEL = "[Reconstruction]"
"""Stands before everything else: whoever reads the words alone has to know it, too."""

NOT_OFFICIAL = "Simulated finish image: not the official photo finish."

_LABEL_S = 2.5
"""How long the label stands alone where nothing is said at the beginning."""

_AT_ONCE_S = 0.6
"""What is said so soon has the label before it."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words from..to of video time, as sentences or lines that belong together."""

    from_s: float
    to_s: float
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(self.words)


def said_in(scene: Scene) -> tuple[Said, ...]:
    """Everything that a film says, in order, no two at once; the first words say that it is a reconstruction.

    A part of the race without its result card says there, too, which version it is.
    """
    said = sorted((*_captions(scene), *_cards(scene)), key=lambda each: each.from_s)
    said = [each for each in said if each.words]
    label = (LABEL, *_version(scene))
    if said and said[0].from_s < _AT_ONCE_S:
        return (replace(said[0], words=(*label, *said[0].words)), *said[1:])
    until_s = min([_LABEL_S, scene.duration_s, *(each.from_s for each in said[:1])])
    return Said(0.0, until_s, label), *said


def _version(scene: Scene) -> Iterator[str]:
    """Which version a film is whose result card does not say it."""
    version = scene.cards.result.version
    if version and all(segment.card is not Card.RESULT for segment in scene.timeline.segments):
        yield as_sentence(version)


def _captions(scene: Scene) -> Iterator[Said]:
    for showing in scene.captions:
        caption = showing.caption
        words = (as_sentence(caption.head), as_sentence(caption.body), f"({caption.source})" if caption.source else "")
        from_s, to_s = max(showing.video_from_s, 0.0), min(showing.video_to_s, scene.duration_s)
        if to_s > from_s:  # of a part of the race, a caption may be of what comes before or after it
            yield Said(from_s, to_s, tuple(filter(None, words)))


def _cards(scene: Scene) -> Iterator[Said]:
    for segment in scene.timeline.segments:
        if segment.card is not None:
            yield Said(segment.video_start_s, segment.video_end_s, _card_words(scene, segment, segment.card))


def _card_words(scene: Scene, segment: Segment, card: Card) -> tuple[str, ...]:
    race = scene.race
    overlay = scene.cards.overlay(card, shown=1.0, label=scene.provenance.label)
    if overlay.headline is not None:
        return (as_sentence(overlay.headline.words),) if overlay.headline.words else ()
    if overlay.title is not None:
        return title_words(race, overlay.title)
    if overlay.finish is not None:
        return finish_words(race, overlay.finish)
    assert overlay.result is not None, segment
    return result_words(race, overlay.result)


def title_words(race: Race, card: TitleCard) -> tuple[str, ...]:
    """Which race it is, where and when, and who rides."""
    event = ", ".join(part for part in (card.event, card.round) if part)
    riders = listed([_rider(race, look) for look in card.riders])
    begin = "In start order" if card.order_known else "Riders"
    return tuple(map(as_sentence, filter(None, (card.meet, event, card.place_and_date, f"{begin}: {riders}"))))


def finish_words(race: Race, strip: FinishStrip) -> tuple[str, ...]:
    """That the image is none of the race, and who is on it with which gap."""
    lines = (f"{line.place} {shown_name(race, line.look.name)} {line.gap}".strip() for line in strip.lines)
    return NOT_OFFICIAL, *(as_sentence(line) for line in lines)


def result_words(race: Race, card: ResultCard) -> tuple[str, ...]:
    """The official result, line by line, with what the card says below it."""
    lines = []
    for line in card.lines:
        note = f"({line.note})" if line.note else ""
        parts = (line.place, shown_name(race, line.look.name), line.gap, note)
        lines.append(as_sentence(" ".join(part for part in parts if part)))
    margin = card.margin_note[:1].upper() + card.margin_note[1:]
    below = (card.version, margin, *card.reasons, card.afterwards, card.sources)
    return as_sentence(f"{card.heading}: {card.event}"), *lines, *(as_sentence(part) for part in below if part)


def _rider(race: Race, look: RiderLook) -> str:
    """A rider with whom he rides for: 'Kenny (GBR)'."""
    name = shown_name(race, look.name)
    return f"{name} ({look.rides_for})" if look.rides_for else name


def as_sentence(words: str) -> str:
    """Words with an end, on one line."""
    words = " ".join(words.split())
    return words if not words or words[-1] in ".!?…" else f"{words}."
