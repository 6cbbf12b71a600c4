"""The directions in which the variables of a program may go from their base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scipy import sparse


@dataclass(frozen=True, eq=False)
class Directions:
    """As many as variables, or fewer where blocks of them may not go everywhere.

    columns  (size, fewer) one direction in each column
    places   first variables after blocks that may not go everywhere, with the column of each
    """

    columns: sparse.csr_matrix
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, size: int, along: Mapping[int, sparse.csr_matrix]) -> Directions:
        """Those of `size` variables. along: by its first variable, the directions of each block that has fewer."""
        pieces, places, end, width = [], [(0, 0)], 0, 0
        for offset, few in sorted(along.items()):
            pieces += [sparse.eye_array(offset - end, format="csr"), few]
            end, width = offset + few.shape[0], width + offset - end + few.shape[1]
            places.append((end, width))
        pieces.append(sparse.eye_array(size - end, format="csr"))
        return cls(sparse.csr_matrix(sparse.block_diag(pieces, format="csr")), tuple(places))

    def along(self, matrix: sparse.sparray | sparse.spmatrix) -> sparse.csr_matrix:
        """(N, fewer) what rows (N, size) say of the directions."""
        if len(self.places) == 1:
            return sparse.csr_matrix(matrix)
        found = sparse.csr_matrix(matrix @ self.columns)
        found.sort_indices()
        return found

    def place(self, variables: slice) -> slice:
        """The columns of variables that may go everywhere."""
        first, column = max(place for place in self.places if place[0] <= variables.start)
        return slice(variables.start - first + column, variables.stop - first + column)
