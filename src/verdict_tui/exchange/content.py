"""What imported content may say, checked field by field, with every mistake reported."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
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
from verdict_tui.submission import Content, Given, Published, Submission
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


def _coded(text: str) -> str:
    if not re.fullmatch("([A-Z]{3})?", text):
        raise ValueError("should be three capital letters, such as USD")
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


_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_PERIODS = {"mo": "month", "yr": "year"}
_SHORT_PRICE = re.compile(
    r"(?P<symbol>[$€£¥])?\s*(?P<amount>(\d{1,3}(,\d{3})+|\d+)(\.\d+)?)\s*(?P<currency>[A-Z]{3})?"
    r"\s*((/|per|a)\s*)?(?P<period>once|month|mo|year|yr)"
    r"\s*,?\s*(?P<seat>(/|per)\s*(seat|user))?",
    re.IGNORECASE,
)


class PriceForm(_Form):
    """An entry price, long or short."""

    kind: Literal["free", "amount", "contact", "unknown"] = "unknown"
    amount: Annotated[Decimal, Field(ge=0, lt=10**9)] | None = None
    currency: Annotated[str, AfterValidator(_coded)] | None = None
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
    period = match["period"].lower()
    return {
        "kind": "amount",
        "amount": _stored(float(match["amount"].replace(",", ""))),
        "currency": currency.upper(),
        "period": _PERIODS.get(period, period),
        "per_seat": bool(match["seat"]),
    }


def _stored(amount: float) -> Decimal:
    """Return an amount as the database gives it back: as the shortest decimal of its float."""
    return Decimal(repr(amount))


def _exact_amount(value: Data) -> Mapping[str, object] | Data:
    """Let JSON and TOML numbers in as the decimals they were written as."""
    if isinstance(value, dict):
        amount = value.get("amount")
        if isinstance(amount, int | float) and not isinstance(amount, bool):
            return {**value, "amount": _stored(float(amount))}
    return value


class ReviewForm(_Form):
    """One critic's verdict."""

    critic: Name
    verdict: Literal["ship", "skip"]
    quote: Prose = ""
    reviewed_on: Day | None = None

    def review(self) -> Given[model.Review]:
        """Return the model's value."""
        review = model.Review(self.critic, self.verdict, self.quote, self.reviewed_on)
        return Given(review, frozenset(self.model_fields_set))


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
    aliases: list[Name] = []
    entry_price: PriceForm = PriceForm()
    licence: Line = ""
    link: Annotated[str, Field(max_length=500), AfterValidator(_linked)] = ""
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
            aliases=tuple(name for name in dict.fromkeys(self.aliases) if name != self.name),
            entry_price=self.entry_price.price(),
            licence=self.licence,
            link=self.link,
            added_on=self.added_on,
        )
        given = Given(tool, frozenset(self.model_fields_set))
        return Submission(given, tuple(form.review() for form in self.reviews))


class CriticForm(_Form):
    """A critic of the panel."""

    name: Name
    motto: Line = ""
    voice: Prose = ""
    excited: list[Line] = []
    tired: list[Line] = []

    def critic(self) -> Given[model.Critic]:
        """Return the model's value."""
        critic = model.Critic(
            self.name, self.motto, self.voice, tuple(self.excited), tuple(self.tired)
        )
        return Given(critic, frozenset(self.model_fields_set))


class ComparisonForm(_Form):
    """A published comparison; the tools are given by name or slug."""

    a: Name
    b: Name
    published_on: Day | None = None

    def published(self) -> Given[Published]:
        """Return the model's value."""
        published = Published(self.a, self.b, self.published_on)
        return Given(published, frozenset(self.model_fields_set))


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
    forms: list[ContentForm] = []
    mistakes: list[str] = []
    for document in documents:
        try:
            forms.append(_form(document.data))
        except ValidationError as error:
            told = [_mistake(details, document.data) for details in error.errors()]
            mistakes += [f"{document.source}: {mistake}" for mistake in told]
    tools = [tool.submission() for form in forms for tool in form.tools]
    mistakes += _clashes(tools)
    if mistakes:
        raise WrongUseError("\n".join(["nothing was imported", *mistakes]))
    return Content(
        critics=tuple(critic.critic() for form in forms for critic in form.critics),
        tools=tuple(tools),
        comparisons=tuple(pair.published() for form in forms for pair in form.comparisons),
        title=next((form.title for form in reversed(forms) if form.title), ""),
        note=next((form.note for form in reversed(forms) if form.note), ""),
    )


def _is_one_tool(data: Data) -> bool:
    return isinstance(data, dict) and bool(data) and not set(data) & set(ContentForm.model_fields)


def _form(data: Data) -> ContentForm:
    """Read a document as what it is: whole content, a list of tools, or one tool."""
    if isinstance(data, list):
        return ContentForm.model_validate({"tools": data})
    if _is_one_tool(data):
        return ContentForm(tools=[ToolForm.model_validate(data)])
    return ContentForm.model_validate(data)


def _clashes(tools: list[Submission]) -> list[str]:
    """Tell which tools of an import can't be told apart: by slug, or by a former name."""
    names: dict[str, str] = {}
    mistakes = []
    for tool in (submission.tool.value for submission in tools):
        if tool.slug in names:
            mistakes.append(
                f"{names[tool.slug]} and {tool.name} both make the slug '{tool.slug}';"
                " give one of them a slug of its own"
            )
        names[tool.slug] = tool.name
    for tool in (submission.tool.value for submission in tools):
        for alias in tool.aliases:
            other = names.get(slugify(alias))
            if other and slugify(alias) != tool.slug:
                mistakes.append(
                    f"{tool.name} has the former name '{alias}', which is the tool {other} here;"
                    " leave one of them out"
                )
    return mistakes


_SAID = {
    "missing": "is missing",
    "string_type": "should be text",
    "bool_type": "should be true or false",
    "int_type": "should be a whole number",
    "float_type": "should be a number",
    "decimal_type": "should be a number",
    "is_instance_of": "should be a number",
    "list_type": "should be a list",
    "model_type": "should be an object with named fields",
    "model_attributes_type": "should be an object with named fields",
    "dict_type": "should be an object with named fields",
}
"""Our words for what pydantic says in the words of a Python program."""


def _mistake(details: ErrorDetails, data: Data) -> str:
    """Say where in the document, what is wrong, and what would be right."""
    path = list(details["loc"])
    if isinstance(data, list) and path[:1] == ["tools"]:
        del path[0]
    where = ""
    for part in path:
        where += f"[{part}]" if isinstance(part, int) else f".{part}" if where else str(part)
    if details["type"] == "extra_forbidden":
        said = "there is no such field" + _nearest(details["loc"], data)
    else:
        said = _SAID.get(details["type"], details["msg"].removeprefix("Value error, "))
        said = said[:1].lower() + said[1:] + _found(details)
    return clean_line(f"{where}: {said}" if where else said)


def _found(details: ErrorDetails) -> str:
    found = details["input"]
    if details["type"] == "missing" or not isinstance(found, str | int | float | bool):
        return ""
    text = f"'{found}'" if isinstance(found, str) else str(found)
    return f", not {text if len(text) <= 60 else text[:57] + '…'}"


_PARTS: dict[str, type[_Form]] = {
    "tools": ToolForm,
    "critics": CriticForm,
    "comparisons": ComparisonForm,
    "reviews": ReviewForm,
    "entry_price": PriceForm,
    "panel": ShareForm,
    "community": ShareForm,
}


def _nearest(path: tuple[int | str, ...], data: Data) -> str:
    """Suggest the known field that looks most like an unknown one."""
    form: type[_Form] = ToolForm if _is_one_tool(data) else ContentForm
    for part in path[:-1]:
        form = _PARTS.get(str(part), form)
    near = get_close_matches(str(path[-1]), form.model_fields, 1)
    return f"; did you mean '{near[0]}'?" if near else ""
