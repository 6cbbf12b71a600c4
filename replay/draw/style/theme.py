"""Theme: colours, type and sizes, for each layout at its own reference size.

A Style is a theme bound to one picture: it scales every length, so that a smaller picture is the same picture, smaller.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from replay.base.look import Weight
from replay.draw.hall.dress.hall_colours import DARK_HALL, HallColours
from replay.draw.pixels.rectangles import Rect, Size
from replay.draw.pixels.text import Type
from replay.draw.style.brand_look import NO_BRAND, BrandLook
from replay.draw.style.palette import PALETTE, Palette
from replay.scene.frame.layout import SAFE_AREAS, SIZES_PX, Layout, SafeArea
from replay.scene.frame.shot import Pane


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths and type of one layout, px of its reference size.

    Small pictures are watched on telephones: layouts 1080 px wide have no text under 40 px but the label, and names
    and gaps of 56 px (2.4 and 3.3 mm on a screen 65 mm wide).
    """

    reference_px: Size
    safe_area: SafeArea
    number: Type
    number_beside_lead: Type
    number_side: Type
    number_side_second: Type
    small_caps: Type
    tower_head: Type
    row: Type
    nation: Type
    lead_metres: Type
    lead_seconds: Type
    caption_head: Type
    caption_body: Type
    caption_source: Type
    name_tag: Type
    label: Type
    card_title: Type
    card_event: Type
    card_body: Type
    card_row: Type
    card_note: Type
    card_margin: Type
    map_tag: Type
    gap: float = 18
    padding: float = 26
    radius: float = 6
    tag_radius: float = 4
    chip_radius: float = 3
    bar: float = 4
    shadow_drop: float = 6
    shadow_blur: float = 12
    slide: float = 12
    row_height: float = 48
    row_chip: float = 31
    rider_chip: float = 30
    leader_chip: float = 30
    tick: float = 2
    caption_width: float = 760
    card_row_height: float = 56
    card_chip: float = 36
    card_head: float = 480
    figure_scale: float = 1.0
    lead_band_m: tuple[float, float] = (1.36, 1.54)
    compact: bool = False
    strip: bool = False
    map_width: float = 330
    map_margin: float = 16
    map_dot: float = 7
    map_below_safe: bool = False


_LANDSCAPE = Sizes(
    reference_px=SIZES_PX[Layout.LANDSCAPE],
    safe_area=SAFE_AREAS[Layout.LANDSCAPE],
    number=Type(Weight.BLACK, 186),
    number_beside_lead=Type(Weight.BLACK, 142),
    number_side=Type(Weight.BOLD, 37),
    number_side_second=Type(Weight.SEMIBOLD, 23),
    small_caps=Type(Weight.SEMIBOLD, 23, 0.08),
    tower_head=Type(Weight.SEMIBOLD, 18, 0.08),
    row=Type(Weight.BOLD, 28),
    nation=Type(Weight.SEMIBOLD, 22),
    lead_metres=Type(Weight.BLACK, 92),
    lead_seconds=Type(Weight.BOLD, 54),
    caption_head=Type(Weight.BOLD, 42),
    caption_body=Type(Weight.REGULAR, 28),
    caption_source=Type(Weight.SEMIBOLD, 24),
    name_tag=Type(Weight.BOLD, 36),
    label=Type(Weight.SEMIBOLD, 18, 0.09),
    card_title=Type(Weight.BLACK, 112),
    card_event=Type(Weight.BOLD, 54),
    card_body=Type(Weight.REGULAR, 30),
    card_row=Type(Weight.BOLD, 36),
    card_note=Type(Weight.SEMIBOLD, 22),
    card_margin=Type(Weight.BLACK, 150),
    map_tag=Type(Weight.BOLD, 19),
)
"""For screens."""

_VERTICAL = Sizes(
    reference_px=SIZES_PX[Layout.VERTICAL],
    safe_area=SAFE_AREAS[Layout.VERTICAL],
    number=Type(Weight.BLACK, 200),
    number_beside_lead=Type(Weight.BLACK, 200),
    number_side=Type(Weight.BOLD, 56),
    number_side_second=Type(Weight.SEMIBOLD, 44),
    small_caps=Type(Weight.SEMIBOLD, 40, 0.08),
    tower_head=Type(Weight.SEMIBOLD, 40, 0.04),
    row=Type(Weight.BOLD, 56),
    nation=Type(Weight.SEMIBOLD, 44),
    lead_metres=Type(Weight.BLACK, 160),
    lead_seconds=Type(Weight.BOLD, 64),
    caption_head=Type(Weight.BOLD, 58),
    caption_body=Type(Weight.REGULAR, 42),
    caption_source=Type(Weight.REGULAR, 40),
    name_tag=Type(Weight.BOLD, 56),
    label=Type(Weight.SEMIBOLD, 28, 0.06),
    card_title=Type(Weight.BLACK, 132),
    card_event=Type(Weight.BOLD, 70),
    card_body=Type(Weight.REGULAR, 42),
    card_row=Type(Weight.BOLD, 56),
    card_note=Type(Weight.SEMIBOLD, 40),
    card_margin=Type(Weight.BLACK, 170),
    padding=30,
    radius=8,
    tag_radius=6,
    chip_radius=5,
    bar=6,
    shadow_drop=8,
    shadow_blur=16,
    slide=16,
    row_height=72,
    row_chip=54,
    rider_chip=42,
    leader_chip=60,
    tick=3,
    caption_width=890,
    card_row_height=84,
    card_chip=56,
    figure_scale=1.3,
    lead_band_m=(1.36, 1.64),
    compact=True,
    strip=True,
    map_tag=Type(Weight.BOLD, 40),
    map_width=540,
    map_margin=22,
    map_dot=13,
    map_below_safe=True,
)
"""For telephones."""

_SQUARE = replace(
    _VERTICAL,
    reference_px=SIZES_PX[Layout.SQUARE],
    safe_area=SAFE_AREAS[Layout.SQUARE],
    number=Type(Weight.BLACK, 170),
    number_beside_lead=Type(Weight.BLACK, 170),
    lead_metres=Type(Weight.BLACK, 130),
    card_title=Type(Weight.BLACK, 96),
    card_event=Type(Weight.BOLD, 58),
    card_margin=Type(Weight.BLACK, 120),
    padding=26,
    row_height=64,
    row_chip=50,
    caption_width=972,
    card_row_height=68,
    card_chip=50,
    figure_scale=1.3,
    map_tag=Type(Weight.BOLD, 40),
    map_width=276,
    map_margin=14,
    map_dot=8,
    map_below_safe=False,
    strip=False,
)
"""As vertical, less tall."""

_PORTRAIT = replace(
    _SQUARE,
    reference_px=SIZES_PX[Layout.PORTRAIT],
    safe_area=SAFE_AREAS[Layout.PORTRAIT],
    number=Type(Weight.BLACK, 184),
    number_beside_lead=Type(Weight.BLACK, 184),
    card_title=Type(Weight.BLACK, 116),
    card_margin=Type(Weight.BLACK, 150),
    row_height=70,
    caption_width=952,
    card_row_height=78,
)
"""As square, with a little more."""


def _sizes() -> Mapping[Layout, Sizes]:
    return MappingProxyType(
        {
            Layout.LANDSCAPE: _LANDSCAPE,
            Layout.VERTICAL: _VERTICAL,
            Layout.SQUARE: _SQUARE,
            Layout.PORTRAIT: _PORTRAIT,
        }
    )


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """How everything looks. Two themes are never equal: what is kept for one is never used for another."""

    palette: Palette = PALETTE
    sizes: Mapping[Layout, Sizes] = field(default_factory=_sizes)
    brand: BrandLook = NO_BRAND
    hall: HallColours = DARK_HALL


def with_safe_area(theme: Theme, layout: Layout, area: SafeArea) -> Theme:
    """A theme whose pictures of a layout keep words within other margins."""
    sizes = {**theme.sizes, layout: replace(theme.sizes[layout], safe_area=area)}
    return replace(theme, sizes=MappingProxyType(sizes))


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """A theme for pictures of one layout and size. Made by `style_for`, which gives the same one for the same asked."""

    palette: Palette
    sizes: Sizes
    size_px: Size
    brand: BrandLook = NO_BRAND

    @property
    def scale(self) -> float:
        """Picture pixels for one pixel of the layout's reference size."""
        width, height = self.sizes.reference_px
        return min(self.size_px[0] / width, self.size_px[1] / height)

    def px(self, length: float) -> int:
        """A length of the reference size in whole picture pixels; what is there at all has at least one."""
        return max(round(length * self.scale), 1) if length > 0 else round(length * self.scale)

    def type(self, role: Type) -> Type:
        """A role of the reference size, for this picture."""
        return replace(role, size_px=role.size_px * self.scale)

    @property
    def safe(self) -> Rect:
        """Where text may stand: (x, y, width, height)."""
        return self.sizes.safe_area.box(self.size_px, self.scale)


def scaled(kind: Type, share: float) -> Type:
    """A role of type at a share of its size."""
    return kind if share == 1.0 else replace(kind, size_px=kind.size_px * share)


@lru_cache(maxsize=32)
def style_for(theme: Theme, layout: Layout, size_px: Size) -> Style:
    """The style of a picture."""
    return Style(palette=theme.palette, sizes=theme.sizes[layout], size_px=size_px, brand=theme.brand)


@lru_cache(maxsize=32)
def pane_style(theme: Theme, layout: Layout, size_px: Size, pane: Pane) -> Style:
    """The style of what a shot draws into its part of a picture of that size: as large as in the rest of it.

    Text keeps clear of the picture's edges as elsewhere, and of the pane's own by a gap.
    """
    sizes = theme.sizes[layout]
    wide, tall = sizes.reference_px
    left, top, right, bottom = (
        round(pane[0] * wide),
        round(pane[1] * tall),
        round(pane[2] * wide),
        round(pane[3] * tall),
    )
    area, gap = sizes.safe_area, round(sizes.gap)
    safe = SafeArea(
        top_px=max(area.top_px - top, gap),
        right_px=max(area.right_px - (wide - right), gap),
        bottom_px=max(area.bottom_px - (tall - bottom), gap),
        left_px=max(area.left_px - left, gap),
    )
    own = replace(sizes, reference_px=(right - left, bottom - top), safe_area=safe)
    scale = min(size_px[0] / wide, size_px[1] / tall)
    return Style(
        palette=theme.palette, sizes=own, size_px=(round((right - left) * scale), round((bottom - top) * scale))
    )


DEFAULT_THEME = Theme()
"""Of a painter that is given none."""
