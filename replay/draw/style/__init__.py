"""How everything looks: sizes and type of each layout, colours, and the user's own look."""

__all__ = ["branded_theme", "palette", "theme", "themes"]
