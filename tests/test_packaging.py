"""What is shipped, and that it works from anywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_the_styles_the_sample_and_the_types(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for name in ("styles/app.tcss", "styles/compare.tcss", "sample.db", "py.typed", "app.py"):
        assert f"verdict_tui/{name}" in names
    assert not [name for name in names if name.startswith(("tests/", "bench/", "sample/"))]


def test_the_sdist_holds_what_its_tests_need(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", tmp_path, ROOT],
        check=True,
        capture_output=True,
    )
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        held = {Path(*Path(name).parts[1:]) for name in archive.getnames()}
    needed = {
        path.relative_to(ROOT)
        for folder in ("src", "styles", "sample", "tests", "bench", "docs", ".ci")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and ".hypothesis" not in path.parts
    }
    needed |= {
        Path(name) for name in ("Makefile", "constraints.txt", "pyproject.toml", "sample.db")
    }
    assert needed - held == set()


def test_an_installed_wheel_runs_from_any_directory(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", system_site_packages=False, with_pip=False)
    site = next((tmp_path / "venv" / "lib").glob("python*")) / "site-packages"
    zipfile.ZipFile(wheel).extractall(site)
    # The dependencies of this environment stand in for freshly installed ones.
    found = subprocess.run(
        [sys.executable, "-c", "import click; print(click.__path__[0])"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    (site / "dependencies.pth").write_text(str(Path(found.stdout.strip()).parent))
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(site)}
    listed = subprocess.run(
        [tmp_path / "venv" / "bin" / "python", "-m", "verdict_tui", "list", "--tsv"],
        cwd="/", env=env, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert "code-llama-4\tCode Llama 4" in listed.stdout


def test_the_sample_is_what_its_files_say(tmp_path: Path) -> None:
    built = tmp_path / "sample.db"
    subprocess.run(
        [sys.executable, ROOT / "sample" / "build.py", built], check=True, capture_output=True
    )
    assert built.read_bytes() == (ROOT / "sample.db").read_bytes()


def test_the_constraints_name_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert lines
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line) for line in lines)
