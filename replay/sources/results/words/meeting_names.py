"""The names of meetings and halls in headings: 'Derby Track League Round 3 - Women's keirin, final'."""

from __future__ import annotations

import re
from itertools import pairwise

from replay.sources.results.words.days import without_date

_MEETING = re.compile(
    r"(?<!\w)(?:champion\w*|cups?|pokal\w*|coupe|coppa|copa|beker|league|liga|ligue|grand prix|gro(?:ss|ß)er preis|gran premio|"
    r"grote prijs|games|spiele|olympi\w*|jeux|meeting|trophy|trofeo|troph[ée]e|festival|(?:\w+ )?nights?|racing|series|"
    r"\w*meisterschaft\w*|kampioenschap\w*|campeonato\w*|campionat\w*|gp|club|verein|\w*sportverein|[rs]sv|rsc|v[ée]lo-?club|"
    r"cycling|wheelers|c\.?c\.?|worlds|europeans|大会|選手権\w*|カップ)(?!\w)",
    re.IGNORECASE,
)
"""Words by which a meeting, or who holds it, is called."""

_BORDERS = re.compile(r"\s+[-–—|•·/]+\s+|\s*[,;:(]\s*|\s*\)\s*")


def meeting_and_race(text: str) -> tuple[str, str]:
    """The name of the meeting in a heading, and the rest of it; '' for the name where nothing is called like one."""
    borders = [(0, 0), *(found.span() for found in _BORDERS.finditer(text)), (len(text), len(text))]
    parts = [(before[1], after[0]) for before, after in pairwise(borders)]
    named = [n for n, (start, end) in enumerate(parts) if _MEETING.search(text, start, end)]
    if not named:
        return "", text
    first, last = named[0], named[0]
    while last + 1 in named:
        last += 1
    start, end = parts[first][0], parts[last][1]
    rest = f"{text[:start]} {text[end:]}"
    return text[start:end].strip(" -–—|,;:"), rest


_HALL = re.compile(
    r"(?:[^\W\d_][\w.'’-]*[ ]){0,4}(?:velodrom\w*|vélodrome|velódromo|radrennbahn|radstadion|wielerbaan|wielercentrum|omnisport\w*|ベロドローム|競輪場)"
    r"(?:[ ](?:de|di|del|of|van|der|du|d'|la|le|[A-ZÀ-Þ])[\w.'’-]*){0,4}",
    re.IGNORECASE,
)


def hall_in(text: str) -> str:
    """The hall that a text names: 'Izu Velodrome', 'Vélodrome de Vaulx'; '' if none."""
    found = _HALL.search(text[:300])
    return found[0].strip() if found and len(found[0].split()) > 1 else ""


def meeting_alone(text: str) -> str:
    """The name of the meeting in a line that names day and hall as well: 'Brno Cup - 14 March 2026, Brno Velodrome'.

    What names the town stays. A line in which nothing is called like a meeting stays as it is.
    """
    dayless = without_date(text)
    name = meeting_and_race(dayless)[0]
    if not name:
        return text
    behind = dayless.find(name) + len(name)
    hall = next((at.end() for at in _BORDERS.finditer(dayless, behind) if _HALL.match(dayless, at.end())), None)
    return dayless[:hall].strip(" -–—|,;:(")
