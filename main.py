"""Run the program from a checkout: `python main.py --help`."""

from __future__ import annotations

import sys

from replay.app.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
