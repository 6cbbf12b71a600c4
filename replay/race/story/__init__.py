"""What the story of a race tells: a base class, and one class for each kind of fact.

To add a kind: write its class beside those that are like it (`places`, `efforts`, `boards`, `duels`,
`incidents`), list it in
`kinds.KINDS`, and add its row to `docs/race-file.md`. Nothing else in the program names it.
"""

__all__ = [
    "asked",
    "boards",
    "duels",
    "effort_shape",
    "efforts",
    "finding",
    "in_window",
    "incidents",
    "kinds",
    "places",
    "sentences",
    "story_fact",
]
