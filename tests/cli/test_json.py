"""What `--json` prints is what `docs/verdict.schema.json` says, and nothing it does not say."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import Run
    from verdict_tui.render.data import Data

PRINTED = {
    "compare": ("compare", "cursor", "zed"),
    "list": ("list",),
    "show": ("show", "claude-code"),
    "changes": ("show", "foo", "--changes"),
    "search": ("search", "cl"),
    "quotes": ("search", "--quotes", "licence"),
    "history": ("history",),
    "digest": ("digest", "--since", "99y"),
    "lint": ("lint",),
    "why": ("show", "zed", "--why"),
    "rank": ("rank", "--by", "gap"),
    "critics": ("critics",),
    "critic": ("critics", "founder"),
}


def closed(schema: Data) -> Data:
    """Return a schema that allows no keys but those it names."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {
        key: value if key.endswith("_fields") else closed(value) for key, value in schema.items()
    }
    is_object = "properties" in schema or "allOf" in schema
    return {**inner, "unevaluatedProperties": False} if is_object else inner


def checker(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((ROOT / "docs" / "verdict.schema.json").read_text("utf-8"))
    whole = closed(deepcopy(schema))
    assert isinstance(whole, dict)
    return jsonschema.Draft202012Validator({**whole, "$ref": f"#/$defs/{name}"})


@pytest.mark.parametrize("name", PRINTED)
def test_it_prints_what_the_schema_says(
    run: Run, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for price in ("free", "$20/month per seat"):
        Path("foo.json").write_text(
            json.dumps({"name": "Foo", "category": "Editors", "entry_price": price})
        )
        run("import", "foo.json")
    run("vote", "zed", "ship")
    run("undo")
    printed = json.loads(run(*PRINTED[name], "--json").out)
    assert printed
    assert [error.message for error in checker(name).iter_errors(printed)] == []


def test_the_check_finds_a_key_that_is_not_in_the_schema(run: Run) -> None:
    printed = json.loads(run("show", "zed", "--json").out)
    assert checker("show").is_valid(printed)
    assert not checker("show").is_valid({**printed, "more": 1})
    assert not checker("show").is_valid({**printed, "reviews": [{}]})
    printed["entry_price"]["more"] = 1
    assert not checker("show").is_valid(printed)


def test_every_definition_that_is_printed_is_checked() -> None:
    schema = json.loads((ROOT / "docs" / "verdict.schema.json").read_text("utf-8"))
    described = {
        name for name, each in schema["$defs"].items() if "verdict " in str(each.get("description"))
    }
    assert described == set(PRINTED)
