"""Whether it is seen that riders attack, hesitate, ease or look back."""

from __future__ import annotations

import numpy as np

from benchmarks.watching.ride import Ride, Sight
from replay.base.units import Floats, kmh
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.efforts.hesitate_fact import HesitateFact
from replay.race.story.efforts.stop_racing_fact import StopRacingFact
from replay.race.story.incidents.look_back_fact import LookBackFact

ATTACK_S = 10.0
"""Within so long an attack has come to something: the pictures go elsewhere then."""

ATTACK_M = 1.5
"""Gained on the median rival: nearly a bike length, the least that is seen from the stands."""

BEFORE_S = 5.0
"""Who drops back for so long and comes up again to where he was has gained nothing that anybody sees."""

AROUND_M = 25.0
"""Rivals are those so far ahead and behind, a field in single file; where there are none, everybody."""

SLOWS_S, SLOWS_MPS = 3.0, 0.3
"""Who is a kilometre an hour slower within three seconds has slowed down first."""

PACED_S = 1.0
"""Before the pacer's leaving by more than this nobody is seen to attack: riders go as it swings off."""

FREE_M = 5.0
"""With nobody so near ahead a rider sets the tempo himself, and is not merely towed."""

WHEEL_M = 5.0
"""Who is no further behind is on his wheel, or fights for it."""

LIFTS_MPS, FOLLOWS_MPS = 1.0, 0.7
"""From the front: he gains so much in five seconds, and those on his wheel so much to hold it (3.6 and 2.5 km/h)."""

LIFTS_S = 5.0

HESITATE_S = 5.0
"""How long a hesitation is looked at where no duration was told."""

HESITATE_MPS = 0.7
"""Who gains 2.5 km/h has reacted."""

EASES_S, EASES_MPS, EASES_M = 8.0, 0.8, 3.0
"""Who eases is 3 km/h slower within eight seconds and drops three metres on the others .."""

BACK_MPS = 0.3
"""..and never rides faster again than when he eased (a kilometre an hour is left to the bends)."""

LOOK_S, LOOK_MPS = 1.0, 0.7
"""Nobody turns his head in the middle of an effort: no gain of 2.5 km/h from a second before to a second after."""


def sees_attack(fact: AttackFact, ride: Ride) -> Sight:
    """Whether he comes away from those around him, and does not slow down first."""
    return attack_at(ride, ride.index(fact.rider), ride.moment(fact.when))


def attack_at(ride: Ride, rider: int, start_s: float) -> Sight:
    """Whether a rider is seen to attack at a time."""
    end_s = min(start_s + ATTACK_S, ride.races_until(rider))
    if not start_s < end_s:
        return Sight(False, "he no longer races")
    if start_s < ride.motion.pull_off_s - PACED_S:
        return Sight(False, f"{ride.motion.pull_off_s - start_s:.1f} s before the pacer leaves")
    slowed = _slows_first(ride, rider, start_s)
    metres = _gained_m(ride, rider, start_s, end_s)
    places = _places_gained(ride, rider, start_s, end_s)
    opened = _opened_m(ride, rider, start_s, end_s)
    hurried = _hurries(ride, rider, start_s, end_s)
    comes_away = metres >= ATTACK_M or places > 0 or opened >= ATTACK_M or hurried
    figures = (
        f"slows by {kmh(slowed):.1f} km/h first, gains {metres:.1f} m on the median rival, {places} places; "
        f"the gap behind opens by {opened:.1f} m; those on his wheel {'hurry' if hurried else 'need not hurry'}"
    )
    return Sight(comes_away and slowed <= SLOWS_MPS, figures)


def _slows_first(ride: Ride, rider: int, start_s: float) -> float:
    """Speed that he loses in the first seconds, m/s; height counts, for a climb before a dive is no easing."""
    speed = ride.effort_mps[rider, ride.during(start_s, min(start_s + SLOWS_S, ride.races_until(rider)))]
    return float(speed[0] - speed.min())


def _rivals(ride: Ride, rider: int, time_s: float) -> list[int]:
    """Those who race around him; everybody who does, where he is alone."""
    at = ride.during(time_s, time_s)
    racing = [other for other in np.flatnonzero(ride.race_at(time_s)).tolist() if other != rider]
    return [r for r in racing if abs(float(ride.apart_m(rider, r, at)[0])) <= AROUND_M] or racing


def gains_m(ride: Ride, rider: int, start_s: float, end_s: float) -> Floats:
    """(T,) metres that he has gained since `start_s` on the median of the rivals who still race."""
    rivals, during = _rivals(ride, rider, start_s), ride.during(start_s, end_s)
    if not rivals:
        return np.zeros(1)
    leads = np.stack([ride.lead_m(rider, rival, during) for rival in rivals])
    until_s = np.array([ride.races_until(rival) for rival in rivals])
    racing = ride.time_s[during] <= until_s[:, None]
    gained = np.where(racing, leads - leads[:, :1], np.nan)[:, racing.any(axis=0)]
    return np.asarray(np.nanmedian(gained, axis=0)) if gained.size else np.zeros(1)


def _gained_m(ride: Ride, rider: int, start_s: float, end_s: float) -> float:
    """Metres that he comes to have on the median rival beyond what he had at any time in the seconds before.

    They count as long as he has lost none of the places that he had then.
    """
    rivals, after = _rivals(ride, rider, start_s), ride.during(start_s, end_s)
    if not rivals:
        return 0.0
    leads = np.stack([ride.lead_m(rider, rival, after) for rival in rivals])
    until_s = np.array([ride.races_until(rival) for rival in rivals])
    racing = ride.time_s[after] <= until_s[:, None]
    leads = np.where(racing, leads, np.nan)[:, racing.any(axis=0)]
    had = np.stack([ride.lead_m(rider, rival, ride.during(start_s - BEFORE_S, start_s)) for rival in rivals])
    if not leads.size:
        return 0.0
    kept = np.nansum(leads > 0, axis=0) >= (had > 0).sum(axis=0).max()
    gained = [np.nanmedian(leads - one[:, None], axis=0) for one in had.T[::5]]
    return min(float(np.where(kept, metres, np.minimum(metres, 0.0)).max()) for metres in gained)


def _places_gained(ride: Ride, rider: int, start_s: float, end_s: float) -> int:
    """Places that he has gained on those around him; who falls ahead of him gives none away."""
    rivals = [r for r in _rivals(ride, rider, start_s) if not ride.motion.fall_s[r] <= end_s]
    if not rivals:
        return 0
    after, before = (
        np.stack([ride.lead_m(rider, rival, ride.during(*times)) for rival in rivals])
        for times in ((start_s, end_s), (start_s - BEFORE_S, start_s))
    )
    return int((after > 0).sum(axis=0).max() - (before > 0).sum(axis=0).max())


def _behind(ride: Ride, rider: int, time_s: float) -> int | None:
    """Who rides next behind him on the track; None if nobody does."""
    at = ride.during(time_s, time_s)
    leads = {other: float(ride.apart_m(rider, other, at)[0]) for other in ride.riders if other != rider}
    after = {o: lead for o, lead in leads.items() if lead > 0 and ride.race_at(time_s)[o]}
    return min(after, key=lambda other: after[other], default=None)


def _free(ride: Ride, rider: int, time_s: float) -> bool:
    """Whether he sets the tempo himself: nobody is near ahead of him."""
    at = ride.during(time_s, time_s)
    leads = [float(ride.apart_m(other, rider, at)[0]) for other in ride.riders if other != rider]
    return not any(0 < lead < FREE_M for lead in leads)


def _opened_m(ride: Ride, rider: int, start_s: float, end_s: float) -> float:
    """By how much the gap to who rides next behind him has grown; 0 where he is towed himself."""
    behind = _behind(ride, rider, start_s)
    if behind is None or not _free(ride, rider, start_s):
        return 0.0
    lead = ride.lead_m(rider, behind, ride.during(start_s, min(end_s, ride.races_until(behind))))
    return float(lead.max() - lead[0])


def _hurries(ride: Ride, rider: int, start_s: float, end_s: float) -> bool:
    """Whether he lifts the tempo from the front, and who is on his wheel has to accelerate to hold it."""
    behind = _behind(ride, rider, start_s)
    if behind is None or not _free(ride, rider, start_s):
        return False
    own = ride.effort_mps[rider, ride.during(start_s, min(start_s + LIFTS_S, end_s))]
    other = ride.effort_mps[behind, ride.during(start_s, min(end_s, ride.races_until(behind)))]
    near = float(ride.apart_m(rider, behind, ride.during(start_s, start_s))[0]) <= WHEEL_M
    return near and float(own.max() - own[0]) >= LIFTS_MPS and float(other.max() - other[0]) >= FOLLOWS_MPS


def sees_hesitation(fact: HesitateFact, ride: Ride) -> Sight:
    """Whether none of them goes faster for as long as told, after the pacer has left."""
    start_s = ride.moment(fact.when)
    end_s = start_s + (fact.seconds or HESITATE_S)
    riders = [ride.index(name) for name in fact.riders] or ride.order(start_s)[1:]
    gains = {r: _most_gained(ride, r, start_s, min(end_s, ride.races_until(r))) for r in riders}
    paced_s = max(float(np.nan_to_num(ride.motion.pull_off_s, nan=start_s)) - start_s, 0.0)
    worst = max(gains, key=lambda rider: gains[rider])
    figures = f"{ride.motion.riders[worst]} gains {kmh(gains[worst]):.1f} km/h; {paced_s:.1f} s of it behind the pacer"
    return Sight(gains[worst] <= HESITATE_MPS and paced_s <= PACED_S, figures)


def _most_gained(ride: Ride, rider: int, start_s: float, end_s: float) -> float:
    speed = ride.effort_mps[rider, ride.during(start_s, end_s)]
    return float(speed.max() - speed[0])


def sees_easing(fact: StopRacingFact, ride: Ride) -> Sight:
    """Whether he slows down, drops back and does not come again."""
    rider, start_s = ride.index(fact.rider), ride.moment(fact.when)
    until = ride.races_until(rider)
    if not start_s < until:
        return Sight(False, "he no longer races")
    speed = ride.effort_mps[rider, ride.during(start_s, until)]
    soon = ride.effort_mps[rider, ride.during(start_s, min(start_s + EASES_S, until))]
    lost, back = float(speed[0] - soon.min()), float(speed.max() - speed[0])
    dropped = -float(gains_m(ride, rider, start_s, until).min())
    figures = f"{kmh(lost):.1f} km/h slower, drops {dropped:.1f} m, then at most {kmh(back):+.1f} km/h"
    return Sight(lost >= EASES_MPS and dropped >= EASES_M and back <= BACK_MPS, figures)


def sees_look_back(fact: LookBackFact, ride: Ride) -> Sight:
    """Whether he is upright and has time to look."""
    rider, time_s = ride.index(fact.rider), ride.moment(fact.when)
    gain = _most_gained(ride, rider, time_s - LOOK_S, time_s + LOOK_S)
    down = bool(time_s > ride.motion.fall_s[rider])
    return Sight(gain <= LOOK_MPS and not down, "he lies on the track" if down else f"gains {kmh(gain):.1f} km/h")
