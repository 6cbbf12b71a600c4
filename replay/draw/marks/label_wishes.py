"""Who wants which label in a picture, and on which sides of the riders it may stand.

Arrays have one index a rider, in the order of the frame, and the last for the pacer; whoever is not there wants none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from replay.base.easing import smoothstep
from replay.base.units import Floats
from replay.draw.marks.boards_marks import RING_RADIUS_M
from replay.draw.marks.label_spots import Measures, Side
from replay.draw.marks.mark_layers import chip_layer, name_tag, pacer_tag
from replay.draw.marks.rider_spots import HALF_BIKE_M, RiderSpots, rider_spots
from replay.draw.pixels.boxes import boxes_of_rects
from replay.draw.pixels.layers import Layer
from replay.draw.pixels.rectangles import Rect
from replay.draw.style.theme import Style
from replay.scene.frame.body import HEAD_M, PACER_HEAD_M
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import Layout
from replay.scene.frame.riders import RiderLook

_SPACIOUS, _SMALLEST_CHIP = 12, 0.65
"""Chips of more riders than this shrink, as their area is shared out, down to this share of their height."""

_LEAVES_M = 1.5
"""The pacer's tag goes while the leader comes up to him, within so much."""

_SIDEWAYS = 0.1
"""Where the inside of the bend lies less to one side of the picture than this, nothing stands beside riders."""

_OTHER_WAY, _OTHER_SIDE, _NO_SIDE = 0.5, 0.2, 1.0
"""What it costs a label to stand in line with the riders' way; on the less usual side of them; on none of theirs."""

_BELOW = 0.45
"""What it costs a label to stand below a rider: one looks for it over or beside him."""

_ON_BACK, _DOWN = 1.5, 0.5
"""What it costs a label to stand over the head of one who rides straight down the picture, where his back is, and from
which part of that on."""

_TIP = 8
"""Between a head, wheels or a back and the line to a label, px of the reference size."""

_FARTHEST = 1.5
"""Riders outside of where text may stand by more than this many times a label's height have none."""

_WIDE = 1.3
"""In a wide picture riders ride upright if they ride so many times as much down it as across."""


@dataclass(frozen=True, slots=True, eq=False)
class Wishes:
    """What labels are wanted in one picture.

    panels   boxes (M, 4) of what labels keep off beside heads
    weight   how much each is wanted, 0 to 1
    named    who wants the surname
    away     the leader who is away and has his label by himself
    ranked   riders and pacer, the most important first
    upright  whether they ride up or down the picture
    """

    frame: Frame
    style: Style
    panels: Floats
    spots: RiderSpots
    weight: Floats
    named: NDArray[np.bool_]
    away: int | None
    ranked: tuple[int, ...]
    upright: bool

    @classmethod
    def of(cls, frame: Frame, style: Style, avoid: Sequence[Rect]) -> Wishes:
        """The wishes of a frame, which shows somebody."""
        spots = _spots(frame, style)
        weight = _weights(frame, style, spots)
        named = np.array([state.look.name in frame.overlay.named for state in frame.riders] + [False])
        across, down = np.abs(spots.way[weight > 0]).mean(axis=0) if (weight > 0).any() else (1.0, 0.0)
        wide = _WIDE if frame.layout is Layout.LANDSCAPE else 1.0
        away = (k for k, state in enumerate(frame.riders) if state.leader and frame.overlay.lead is not None)
        return cls(
            frame=frame,
            style=style,
            panels=boxes_of_rects(avoid),
            spots=spots,
            weight=weight,
            named=named,
            away=next(away, None),
            ranked=_ranked(frame, named),
            upright=bool(down > across * wide),
        )

    def layer(self, who: int, *, named: bool, leads: bool) -> Layer:
        """The label of a rider, or of the pacer. leads: whether it is as large as that of the leader."""
        if who == len(self.frame.riders):
            return pacer_tag(self.style)
        look = self.frame.riders[who].look
        if named:
            if self.style.sizes.compact:
                # A narrow picture has room for the name alone, on the colour by which one knows him.
                return chip_layer(self.style, look.display, look.kit.chip, self.style.px(self.style.sizes.leader_chip))
            return name_tag(self.style, look.marker, look.kit.chip, look.display)
        return _chip(self.style, look, len(self.frame.riders), leads=leads)

    def side_costs(self, who: int) -> Floats:
        """What each side costs a label at least (4,), in their order.

        Over those who ride across the picture, beside those who ride up or down it: towards the infield, but the
        leader's who is away on the other side.
        """
        there = self.weight > 0
        inside = float(self.spots.inside[there].mean()) if there.any() else 0.0
        way = -1.0 if who == self.away and self.named[who] else 1.0
        left, right = (0.0, _OTHER_SIDE) if way * inside < 0 else (_OTHER_SIDE, 0.0)
        beside = _NO_SIDE * (1 - min(abs(inside) / _SIDEWAYS, 1.0)) + (0.0 if self.upright else _OTHER_WAY)
        down = float(self.spots.way[there, 1].mean()) if there.any() else 0.0
        above = (_OTHER_WAY if self.upright else 0.0) + _ON_BACK * max(down - _DOWN, 0.0) / (1 - _DOWN)
        return np.array([above, beside + left, beside + right, _BELOW])

    @property
    def there(self) -> NDArray[np.bool_]:
        """Who is before the camera (N,)."""
        found = self.spots.in_front.copy()
        found[-1] &= self.frame.pacer is not None
        return found

    @property
    def avoid(self) -> Floats:
        """Boxes (M, 4) of what labels keep off: panels, and heads."""
        return np.concatenate([self.panels, self.spots.faces[self.there]])

    def own_head(self, who: int) -> int:
        """Where the head of one who is there is among the boxes to be avoided."""
        return len(self.panels) + int(np.count_nonzero(self.there[:who]))

    def anchors(self, side: Side) -> Floats:
        """Where lines to labels on a side begin (N, 2)."""
        spots = self.spots
        if side is Side.ABOVE:
            # Seen from above a rider who leans has his wheels farther up in the picture than his head.
            return np.stack([spots.heads[:, 0], np.minimum(spots.heads[:, 1], spots.bodies[:, 1])], axis=1)
        if side is Side.BELOW:
            return np.stack([spots.grounds[:, 0], spots.bodies[:, 3]], axis=1)
        edge = -spots.left if side is Side.LEFT else spots.right
        return spots.middles + np.stack([edge, np.zeros(len(edge))], axis=1)

    def tips(self, side: Side) -> Floats:
        """How far outwards of the anchors of a side lines begin (N,), px: beside a rider they begin at his back."""
        spots, gap = self.spots, self.style.px(_TIP)
        if side in (Side.ABOVE, Side.BELOW):
            return np.full(len(spots.heads), float(gap))
        edge = spots.left if side is Side.LEFT else spots.right
        return -np.maximum(edge - spots.trunk - gap, 0.0)

    @property
    def measures(self) -> Measures:
        """Lengths of the layout."""
        style = self.style
        return Measures(style.px(26), max(style.px(4), 4))


def riders_seen(frame: Frame, style: Style) -> tuple[Rect, ...]:
    """Boxes around all who are in a picture, px."""
    if not frame.riders:
        return ()
    spots = _spots(frame, style)
    width, height = style.size_px
    found = []
    for (left, top, right, bottom), there in zip(spots.bodies.tolist(), spots.in_front.tolist(), strict=True):
        if there and right > 0 and bottom > 0 and left < width and top < height:
            found.append((round(left), round(top), round(right - left), round(bottom - top)))
    return tuple(found)


def _spots(frame: Frame, style: Style) -> RiderSpots:
    """Where riders are, and last the pacer; one who is not there is where the first rider is."""
    scale = style.sizes.figure_scale
    pacer = frame.pacer or frame.riders[0].pose
    poses = [*(state.pose for state in frame.riders), pacer]
    ringed = [state.look.name == frame.overlay.ring for state in frame.riders] + [False]
    around = np.where(ringed, RING_RADIUS_M, HALF_BIKE_M * scale)
    heads = np.array([HEAD_M] * len(frame.riders) + [PACER_HEAD_M if frame.pacer else HEAD_M])
    return rider_spots(frame.camera, poses, style.size_px, scale=scale, head_m=heads, around_m=around)


def _weights(frame: Frame, style: Style, spots: RiderSpots) -> Floats:
    """How much each has a label: not who is out of the picture, nor a pacer behind the leader.

    A pacer has one because he has no number, and looks like a rider from afar.
    """
    left, top, width, height = style.safe
    middle = (spots.bodies[:, :2] + spots.bodies[:, 2:]) / 2
    beyond = np.abs(middle - (left + width / 2, top + height / 2)) - (width / 2, height / 2)
    high = _FARTHEST * style.px(style.sizes.rider_chip)
    weight = np.where(spots.in_front, np.clip(1 - beyond.max(axis=1) / high, 0, 1), 0.0)
    if frame.pacer is None:
        weight[-1] = 0.0
        return weight
    leader = next((state.pose for state in frame.riders if state.leader), None)
    if leader is not None:
        ahead = np.subtract(frame.pacer.ground_m, leader.ground_m) @ np.asarray(leader.forward)
        weight[-1] *= smoothstep(float(ahead) / _LEAVES_M)
    return weight


def _ranked(frame: Frame, named: NDArray[np.bool_]) -> tuple[int, ...]:
    """Riders by importance: the leader, who is named, then by place; the pacer last."""
    riders = sorted(
        range(len(frame.riders)),
        key=lambda k: (not frame.riders[k].leader, not named[k], frame.riders[k].place),
    )
    return (*riders, len(riders))


def _chip(style: Style, look: RiderLook, count: int, *, leads: bool) -> Layer:
    """A rider's chip. count: riders of the race; the chips of many are smaller, but not the leader's."""
    sizes = style.sizes
    share = max(min((_SPACIOUS / count) ** 0.5, 1.0), _SMALLEST_CHIP)
    return chip_layer(
        style, look.marker, look.kit.chip, style.px(sizes.leader_chip if leads else sizes.rider_chip * share)
    )
