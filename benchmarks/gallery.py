"""The gallery of the documentation: stills and short GIFs of shipped races, made anew by one command.

Writes the pictures and the page that shows them. Run from the root:

    python -m benchmarks.gallery [--to docs]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from replay.app.build import Replay, build
from replay.app.filming import Choice, look_of, plates_of, race_time_of, scene_of
from replay.app.report import race_name
from replay.draw.hall.dress.hall_look import HallLook
from replay.draw.hall.plates import PlateStore
from replay.draw.painter import Painter
from replay.scene.camera.wish import Cut, camera_named
from replay.scene.compose import Scene, frame_at
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import Layout
from replay.scene.still_moment import frame_at_race_time
from replay.track.velodrome import Velodrome

RACES = Path("races/tokyo-2020/mens-keirin")

STILL_PX = {
    Layout.LANDSCAPE: (1280, 720),
    Layout.VERTICAL: (540, 960),
    Layout.SQUARE: (720, 720),
    Layout.PORTRAIT: (640, 800),
}
GIF_PX = {Layout.LANDSCAPE: (480, 270), Layout.VERTICAL: (270, 480)}
GIF_FPS, GIF_COLOURS, JPEG_QUALITY = 10, 224, 86


@dataclass(frozen=True, slots=True)
class Still:
    """One picture: a moment of a race, or a card of its film (`card:title`)."""

    name: str
    race: str
    layout: Layout
    when: str
    words: str
    camera: str | None = None
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Clip:
    """One GIF: a stretch of a race at live speed."""

    name: str
    race: str
    layout: Layout
    begin: str
    end: str
    words: str


WIDE, TALL, SQUARE, PORTRAIT = Layout.LANDSCAPE, Layout.VERTICAL, Layout.SQUARE, Layout.PORTRAIT

STILLS = (
    Still("pull-off", "final-a", WIDE, "pull-off+0.6", "The pacer leaves, and one rider goes"),
    Still("long-lead", "final-a", WIDE, "2-to-go", "A long lead: leader and chasers share the picture"),
    Still("alone", "final-a", WIDE, "200m", "Alone, 200 m from the line"),
    Still("finish-image", "final-a", WIDE, "card:finish", "The simulated finish image, which says that it is one"),
    Still("result", "final-a", WIDE, "card:result", "The result, with the sources"),
    Still("behind-the-pacer", "semifinal-2", WIDE, "4-to-go", "Behind the pacer"),
    Still("from-above", "semifinal-2", WIDE, "bell", "From above", camera="overhead"),
    Still("doubt", "semifinal-2", WIDE, "2-to-go", "Where each may have been, shaded", doubt=True),
    Still("bend", "quarterfinal-1", WIDE, "last-bend", "Out of the last bend"),
    Still("close", "first-round-5", WIDE, "finish", "Five riders within 0.3 s"),
    Still("hook", "final-a", TALL, "card:hook", "What a social clip opens with"),
    Still("title-tall", "final-a", TALL, "card:title", "The title, for telephones"),
    Still("bell-tall", "semifinal-2", TALL, "bell", "The last lap, for telephones"),
    Still("finish-tall", "semifinal-2", TALL, "card:finish", "The finish image, for telephones"),
    Still("square", "quarterfinal-1", SQUARE, "bell", "Square"),
    Still("portrait", "first-round-5", PORTRAIT, "bell", "For feeds that show 4:5"),
)

CLIPS = (
    Clip("attack", "final-a", WIDE, "pull-off-0.5", "pull-off+3", "The attack"),
    Clip("sprint-tall", "semifinal-2", TALL, "finish-2.6", "finish+0.4", "The sprint, for telephones"),
)


@cache
def replay_of(race: str) -> Replay:
    return build(RACES / f"{race}.yaml")


@cache
def plates_on(velodrome: Velodrome, look: HallLook) -> PlateStore:
    return plates_of(velodrome, look=look)


def shown(still: Still) -> tuple[Replay, Frame]:
    """The frame of a still."""
    replay = replay_of(still.race)
    cut = Cut.FULL if still.layout is WIDE else Cut.HIGHLIGHTS
    scene = scene_of(replay, still.layout, cut, Choice(ranges=still.doubt, hook=still.when == "card:hook"))
    if not still.when.startswith("card:"):
        camera = camera_named(still.camera) if still.camera else None
        return replay, frame_at_race_time(scene, race_time_of(replay, still.when), camera)
    card = still.when.removeprefix("card:")
    segment = next(each for each in scene.timeline.segments if each.card == card)
    return replay, frame_at(scene, segment.video_start_s + segment.duration_s / 2)


def frames_of(clip: Clip) -> tuple[Replay, Iterator[Frame]]:
    """The frames of a clip."""
    replay = replay_of(clip.race)
    choice = Choice(from_when=clip.begin, to_when=clip.end, speed=1.0)
    scene: Scene = scene_of(replay, clip.layout, Cut.FULL, choice)
    times = np.arange(0.0, scene.duration_s, 1 / GIF_FPS)
    return replay, (frame_at(scene, float(time)) for time in times)


def write_still(still: Still, folder: Path) -> str:
    """Draw a still and write it. Returns the name of its file."""
    replay, frame = shown(still)
    painter = Painter(replay.velodrome, STILL_PX[still.layout], background=plates_on(replay.velodrome, look_of(replay)))
    pixels = painter.paint(frame).pixels[..., :3]
    file = f"{still.name}.jpg"
    cv2.imwrite(str(folder / file), np.ascontiguousarray(pixels), [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return file


def write_clip(clip: Clip, folder: Path) -> str:
    """Draw a clip and write it. Returns the name of its file. All pictures share one palette: none flickers."""
    replay, frames = frames_of(clip)
    painter = Painter(replay.velodrome, GIF_PX[clip.layout], background=plates_on(replay.velodrome, look_of(replay)))
    pictures = [_image(painter.paint(frame).pixels) for frame in frames]
    palette = _together(pictures).quantize(GIF_COLOURS, method=Image.Quantize.FASTOCTREE)
    drawn = [picture.quantize(palette=palette, dither=Image.Dither.NONE) for picture in pictures]
    file = f"{clip.name}.gif"
    every_ms = round(1000 / GIF_FPS)
    drawn[0].save(folder / file, save_all=True, append_images=drawn[1:], duration=every_ms, loop=0, optimize=True)
    return file


def _image(pixels: NDArray[np.uint8]) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(pixels[..., 2::-1]))


def _together(pictures: list[Image.Image]) -> Image.Image:
    """Some of the pictures side by side, to find colours for all."""
    some = pictures[:: max(len(pictures) // 6, 1)]
    width, height = some[0].size
    sheet = Image.new("RGB", (width * len(some), height))
    for number, picture in enumerate(some):
        sheet.paste(picture, (number * width, 0))
    return sheet


def page(clips: list[tuple[Clip, str]], stills: list[tuple[Still, str]]) -> str:
    """The page of the gallery, in Markdown."""
    lines = [
        "# Gallery",
        "",
        "Made by `python -m benchmarks.gallery` from the race files that come with the program.",
        "",
    ]
    shown_things: list[tuple[Still | Clip, str]] = [*clips, *stills]
    for thing, file in shown_things:
        width = 270 if thing.layout is TALL else 360 if thing.layout in (SQUARE, PORTRAIT) else 640
        words = f"{thing.words} ({race_name(replay_of(thing.race))})"
        lines += [f'<img src="gallery/{file}" width="{width}" alt="{words}">', "", words, ""]
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=Path("docs"), metavar="FOLDER", help="where the page goes (docs)")
    parser.add_argument("--only", metavar="NAME", help="draw one picture, and leave the page as it is")
    asked = parser.parse_args()
    folder = asked.to / "gallery"
    folder.mkdir(parents=True, exist_ok=True)
    clips, stills = [], []
    for clip in CLIPS:
        if asked.only in (None, clip.name):
            clips.append((clip, write_clip(clip, folder)))
            print(folder / clips[-1][1], flush=True)
    for still in STILLS:
        if asked.only in (None, still.name):
            stills.append((still, write_still(still, folder)))
            print(folder / stills[-1][1], flush=True)
    if asked.only is None:
        (asked.to / "gallery.md").write_text(page(clips, stills), encoding="utf-8")


if __name__ == "__main__":
    main()
