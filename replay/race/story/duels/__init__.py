"""Kinds of facts of the quiet half of a sprint: who leads out, stands still, feints, jumps, drops or is forced up."""

__all__ = [
    "draw_level_fact",
    "drop_down_fact",
    "feint_fact",
    "forced_up_fact",
    "jump_fact",
    "lead_out_fact",
    "standstill_fact",
]
