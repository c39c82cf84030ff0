"""What the features of an explanation cost."""

from __future__ import annotations

from typing import NamedTuple


class Weights(NamedTuple):
    """What each feature of an explanation costs."""

    spacing: float = 0.05
    prefix: float = 0.95
    rest: float = 0.6
    word_start: float = 1.04
    part_start: float = 1.63
    inside: float = 0.57
    inside_chance: float = 3.6
    across: float = 0.4
    joined_start: float = 0.4
    split: float = 0.3
    words: float = 0.75
    word_prefix: float = 0.12
    word_rest: float = 0.22
    word_part: float = 0.28
    joined_word: float = 0.3
    skipped_word: float = 0.34
    order: float = 0.3
    later_word: float = 0.28
    extra_word: float = 0.8
    extra_word_chance: float = 3.0
    whole_word: float = 0.12
    slip: float = 1.4
    slip_chance: float = 6.6
    slip_first: float = 0.3
    slip_prefix: float = 0.11
    slip_digit: float = 0.8
    swapped: float = 0.6
    doubled: float = 0.55
    dropped: float = 0.72
    word_slip: float = 0.1
    word_slip_chance: float = 3.9
    acronym: float = 1.28
    acronym_chance: float = 0.79
    letters: float = 1.06
    letters_chance: float = 0.98
    jump_chance: float = 0.43
    at_seam: float = 0.05
    in_run: float = 0.03
    jump_vowels: float = 0.08
    jump: float = 0.35
    skipped_part: float = 0.09
    late: float = 0.6
    scattered: float = 1.0


WEIGHTS = Weights()
NEVER = 99.0
"""More than any explanation costs: there is none."""
SPREAD = 1.9
"""How much more than the best a match may cost and still be worth showing."""
CHANCE = 2.3
"""From here on an explanation may be one of chance, in a list of many names."""
