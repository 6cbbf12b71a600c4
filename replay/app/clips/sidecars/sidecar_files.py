"""The files beside a clip: their names, where they may be written, and writing them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from replay.app.build import Replay
from replay.app.clips.sidecars.clip_record import Making, record_of
from replay.app.clips.sidecars.clip_words import about_file, post_text
from replay.app.clips.sidecars.film_words import said_in
from replay.app.clips.sidecars.subtitles import srt, vtt
from replay.base.errors import OutputError
from replay.base.files.whole_file import check_place, same_place, whole_file
from replay.scene.compose import Scene
from replay.video.preset_values import Preset

ENDINGS = {
    "captions": ".srt",
    "web captions": ".vtt",
    "alt text": ".txt",
    "post": ".post.txt",
    "record": ".json",
    "poster": ".png",
}
"""What stands beside a film, and how the name of each ends instead of the film's suffix."""


@dataclass(frozen=True, slots=True)
class SidecarTexts:
    """The contents of the files beside a clip that are text."""

    captions: str
    web_captions: str
    alt_text: str
    post: str
    record: str

    def by_kind(self) -> Mapping[str, str]:
        """Each under its key of ENDINGS."""
        return {
            "captions": self.captions,
            "web captions": self.web_captions,
            "alt text": self.alt_text,
            "post": self.post,
            "record": self.record,
        }


def places_beside(film: Path) -> dict[str, Path]:
    """Where the files beside a film go."""
    return {kind: film.with_name(f"{film.stem}{ending}") for kind, ending in ENDINGS.items()}


def check_places_beside(film: Path, sources: Sequence[str | None], *, overwrite: bool) -> None:
    """Raises OutputError if one of the files beside a film cannot be written, or is one of those that are read."""
    for place in places_beside(film).values():
        if any(source is not None and same_place(place, Path(source)) for source in sources):
            raise OutputError(f"cannot write {place}: it is read for the film; name another film with -o")
        check_place(place, overwrite=overwrite)


def texts_of(replay: Replay, scene: Scene, preset: Preset, making: Making) -> SidecarTexts:
    """What the files beside a film say."""
    said = said_in(scene)
    record = record_of(replay, scene, preset, making, said)
    return SidecarTexts(
        captions=srt(said),
        web_captions=vtt(said),
        alt_text=about_file(scene, said),
        post=f"{post_text(scene)}\n",
        record=json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False) + "\n",
    )


@contextmanager
def written_beside(film: Path, texts: SidecarTexts, poster: bytes, *, overwrite: bool) -> Iterator[None]:
    """Write the files beside a film; they appear when the block is left, and if it fails, none of them does.

    Raises OutputError, before the block, for a place or a disk that does not take them.
    """
    contents = {kind: text.encode("utf-8") for kind, text in texts.by_kind().items()} | {"poster": poster}
    places = places_beside(film)
    with ExitStack() as files:
        for kind, content in contents.items():
            temporary = files.enter_context(whole_file(places[kind], overwrite=overwrite))
            temporary.write_bytes(content)
        yield
        for place in places.values():
            check_place(place, overwrite=overwrite)
