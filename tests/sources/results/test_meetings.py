"""The name of the meeting in a heading that names the race as well, and who rides from the heading above."""

from __future__ import annotations

import pytest

from replay.sources.results.read_results import read_results
from replay.sources.results.words.days import date_in
from replay.sources.results.words.heading_facts import heading_facts
from replay.sources.results.words.meeting_names import meeting_and_race

ROWS = "\n1. Ana Ruiz (ESP)\n2. Bea Holm (NOR) +0.113\n3. Cleo Tjon (SUR) +0.2\n"


@pytest.mark.parametrize(
    ("heading", "meet", "round_", "category"),
    [
        ("Thursday Night Racing, Dome Cycling Club - Open A keirin final",
         "Thursday Night Racing, Dome Cycling Club", "final", ""),
        ("Derby Track League Round 3 - Women's keirin - Final", "Derby Track League Round 3", "final", "women"),
        ("RSV Oberwald: Großer Preis von Oberwald, Keirin Elite Männer, Finale",
         "RSV Oberwald: Großer Preis von Oberwald", "final", "men"),
        ("Kerrie Meares Grand Prix\nMen's Keirin, Gold Final", "Kerrie Meares Grand Prix", "final", "men"),
        ("Women Elite\nKEIRIN\nFINAL 1-6", "", "final", "women"),
        ("Men's keirin, semifinal 2", "", "semifinal", "men"),
    ],
)  # fmt: skip
def test_meeting_and_race_are_told_apart(heading: str, meet: str, round_: str, category: str) -> None:
    (race,) = read_results((heading + ROWS).encode(), "table.txt").races
    assert (race.meet, race.round, race.category, race.event) == (meet, round_, category, "keirin")


def test_a_heading_of_no_race_is_left_whole() -> None:
    assert heading_facts("Track Nations Cup - Hong Kong, China").meet == ""
    assert meeting_and_race("Women's keirin, final") == ("", "Women's keirin, final")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Shanghai, 14-18 October 2026", ""),
        ("Printed: 16 Oct 2026 21:04", ""),
        ("16 October 2026", "2026-10-16"),
        ("Sat - 16 October 2026", "2026-10-16"),
    ],
)
def test_a_range_of_days_and_the_day_of_printing_are_no_day_of_the_race(text: str, day: str) -> None:
    assert date_in(text) == day


def test_every_line_that_names_a_rider_among_rows_is_accounted_for() -> None:
    text = "Keirin, final\n1. Ana Ruiz (ESP)\n2. Bea Holm (NOR) +0.1\nrel. Cleo Tjon (SUR)\nDora Kent (Great Britain)\n"
    reading = read_results(text.encode(), "table.txt")
    assert [str(r.status or "") for r in reading.races[0].results] == ["", "", "REL"]
    assert [piece.origin.line for piece in reading.unread] == [5]


def test_nations_in_wide_brackets_and_nested_keys_are_read() -> None:
    text = "男子ケイリン　決勝\n1着 脇本　雄太（日本）\n2着 ハリー・ラブレイセン（オランダ） 0.021\n"
    (race,) = read_results(text.encode(), "table.txt").races
    assert [(r.rider.last, r.rider.nation) for r in race.results] == [("脇本", "JPN"), ("ラブレイセン", "NED")]
    rows = ",".join(
        f'{{"Rank":"{n}","Competitor":{{"Organisation":"{code}","GivenName":"A","FamilyName":"{name}"}}}}'
        for n, code, name in ((1, "NED", "Jansen"), (2, "GBR", "Hill"))
    )
    (race,) = read_results(f'{{"Event":"Men\'s keirin final","Result":[{rows}]}}'.encode(), "t.json").races
    assert [(r.rider.last, r.rider.nation) for r in race.results] == [("Jansen", "NED"), ("Hill", "GBR")]


@pytest.mark.parametrize(
    ("text", "meet", "place", "date"),
    [
        ("Keirin Grand Prix of Brno\nVelodrome Sir Chris Hoy, Glasgow\n12 October 2024\n\nWomen's keirin\nFinal\n",
         "Keirin Grand Prix of Brno", "Velodrome Sir Chris Hoy", "2024-10-12"),
        ("Keirin\n\nIzu Velodrome\n\nFinal A", "", "Izu Velodrome", ""),
        ("Fastnet Cup 2025\nMen Keirin Final\n", "Fastnet Cup 2025", "", ""),
        ("Riverside Track Cup - Saturday 14 March 2026, Lakeside Velodrome (250 m)\nMen's Keirin Final\n",
         "Riverside Track Cup", "Lakeside Velodrome", "2026-03-14"),
        ("Riverside Cup - 14 March 2026, Lakeside Velodrome\nMen's Keirin Final\n",
         "Riverside Cup", "Lakeside Velodrome", "2026-03-14"),
        ("Track Nations Cup - Hong Kong, 14 March 2026\nMen's Keirin Final\n",
         "Track Nations Cup - Hong Kong", "", "2026-03-14"),
    ],
)  # fmt: skip
def test_a_hall_and_a_day_are_no_meeting(text: str, meet: str, place: str, date: str) -> None:
    reading = read_results((text + ROWS).encode(), "table.txt")
    (race,) = reading.races
    assert (race.meet, race.place, race.date, race.event) == (meet, place, date, "keirin")
    assert reading.unread == ()


@pytest.mark.parametrize(
    ("headings", "distance_m"),
    [
        ("Men's Keirin - Final 1-6\nGrand Prix of Brno, 12 June 2026\nVelodrome Brno, 250 m track, 1500 m", 1500),
        ("Men's Keirin - Final 1-6\nDistance 1500 m", 1500),
        ("Men's Keirin - Final 1-6\nDistance: 1000 m (4 laps)", 1000),
        ("Men's Keirin - Final 1-6\n1000 m", 1000),
        ("Men's Keirin - Final 1-6\nBrno, 1 km, 12 June 2026", 1000),
        ("Men's Keirin - Final 1-6\nVelodrome Brno, 500 m track", None),
    ],
)
def test_a_bare_distance_below_a_heading_is_that_of_its_race(headings: str, distance_m: int | None) -> None:
    reading = read_results(f"{headings}\n\n{ROWS}".encode(), "table.txt")
    (race,) = reading.races
    assert (race.event, race.round, race.heat, race.distance_m) == ("keirin", "final", "A", distance_m)
    assert reading.unread == ()
    assert "1500" not in race.meet


def test_a_distance_leaves_with_its_race_and_names_another_below_rows() -> None:
    text = f"Men's keirin final\n1500 m\n{ROWS}\nWomen's keirin final\n{ROWS}\n1000 m\n{ROWS}"
    reading = read_results(text.encode(), "table.txt")
    assert [(race.category, race.distance_m) for race in reading.races] == [("men", 1500.0), ("women", None)]
    assert {piece.why for piece in reading.unread} == {"time trial is no event that can be replayed yet"}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Men's sprint, 1000 m", "sprint"),
        ("Men, 1000 m", "time trial"),
        ("500m TT Women", "time trial"),
        ("1500 m", ""),
    ],
)
def test_figures_name_a_time_trial_where_no_words_name_an_event(text: str, event: str) -> None:
    assert heading_facts(text).event == event


@pytest.mark.parametrize(
    "headings",
    [
        "Masters men keirin (no pacer), final",
        "Masters men keirin final, without a derny",
        "Masters men keirin final\nNo pacer",
        "Masters men keirin final\n2000 m, 8 laps, without a pacer",
        "Keirin Masters Männer, Finale, ohne Schrittmacher",
    ],
)
def test_a_heading_says_that_there_is_no_pacer(headings: str) -> None:
    text = f"{headings}\n{ROWS}\nWomen's keirin final\n{ROWS}"
    reading = read_results(text.encode(), "table.txt")
    assert [(race.event, race.round, race.no_pacer) for race in reading.races] == [
        ("keirin", "final", True),
        ("keirin", "final", False),
    ]
    assert reading.unread == ()


def test_a_heading_in_many_parts_makes_a_list_results() -> None:
    text = (
        "Masters men scratch-style keirin (no pacer), club championship, Herne Hill, 450 m outdoor track, 4 laps\n"
        "1= Dave Atkins\n1= Phil Osei\n3 Graham Lloyd-Jones\n4 Mick O'Rourke\n"
    )
    reading = read_results(text.encode(), "table.txt")
    (race,) = reading.races
    assert (race.event, race.category, race.no_pacer, race.distance_m) == ("keirin", "masters men", True, 1800.0)
    assert [result.rank for result in race.results] == [1, 1, 3, 4]


def test_a_sentence_in_parts_is_no_heading() -> None:
    text = (
        "The men's keirin, seen by many, was won by him, as expected, and by nobody else\n1 Dave Atkins\n2 Phil Osei\n"
    )
    assert read_results(text.encode(), "table.txt").races == ()


@pytest.mark.parametrize(
    ("heading", "meet", "day"),
    [
        ("GP Brno 12 June 2026 - Men's Keirin, final", "GP Brno", "2026-06-12"),
        ("Grand Prix of Brno, Saturday 12 June 2026\nMen's Keirin, final", "Grand Prix of Brno", "2026-06-12"),
        ("Trofeo Fiorenzuola 2026-07-04\nMen's keirin, final", "Trofeo Fiorenzuola", "2026-07-04"),
        ("Bahnpokal Köln am 3.5.2026\nKeirin Männer, Finale", "Bahnpokal Köln", "2026-05-03"),
    ],
)
def test_the_day_is_no_part_of_the_meetings_name(heading: str, meet: str, day: str) -> None:
    (race,) = read_results((heading + ROWS).encode(), "table.txt").races
    assert (race.meet, race.date) == (meet, day)


@pytest.mark.parametrize(
    ("terms", "distance_m", "track_m"),
    [
        ("450 m track, 4 laps", 1800.0, 450.0),
        ("4 laps on a 333 m track", 1332.0, 333.0),
        ("400 m velodrome", None, 400.0),
        ("Lakeside Velodrome (250 m)", None, 250.0),
        ("Lakeside Velodrome, Norway (250 m)", None, 250.0),
        ("Radrennbahn Oerlikon, Zürich (333 m)", None, 333.0),
        ("Vélodrome de Vaulx (333,33 m), 4 laps", 1333.0, 333.33),
        ("Lakeside Velodrome (500 m track), 1500 m", 1500.0, 500.0),
        ("Lakeside Velodrome (500 m)", None, 500.0),
        ("6 laps, 1500 m, 250 m track", 1500.0, 250.0),
    ],
)
def test_a_lap_of_the_track_and_their_number_make_the_distance(
    terms: str, distance_m: float | None, track_m: float
) -> None:
    (race,) = read_results(f"Men's keirin, final\n{terms}{ROWS}".encode(), "table.txt").races
    assert (race.distance_m, race.track_m) == (distance_m, track_m)


@pytest.mark.parametrize("above", ["Riverside Cup, Lakeside Velodrome (400 m)\n", "Lakeside Velodrome (400 m)\n"])
def test_metres_beside_the_hall_are_its_lap_above_the_race_as_well(above: str) -> None:
    (race,) = read_results(f"{above}Men's keirin, final{ROWS}".encode(), "table.txt").races
    assert (race.event, race.category, race.distance_m, race.track_m) == ("keirin", "men", None, 400.0)


def test_the_meeting_is_named_in_a_heading_of_a_sprint_as_well() -> None:
    text = "Riverside Track Cup, Women's Sprint - Final (Gold)\n1. Ana Ruiz (ESP)\n2. Bea Holm (NOR) +0.113\n"
    (race,) = read_results(text.encode(), "table.txt").races
    assert (race.meet, race.event, race.category) == ("Riverside Track Cup", "sprint", "women")
    assert race.title == "final gold"
