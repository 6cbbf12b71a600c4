"""Codes of result sheets: why a rider has no ordinary place, and what each says of what happened."""

from __future__ import annotations

from enum import StrEnum


class Crossed(StrEnum):
    """What a status says of the finish line."""

    NO = "no"
    """He did not cross it."""
    IF_TIMED = "if timed"
    """He may have: he did if he has a gap, or stands in the order over the line."""
    IF_PLACED = "if placed"
    """He may have: he did if he has a rank or a gap, or stands in the order over the line."""


class Status(StrEnum):
    """Why a rider has no ordinary place: the codes of UCI result sheets and of the Olympic Data Feed."""

    REL = "REL"
    DSQ = "DSQ"
    DQ = "DQ"
    DNF = "DNF"
    ABD = "ABD"
    AB = "AB"
    RET = "RET"
    OVL = "OVL"
    LAP = "LAP"
    OTL = "OTL"
    HD = "HD"
    DNQ = "DNQ"
    NC = "NC"
    DNS = "DNS"
    NP = "NP"
    WDN = "WDN"
    WDR = "WDR"

    @property
    def words(self) -> str:
        """What it means."""
        return _STATUSES[self][0]

    @property
    def starts(self) -> bool:
        """Whether a rider with this status started, where the file does not say so itself."""
        return _STATUSES[self][1]

    @property
    def crossed(self) -> Crossed:
        """Whether he crossed the finish line."""
        return _STATUSES[self][2]

    @property
    def rides_through(self) -> bool:
        """Whether a rider with this status crossed the line unless something else is told: the race went on for him."""
        return self.demotes or self.crossed is Crossed.IF_PLACED

    @property
    def demotes(self) -> bool:
        """Whether the commissaires took a place away, so that the rank is not the place over the line."""
        return self in (Status.REL, Status.DSQ, Status.DQ)


_STATUSES = {
    Status.REL: ("relegated", True, Crossed.IF_PLACED),
    Status.DSQ: ("disqualified", True, Crossed.IF_TIMED),
    Status.DQ: ("disqualified", True, Crossed.IF_TIMED),
    Status.DNF: ("did not finish", True, Crossed.NO),
    Status.ABD: ("abandoned", True, Crossed.NO),
    Status.AB: ("abandoned", True, Crossed.NO),
    Status.RET: ("retired", True, Crossed.NO),
    Status.OVL: ("overlapped", True, Crossed.IF_TIMED),
    Status.LAP: ("lapped", True, Crossed.IF_TIMED),
    Status.OTL: ("outside the time limit", True, Crossed.IF_PLACED),
    Status.HD: ("outside the time limit (hors délai)", True, Crossed.IF_PLACED),
    Status.DNQ: ("did not qualify", True, Crossed.IF_PLACED),
    Status.NC: ("not classified", True, Crossed.IF_PLACED),
    Status.DNS: ("did not start", False, Crossed.NO),
    Status.NP: ("did not start (non partant)", False, Crossed.NO),
    Status.WDN: ("withdrawn", False, Crossed.NO),
    Status.WDR: ("withdrawn", False, Crossed.NO),
}
"""For each status its meaning, whether the rider started, and whether he crossed the finish line."""
