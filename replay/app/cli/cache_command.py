"""The command that says what is kept between runs, and clears it."""

from __future__ import annotations

import argparse

from replay.app.cli.command_parts import Commands, add_command, warn_of_cache

_KINDS = ("plans", "plates", "all")


def add_cache_command(commands: Commands) -> None:
    """cache."""
    text = "Say what is kept between runs, and where; clear it. Everything in it is made anew when it is needed."
    cache = add_command(commands, "cache", text, "cache\ncache --clear plates", _cache)
    what = "remove the plans (reconstructions), the plates (pictures of empty velodromes), or all"
    cache.add_argument("--clear", choices=_KINDS, metavar="{plans,plates,all}", help=what)


def _cache(options: argparse.Namespace) -> int:
    from replay.app.build import cache_folder
    from replay.app.kept import KINDS, MEANING, Kept, clear, what_is_kept

    def line(kept: Kept) -> str:
        size = f"{kept.size_bytes / 1e6:.1f} MB"
        return f"  {kept.kind:<8}{kept.count:>6} files {size:>11}  {MEANING[kept.kind]}"

    folder = cache_folder()
    if options.clear is not None:
        kinds = tuple(KINDS) if options.clear == "all" else (options.clear,)
        print(f"removed from {folder}")
        print("\n".join(map(line, clear(folder, kinds))))
        return 0
    print(folder)
    warn_of_cache()
    print("\n".join(map(line, what_is_kept(folder))))
    return 0
