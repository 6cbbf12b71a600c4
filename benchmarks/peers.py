"""A simple race drawn by other means, as their users draw such things: an oval, seven dots with tags, a clock.

Each makes an MP4 of 1280x720 at 60 frames a second with x264, in the library's own usual way. What they need beyond
this program is in `benchmarks/peers.txt`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

SIZE, FPS = (1280, 720), 60
RIDERS = tuple(zip(("KEN", "AWA", "LAV", "GLA", "HOO", "BOT", "PAC"), range(7), strict=True))
COLOURS = ((49, 99, 219), (235, 181, 33), (214, 62, 83), (33, 160, 96), (230, 120, 40), (93, 173, 226), (150, 90, 200))
BOARDS, GROUND, INK = (205, 160, 105), (18, 26, 48), (255, 255, 255)
OUTER = (190, 130, 1090, 590)
INNER = (300, 230, 980, 490)
TAG_PX, CLOCK_PX, DOT_PX = 18, 40, 10


def where(rider: int, time_s: float) -> tuple[float, float]:
    """The centre of a rider's dot, px: once around in 15 s."""
    turn = 2 * math.pi * (time_s / 15 - 0.02 * rider)
    return 640 + 395 * math.cos(turn), 360 + 180 * math.sin(turn)


def drawn_by(name: str, path: Path, frames: int) -> None:
    """Make the film by one of `PEERS`."""
    PEERS[name](path, frames)


def by_matplotlib(path: Path, frames: int) -> None:
    """A figure whose artists are moved by FuncAnimation, saved with the library's writer for ffmpeg."""
    matplotlib: Any = import_module("matplotlib")
    matplotlib.use("Agg")
    pyplot: Any = import_module("matplotlib.pyplot")
    animation: Any = import_module("matplotlib.animation")
    patches: Any = import_module("matplotlib.patches")
    matplotlib.rcParams["animation.ffmpeg_path"] = import_module("imageio_ffmpeg").get_ffmpeg_exe()
    figure = pyplot.figure(figsize=(SIZE[0] / 100, SIZE[1] / 100), dpi=100, facecolor=_share(GROUND))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
    axes.axis("off")
    for (left, top, right, bottom), colour in ((OUTER, BOARDS), (INNER, GROUND)):
        middle = (left + right) / 2, (top + bottom) / 2
        axes.add_patch(patches.Ellipse(middle, right - left, bottom - top, color=_share(colour)))
    dots = [axes.plot([], [], "o", ms=14, color=_share(COLOURS[rider]))[0] for _, rider in RIDERS]
    tags = [axes.text(0, 0, tag, color="w", fontsize=11) for tag, _ in RIDERS]
    clock = axes.text(40, 70, "", color="w", fontsize=28)

    def move(number: int) -> list[Any]:
        for (_, rider), dot, tag in zip(RIDERS, dots, tags, strict=True):
            x, y = where(rider, number / FPS)
            dot.set_data([x], [y])
            tag.set_position((x - 14, y - 16))
        clock.set_text(f"{number / FPS:.2f}")
        return [*dots, *tags, clock]

    film = animation.FuncAnimation(figure, move, frames=frames, blit=True)
    film.save(str(path), writer=animation.FFMpegWriter(fps=FPS))
    pyplot.close(figure)


def by_moviepy(path: Path, frames: int) -> None:
    """A clip whose pictures a function makes, with Pillow, as the library's own examples do."""
    moviepy: Any = import_module("moviepy")
    clip = moviepy.VideoClip(_picture, duration=frames / FPS)
    clip.write_videofile(str(path), fps=FPS, logger=None)


def by_pillow(path: Path, frames: int) -> None:
    """Pictures of Pillow into the pipe of imageio-ffmpeg."""
    writer: Any = import_module("imageio_ffmpeg").write_frames(str(path), SIZE, fps=FPS)
    writer.send(None)
    for number in range(frames):
        writer.send(_picture(number / FPS).tobytes())
    writer.close()


def by_pygame(path: Path, frames: int) -> None:
    """A pygame surface, read back for imageio's writer with its defaults."""
    pygame: Any = import_module("pygame")
    imageio: Any = import_module("imageio.v2")
    pygame.font.init()
    surface = pygame.Surface(SIZE)
    small, large = pygame.font.Font(None, TAG_PX + 4), pygame.font.Font(None, CLOCK_PX + 8)
    with imageio.get_writer(str(path), fps=FPS) as writer:
        for number in range(frames):
            surface.fill(GROUND)
            for (left, top, right, bottom), colour in ((OUTER, BOARDS), (INNER, GROUND)):
                pygame.draw.ellipse(surface, colour, (left, top, right - left, bottom - top))
            for tag, rider in RIDERS:
                x, y = where(rider, number / FPS)
                pygame.draw.circle(surface, COLOURS[rider], (x, y), DOT_PX)
                surface.blit(small.render(tag, True, INK), (x - 14, y - 30))
            surface.blit(large.render(f"{number / FPS:.2f}", True, INK), (40, 40))
            writer.append_data(pygame.surfarray.array3d(surface).swapaxes(0, 1))


PEERS: dict[str, Callable[[Path, int], None]] = {
    "matplotlib, FuncAnimation": by_matplotlib,
    "moviepy, Pillow": by_moviepy,
    "Pillow, imageio-ffmpeg": by_pillow,
    "pygame, imageio": by_pygame,
}


def _picture(time_s: float) -> NDArray[np.uint8]:
    """The picture of a time, (720, 1280, 3)."""
    picture = Image.new("RGB", SIZE, GROUND)
    draw = ImageDraw.Draw(picture)
    draw.ellipse(OUTER, fill=BOARDS)
    draw.ellipse(INNER, fill=GROUND)
    for tag, rider in RIDERS:
        x, y = where(rider, time_s)
        draw.ellipse((x - DOT_PX, y - DOT_PX, x + DOT_PX, y + DOT_PX), fill=COLOURS[rider])
        draw.text((x - 14, y - 32), tag, font=ImageFont.load_default(TAG_PX), fill=INK)
    draw.text((40, 40), f"{time_s:.2f}", font=ImageFont.load_default(CLOCK_PX), fill=INK)
    return np.asarray(picture)


def _share(colour: tuple[int, int, int]) -> tuple[float, float, float]:
    """A colour as shares of one."""
    red, green, blue = colour
    return red / 255, green / 255, blue / 255
