"""Verdicts as sentences: what was told, what the replay shows instead, by how much, and what stands against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from replay.motion.outcome import FactVerdict, Verdict
from replay.reconstruction.constraints.riding_limits import BRAKING_MPS2, RACING_SHARE
from replay.reconstruction.constraints.told_facts import ATTACK_S, MOVE_S, WHEEL_M
from replay.reconstruction.judging.infeasible_subset import AT_BEST, LIMITS, PACER, RESULTS, STOP

LIMIT_WORDS = (
    f"what riders can do: without brakes they slow down by no more than {-BRAKING_MPS2:g} m/s², nobody who races falls "
    f"below {100 * RACING_SHARE:.0f} % of the pacer's last speed, and nobody has more power than a world-class sprinter"
)


def explained(fact: FactVerdict, verdicts: Iterable[FactVerdict]) -> str:
    """One or two sentences on a verdict. verdicts: all of the race, so that facts can be named by their words."""
    shown = _SHOWN.get(fact.kind, _amounts)(fact)
    if fact.status is Verdict.HELD or (fact.status is not Verdict.MISSED and not fact.stands and not fact.against):
        return f"{shown}."
    if fact.status is Verdict.WITHIN:
        return f"{shown}: as near as such words are meant."
    if fact.status is Verdict.MISSED:
        return f"{shown}. Nothing was found that excludes it: a defect of this program, please report it."
    if STOP in fact.against:
        shown = "The race was stopped before"
    return f"{shown}. {_against(fact, {verdict.fact: verdict for verdict in verdicts})}."


def _against(fact: FactVerdict, known: dict[str, FactVerdict]) -> str:
    named = [_named(item, known) for item in fact.against if item not in (LIMITS, RESULTS)]
    if LIMITS in fact.against:
        measured = " and still finish as timed" if RESULTS in fact.against else ""
        ridden = f"No rider could do it{measured} ({LIMIT_WORDS}){_best(fact)}"
        return f"{ridden}; against it also {_listed(named)}" if named else ridden
    if RESULTS in fact.against:
        named.append("the timed results")
    return f"It cannot be true together with {_listed(named)}"


def _best(fact: FactVerdict) -> str:
    """How near a motion came that was looked for with this fact before all others."""
    _, found, best = fact.note.partition(AT_BEST)
    return f"; {AT_BEST}{best}" if found else ""


def _named(item: str, known: dict[str, FactVerdict]) -> str:
    """A fact by its words and by who tells it."""
    if item == PACER:
        return "the leaving of the pacer as the race file has it"
    other = known.get(item)
    if other is None:
        return item
    return f"“{other.words}” ({_SOURCES.get(other.source, other.source)})"


_SOURCES = {"results": "as timed", "": "no source named"}


def _listed(items: list[str]) -> str:
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else items[0]


def _amount(value: float, unit: str) -> str:
    """Tenths for what is large, hundredths for what is small; no zeros at the end."""
    written = f"{value:.{1 if abs(value) >= 1 else 2}f}".rstrip("0").rstrip(".")
    words = "place" if unit == "places" and written == "1" else unit
    return f"{written if written not in ('-0', '') else '0'} {words}".rstrip()


def _amounts(fact: FactVerdict) -> str:
    told, shown = _amount(fact.asked, fact.unit), _amount(fact.got, fact.unit)
    return f"Told: {told}; the replay shows {shown}, {_amount(fact.miss, fact.unit)} off"


def _gap(fact: FactVerdict) -> str:
    told, miss = _amount(fact.asked, fact.unit), _amount(fact.miss, fact.unit)
    partner = fact.note.partition(";")[0].removeprefix("to ") if fact.note.startswith("to ") else ""
    led = f" of {partner}" if partner else ""
    if fact.got < 0:
        behind = f" {partner}" if partner else ""
        return f"Told: {told} ahead; the replay shows {_amount(-fact.got, fact.unit)} behind{behind}, {miss} off"
    by = "less" if fact.got < fact.asked else "more"
    return f"Told: {told}; the replay shows {_amount(fact.got, fact.unit)} ahead{led}, {miss} {by}"


def _order(fact: FactVerdict) -> str:
    return f"The replay shows another order: one who is told to be ahead is {_amount(fact.miss, 'm')} behind"


def _gained(kmh: float) -> str:
    return f"{_amount(abs(kmh), 'km/h')} {'gained' if kmh >= 0 else 'lost'}"


def _attack(fact: FactVerdict) -> str:
    asked = f"An attack is at least {_gained(fact.asked)} in {ATTACK_S:g} s"
    return f"{asked}; the replay shows {_gained(fact.got)}, {_amount(fact.miss, 'km/h')} short"


def _hesitate(fact: FactVerdict) -> str:
    asked = f"Who hesitates has at most {_gained(fact.asked)}"
    return f"{asked}; the replay shows {_gained(fact.got)}, {_amount(fact.miss, 'km/h')} too much"


def _stop(fact: FactVerdict) -> str:
    asked = f"Who stops racing has at least {_gained(fact.asked)} in 4 s"
    return f"{asked}; the replay shows {_gained(fact.got)}, {_amount(fact.miss, 'km/h')} off"


def _wheel(fact: FactVerdict) -> str:
    where = "behind" if fact.got >= 0 else "ahead of"
    return (
        f"On the wheel is up to {WHEEL_M:g} m behind, front wheel to front wheel; the replay shows "
        f"{_amount(abs(fact.got), 'm')} {where} it, {_amount(fact.miss, 'm')} off"
    )


def _move(fact: FactVerdict) -> str:
    if fact.note.startswith("place at"):
        return f"Told: place {fact.asked:.0f}; the replay shows place {fact.got:.0f}"
    return f"The replay shows no place won or lost in the {MOVE_S:g} s before"


def _high(fact: FactVerdict) -> str:
    told, shown = _amount(fact.asked, "m"), _amount(fact.got, "m")
    return f"Told: {told} up the boards; the replay shows {shown}, {_amount(fact.miss, 'm')} lower"


def _side(fact: FactVerdict) -> str:
    return f"The replay shows the other side, by {100 * fact.miss:.0f} cm up the boards"


def _when(fact: FactVerdict) -> str:
    by = "earlier" if fact.got < fact.asked else "later"
    return f"Told: {fact.asked:.1f} s into the race; in the replay {_amount(fact.miss, 's')} {by}"


def _clocked(fact: FactVerdict) -> str:
    digits = 1 if fact.miss >= 0.1 else 3
    best = f" ({fact.note})" if fact.note else ""
    return f"Measured: {fact.asked:g} s; the replay shows {fact.got:.{digits}f} s, {fact.miss:.{digits}f} s off{best}"


_SHOWN: dict[str, Callable[[FactVerdict], str]] = {
    "gap": _gap,
    "order": _order,
    "chase": _order,
    "pass": _order,
    "attack": _attack,
    "hesitate": _hesitate,
    "stops racing": _stop,
    "hold wheel": _wheel,
    "move": _move,
    "ride high": _high,
    "side": _side,
    "pacer off": _when,
    "crash": _when,
    "time": _clocked,
    "split": _clocked,
}
"""What the replay shows, by kind of fact; amounts for all others."""
