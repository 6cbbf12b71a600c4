"""The command that draws charts."""

from __future__ import annotations

import argparse
from pathlib import Path

from replay.app.cli.command_parts import (
    Commands,
    add_command,
    add_common,
    add_font,
    one_ride,
    output_place,
    plan_place,
    race_file_name,
    say,
    warn_of_letters,
)
from replay.base.errors import ReplayError

SUFFIXES = (".png", ".svg")
LAYOUTS = ("landscape", "vertical")
CHARTS = ("gap", "speed", "order", "height")


def add_chart_command(commands: Commands) -> None:
    """chart."""
    text = "Draw gaps, speed, order and height over the race as a picture."
    chart = add_command(commands, "chart", text, "chart final-a.yaml -o final.png", _chart)
    chart.add_argument("race", type=race_file_name, metavar="RACE", help="race file")
    chart.add_argument("-o", "--output", required=True, metavar="FILE", help="where to write: a .png or .svg file")
    chart.add_argument("--layout", choices=LAYOUTS, default="landscape", help="1920x1080 (landscape) or 1080x1920")
    chart.add_argument("--only", choices=CHARTS, help="one chart instead of all four")
    chart.add_argument("--force", action="store_true", help="replace a file that exists")
    add_font(chart)
    add_common(chart)


def _chart(options: argparse.Namespace) -> int:
    target = output_place(options, SUFFIXES)
    plan = plan_place(options, options.race)
    try:
        from replay.charts.drawing import draw_sheet, file_facts
    except ModuleNotFoundError as error:
        if error.name != "matplotlib":
            raise
        raise ReplayError("charts need matplotlib: pip install 'velodrome-replay[charts]'") from error
    except OSError as error:
        raise ReplayError(f"charts need a folder that may be written: MPLCONFIGDIR names one ({error})") from error
    from replay.app.solving import solved
    from replay.base.files.whole_file import whole_file
    from replay.base.letters.steering import one_line
    from replay.base.letters.typefaces import use_font
    from replay.charts.sheet_layout import Chart
    from replay.scene.frame.layout import Layout

    use_font(options.font)
    one_ride(options)
    replay, _ = solved(Path(options.race), plan=plan, quiet=options.quiet)
    warn_of_letters(replay.race)
    only = Chart(options.only) if options.only else None
    sheet = draw_sheet(replay.race, replay.reconstruction, layout=Layout(options.layout), only=only)
    with whole_file(target, overwrite=options.force) as temporary:
        sheet.save(temporary, facts=file_facts(replay.race))
    if not options.quiet:
        say(f"wrote {one_line(target)}")
    return 0
