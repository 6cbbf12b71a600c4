"""A text in another language than English is said to be in that, and nothing of it is read."""

from __future__ import annotations

import pytest

from replay.app.drafting.reading_reports import ReportText, words_of_reports
from replay.sources.reports.language.text_language import other_language
from replay.sources.reports.report_reader import read_report
from tests.sources.reports.a_race import a_race

TEXTS = {
    "German": "Zwei Runden vor Schluss griff Alder an und fuhr an die Spitze. Brandt folgte ihm, konnte aber auf der "
    "Zielgeraden nicht mehr vorbei.",
    "French": "A la cloche, Alder est parti de loin et a pris deux longueurs d'avance sur Brandt, qui n'a pas pu "
    "revenir.",
    "Italian": "A due giri dalla fine Alder attacca e prende la testa della corsa, con Brandt alla sua ruota.",
    "Spanish": "A falta de dos vueltas, Alder atacó por fuera y se puso en cabeza; Brandt no pudo seguir su rueda.",
    "Dutch": "Twee ronden voor het einde ging Alder aan en nam de kop over. Brandt kon niet volgen en werd tweede.",
    "Japanese": "残り2周でAlderが先頭に立ち、Brandtがその後ろにつけた。最終コーナーでBrandtがまくった。",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=TEXTS)
def test_a_text_in_another_language_is_said_to_be_in_it(language: str, text: str) -> None:
    race = a_race()
    reading = read_report(text, "report.txt", race)
    assert reading.facts == ()
    assert {sentence.why_not for sentence in reading.sentences} == {f"is in {language}: English alone is read"}
    (said,) = words_of_reports([ReportText("report.txt", text)], [race])
    assert said == f"report.txt: nothing was read: it is in {language}, and reports are read in English"


@pytest.mark.parametrize(
    "text",
    [
        "Alder attacked with two laps to go. Brandt followed him but could not get past in the home straight.",
        "In a for the spectators breathtaking final the local hero Alder has the keirin won, before Brandt and Costa.",
        "1. Alder 2. Brandt 3. Costa 4. Duval 5. Eriksen 6. van Dam",
        "bell. alder leads. brandt on him. duval des merlettes de la tour boxed in",
    ],
)
def test_english_is_english_however_it_is_written(text: str) -> None:
    assert other_language(text) == ""
