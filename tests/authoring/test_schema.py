"""The editor's schema judged by a validator that is not ours, against what `check` says of the same files."""

import runpy
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from elderapp import resources
from elderapp.authoring.build_steps import _KINDS
from elderapp.authoring.build_widgets import WIDGETS
from elderapp.authoring.grammar import KEYS, SHAPES, STEP_KEYS, WIDGET_NAMES
from elderapp.authoring.schema import KINDS, schema
from elderapp.lesson.model import TRACKS

CONFTEST = str(Path(__file__).with_name("conftest.py"))
CASES = runpy.run_path(str(Path(__file__).with_name("test_codes.py")))["CASES"]
SEEN = {"L021", "L101", "L102", "L103", "L104", "L105", "L106", "L107", "L108", "L115", "L120", "L122"}
"""Codes of what a schema can see: the shape, not the sense."""
FILES = {"lesson": "lesson", "mock": "mock", "river": "mock", "facts": "facts", "pronounce": "pronounce"}


@pytest.fixture
def files(folder) -> dict[str, Path]:
    return {name: folder / path for name, path in runpy.run_path(CONFTEST)["NAMES"].items()}


def yaml(text: str):
    return YAML(typ="safe", pure=True).load(text)


def faults(kind: str, text: str) -> list[str]:
    try:
        value = yaml(text)
    except (YAMLError, ValueError) as error:
        return [str(error)]
    return [one.message for one in jsonschema.Draft7Validator(schema(kind)).iter_errors(value)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["yue", "en"])
def test_the_schema_is_a_schema(kind, language):
    jsonschema.Draft7Validator.check_schema(schema(kind, language))


def test_every_lesson_and_mock_that_we_have_passes():
    root = resources.lessons()
    files = [("lesson", path) for path in root.glob("*/*/lesson.yaml")]
    files += [("mock", path) for path in root.glob("mocks/*.yaml")]
    files += [("facts", root / "facts.yaml"), ("pronounce", root / "pronounce.yaml")]

    assert [] == [fault for kind, path in files for fault in faults(kind, path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("code", "file", "old", "new"), [case for case in CASES if case[0] in SEEN])
def test_what_check_finds_in_the_shape_the_schema_finds_too(files, problems, change, code, file, old, new):
    change(file, old, new)
    path = files[file]

    assert code in [problem.code for problem in problems()]
    assert faults(FILES[file], path.read_text(encoding="utf-8")), f"{code}: {new}"


def test_the_project_that_all_mistakes_start_from_passes(files):
    assert [] == [
        fault for name, path in files.items() for fault in faults(FILES[name], path.read_text(encoding="utf-8"))
    ]


def test_a_misspelt_key_is_named_not_the_kind_of_step():
    text = "lesson: a-b\ntrack: basics\ntitle: 課\nminutes: 5\nreviewed: never\nwhy: 好\n"
    text += "together: [{do: tap, id: a, screen: s, target: t, say: 撳, wher: 度}]\n"

    assert any("'wher'" in fault for fault in faults("lesson", text))
    assert not any("'say' was unexpected" in fault for fault in faults("lesson", text))


def test_what_an_editor_takes_for_numbers_is_text():
    text = (resources.lessons() / "mocks" / "dialler.yaml").read_text(encoding="utf-8")

    assert [] == faults("mock", text.replace('"11:05"', "11:05").replace("text: 電話", "text: no"))


def test_the_grammar_has_what_the_builders_build():
    assert set(_KINDS) == set(STEP_KEYS)
    assert tuple(WIDGETS) == WIDGET_NAMES == tuple(name for name in KEYS["screen"] if name in WIDGETS)
    assert TRACKS == tuple(SHAPES["lesson"].keys["track"].detail.split("|"))
    assert all(all(shape.words) for shape in SHAPES.values())
    assert all(all(key.words) for shape in SHAPES.values() for key in shape.keys.values())
