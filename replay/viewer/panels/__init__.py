"""What the window lays over the picture, or shows in its place."""

__all__ = [
    "bar_buttons",
    "export_form",
    "help_card",
    "hover_card",
    "inquiry",
    "messages",
    "open_list",
    "rider_curves",
    "sound_control",
    "waiting_card",
]
