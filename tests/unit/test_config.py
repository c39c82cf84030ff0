"""The settings: what they may say, and errors that name the line and what would be right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import platformdirs
import pytest

from verdict_tui import keymap, paths
from verdict_tui.actions import ACTIONS
from verdict_tui.app import VerdictApp
from verdict_tui.config import Settings, read_settings, write_template
from verdict_tui.errors import WrongUseError
from verdict_tui.keymap import bound
from verdict_tui.screens.help import SECTIONS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the settings are, in a folder that is not there yet."""
    monkeypatch.setattr(paths, "settings", lambda: tmp_path / "config" / "config.toml")
    return tmp_path / "config" / "config.toml"


def read(path: Path, text: str) -> Settings:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    settings = read_settings()
    keymap.read(settings, VerdictApp.BINDINGS)
    return settings


def test_without_a_file_everything_is_as_it_was(path: Path) -> None:
    assert read_settings() == Settings(path)


def test_the_written_file_sets_nothing_and_every_line_of_it_can_be_set(path: Path) -> None:
    assert write_template() == path
    assert read_settings()._replace(is_there=False, lines=()) == Settings(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    set_all = [line[2:] for line in lines if re.match(r"# (\w+ =|\[|\")", line)]
    settings = read(path, "\n".join(set_all))
    assert (settings.name, settings.theme) == ("Ada", "verdict-dark")
    assert dict(settings.keymap) == ACTIONS
    with pytest.raises(WrongUseError, match="there are settings"):
        write_template()


def test_the_table_of_actions_is_that_of_the_screens() -> None:
    bindings = bound(VerdictApp.BINDINGS)
    assert {action: binding.key for action, binding in bindings.items()} == ACTIONS


def test_the_help_has_a_place_for_every_action() -> None:
    only_closes = {"rankings", "history", "help"}
    assert {action.split(".")[0] for action in ACTIONS} - only_closes == set(SECTIONS)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("name = \n", 1, "this is not TOML: invalid value, column 8"),
        ("\n\nname\n", 3, "this is not TOML: expected '=' after a key"),
        ("\nnmae = 'x'\n", 2, "there is no setting 'nmae'; did you mean 'name'?"),
        ("qqq = 1\n", 1, "there are name, theme, mouse, ascii, keymap"),
        ("name = 3\n", 1, "name should be text"),
        ("mouse = 'yes'\n", 1, "mouse should be true or false"),
        ("keymap = 3\n", 1, "keymap should be a table"),
        ("[keymap]\n'vote.shp' = 'v'\n", 2, "no action 'vote.shp'; did you mean 'vote.ship'?"),
        ("[keymap]\n'vote.ship' = 'v,'\n", 2, "'vote.ship' should have keys"),
        ("[keymap]\n'vote.ship' = 'ctrl+foo'\n", 2, "'ctrl+foo' is no key"),
        ("[keymap]\n\n'vote.ship' = 'slash'\n", 3, "is the key of 'compare.search' (Search) too"),
        ("[keymap]\n'vote.undo' = 'k'\n", 2, "is the key of 'scroll.up' (Up a line) too"),
        ("[keymap]\n'vote.ship' = 'v'\n'vote.skip' = 'v'\n", 2, "the key of 'vote.skip'"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_line(
    path: Path, text: str, line: int, said: str
) -> None:
    with pytest.raises(WrongUseError) as caught:
        read(path, text)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert said in str(caught.value)


def test_keys_may_change_places_and_be_the_same_where_they_do_not_meet(path: Path) -> None:
    swapped = read(path, "[keymap]\n'vote.undo' = 'd'\n'compare.differing' = 'u'\n")
    assert dict(swapped.keymap)["vote.undo"] == "d"
    read(path, "[keymap]\n'filters.clear' = 'u'\n")


def test_a_broken_file_is_told(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(WrongUseError, match="can't read the settings"):
        read_settings()


def test_a_folder_in_the_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(WrongUseError, match="it is a folder"):
        write_template()
    with pytest.raises(WrongUseError, match="it is a folder"):
        read_settings()


def test_the_settings_are_where_the_platform_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for home in ("", " ", str(tmp_path)):
        monkeypatch.setenv("XDG_CONFIG_HOME", home)
        expected = platformdirs.user_config_path(paths.APP_NAME, appauthor=False)
        assert paths.settings() == expected / "config.toml"
