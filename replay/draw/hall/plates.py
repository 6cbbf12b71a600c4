"""Plates: the standing world of each shot, rendered once and kept, as the background of every picture.

Pan, tilt, roll and zoom about a fixed point move a picture by a homography, whatever it shows. So a still shot has
one plate, its picture; a moving shot has plates that each cover a stretch of its views, and the one that fits best is
warped for each picture. A background depends on the velodrome, shot, camera and size alone, never on what was asked
before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from replay.draw.hall.dress.hall_look import PLAIN_HALL, HallLook
from replay.draw.hall.grade import darkened
from replay.draw.hall.plate_files import PlateFiles, content_key
from replay.draw.hall.plate_render import PlateRenderer
from replay.draw.hall.views.lens import (
    PlateLens,
    columns_seen,
    seen_by,
    shot_height_px,
    shot_lenses,
    shot_levels,
)
from replay.draw.hall.views.pan_blur import Smear
from replay.draw.hall.views.plate_levels import (
    Level,
    Plate,
    level_for,
    new_picture,
    smear_into,
    smeared_one,
    warp_into,
    warped_one,
    with_levels,
)
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.shot import Shot
from replay.track.velodrome import Velodrome

Pixels = NDArray[np.uint8]
Size = tuple[int, int]
Progress = Callable[[float], None]

GLANCE, PREVIEW, FULL = 0, 1, 2
"""Qualities: a plate for a glance has an eighth of the resolution, and is drawn at once; a preview plate has half."""

_RESOLUTIONS = {GLANCE: 0.125, PREVIEW: 0.5, FULL: 1.0}

MEMORY_BYTES = 220_000_000
"""What the plates in memory may take together."""


class PlateStore:
    """Plates of one velodrome, in memory (the latest) and, if a folder is given, on disk.

    quality       GLANCE, PREVIEW or FULL
    memory_bytes  what the plates in memory may take together
    look          colours of the hall, and what is written in it
    """

    def __init__(
        self,
        velodrome: Velodrome,
        *,
        cache_dir: Path | None = None,
        quality: int = FULL,
        memory_bytes: int = MEMORY_BYTES,
        look: HallLook = PLAIN_HALL,
    ) -> None:
        if quality not in _RESOLUTIONS:
            raise ValueError(f"quality is {quality}; it must be one of {sorted(_RESOLUTIONS)}")
        shape = velodrome.shape
        self._measures = (
            shape.lap_m,
            shape.straight_m,
            shape.transition_m,
            shape.banking_deg,
            shape.width_m,
            shape.finish_m,
        )
        self._look = look
        self._velodrome = velodrome
        self._files = None if cache_dir is None else PlateFiles(cache_dir)
        self._resolution = _RESOLUTIONS[quality]
        self._kept = _Kept(memory_bytes)
        self._making: dict[str, Lock] = {}

    @cached_property
    def _renderer(self) -> PlateRenderer:
        """Made for the first plate that is not on disk: it measures the infield."""
        return PlateRenderer(self._velodrome, self._look)

    def background(self, shot: Shot, camera: Camera, size_px: Size, into: Pixels | None = None) -> Pixels:
        """What the camera sees of the empty hall: (height, width, 4) BGRX, contiguous, that of a still shot read-only.

        With its vignette. into: where that of a moving shot is to be made; else in an array of its own.
        Raises ValueError if the views of the shot, or the camera, stand at several places, and for a still shot if the
        camera is not the shot's.
        """
        if shot.still:
            return self._still(shot, camera, size_px)
        if camera.eye_m != shot.views[0].eye_m:
            raise ValueError(f"shot {shot.id}: the camera does not stand where the shot's views do")
        view = PlateLens.of(camera, size_px)
        levels, lenses = shot_levels(shot.views, size_px), shot_lenses(shot.views, size_px)
        inside = dict(zip(lenses, seen_by(lenses, view), strict=True))
        shares = {lens: float(inside[lens].mean()) for lens in lenses}
        best, *others = sorted(lenses, key=lambda lens: _fitness(lens, view, shares[lens]), reverse=True)
        plate = self._plate(best, shot_height_px(best, shot.views, size_px), levels)
        first = level_for(plate, view)
        closed = None if camera.closes is None else PlateLens.of(camera.closes, size_px)
        smear = Smear.of(view, closed, first.lens.focal_px / view.focal_px)
        picture = warped_one(first, view, into) if smear is None else smeared_one(first, view, smear)
        for lens in others if shares[best] < 1 else ():
            columns = columns_seen(inside[lens], view)
            if columns is not None:
                level = level_for(self._plate(lens, shot_height_px(lens, shot.views, size_px), levels), view)
                if smear is None:
                    warp_into(picture, level, view, columns)
                else:
                    smear_into(picture, level, view, smear)
        vignette = self._look.colours.vignette
        if smear is None:
            return darkened(picture, vignette)
        whole = new_picture(view) if into is None else into
        smear.blurred(picture, whole, vignette)
        return whole

    def prepare(self, shot: Shot, size_px: Size, progress: Progress | None = None) -> None:
        """Render, or fetch from disk, what the shot needs; progress is told the share done, 0 to 1."""
        lenses = shot_lenses(shot.views, size_px)
        for number, lens in enumerate(lenses):
            height_px = shot_height_px(lens, shot.views, size_px)
            self._plate(lens, height_px, shot_levels(shot.views, size_px), _part_of(progress, number, len(lenses)))
        if shot.still:
            self._still(shot, shot.views[0], size_px)
        if progress is not None:
            progress(1.0)

    def has(self, shot: Shot, size_px: Size, *, on_disk: bool = False) -> bool:
        """Whether all that the shot needs is in memory; or, if asked, there or on disk."""
        levels = shot_levels(shot.views, size_px)
        for lens in shot_lenses(shot.views, size_px):
            height_px = shot_height_px(lens, shot.views, size_px)
            finished = shot.still and (lens, 0, size_px[1]) in self._kept
            if finished or (lens, levels, height_px) in self._kept:
                continue
            if (
                not on_disk
                or self._files is None
                or not self._is_on_disk(self._files, *self._rendered(lens, height_px))
            ):
                return False
        return True

    def _is_on_disk(self, files: PlateFiles, rendered: PlateLens, height_px: int) -> bool:
        return files.has(self._key(rendered, height_px), (rendered.size_px[1], rendered.size_px[0]))

    def forget_others(self, shots: Iterable[tuple[Shot, Size]]) -> None:
        """Let go of all plates in memory but those of these shots; the disk has the others, if they come again.

        Where the disk keeps nothing they stay, as far as there is room.
        """
        if self._files is not None and self._files.keeps:
            self._kept.only({key for shot, size_px in shots for key in _keys(shot, size_px)})

    def forget(self) -> None:
        """Let go of all plates in memory: nobody is expected to ask any more."""
        self._kept.only(())

    def draw_ahead(self, shot: Shot, size_px: Size, progress: Progress) -> bool:
        """Draw what the shot needs and is not on disk, and keep it there alone; False if nothing can be kept there."""
        for lens in shot_lenses(shot.views, size_px):
            if self._files is None or not self._files.keeps:
                return False
            rendered, height_px = self._rendered(lens, shot_height_px(lens, shot.views, size_px))
            if not self._is_on_disk(self._files, rendered, height_px):
                self._pixels(rendered, height_px, progress)
        return True

    def _still(self, shot: Shot, camera: Camera, size_px: Size) -> Pixels:
        if camera != shot.views[0]:
            raise ValueError(f"shot {shot.id} is still, but the camera is not that of the shot")
        lens = PlateLens.of(camera, size_px)
        kept = self._kept.get((lens, 0, size_px[1]))
        if kept is None:
            picture = darkened(warped_one(self._plate(lens, size_px[1], 1)[0], lens), self._look.colours.vignette)
            picture.flags.writeable = False
            kept = (Level(lens, picture),)
            self._kept.drop((lens, 1, size_px[1]))
            self._kept.put((lens, 0, size_px[1]), kept)
        return kept[0].pixels

    def _plate(self, lens: PlateLens, height_px: int, levels: int, progress: Progress | None = None) -> Plate:
        kept = self._kept.get((lens, levels, height_px))
        if kept is None:
            rendered, rendered_height_px = self._rendered(lens, height_px)
            kept = with_levels(Level(rendered, self._pixels(rendered, rendered_height_px, progress)), levels)
            self._kept.put((lens, levels, height_px), kept)
        return kept

    def _rendered(self, lens: PlateLens, height_px: int) -> tuple[PlateLens, int]:
        """The lens and height of picture of a plate as it is drawn: of a preview at half the resolution."""
        rendered = lens if self._resolution == 1.0 else lens.scaled(self._resolution)
        return rendered, round(height_px * self._resolution)

    def _key(self, lens: PlateLens, height_px: int) -> str:
        return content_key(self._measures, self._look, lens, height_px)

    def _pixels(self, lens: PlateLens, height_px: int, progress: Progress | None) -> Pixels:
        """From disk, or rendered and then kept on disk. Who asks for what another thread is making waits for it."""
        key, shape = self._key(lens, height_px), (lens.size_px[1], lens.size_px[0])
        with self._making.setdefault(key, Lock()):  # in one step, whichever thread asks
            found = None if self._files is None else self._files.load(key, shape)
            if found is None:
                found = self._renderer.pixels(lens, picture_height_px=height_px, progress=progress)
                if self._files is not None:
                    self._files.save(key, found)
        return found


_Key = tuple[PlateLens, int, int]
"""The lens, number of resolutions (0: a finished picture), height of the picture."""


class _Kept:
    """The latest plates, up to a number of bytes; the one used least lately goes first. Safe for threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._plates: OrderedDict[_Key, Plate] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, key: _Key) -> bool:
        return key in self._plates

    def get(self, key: _Key) -> Plate | None:
        with self._lock:
            if key in self._plates:
                self._plates.move_to_end(key)
            return self._plates.get(key)

    def put(self, key: _Key, plate: Plate) -> None:
        with self._lock:
            self._plates[key] = plate
            while len(self._plates) > 1 and self._bytes() > self._most_bytes:
                self._plates.popitem(last=False)

    def only(self, keys: Collection[_Key]) -> None:
        with self._lock:
            for key in [key for key in self._plates if key not in keys]:
                del self._plates[key]

    def drop(self, key: _Key) -> None:
        with self._lock:
            self._plates.pop(key, None)

    def _bytes(self) -> int:
        return sum(level.pixels.nbytes for plate in self._plates.values() for level in plate)


def _keys(shot: Shot, size_px: Size) -> Iterator[_Key]:
    """The plates of a shot, as they are kept in memory."""
    levels = shot_levels(shot.views, size_px)
    for lens in shot_lenses(shot.views, size_px):
        yield lens, levels, shot_height_px(lens, shot.views, size_px)
        if shot.still:
            yield lens, 0, size_px[1]


def _fitness(lens: PlateLens, view: PlateLens, share: float) -> tuple[float, float, float]:
    """What makes a lens the best for a view: it holds all of it, it is as sharp, it is no sharper than needed."""
    sharpness = lens.focal_px / view.focal_px
    return round(share, 3), round(min(sharpness, 1.0), 3), -sharpness


def _part_of(progress: Progress | None, number: int, count: int) -> Progress | None:
    if progress is None:
        return None
    return lambda share: progress((number + share) / count)
