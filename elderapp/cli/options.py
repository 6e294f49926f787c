"""What several commands ask in the same way."""

import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import click

F = TypeVar("F", bound=Callable[..., object])
PORT = click.IntRange(0, 65535)


def made(folder: Path) -> Path:
    """The folder given with --data, made if need be. Raises `BadParameter` where nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(folder, error.strerror or "no such folder") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _unusable(folder, "you may not write there")
    return folder


def _unusable(folder: Path, why: str) -> click.BadParameter:
    return click.BadParameter(f"{folder} cannot be used ({why}): choose another folder", param_hint="--data")


def lesson_id(text: str) -> str:
    """The lesson meant by its id, its folder or its file, as `check` and `preview` take it."""
    path = Path(text)
    return path.parent.name if path.name == "lesson.yaml" else path.name


def one_lesson(also: str) -> Callable[[F], F]:
    """``--lesson``: one lesson alone, by its id, folder or file; `also` is another word it takes."""
    return click.option(
        "--lesson",
        "only",
        metavar="LESSON",
        help=f"One lesson alone (its id, folder or file), or `{also}`.",
        callback=lambda _context, _option, text: lesson_id(text) if text else None,
    )


def no_lesson(name: str, there: Iterable[str]) -> click.UsageError:
    """That there is no such lesson: the nearest ones, or all where none is near."""
    known = sorted(there)
    near = get_close_matches(name, known, 3, 0.6)
    if near:
        return click.UsageError(f"no lesson `{name}` there; did you mean {' or '.join(f'`{one}`' for one in near)}?")
    return click.UsageError(f"no lesson `{name}` there; there are: {', '.join(known) or 'none'}")


def hub_address(text: str) -> str:
    """The hub's address from what was typed or copied: ``192.168.1.5:8700``, or any page of its dashboard."""
    whole = text.strip() if "://" in text else f"http://{text.strip()}"
    try:
        parts = urlsplit(whole)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if not host or re.search(r"\s", host) or parts.scheme not in ("http", "https"):
        raise click.BadParameter(f"{text} is no address like http://192.168.1.5:8700", param_hint="--hub")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port is not None else "")


def pairing_code(text: str) -> str:
    """The eight digits, also where they were typed full-width or in groups."""
    digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"[0-9]{8}", digits):
        raise click.BadParameter(f"{text} is not a code: a code has eight digits", param_hint="--code")
    return digits
