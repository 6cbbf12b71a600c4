"""Names of the files to be written: `<round>-<heat>.yaml`, one for each race."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from anyascii import anyascii

from replay.sources.found import FoundRace

_LONGEST = 60


def file_names(races: Sequence[FoundRace]) -> tuple[str, ...]:
    """A name for each race: round and heat, the category before it where there are several, unique in any case."""
    categories = {race.category for race in races}
    stems = [_stem(race, with_category=len(categories) > 1) for race in races]
    counts = Counter(stems)
    used: Counter[str] = Counter()
    names = []
    for stem in stems:
        used[stem] += 1
        names.append(f"{stem}-{used[stem]}.yaml" if counts[stem] > 1 else f"{stem}.yaml")
    return tuple(names)


def _stem(race: FoundRace, *, with_category: bool) -> str:
    parts = (race.category if with_category else "", race.round or ("heat" if race.heat else "race"), race.heat)
    plain = "-".join(re.sub(r"[^a-z0-9]+", "-", anyascii(part).lower()).strip("-") for part in parts if part)
    return re.sub(r"-+", "-", plain).strip("-")[:_LONGEST] or "race"
