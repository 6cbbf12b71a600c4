"""Plans: what is written is what is read, and what is not a plan is refused with a sentence."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from replay.app.build import Replay
from replay.motion.outcome import Reconstruction
from replay.race.facts import Race
from replay.reconstruction.plan import LAYOUT, PlanError, check_belongs, from_bytes, plan_key, sealed, to_bytes
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import load_track
from tests.helpers.fields import race
from tests.helpers.race_files import FINAL, SPRINT, read

KEY = "the key of this race"
SMALL = race("BA", track="keirin-400", gaps=[0, 0.123])


@pytest.fixture(scope="session")
def small() -> Reconstruction:
    """Two riders, of whom only the result is known."""
    return reconstruct(SMALL, load_track("keirin-400"))


@pytest.fixture(scope="session")
def data(small: Reconstruction) -> bytes:
    return to_bytes(small, KEY)


def test_two_runs_give_equal_bytes(data: bytes) -> None:
    assert to_bytes(reconstruct(SMALL, load_track("keirin-400")), KEY) == data


def test_what_is_read_is_written_again_as_it_was(data: bytes) -> None:
    assert to_bytes(from_bytes(data, KEY), KEY) == data


def test_a_plan_holds_the_whole_reconstruction(small: Reconstruction, data: bytes) -> None:
    back = from_bytes(data, KEY)
    assert back.verdicts == small.verdicts
    assert back.audit == small.audit
    assert back.invented == small.invented
    assert (back.winner_time_s, back.winner_time_sd_s) == (small.winner_time_s, small.winner_time_sd_s)
    assert back.motion.riders == small.motion.riders
    assert back.motion.velodrome == small.motion.velodrome
    assert_array_equal(back.motion.finish_s, small.motion.finish_s)
    assert_array_equal(back.motion.fall_s, small.motion.fall_s)
    times = np.linspace(0.0, small.motion.end_s, 500)
    for one, other in ((back.motion.at(times), small.motion.at(times)),):
        assert np.abs(one.distance_m - other.distance_m).max() < 1e-7
        assert np.abs(one.height_m - other.height_m).max() < 1e-7


def test_what_comes_back_moves_to_the_last_digit_as_what_was_kept(small: Reconstruction, data: bytes) -> None:
    """Who of two level riders shelters whom hangs on the last digit, and a figure of power on who shelters whom."""
    back = from_bytes(data, KEY).motion.path
    for name in ("time_s", "distance_m", "height_m"):
        assert_array_equal(getattr(back, name), getattr(small.motion.path, name))


def test_the_pacer_comes_back(small: Reconstruction, data: bytes) -> None:
    one, other = from_bytes(data, KEY).motion.pacer_at(30.0), small.motion.pacer_at(30.0)
    assert one is not None
    assert other is not None
    assert one.distance_m == pytest.approx(other.distance_m, abs=1e-7)


def test_a_fallen_rider_comes_back(replay_of: Callable[[str], Replay]) -> None:
    done = replay_of("first-round-2").reconstruction
    back = from_bytes(to_bytes(done, KEY), KEY)
    assert_array_equal(back.motion.fall_s, done.motion.fall_s)
    assert np.isfinite(back.motion.fall_s).sum() == 1


def changed(data: bytes, change: Callable[[dict[str, Any]], object], *, seal: bool = True) -> bytes:
    """A plan in which something was changed; seal: and its checksum with it, so that the other checks are asked."""
    document = json.loads(zlib.decompress(data))
    change(document)
    return zlib.compress(json.dumps(sealed(document) if seal else document).encode())


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"riders: []",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data[:200] + b"\x00\x00" + data[202:],
        lambda _: zlib.compress(b"[]"),
        lambda _: zlib.compress(b"{"),
        lambda _: zlib.compress(b"\xff\xfe"),
        lambda _: zlib.compress(b'{"format": "another"}'),
        lambda data: changed(data, lambda plan: plan.pop("riders")),
        lambda data: changed(data, lambda plan: plan["path"].pop("height_m")),
        lambda data: changed(data, lambda plan: plan["path"]["height_m"][0].pop()),
        lambda data: changed(data, lambda plan: plan["finish_s"].append(1.0)),
        lambda data: changed(data, lambda plan: plan["riders"].append("Nobody")),
        lambda data: changed(data, lambda plan: plan.update(path=None)),
        lambda data: changed(data, lambda plan: plan.update(path=[])),
        lambda data: changed(data, lambda plan: plan.update(verdicts=[{"status": "perfect"}])),
        lambda data: changed(data, lambda plan: plan["verdicts"][0].update(status="perfect")),
        lambda data: changed(data, lambda plan: plan["verdicts"][0].update(reason="facts", against=[])),
        lambda data: changed(data, lambda plan: plan["audit"].update(surprise=1)),
        lambda data: changed(data, lambda plan: plan["audit"].update(power_w=3)),
        lambda data: changed(data, lambda plan: plan.update(track=7)),
        lambda data: changed(data, lambda plan: plan["track"].update(lap_m=None)),
        lambda data: changed(data, lambda plan: plan["path"].update(rate_hz=0)),
        lambda data: changed(data, lambda plan: plan["path"].update(distance_m=[[1.0]], height_m=[[1.0]])),
    ],
)
def test_a_damaged_plan_is_refused_in_words(damage: Callable[[bytes], bytes], data: bytes) -> None:
    with pytest.raises(PlanError, match="plan"):
        from_bytes(damage(data), KEY)


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: plan["doubt_m"][0].__setitem__(3, plan["doubt_m"][0][3] + 0.1),
        lambda plan: plan["gap_sd_s"][1].__setitem__(3, 0.01),
        lambda plan: plan.update(invented=[]),
        lambda plan: plan.update(winner_time_sd_s=0.5),
        lambda plan: plan["verdicts"][0].update(status="disputed"),
        lambda plan: plan["verdicts"][0].update(note="So it was."),
        lambda plan: plan["path"]["height_m"][0].__setitem__(40, plan["path"]["height_m"][0][40] + 1e-6),
        lambda plan: plan.update(surprise=1),
        lambda plan: plan.update(sha256="0" * 64),
        lambda plan: plan.pop("sha256"),
    ],
)
def test_a_plan_that_was_changed_is_refused_whatever_was(
    change: Callable[[dict[str, Any]], object], data: bytes
) -> None:
    with pytest.raises(PlanError, match="was changed after it was made"):
        from_bytes(changed(data, change, seal=False), KEY)


def test_how_a_plan_is_laid_out_does_not_count(data: bytes) -> None:
    laid_out = zlib.compress(json.dumps(json.loads(zlib.decompress(data)), indent=1).encode())
    assert to_bytes(from_bytes(laid_out, KEY), KEY) == data


def test_a_plan_of_other_facts_is_refused(data: bytes) -> None:
    with pytest.raises(PlanError, match="other facts"):
        from_bytes(data, "another key")


def test_the_key_follows_the_facts_and_the_track() -> None:
    def key(of: Race, track: str = "izu") -> str:
        return plan_key(of, load_track(track))

    text = FINAL.read_text(encoding="utf-8")
    final = read(text)
    assert key(final) == key(read(text + "\n# a remark\n"))
    assert key(final) != key(read(text.replace("gap_s: 0.763", "gap_s: 0.764")))
    assert key(final) != key(final, "olympic-250")


@pytest.mark.parametrize("change", [lambda plan: plan.pop("layout"), lambda plan: plan.update(layout=LAYOUT - 1)])
def test_a_plan_of_another_layout_is_not_read(change: Callable[[dict[str, Any]], object], data: bytes) -> None:
    """Those from before a number said how plans are laid out had no moment at which a sprint is opened."""
    with pytest.raises(PlanError, match="another version of the program"):
        from_bytes(changed(data, change), KEY)


def test_a_plan_of_a_sprint_without_its_opening_does_not_fit() -> None:
    sprint = read(SPRINT)
    velodrome = load_track("olympic-250")
    key = plan_key(sprint, velodrome)
    written = to_bytes(reconstruct(sprint, velodrome), key)
    check_belongs(from_bytes(written, key), sprint, velodrome)
    closed = from_bytes(changed(written, lambda plan: plan.update(opens_s=None)), key)
    with pytest.raises(PlanError, match="raced in earnest"):
        check_belongs(closed, sprint, velodrome)
