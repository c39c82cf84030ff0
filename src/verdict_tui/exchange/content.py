"""What imported content may say, checked field by field, with every mistake reported."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from verdict_tui import model
from verdict_tui.errors import WrongUseError
from verdict_tui.submission import Content, Published, Submission
from verdict_tui.text import clean_line, clean_paragraphs, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails

    from verdict_tui.exchange.documents import Data, Document

MAX_QUOTE = 50_000
"""The longest quote that is taken, in characters."""


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


Name = Annotated[str, Field(max_length=200), AfterValidator(_named)]
Line = Annotated[str, Field(max_length=500), AfterValidator(clean_line)]
Prose = Annotated[str, Field(max_length=MAX_QUOTE), AfterValidator(clean_paragraphs)]
Day = Annotated[date, BeforeValidator(_dated)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_SHORT_PRICE = re.compile(
    r"(?P<symbol>[$€£¥])?\s*(?P<amount>\d+(\.\d+)?)\s*(?P<currency>[A-Za-z]{3})?"
    r"\s*(/|per|a)?\s*(?P<period>once|month|mo|year|yr)\b"
    r"\s*,?\s*(?P<seat>(/|per)\s*(seat|user))?",
    re.IGNORECASE,
)


class PriceForm(_Form):
    """An entry price, long or short."""

    kind: Literal["free", "amount", "contact", "unknown"] = "unknown"
    amount: Annotated[Decimal, Field(ge=0, lt=10**9)] | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | Literal[""] | None = None
    period: Literal["once", "month", "year"] | None = None
    per_seat: bool = False
    as_of: Day | None = None
    text: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_short(cls, value: Data) -> Mapping[str, object] | Data:
        return _short_price(value) if isinstance(value, str) else _exact_amount(value)

    @model_validator(mode="after")
    def _fit_together(self) -> PriceForm:
        wants = (self.amount is not None, bool(self.currency), self.period is not None)
        if self.kind == "amount" and not all(wants):
            raise ValueError("an amount needs 'amount', 'currency' and 'period'")
        if self.kind != "amount" and self.amount is not None:
            raise ValueError(f"a price of kind '{self.kind}' has no amount")
        return self

    def price(self) -> model.Price:
        """Return the model's value."""
        if self.kind != "amount":
            return model.Price(self.kind, as_of=self.as_of)
        return model.Price(
            self.kind, self.amount, self.currency or "", self.period, self.per_seat, self.as_of
        )


def _short_price(text: str) -> dict[str, str | bool | Decimal]:
    word = text.strip().lower()
    if word in ("free", "unknown"):
        return {"kind": word}
    if word in ("contact", "contact sales"):
        return {"kind": "contact"}
    match = _SHORT_PRICE.fullmatch(text.strip())
    currency = match and (match["currency"] or _SYMBOLS.get(match["symbol"] or "", ""))
    if not match or not currency:
        raise ValueError(
            "should be 'free', 'contact', 'unknown', or an amount such as '$20/month'"
            " or '20 EUR/year per seat'"
        )
    period = {"mo": "month", "yr": "year"}.get(match["period"].lower(), match["period"].lower())
    return {
        "kind": "amount",
        "amount": _decimal(match["amount"]),
        "currency": currency.upper(),
        "period": period,
        "per_seat": bool(match["seat"]),
    }


def _decimal(number: float | str) -> Decimal:
    try:
        return Decimal(str(number))
    except InvalidOperation:
        raise ValueError("should be a number") from None


def _exact_amount(value: Data) -> Mapping[str, object] | Data:
    """Let JSON and TOML numbers in as the decimals they were written as."""
    if isinstance(value, dict):
        amount = value.get("amount")
        if isinstance(amount, int | float) and not isinstance(amount, bool):
            return {**value, "amount": _decimal(amount)}
    return value


class ReviewForm(_Form):
    """One critic's verdict."""

    critic: Name
    verdict: Literal["ship", "skip"]
    quote: Prose = ""
    reviewed_on: Day | None = None

    def review(self) -> model.Review:
        """Return the model's value."""
        return model.Review(self.critic, self.verdict, self.quote, self.reviewed_on)


class ShareForm(_Form):
    """A share as the program prints it; it is derived, and not read back."""

    ship: int
    total: int
    share: float | None = None


class ToolForm(_Form):
    """A tool, with the reviews it carries."""

    name: Name
    category: Name
    slug: str | None = None
    vendor: Line = ""
    tagline: Line = ""
    description: Prose = ""
    aliases: list[Name] = []
    entry_price: PriceForm = PriceForm()
    licence: Line = ""
    link: Annotated[Line, Field(pattern=r"^(https?://\S+)?$")] = ""
    added_on: Day | None = None
    reviews: list[ReviewForm] = []
    panel: ShareForm | None = None
    community: ShareForm | None = None
    my_vote: Literal["ship", "skip"] | None = None

    @model_validator(mode="after")
    def _once_a_critic(self) -> ToolForm:
        critics = [review.critic for review in self.reviews]
        twice = {critic for critic in critics if critics.count(critic) > 1}
        if twice:
            raise ValueError(f"has two reviews by {', '.join(sorted(twice))}")
        if self.slug is not None and self.slug != slugify(self.slug):
            raise ValueError(f"the slug '{clean_line(self.slug)}' should be '{slugify(self.slug)}'")
        return self

    def submission(self) -> Submission:
        """Return the model's value."""
        tool = model.Tool(
            slug=self.slug or slugify(self.name),
            name=self.name,
            category=self.category,
            vendor=self.vendor,
            tagline=self.tagline,
            description=self.description,
            aliases=tuple(dict.fromkeys(self.aliases)),
            entry_price=self.entry_price.price(),
            licence=self.licence,
            link=self.link,
            added_on=self.added_on,
        )
        reviews = tuple(form.review() for form in self.reviews)
        return Submission(tool, frozenset(self.model_fields_set), reviews)


class CriticForm(_Form):
    """A critic of the panel."""

    name: Name
    motto: Line = ""
    voice: Prose = ""
    excited: list[Line] = []
    tired: list[Line] = []

    def critic(self) -> model.Critic:
        """Return the model's value."""
        return model.Critic(
            self.name, self.motto, self.voice, tuple(self.excited), tuple(self.tired)
        )


class ComparisonForm(_Form):
    """A published comparison; the tools are given by name or slug."""

    a: Name
    b: Name
    published_on: Day | None = None

    def published(self) -> Published:
        """Return the model's value."""
        return Published(slugify(self.a), slugify(self.b), self.published_on)


class ContentForm(_Form):
    """A whole file: critics, tools and comparisons, and what the database says of itself."""

    title: Line = ""
    note: Line = ""
    critics: list[CriticForm] = []
    tools: list[ToolForm] = []
    comparisons: list[ComparisonForm] = []


def read_content(documents: Iterable[Document]) -> Content:
    """Check documents and make one content of them.

    Raises:
        WrongUseError: some are wrong; the message tells every mistake, a line each.
    """
    critics: list[model.Critic] = []
    tools: list[Submission] = []
    comparisons: list[Published] = []
    about = {"title": "", "note": ""}
    mistakes: list[str] = []
    for document in documents:
        try:
            form = _form(document.data)
        except ValidationError as error:
            mistakes += [f"{document.source}: {_mistake(details)}" for details in error.errors()]
            continue
        about = {"title": form.title or about["title"], "note": form.note or about["note"]}
        critics += [critic.critic() for critic in form.critics]
        tools += [tool.submission() for tool in form.tools]
        comparisons += [comparison.published() for comparison in form.comparisons]
    mistakes += _same_slugs(tools)
    if mistakes:
        raise WrongUseError("\n".join(["nothing was imported", *mistakes]))
    return Content(tuple(critics), tuple(tools), tuple(comparisons), **about)


def _form(data: Data) -> ContentForm:
    """Read a document as what it is: whole content, a list of tools, or one tool."""
    if isinstance(data, list):
        return ContentForm.model_validate({"tools": data})
    if isinstance(data, dict) and data and not set(data) & set(ContentForm.model_fields):
        return ContentForm(tools=[ToolForm.model_validate(data)])
    return ContentForm.model_validate(data)


def _same_slugs(tools: list[Submission]) -> list[str]:
    names: dict[str, str] = {}
    mistakes = []
    for submission in tools:
        tool = submission.tool
        if tool.slug in names:
            mistakes.append(f"{names[tool.slug]} and {tool.name}: both have the slug {tool.slug}")
        names[tool.slug] = tool.name
    return mistakes


def _mistake(details: ErrorDetails) -> str:
    """Say where in the document, what is wrong, and what would be right."""
    where = ""
    for part in details["loc"]:
        where += f"[{part}]" if isinstance(part, int) else f".{part}" if where else str(part)
    if details["type"] == "extra_forbidden":
        return f"{where}: there is no such field{_nearest(str(details['loc'][-1]))}"
    said = details["msg"].removeprefix("Value error, ")
    said = said[:1].lower() + said[1:]
    found = details["input"]
    if isinstance(found, str | int | float | bool):
        said += f", not {_short(found)}"
    return clean_line(f"{where}: {said}" if where else said)


def _nearest(field: str) -> str:
    known = {
        name
        for form in (ContentForm, ToolForm, PriceForm, ReviewForm, CriticForm, ComparisonForm)
        for name in form.model_fields
    }
    near = get_close_matches(field, known, 1)
    return f"; did you mean '{near[0]}'?" if near else ""


def _short(found: str | float) -> str:
    text = repr(found) if isinstance(found, str) else str(found)
    return text if len(text) <= 60 else text[:57] + "…'"
