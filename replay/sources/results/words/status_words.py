"""Why a rider has no ordinary place, as results say it: codes and words of seven languages."""

from __future__ import annotations

import re
import unicodedata

from replay.race.status import Status

_WORDS = {
    Status.DNF: "dnf|did not finish|not finished|nicht beendet|nicht im ziel|aufgegeben|ausgeschieden|no termino|no finalizo|"
    "non arrivato|non classificato arrivo|uitgevallen|niet gefinisht|dnf crash|棄権|途中棄権|落車棄権|落棄|落車|落|n termine|non termine|fallen|"
    "fell|sturz|gesturzt|did not complete|retired hurt|caduta|caduto|caida|caido|chute|gevallen|val|crash|crashed",
    Status.ABD: "abd",
    Status.AB: "ab|abandon|abandono|abandonne|abandoned|ritirato|ritirata|opgave|ab chute|abandono por caida|rit",
    Status.RET: "ret|retired",
    Status.DNS: "dns|did not start|nicht gestartet|nicht am start|n a|na|no tomo la salida|no salio|non partito|non partita|niet gestart|"
    "欠場|棄権欠場|n est pas parti|non partante|withdrew before start|no start|did not ride|dni",
    Status.NP: "np|non partant|no partio",
    Status.DSQ: "dsq|disq|disqualified|disqualification|disqualifie|disqualifiee|disqualifiziert|descalificado|descalificada|squalificato|"
    "squalificata|squal|sq|gediskwalificeerd|diskwalificatie|失格|失|dsq.|disqualif|desc",
    Status.DQ: "dq",
    Status.REL: "rel|relegated|relegation|relegue|relegiert|zuruckgestuft|distanziert|declasse|declassee|declassato|declassata|"
    "retrocesso|relegado|relegada|descalificado a|gedeclasseerd|teruggezet|降格|降着|distanced|distancie|distanciee|distanziata|retrocessa|retrocesso|distanciado|distanciada|zuruckversetzt|r e l|dc|dcl|decl|declass|distanziato",
    Status.DNQ: "dnq|did not qualify",
    Status.OTL: "otl|outside time limit|outside the time limit|over time limit|hors temps|fuori tempo massimo|fuera de control|buiten tijd|ftm",
    Status.HD: "hd|hors delai|hors delais",
    Status.OVL: "ovl|overlapped|uberrundet|doppiato|doblado|gedubbeld|ingelopen|rejoint",
    Status.LAP: "lap|lapped|laps|1 lap|1 tour|1 giro|1 runde|1 vuelta|1 ronde",
    Status.NC: "nc|not classified|non classe|non classee|sin clasificar|non classificato|niet geklasseerd|nicht klassiert|n c",
    Status.WDN: "wdn|withdrawn",
    Status.WDR: "wdr|withdrew|zuruckgezogen|ritiro",
}


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c) or c > "\u3000"))
    return " ".join(re.findall(r"[^\W_]+", kept))


_BY_WORDS = {words: status for status, texts in _WORDS.items() for words in map(_plain, texts.split("|"))}
_LONGEST = max(len(words.split()) for words in _BY_WORDS)
_CODES = {str(status) for status in Status} | {"DISQ", "DCL", "DECL", "SQ"}


def status_of(text: str) -> Status | None:
    """The status that a whole text is: 'DNF', 'D.N.F.', 'hors délai', '失格'; None if it is none."""
    if not text or len(text) > 60:
        return None
    plain = _plain(text)
    return _BY_WORDS.get(plain) or _BY_WORDS.get(plain.replace(" ", ""))


def status_within(text: str) -> tuple[Status | None, str]:
    """The status that a remark speaks of, and the rest of it as the commissaires' words.

    'Relegated for leaving the sprinters' lane' is REL; of codes only capitals count inside of a sentence.
    """
    whole = status_of(text)
    if whole is not None:
        return whole, ""
    tokens = re.findall(r"[^\W_]+(?:\.(?=[^\W_]))?|[^\W_]", text)
    for begin in range(min(len(tokens), 12)):
        for length in range(min(_LONGEST, len(tokens) - begin), 0, -1):
            words = " ".join(tokens[begin : begin + length])
            status = _BY_WORDS.get(_plain(words))
            if status is not None and (words in _CODES or len(_plain(words)) > 3):
                return status, text
    return None, text


def starts_with_status(text: str) -> tuple[Status, int] | None:
    """The status with which a line begins, as codes or words before a colon, and the characters that it takes."""
    found = re.match(r"\s*([^\W\d_][^\d:;|,()]{1,40}?)\s*:\s*", text)
    if found and (status := status_of(found[1])):
        return status, found.end()
    found = re.match(r"\s*([^\W\d_]{4,25}(?: [^\W\d_]{1,25}){0,2})\s{2,}", text)
    if found and (status := status_of(found[1])):
        return status, found.end()
    found = re.match(r"\s*((?:[A-Z]\.?){2,4})(?=[\s.:|-])[\s.:|-]*", text)
    if found and (code := found[1].replace(".", "")) in _CODES and (status := status_of(code)):
        return status, found.end()
    found = re.match(r"\s*([a-zà-ÿ]{2,6})\.\s+(?=[^\W\d_a-z])", text)
    if found and (status := status_of(found[1])):
        return status, found.end()
    return None
