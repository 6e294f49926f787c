"""Pages that are made of the code: commands, the HTTP interface, metrics, JSON Schema, decisions, what is stored."""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from litestar.testing import TestClient
from prometheus_client.metrics import MetricWrapperBase
from stored import notice

from elderapp.authoring.schema import KINDS, schema
from elderapp.cli import cli
from elderapp.hub.app import create_app
from elderapp.hub.metrics import Metrics
from elderapp.hub.settings import Settings

DOCS = Path(__file__).resolve().parents[1]


def pages() -> dict[str, str]:
    """Text by the path that it has on the site."""
    document = openapi()
    made = {
        "notice.md": notice(),
        "decisions/all.md": decisions(),
        "reference/index.md": INDEX,
        "reference/commands.md": commands(),
        "reference/api.md": api(document),
        "reference/openapi.json": json.dumps(document, ensure_ascii=False, indent=1),
        "reference/metrics.md": metrics(),
    }
    schemas = {
        f"reference/{kind}.schema.json": json.dumps(schema(kind), ensure_ascii=False, indent=1) for kind in KINDS
    }
    return made | schemas


INDEX = f"""# Reference 參考

All of it is made from the code when this site is built.

| What | Where |
| --- | --- |
| 寫課堂：每一樣可以寫的東西 | [對照表](../authors/reference.md) · [in English](../authors/en/reference.md) |
| The same for an editor (JSON Schema) | {" · ".join(f"[{kind}]({kind}.schema.json)" for kind in KINDS)} |
| Every command and option | [Commands](commands.md) |
| What a program may ask a hub | [HTTP interface](api.md) · [openapi.json](openapi.json) · [xAPI](../xapi.md) |
| What a monitoring program reads | [Metrics](metrics.md) |
| What `elderapp check` finds | [問題一覽](../authors/problems.md) · [in English](../authors/en/problems.md) |
| Why it is as it is | [Decisions](../decisions/all.md) |
"""


def commands() -> str:
    """Every command with its arguments and options, as `--help` tells them."""
    parts = [
        "# Commands",
        "Each tells the same with `--help`. It ends with 0 when all is well, 1 with problems, 2 when called wrongly.",
    ]
    for path, command, context in _walk(cli, "elderapp"):
        usage = command.collect_usage_pieces(context)
        parts += [f"{'##' if path.count(' ') < 2 else '###'} {path}", f"```text\n{path} {' '.join(usage)}\n```"]
        parts += [re.sub(r"\s*\n\s*", " ", one) for one in (command.help or "").split("\n\n")]
        rows = [one.get_help_record(context) for one in command.get_params(context)]
        told = [f"| `{_cell(name)}` | {_cell(said)} |" for name, said in filter(None, rows) if name != "-h, --help"]
        if told:
            parts.append("\n".join(["| Option | |", "| --- | --- |", *told]))
    return "\n\n".join(parts) + "\n"


def _walk(command: click.Command, path: str) -> Iterator[tuple[str, click.Command, click.Context]]:
    context = click.Context(command, info_name=path)
    yield path, command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None and not found.hidden:
                yield from _walk(found, f"{path} {name}")


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|").replace("<", "&lt;")


def openapi() -> dict[str, Any]:
    """The document that a hub gives."""
    with tempfile.TemporaryDirectory() as folder, TestClient(create_app(Settings(data=Path(folder)))) as client:
        return dict(client.get("/schema/openapi.json").json())


def api(document: dict[str, Any]) -> str:
    """Every path of the document, by group."""
    parts = [
        "# HTTP interface",
        "A hub tells the same, for programs, at `/schema/openapi.json`; [here it is](openapi.json). `/api` is read "
        "with a log-in or a token that a manager makes, `/xapi` with a credential of its own ([how](../xapi.md)); "
        "what tablets ask is signed by their keys. Refusals are `application/problem+json` with a code.",
    ]
    groups: dict[str, list[str]] = {}
    for path, methods in sorted(document["paths"].items()):
        for method, told in methods.items():
            if method not in ("get", "post", "put", "delete", "head", "patch"):
                continue
            asked = ", ".join(f"`{one['name']}`" for one in told.get("parameters", []) if "name" in one)
            answers = ", ".join(sorted(told.get("responses", {})))
            said = _cell(told.get("summary", ""))
            row = f"| `{method.upper()}` | `{path}` | {said} | {asked} | {answers} |"
            groups.setdefault("/" + path.split("/")[1], []).append(row)
    for group, rows in groups.items():
        parts += [f"## {group}", "\n".join(["| | Path | | Asks | Answers |", "| --- | --- | --- | --- | --- |", *rows])]
    return "\n\n".join(parts) + "\n"


def metrics() -> str:
    """Every figure at `/metrics`."""
    rows = ["| Name | Kind | Labels | |", "| --- | --- | --- | --- |"]
    kept = Metrics()
    found = {one for one in kept.registry._collector_to_names if isinstance(one, MetricWrapperBase)}
    for one in sorted(found, key=lambda metric: metric._name):
        name = one._name + ("_total" if one._type == "counter" else "")
        rows.append(f"| `{name}` | {one._type} | {', '.join(one._labelnames)} | {_cell(one._documentation)} |")
    return (
        "# Metrics\n\nA hub tells them at `/metrics`, as Prometheus reads them, to whoever has a reader's token. "
        "No name and no id is a label: routes stand there as patterns.\n\n" + "\n".join(rows) + "\n"
    )


def decisions() -> str:
    """All of them, by number, with the title that each has."""
    rows = ["| | What was decided |", "| --- | --- |"]
    for path in sorted((DOCS / "decisions").glob("[0-9]*.md")):
        title = path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
        title = re.sub(r"^\d{4}[\s:.–-]*", "", title)
        rows.append(f"| {path.name[:4]} | [{_cell(title)}]({path.name}) |")
    return "# Decisions\n\nOne page each: what was so, what was chosen, what it costs.\n\n" + "\n".join(rows) + "\n"
