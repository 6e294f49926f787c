import json

import jsonschema
import pytest
from click.testing import CliRunner

from elderapp.authoring.schema import KINDS
from elderapp.cli.schema import schema


@pytest.mark.parametrize("kind", KINDS)
def test_it_writes_a_schema_of_each_kind_and_nothing_else(kind):
    result = CliRunner().invoke(schema, [kind])

    jsonschema.Draft7Validator.check_schema(json.loads(result.output))
    assert 0 == result.exit_code


def test_a_lesson_is_meant_unless_one_says_otherwise_in_either_language():
    one, other = (json.loads(CliRunner().invoke(schema, ["--language", way]).output) for way in ("yue", "en"))

    assert ("一課", "a lesson") == (one["title"], other["title"])
    assert list(one["properties"]) == list(other["properties"])


def test_another_kind_is_wrong_use():
    assert 2 == CliRunner().invoke(schema, ["pack"]).exit_code
