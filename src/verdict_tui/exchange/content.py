"""Checking documents, and making one content of them; every mistake is told, not only the first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from verdict_tui.errors import MOST_MISTAKES, WrongUseError, several
from verdict_tui.exchange.forms import (
    AttachedForm,
    ComparisonForm,
    ContentForm,
    CriticForm,
    PriceForm,
    ReviewForm,
    ShareForm,
    ToolForm,
)
from verdict_tui.submission import Content
from verdict_tui.text import clean_line, clipped, did_you_mean, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic_core import ErrorDetails

    from verdict_tui import model
    from verdict_tui.exchange.documents import Document
    from verdict_tui.exchange.values import Data
    from verdict_tui.submission import Attached, Given, Published, Submission


MOST_COUNTED = 50_000
"""After so many mistakes nothing more is read."""


def read_content(
    documents: Iterable[Document],
    told: Callable[[int], None] | None = None,
    *,
    strict: bool = False,
) -> Content:
    """Check documents and make one content of them.

    Args:
        documents: what was read; those with a fault are mistakes.
        told: is told how many documents have been checked.
        strict: whether what is not understood is a mistake, too.

    Raises:
        WrongUseError: some are wrong; the message tells every mistake, a line each.
    """
    gathered = _Gathered()
    mistakes = _Mistakes()
    for number, document in enumerate(documents):
        if told:
            told(number)
        if mistakes.count > MOST_COUNTED:
            mistakes.are_all = False
            break
        if document.fault:
            mistakes.add(document.fault)
            continue
        try:
            gathered.take(document.source, _form(document))
        except ValidationError as error:
            mistakes.add_all(error, document)
    content = gathered.content()
    for wrong in (*_clashes(content), *(content.doubts if strict else ())):
        mistakes.add(wrong)
    if mistakes.count == 1:
        raise WrongUseError("nothing was imported", *mistakes.lines)
    if mistakes.count:
        raise WrongUseError("nothing was imported", more=mistakes.lines)
    return content


class _Mistakes:
    """What is wrong with documents: the first mistakes in words, all of them counted."""

    def __init__(self) -> None:
        self.count = 0
        self.are_all = True
        """Whether everything was read."""
        self._named: list[str] = []

    def add(self, mistake: str) -> None:
        """Take one."""
        self.count += 1
        if len(self._named) < MOST_MISTAKES:
            self._named.append(mistake)

    def add_all(self, error: ValidationError, document: Document) -> None:
        """Take those of a document; to put each into words takes time."""
        self.count += error.error_count()
        left = MOST_MISTAKES - len(self._named)
        if left > 0:
            for details in error.errors(include_url=False)[:left]:
                self._named.append(f"{document.source}: {_mistake(details, document)}")

    @property
    def lines(self) -> list[str]:
        """What is wrong, a mistake a line."""
        lines = several(self._named, self.count)
        if not self.are_all:
            lines[-1] += ", and what follows was not checked"
        return lines


class _Gathered:
    """What the documents bring, one after the other; only its values are kept, not the forms."""

    def __init__(self) -> None:
        self._critics: list[Given[model.Critic]] = []
        self._tools: list[Submission] = []
        self._reviews: list[Attached] = []
        self._comparisons: list[Given[Published]] = []
        self._title = self._note = ""
        self._doubts: list[str] = []

    def take(self, source: str, form: ContentForm) -> None:
        """Take over what a document says."""
        self._critics += [critic.critic(source) for critic in form.critics]
        self._tools += [tool.submission(source) for tool in form.tools]
        self._doubts += [f"{source}: {doubt}" for tool in form.tools for doubt in tool.doubts()]
        self._reviews += [review.attached(source) for review in form.reviews]
        self._comparisons += [pair.published(source) for pair in form.comparisons]
        self._title = form.title or self._title
        self._note = form.note or self._note

    def content(self) -> Content:
        """Return all of it."""
        return Content(
            tuple(self._critics),
            tuple(self._tools),
            tuple(self._reviews),
            tuple(self._comparisons),
            self._title,
            self._note,
            tuple(self._doubts),
        )


def _is_one_tool(data: Data) -> bool:
    """Tell one tool from whole content, which may have reviews too."""
    if not isinstance(data, dict) or not data:
        return False
    return set(data) != {"reviews"} and not set(data) & (
        set(ContentForm.model_fields) - {"reviews"}
    )


def _form(document: Document) -> ContentForm:
    """Read a document as what it is: whole content, a list of tools, one tool or one review."""
    data = document.data
    if document.kind == "review":
        return ContentForm(reviews=[AttachedForm.model_validate(data)])
    if isinstance(data, list):
        return ContentForm.model_validate({"tools": data})
    if document.kind == "tool" or _is_one_tool(data):
        return ContentForm(tools=[ToolForm.model_validate(data)])
    return ContentForm.model_validate(data)


def _clashes(content: Content) -> list[str]:
    """Tell what of an import can't be told apart: slugs, former names, reviews."""
    named: dict[str, Given[model.Tool]] = {}
    mistakes = []
    tools = [submission.tool for submission in content.tools]
    for given in tools:
        tool, other = given.value, named.get(given.value.slug)
        if other and other.value.name == tool.name:
            mistakes.append(f"{_both(other, given)}: {tool.name} stands there twice; leave one out")
        elif other:
            mistakes.append(
                f"{_both(other, given)}: {other.value.name} and {tool.name} both make the slug"
                f" '{tool.slug}'; give one of them a slug of its own"
            )
        named[tool.slug] = given
    for given in tools:
        for alias in given.value.aliases:
            other = named.get(slugify(alias))
            if other and slugify(alias) != given.value.slug:
                mistakes.append(
                    f"{given.source}: {given.value.name} has the former name '{alias}', which is"
                    f" the tool {other.value.name} of {other.source}; leave one of them out"
                )
    return [*mistakes, *_repeated_reviews(content.reviews), *_repeated_others(content)]


def _both(one: Given[model.Tool], other: Given[model.Tool]) -> str:
    return one.source if one.source == other.source else f"{one.source}, {other.source}"


def _repeated_others(content: Content) -> list[str]:
    """Tell which critics and comparisons stand there twice: one would be lost."""
    named = [(f"the critic {each.value.name}", each.source) for each in content.critics]
    for each in content.comparisons:
        a, b = slugify(each.value.a), slugify(each.value.b)
        named.append((f"the comparison of {a} with {b}", each.source))
    seen: dict[str, str] = {}
    mistakes = []
    for name, source in named:
        if name in seen:
            where = source if source == seen[name] else f"{seen[name]}, {source}"
            mistakes.append(f"{where}: {name} stands there twice; leave one out")
        seen[name] = source
    return mistakes


def _repeated_reviews(reviews: Iterable[Attached]) -> list[str]:
    seen: dict[tuple[str, str], str] = {}
    mistakes = []
    for tool, given in reviews:
        key = slugify(tool), given.value.critic
        if key in seen:
            mistakes.append(
                f"{given.source}: {given.value.critic} has reviewed {tool} in {seen[key]} already"
            )
        seen.setdefault(key, given.source)
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
    "string_unicode": "should be text without broken characters",
    "finite_number": "should be a finite number",
    "greater_than_equal": "should be 0 or more",
    "less_than": "should be less than 1,000,000,000",
}
"""Our words for what pydantic says in the words of a Python program."""


def _mistake(details: ErrorDetails, document: Document) -> str:
    """Say where in the document, what is wrong, and what would be right."""
    data, path = document.data, list(details["loc"])
    if isinstance(data, list) and path[:1] == ["tools"]:
        del path[0]
    where = ""
    for part in path:
        name = clipped(str(part))
        where += f"[{name}]" if isinstance(part, int) else f".{name}" if where else name
    if details["type"] == "extra_forbidden":
        said = "there is no such field" + _nearest(details["loc"], document)
    else:
        said = _SAID.get(details["type"], details["msg"].removeprefix("Value error, "))
        said = said[:1].lower() + said[1:] + _found(details)
    return clean_line(f"{where}: {said}" if where else said)


def _found(details: ErrorDetails) -> str:
    found = "null" if details["input"] is None else details["input"]
    if details["type"] == "missing" or not isinstance(found, str | int | float | bool | date):
        return ""
    text = f"'{found}'" if isinstance(found, str) else str(found)
    return f", not {text if len(text) <= 60 else text[:57] + '…'}"


_PARTS: dict[str, type[BaseModel]] = {
    "tools": ToolForm,
    "critics": CriticForm,
    "comparisons": ComparisonForm,
    "reviews": ReviewForm,
    "entry_price": PriceForm,
    "panel": ShareForm,
    "community": ShareForm,
}


def _nearest(path: tuple[int | str, ...], document: Document) -> str:
    """Suggest the known field that looks most like an unknown one."""
    form: type[BaseModel] = ToolForm if _is_one_tool(document.data) else ContentForm
    for part in path[:-1]:
        form = _PARTS.get(str(part), form)
    near = did_you_mean(str(path[-1]), form.model_fields)
    return f"; did you mean '{near}'?" if near else ""
