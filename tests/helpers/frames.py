"""Frames made by hand: six riders on a track of 250 m, one of them ahead."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from replay.base.colour import Colour
from replay.base.figure_words import WrittenFigure, about_metres
from replay.scene.frame.card import ResultCard, ResultLine, TitleCard
from replay.scene.frame.frame import Frame, Overlay
from replay.scene.frame.layout import Layout
from replay.scene.frame.panel_values import Caption, Counter, Tower, TowerRow
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Kit, Pose, RiderLook, RiderState
from replay.scene.frame.shot import Shot, ShotKind
from replay.scene.frame.track_marks import Lead
from replay.track.velodrome import TrackShape, Velodrome

SIZES = {
    Layout.LANDSCAPE: (1920, 1080),
    Layout.VERTICAL: (1080, 1920),
    Layout.SQUARE: (1080, 1080),
    Layout.PORTRAIT: (1080, 1350),
}

MAIN = Camera(eye_m=(-3, -51, 21.5), target_m=(23.0, -18.2, 0), fov_deg=44.0)
END_STAND = Camera(eye_m=(-86, -29, 37), target_m=(9, -24.2, 9.5), fov_deg=26.5)

COLOURS: dict[str, Colour] = {
    "KEN": (47, 102, 242),
    "GLA": (18, 160, 102),
    "LEV": (242, 243, 245),
    "LAV": (255, 122, 26),
    "AWA": (255, 210, 31),
    "TJO": (196, 42, 77),
}


@lru_cache(maxsize=1)
def izu() -> Velodrome:
    return Velodrome(TrackShape("izu", "Izu", 250, 38, 22, (12, 45), 7.5, 14))


def look(name: str, nation: str, marker: str) -> RiderLook:
    colour = COLOURS.get(marker, (120, 130, 150))
    kit = Kit(jersey=colour, trim=(255, 255, 255), helmet=(240, 240, 245), chip=colour)
    return RiderLook(name=name, display=name.upper(), rides_for=nation, marker=marker, kit=kit)


LOOKS = (
    look("Kenny", "GBR", "KEN"),
    look("Glaetzer", "AUS", "GLA"),
    look("Levy", "GER", "LEV"),
    look("Lavreysen", "NED", "LAV"),
    look("Awang", "MAS", "AWA"),
    look("Tjon En Fa", "SUR", "TJO"),
)


def pose(distance_m: float, height_m: float, speed_mps: float = 17.0) -> Pose:
    track = izu()
    ground = track.place(distance_m - 0.8, height_m)
    forward, _, normal = track.directions(distance_m - 0.8, height_m)
    lean = np.degrees(np.arctan(speed_mps**2 * float(track.curvature(distance_m)) / 9.81))
    return Pose(
        ground_m=_point(ground),
        forward=_point(forward),
        normal=_point(normal),
        lean_deg=float(lean),
        crank_deg=distance_m * 50 % 360,
        wheel_deg=distance_m * 170 % 360,
    )


def _point(array: object) -> tuple[float, float, float]:
    x, y, z = np.asarray(array, dtype=float)
    return float(x), float(y), float(z)


def riders(distances_m: tuple[float, ...], heights_m: tuple[float, ...]) -> tuple[RiderState, ...]:
    return tuple(
        RiderState(
            look=LOOKS[index],
            pose=pose(distance, heights_m[index]),
            distance_m=distance,
            height_m=heights_m[index],
            speed_mps=17.0,
            place=index + 1,
            leader=index == 0,
        )
        for index, distance in enumerate(distances_m)
    )


def tower(gaps: tuple[str, ...] = ("0.0", "+0.7", "+0.9", "+1.0", "+1.2", "+1.4")) -> Tower:
    return Tower(
        heading="FINAL A",
        rows=tuple(
            TowerRow(look=LOOKS[index], place=str(index + 1), gap=gap, row=float(index), leader=index == 0)
            for index, gap in enumerate(gaps)
        ),
    )


TITLE = TitleCard(
    meet="Tokyo 2020",
    event="Men's keirin",
    round="Final A",
    place_and_date="Izu Velodrome, 8 August 2021",
    riders=LOOKS,
    order_known=False,
    source="Results and reports: Cycling Weekly, VeloNews, Wikipedia",
)

RESULT = ResultCard(
    heading="Result",
    event="Men's keirin, final A",
    lines=tuple(
        ResultLine(look=LOOKS[index], place=str(place), gap=gap)
        for place, (index, gap) in enumerate(
            ((0, "WINNER"), (4, "+0.763"), (3, "+0.773"), (5, "+1.264"), (1, "+1.344"), (2, "+2.344")), start=1
        )
    ),
    margin=WrittenFigure("+0.763", "s"),
    margin_note="about 14 m at the line",
    sources="Times: official results. Positions between the lines are reconstructed.",
)


def frame(
    layout: Layout = Layout.LANDSCAPE,
    *,
    overlay: Overlay | None = None,
    camera: Camera | None = None,
    kind: ShotKind = ShotKind.MAIN,
    states: tuple[RiderState, ...] | None = None,
    moving: bool = False,
    dim: float = 0.0,
) -> Frame:
    camera = camera or (MAIN if layout is Layout.LANDSCAPE else END_STAND)
    views = (camera, replace(camera, fov_deg=camera.fov_deg * 0.9)) if moving else (camera,)
    return Frame(
        video_time_s=10.0,
        race_time_s=40.0,
        time_speed=1.0,
        layout=layout,
        shot=Shot(id=f"{kind}-1", kind=kind, views=views),
        camera=camera,
        riders=riders((0.3, -12, -15, -18, -21, -24), (0.9, 0.6, 0.7, 0.8, 0.7, 0.6)) if states is None else states,
        pacer=None,
        overlay=overlay or Overlay(),
        dim=dim,
    )


def pull_off(layout: Layout = Layout.LANDSCAPE) -> Frame:
    """Three laps to go: the pacer leaves, the field behind it."""
    return frame(
        layout,
        overlay=Overlay(
            counter=Counter(laps_to_go=3, metres_to_go=750, event_m=1500),
            tower=tower(),
            caption=Caption("The pacer leaves the track", "Kenny leads, about 10 m clear. The sprint is open."),
        ),
    )


def breakaway(layout: Layout = Layout.LANDSCAPE) -> Frame:
    """Two laps to go: one rider far ahead, with the lead on the boards."""
    ahead = riders((36.0, -12, -14.2, -15, -17, -19), (1.0, 0.6, 1.5, 0.8, 1.7, 0.6))
    return frame(
        layout,
        states=ahead,
        overlay=Overlay(
            counter=Counter(laps_to_go=2, metres_to_go=464, event_m=1500),
            tower=tower(("0.0", "+2.9", "+3.1", "+3.2", "+3.3", "+3.4")),
            caption=Caption("Kenny is away", "Nobody chases.", source="as reported by Cycling Weekly"),
            lead=Lead(
                from_distance_m=36.0, to_distance_m=-12.0, length=about_metres(48.0), time=WrittenFigure("2.9", "s")
            ),
            named=("Kenny",),
            ring=None if layout is Layout.LANDSCAPE else "Kenny",
            slow_motion=0.4,
        ),
    )


def with_overlay(shown: Frame, **changes: object) -> Frame:
    return replace(shown, overlay=replace(shown.overlay, **changes))  # type: ignore[arg-type]
