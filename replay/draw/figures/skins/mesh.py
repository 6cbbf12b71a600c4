"""Triangles of a figure: lofts turned into arrays once, put in place from the named points of a moment.

A ring's middle is a weighted sum of named points, so all middles are one matrix times the points, and so are the lines
along which the skins run. Around each middle stands the ring's section, in axes across, over and along that line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.figures.skins.lofts import Detail, Loft, Material, Mesh, Ring
from replay.scene.frame.pinhole import Point

Indexes = NDArray[np.intp]

MATERIALS = tuple(Material)
"""In the order of their numbers in a mesh."""

_NUMBER = {material: number for number, material in enumerate(MATERIALS)}

_SIDES: Mapping[Detail, Mapping[Mesh, int]] = {
    Detail.FAR: {Mesh.TUBE: 3, Mesh.BODY: 6, Mesh.WHEEL: 8},
    Detail.MEDIUM: {Mesh.TUBE: 4, Mesh.BODY: 8, Mesh.WHEEL: 14},
    Detail.NEAR: {Mesh.TUBE: 6, Mesh.BODY: 14, Mesh.WHEEL: 28},
}
"""How many sides skins have."""

_BETWEEN = {Detail.FAR: 1, Detail.MEDIUM: 1, Detail.NEAR: 2}
"""Into how many steps the way from one ring of a smooth loft to the next is cut."""


@dataclass(frozen=True, slots=True, eq=False)
class Rings:
    """Where the rings of lofts stand: weights of the named points, and the rows that give the direction to the left.

    weights  (2 * rings, names) of the middles, then of the lines along which the skins run
    across   (rings,)
    """

    weights: Floats
    across: Indexes


@dataclass(frozen=True, slots=True, eq=False)
class FigureMesh:
    """A figure at one level of detail.

    names      of the points, in the order of the weights of the rings
    ring       (corners,) the ring on which each corner stands
    section    (corners, 5) how far it is across and over from the ring's middle, and which way the skin faces: across,
               over and along
    shade      (corners,) how much light gets there
    source     (vertices,) the corner that each vertex stands on; one corner has as many as it has materials
    materials  (vertices,) numbers in `MATERIALS`
    triangles  (triangles, 3) vertices, counter-clockwise from outside
    """

    names: tuple[str, ...]
    rings: Rings
    ring: NDArray[np.int32]
    section: Floats
    shade: Floats
    source: NDArray[np.int32]
    materials: Indexes
    triangles: NDArray[np.int32]

    def stands(self, points: Mapping[str, Point]) -> tuple[Floats, Floats]:
        """The middles of the rings, then the lines along their skins (2 * rings, 3), and the directions to their left
        (rings, 3), with the named points of a moment, in the bicycle's frame."""
        named = np.array([points[name] for name in self.names])
        return self.rings.weights @ named, named[self.rings.across]


def figure_mesh(lofts: Iterable[Loft], rest: Mapping[str, Point], detail: Detail) -> FigureMesh:
    """The mesh of lofts at a level of detail. rest: points of any usual pose, for how steep skins are."""
    drawn = [loft for loft in lofts if loft.detail <= detail <= loft.until]
    names = tuple(dict.fromkeys(name for loft in drawn for name in _names(loft)))
    builder = _Builder(names, np.array([rest[name] for name in names]), detail)
    for kind in Mesh:
        builder.add([loft for loft in drawn if loft.mesh is kind], _SIDES[detail][kind])
    return builder.mesh()


def _names(loft: Loft) -> Iterator[str]:
    yield loft.across
    if loft.along:
        yield loft.along
    for ring in loft.rings:
        yield from (name for name, _ in ring.at)


class _Builder:
    """Collects lofts into arrays."""

    def __init__(self, names: Sequence[str], rest: Floats, detail: Detail) -> None:
        self._names = names
        self._rest = rest
        self._detail = detail
        self._sections: list[Floats] = []
        self._ring: list[Indexes] = []
        self._shade: list[Floats] = []
        self._faces: list[NDArray[np.intp]] = []
        self._rings: list[tuple[Floats, Floats, Indexes]] = []
        self._corners = self._ring_count = 0

    def add(self, lofts: Sequence[Loft], sides: int) -> None:
        """Lofts that have equally many sides."""
        if not lofts:
            return
        for loft in lofts:
            sections = self._turned(loft, sides)
            self._sections.append(sections.reshape(-1, 5))
            self._ring.append(np.repeat(np.arange(len(sections)) + self._ring_count, sides))
            self._ring_count += len(sections)

    def mesh(self) -> FigureMesh:
        faces = np.concatenate(self._faces)
        pairs = faces[:, :3] * len(MATERIALS) + faces[:, 3:]
        used, triangles = np.unique(pairs.ravel(), return_inverse=True)
        return FigureMesh(
            names=tuple(self._names),
            rings=Rings(
                np.concatenate([rings[kind] for kind in (0, 1) for rings in self._rings]),
                np.concatenate([across for _, _, across in self._rings]),
            ),
            ring=np.concatenate(self._ring).astype(np.int32),
            section=np.concatenate(self._sections),
            shade=np.concatenate(self._shade),
            source=(used // len(MATERIALS)).astype(np.int32),
            materials=used % len(MATERIALS),
            triangles=triangles.reshape(-1, 3).astype(np.int32),
        )

    def _turned(self, loft: Loft, sides: int) -> Floats:
        """The sections of a loft (rings, sides, 5), as a mesh has them; its rings, faces and shades are noted down."""
        table = self._table(loft)
        steps = _steps(len(loft.rings), _BETWEEN[self._detail] if loft.smooth else 1)
        rows = steps @ table
        count = len(self._names)
        middles, wide, up, down, shade = rows[:, :count], *rows[:, count:].T
        angles = _angles(loft, sides)
        sections = _sections(angles, wide, up, down)
        lines = np.zeros_like(middles)
        if loft.along:
            lines[:, self._names.index(loft.along)] = 1.0
        else:
            lines[:] = np.gradient(middles, axis=0)
        run = np.gradient(self._along_m(middles, loft), axis=0)
        rise = np.gradient((wide + up + down) / 3, axis=0)
        self._note(loft, angles, steps, shade)
        across = np.full(len(rows), self._names.index(loft.across), dtype=np.intp)
        self._rings.append((middles, lines, across))
        facing = _facing(angles, wide, up, down, run, rise, capped=loft.capped)
        return np.concatenate([sections, facing], axis=2)

    def _table(self, loft: Loft) -> Floats:
        """(rings, names + 4): weights of the middle, half width, height, depth, and shade."""
        rows = []
        for ring in loft.rings:
            weights = np.zeros(len(self._names))
            for name, share in ring.at:
                weights[self._names.index(name)] += share
            rows.append([*weights, ring.wide_m, ring.up_m, ring.down_m, ring.shade])
        return np.array(rows)

    def _along_m(self, middles: Floats, loft: Loft) -> Floats:
        """How far along the loft each ring stands at rest."""
        places = middles @ self._rest
        if loft.along:
            return np.asarray(places @ self._rest[self._names.index(loft.along)])
        return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(places, axis=0), axis=1))])

    def _note(self, loft: Loft, angles: Floats, steps: Floats, shade: Floats) -> None:
        rings, sides = len(steps), len(angles)
        self._shade.append(np.repeat(shade, sides))
        plain = replace(loft, stripes=()) if self._detail is Detail.FAR else loft
        faces = np.array([*_faces(plain, angles, rings)], dtype=np.intp)
        faces[:, :3] += self._corners
        self._faces.append(faces)
        self._corners += rings * sides


def _faces(loft: Loft, angles: Floats, rings: int) -> Iterator[tuple[int, int, int, int]]:
    """Triangles of a loft: three corners and the number of the material."""
    sides, per_ring = len(angles), (rings - 1) // (len(loft.rings) - 1)
    bounds = np.concatenate([angles, [angles[0] + 2 * np.pi]])
    folded = np.degrees(np.arcsin(np.sin((bounds[:-1] + bounds[1:]) / 2)))
    worn = _materials(loft.rings)
    for k in range(rings - 1):
        for side in range(sides):
            number = _NUMBER[_material(loft, worn, k // per_ring, float(folded[side]))]
            here, there = k * sides, (k + 1) * sides
            beside = (side + 1) % sides
            yield here + side, here + beside, there + beside, number
            yield here + side, there + beside, there + side, number
    if loft.capped:
        first, last = _NUMBER[worn[0]], _NUMBER[worn[-2]]
        end = (rings - 1) * sides
        for side in range(1, sides - 1):
            yield 0, side + 1, side, first
            yield end, end + side, end + side + 1, last


def _materials(rings: Sequence[Ring]) -> list[Material]:
    found: list[Material] = []
    for ring in rings:
        found.append(ring.material or found[-1])
    return found


def _material(loft: Loft, worn: Sequence[Material], number: int, folded_deg: float) -> Material:
    for stripe in loft.stripes:
        if stripe.first <= number <= stripe.last and stripe.from_deg <= folded_deg <= stripe.to_deg:
            return stripe.material
    return worn[number]


def _angles(loft: Loft, sides: int) -> Floats:
    """Where the corners of a section stand, from the left over the top: even, but for those at a stripe's edges."""
    angles = np.linspace(0.0, 2 * np.pi, sides, endpoint=False)
    edges = [edge for stripe in loft.stripes for edge in (stripe.from_deg, stripe.to_deg) if abs(edge) < 90.0]
    taken: set[int] = set()
    for edge in sorted({turned % 360.0 for each in edges for turned in (each, 180.0 - each)}):
        apart = np.abs((np.degrees(angles) - edge + 180.0) % 360.0 - 180.0)
        apart[list(taken)] = np.inf
        nearest = int(np.argmin(apart))
        taken.add(nearest)
        angles[nearest] = np.radians(edge)
    return np.sort(angles)


def _sections(angles: Floats, wide: Floats, up: Floats, down: Floats) -> Floats:
    """(rings, sides, 2) corners around the middle: half an ellipse over it, half of another under it."""
    sections = np.zeros((len(wide), len(angles), 2))
    sections[..., 0] = wide[:, None] * np.cos(angles)
    sections[..., 1] = np.where(np.sin(angles) >= 0, up[:, None], down[:, None]) * np.sin(angles)
    return sections


def _facing(
    angles: Floats, wide: Floats, up: Floats, down: Floats, run: Floats, rise: Floats, *, capped: bool
) -> Floats:
    """(rings, sides, 3) unit normals: outwards, tilted where the skin widens or narrows, and at the ends."""
    facing = np.zeros((len(wide), len(angles), 3))
    facing[..., 0] = np.cos(angles) / wide[:, None]
    facing[..., 1] = np.sin(angles) / np.where(np.sin(angles) >= 0, up[:, None], down[:, None])
    facing = _unit(facing) * run[:, None, None]
    facing[..., 2] = -rise[:, None]
    if capped:
        reach = np.abs(run[[0, -1]]) + np.abs(rise[[0, -1]])
        facing[[0, -1], :, 2] += (np.array([-0.8, 0.8]) * reach)[:, None]
    return _unit(facing)


def _steps(rings: int, between: int) -> Floats:
    """(finer rings, rings) weights: a Catmull-Rom spline through the rings, `between` steps from one to the next."""
    if between == 1:
        return np.eye(rings)
    place = np.linspace(0.0, rings - 1, (rings - 1) * between + 1)
    first = np.minimum(place.astype(int), rings - 2)
    t = (place - first)[:, None]
    shares = 0.5 * np.concatenate(
        [-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, -(t**2) + t**3], axis=1
    )
    weights = np.zeros((len(place), rings))
    for offset in range(4):
        knot = np.clip(first + offset - 1, 0, rings - 1)
        np.add.at(weights, (np.arange(len(place)), knot), shares[:, offset])
    return weights


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.sqrt((vectors * vectors).sum(axis=-1))[..., None])
