"""What the words over a column mean, in seven languages and in the keys of results systems."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache


class Meaning(StrEnum):
    """What a column holds."""

    RANK = "rank"
    NUMBER = "number"
    NAME = "name"
    FIRST = "first"
    LAST = "last"
    NATION = "nation"
    CLUB = "club"
    STATE = "state"
    GAP = "gap"
    GAP_BEFORE = "gap to the one before"
    TIME = "time"
    LAST_200_M = "last 200 m"
    STATUS = "status"
    NOTES = "notes"
    ROUND = "round"
    HEAT = "heat"
    EVENT = "event"
    CATEGORY = "category"
    DATE = "date"
    PLACE = "place"
    MEET = "meet"
    RIDE = "ride of a match"
    RIDE_1 = "first ride of a match"
    RIDE_2 = "second ride of a match"
    RIDE_3 = "decider of a match"
    UNUSED = "unused"
    """Known, and nothing that a race file holds: UCI ID, year of birth, speed, qualification."""


RIDES = (Meaning.RIDE_1, Meaning.RIDE_2, Meaning.RIDE_3)
"""The columns of the rides of a match, in their order."""

_WORDS = {
    Meaning.RANK: "rank|rk|rnk|pos|position|place|pl|plc|placing|ranking|# rank|rang|rg|platz|platzierung|platzierungen|rangierung|classement|clt|clas|"
    "cl|posizione|piazzamento|pos.|puesto|posicion|lugar|plaats|plts|positie|順位|着順|着|order|finish|result pos|class|uitslag|"
    "plassering|place finale|rnk|irm rank|res|po|p|#|nr rang|plazierung|final rank|rank pos|ranghi|ord",
    Meaning.NUMBER: "bib|bib no|bib number|no|nr|num|number|race no|race number|start no|stnr|st nr|startnr|startnummer|start nr|dossard|dos|doss|"
    "dorsale|dors|dorsal|rugnummer|rugnr|rug nr|車番|番号|ゼッケン|n|numero|pettorale|plate|back number|rider no|car|dorsal no|startnumber|no dossard",
    Meaning.NAME: "name|names|rider|riders|cyclist|cyclists|athlete|athletes|competitor|full name|rider name|fahrer|fahrerin|name vorname|sportler|"
    "sportlerin|athlet|athletin|coureur|coureurs|coureuse|cycliste|concurrent|nom prenom|nom et prenom|nom prenoms|atleta|corridore|"
    "corridori|ciclista|ciclistas|nominativo|corredor|corredora|nombre y apellidos|apellidos y nombre|deportista|renner|renster|rijder|"
    "rijdster|naam|選手名|選手|氏名|名前|display name|athlete name|participant|player|nome|nombre|competidor|deelnemer|concorrente|cognome nome|"
    "nome cognome|cognome e nome|rennfahrer|starter|teilnehmer|apellidos nombre|athlete display name|starters",
    Meaning.FIRST: "first|first name|firstname|given name|given names|givenname|vorname|prenom|nombre de pila|voornaam|名|given|forename|athlete given name|"
    "athlete first name|name first",
    Meaning.LAST: "last|last name|lastname|surname|family name|familyname|nachname|familienname|nom de famille|cognome|apellido|apellidos|achternaam|姓|"
    "family|athlete family name|athlete last name|name last|nom",
    Meaning.NATION: "nation|nat|nationality|country|noc|noc code|ctry|cty|ioc|country code|nationalitat|staat|land|lnd|pays|nationalite|nazione|naz|"
    "nazionalita|paese|pais|nacion|nacionalidad|nac|nationaliteit|国|国籍|国名|国・地域|flag|organisation|organization|organisation code|nation code|"
    "athlete nation|athlete country|athlete noc|delegation|federation|fed|nf",
    Meaning.CLUB: "club|team|team name|squad|verein|mannschaft|equipe|societa|squadra|equipo|club equipo|ploeg|vereniging|チーム|所属|club name|"
    "team club|equipe club|verein team|gruppo sportivo|trade team|uci team|formation|sponsor",
    Meaning.STATE: "state|region|province|county|bundesland|landesverband|lv|kanton|comite|comite regional|regione|provincia|comunidad|provincie|"
    "府県|都道府県|登録地|府県名|ligue|autonomia",
    Meaning.GAP: "gap|gaps|behind|diff|difference|deficit|time gap|gap to winner|gap to leader|time behind|abstand|ruckstand|differenz|ecart|ecarts|"
    "distacco|distacchi|ritardo|dif|diferencia|desventaja|verschil|achterstand|着差|差|タイム差|to leader|gap leader|behind leader|margin|delta|"
    "diff to first|diff first|gap s|gap sec|behind s|diff leader|gap 1st|ecart premier|ecart au premier|gap to first|diferenza|+",
    Meaning.GAP_BEFORE: "gap to previous|interval|int|gap prev|diff prev|to previous|behind previous|diff to previous|gap ahead|gap to next|diff next|"
    "to ahead|abstand zum vorigen|zum vordermann|abstand vordermann|ecart precedent|ecart prec|ecart au precedent|dal precedente|"
    "distacco dal precedente|dif al anterior|diferencia al anterior|al anterior|dif anterior|verschil vorige|verschil met voorganger|前との差|"
    "gap to rider ahead|gap to the rider ahead|to one ahead|gap to rider in front|intervallo|intervalle|diff previous|previous",
    Meaning.TIME: "time|result|results|result time|race time|finish time|total time|zeit|ergebnis|endzeit|temps|tempo|tiempo|tijd|タイム|記録|time s|"
    "mark|performance|resultat|resultado|risultato|official time|net time|finish|chrono|tps|time result",
    Meaning.LAST_200_M: "200m|200 m|last 200|last 200m|last 200 m|200m time|last 200 m time|letzte 200 m|200 m derniers|derniers 200 m|ultimi 200 m|"
    "ultimi 200 metri|ultimos 200 m|laatste 200 m|上がり|上り|最終200m|上がりタイム|200 metres|last 200 s|flying 200|200m s|ult 200 m",
    Meaning.STATUS: "status|irm|code|invalid result mark|result status|stato|estado|statut|race status",
    Meaning.NOTES: "note|notes|remark|remarks|comment|comments|bemerkung|bemerkungen|anmerkung|remarque|remarques|observations|obs|observaciones|"
    "note osservazioni|osservazioni|opmerking|opmerkingen|備考|info|reason|decision|infractions|nota|notas|commentaire|irm reason|dsq reason|決まり手",
    Meaning.ROUND: "round|phase|stage|runde|tour|turno|ronda|fase|ronde|ラウンド|round name|phase name|stage name|name of round|event phase|unit phase",
    Meaning.HEAT: "heat|lauf|heat no|heat number|batteria|serie|manga|reeks|rit|組|レース|heat name|race|manche|group|gruppe|series|unit|race no.|heat nr|bat",
    Meaning.EVENT: "event|discipline|disziplin|epreuve|specialita|prueba|disciplina|onderdeel|種目|event name|competition event|race name|discipline name",
    Meaning.CATEGORY: "category|cat|class category|kategorie|klasse|categorie|categoria|gender|sex|geschlecht|カテゴリー|age group|division|genre|sexe|event gender",
    Meaning.DATE: "date|datum|data|fecha|day|日付|start date|event date|race date",
    Meaning.PLACE: "venue|location|lieu|luogo|sede|locatie|会場|velodrome|venue name",
    Meaning.MEET: "competition|competition name|meeting|championship|meet|veranstaltung|wettkampf|competition title|大会|event title",
    Meaning.RIDE: "ride|ride no|ride nr|ride number|run|run no|run number|ride of match|本目",
    Meaning.RIDE_1: "race 1|r1|ride 1|run 1|race i|ride i|1st race|1st ride|first race|first ride|1 lauf|lauf 1|manche 1|1ere manche|1re manche|"
    "course 1|prova 1|1a prova|carrera 1|1a carrera|rit 1|1e rit|heat 1|match 1|1本目|レース1",
    Meaning.RIDE_2: "race 2|r2|ride 2|run 2|race ii|ride ii|2nd race|2nd ride|second race|second ride|2 lauf|lauf 2|manche 2|2eme manche|2e manche|"
    "course 2|prova 2|2a prova|carrera 2|2a carrera|rit 2|2e rit|heat 2|match 2|2本目|レース2",
    Meaning.RIDE_3: "decider|race 3|r3|ride 3|run 3|race iii|ride iii|3rd race|3rd ride|third race|deciding race|entscheidung|entscheidungslauf|"
    "lauf 3|3 lauf|belle|la belle|manche 3|course 3|bella|spareggio|prova 3|desempate|carrera 3|rit 3|beslissing|beslissende rit|deciding ride|entscheidender lauf|carrera de desempate|manche decisiva|3e manche|heat 3|match 3|3本目|レース3",
    Meaning.UNUSED: "uci id|uciid|uci code|uci|license|licence|licenza|lizenz|licencia|yob|dob|year|year of birth|born|age|jahrgang|jg|annee|anno|ano|birth|"
    "geburtsjahr|birthdate|date of birth|speed|km h|kmh|avg speed|average speed|average|vitesse|velocita|velocidad|snelheid|geschwindigkeit|"
    "q|qual|qualified|qualification|qualifikation|qualif|id|uuid|start order|start position|draw|line|lane|drawn|startplatz|odds|points|"
    "pts|punkte|punti|puntos|punten|level|期別|級班|年齢|wins|medal|photo|sort|medals|records|record|wr|url|link|athlete id|rider id|bike|reaction|"
    "lap|laps|gear|start time|image|gen|qualifies|next round|s|b|h|初日|得点|競走得点|脚質|ギヤ倍率|seed|sort order|sortorder",
}
"""Words by meaning: without case, accents and marks. What is written in two ways stands twice."""


def plain_words(text: str) -> str:
    """The words of a column without case, accents and marks; keys such as `bibNumber` taken apart."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text[:60])
    apart = unicodedata.normalize("NFKD", apart.casefold())
    kept = unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c) or c > "\u3000"))
    kept = kept.replace("n°", "no ").replace("nº", "no ")
    return " ".join(re.findall(r"[^\W_]+|[#+]", kept))


@cache
def _by_words() -> dict[str, Meaning]:
    table: dict[str, Meaning] = {}
    for meaning, texts in _WORDS.items():
        for text in texts.split("|"):
            table.setdefault(plain_words(text), meaning)
    table.pop("", None)
    return table


_MOST_WORDS = 10
"""Words over a column, at most; a longer text is no heading of one."""


def meaning_of(text: str) -> Meaning | None:
    """What a column under these words holds; None for words that are not known."""
    words = plain_words(text)
    if not words:
        return None
    table = _by_words()
    found = table.get(words)
    parts = words.split()
    if found is None and 1 < len(parts) <= _MOST_WORDS:
        for length in range(len(parts) - 1, 0, -1):  # 'athlete noc code', 'gap (s)', 'Rang / Rank'
            for begin in range(len(parts) - length, -1, -1):  # the last words say what it is: `competitor organisation`
                part = " ".join(parts[begin : begin + length])
                if len(part) > 2 and part in table:
                    return table[part]
    return found


def ride_of_words(text: str) -> int:
    """The ride of a match that a whole text names, from 1: 'Race 2', '3. Lauf', 'Decider'; 0 for any other text."""
    meaning = _by_words().get(plain_words(text))
    return RIDES.index(meaning) + 1 if meaning in RIDES else 0
