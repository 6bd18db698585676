"""The documents name what there is: links lead somewhere, settings and commands exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from bot.cli import cli
from bot.config import ENV_PREFIX, Settings
from docs.write_reference import FOLDER, pages

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "seeds" / "README.md"])
DEPLOYED = [ROOT / "Dockerfile", ROOT / "compose.yaml", ROOT / "docs" / "how-to" / "briefbot.service"]


def commands() -> set[str]:
    """Every command of the command line, with its group: "feeds add"."""

    def walk(command: object, words: tuple[str, ...]) -> Iterator[str]:
        yield " ".join(words)
        for name, each in getattr(command, "commands", {}).items():
            yield from walk(each, (*words, name))

    return set(walk(typer.main.get_command(cli), ())) - {""}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_within_the_repository_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def anchors(document: Path) -> set[str]:
    """What a link can name in it, after GitHub's manner."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().replace(" ", "-").lower() for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_into_a_page_lead_to_a_heading(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", document.read_text(encoding="utf-8"))
    pages = [(document.parent / page if page else document, anchor) for page, anchor in links]
    assert [f"{page}#{anchor}" for page, anchor in pages if anchor not in anchors(page)] == []


def test_every_page_is_listed_among_the_documents() -> None:
    listed = re.findall(r"\]\(([^)#]+)", (ROOT / "docs" / "README.md").read_text(encoding="utf-8"))
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").glob("*/*.md")}
    assert {page for page in pages if not page.startswith("decisions/")} <= set(listed)


def test_every_change_that_has_steps_is_listed_among_the_documents() -> None:
    listed = re.findall(r"CONTRIBUTING\.md#([^)]+)\)", (ROOT / "docs" / "README.md").read_text(encoding="utf-8"))
    assert anchors(ROOT / "CONTRIBUTING.md") - {"contributing"} == set(listed)


@pytest.mark.parametrize("document", [*DOCUMENTS, *DEPLOYED], ids=lambda path: path.name)
def test_settings_that_are_named_exist(document: Path) -> None:
    named = set(re.findall(rf"\b{ENV_PREFIX}([A-Z_]+[A-Z])\b", document.read_text(encoding="utf-8")))
    assert {name.lower() for name in named} <= set(Settings.model_fields)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_that_are_named_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = re.findall(r"(?:`|bin/|^)briefbot ((?!--)[a-z-]+(?: [a-z-]+)?)", text, re.MULTILINE)
    known = commands()
    takes_arguments = known - {words.split()[0] for words in known if " " in words}
    assert [words for words in named if words not in known and words.split()[0] not in takes_arguments] == []


def test_the_reference_is_what_the_code_says_of_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    kept = {name: (FOLDER / name).read_text(encoding="utf-8") for name in pages()}
    assert pages() == kept, "run `make reference`"


@pytest.mark.parametrize("document", DEPLOYED, ids=lambda path: path.name)
def test_what_is_deployed_runs_a_command_that_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    ran = re.findall(
        r'^(?:CMD \["|.*CMD \["briefbot", "|ExecStart=.*config\.toml | +command: \[)([a-z]+)', text, re.MULTILINE
    )
    assert ran
    assert set(ran) <= commands()


def paths_named(text: str) -> set[str]:
    return set(re.findall(r"`((?:bot|cogs|tests|bench|seeds|docs)/[\w./*]*)`", text))


def names_placed(text: str) -> list[tuple[str, str]]:
    """What a document says stands in a module, "`next_sends` in `bot/schedule.py`", by name and module."""
    found = re.findall(r"`(\w+)`(?:(?:,| and) `(\w+)`)?\s+\(?in\s+\[?`([\w/]+\.py)`", text)
    return [(name, path) for *names, path in found for name in filter(None, names)]


def stands_in(name: str, path: str) -> bool:
    """Whether a module has it; one that is named without its folder may be any that is called so."""
    folders = ("bot", "cogs", "tests")
    modules = [ROOT / path] if "/" in path else [each for folder in folders for each in (ROOT / folder).rglob(path)]
    has_it = re.compile(rf"^ *(?:async )?(?:def|class) {name}\b|^{name}\b", re.MULTILINE)
    return any(module.is_file() and has_it.search(module.read_text("utf-8")) for module in modules)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_modules_and_names_that_are_told_of_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert [path for path in sorted(paths_named(text)) if not any(ROOT.glob(path.rstrip("/")))] == [], "no such path"
    assert [f"{name} in {path}" for name, path in names_placed(text) if not stands_in(name, path)] == [], "not there"


def test_modules_and_names_are_found_where_documents_tell_of_many() -> None:
    house, steps = (ROOT / "docs/explanation/architecture.md", ROOT / "CONTRIBUTING.md")
    told = [(paths_named(text), names_placed(text)) for text in (each.read_text("utf-8") for each in (house, steps))]
    assert [(len(paths) > 70, len(names) > 10) for paths, names in told] == [(True, True)] * 2
