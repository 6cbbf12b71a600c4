"""Names of riders: what is said when one is not known."""

from __future__ import annotations

from replay.base.letters.normal_text import same_looking, strange_letter
from replay.base.mistakes import did_you_mean, shown
from replay.race.facts import Race

RESERVED_NAMES = ("field", "pacer", "unknown")
"""Words that mean something else where a rider is named."""


def unknown_rider(race: Race, name: str) -> tuple[str, str]:
    """Message and remedy for a name that no rider has."""
    sharing = [rider.name for rider in race.riders if rider.last == name]
    if sharing:
        return f"more than one rider is called {name}", f"write {' or '.join(sharing)}"
    whole = {full: rider.name for rider in race.riders for full in (f"{rider.first} {rider.last}", rider.full_name)}
    like = next((rider.name for rider in race.riders if same_looking(name, rider.name)), None)
    if like is not None:
        message = f"no rider is called {shown(name)}: `riders` has other letters, see {strange_letter(name, like)}"
        return message, f"write {like}, by the same letters: copy it from `riders`"
    if name in whole:
        return f"no rider is called {name} here", f"write {whole[name]}: riders are named by `last`"
    known = [rider.name for rider in race.riders]
    return f"no rider is called {shown(name)}", did_you_mean(name, known, otherwise=f"riders: {', '.join(known)}")
