"""Run the program from a checkout: `python main.py --help`."""

from __future__ import annotations

import sys

try:
    from replay.app.cli.main import main
except KeyboardInterrupt:  # Ctrl-C before the program hears it
    if sys.stderr is not None:
        sys.stderr.write("interrupted\n")
    sys.exit(130)

if __name__ == "__main__":
    sys.exit(main())
