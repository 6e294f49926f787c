"""`elderapp schema`: the language as JSON Schema, for an author's editor."""

import json

import click

from elderapp.authoring.schema import KINDS
from elderapp.authoring.schema import schema as made


@click.command()
@click.argument("kind", type=click.Choice(KINDS), default="lesson")
@click.option("--language", type=click.Choice(("yue", "en")), default="yue", show_default=True, help="Of the titles.")
def schema(kind: str, language: str) -> None:
    """Write the JSON Schema (draft-07) of a lesson, a mock, facts.yaml or pronounce.yaml to standard output.

    An editor with YAML support completes and explains keys by it: point its `yaml.schemas` at the file.
    """
    click.echo(json.dumps(made(kind, language), ensure_ascii=False, indent=1))
