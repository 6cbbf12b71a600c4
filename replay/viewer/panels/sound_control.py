"""The loudspeaker on the bar: a click turns the sound off and on, its rail beside it says how loud it is."""

from __future__ import annotations

import pygame

from replay.base.look import ACCENT, SECOND, TEXT
from replay.viewer.playing.volume import LOUDEST, Volume

SPEAKER_PX, RAIL_PX, BETWEEN_PX = 22, 64, 8
"""Width and height of the loudspeaker, length of the rail, and what is between them."""

_MARGIN_PX, _WORDS_Y_PX = 20, 42
"""From the side of the bar; the middle of its lower line."""

_NARROW_PX = 560
"""In a bar narrower than this there is the loudspeaker alone."""

_STEP = 5
"""Per cent: what the rail is fine to."""


def sound_area(bar: pygame.Rect) -> pygame.Rect:
    """Loudspeaker and rail, at the right end of the bar's lower line."""
    width = SPEAKER_PX if bar.width < _NARROW_PX else SPEAKER_PX + BETWEEN_PX + RAIL_PX
    top = bar.top + _WORDS_Y_PX - SPEAKER_PX // 2
    return pygame.Rect(bar.right - _MARGIN_PX - width, top, width, SPEAKER_PX)


def level_at(bar: pygame.Rect, x_px: float) -> int | None:
    """How loud it is at a place of the rail, per cent; None on the loudspeaker."""
    area = sound_area(bar)
    left = area.left + SPEAKER_PX + BETWEEN_PX
    if x_px < left - BETWEEN_PX / 2:
        return None
    share = min(max((x_px - left) / RAIL_PX, 0.0), 1.0)
    return round(share * LOUDEST / _STEP) * _STEP


def draw_sound(surface: pygame.Surface, bar: pygame.Rect, volume: Volume) -> None:
    """The loudspeaker with its waves, or crossed out, and the rail as far as it is loud."""
    area = sound_area(bar)
    x, y = area.left + 2, area.centery
    colour = SECOND if volume.muted else TEXT
    cone = [(x, y - 3), (x + 4, y - 3), (x + 9, y - 8), (x + 9, y + 8), (x + 4, y + 3), (x, y + 3)]
    pygame.draw.polygon(surface, colour, cone)
    if volume.muted:
        for way in (1, -1):
            pygame.draw.aaline(surface, colour, (x + 12, y - 4 * way), (x + 19, y + 4 * way), 2)
    else:
        for number in range(1, 1 + (volume.level > 0) + (volume.level > LOUDEST // 2)):
            around = pygame.Rect(0, 0, 8 * number, 12 * number)
            around.center = (x + 10, y)
            pygame.draw.arc(surface, colour, around, -1.1, 1.1, 2)
    if area.width > SPEAKER_PX:
        rail = pygame.Rect(area.left + SPEAKER_PX + BETWEEN_PX, y - 2, RAIL_PX, 4)
        loud = rail.copy()
        loud.width = 0 if volume.muted else round(RAIL_PX * volume.level / LOUDEST)
        pygame.draw.rect(surface, SECOND, rail, width=1, border_radius=2)
        pygame.draw.rect(surface, ACCENT, loud, border_radius=2)
        pygame.draw.aacircle(surface, colour, (loud.right, y), 5)
