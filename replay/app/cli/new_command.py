"""The command that makes race files from what is published, or an empty one to be filled in."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from replay.app.cli.command_parts import Commands, add_command, race_file_name, say
from replay.base.errors import InputError, OutputError, UsageError

if TYPE_CHECKING:
    from replay.app.drafting.finding_races import RaceFile
    from replay.app.drafting.reading_reports import ReportText
    from replay.base.progress import Progress
    from replay.sources.found import FoundRace

NOTHING_FOUND = InputError.exit_code


def add_new_command(commands: Commands) -> None:
    """new."""
    text = "Make race files from results tables and reports as they are published; alone, write a template."
    new = add_command(commands, "new", text, "new --results results.html -o races", _new)
    results = "results as they stand on a page or in a file, in any layout; - for stdin; may be given several times"
    new.add_argument("--results", type=race_file_name, action="append", default=[], metavar="FILE", help=results)
    report = "a race report in English, from which the story is read; may be given several times"
    new.add_argument("--report", type=race_file_name, action="append", default=[], metavar="FILE", help=report)
    where = "folder for the race files (this one); of a template the file (stdout)"
    new.add_argument("-o", "--output", metavar="PLACE", help=where)
    new.add_argument("--event", metavar="E", help="of several events this one, such as 'women keirin'")
    new.add_argument("--race", metavar="R", help="of several races this one, such as 'semifinal 2' or 'final'")
    explain = "print the text with what was read from each line; without -o nothing is written"
    new.add_argument("--explain", action="store_true", help=explain)
    new.add_argument("--force", action="store_true", help="replace files that exist")
    new.add_argument("-q", "--quiet", action="store_true", help="say nothing but mistakes on stderr")


def _new(options: argparse.Namespace) -> int:
    if options.output is not None and not options.output.strip():
        raise UsageError("-o needs the name of a file or folder")
    if not options.results:
        return _template(options)
    from replay.app.drafting.finding_races import (
        chosen,
        explained,
        race_files,
        readings_of,
        unnamed_words,
        unread_words,
        words_of_file,
    )
    from replay.app.drafting.reading_reports import SentencesRead, with_reports, words_of_reports

    if [*options.results, *options.report].count("-") > 1:
        raise UsageError("stdin can be read only once: name - once")
    progress = _progress(options)
    readings = readings_of([Path(name) for name in options.results], progress)
    races = chosen([race for reading in readings for race in reading.races], options.event, options.race)
    reports = _reports(options.report)
    if options.explain:
        print("\n".join([*(line for reading in readings for line in explained(reading)), *_explained(reports, races)]))
    heard = SentencesRead()
    whole = with_reports(races, reports, progress, heard) if reports else races
    texts = {report.name: report.text for report in reports}
    files = race_files(whole, list(texts), progress, texts)
    sound = [file for file in files if not file.mistakes]
    written = sound if options.output is not None or not options.explain else []
    places = _write(written, options)
    if not options.quiet:
        said = [f"{place}  {words_of_file(file)}" for place, file in zip(places, written, strict=True)]
        said += [f"not written, {words_of_file(file)}: {'; '.join(file.mistakes)}" for file in files if file.mistakes]
        say(
            "\n".join(
                [
                    *said,
                    *unread_words(readings),
                    *words_of_reports(reports, whole),
                    *heard.words,
                    *unnamed_words([reading.source.name for reading in readings] if places else [], texts),
                    *_next(places, found=bool(sound)),
                ]
            )
        )
    if not options.explain:
        for place in places:
            print(place)
    return 0 if sound else NOTHING_FOUND


def _progress(options: argparse.Namespace) -> Progress:
    """Where somebody watches, on a terminal, what lasts is shown: at once with large files, else after a second."""
    from replay.base.progress import Meter, Silent

    if options.quiet or not sys.stderr.isatty():
        return Silent()
    sizes = [Path(name).stat().st_size for name in (*options.results, *options.report) if Path(name).is_file()]
    return Meter(sys.stderr, after_s=0.0 if sum(sizes) > _LARGE_BYTES else 1.0)


_LARGE_BYTES = 200_000
"""From so many bytes on a file takes longer than a second."""


def _reports(names: list[str]) -> list[ReportText]:
    """The texts of reports. Raises InputError for a file that cannot be read."""
    from replay.app.drafting.finding_races import read_source
    from replay.app.drafting.reading_reports import ReportText
    from replay.base.files.bounded_read import input_name
    from replay.sources.decoding import source_text

    found = []
    for path in map(Path, names):
        source = source_text(read_source(path), input_name(path))
        found.append(ReportText(source.name, source.text, source.remarks))
    return found


def _explained(reports: list[ReportText], races: list[FoundRace]) -> list[str]:
    """The sentences of reports, with what was read in each for each race."""
    if not reports:
        return []
    from replay.app.drafting.reading_reports import explained_report, readings_of_report

    said: list[str] = []
    for report in reports:
        said += explained_report(report, readings_of_report(report, races))
    return said


def _template(options: argparse.Namespace) -> int:
    from replay.base.files.whole_file import whole_file
    from replay.sources.writing.template import TEMPLATE

    for name, value in (
        ("--report", options.report),
        ("--event", options.event),
        ("--race", options.race),
        ("--explain", options.explain),
    ):
        if value:
            raise UsageError(f"{name} needs --results")
    if options.output in (None, "-"):
        print(TEMPLATE, end="")
        return 0
    target = Path(options.output)
    if target.suffix.lower() not in (".yaml", ".yml"):
        raise UsageError(f"{target}: the name has to end in .yaml, such as {target.with_suffix('.yaml').name}")
    with whole_file(target, overwrite=options.force) as temporary:
        temporary.write_text(TEMPLATE, encoding="utf-8")
    if not options.quiet:
        say(f"wrote {target}\nnext: change it, then velodrome-replay check {target}")
    return 0


def _write(files: list[RaceFile], options: argparse.Namespace) -> list[Path]:
    """Write race files into their folder: all of them, or none where one of them cannot be. Raises OutputError."""
    from replay.base.files.folders import make_folder
    from replay.base.files.whole_file import check_place, same_place, whole_file

    folder = Path(options.output or ".")
    if files and options.output is not None:
        make_folder(folder)
    places = [folder / file.name for file in files]
    for place in places:
        for source in (*options.results, *options.report):
            if same_place(place, Path(source)):
                raise OutputError(f"cannot write {place}: it is read as a source; name another folder with -o")
        check_place(place, overwrite=options.force, other="folder")
    for place, file in zip(places, files, strict=True):
        with whole_file(place, overwrite=options.force) as temporary:
            temporary.write_text(file.text, encoding="utf-8")
    return places


def _next(places: list[Path], *, found: bool) -> list[str]:
    """The command to type next."""
    if not found:
        return ["no race was found: --explain shows what each line was taken for"]
    if not places:
        return []
    best = next((place for place in places if place.stem.startswith("final")), places[0])
    return [
        f"next: velodrome-replay check {best}",
        f"      velodrome-replay export {best} -o {best.stem}.mp4",
    ]
