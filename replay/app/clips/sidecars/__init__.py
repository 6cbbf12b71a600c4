"""Files beside a clip: what it says and shows as captions, words, data and a poster, for those who publish it."""

__all__ = ["clip_record", "corrections", "poster", "sidecar_files"]
