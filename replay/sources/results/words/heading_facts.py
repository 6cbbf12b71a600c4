"""What a heading says of the races under it: event, category, round, heat, day, place; in seven languages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from replay.race.riders.category_words import category_of
from replay.sources.results.words.days import date_in, without_date
from replay.sources.results.words.meeting_names import hall_in, meeting_and_race
from replay.sources.results.words.plain_letters import plain_letters
from replay.sources.results.words.race_terms import (
    distance_in,
    says_no_pacer,
    track_in,
    trial_in,
    without_lap_of_hall,
    without_terms,
)

KEIRIN = "keirin"
SPRINT = "sprint"
REPLAYED = (KEIRIN, SPRINT)
"""The events of which race files are made."""


@dataclass(frozen=True, slots=True)
class HeadingFacts:
    """What a heading says; '' for what it does not say.

    event     'keirin', or the name of another event
    overall   whether what follows is no single race: a final classification, a start list, medals
    distance_m  of the race; 0.0 where none is said
    track_m   of a lap of the track; 0.0 where none is said
    meet      the meeting, of a heading that names the race as well
    ride      of a match, from 1; 0 where none is said: only what knows that a sprint is meant says so
    by_figures  whether a distance is all that names the event
    no_pacer  whether it says that no pacer leads the riders
    rest      the words that say none of this
    """

    event: str = ""
    category: str = ""
    round: str = ""
    heat: str = ""
    date: str = ""
    place: str = ""
    overall: str = ""
    rest: str = ""
    distance_m: float = 0.0
    track_m: float = 0.0
    meet: str = ""
    ride: int = 0
    by_figures: bool = False
    no_pacer: bool = False

    @property
    def says_race(self) -> bool:
        return bool(self.event or self.round or self.heat or self.overall or self.ride)

    @property
    def is_empty(self) -> bool:
        return not (self.says_race or self.category or self.date or self.place)


_OTHER_EVENTS = {
    "team sprint": r"team[ -]?sprint|vitesse par equipes|velocita a squadre|velocidad por equipos|ploegensprint|チームスプリント",
    "team pursuit": r"team[ -]?pursuit|mannschaftsverfolgung|poursuite par equipes|inseguimento a squadre|persecucion por equipos|"
    r"ploegenachtervolging|チームパシュート|団体追抜",
    "individual pursuit": r"individual pursuit|pursuit|einerverfolgung|poursuite|inseguimento|persecucion|achtervolging|パシュート|verfolgung",
    "madison": r"madison|americaine|americana|koppelkoers|マディソン|zweier-?mannschaft",
    "omnium": r"omnium|オムニアム",
    "scratch race": r"scratch|スクラッチ",
    "points race": r"points? race|punktefahren|course aux points|corsa a punti|carrera por puntos|puntuacion|puntenkoers|ポイントレース",
    "elimination race": r"elimination|ausscheidungsfahren|eliminazione|eliminacion|afvalkoers|エリミネーション|devil",
    "tempo race": r"tempo race|temporunden|tempo ?koers|course tempo|corsa tempo|テンポレース",
    "time trial": r"time[ -]?trial|kilo(?:metre|meter)?\b|zeitfahren|contre[ -]la[ -]montre|chilometro|contrarreloj|tijdrit|"
    r"タイムトライアル",
    "flying 200 m": r"flying (?:200|lap|start)|200 ?m (?:fl|quali)|ハロン",
    "derny": r"derny|stayer|steher|motor-?paced",
    "sprint": r"sprint|vitesse individuelle|vitesse|velocita|velocidad|スプリント",
    "road race": r"road race|strassenrennen|criterium|mountain bike|bmx|cyclo-?cross",
    "swimming": r"swimming|freestyle|free relay|butterfly|backstroke|breaststroke|(?:individual )?medley|schwimmen|\w*schwimmen|freistil|schmetterling|"
    r"natation|nage libre|papillon|brasse|nuoto|stile libero|farfalla|dorso|natacion|estilo libre|mariposa|zwemmen|vrije slag|"
    r"vlinderslag|schoolslag|rugslag|diving|water polo|競泳|自由形|背泳ぎ|平泳ぎ|バタフライ",
    "athletics": r"athletics|leichtathletik|athletisme|atletica|atletismo|atletiek|hurdles|\w*hurden\w*|haies|ostacoli|vallas|horden|steeplechase|"
    r"(?:half[ -]?)?marat?hon|maratona?|(?:\d ?x ?\d+ ?m ?)?relay|relais|staffel|staffetta|relevos|estafette|(?:long|high|triple) jump|"
    r"pole vault|shot put|discus|javelin|hammer throw|decathlon|heptathlon|race walk\w*|cross[ -]country|陸上|マラソン|ハードル",
    "triathlon": r"(?:tri|du|a?qua|bi|pent)athlon\w*|トライアスロン",
    "rowing": r"rowing|(?:single|double|quadruple) sculls?|coxless|coxed|rudern|aviron|canottaggio|remo|roeien|canoe\w*|kayak\w*|ボート",
    "skating": r"skating|short[ -]track|eisschnelllauf|patinage|pattinaggio|patinaje|schaatsen|スケート",
    "skiing": r"ski(?:ing)?|slalom|super-?g|snowboard\w*|スキー",
    "motor racing": r"formula (?:1|one)|f1|motogp|speedway",
    "horse racing": r"horse rac\w+|harness rac\w+|furlongs?",
}
_SHORT_RACE = re.compile(
    r"(?<!last )(?<!flying )(?<![\d.,x])(50|60|100|110|200|400|800) ?(?:m|metres?|meters?|metri|metros)(?![\w/])"
    r"(?!(?: |-|\))*(?:track|oval|lap|velodrom\w*|bahn|piste|pista|baan|time|split|tt))"
)
"""What no keirin is raced over: with men or women beside it, it names another event."""

_KEIRIN = r"keirin|ケイリン|競輪|경륜"

_OVERALL = {
    "a classification of the whole event": r"final (?:classification|standings?|ranking|rankings)|overall|general classification|gesamt\w*|endstand|"
    r"endklassement|abschlussklassement|classement (?:final|general)|classifica (?:finale|generale)|clasificacion (?:final|general)|"
    r"eindklassement|eindstand|eindrangschikking|最終順位|総合\w*|standings|summary",
    "a list of medals": r"medal ?(?:table|list|lists|ists?)|medallists|medaillen\w*|medailles|medagliere|medallero|medaille\w*|メダル",
    "a start list": r"start ?list\w*|startliste|liste de depart|lista (?:di partenza|de salida|partenti)|startlijst|entry list|entries|engages|"
    r"meldeliste|出走表|teilnehmer|participants|starting order",
    "records": r"records?|rekorde?|recordman",
}  # fmt: skip

_ROUNDS = (
    ("repechage", r"repechages?|repecharge|rep\.? ?(?=\d)|hoffnungsl[a]u\w*|hoffnungsrunde|recuper[oi]|ripescagg\w*|repesca\w*|herkansing\w*|敗者復活\w*|repech\w*"),
    ("quarterfinal", r"quarter ?-?final\w*|quarters?(?![\w-])|1/4 ?-?(?:de )?finals?\w*|viertelfinal\w*|quarts? de finale|quarti di finale|cuartos? de final|kwart ?finales?|"
     r"準々決勝|quarterfinal\w*|\bqf"),
    ("semifinal", r"semi ?-?final\w*|semis?(?![\w-])|1/2 ?-?(?:de )?finals?\w*|halbfinal\w*|demi ?-?finales?|semifinal\w*|halve ?finales?|準決勝|\bsf"),
    ("eighth-final", r"eighth ?-?finals?|1/8 ?-?(?:de )?finals?\w*|achtelfinal\w*|huitiemes? de finale|ottavi di finale|octavos? de final|achtste ?finales?|"
     r"round of 16"),
    ("sixteenth-final", r"sixteenth ?-?finals?|1/16 ?-?(?:de )?finals?\w*|sechzehntelfinal\w*|seiziemes? de finale|sedicesimi di finale|"
     r"dieciseisavos? de final|zestiende ?finales?|round of 32"),
    ("second round", r"second round|round (?:2|two|ii)\b|2nd round|2\. ?runde|zweite runde|2e tour|2eme tour|deuxieme tour|secondo turno|2o turno|"
     r"segunda ronda|2a ronda|tweede ronde|2e ronde|二次予選|2次予選|2回戦"),
    ("third round", r"third round|round (?:3|three)\b|3rd round|3\. ?runde|dritte runde|3e tour|troisieme tour|terzo turno|tercera ronda|derde ronde|3回戦"),
    ("first round", r"first round|round (?:1|one|i)\b|1st round|1\. ?runde|erste runde|vorl[a]u\w*|vorrunde|premier tour|1er tour|1e tour|primo turno|1o turno|"
     r"primera ronda|primera vuelta|1a ronda|eerste ronde|1e ronde|voorronde\w*|series? eliminator\w*|eliminatorias?|eliminatoires?|batterie|"
     r"一次予選|1次予選|1回戦|予選|qualifying(?: round)?|qualification|qualifikation\w*|qualifications|qualificazion\w*|clasificatorias?|"
     r"\bheats\b|series\b(?! \d)|eliminatories"),
    ("final", r"finals?\b|finale[ns]?\b|finali\b|finall[a]uf\w*|endlauf|決勝|finaal|順位決定戦|kleines finale|petite finale|"
     r"(?:places?|platze|posti|puestos|plaatsen) \d{1,2} ?(?:-|to|bis|a|al|tot) ?\d{1,2}(?!\d)"),
)  # fmt: skip

_MINOR = (r"(?:places?|platze?|posti|puestos|plaatsen|plaats) ?3 ?/ ?4|bronze(?:[ -]medal)?[ -](?:final|match|race|ride)|final\w*[\s:,(–-]+(?:(?:for|um|pour le|om) )?bronze(?:[ -]medal)?|minor final|small final|kleine[rs]? final\w*|petite finale|finalina|piccola finale|final (?:pequena|menor|de consolacion|consolacion)|"
          r"consolation final|kleine finale|troostfinale|b-?final\w*|final\w* b\b|ranking final|placing final|順位決定戦")  # fmt: skip
_MAJOR = r"(?:places?|platze?|posti|puestos|plaatsen|plaats) ?1 ?/ ?2|a-?final\w*|final\w* a\b|gold(?:en)? (?:medal )?final|final\w*[\s:,(–-]+(?:(?:for|um|om) )?(?:gold(?:[ -]medal)?|goud)|major final|grande finale|grosses finale|finale? d'oro|groot finale|medal final"
_PLACES = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)? ?(?:-|to|bis|a|al|tot|〜|~|th ?-)+ ?(\d{1,2})(?:th|位|\.|e|eme)?(?!\d)"
)
_HEAT = re.compile(
    r"(?:heat|heats|match|pairing|tie|lauf|vorlauf|hoffnungslauf|batteria|bat\.?|serie|series|manche|manga|rit|reeks|race|ride|group|gruppe|course|carrera|corsa|h|ht|"
    r"groupe|gruppo|grupo|eliminatoria|q|qf|sf|rep|r)[ .:#nr°º]*((?<=heat )\d{4}|(?<=heats )\d{4}|(?!(?:19|20)\d\d)\d{1,4}|[a-h]|i{1,3}|iv|v)(?![\w/])"
)
_HEAT_BEFORE = re.compile(
    r"(?<![\d/])(?!(?:19|20)\d\d)(\d{1,4})(?:\.|st|nd|rd|th|e|er|ere|eme|re|a|o|ª|º)? ?(?:heat|lauf|vorlauf|hoffnungslauf|batteria|serie|manche|manga|rit|reeks|組|レース|race)\b|第?(\d{1,4})(?:組|レース|試合|対戦)"
)
_AFTER_ROUND = re.compile(
    r"^(?:[\s:,#.()/-]*(?:no\.?|nr\.?|n°)?\s*(?P<number>(?!(?:19|20)\d\d)\d{1,4})|[\s:,#.()/-]+(?P<letter>[a-h]))(?![\w/]|-?\d| ?-| (?:to|bis|tot|al?|à)\b)"
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_WHO = re.compile(
    r"\b(?:elite|junior\w*|u ?\d{2}|under[ -]?\d{2}|masters?(?: \d\d[-+]?\d?\d?)?|youth|cadet\w*)?[ ,]*"
    r"\b(?:women|men|ladies|girls|boys|frauen|manner|damen|herren|femmes|hommes|dames|messieurs|donne|uomini|mujeres|hombres|"
    r"vrouwen|mannen|heren|juniorinnen|junioren|femenin[oa]|masculin[oa]?|feminin[ae]?|femminile|maschile|feminines|masculins|dame|"
    r"w|m|f|male|female)(?:'?s'?)?\b|女子|男子|ガールズ|junior\w*|\bu ?\d{2}\b"
)

_NUMBER_ALONE = re.compile(r"[\W_]*(?!0)([1-9]|1\d)[\W_]*")
"""A number that is all that a heading has beside event and riders: the heat, and not an age."""

_MASTERS = re.compile(r"(?<![\w])masters?(?: \d\d ?[-–] ?\d\d| \d\d ?\+| \d\d(?!\d))?(?!\w| (?:cup|games|final|of))")
"""A category that says an age and not whether men or women ride."""


@lru_cache(maxsize=20_000)
def heading_facts(text: str) -> HeadingFacts:
    """What a heading says. Words that it has beside are its `rest`."""
    text = text[:300]
    meet, without_meet = meeting_and_race(text)
    if meet and _event(without_terms(plain_letters(without_meet), distances=False))[0] in REPLAYED:
        facts = _facts(without_meet)
        return replace(
            facts, meet=without_date(meet), date=facts.date or date_in(text), place=facts.place or hall_in(text)
        )
    facts = _facts(text)
    if meet and facts.event and not re.search(r"[^\W_]", without_meet) and not (facts.round or facts.heat):
        return replace(facts, meet=without_date(meet))  # 'Keirin Grand Prix of Brno'
    return facts


def _facts(text: str) -> HeadingFacts:
    plain = plain_letters(text)
    event, rest = _event(without_terms(plain, distances=False))
    by_figures = not event and trial_in(plain)
    event = "time trial" if by_figures else event
    distance_m, without = distance_in(plain), re.sub(r"\d ?k?m\b", " ", plain)
    overall, rest = _first_of(_OVERALL, rest)
    date = date_in(text)
    place = hall_in(text)
    category = _category(without, event)
    short = _SHORT_RACE.search(without_lap_of_hall(plain)) if category and not event else None
    event = f"a race over {short[1]} m" if short else event
    rest = without_terms(rest)
    without_who = _WHO.sub(" ", rest)
    round_, heat, rest = _round_and_heat(without_who)
    alone = _NUMBER_ALONE.fullmatch(rest) if (event or category) and not (round_ or heat) else None
    if alone:
        heat, rest = str(int(alone[1])), ""  # 'keirin men 3'
    words, no_pacer = " ".join(re.findall(r"[^\W_]+", rest)), says_no_pacer(plain)
    return HeadingFacts(
        event,
        category,
        round_,
        heat,
        date,
        place,
        overall,
        words,
        distance_m,
        track_in(plain),
        by_figures=by_figures,
        no_pacer=no_pacer,
    )


def _event(plain: str) -> tuple[str, str]:
    found = re.search(_KEIRIN, plain)
    if found:
        return KEIRIN, plain[: found.start()] + " " + plain[found.end() :]
    return _first_of(_OTHER_EVENTS, plain)


def _first_of(table: dict[str, str], plain: str) -> tuple[str, str]:
    for name, pattern in table.items():
        found = re.search(rf"(?<!\w)(?:{pattern})(?!\w)" if pattern.isascii() else pattern, plain)
        if found:
            return name, plain[: found.start()] + " " + plain[found.end() :]
    return "", plain


def _category(plain: str, event: str) -> str:
    """'women', 'junior men'; '' where the words do not say whether men or women ride."""
    named = _WHO.findall(plain)
    if not named and (masters := _MASTERS.search(plain)):
        return masters[0].strip()
    if not named or (not event and all(len(words.strip(" '")) < 2 for words in named)):
        return ""
    long = [
        words for words in named if len(words.strip(" '")) > 1
    ]  # 'Women's keirin .. M. Duval': no man by an initial
    choice = category_of(" ".join(long or named))
    return choice.category.name.removeprefix("elite ") if choice.said else ""


def _round_and_heat(plain: str) -> tuple[str, str, str]:
    """Round, heat, and what is left of the words."""
    for name, pattern in _ROUNDS:
        found = re.search(rf"(?<![^\W_]){pattern if '|' not in pattern else f'(?:{pattern})'}", plain)
        if found is None:
            continue
        after = plain[found.end() :]
        rest = plain[: found.start()] + " " + after
        if name == "final":
            heat, rest = _which_final(plain, rest)
            return name, heat, rest
        number = _AFTER_ROUND.match(after)
        heat, rest = _heat(rest)
        if not heat and number and found[0][-1:].isalnum():
            heat = (number["number"] or number["letter"]).upper()
            rest = plain[: found.start()] + " " + after[number.end() :]
        if not heat:
            before = re.search(r"(?<![\d/])(\d{1,2})(?:st|nd|rd|th|er?|eme|\.|a|o)\s*$", plain[: found.start()])
            heat = before[1] if before else ""
            rest = rest.replace(before[0], " ", 1) if before else rest
        return name, heat, rest
    heat, rest = _heat(plain)
    return "", heat, rest


def _heat(plain: str) -> tuple[str, str]:
    found = _HEAT_BEFORE.search(plain) or re.search(rf"(?<![\w/]){_HEAT.pattern}", plain)
    if found is None:
        return "", plain
    number = next(group for group in found.groups() if group)
    heat = _ROMAN.get(number, number.upper()) if not number.isdecimal() else str(int(number))
    return heat, plain[: found.start()] + " " + plain[found.end() :]


def _which_final(plain: str, rest: str) -> tuple[str, str]:
    """'A' for the places from 1, 'B' for those after; '' where one final is all."""
    places = _PLACES.search(plain)
    if places and int(places[1]) < int(places[2]):
        first = int(places[1])
        letter = "A" if first == 1 else "B" if first <= 9 else "C" if first <= 14 else "D"
        return letter, rest.replace(places[0], " ")
    if re.search(_MINOR, plain):
        return "B", re.sub(_MINOR, " ", rest)
    if re.search(rf"(?<!\w)(?:{_MAJOR})", plain):
        return "A", re.sub(rf"(?<!\w)(?:{_MAJOR})", " ", rest)
    found = re.search(
        r"final\w*[\s:,(-]+([a-e])(?!\w)|(?<!\w)([a-e])[ -]final|final\w* ([12])(?![\d.])|決勝 ?([a-e1-3])|([a-e])決勝",
        plain,
    )
    if found:
        which = next(group for group in found.groups() if group)
        rest = rest.replace(which, " ", 1) if which.isdecimal() else re.sub(rf"(?<!\w){which}(?!\w)", " ", rest)
        return {"1": "A", "2": "B"}.get(which, which.upper()), rest
    return "", rest
