"""Every setting, command and key is documented, and nothing else."""

import inspect
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
import typer.main

from flows.yaml_tree import parse_tree
from sayso import profile_rows, written_rows
from sayso.cli import make_app
from sayso.command_list import COMMANDS, CommandGroup, Place
from sayso.people import COLUMNS
from sayso.starting import write_example
from storage.settings import environment_names

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")


def first_cells(name: str) -> list[str]:
    """List the words in code style that begin the rows of a page's tables."""
    text = (REFERENCE / name).read_text("utf-8")
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def commands_of(group: object, before: str = "") -> Iterator[str]:
    for name, command in getattr(group, "commands", {}).items():
        if hasattr(command, "commands"):
            if command.invoke_without_command:
                yield f"{before}{name}"
            yield from commands_of(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def places_of(
    commands: Mapping[str, Place | CommandGroup], *before: str
) -> Iterator[tuple[tuple[str, ...], str]]:
    """List the words that lead to each command that is loaded by itself, with its line."""
    for name, found in commands.items():
        if isinstance(found, CommandGroup):
            yield from places_of(found.commands, *before, name)
        else:
            yield (*before, name), found.line


PLACES = list(places_of(COMMANDS))


def test_every_setting_is_documented_in_order_and_nothing_else() -> None:
    assert first_cells("settings.md") == list(environment_names())


def test_every_command_is_documented_and_nothing_else() -> None:
    commands = {
        command
        for words, _ in PLACES
        for command in commands_of(typer.main.get_command(make_app(*words)))
    }

    assert {f"sayso {name}" for name in commands} == set(first_cells("commands.md"))


@pytest.mark.parametrize(("words", "line"), PLACES, ids=str)
def test_command_says_of_itself_what_the_list_says_of_it(words: tuple[str, ...], line: str) -> None:
    command: object = typer.main.get_command(make_app(*words))
    for word in words:
        command = vars(command)["commands"][word]

    assert inspect.cleandoc(vars(command)["help"]).partition("\n\n")[0] == line


def test_every_key_of_the_community_file_is_documented() -> None:
    root = parse_tree(write_example(today=date(2026, 1, 1)), "example").value
    assert isinstance(root, dict)
    keys = []
    for key, node in root.items():
        inner = node.value if isinstance(node.value, dict) else {}
        keys += [f"{key}.{name}" for name in inner] or [key]

    assert first_cells("community.md") == keys


def test_every_column_of_the_spreadsheets_is_documented() -> None:
    assert first_cells("people-csv.md") == list(COLUMNS)
    assert first_cells("written-csv.md") == list(written_rows.COLUMNS)
    assert first_cells("profile-csv.md") == list(profile_rows.COLUMNS)


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda page: page.stem
)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]

    assert [link for link in links if not (page.parent / link).exists()] == []
