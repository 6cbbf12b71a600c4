"""Nations by the codes of the IOC and of ISO 3166, and by their names in the languages of results."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale
from babel.core import get_global

from replay.sources.results.words.word_lists import words_in

_LANGUAGES = ("en", "de", "fr", "it", "es", "nl", "ja", "pt", "pl", "da", "sv")

_IOC_BY_ISO2 = dict(
    pair.split(":")
    for pair in [
        "DZ:ALG",
        "AS:ASA",
        "AO:ANG",
        "AG:ANT",
        "AW:ARU",
        "BS:BAH",
        "BH:BRN",
        "BD:BAN",
        "BB:BAR",
        "BZ:BIZ",
        "BM:BER",
        "BT:BHU",
        "BW:BOT",
        "VG:IVB",
        "BN:BRU",
        "BG:BUL",
        "BF:BUR",
        "KH:CAM",
        "KY:CAY",
        "TD:CHA",
        "CL:CHI",
        "CG:CGO",
        "CR:CRC",
        "HR:CRO",
        "DK:DEN",
        "SV:ESA",
        "GQ:GEQ",
        "FJ:FIJ",
        "GM:GAM",
        "DE:GER",
        "GR:GRE",
        "GD:GRN",
        "GT:GUA",
        "GN:GUI",
        "GW:GBS",
        "HT:HAI",
        "HN:HON",
        "ID:INA",
        "IR:IRI",
        "KW:KUW",
        "LV:LAT",
        "LB:LIB",
        "LS:LES",
        "LY:LBA",
        "MG:MAD",
        "MW:MAW",
        "MY:MAS",
        "MR:MTN",
        "MU:MRI",
        "MC:MON",
        "MN:MGL",
        "MM:MYA",
        "NL:NED",
        "NI:NCA",
        "NE:NIG",
        "NG:NGR",
        "OM:OMA",
        "PS:PLE",
        "PY:PAR",
        "PH:PHI",
        "PT:POR",
        "PR:PUR",
        "KN:SKN",
        "VC:VIN",
        "WS:SAM",
        "SA:KSA",
        "SC:SEY",
        "SI:SLO",
        "SB:SOL",
        "ZA:RSA",
        "LK:SRI",
        "SD:SUD",
        "CH:SUI",
        "TW:TPE",
        "TZ:TAN",
        "TG:TOG",
        "TO:TGA",
        "AE:UAE",
        "VI:ISV",
        "UY:URU",
        "VU:VAN",
        "VN:VIE",
        "ZM:ZAM",
        "ZW:ZIM",
        "XK:KOS",
        "UK:GBR",
        "EL:GRE",
    ]
)
"""IOC codes that differ from ISO's three letters, by ISO's two."""

_NO_ISO = (
    "ROC",
    "RPC",
    "AIN",
    "EOR",
    "IOP",
    "ENG",
    "SCO",
    "WAL",
    "NIR",
    "IOM",
    "GDR",
    "FRG",
    "URS",
    "TCH",
    "YUG",
    "SCG",
)
"""Codes that result sheets have and ISO has not: neutral teams, nations of the Commonwealth Games, former states."""

_FORMER = words_in(
    "FXX DDR YMD VDR ZAR TMP ROM BUR SUN HVO DHY RHO PCI NTZ CSK SCG YUG ANT NHB GEL BYS AFI ATN JTN MID PUS WAK PCZ"
)
"""Three letters that ISO once had for what has others now."""

_OTHER_NAMES = {
    "GBR": "great britain|britain|grossbritannien|grande bretagne|gran bretagna|gran bretana|groot brittannie|英国|uk|"
    "united kingdom|gb|team gb|storbritannien|grã bretanha|gra bretanha|wielka brytania",
    "NED": "holland|the netherlands|nederland|pays bas|paesi bassi|paises bajos|オランダ",
    "USA": "us|united states of america|u s a|estados unidos|etats unis|stati uniti|アメリカ|米国",
    "KOR": "korea|republic of korea|south korea|coree|corea|corea del sur|韓国|korea republic",
    "PRK": "dpr korea|north korea",
    "TPE": "chinese taipei|taipei|taiwan",
    "HKG": "hong kong|hongkong|hong kong china|香港",
    "RUS": "russia|russian federation|russland|ロシア",
    "ROC": "russian olympic committee|roc",
    "CZE": "czech republic|tschechische republik|republique tcheque|repubblica ceca|republica checa|tsjechie|チェコ",
    "IRI": "iran|islamic republic of iran",
    "TTO": "trinidad tobago|trinidad and tobago|trinidad",
    "CHN": "people s republic of china|pr china|中国",
    "BRN": "bahrain",
    "CIV": "ivory coast",
    "TUR": "turkey|turkiye",
    "ENG": "england|inglaterra|inghilterra",
    "SCO": "scotland|schottland|ecosse|scozia|schotland",
    "WAL": "wales|galles",
    "NIR": "northern ireland",
    "IOM": "isle of man",
    "AIN": "individual neutral athletes|individual neutral athlete",
    "MKD": "macedonia|north macedonia",
    "UAE": "emirates|united arab emirates",
}


@cache
def _by_code() -> dict[str, str]:
    """IOC code by code: IOC's own first, for BRN is Bahrain there and Brunei with ISO."""
    aliases: dict[str, list[str]] = get_global("territory_aliases")  # type: ignore[assignment]
    codes = {}
    for iso3, iso2 in aliases.items():
        if len(iso3) == 3 and iso3.isalpha() and len(iso2) == 1:
            codes[iso3] = _IOC_BY_ISO2.get(iso2[0], iso3)
    return codes | {code: code for code in (*_IOC_BY_ISO2.values(), *_NO_ISO)}


@cache
def _by_iso2() -> dict[str, str]:
    aliases: dict[str, list[str]] = get_global("territory_aliases")  # type: ignore[assignment]
    found = {
        two[0]: three
        for three, two in aliases.items()
        if len(three) == 3 and three.isalpha() and len(two) == 1 and three not in _FORMER
    }
    return found | _IOC_BY_ISO2


@cache
def _by_name() -> dict[str, str]:
    """IOC code by the plain name, in all languages that are known."""
    codes = {}
    for language in _LANGUAGES:
        for iso2, name in Locale(language).territories.items():
            if len(iso2) == 2 and iso2 in _by_iso2():
                codes[_plain(name)] = _by_iso2()[iso2]
    for code, names in _OTHER_NAMES.items():
        codes |= {_plain(name): code for name in names.split("|")}
    return {name: code for name, code in codes.items() if (len(name) > 2 or name in _SHORT) and code in _by_code()}


def _plain(name: str) -> str:
    """A name without case, accents and marks."""
    if not name.isascii():
        apart = unicodedata.normalize("NFKD", name.casefold())
        name = unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c) or c > "\u3000"))
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


_SHORT = words_in("uk us 日本 中国 米国 英国 韓国 香港 gb")
"""Names of two letters that mean a nation outside of columns of codes too."""

LONGEST_NAME = 40
MOST_WORDS = 4
"""Words and characters of the longest name of a nation that is looked up."""


def nation_of_code(text: str) -> str:
    """The IOC code that three capital letters are, of the IOC or of ISO; '' for any other text."""
    return _by_code().get(text, "") if len(text) == 3 else ""


def nation_of_name(text: str) -> str:
    """The IOC code of a nation named in words, in any of the languages; '' for any other text."""
    return _by_name().get(_plain(text), "") if 1 < len(text) <= LONGEST_NAME else ""


def nation_of(text: str) -> str:
    """The IOC code that a text means where a nation is expected: codes in any case, of two letters too, and names."""
    text = text.strip(" ()[].,;:/*")
    if not text or len(text) > LONGEST_NAME:
        return ""
    if len(text) == 2 and text.isascii() and text.isalpha():
        return _by_iso2().get(text.upper(), "")
    return nation_of_code(text.upper()) or nation_of_name(text)
