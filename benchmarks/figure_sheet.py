"""A sheet of figures alone, without a velodrome: every posture from all sides, or one posture at all sizes. To look at.

python -m benchmarks.figure_sheet -o sheet.png [--show postures|sizes|pacer|nations] [--height 200]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from replay.draw.figures.pacer_figure import draw_pacer, draw_pacer_shadow
from replay.draw.figures.rider_figure import draw_rider, draw_shadow
from replay.draw.pixels.layers import Bytes
from replay.race.facts import Rider
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Kit, Pose
from replay.scene.looks import kits_of, nations

VIEWS = ((0, 6), (25, 12), (60, 12), (270, 8), (225, 14), (180, 8), (300, 75))
"""Azimuth (0 from the front, 90 from his left) and elevation, degrees."""

SIZES_PX = (40, 80, 160, 400)
BOARDS = (104, 160, 214, 255)
TUCKED = Pose((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), lean_deg=0.0, crank_deg=40.0, wheel_deg=20.0)
POSTURES = (
    TUCKED,
    replace(TUCKED, effort=1.0, crank_deg=90.0),
    replace(TUCKED, effort=1.0, crank_deg=270.0),
    replace(TUCKED, head_deg=100.0),
    replace(TUCKED, throw=1.0),
    replace(TUCKED, upright=1.0),
    replace(TUCKED, upright=1.0, arms_up=1.0),
    replace(TUCKED, fallen=1.0),
)

Draw = Callable[[Bytes, Camera], object]


def cell(draw: Draw, view: tuple[int, int], height_px: int, wide: float = 1.7, tall: float = 1.9) -> Bytes:
    """One figure on a patch of boards."""
    size = round(height_px * wide), round(height_px * tall)
    canvas: Bytes = np.full((size[1], size[0], 4), BOARDS, dtype=np.uint8)
    away_m = size[1] / 2 / np.tan(np.radians(3.0)) * 1.35 / height_px
    azimuth, elevation = np.radians(view)
    level_m = away_m * np.cos(elevation)
    eye = float(level_m * np.cos(azimuth)), float(level_m * np.sin(azimuth)), float(0.8 + away_m * np.sin(elevation))
    draw(canvas, Camera(eye, (0.0, 0.0, 0.8), 6.0))
    return canvas


def rider(pose: Pose, kit: Kit) -> Draw:
    return lambda canvas, camera: (draw_shadow(canvas, camera, pose), draw_rider(canvas, camera, pose, kit))


def pacer(canvas: Bytes, camera: Camera) -> object:
    return draw_pacer_shadow(canvas, camera, TUCKED), draw_pacer(canvas, camera, TUCKED)


def table(rows: list[list[Bytes]]) -> Bytes:
    """Rows of patches one under another, as wide as the widest."""
    lines = [np.concatenate(row, axis=1) for row in rows]
    width = max(line.shape[1] for line in lines)
    return np.concatenate([np.pad(line, ((0, 0), (0, width - line.shape[1]), (0, 0))) for line in lines])


def sheet(show: str, height_px: int, codes: list[str]) -> Bytes:
    riders = tuple(Rider(f"Rider {k}", None, f"Rider {k}", code) for k, code in enumerate(codes))
    kits = kits_of(riders, nations())
    if show == "sizes":
        return table([[cell(rider(TUCKED, kits[0]), view, size_px) for view in VIEWS] for size_px in SIZES_PX])
    if show == "pacer":
        return table([[cell(pacer, view, height_px) for view in VIEWS]])
    if show == "nations":
        return table([[cell(rider(TUCKED, kit), view, height_px) for kit in kits] for view in VIEWS])
    return table([[cell(rider(pose, kits[0]), view, height_px, wide=2.2) for pose in POSTURES] for view in VIEWS])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--show", default="postures", choices=["postures", "sizes", "pacer", "nations"])
    parser.add_argument("--height", type=int, default=200, help="of a rider, pixels")
    parser.add_argument("--nations", default="GBR,MAS,NED,SUR,AUS,GER,JPN")
    asked = parser.parse_args()
    picture = sheet(asked.show, asked.height, asked.nations.split(","))
    if not cv2.imwrite(str(asked.output), picture[..., :3]):
        raise SystemExit(f"cannot write {asked.output}")


if __name__ == "__main__":
    main()
