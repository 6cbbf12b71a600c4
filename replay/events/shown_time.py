"""The winner's time as it may be shown: where riders dawdle an estimate says nothing, and none is."""

from __future__ import annotations

from replay.events.known_events import event_of
from replay.race.clock import winner_time
from replay.race.facts import Race
from replay.race.time_words import winner_time_words

TIME_NOT_KNOWN = "time not known"


def shown_winner_time(race: Race, time_s: float, sd_s: float) -> str:
    """The time in words, see `winner_time_words`; that it is not known where it was not measured and cannot be guessed.

    time_s, sd_s: of the reconstruction
    """
    guessed = race.stopped is None and winner_time(race, time_s) is None
    return TIME_NOT_KNOWN if guessed and not event_of(race).estimates_time else winner_time_words(race, time_s, sd_s)
