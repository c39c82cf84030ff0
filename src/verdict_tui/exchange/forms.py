"""What imported content may say, field by field. `docs/format.md` describes it for people."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    model_validator,
)

from verdict_tui import model, prices
from verdict_tui.submission import Attached, Given, Published, Submission
from verdict_tui.text import clean_line, clean_paragraphs, clipped, slugify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verdict_tui.exchange.values import Data

MAX_QUOTE = 50_000
"""The longest quote that is taken, in characters."""

MAX_ITEMS = 1000
"""How many reviews, former names or the like one thing may have."""


def _named(text: str) -> str:
    line = clean_line(text)
    if not any(c.isprintable() and not c.isspace() for c in line):
        raise ValueError("should have at least one visible character")
    return line


def _dated(value: Data) -> date:
    if isinstance(value, datetime) or not isinstance(value, date | str):
        raise ValueError("should be a date such as 2026-11-20")
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("should be a date that exists, such as 2026-11-20") from None


def _coded(text: str) -> str:
    if text and text not in prices.CURRENCIES:
        raise ValueError("should be a currency code of ISO 4217, such as USD")
    return text


def _linked(text: str) -> str:
    link = clean_line(text)
    if not re.fullmatch(r"(https?://\S+)?", link):
        raise ValueError("should begin with http:// or https:// and have no spaces")
    return link


def _slugged(text: str) -> str:
    if not text or slugify(text) != text:
        raise ValueError(f"should be a slug, such as '{slugify(text) or 'my-tool'}'")
    return text


Name = Annotated[str, Field(max_length=200), AfterValidator(_named)]
Line = Annotated[str, Field(max_length=500), AfterValidator(clean_line)]
Prose = Annotated[str, Field(max_length=MAX_QUOTE), AfterValidator(clean_paragraphs)]
Day = Annotated[date, BeforeValidator(_dated)]
Slug = Annotated[str, Field(max_length=200), AfterValidator(_slugged)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PriceForm(_Form):
    """An entry price, as text or by its parts."""

    kind: Literal["free", "amount", "contact", "unknown"] = "unknown"
    amount: Annotated[Decimal, Field(ge=0, lt=prices.LIMIT)] | None = None
    currency: Annotated[str, AfterValidator(_coded)] | None = None
    period: Literal["once", "month", "year"] | None = None
    per_seat: bool = False
    as_of: Day | None = None
    words: Line | None = None
    text: str | None = None
    _doubt: str = ""

    @model_validator(mode="wrap")
    @classmethod
    def _read(cls, value: Data, handler: ModelWrapValidatorHandler[PriceForm]) -> PriceForm:
        if isinstance(value, str):
            price, doubt = prices.read(value)
            form = handler({**prices.as_data(price), "amount": price.amount})
            form._doubt = doubt
            return form
        if not isinstance(value, dict):
            raise ValueError("should be text, such as '$20/month', or an object with named fields")
        return handler(_exact_amount(value))

    @model_validator(mode="after")
    def _fit_together(self) -> PriceForm:
        wants = (self.amount is not None, bool(self.currency), self.period is not None)
        if self.kind == "amount" and not all(wants):
            raise ValueError("an amount needs 'amount', 'currency' and 'period'")
        if self.kind != "amount" and self.amount is not None:
            raise ValueError(f"a price of kind '{self.kind}' has no amount")
        if self.kind != "unknown" and self.words:
            raise ValueError(f"a price of kind '{self.kind}' has no words")
        return self

    @property
    def doubt(self) -> str:
        """Why its text is not understood; empty where it is, and for one given by its parts."""
        return self._doubt

    def price(self) -> model.Price:
        """Return the model's value."""
        if self.kind != "amount":
            return model.Price(self.kind, as_of=self.as_of, words=self.words or "")
        return model.Price(
            self.kind, self.amount, self.currency or "", self.period, self.per_seat, self.as_of
        )


def _exact_amount(value: dict[str, Data]) -> Mapping[str, object]:
    """Let JSON and TOML numbers in as the decimals they were written as."""
    amount = value.get("amount")
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        return value
    if abs(amount) < prices.LIMIT:  # what is more, no float may have room for
        return {**value, "amount": Decimal(repr(amount))}
    return value


class ReviewForm(_Form):
    """One critic's verdict."""

    critic: Name
    verdict: Literal["ship", "skip"]
    quote: Prose = ""
    reviewed_on: Day | None = None

    def review(self, source: str) -> Given[model.Review]:
        """Return the model's value."""
        review = model.Review(self.critic, self.verdict, self.quote, self.reviewed_on)
        return Given(review, frozenset(self.model_fields_set), source)


class AttachedForm(ReviewForm):
    """One critic's verdict that stands apart from its tool, which is given by name or slug."""

    tool: Name

    def attached(self, source: str) -> Attached:
        """Return the model's value."""
        return Attached(self.tool, self.review(source))


class ShareForm(_Form):
    """A share as the program prints it; it is derived, and not read back."""

    ship: int
    total: int
    share: float | None = None


class ToolForm(_Form):
    """A tool, with the reviews it carries."""

    name: Name
    category: Name
    slug: Slug | None = None
    vendor: Line = ""
    tagline: Line = ""
    description: Prose = ""
    aliases: Annotated[list[Name], Field(max_length=MAX_ITEMS)] = []
    entry_price: PriceForm = PriceForm()
    price_as_of: Day | None = None
    licence: Line = ""
    link: Annotated[str, Field(max_length=500), AfterValidator(_linked)] = ""
    added_on: Day | None = None
    reviews: Annotated[list[ReviewForm], Field(max_length=MAX_ITEMS)] = []
    panel: ShareForm | None = None
    community: ShareForm | None = None
    my_vote: Literal["ship", "skip"] | None = None
    without: list[str] = []

    @model_validator(mode="after")
    def _once_a_critic(self) -> ToolForm:
        critics = Counter(review.critic for review in self.reviews)
        twice = {critic for critic, count in critics.items() if count > 1}
        if twice:
            raise ValueError(f"has two reviews by {', '.join(sorted(twice))}")
        if self.price_as_of and "entry_price" not in self.model_fields_set:
            raise ValueError("has a 'price_as_of', but no 'entry_price'")
        return self

    def submission(self, source: str) -> Submission:
        """Return the model's value."""
        tool = model.Tool(
            slug=self.slug or slugify(self.name),
            name=self.name,
            category=self.category,
            vendor=self.vendor,
            tagline=self.tagline,
            description=self.description,
            aliases=tuple(name for name in dict.fromkeys(self.aliases) if name != self.name),
            entry_price=self._price(),
            licence=self.licence,
            link=self.link,
            added_on=self.added_on,
        )
        given = Given(tool, frozenset(self.model_fields_set), source)
        return Submission(given, tuple(form.review(source) for form in self.reviews))

    def doubts(self) -> Iterator[str]:
        """Yield what is taken in as text because it is not understood."""
        if self.entry_price.doubt:
            words, why = self.entry_price.words or "", self.entry_price.doubt
            yield f"{self.name}: the entry price '{clipped(words)}' is not understood: {why}"

    def _price(self) -> model.Price:
        price = self.entry_price.price()
        return price._replace(as_of=self.price_as_of) if self.price_as_of else price


class CriticForm(_Form):
    """A critic of the panel."""

    name: Name
    motto: Line = ""
    voice: Prose = ""
    excited: Annotated[list[Line], Field(max_length=MAX_ITEMS)] = []
    tired: Annotated[list[Line], Field(max_length=MAX_ITEMS)] = []

    def critic(self, source: str) -> Given[model.Critic]:
        """Return the model's value."""
        critic = model.Critic(
            self.name, self.motto, self.voice, tuple(self.excited), tuple(self.tired)
        )
        return Given(critic, frozenset(self.model_fields_set), source)


class ComparisonForm(_Form):
    """A published comparison; the tools are given by name or slug."""

    a: Name
    b: Name
    published_on: Day | None = None

    def published(self, source: str) -> Given[Published]:
        """Return the model's value."""
        published = Published(self.a, self.b, self.published_on)
        return Given(published, frozenset(self.model_fields_set), source)


class ContentForm(_Form):
    """A whole file: critics, tools and comparisons, and what the database says of itself."""

    title: Line = ""
    note: Line = ""
    critics: list[CriticForm] = []
    tools: list[ToolForm] = []
    reviews: list[AttachedForm] = []
    comparisons: list[ComparisonForm] = []
