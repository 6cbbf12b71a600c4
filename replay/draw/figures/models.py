"""A kind of figure: its lofts, and their meshes at each level of detail, made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from replay.draw.figures.skins.lofts import Detail, Loft
from replay.draw.figures.skins.mesh import FigureMesh, figure_mesh
from replay.draw.figures.wheels import Wheel
from replay.scene.frame.pinhole import Point


@dataclass(frozen=True, eq=False)
class Model:
    """A kind of figure.

    rest    its points in a usual pose
    casts   what casts shadows: places joined by a round bone of this radius, metres
    """

    lofts: tuple[Loft, ...]
    rest: Mapping[str, Point]
    wheels: tuple[Wheel, ...]
    casts: tuple[tuple[str, str, float], ...]
    _meshes: dict[Detail, FigureMesh] = field(default_factory=dict)

    def mesh(self, detail: Detail) -> FigureMesh:
        """The figure at a level of detail."""
        if detail not in self._meshes:
            self._meshes[detail] = figure_mesh(self.lofts, self.rest, detail)
        return self._meshes[detail]
