"""The overlay: panels with words that stand still in the picture."""

__all__ = ["brand_block", "giving_way", "map_panel", "overlay_painter", "tower", "tower_strip"]
