"""What the picker lists: the tools that a query and its filters ask for, in an order.

A listing is made step by step, so that a long one can be carried on behind the typing, and
dropped when something else is typed.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.render import words
from verdict_tui.search import filters
from verdict_tui.search.keys import prepare
from verdict_tui.search.order import ordered
from verdict_tui.search.query import filter_in, read_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verdict_tui.catalogue import Catalogue
    from verdict_tui.search.finder import Finder, Match, Search
    from verdict_tui.search.marks import Spans
    from verdict_tui.search.order import Sort

LIMIT = 200
"""How many matches are listed at most, where not more are asked for."""


class Rows(NamedTuple):
    """Tools by their positions, and why they are listed."""

    positions: Sequence[int]
    matches: Sequence[Match] = ()
    """For each row why it matched; empty when nothing was searched for."""
    note: str = ""
    """What there is to say of the query: a wrong filter, or that nothing matches."""
    is_fault: bool = False
    """Whether the note tells of a mistake."""
    are_best: bool = False
    """Whether more match than are listed."""
    are_nearest: bool = False
    """Whether nothing matched, and these only resemble what was asked for."""

    def kept(self, position: int, row: int) -> Rows:
        """Return the rows with a tool that would otherwise leave the place of the highlight."""
        if position in self.positions:
            return self
        positions = list(self.positions)
        positions.insert(min(row, len(positions)), position)
        return self._replace(positions=positions, matches=())


class Listing:
    """A listing under way."""

    rows: Rows
    """Complete when `advance` has said so."""

    def __init__(
        self,
        catalogue: Catalogue,
        finder: Finder | None,
        typed: str,
        sort: Sort = "featured",
        limit: int = LIMIT,
    ) -> None:
        """Begin.

        Args:
            catalogue: what is listed.
            finder: its names; without it nothing can be searched for yet.
            typed: what stands in the search field.
            sort: the order when no name is asked for.
            limit: how many matches are listed at most.
        """
        self._limit = limit
        self.catalogue = catalogue
        self.query = read_query(typed, catalogue)
        self._finder = finder
        self._sort: Sort = sort
        self._wanted: list[bool] | None = None
        self._search: Search | None = None
        self._is_begun = False
        self.rows = Rows(())

    def advance(self, seconds: float | None = None) -> bool:
        """Carry on, for some time or to the end; say whether the end was reached."""
        if not self._is_begun:
            self._is_begun = True
            self._wanted = filters.wanted(self.query.conditions, self.catalogue)
            if self._finder is None or self.query.is_empty:
                self._list_all()
            elif self.query.text.strip():
                self._search = self._finder.search(self.query.text, self._wanted, self._limit)
        if self._search is not None:
            if not self._search.advance(seconds):
                return False
            self._list_matches(self._search)
            self._search = None
        return True

    def quotes_note(self, *, found: bool, meant: str = "") -> str:
        """Return what there is to say of a search for quotes.

        Args:
            found: whether there are any.
            meant: other words that find some, when there are none.
        """
        if self.query.fault or found:
            return self._remark()
        if self._has_name_and_words and not self._found:
            return self._nothing()
        if not self.said:
            return "Type what a critic wrote."
        on = (
            f" on what “{filters.shown(self.query.text)}” finds" if self._has_name_and_words else ""
        )
        under = " under these filters" if self.query.conditions else ""
        remedy = f" Did you mean “{filters.shown(meant)}”?" if meant else ""
        in_words = filter_in(self.said)
        if in_words:
            remedy = f" To filter, close the quotation mark before {in_words}."
        return f"No critic wrote “{filters.shown(self.said)}”{on}{under}.{remedy}"

    @property
    def said(self) -> str:
        """What is searched for in the quotes when quotes are asked for."""
        said = self.query.said
        return (self.query.text if said is None else said).strip()

    @property
    def _has_name_and_words(self) -> bool:
        return self.query.said is not None and bool(self.query.text.strip())

    @property
    def _found(self) -> Sequence[int]:
        """The tools that match the name."""
        return () if self.rows.are_nearest else self.rows.positions

    def _remark(self) -> str:
        return words.sentence(self.query.fault) if self.query.fault else self.query.hint

    def wanted_slugs(self) -> set[str] | None:
        """Return the slugs of the tools whose quotes are asked for; None for all.

        They meet the filters; beside words for the critics they are what `advance` has found.
        """
        if self._has_name_and_words:
            return {self.catalogue.slugs[at] for at in self._found}
        wanted = filters.wanted(self.query.conditions, self.catalogue)
        if wanted is None:
            return None
        slugs = zip(self.catalogue.slugs, wanted, strict=True)
        return {slug for slug, is_wanted in slugs if is_wanted}

    def reason_spans(self, match: Match) -> Spans:
        """Return the characters of the former name, the vendor or the category that matched."""
        if not match.text:
            return ()
        from verdict_tui.search import marks  # loaded by now, as there is a match

        asked = prepare(self.query.text)
        answered = match.name_query.split()
        if answered:  # by the name; what is left stands before or behind it
            words, count = asked.key.words, len(answered)
            is_first = words[:count] == tuple(answered)
            asked = prepare(" ".join(words[count:] if is_first else words[:-count]))
        return marks.spans(asked, match.text)

    def _nothing(self) -> str:
        """Say that nothing matches, and what would but for the filters."""
        said = filters.shown(self.query.text)
        if self._wanted is not None and self._finder is not None:
            from verdict_tui.search.finder import CLEAR  # loaded by now, as there is a finder

            best = self._finder.find(self.query.text, limit=1)
            if best and best[0].score >= CLEAR:
                name = self.catalogue.names[best[0].position]
                return f"{name} does not meet these filters."
        where = " under these filters" if self.query.conditions else ""
        return f"Nothing matches “{said}”{where}."

    def _list_all(self) -> None:
        positions = ordered(self.catalogue, self._sort)
        if self._wanted is not None:
            positions = [at for at in positions if self._wanted[at]]
        note = self._remark()
        if not (positions or note) and len(self.catalogue):
            note = self._none_meets()
        self.rows = Rows(positions, (), note, bool(self.query.fault))

    def _none_meets(self) -> str:
        """Say that no tool meets the filters, and which two of a kind cannot both be met."""
        met = [(each, each.test(self.catalogue)) for each in self.query.conditions]
        for (one, of_one), (other, of_other) in combinations(met, 2):
            are_met_alone = one.key == other.key and any(of_one) and any(of_other)
            if are_met_alone and not any(a and b for a, b in zip(of_one, of_other, strict=True)):
                return f"{one.shown} and {other.shown} exclude each other."
        return "No tool meets all these filters."

    def _list_matches(self, search: Search) -> None:
        matches = search.matches
        note = self._remark()
        are_nearest = not matches
        if not matches:
            matches = search.nearest
            note = f"{note} {self._nothing()}".strip() + (" The nearest:" if matches else "")
        positions = [match.position for match in matches]
        are_best = not (search.is_whole or are_nearest)
        self.rows = Rows(positions, matches, note, bool(self.query.fault), are_best, are_nearest)
