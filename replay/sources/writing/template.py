"""The race file that `new` writes when it is given nothing: every key with a remark, ready to be changed."""

from __future__ import annotations

TEMPLATE = """\
# A race file holds facts: who rode, how it ended, what is told of how it went. What it does not say is filled in by
# the reconstruction. docs/race-file.md has every key; `velodrome-replay check FILE` says what is wrong, and where.
schema: 1

meet: {title: Club night, venue: Our velodrome, date: 2026-11-27}    # venue and date may be left out

event:
  kind: keirin
  category: women          # women, men, junior women, junior men, masters ..
  round: final             # may be left out, like heat
  heat: A
  distance_m: 1500

track: olympic-250         # `velodrome-replay tracks` lists others; or the measures of a track

pacer: {from_kmh: 30, to_kmh: 50, off: 3 laps to go}    # or `pacer: none`

# A rider is named everywhere below by `last`. Beside `nation` there are `club`, `team`, `state` and `number`.
riders:
  - {first: Ana, last: Ruiz, nation: ESP}
  - {first: Bea, last: Møller, nation: NOR}
  - {first: Cleo, last: Tjon, nation: SUR}

# Places behind the pacer from the first on; `unknown` for one that is not known. May be left out.
start_order: [Møller, unknown, Ruiz]

# Official places, and seconds behind the winner: `gap_s` may be left out. `status` is DNF, DNS, DSQ, REL ..
results:
  - {rider: Ruiz, rank: 1}
  - {rider: Møller, rank: 2, gap_s: 0.113}
  - {rider: Tjon, rank: 3, gap_s: 0.254}

# Who tells it.
sources:
  - {id: paper, title: Report of the night, publisher: The Paper}

# What is told of how it went: when, and one thing that was so at that moment. May be left out.
story:
  - {when: bell, attack: Ruiz, source: paper, caption: Ruiz goes}
  - {when: 200 m to go, gap: {ahead: Ruiz, of: field, lengths: about 2}, source: paper}
"""
"""Has no mistake: a test reads it."""
