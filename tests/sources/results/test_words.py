"""Words of results: headings, columns, nations, statuses, names and figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.race.status import Status
from replay.sources.results.read_results import read_results
from replay.sources.results.words.column_words import Meaning, meaning_of
from replay.sources.results.words.heading_facts import heading_facts
from replay.sources.results.words.nation_codes import nation_of, nation_of_code
from replay.sources.results.words.person_names import cased, person_name
from replay.sources.results.words.status_words import status_of, status_within
from replay.sources.results.words.time_marks import rank_of, seconds_of


@pytest.mark.parametrize(
    ("text", "round_", "heat"),
    [
        ("Final (places 7–12)", "final", "B"),
        ("Final A", "final", "A"),
        ("Kleines Finale", "final", "B"),
        ("Finals", "final", ""),
        ("Erste Runde, 3. Lauf", "first round", "3"),
        ("Premier tour - série 2", "first round", "2"),
        ("Recuperi, batteria 4", "repechage", "4"),
        ("Cuartos de final - Serie 1", "quarterfinal", "1"),
        ("Halve finale 2", "semifinal", "2"),
        ("準決勝 第1組", "semifinal", "1"),
        ("準々決勝 2組", "quarterfinal", "2"),
        ("SF2", "semifinal", "2"),
        ("1/4 finals, heat 3", "quarterfinal", "3"),
        ("REPECHAGE (1 TO FINAL)", "repechage", ""),
        ("Semifinale", "semifinal", ""),
        ("Heat 4", "", "4"),
        ("keirin men 3", "", "3"),
        ("Women 2", "", "2"),
        ("Men 2024", "", ""),
        ("Masters men 40", "", ""),
        ("Heat 102", "", "102"),
        ("heat 2024", "", "2024"),
        ("First round, heat 1234", "first round", "1234"),
        ("Semifinal 117", "semifinal", "117"),
        ("Semifinal 2031", "semifinal", ""),
        ("2031 race", "", ""),
    ],
)
def test_round_and_heat(text: str, round_: str, heat: str) -> None:
    facts = heading_facts(text)
    assert (facts.round, facts.heat) == (round_, heat)


@pytest.mark.parametrize(
    ("text", "event", "category"),
    [
        ("Men's keirin", "keirin", "men"),
        ("Keirin Frauen", "keirin", "women"),
        ("KEIRIN MASCULINO", "keirin", "men"),
        ("男子ケイリン", "keirin", "men"),
        ("Junior Women Keirin", "keirin", "junior women"),
        ("Women's Team Sprint", "team sprint", "women"),
        ("Keirin", "keirin", ""),
    ],
)
def test_event_and_category(text: str, event: str, category: str) -> None:
    facts = heading_facts(text)
    assert (facts.event, facts.category) == (event, category)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Men's 100m freestyle final", "swimming"),
        ("Women's 200 m butterfly", "swimming"),
        ("Men's 110m hurdles, heat 2", "athletics"),
        ("Women's marathon", "athletics"),
        ("Men's 100 m final", "a race over 100 m"),
        ("Women's single sculls", "rowing"),
        ("Men's sprint, last 200 m", "sprint"),
        ("Men, 400 m track, final", ""),
        ("Women's final, 2000 m", ""),
        ("Men's keirin, last 200 m", "keirin"),
    ],
)
def test_other_sports_are_no_keirin(text: str, event: str) -> None:
    assert heading_facts(text).event == event


@pytest.mark.parametrize(
    ("text", "distance_m", "category"),
    [
        ("Women's keirin, 2000 m", 2000.0, "women"),
        ("Keirin 2,000 metres", 2000.0, ""),
        ("Men's keirin final (2 km)", 2000.0, "men"),
        ("Women's keirin final 1500 m", 1500.0, "women"),
        ("Women's keirin, final 500 m", 0.0, "women"),
        ("Women's keirin, last 200 m", 0.0, "women"),
        ("Women's keirin, 250 m", 0.0, "women"),
        ("Women's keirin, 333 m track", 0.0, "women"),
        ("Women's keirin, 7 August 2031", 0.0, "women"),
    ],
)
def test_distance_in_a_heading(text: str, distance_m: float, category: str) -> None:
    facts = heading_facts(text)
    assert (facts.distance_m, facts.category) == (distance_m, category)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Milton Velodrome, 22 April 2030", "2030-04-22"),
        ("le 14 mars 2030", "2030-03-14"),
        ("2021-08-08", "2021-08-08"),
        ("2021年8月8日", "2021-08-08"),
        ("08.07.2031", "2031-07-08"),
        ("08/07/2031", ""),  # the eighth of July, or the seventh of August
    ],
)
def test_day_is_read_where_it_is_certain(text: str, date: str) -> None:
    assert heading_facts(text).date == date


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Rang", Meaning.RANK),
        ("Pos.", Meaning.RANK),
        ("着順", Meaning.RANK),
        ("StNr", Meaning.NUMBER),
        ("bibNumber", Meaning.NUMBER),
        ("Nom Prénom", Meaning.NAME),
        ("Corredor", Meaning.NAME),
        ("選手名", Meaning.NAME),
        ("Vorname", Meaning.FIRST),
        ("familyName", Meaning.LAST),
        ("NOC", Meaning.NATION),
        ("Nationalité", Meaning.NATION),
        ("Rückstand", Meaning.GAP),
        ("Gap (s)", Meaning.GAP),
        ("Dif. al anterior", Meaning.GAP_BEFORE),
        ("Last 200 m", Meaning.LAST_200_M),
        ("UCI ID", Meaning.UNUSED),
        ("Wetter", None),
    ],
)
def test_columns(words: str, meaning: Meaning | None) -> None:
    assert meaning_of(words) is meaning


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("GBR", "GBR"),
        ("DEU", "GER"),
        ("NLD", "NED"),
        ("CHE", "SUI"),
        ("BRN", "BRN"),
        ("de", "GER"),
        ("Großbritannien", "GBR"),
        ("Pays-Bas", "NED"),
        ("オランダ", "NED"),
        ("Chinese Taipei", "TPE"),
        ("France", "FRA"),
        ("Trinidad & Tobago", "TTO"),
        ("Atlantis", ""),
        ("XYZ", ""),
    ],
)
def test_nations(text: str, code: str) -> None:
    assert nation_of(text) == code


def test_codes_of_former_nations_do_not_stand_for_others() -> None:
    assert nation_of_code("FRA") == "FRA"
    assert nation_of("Frankreich") == "FRA"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("DNF", Status.DNF),
        ("d.n.s.", Status.DNS),
        ("disqualifié", Status.DSQ),
        ("失格", Status.DSQ),
        ("hors délai", Status.HD),
        ("Relegated", Status.REL),
        ("niet gestart", Status.DNS),
        ("Q", None),
        ("Kenny", None),
    ],
)
def test_statuses(text: str, status: Status | None) -> None:
    assert status_of(text) is status


def test_status_in_a_sentence_keeps_the_sentence() -> None:
    assert status_within("Relegated for leaving the lane") == (Status.REL, "Relegated for leaving the lane")
    assert status_within("He did not wait")[0] is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("KENNY Jason", "Jason", "Kenny"),
        ("Jason KENNY", "Jason", "Kenny"),
        ("Kenny, Jason", "Jason", "Kenny"),
        ("VAN DER PEUT Sam", "Sam", "van der Peut"),
        ("Jair Tjon En Fa", "Jair", "Tjon En Fa"),
        ("TJON EN FA Jair", "Jair", "Tjon En Fa"),
        ("Shah Firdaus Sahrom", "Shah Firdaus", "Sahrom"),
        ("Kate O'NEILL", "Kate", "O'Neill"),
        ("MCCULLOCH Kaarle", "Kaarle", "McCulloch"),
        ("Le GALL Yann", "Yann", "Le Gall"),
        ("Yann Le GALL", "Yann", "Le Gall"),
        ("LE GALL Yann", "Yann", "Le Gall"),
        ("LA ROCCA, Tom", "Tom", "La Rocca"),
        ("De la CRUZ Ana", "Ana", "De la Cruz"),
        ("Ana De LUCA", "Ana", "De Luca"),
        ("Van DER LINDE Joost", "Joost", "Van der Linde"),
        ("St. JOHN Tom", "Tom", "St. John"),
        ("Le MINH", "Le", "Minh"),
        ("McDONALD Sean", "Sean", "McDonald"),
        ("Mc DONALD Sean", "Sean", "McDonald"),
        ("Sean MC DONALD", "Sean", "McDonald"),
        ("Sean Mc Donald", "Sean", "McDonald"),
        ("Ben SALAH Karim", "Karim", "Ben Salah"),
        ("Karim BEN SALAH", "Karim", "Ben Salah"),
        ("Sean SMITH-McDONALD", "Sean", "Smith-McDonald"),
        ("MacLEOD Ian", "Ian", "MacLeod"),
        ("FitzGERALD Tom", "Tom", "FitzGerald"),
        ("d'ALMEIDA Rui", "Rui", "d'Almeida"),
        ("D'ALMEIDA Rui", "Rui", "D'Almeida"),
        ("O'BRIEN Kate", "Kate", "O'Brien"),
        ("DE LA CRUZ Ana", "Ana", "de la Cruz"),
        ("VAN DER LINDE Joost", "Joost", "van der Linde"),
        ("山田 太郎", "太郎", "山田"),
        ("マーク・スミス", "マーク", "スミス"),
        ("Pelé", "", "Pelé"),
    ],
)
def test_names(text: str, first: str, last: str) -> None:
    name = person_name(text)
    assert (name.first, name.last) == (first, last)


def test_family_name_is_said_first_where_the_nation_does() -> None:
    name = person_name("Xu Chao", "CHN")
    assert (name.first, name.last, name.given_name_last) == ("Chao", "Xu", True)


def test_names_without_capitals_or_known_order_are_not_sure() -> None:
    assert person_name("Shah Firdaus Sahrom").sure < person_name("Jason Kenny").sure


def test_a_family_name_alone_begins_with_its_article() -> None:
    name = person_name("LE GALL")
    assert (name.first, name.last) == ("", "Le Gall")
    assert (cased("LE GALL"), cased("DE LA CRUZ"), cased("DE VRIES")) == ("Le Gall", "de la Cruz", "de Vries")


def test_names_of_mixed_capitals_are_read_in_rows() -> None:
    table = (
        "Women keirin final\n1 Le GALL Anne FRA\n2 McDONALD Bea GBR +0.1\n3 d'ALMEIDA Rita POR +0.2\n4 LE GALL +0.3\n"
    )
    (race,) = read_results(table.encode(), "table").races
    names = [(result.rider.first, result.rider.last) for result in race.results]
    assert names[:3] == [("Anne", "Le Gall"), ("Bea", "McDonald"), ("Rita", "d'Almeida")]


@given(st.text(max_size=40))
def test_no_letter_of_a_name_is_lost(text: str) -> None:
    name = person_name(text)
    letters = sorted(c for c in text.casefold() if c.isalnum())
    assert sorted(c for c in f"{name.first}{name.last}".casefold() if c.isalnum()) == letters


@given(st.from_regex(r"[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8}){0,2}", fullmatch=True))
def test_written_names_stay_as_they_are(text: str) -> None:
    assert cased(text) == text


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("1.", (1, False)),
        ("=2", (2, True)),
        ("3rd", (3, False)),
        ("2着", (2, False)),
        ("Gold", (1, False)),
        ("0", None),
        ("x", None),
    ],
)
def test_ranks(text: str, rank: tuple[int, bool] | None) -> None:
    assert rank_of(text) == rank


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("+0.763", 0.763),
        ("0.763", 0.763),
        (".763", 0.763),
        ("+ 0,763", 0.763),
        ('+0.763"', 0.763),
        ("1:51.874", 111.874),
        ("0:01:51.500", 111.5),
        ("1'52\"100", 112.1),
        ('+0"034', 0.034),
        ("a 0,02", 0.02),
        ("+0.5 sec", 0.5),
        ("+ 0 s 763", 0.763),
        ("GBR", None),
        ("10023456789", None),
        ("", None),
    ],
)
def test_gaps_in_all_spellings(text: str, seconds: float | None) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    ("row", "first", "last"),
    [
        ("1 TJON EN FA Cleo SUR", "Cleo", "Tjon En Fa"),
        ("1 TJON EN FA Cleo SUR QF", "Cleo", "Tjon En Fa"),
        ("1 RUIZ Ana ESP FA", "Ana", "Ruiz"),
        ("1 RUIZ Ana ESP QA", "Ana", "Ruiz"),
    ],
)
def test_a_mark_of_qualification_stands_after_the_name_and_not_in_it(row: str, first: str, last: str) -> None:
    table = f"Women keirin final\n{row}\n2 MØLLER Bea NOR +0.1\n3 ROE Una IRL +0.2\n"
    (race,) = read_results(table.encode(), "table").races
    assert (race.results[0].rider.first, race.results[0].rider.last) == (first, last)
