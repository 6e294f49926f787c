"""The guides for trainers and operators name what there is: commands, options, buttons, pictures."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from elderapp.cli import cli
from tests.screens import MOST, PICTURES

ROOT = Path(__file__).parents[1]
PAGES = sorted(path for room in ("trainers", "operators") for path in (ROOT / "docs" / room).rglob("*.md"))
_INLINE = re.compile(r"`(elderapp [^`…]+)`")
_BUTTON = re.compile(r"「([^」]+)」")
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def commands(page: Path) -> Iterator[list[str]]:
    """What the page tells to type, as words."""
    text = page.read_text(encoding="utf-8")
    for line in (*map(str.strip, text.splitlines()), *_INLINE.findall(text)):
        if line.startswith("elderapp "):
            yield shlex.split(line)[1:]


def fault(words: list[str], command: click.Command = cli) -> str:
    """What click would say of it; the files that it names need not be there."""
    context = click.Context(command)
    parser = command.make_parser(context)
    parser.allow_interspersed_args = not isinstance(command, click.Group)
    try:
        given, rest, _ = parser.parse_args(list(words))
        for one in command.get_params(context):
            if isinstance(one, click.Argument) and one.required and not given.get(one.name or ""):
                return f"{one.name} is missing"
            if not isinstance(one.type, click.Path) and one.name in given:
                one.type_cast_value(context, given[one.name])
    except click.UsageError as error:
        return error.format_message()
    if not isinstance(command, click.Group) or not rest:
        return " ".join(rest)
    named = command.get_command(context, rest[0])
    return fault(rest[1:], named) if named else f"no command {rest[0]}"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("hub backup --keep 3", ""),
        ("hub --demo --port 0", ""),
        ("hub backup --zzz /media", "No such option: --zzz"),
        ("hub restore", "file is missing"),
        ("hub bakcup", "no command bakcup"),
        ("hub report --months 5", "Invalid value for '--months': '5' is not one of '1', '3', '6', '12'."),
        ("doctor everything", "everything"),
    ],
)
def test_a_command_that_is_not_there_is_found(line, told):
    assert told == fault(line.split())


def test_every_command_of_the_guides_is_there_with_its_options():
    typed = [(page, words) for page in PAGES for words in commands(page)]

    assert 40 <= len(typed)
    assert [] == [f"{page.name}: {' '.join(words)}: {wrong}" for page, words in typed if (wrong := fault(words))]


def test_every_button_that_the_chinese_guides_name_has_that_name():
    rooms = (ROOT / "elderapp" / "hub", ROOT / "elderapp" / "tablet", ROOT / "elderapp" / "player")
    files = [path for room in rooms for kind in ("*.html", "*.py", "*.js") for path in room.rglob(kind)]
    words = "".join(path.read_text(encoding="utf-8") for path in files)
    patterns = [
        (page.name, name, ".*".join(map(re.escape, re.split(r"…|\d+", name))))
        for page in PAGES
        if page.parent.name != "en" and page.name != "hotspot.md"
        for name in _BUTTON.findall(page.read_text(encoding="utf-8"))
    ]

    assert 100 <= len(patterns)
    assert [] == [f"{page}: {name}" for page, name, pattern in patterns if not re.search(pattern, words)]


def test_every_link_leads_to_a_page_or_a_picture():
    links = [(page, target) for page in PAGES for target in _LINK.findall(page.read_text(encoding="utf-8"))]

    assert 60 <= len(links)
    assert [] == [f"{page.name}: {target}" for page, target in links if not (page.parent / target).exists()]


def test_pictures_of_the_hub_are_small_and_each_is_shown():
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    pictures = sorted(PICTURES.glob("hub-*.png"))

    assert 20 <= len(pictures)
    assert [] == [path.name for path in pictures if path.stat().st_size > MOST or path.name not in shown]
