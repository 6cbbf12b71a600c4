"""The sound of a film: made by arithmetic alone, a function of video time like its pictures."""

__all__ = ["master", "sound_parts", "soundtrack"]
