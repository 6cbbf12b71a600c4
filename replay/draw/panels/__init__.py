"""The overlay: panels with words that stand still in the picture."""

__all__ = ["brand_block", "map_panel", "overlay", "overlay_painter", "tower", "tower_strip"]
