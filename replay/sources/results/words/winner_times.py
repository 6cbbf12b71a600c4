"""Lines below a table that time its winner: 'Winner's last 200 m: 9.912', 'Siegerzeit 1:51.2', 'last lap 14.2'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from replay.sources.results.words.plain_letters import plain_letters
from replay.sources.results.words.time_marks import seconds_of

_LONGEST = 110

_WINNER = (
    r"(?:winn(?:er|ing)(?:'?s'?)?|sieger\w*|gewinner\w*|vainqueur|gagnante?|vincitore|vincitrice|ganadora?|winnaar|"
    r"vencedora?|優勝者?|1着)"
)
_TIME = r"(?:times?|zeit\w*|temps|tempo|tiempo|tijd|タイム)"
_END = (
    r"(?:last|final|closing|flying|letzten?|dernier\w*|ultim\w+|laatste|上がり)?[ -]*"
    r"200 ?-?(?:m|mt|mts|metres|meters|metri|metros|meter|metre)?(?: (?:derniers|finals|finales|finali|ultimi|metres))*"
)
_OF = r"(?:[ :=.,'-]|for|over|in|of|on|the|on the|for the|over the|de|du|des|sur|les|della|degli|gli|sugli|del|los|en|uber|die|der|van|in de|op de)*"
_FIGURE = r"(?P<figure>(?:\d{1,2}:)?\d{1,3}[.,:'\"]\d{1,4}\"?)"
_BEHIND = (
    r"(?: ?(?:s|sec|secs|seconds|sekunden|secondes)\.?)?(?:[ ,;(/-]*\d{2}[.,]\d{1,4} ?(?:km ?/ ?h|kph|kmh)\)?)?[ .)]*"
)

_LAST_200 = re.compile(
    rf"[\W_]*(?:(?:{_WINNER}|{_TIME}){_OF}){{0,3}}{_END}{_OF}(?:(?:{_WINNER}|{_TIME}){_OF}){{0,2}}{_FIGURE}{_BEHIND}"
)
_WINNING = re.compile(rf"[\W_]*(?:{_WINNER}{_OF}{_TIME}|{_TIME}{_OF}{_WINNER}|siegerzeit){_OF}{_FIGURE}{_BEHIND}")
_OTHER = re.compile(
    rf"[\W_]*(?:{_WINNER}{_OF})?(?:(?:fastest|last|final|closing|bell|first|opening|schnellste|letzte|dernier|ultimo|"
    r"laatste) (?:lap|half[ -]?lap|runde|tour|giro|vuelta|ronde|\d{2,4} ?m(?:etres|eters)?)|lap \d)"
    rf"(?: {_TIME})?{_OF}{_FIGURE}{_BEHIND}"
)


class TimedWay(StrEnum):
    """What a line times."""

    LAST_200 = "the last 200 m"
    RACE = "the race"
    OTHER = "a lap"


@dataclass(frozen=True, slots=True)
class WinnerTime:
    """A time of the winner as a line of its own says it. figure: as it is written."""

    timed: TimedWay
    figure: str


def winner_time_in(text: str) -> WinnerTime | None:
    """The time that a line says and nothing else; None for any other line."""
    if len(text) > _LONGEST or not any(map(str.isdecimal, text)):
        return None
    plain = plain_letters(text)
    for timed, pattern in ((TimedWay.LAST_200, _LAST_200), (TimedWay.RACE, _WINNING), (TimedWay.OTHER, _OTHER)):
        found = pattern.fullmatch(plain)
        if found and seconds_of(found["figure"]) is not None:
            return WinnerTime(timed, found["figure"])
    return None
