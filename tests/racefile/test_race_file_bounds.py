"""Any file is read or refused soon: what grew faster than the file is kept here, and changed files by the hundred."""

from __future__ import annotations

import random
import time

import pytest

from benchmarks.fuzz_race_files import LIMIT_S, fuzzer
from replay.base.errors import InputError
from replay.racefile.reader import parse_race
from tests.helpers.race_files import small, told

CHANCE = random.Random(1)
RIDERS = "".join(f"  - {{first: A, last: R{n}, nation: GBR}}\n" for n in range(30))
RESULTS = "".join(f"  - {{rider: R{n}, rank: {n + 1}, gap_s: {n / 10 + 0.1:.3f}}}\n" for n in range(1, 30))
LONG = f"""\
schema: 1
meet: {{title: T}}
event: {{kind: keirin, category: men, distance_m: 10000}}
track: izu
riders:
{RIDERS}results:
  - {{rider: R0, rank: 1}}
{RESULTS}"""


def laps(count: int, step: str, seconds: float, spread: float = 0.0) -> str:
    """Times of thirty riders, each a list of laps."""
    lists = (", ".join(f"{seconds + CHANCE.uniform(-spread, spread):.3f}" for _ in range(count)) for _ in range(30))
    return "times:\n" + "".join(f"  - {{rider: R{n}, {step}: [{times}]}}\n" for n, times in enumerate(lists))


UNKNOWN = "  - {when: bell, order: [" + ", ".join(f"A rider of some name {n}" for n in range(30)) + "]}\n"
SLOW = {
    "a moment of spaces": told("{when: '" + " " * 400_000 + "x', attack: Ruiz}"),
    "an amount of spaces": told("{when: bell, gap: {ahead: Ruiz, of: field, m: 'about " + " " * 400_000 + "x'}}"),
    "a rank of digits": small(("rank: 2", "rank: " + "9" * 400_000)),
    "a rank of digits in quotes": small(("rank: 2", 'rank: "' + "9" * 400_000 + 'x"')),
    "a gap of digits": small(("gap_s: 0.1}", "gap_s: 0." + "1" * 400_000 + "}")),
    "a date of digits": small(("title: Club night", 'title: T, date: "' + "2" * 400_000 + '"')),
    "accents": told("{when: bell, caption: a" + "\N{COMBINING ACUTE ACCENT}\N{COMBINING DOT BELOW}" * 200_000 + "}"),
    "names that nobody has": LONG + "story:\n" + UNKNOWN * 500,
    "laps": LONG + laps(40, "laps_s", 16.0),
    "half laps": LONG + laps(80, "half_laps_s", 8.0),
    "half laps that contradict the gaps": LONG + laps(80, "half_laps_s", 8.0, 1.0),
    "thirty riders and a hundred laps": LONG.replace("10000", "1500") + laps(100, "laps_s", 16.0),
    "a rider with thousands of times": LONG
    + "times:\n"
    + "".join(f"  - {{rider: R1, from: {9999 - n} m to go, half_laps_s: [{'8, ' * 78}8]}}\n" for n in range(100)),
    "comments in brackets": "a: {b: " + "#x}\n" * 150_000,
    "quotes": "a: {b: " + "'\"" * 300_000 + "\n#}",
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_what_was_slow_is_read_or_refused_soon(text: str) -> None:
    data = text.encode()[:999_999]
    began = time.process_time()
    try:
        parse_race(data)
    except InputError as error:
        assert error.mistakes  # noqa: PT017
    assert time.process_time() - began < LIMIT_S


def test_changed_files_are_read_or_refused() -> None:
    files = fuzzer()
    became = [(seed, files.reading(files.changed(random.Random(seed)))) for seed in range(150)]
    assert [pair for pair in became if pair[1] not in ("read", "refused")] == []
