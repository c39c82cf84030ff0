"""Why the figures of a comparison are what they are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding

from verdict_tui.errors import NotThereError, VerdictError
from verdict_tui.render import why, words
from verdict_tui.render.page import sentence_page
from verdict_tui.screens.paged import PagedScreen
from verdict_tui.widgets.bars import TitleBar
from verdict_tui.widgets.pageview import PageView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from verdict_tui.model import Comparison
    from verdict_tui.session import Session

_WIDEST = 90


class WhyScreen(PagedScreen):
    """Shows the counts, who, the intervals and the dates behind the figures."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,w", "close", "Back", id="why.close"),
    ]

    def __init__(
        self, session: Session, slugs: Sequence[str], comparison: Comparison | None = None
    ) -> None:
        """Make the screen.

        Args:
            session: the open database.
            slugs: the tools whose figures are explained.
            comparison: what is said of both of them.
        """
        super().__init__()
        self._session = session
        self._slugs = slugs
        self._comparison = comparison

    def on_mount(self) -> None:
        """Read what stands behind the figures."""
        super().on_mount()
        self.query_one(TitleBar).question = "Why these figures"
        self._read()

    @work
    async def _read(self) -> None:
        try:
            evidence = await self._session.evidence(self._slugs)
        except NotThereError as error:
            said = words.sentence(error)
            self.query_one(PageView).layout_page = partial(sentence_page, said)
            return
        except VerdictError as error:
            self.complain(error)
            return
        lay_out = partial(why.lay_out, evidence, self._comparison)
        self.query_one(PageView).layout_page = lambda width: lay_out(min(width, _WIDEST))
