"""How a match stands, in words: which ride it is, and who has won how many before and after it."""

from __future__ import annotations

from collections import Counter

from replay.race.facts import Race

BEST_OF = 3
"""Rides of a match that is not decided before."""


def ride_words(race: Race) -> str:
    """'Ride 1 of 3', 'Ride 2', 'Decider'; '' for a race that is no ride of a match.

    The second may be the last: whether it is says its result alone.
    """
    if race.match is None:
        return ""
    number = race.match.number
    words = "Decider" if number == BEST_OF else f"Ride {number} of {BEST_OF}" if number == 1 else f"Ride {number}"
    return f"{words}, ridden again" if race.match.again else words


def standing_words(race: Race) -> str:
    """How the match stands before the ride: 'Mitchell leads 1–0.', 'It is 1–1.'; '' before the first."""
    if race.match is None or not race.match.won_before:
        return ""
    return _standing(race, race.match.won_before, decided="has won")


def result_words(race: Race) -> str:
    """How it stands after the ride: 'Mitchell wins the match 2–0.'; '' where nobody won the ride, or it is no match."""
    if race.match is None or race.winner is None:
        return ""
    return _standing(race, (*race.match.won_before, race.winner), decided="wins the match")


def _standing(race: Race, won: tuple[str, ...], *, decided: str) -> str:
    """The rides won by the two who have won most, and by every other who has won one."""
    wins = Counter(dict.fromkeys((rider.name for rider in race.riders), 0))
    wins.update(won)
    name, most = wins.most_common(1)[0]
    counts = [count for place, (_, count) in enumerate(wins.most_common()) if count or place < 2]
    rides = "–".join(map(str, counts))
    if counts[:2] == [most, most]:
        return f"It is {rides}."
    verb = decided if most * 2 > BEST_OF else "leads"
    return f"{name} {verb} {rides}."
