"""The panel as a list, and one critic's profile with every quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui import figures
from verdict_tui.render import critics, words
from verdict_tui.render.entries import Entries
from verdict_tui.render.flow import fit, width_of, wrap
from verdict_tui.render.page import BLANK, Run, cut_line, hanging, paragraph, titled_rule
from verdict_tui.render.sheet import verdict_run

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from verdict_tui.dossier import Profile
    from verdict_tui.model import Record, Said, Share, Verdict
    from verdict_tui.render.page import Line, Tone

_LEAST_NAME, _WIDEST_NAME = 22, 40
_GAP = 2
_ROOMY = 84
_LABEL = 15
_WIDEST = 90
_FACTS = ("ships", "dissents", "agrees with me")


class PanelEntries(Entries):
    """The critics: name and record, and below them what they say of themselves."""

    def __init__(self, records: Sequence[Record], muted: Collection[str]) -> None:
        self.records = records
        self._muted = muted
        self._facts = [critics.facts(record) for record in records]
        names = [width_of(record.critic.name) for record in records]
        self._name = max(min(max(names, default=0), _WIDEST_NAME), _LEAST_NAME) + _GAP
        self._columns = {
            fact: max(width_of(fact), *(width_of(facts[fact]) for facts in self._facts), 0) + _GAP
            for fact in _FACTS
        }
        """How wide the column of each fact is: as the widest that stands in it."""

    def __len__(self) -> int:
        return len(self.records)

    def slug(self, row: int) -> str:
        """Return nothing: a critic is no tool."""
        return ""

    def head(self, width: int) -> Line:
        """Return the heads of the columns."""
        if not self._is_roomy(width):
            return (Run("critic", "muted"),)
        heads = "".join(fit(fact, column) for fact, column in self._columns.items())
        return (Run(fit("critic", self._name) + heads, "muted"),)

    def _is_roomy(self, width: int) -> bool:
        return width >= max(_ROOMY, self._name + sum(self._columns.values()))

    def heights(self, width: int) -> Sequence[int]:
        """Return how many lines each critic takes."""
        return [len(self.block(row, width)) for row in range(len(self))]

    def headings(self, width: int) -> Mapping[int, Sequence[Line]]:
        """Return the space between critics, and what the figures mean at the end."""
        found: dict[int, Sequence[Line]] = {row: [BLANK] for row in range(1, len(self))}
        if len(self):
            legend = paragraph(critics.LEGEND, min(width, _WIDEST), "muted")
            found[len(self)] = [BLANK, *legend]
        return found

    def block(self, row: int, width: int) -> list[Line]:
        """Return the lines of a critic."""
        record = self.records[row]
        critic = record.critic
        facts = self._facts[row]
        is_muted = critic.name in self._muted
        if self._is_roomy(width):
            name = Run(fit(critic.name, self._name - _GAP) + " " * _GAP, "strong")
            columns = self._columns.items()
            lines: list[Line] = [(name, *(Run(fit(facts[fact], wide)) for fact, wide in columns))]
        else:
            if 2 + _LABEL + max(map(width_of, facts.values())) > width:
                facts = critics.short_facts(record)
            lines = [cut_line((Run(critic.name, "strong"),), width)]
            lines += [
                cut_line((Run(f"  {fact:{_LABEL}}", "muted"), Run(facts[fact])), width)
                for fact in _FACTS
            ]
        said = (critic.motto, critics.leaning(record.shipped), "muted" if is_muted else "")
        for number, text in enumerate(said):
            pieces = wrap(text, min(width, _WIDEST) - 2) if text else ()
            tone: Tone = "accent" if number else "tagline"
            lines += [(Run("  "), Run(piece, tone)) for piece in pieces]
        return lines


class SaidEntries(Entries):
    """What one critic said, tool by tool, in full; the profile stands above the first."""

    def __init__(
        self,
        profile: Profile,
        said: Sequence[Said],
        *,
        is_muted: bool,
        my_vote: Callable[[str], Verdict | None],
    ) -> None:
        """List quotes.

        Args:
            profile: who the critic is.
            said: the quotes to list, in the order to list them.
            is_muted: whether the critic is muted.
            my_vote: returns my vote on a tool; asked whenever a quote is drawn.
        """
        self._profile = profile
        self.said = said
        self._is_muted = is_muted
        self._my_vote = my_vote

    def __len__(self) -> int:
        return len(self.said)

    def slug(self, row: int) -> str:
        """Return the slug of the tool that a quote is about."""
        return self.said[row].slug

    def heights(self, width: int) -> Sequence[int]:
        """Return how many lines each quote takes with its heading."""
        room = min(width, _WIDEST)
        return [
            1 + (len(wrap(f"“{said.review.quote}”", room - 2)) if said.review.quote else 0)
            for said in self.said
        ]

    def headings(self, width: int) -> Mapping[int, Sequence[Line]]:
        """Return the profile, the space between quotes, and at the end what the record means."""
        found: dict[int, Sequence[Line]] = {row: [BLANK] for row in range(1, len(self))}
        found[0] = self._introduction(width)
        if len(self):
            found[len(self)] = [BLANK, *paragraph(critics.LEGEND, min(width, _WIDEST), "muted")]
        return found

    def _introduction(self, width: int) -> list[Line]:
        width = min(width, _WIDEST)
        record = self._profile.record
        critic = record.critic
        lines = [*(paragraph(critic.motto, width, "tagline") if critic.motto else ())]
        lines += [BLANK, *paragraph(critic.voice, width)] if critic.voice else []
        lines.append(BLANK)
        for label, items in (("excited by", critic.excited), ("tired of", critic.tired)):
            for number, item in enumerate(items):
                shown = (Run("" if number else label, "muted"),)
                lines += hanging(shown, item, width, _LABEL)
        lines += [BLANK] if critic.excited or critic.tired else []
        for label, fact in critics.facts(record).items():
            lines += hanging((Run(label, "muted"),), fact, width, _LABEL, "strong")
        notes = (critics.leaning(record.shipped), "muted: the panel's figures are the others'")
        for note in (notes[0], notes[1] if self._is_muted else ""):
            lines += paragraph(note, width, "accent") if note else []
        lines += self._by_category(width)
        count = words.plural(len(self.said), "quote")
        return [*lines, BLANK, titled_rule((Run(count, "accent"),), width)]

    def _by_category(self, width: int) -> list[Line]:
        categories = self._profile.categories
        widest = max((width_of(name) for name, _ in categories), default=0)
        column = min(widest, width // 2) + 2
        lines: list[Line] = [BLANK, (Run("ships by category", "muted"),)] if categories else []
        return [*lines, *(_category(name, share, column) for name, share in categories)]

    def block(self, row: int, width: int) -> list[Line]:
        """Return a quote under its tool."""
        said = self.said[row]
        room = min(width, _WIDEST)
        mine = self._my_vote(said.slug)
        dated = words.day(said.review.reviewed_on) if said.review.reviewed_on else ""
        aside = "  ".join(filter(None, (said.category, dated, critics.dissent(said))))
        head: Line = (
            Run(f"{said.name}  ", "strong"),
            verdict_run(said.review.verdict),
            *((Run(f"  me {words.MARKS[mine]}", mine),) if mine else ()),
            Run(f"  {aside}", "muted"),
        )
        quote = paragraph(f"“{said.review.quote}”", room - 2, "quote") if said.review.quote else []
        return [cut_line(head, width), *((Run("  "), *line) for line in quote)]


def _category(name: str, share: Share, column: int) -> Line:
    is_enough = share.total >= figures.FEW_CASES
    percent = figures.percent(share) if is_enough else ""
    return (
        Run("  " + fit(name, column), "text"),
        Run(f"{percent:>4}  ", "strong"),
        Run(words.count(share), "text" if is_enough else "muted"),
    )
