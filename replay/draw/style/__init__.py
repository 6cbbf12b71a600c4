"""How everything looks: sizes and type of each layout, colours, and the user's own look."""

__all__ = ["brand_look", "branded_theme", "palette", "theme"]
