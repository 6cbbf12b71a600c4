"""What the window lays over the picture, or shows in its place."""

__all__ = ["export_form", "help_card", "inquiry", "messages", "waiting_card"]
