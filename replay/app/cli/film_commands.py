"""Commands around films: presets, view."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from replay.app.cli.command_parts import (
    Commands,
    add_command,
    add_common,
    plan_place,
    race_file_name,
    warn_of_letters,
)
from replay.app.cli.film_options import add_cut, add_picture, add_presets_file, check_together, choice_of, presets_of

if TYPE_CHECKING:
    from replay.app.build import Replay
    from replay.app.filming import Choice
    from replay.scene.compose import Scene
    from replay.scene.frame.frame import Frame
    from replay.viewer.timeline_bar import TimelineMark

WINDOW_SIZE = (1280, 720)
WINDOW_FPS = 60


def add_film_commands(commands: Commands) -> None:
    """presets and view."""
    presets = add_command(commands, "presets", "List the formats of clips.", "presets", _presets)
    add_presets_file(presets)
    text = "Show a replay in a window: space plays, h helps, c changes the camera, d shades the doubt, q leaves."
    example = "view final-a.yaml\nview final-a.yaml --cut finish --calm"
    view = add_command(commands, "view", text, example, _view)
    view.add_argument("race", type=race_file_name, metavar="RACE", help="race file")
    add_cut(view)
    add_picture(view, doubt=False)
    add_common(view)


def _presets(options: argparse.Namespace) -> int:
    from replay.video.presets import TABLE_HEADING, table_rows

    rows = [tuple(TABLE_HEADING), *(tuple(row) for row in table_rows(presets_of(options)))]
    widths = [max(len(str(row[column])) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return 0


THE_CUT = "the cut"


def _view(options: argparse.Namespace) -> int:
    from replay.app.branding import brand_of, theme_of
    from replay.app.filming import painter_of, plates_of
    from replay.app.report import race_name
    from replay.app.solving import solved
    from replay.base.letters.typefaces import use_font
    from replay.draw.hall.plates import PREVIEW
    from replay.scene.camera.wish import NamedCamera
    from replay.viewer.display import check_display
    from replay.viewer.window import PlayedFilm, show

    check_together(options)
    plan = plan_place(options, options.race)
    check_display()
    use_font(options.font)
    brand = brand_of(options.brand)
    replay, _ = solved(Path(options.race), plan=plan, quiet=options.quiet)
    theme = theme_of(replay.race, Path(options.race), brand)
    warn_of_letters(replay.race)
    scenes = _Scenes(replay, choice_of(options, hook=False))
    cut = scenes.of(THE_CUT)
    painter = painter_of(replay.velodrome, WINDOW_SIZE, plates_of(replay.velodrome, quality=PREVIEW), theme)
    film = PlayedFilm(
        title=race_name(replay),
        duration_s=cut.duration_s,
        fps=WINDOW_FPS,
        cameras=(THE_CUT, *map(str, NamedCamera)),
        frame_source=scenes.frame,
        paint=painter.paint,
        marks=_marks(cut),
    )
    show(film)
    return 0


class _Scenes:
    """Scenes of one replay by camera, made when first asked for."""

    def __init__(self, replay: Replay, choice: Choice) -> None:
        self._replay = replay
        self._choice = choice
        self._made: dict[str, Scene] = {}

    def of(self, camera: str) -> Scene:
        from dataclasses import replace

        from replay.app.filming import scene_of
        from replay.scene.camera.wish import Cut
        from replay.scene.frame.layout import Layout

        if camera not in self._made:
            choice = replace(self._choice, camera=None if camera == THE_CUT else camera)
            self._made[camera] = scene_of(self._replay, Layout.LANDSCAPE, Cut.FULL, choice)
        return self._made[camera]

    def frame(self, video_time_s: float, camera: str, doubt: bool) -> Frame:
        from dataclasses import replace

        from replay.scene.compose import frame_at

        return frame_at(replace(self.of(camera), ranges=doubt), video_time_s)


def _marks(scene: Scene) -> tuple[TimelineMark, ...]:
    from replay.viewer.timeline_bar import TimelineMark

    shown = [(cue, scene.timeline.first_shown(cue.time_s)) for cue in scene.cues]
    return tuple(TimelineMark(time, cue.label) for cue, time in shown if time is not None)
