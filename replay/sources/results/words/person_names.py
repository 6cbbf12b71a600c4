"""Names of riders taken apart into given and family names, however a table writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from replay.sources.results.words.word_lists import words_in

_PARTICLES = words_in(
    "van von vom zu zur de der den del della delle degli dello di da das do dos du des la le las los el al bin "
    "binti ben ter ten te op in 't af av san santa st"
)
"""Small words that belong to the family name that follows."""

_JOINING = frozenset(["y", "i", "e", "en", "und", "a"])
"""Words that join two parts of one family name: Ortega y Gasset, Tjon En Fa."""

_FAMILY_FIRST_NATIONS = frozenset(["CHN", "KOR", "PRK", "HKG", "TPE", "MAC", "VIE", "HUN"])
_FAMILY_FIRST = words_in(
    "xu zhang wang zhou guo zhao huang zheng chen yang wu liu sun zhu hu gao lin he ma luo liang song tang han "
    "feng deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen yao cui fan "
    "bao bi zhong tan lee kim park choi jung kang cho yoon jang lim im shin kwon hwang ahn ryu nguyen tran pham "
    "le vu vo dang bui do ngo li xie qin qiu hou meng qi bai jia chang chan cheung wong ho ng lau leung kwok tse "
    "yip chow hsu hsiao tsai"
)
"""Family names that are said first where a rider's nation does not say it: only of names of two words."""

_SURE_CHINESE = words_in("xu zhang zhou guo zhao zheng huang xie qin zhu cai cao zeng xiao feng")
"""Of these, those that are no given name elsewhere: enough without a nation."""

_DOUBLE_FAMILY_NATIONS = words_in("ESP COL MEX VEN CUB ARG CHI PER ECU GUA CRC PUR DOM BOL PAN HON URU PAR")


def is_particle(word: str) -> bool:
    """Whether a word may belong to the family name that follows it, as VAN and MAC do."""
    return word.lower() in _PARTICLES or word.lower() in ("mac", "mc")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart. sure: from 0 to 1, that the family name begins where it is said to."""

    last: str
    first: str = ""
    given_name_last: bool = False
    sure: float = 1.0


def person_name(text: str, nation: str = "", *, family_first: bool = False) -> PersonName:
    """The parts of a name. Capitals tell the family name; without them the last word is it, with its particles.

    family_first  whether the table that it comes from has family names first
    """
    text = _MC.sub("Mc", " ".join(text.strip(" ,;:.*\u2020\u2021#").split()))
    if "," in text:
        last, _, first = (part.strip() for part in text.partition(","))
        if last and first:
            return PersonName(cased(last), cased(first))
    text = _INITIAL.sub(r"\1 ", text)
    words = text.replace("・", " ").replace("･", " ").split()
    if len(words) < 2:
        return PersonName(cased(text))
    by_capitals = _by_capitals(words)
    if by_capitals:
        return by_capitals
    if _is_family_alone(words, nation):
        return PersonName(cased(" ".join(words)), sure=0.75)
    words = cased(" ".join(words)).split() if all(_is_upper(word) for word in words) else words
    if family_first and words[0] < "\u2e80":
        return _first_is_family(words)
    sure = 0.7 if text.upper() == text and text.upper() != text.lower() else 1.0
    return _by_order(words, nation, "・" in text or "･" in text, sure)


_INITIAL = re.compile(r"^([A-Z][.．])(?=[\u3040-\u30ff\u4e00-\u9fff])")
"""An initial of a foreigner before a name in kana: 'J.ケニー'."""

_MC = re.compile(r"(?<![^\W\d_])(?:Mc|MC) (?=[A-ZÀ-Þ][^\W\d_]{2})")
"""The beginning of a family name that is written apart: 'Mc DONALD'."""


def _is_family_alone(words: list[str], nation: str) -> bool:
    """Whether a name in capitals is a particle and one word: 'LE GALL', 'VAN DER LINDE'."""
    particles = [word.lower() for word in words[:-1]]
    return (
        (all(map(_is_upper, words)) or all(word.islower() for word in words[:-1]))
        and nation not in _FAMILY_FIRST_NATIONS
        and all(word in _PARTICLES and word not in _GIVEN_NAMES_TOO for word in particles)
    )


_GIVEN_NAMES_TOO = words_in("ben al do san santa di da in")
"""Particles that are as well a name of their own."""


def _is_upper(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return bool(letters) and all(c.isupper() or not c.islower() for c in letters) and any(c.isupper() for c in letters)


_GROWN_ON = re.compile(
    r"(?<![^\W\d_])(?:Mc|Mac|Fitz|[DdLOo]['’]|[Dd](?:ell|all)['’]|De|Del|Des|Di|Da|Du|Le|La|Van|Von)(?=[A-ZÀ-Þ]{2})"
)
"""Beginnings of family names that are no capitals where the rest of the name is: McDONALD, d'ALMEIDA."""


def _is_shouted(word: str) -> bool:
    """In capitals beyond an initial; 'McDONALD' and 'O'NEILL' are too."""
    letters = [c for c in _GROWN_ON.sub("", word) if c.isalpha()]
    return (
        len(letters) > 1 and all(c.isupper() or not c.islower() for c in letters) and any(c.isupper() for c in letters)
    )


def _by_capitals(words: list[str]) -> PersonName | None:
    """Family and given names where capitals set one apart: 'VAN DER PEUT Sam', 'Jason KENNY'."""
    shouted = [_is_shouted(word) for word in words]
    if all(shouted) or not any(shouted):
        return None
    begin, end = shouted.index(True), len(words) - shouted[::-1].index(True)
    if begin and end < len(words):  # given names on both sides of it
        begin_rest = words[:begin] + words[end:]
        if not all(word.lower().rstrip(".") in _PARTICLES for word in words[:begin]):
            return PersonName(cased(" ".join(words[begin:end])), " ".join(begin_rest), sure=0.7)
        begin = 0  # 'Le GALL Yann'
    while begin and words[begin - 1].lower() in _PARTICLES and (words[begin - 1][0].islower() or begin > 1):
        begin -= 1  # 'Sam van der PEUT', 'Yann Le GALL'
    while end < len(words) and len(words[end]) == 1 and end + 1 == len(words) and not begin:
        break
    if begin == 0:
        return PersonName(cased(" ".join(words[:end])), " ".join(words[end:]))
    return PersonName(cased(" ".join(words[begin:end])), " ".join([*words[:begin], *words[end:]]))


def _by_order(words: list[str], nation: str, spelt_from_abroad: bool, sure: float) -> PersonName:
    """Family and given names by their order alone."""
    if any(c >= "\u2e80" for c in words[0]):
        if spelt_from_abroad or _INITIAL.match(f"{words[0]}{words[-1]}"):  # マーク・スミス: as in his own language
            return PersonName(words[-1], " ".join(words[:-1]))
        return PersonName(words[0], " ".join(words[1:]), given_name_last=True)
    if len(words) <= 3 and _family_first(words, nation):
        return PersonName(words[0], " ".join(words[1:]), given_name_last=True, sure=min(sure, 0.9))
    at = len(words) - 1
    if len(words[-1].strip(".")) == 1 and len(words[0].strip(".")) > 1:
        return PersonName(" ".join(words[:-1]), words[-1], sure=min(sure, 0.9))  # 'Keller A.'
    if at > 1 and words[at].lower().strip(".") in ("jr", "sr", "ii", "iii", "junior", "filho", "neto"):
        at -= 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    if at > 2 and words[at - 1].lower() in _JOINING:
        at -= 2
    elif len(words) == 4 and nation in _DOUBLE_FAMILY_NATIONS and at == 3:
        at = 2
    plain = at == len(words) - 1 and at > 1
    return PersonName(" ".join(words[at:]), " ".join(words[:at]), sure=min(sure, 0.75 if plain else 1.0))


def _first_is_family(words: list[str]) -> PersonName:
    """A name in a table of names that have the family name first: its particles and one word."""
    end = 1
    while end < len(words) - 1 and words[end - 1].lower() in _PARTICLES:
        end += 1
    return PersonName(" ".join(words[:end]), " ".join(words[end:]), sure=0.9 if len(words) == 2 else 0.75)


def _family_first(words: list[str], nation: str) -> bool:
    first, others = words[0].lower(), [word.lower() for word in words[1:]]
    if first not in _FAMILY_FIRST:
        return False
    if nation in _FAMILY_FIRST_NATIONS:
        return not (len(others) == 1 and others[0] in _FAMILY_FIRST and "-" not in others[0] and "-" in words[0])
    return nation in ("", "MAS", "SGP", "MAC") and first in _SURE_CHINESE and len(others) == 1


def cased(text: str) -> str:
    """A name in the letters in which names are written, where it stands in capitals: 'van der Peut', 'O'Neill'."""
    words = text.split()
    shouted = [(_is_upper(word) and len(word) > 1) or _is_grown_on(word) for word in words]
    if not any(shouted):
        return text
    written = [_cased_word(word) if loud else word for word, loud in zip(words, shouted, strict=True)]
    for at in range(1, len(words) - 1):
        if words[at] in ("E", "Y", "I") and shouted[at - 1] and shouted[at + 1]:
            written[at] = words[at].lower()  # DOS SANTOS E SILVA
    if len(written) > 1:
        written = [
            word.lower() if place < len(written) - 1 and _is_small(word, place) and loud else word
            for place, (word, loud) in enumerate(zip(written, shouted, strict=True))
        ]
    return " ".join(written)


_LOWER = words_in("van von der den de del da di do dos das du des della ter ten 't la le zu y")
"""Particles that are small inside of a name in most languages."""


_ARTICLES = frozenset(["le", "la"])
"""Particles that are small behind another alone: 'de la Cruz', but 'Le Gall'."""


def _is_small(word: str, place: int) -> bool:
    """Whether a word of a name in capitals is a particle that is written small at its place, from 0."""
    return word.lower() in _LOWER and not (place == 0 and word.lower() in _ARTICLES)


def _is_grown_on(word: str) -> bool:
    """Whether a word is in capitals but for how it begins: 'McDONALD'."""
    return _GROWN_ON.search(word) is not None and not _is_upper(word) and _is_shouted(word)


def _cased_word(word: str) -> str:
    if _is_grown_on(word):
        kept = [found.span() for found in _GROWN_ON.finditer(word)]
        ends = [0, *(end for _, end in kept)]
        starts = [*(start for start, _ in kept), len(word)]
        pieces = [_cased_word(word[end:start]) for end, start in zip(ends, starts, strict=True)]
        return pieces[0] + "".join(word[a:b] + piece for (a, b), piece in zip(kept, pieces[1:], strict=True))
    parts = re.split(r"([-'’])", word)
    written = "".join(part if part in "-'’" else _capital(part) for part in parts)
    written = re.sub(r"(?<=-)(De|Van|Von|Ter|Ten)$", lambda particle: particle[0].lower(), written)
    found = re.match(r"(Mc)([^\W\d_])(.+)", written)
    return f"{found[1]}{found[2].upper()}{found[3]}" if found else written


def _capital(part: str) -> str:
    return part[:1].upper() + part[1:].lower() if part else part
