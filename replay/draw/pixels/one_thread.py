"""Drawing on one thread, for those who draw side by side in several processes."""

from __future__ import annotations

import cv2


def draw_on_one_thread() -> None:
    """From now on this process warps and blurs on one thread. What is drawn is the same."""
    cv2.setNumThreads(1)
