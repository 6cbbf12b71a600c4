"""The categories of riders, each with the physique of a generic rider of it and where its figures are from.

Power over time is P(t) = critical + (peak - critical) exp(-t / fade). Published are peak powers of elite riders and
the speeds of all; what is between them follows from the speeds, by the power that the last 200 m of keirins take
(`motion.power`), and is a guess where it says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from replay.base.units import mps
from replay.race.riders.physique import Physique


@dataclass(frozen=True, slots=True)
class RiderCategory:
    """A category of riders. name: as `check` says it."""

    name: str
    physique: Physique


ELITE_MEN = RiderCategory(
    "elite men",
    Physique(
        mass_kg=98.0,
        drag_area_m2=0.215,
        critical_w=430.0,
        peak_w=1830.0,
        fade_s=22.0,
        full_effort_w=1500.0,
        effort_share=1.0,
        top_mps=mps(80.5),
        speed_share=1.0,
        tempo_mps=mps(46.0),
        tempo_w=295.0,
        doubt_share=1.0,
    ),
)
"""World-class men. Mass: sprinters weigh 82 to 101 kg (Gardner et al. 2005), the bicycle 7 to 8 kg; between 82 and 98
kg in all the last 750 m change by 0.6 s. Drag area: of a low position; 0.19 or 0.23 make the last 750 m 0.9 s faster or
slower. Power: means over 1, 5, 15, 30 and 60 s of 1799, 1682, 1445, 1195 and 910 W, with which a kilometre from rest
takes 60.4 s; peaks in the laboratory are 1729 to 2282 W (Gardner et al. 2005). 5 % more or less power are 0.65 s over
the last 750 m. Top: the fastest flying 200 m are at 78 to 79 km/h on the mean (9.215 s, Tokyo 2020; 9.088 s, Paris
2024), and somewhat faster in the middle. Tempo: a guess between a pacer's last speed and the 40 km/h to which riders
slow down who wait for each other."""

ELITE_WOMEN = RiderCategory(
    "elite women",
    Physique(
        mass_kg=78.0,
        drag_area_m2=0.19,
        critical_w=295.0,
        peak_w=1260.0,
        fade_s=22.0,
        full_effort_w=1030.0,
        effort_share=0.68,
        top_mps=mps(73.5),
        speed_share=0.94,
        tempo_mps=mps(43.0),
        tempo_w=213.0,
        doubt_share=1.0,
    ),
)
"""World-class women. Power: 0.69 of men's. One Olympic champion was measured at 1525 W, and at 1346 W as she won
a keirin (Eurosport); the men's champion at 2216 W in one (UCI Track Champions League, 2024). That it falls with time as
men's does was found by Ferguson et al. (2023, doi 10.7717/peerj.15671), of 8 women and 21 men who sprint. Mass and drag
area: a guess, of sprinters of about 70 kg. Top: the fastest flying 200 m at sea level are 10.029 s (Paris 2024) and
10.310 s (Tokyo 2020), 71.8 and 69.8 km/h on the mean. Last 200 m of keirins: 11.217 s (final, Rio 2016)."""

JUNIOR_MEN = RiderCategory(
    "junior men",
    Physique(
        mass_kg=88.0,
        drag_area_m2=0.205,
        critical_w=345.0,
        peak_w=1460.0,
        fade_s=22.0,
        full_effort_w=1195.0,
        effort_share=0.81,
        top_mps=mps(74.0),
        speed_share=0.97,
        tempo_mps=mps(45.0),
        tempo_w=263.0,
        doubt_share=1.25,
    ),
)
"""Men of 17 and 18 years. The flying 200 m of the best 24 at the junior world championships of 2013 took 10.470 to
10.969 s (68.8 to 65.6 km/h); at those of 2019 the winners of keirin heats had last 200 m of 10.645 and 10.785 s. Power,
mass and drag area are a guess that gives such speeds. Top: that of a flying 200 m of 9.7 s."""

JUNIOR_WOMEN = RiderCategory(
    "junior women",
    Physique(
        mass_kg=72.0,
        drag_area_m2=0.185,
        critical_w=247.0,
        peak_w=1055.0,
        fade_s=22.0,
        full_effort_w=860.0,
        effort_share=0.58,
        top_mps=mps(67.5),
        speed_share=0.9,
        tempo_mps=mps(42.0),
        tempo_w=194.0,
        doubt_share=1.25,
    ),
)
"""Women of 17 and 18 years. The five fastest flying 200 m at the junior world championships of 2019 took 11.120 to
11.461 s (64.7 to 62.8 km/h), the fastest of a round of match sprints 12.109 s. Power, mass and drag area are a guess
that gives such speeds. Top: that of a flying 200 m of 10.7 s."""

YOUTH_BOYS = RiderCategory(
    "youth boys",
    Physique(
        mass_kg=74.0,
        drag_area_m2=0.19,
        critical_w=254.0,
        peak_w=1080.0,
        fade_s=22.0,
        full_effort_w=880.0,
        effort_share=0.6,
        top_mps=mps(68.5),
        speed_share=0.91,
        tempo_mps=mps(42.0),
        tempo_w=199.0,
        doubt_share=2.0,
    ),
)
"""Boys up to 16 years. The Australian record of those under 15 over a flying 200 m was 12.292 s (58.6 km/h) in 2003;
the best of those under 17 are about a second faster. Power, mass and drag area are a guess that gives such speeds."""

YOUTH_GIRLS = RiderCategory(
    "youth girls",
    Physique(
        mass_kg=63.0,
        drag_area_m2=0.175,
        critical_w=193.0,
        peak_w=820.0,
        fade_s=22.0,
        full_effort_w=670.0,
        effort_share=0.45,
        top_mps=mps(64.0),
        speed_share=0.85,
        tempo_mps=mps(41.0),
        tempo_w=170.0,
        doubt_share=2.0,
    ),
)
"""Girls up to 16 years: a guess, to the speeds of boys as junior women are to junior men."""

MASTERS_MEN = RiderCategory(
    "masters men",
    Physique(
        mass_kg=92.0,
        drag_area_m2=0.215,
        critical_w=315.0,
        peak_w=1340.0,
        fade_s=22.0,
        full_effort_w=1095.0,
        effort_share=0.72,
        top_mps=mps(72.0),
        speed_share=0.93,
        tempo_mps=mps(43.0),
        tempo_w=243.0,
        doubt_share=2.0,
    ),
)
"""Men of 30 years and more, as they race at world masters championships, ages in one: flying 200 m of 10.980 s (30 to
34 years, 2001, with 11.4 s in the final), 11.204 s (40 to 44, 2001), 11.521 s (50 to 54, 2001), 11.618 s (55 to 59,
2003, with 11.847 s in the final) and 12.121 s (65 to 69, 2011). Power is a guess that gives the speeds of about 45
years."""

MASTERS_WOMEN = RiderCategory(
    "masters women",
    Physique(
        mass_kg=74.0,
        drag_area_m2=0.19,
        critical_w=200.0,
        peak_w=860.0,
        fade_s=22.0,
        full_effort_w=705.0,
        effort_share=0.475,
        top_mps=mps(66.0),
        speed_share=0.86,
        tempo_mps=mps(41.0),
        tempo_w=186.0,
        doubt_share=2.0,
    ),
)
"""Women of 30 years and more: a guess, to masters men as elite women are to elite men."""

CATEGORIES = (
    ELITE_MEN,
    ELITE_WOMEN,
    JUNIOR_MEN,
    JUNIOR_WOMEN,
    YOUTH_BOYS,
    YOUTH_GIRLS,
    MASTERS_MEN,
    MASTERS_WOMEN,
)
"""All of them."""
