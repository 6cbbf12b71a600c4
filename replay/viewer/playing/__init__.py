"""Where the film is played, and what is heard of it: made beside the loop of events, and in time with the playhead."""

__all__ = ["joining", "moving", "playhead", "sound_player", "volume"]
