"""What commands do to the playhead, and how that is said."""

from __future__ import annotations

from replay.viewer.controls import Action, Command
from replay.viewer.playing.playhead import Playhead


def move(playhead: Playhead, command: Command) -> bool:
    """Do what a command asks of the playhead; False if it asks nothing of it."""
    match command.action:
        case Action.TOGGLE:
            playhead.toggle()
        case Action.SEEK_BY:
            playhead.seek_by(command.amount)
        case Action.SEEK_TO:
            playhead.seek(command.amount * playhead.duration_s)
        case Action.STEP:
            playhead.step(int(command.amount))
        case Action.SPEED:
            playhead.change_speed(int(command.amount))
        case Action.USUAL_SPEED:
            playhead.usual_speed()
        case Action.SHUTTLE:
            playhead.shuttle(int(command.amount))
        case Action.LOOP_IN:
            playhead.mark_in()
        case Action.LOOP_OUT:
            playhead.mark_out()
        case Action.LOOP:
            playhead.toggle_loop()
        case _:
            return False
    return True


def moved_words(playhead: Playhead, command: Command) -> str:
    """What a command did to the playhead, in words."""
    speed = f"{playhead.speed:g}x"
    match command.action:
        case Action.TOGGLE | Action.SHUTTLE:
            return f"playing {speed}" if playhead.playing and playhead.speed != 1 else _PLAYING[playhead.playing]
        case Action.SEEK_BY:
            return f"{command.amount:+g} s".replace("-", "\N{MINUS SIGN}")
        case Action.SEEK_TO:
            return {0.0: "the start", 1.0: "the end"}.get(command.amount, f"{100 * command.amount:.0f} %")
        case Action.STEP:
            return "one frame on" if command.amount > 0 else "one frame back"
        case Action.SPEED | Action.USUAL_SPEED:
            return speed
        case Action.LOOP_IN:
            return "the range begins here"
        case Action.LOOP_OUT:
            return "the range ends here"
        case Action.LOOP:
            return "again and again" if playhead.loop is not None else "once"
    return ""


_PLAYING = {True: "playing", False: "paused"}
