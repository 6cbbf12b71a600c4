"""Rules across the fields of a race file."""

from __future__ import annotations

import pytest

from tests.helpers.race_files import SMALL, mistakes, read, small, told


@pytest.mark.parametrize(
    ("change", "message", "remedy"),
    [
        (("rider: Møller", "rider: Moler"), "11:13: no rider is called Moler", "did you mean Møller?"),
        (("rider: Møller", "rider: Bea Møller"), "no rider is called Bea Møller here", "write Møller"),
        (("rider: Møller", "rider: Zidane"), "no rider is called Zidane", "riders: Ruiz, Møller, Tjon En Fa"),
        (("rider: Møller", "rider: Ruiz"), "Ruiz is in results a second time", "a rider stands there once"),
        (("rider: Møller", "rider: Ruiz"), "Møller is not in the results", "status: DNF"),
        (("rank: 2, gap", "rank: 1, gap"), "Ruiz and Møller both have rank 1, 0.1 s apart", "is it 2?"),
        (("rank: 2", "rank: 3"), "11:27: Møller and Tjon En Fa both have rank 3, 0.15 s apart", "is it 2?"),
        (("rank: 3", "rank: 2"), "12:31: Møller and Tjon En Fa both have rank 2, 0.15 s apart", "is it 3?"),
        (("rank: 2, ", ""), "Møller has no rank", "`status:` REL, DSQ, DQ, DNF"),
        (("rank: 2, gap_s: 0.1", "status: DFN"), "11:29: no status is called DFN", "REL, DSQ, DQ, DNF"),
        (("rank: 2, gap_s: 0.1", "status: fell"), "no status is called fell", "and the commissaires' words as `reason"),
        (
            ("rank: 1", "rank: 1, status: REL"),
            "Ruiz is REL and has rank 1, and Møller won with rank 2",
            "mend the rank",
        ),
        (("rank: 2, gap_s: 0.1", "status: DNS, started: true"), "Møller is DNS (did not start)", "one of them out"),
        (("rank: 3, gap_s: 0.25", "rank: 3, started: false"), "did not start and has rank 3", "started: false"),
        (("rank: 3, gap_s: 0.25", "gap_s: 0.25, status: DNF"), "has a gap and did not finish", "take `gap_s`"),
        (("rank: 1", "rank: 1, gap_s: 0.2"), "Ruiz won and has a gap of 0.2 s", "gaps count from the winner"),
        (("gap_s: 0.25", "gap_s: -0.25"), "a gap of -0.25 s, ahead of the winner", "was 0.25 meant?"),
        (("gap_s: 0.25", "gap_s: 113"), "a gap of 113 s", "was 0.113 meant? Else tell in the story"),
        (("gap_s: 0.25", "gap_s: 763"), "a gap of 763 s", "was 0.763 meant?"),
        (
            ("gap_s: 0.25", "gap_s: 0.05"),
            "Tjon En Fa is behind Møller in rank and ahead in time",
            "not from one before",
        ),
        (("last: Møller", "last: Ruiz"), "more than one rider is called Ruiz", "write Ana Ruiz or Bea Ruiz"),
        (("first: Bea, last: Møller", "first: Ana, last: Ruiz"), "Ana Ruiz is here a second time", "take one line out"),
        (("last: Møller", "last: field"), "field has another meaning here", ""),
        (("results:", "start_order: [Ruiz, Ruiz]\nresults:"), "Ruiz is in start_order a second time", ""),
        (("results:", "start_order: [Ruiz, Mueller]\nresults:"), "9:21: no rider is called Mueller", "Møller"),
        (("sources:", "crossing_order: [Ruiz, Møller]\nsources:"), "Tjon En Fa crossed the line", "add the name"),
        (
            ("sources:", "crossing_order: [Ruiz, Tjon En Fa, Møller]\nsources:"),
            "Møller crossed after Tjon En Fa and has a smaller gap",
            "mend the order or the gap",
        ),
        (
            ("track: olympic-250", "track: olympic-25"),
            "4:8: no track is called olympic-25",
            "did you mean olympic-250?",
        ),
        (("track: olympic-250", "track: {lap_m: 250}"), "straight_m, transition_m,", "a known track as `base:`"),
        (("track: olympic-250", "track: {base: izu, lap_m: 150}"), "no bend is left", "shorter"),
        (("track: olympic-250", "track: {base: izu, width_m: 1}"), "4:29: width_m is 1", "from 4 to 20 m"),
        (("track:", "pacer: {off: bell}\ntrack:"), "when the pacer leaves cannot be told by bell", "`3 laps to go`"),
        (("track:", "pacer: {from_kmh: 5e-324}\ntrack:"), "no pacer rides at 4.94066e-324 km/h", "write 30, as by the"),
        (("track:", "pacer: {from_kmh: 80, to_kmh: 45}\ntrack:"), "no pacer rides at 80 km/h", "write 30, as by the"),
        (("track:", "pacer: {from_kmh: 50, to_kmh: 45}\ntrack:"), "not slower: 50 to 45 km/h", "write 50 or more"),
        (("track:", "pacer: {from_kmh: 55}\ntrack:"), "not slower: 55 to 50 km/h", "write 50 or less"),
        (("track:", "pacer: {off: 0 laps to go}\ntrack:"), "nothing is left to be raced", "off: 750 m to go"),
        (("track:", "pacer: {off: 300}\ntrack:"), "300 s is after the finish", "off: 750 m to go"),
        (("track:", "pacer: {off: 3 laps to go-200}\ntrack:"), "before the start of the race", "`pacer: none`"),
        (
            ("distance_m: 1500}", "distance_m: 770}\npacer: {from_kmh: 30}"),
            "nobody follows from 30 to 50 km/h within 20 m",
            "off: 385 m to go",
        ),
        (
            ("track:", "pacer: {off: 1350 m to go, start: standing}\ntrack:"),
            "riders who stand on the start line have not joined it within 150 m",
            "off: 750 m to go",
        ),
        (("distance_m: 1500", "distance_m: 500"), "3 laps to go in a race of 2 laps", "off: 250 m to go"),
        (("distance_m: 1500", "distance_m: 15000"), "no keirin is raced over 15000 m", "was 1500 meant?"),
        (("distance_m: 1500", "distance_m: 100000"), "no keirin is raced over 100000 m", "was 1000 meant?"),
        (("distance_m: 1500", "distance_m: 1.5"), "3:52: no keirin is raced over 1.5 m", "was 1500 meant?"),
        (("distance_m: 1500", "distance_m: 10"), "no keirin is raced over 10 m", "was 1000 meant?"),
        (("track:", "pacer: {from_kmh: 80, to_kmh: 80}\ntrack:"), "no pacer rides at 80 km/h", "write 50, as by the"),
        (("distance_m: 1500", "distance_m: 1"), "no keirin is raced over 1 m", "was 1000 meant?"),
        (("distance_m: 1500", "distance_m: 100"), "no keirin is raced over 100 m", "was 1000 meant?"),
        (("distance_m: 1500", "distance_m: 320"), "no keirin is raced over 320 m", "from 333 to 10000"),
        (("track:", "pacer: {off: 9 laps to go}\ntrack:"), "9 laps to go in a race of 6 laps", ""),
        (("source: paper", "source: papers"), "no source has the id papers", "did you mean paper?"),
        (("  - {id: paper", "  - {id: paper, title: A, publisher: B}\n  - {id: paper"), "two sources have the id", ""),
        (("rank: 1", "rank: 1, time_s: 0"), "time_s is 0, it must be more than 0", ""),
    ],
)
def test_mistakes_outside_the_story(change: tuple[str, str], message: str, remedy: str) -> None:
    shown = mistakes(small(change))
    assert message in shown
    assert remedy in shown


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("when: bell, attack: Rui", "16:26: no rider is called Rui"),
        ("when: bell, order: [Ruiz, Moller]", "16:32: no rider is called Moller"),
        ("when: bell, order: {riders: [Ruiz, Moller]}", "16:41: no rider is called Moller"),
        ("when: bell, order: [Ruiz, Ruiz]", "Ruiz is named twice in one item"),
        ("when: bell, order: [Ruiz]", "an order of one rider says nothing"),
        ("when: bell, order: {riders: [Ruiz, Møller], from: 3}", "an order beyond the last of 3 riders"),
        ("when: bell, gap: {ahead: Ruiz, of: Ruiz, m: 3}", "16:41: Ruiz is named twice in one item"),
        ("when: bell, gap: {ahead: field, of: Ruiz, m: 3}", "no rider is called field"),
        ("when: bell, gap: {ahead: Ruiz, of: field, laps: 7}", "longer than the race"),
        ("when: bell, gap: {ahead: Ruiz, of: field, s: 763}", "was 0.763 meant?"),
        ("when: bell, pass: {rider: Ruiz, of: Ruiz}", "named twice"),
        ("when: bell, move_up: {rider: Ruiz, to: 4}", "place 4 in a race of 3 riders"),
        ("when: 7 laps to go, attack: Ruiz", "16:12: 7 laps to go in a race of 6 laps"),
        ("when: 1600m, attack: Ruiz", "1600 m to go in a race of 1500 m"),
        ("when: 900, attack: Ruiz", "900 s is after the finish"),
        ("when: 5-9, attack: Ruiz", "before the start"),
        ("when: 300, attack: Ruiz", "16:12: 300 s is after the finish"),
        ("when: pull-off-200, attack: Ruiz", "16:12: a moment before the start of the race"),
        ("when: bell-300, attack: Ruiz", "a moment before the start of the race"),
        ("when: bell+120, attack: Ruiz", "a moment after the finish"),
        ("when: pull-off+200, attack: Ruiz", "a moment after the finish"),
        ("when: finish+2, attack: Ruiz", "a moment after the finish"),
        ("when: 0 laps to go+2, attack: Ruiz", "a moment after the finish"),
        ("when: bell, hold_wheel: {rider: Ruiz, of: Møller, until: 2 laps to go}", "2 laps to go is before bell"),
        ("when: 1 to go, hold_wheel: {rider: Ruiz, of: Møller, until: 2 to go}", "2 laps to go is before 1 lap to go"),
    ],
)
def test_mistakes_in_the_story(item: str, message: str) -> None:
    if message:
        assert message in mistakes(told(f"{{{item}}}"))
    else:
        assert read(told(f"{{{item}}}")).story


def test_who_did_not_start_cannot_do_anything() -> None:
    absent = SMALL.replace("rank: 3, gap_s: 0.25", "status: DNS").replace("attack: Ruiz", "attack: Tjon En Fa")
    assert "16:26: Tjon En Fa did not start" in mistakes(absent)
    assert "Tjon En Fa did not start" in mistakes(
        absent.replace("attack: Tjon En Fa", "attack: Ruiz").replace("results:", "start_order: [Tjon En Fa]\nresults:")
    )


def test_there_is_no_pull_off_without_a_pacer() -> None:
    text = small(("track:", "pacer: none\ntrack:"), ("when: bell", "when: pull-off"))
    assert "there is no pull-off in a race without a pacer" in mistakes(text)


def test_a_caption_may_come_after_the_finish() -> None:
    assert read(told("{when: finish+3, caption: Ruiz wins}")).story


def test_a_relegated_rider_may_have_crossed_first() -> None:
    text = small(("rank: 3, gap_s: 0.25", "rank: 3, status: REL, gap_s: -0.02"))
    assert read(text).crossers == ("Tjon En Fa", "Ruiz", "Møller")


def test_a_disqualified_rider_may_stand_in_the_order_over_the_line() -> None:
    text = small(
        ("rank: 3, gap_s: 0.25", "status: DSQ"), ("sources:", "crossing_order: [Ruiz, Tjon En Fa, Møller]\nsources:")
    )
    assert read(text).crossers == ("Ruiz", "Tjon En Fa", "Møller")


def test_a_rider_who_did_not_finish_crossed_nothing() -> None:
    text = small(
        ("rank: 3, gap_s: 0.25", "status: DNF"), ("sources:", "crossing_order: [Ruiz, Tjon En Fa, Møller]\nsources:")
    )
    assert "Tjon En Fa did not cross the line (DNF)" in mistakes(text)


def test_a_dead_heat_is_no_mistake() -> None:
    text = small(
        ("last: Tjon En Fa, nation: SUR}", "last: Tjon En Fa, nation: SUR}\n  - {first: Di, last: Li, nation: CHN}"),
        ("rank: 3, gap_s: 0.25}", "rank: 2, gap_s: 0.1}\n  - {rider: Li, rank: 4, gap_s: 0.3}"),
    )
    assert len(read(text).results) == 4


def test_a_final_for_lower_places_has_a_winner() -> None:
    text = SMALL.replace("rank: 1", "rank: 7").replace("rank: 2", "rank: 8").replace("rank: 3", "rank: 9")
    assert read(text).winner == "Ruiz"


def test_times_and_gaps_must_agree() -> None:
    text = small(("rank: 1", "rank: 1, time_s: 110.5"), ("gap_s: 0.25", "gap_s: 0.25, time_s: 110.8"))
    assert "Tjon En Fa is 0.300 s behind by time and 0.250 s by gap" in mistakes(text)
    assert read(text.replace("110.8", "110.75")).results[2].time_s == 110.75


def test_nobody_in_the_results_has_a_place() -> None:
    text = SMALL
    for old in ("rank: 1", "rank: 2, gap_s: 0.1", "rank: 3, gap_s: 0.25"):
        text = text.replace(old, "status: DNF")
    assert "the results have no winner" in mistakes(text)
