"""Which category of riders the words of a race file mean: 'Women Elite', 'U19 women', 'Frauen', 'masters 45-49'."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from replay.race.riders.rider_categories import (
    ELITE_MEN,
    ELITE_WOMEN,
    JUNIOR_MEN,
    JUNIOR_WOMEN,
    MASTERS_MEN,
    MASTERS_WOMEN,
    YOUTH_BOYS,
    YOUTH_GIRLS,
    RiderCategory,
)


class _Age(StrEnum):
    YOUTH = "youth"
    JUNIOR = "junior"
    ELITE = "elite"
    MASTERS = "masters"


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """The category whose riders are taken for a race, and whether the words say so.

    said  false where they do not say whether men or women ride: then men are taken
    """

    category: RiderCategory
    said: bool


_BY_AGE = {
    _Age.YOUTH: (YOUTH_BOYS, YOUTH_GIRLS),
    _Age.JUNIOR: (JUNIOR_MEN, JUNIOR_WOMEN),
    _Age.ELITE: (ELITE_MEN, ELITE_WOMEN),
    _Age.MASTERS: (MASTERS_MEN, MASTERS_WOMEN),
}

_OLDEST_YOUTH, _OLDEST_JUNIOR, _YOUNGEST_MASTER = 17, 20, 30
"""'Under 17' are youth, 'under 19' (in some countries 'under 20') juniors; 'under 23' race as elite. Who is 30 may race
as a master."""


_APOSTROPHES = "'’ʼ`"
_METRES = r"\d+ ?k?m\b"
"""'1500 m' says nothing of men."""

_UNSPACED_FROM = "\u2e80"
"""From this letter on scripts are written without spaces (Chinese, Japanese, Korean): words are looked for anywhere."""


def _plain(text: str) -> str:
    """Text without case, accents, widths and apostrophes, so that one spelling of a word is enough."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in apart if not unicodedata.combining(letter) and letter not in _APOSTROPHES)
    return unicodedata.normalize("NFC", kept)


def _words(text: str) -> frozenset[str]:
    return frozenset(_plain(text).split())


_WOMEN = _words(
    "women womens woman lady ladies female females girl girls w f frau frauen dame damen weiblich weibliche madchen "
    "femme femmes dames fille filles feminin feminine feminines feminins mujer mujeres femenino femenina femeninas "
    "femenil dama damas chicas ninas donna donne femminile femminili ragazze vrouw vrouwen meisjes mulher mulheres "
    "feminino feminina kvinna kvinnor kvinder kvinner damer kobieta kobiety zeny zen nok naiset juniorki cadette "
    "cadettes allieve we wu wj jw "
    "женщины женщин девушки юниорки γυναικων γυναικες 女 ガールズ 여자"
)
_MEN = _words(
    "men mens man gentlemen male males boy boys m herr herren manner mannlich mannliche jungen homme hommes messieurs "
    "garcon garcons masculin masculins masculino masculina hombre hombres varones varonil caballeros chicos ninos uomo "
    "uomini maschile maschili ragazzi man mannen heren jongens homem homens herrar herrer menn maend mezczyzni muzi "
    "miehet ferfi me mu mj jm мужчины мужчин юноши юниоры ανδρων ανδρες 男 남자"
)
_YOUTH = _words(
    "youth juvenile juveniles cadet cadets cadete cadetes cadette cadettes kadett kadetten jugend schuler schulerinnen "
    "minime minimes benjamin benjamins aspirants aspirante allievi allieve esordienti esordiente nieuwelingen infantil "
    "infantiles kids children enfants kinder юноши девушки"
)
_CHILDREN = _words("girl girls boy boys jungen madchen filles garcons chicas chicos ninas ninos meisjes jongens")
"""Words of sex that mean youth where nothing says how old they are."""

_JUNIOR = _words(
    "junior juniors juniora juniores junioren juniorinnen juniorin juniori juniorzy juniorki juniorer juniorit juvenil "
    "juveniles jnr jun j wj mj jm jw юниоры юниорки ジュニア"
)
_MASTERS = _words(
    "master masters veteran veterans veteranos veteranas veteranen veterani vets vet senioren seniorinnen "
    "мастерс ветераны マスターズ"
)
_FEMALE_ENDING = "innen"
"""German: Juniorinnen, Seniorinnen, Schülerinnen."""


def whose(category: str, apostrophe: str = "’") -> str | None:
    """'women’s' for 'women', 'boys’' for 'boys'; None for any other category: it stands as it is written."""
    last = category.lower().split()[-1:]
    if not last or last[0] not in _OWNERS:
        return None
    return f"{category}{apostrophe}" if last[0].endswith("s") else f"{category}{apostrophe}s"


_OWNERS = ("men", "women", "boys", "girls")


def category_of(text: str) -> CategoryChoice:
    """The category that a race file's words mean. What is not said is taken to be elite, and men."""
    plain = re.sub(_METRES, " ", _plain(text))
    words = set(re.findall(r"[^\W\d_]+", plain))
    women = _any_of(words, _WOMEN, plain) or any(word.endswith(_FEMALE_ENDING) for word in words)
    men = _any_of(words, _MEN, plain)
    age = _age(words, plain)
    return CategoryChoice(_BY_AGE[age][women and not men], said=women != men)


def _any_of(words: set[str], known: frozenset[str], plain: str) -> bool:
    """Whether any word is a known one."""
    return not known.isdisjoint(words) or any(word in plain for word in known if word >= _UNSPACED_FROM)


def _age(words: set[str], plain: str) -> _Age:
    """How old the riders are. Ages in figures are surer than words."""
    ages = _ages(plain)
    if ages is not None:
        return ages
    if _any_of(words, _MASTERS, plain):
        return _Age.MASTERS
    if _any_of(words, _JUNIOR, plain):
        return _Age.JUNIOR
    if _any_of(words, _YOUTH, plain) or (words & _CHILDREN and "elite" not in words):
        return _Age.YOUTH
    return _Age.ELITE


def _ages(plain: str) -> _Age | None:
    """The age that figures say: 'u19', 'under 17', '15-16', 'm45', '50+', 'over 40'; None if none do.

    Figures of races ('race 2', '1500 m') are no ages.
    """
    under = re.search(r"(?:\bu|[mwf]u|\bunder|\bunter|\bsub|\bmoins de)[ -]?(\d{2})\b", plain)
    if under:
        return _under(int(under[1]))
    group = re.search(r"\b[mwf]?(\d{2}) ?(?:\+|(?:-|–|/|to|bis|a) ?(\d{2})\b)", plain)
    over = re.search(r"\b(?:over|o|ab|[mwf]|plus de) ?(\d{2})\b", plain)
    found = group or over
    if found is None:
        return None
    if int(found[1]) >= _YOUNGEST_MASTER:
        return _Age.MASTERS
    if group and group[2] and int(group[2]) < _OLDEST_JUNIOR:
        return _Age.YOUTH if int(group[2]) < _OLDEST_YOUTH else _Age.JUNIOR
    return None


def _under(limit: int) -> _Age:
    """The age of riders under a limit. German writes 'ü40' of those above it, which without its dots is 'u40'."""
    if limit >= _YOUNGEST_MASTER:
        return _Age.MASTERS
    return _Age.YOUTH if limit <= _OLDEST_YOUTH else _Age.JUNIOR if limit <= _OLDEST_JUNIOR else _Age.ELITE
