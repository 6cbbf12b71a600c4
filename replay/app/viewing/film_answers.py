"""What a window asks of a replay: who is under the pointer, how riders ride, which facts hold them where they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from replay.app.build import Replay
from replay.app.viewing.fact_entries import VERDICT_WORDS, FactEntry, because, fact_entries
from replay.app.viewing.unsure_remarks import UnsureRemark
from replay.base.figure_words import clock, ordinal
from replay.base.units import KMH_PER_MPS, kmh
from replay.draw.pointed import rider_at
from replay.draw.style.theme import Theme
from replay.motion.outcome import Verdict
from replay.motion.standings import Standings, gap_between, riders_compared, standings_at
from replay.race.story.sentences import listed
from replay.scene.compose import Scene
from replay.scene.frame.frame import Frame
from replay.viewer.answers import ColumnLine, LineKind, RiderCard, RiderCurves, RiderFigures
from replay.viewer.timeline_bar import MarkKind, TimelineMark

_NEAR_S = 12.0
"""Facts of a rider that are farther than this from a moment do not hold him where he is then."""

_MOST = 6
"""So many facts are named of a moment: the nearest."""

_SURE_M = ((0.5, "sure"), (2.0, "nearly sure"), (6.0, "roughly known"), (float("inf"), "a guess between what is known"))
"""How a doubt is called: up to so many metres, one standard deviation."""

_KINDS = {
    Verdict.HELD: (LineKind.STANDS, MarkKind.STANDS),
    Verdict.WITHIN: (LineKind.STANDS, MarkKind.STANDS),
    Verdict.DISPUTED: (LineKind.DISPUTED, MarkKind.DISPUTED),
    Verdict.IMPOSSIBLE: (LineKind.IMPOSSIBLE, MarkKind.IMPOSSIBLE),
    Verdict.MISSED: (LineKind.IMPOSSIBLE, MarkKind.IMPOSSIBLE),
}


class FilmAnswers:
    """Answers about one replay at the video times of one scene."""

    def __init__(self, replay: Replay, scene: Scene, theme: Theme, unsure: Sequence[UnsureRemark] = ()) -> None:
        self._replay, self._scene, self._theme, self._unsure = replay, scene, theme, unsure
        self._looks = {look.name: look for look in scene.looks}

    @cached_property
    def entries(self) -> tuple[FactEntry, ...]:
        return fact_entries(self._replay)

    @property
    def marks(self) -> tuple[TimelineMark, ...]:
        """What is told of moments that the film shows, for its timeline."""
        return tuple(self._marks())

    def order(self, video_time_s: float) -> tuple[str, ...]:
        standings = self._standings(video_time_s)
        return tuple(self._replay.reconstruction.motion.riders[rider] for rider in standings.order)

    def rider_at(self, frame: Frame, size_px: tuple[int, int], spot: tuple[float, float]) -> str | None:
        return rider_at(frame, self._theme, size_px, spot)

    def card(self, video_time_s: float, riders: Sequence[str]) -> RiderCard | None:
        if self._scene.timeline.segment_at(video_time_s).card is not None:
            return None
        standings = self._standings(video_time_s)
        rows = tuple(self._figures(rider, standings) for rider in riders)
        between = self._between(riders[0], riders[1], standings) if len(riders) == 2 else ""
        return RiderCard(rows, between, self._scene.timeline.span_at(video_time_s).beside is not None)

    def curves(self, riders: Sequence[str]) -> RiderCurves | None:
        """From the start to where the later of the two crosses the line, or to where the race is over."""
        if len(riders) != 2:
            return None
        motion = self._replay.reconstruction.motion
        run = riders_compared(motion, motion.index(riders[0]), motion.index(riders[1]))
        one, other = (self._looks[rider] for rider in riders)
        return RiderCurves(
            called=(one.called, other.called),
            chips=(one.kit.chip, other.kit.chip),
            race_s=run.time_s,
            gap_m=run.gap_m,
            speed_kmh=run.ground_mps * KMH_PER_MPS,
            height_m=run.height_m,
        )

    def why(self, video_time_s: float, rider: str | None) -> tuple[ColumnLine, ...]:
        standings = self._standings(video_time_s)
        motion = self._replay.reconstruction.motion
        chosen = motion.riders[standings.leader] if rider is None else rider
        return tuple(self._why(chosen, standings))

    def facts(self) -> tuple[ColumnLine, ...]:
        return tuple(self._facts())

    # How riders ride

    def _standings(self, video_time_s: float) -> Standings:
        segment = self._scene.timeline.segment_at(video_time_s)
        return standings_at(self._replay.reconstruction.motion, segment.race_time(video_time_s))

    def _figures(self, rider: str, standings: Standings) -> RiderFigures:
        motion = self._replay.reconstruction.motion
        index, look = motion.index(rider), self._looks[rider]
        gap = "leads" if index == standings.leader else f"+{standings.gap_s[index]:.1f} s"
        return RiderFigures(
            name=rider,
            called=look.called,
            marker=look.marker,
            chip=look.kit.chip,
            place=ordinal(standings.place(index)),
            gap=gap,
            speed=f"about {kmh(float(motion.ground_speed(standings.time_s)[index])):.0f} km/h",
            height=f"{max(float(standings.state.height_m[index]), 0.0):.1f} m up the boards",
        )

    def _between(self, one: str, other: str, standings: Standings) -> str:
        """The gap between two riders, in seconds and metres, and its doubt in metres."""
        motion = self._replay.reconstruction.motion
        ahead, behind = sorted((motion.index(one), motion.index(other)), key=standings.place)
        metres = float(standings.distance_m[ahead] - standings.distance_m[behind])
        time_s = standings.time_s
        if motion.finish_s[behind] <= time_s:
            gap_s = float(motion.finish_s[behind] - motion.finish_s[ahead])
        else:
            gap_s = gap_between(motion, ahead, behind, time_s)
        names = (self._looks[motion.riders[rider]].called for rider in (ahead, behind))
        seconds = f"{gap_s:.1f} s, " if gap_s == gap_s else ""
        return f"{next(names)} is {seconds}about {max(metres, 0.0):.1f} m ahead of {next(names)}"

    # Why they are where they are

    def _why(self, rider: str, standings: Standings) -> Iterator[ColumnLine]:
        motion, look = self._replay.reconstruction.motion, self._looks[rider]
        index = motion.index(rider)
        yield ColumnLine(look.called, LineKind.TITLE, chip=look.kit.chip)
        place = f"{ordinal(standings.place(index))} of {len(motion.riders)}"
        yield ColumnLine(f"{place}, race time {clock(standings.time_s, 1)}", LineKind.QUIET)
        yield from self._doubt(index, standings)
        mine = sorted(self._about(rider, standings.time_s), key=lambda entry: abs(self._away_s(entry, standings)))
        shown = mine[:_MOST]
        yield ColumnLine(f"WHAT HOLDS {look.called} THERE", LineKind.HEADING)
        if not shown:
            yield ColumnLine("Nothing that is known is near this moment: it is ridden as such races go.")
        for entry in sorted(shown, key=lambda entry: self._away_s(entry, standings)):
            yield from self._entry(entry, self._when(entry, standings))

    def _doubt(self, rider: int, standings: Standings) -> Iterator[ColumnLine]:
        """How sure his place on the track is, and his place in the order."""
        if self._scene.doubt is None:
            return
        sd_m = self._scene.doubt.at(standings.time_s)[rider]
        words = next(words for most, words in _SURE_M if sd_m <= most)
        yield ColumnLine("HOW SURE", LineKind.HEADING)
        yield ColumnLine(f"The place on the track is {words}: give or take {sd_m:.1f} m.")
        if self._scene.closeness.is_about(standings, rider):
            yield ColumnLine("Who is ahead is too close to say: the gap is smaller than its doubt.")

    def _about(self, rider: str, time_s: float) -> list[FactEntry]:
        """Facts about a rider, or about everybody, near a moment; the last and the next that are shown of him."""
        near = []
        for entry in self.entries:
            concerned = not entry.riders or rider in entry.riders
            if concerned and entry.race_s is not None and abs(entry.race_s - time_s) <= _NEAR_S:
                near.append(entry)
        his = [e for e in self.entries if rider in e.riders and e.verdict.stands and e not in near]
        before = [entry for entry in his if entry.race_s is not None and entry.race_s < time_s]
        after = [entry for entry in his if entry.race_s is not None and entry.race_s > time_s]
        return [*near, *before[-1:], *after[:1]]

    def _away_s(self, entry: FactEntry, standings: Standings) -> float:
        return (entry.race_s or 0.0) - standings.time_s

    def _when(self, entry: FactEntry, standings: Standings) -> str:
        away_s = self._away_s(entry, standings)
        if abs(away_s) < 0.5:
            return "now"
        return f"in {away_s:.1f} s" if away_s > 0 else f"{-away_s:.1f} s ago"

    def _entry(self, entry: FactEntry, when: str) -> Iterator[ColumnLine]:
        """A fact with its source and verdict; one that is disputed with the other account."""
        jump_s = self._video_s(entry)
        yield ColumnLine(entry.words, _KINDS[entry.verdict.status][0], jump_s)
        said = " · ".join(part for part in (entry.source, VERDICT_WORDS[entry.verdict.status], when) if part)
        yield ColumnLine(said, LineKind.QUIET)
        if not entry.verdict.stands:
            yield ColumnLine(because(self._replay, entry), LineKind.QUIET)
            for other in self.entries:
                if other.id in entry.verdict.against:
                    account = f"The other account: {other.words} ({other.source})"
                    yield ColumnLine(account, LineKind.QUIET, self._video_s(other))

    def _facts(self) -> Iterator[ColumnLine]:
        counted = {verdict: sum(entry.verdict.status is verdict for entry in self.entries) for verdict in Verdict}
        stand = counted[Verdict.HELD] + counted[Verdict.WITHIN]
        yield ColumnLine("All that is known", LineKind.TITLE)
        parts = [f"{stand} facts are shown"]
        parts += [f"{counted[Verdict.DISPUTED]} disputed"] if counted[Verdict.DISPUTED] else []
        parts += [f"{counted[Verdict.IMPOSSIBLE]} impossible"] if counted[Verdict.IMPOSSIBLE] else []
        yield ColumnLine(listed(parts), LineKind.QUIET)
        for entry in self.entries:
            shown = "" if entry.race_s is None else f"race time {clock(entry.race_s, 1)}"
            yield from self._entry(entry, shown)
        if self._unsure:
            yield from self._held_back()

    def _held_back(self) -> Iterator[ColumnLine]:
        """What is not sure stands in the file as remarks: nothing else of the window knows of it."""
        yield ColumnLine("NOT SURE", LineKind.HEADING)
        yield ColumnLine("Remarks of the race file. Take one in and save: it is shown here at once.", LineKind.QUIET)
        for remark in self._unsure:
            yield ColumnLine(f"line {remark.line}: {remark.fact or 'nothing is written'}")
            yield ColumnLine(f"{remark.reason} · {remark.remedy}", LineKind.QUIET)

    def _marks(self) -> Iterator[TimelineMark]:
        story = {fact.id for fact in self._replay.race.story}
        for entry in self.entries:
            shown_s = self._video_s(entry)
            if entry.id in story and shown_s is not None:
                yield TimelineMark(shown_s, f"{entry.words} ({entry.source})", _KINDS[entry.verdict.status][1])

    def _video_s(self, entry: FactEntry) -> float | None:
        return None if entry.race_s is None else self._scene.timeline.first_shown(entry.race_s)
