"""JSON Schema (draft-07) of what authors write, for their editor: made of the grammar, so it says what `check` says.

The kind of a step is chosen by ``if``/``then`` on `do`: with ``oneOf`` an editor would complain about a kind that was
not meant.
"""

from typing import Any

from elderapp.authoring.grammar import SHAPES, STEP_KEYS, WIDGET_NAMES, Key, Shape

Schema = dict[str, Any]
KINDS = ("lesson", "mock", "facts", "pronounce")

_ID = "^[a-z0-9][a-z0-9-]*$"
_DATE = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
# An editor's YAML takes 12:30, no and 0123 for numbers and booleans; our reader takes every plain word as text.
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_NOTHING: Schema = {"type": "null"}
_LINE: Schema = {
    "anyOf": [
        _TEXT,
        {
            "type": "object",
            "properties": {"text": _TEXT, "speech": _TEXT},
            "required": ["text"],
            "additionalProperties": False,
        },
    ]
}


def schema(kind: str, language: str = "yue") -> Schema:
    """The schema of one kind of file, with titles in one language. Raises `KeyError` for a kind that there is not."""
    at = ("yue", "en").index(language)
    root: dict[str, Schema] = {
        "lesson": _shape(SHAPES["lesson"], at),
        "mock": _shape(SHAPES["mock"], at),
        "facts": {
            "type": "object",
            "propertyNames": {"pattern": _ID},
            "additionalProperties": {"$ref": "#/definitions/fact"},
        },
        "pronounce": _shape(SHAPES["pronounce"], at),
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": SHAPES[{"facts": "fact"}.get(kind, kind)].words[at],
        **root[kind],
        "definitions": {
            **{name: _shape(shape, at) for name, shape in SHAPES.items()},
            "step": _step(at),
            "line": _LINE,
        },
    }


def _shape(shape: Shape, at: int) -> Schema:
    return {
        "type": "object",
        "description": shape.words[at],
        "properties": {name: _key(name, key, at) for name, key in shape.keys.items()},
        "required": [name for name, key in shape.keys.items() if key.is_needed],
        "additionalProperties": False,
    }


def _step(at: int) -> Schema:
    """A step is what its `do` says: one ``if``/``then`` a kind."""
    kinds = list(STEP_KEYS)
    return {
        "type": "object",
        "required": ["do", "id"],
        "properties": {"do": {"title": "do", "enum": kinds, "description": ("邊種步", "the kind of step")[at]}},
        "allOf": [
            {
                "if": {"properties": {"do": {"const": kind}}, "required": ["do"]},
                "then": {"$ref": f"#/definitions/do.{kind}"},
            }
            for kind in kinds
        ],
    }


def _key(name: str, key: Key, at: int) -> Schema:
    return {"title": name, "description": key.words[at], **_takes(key)}


def _takes(key: Key) -> Schema:
    match key.kind:
        case "text":
            return _TEXT
        case "line":
            return {"$ref": "#/definitions/line"}
        case "id":
            return {"type": ["string", "number"], "pattern": _ID, "maxLength": 64}
        case "flag":
            return {"enum": [True, False, "true", "false"]}
        case "int":
            least, most = map(int, key.detail.split("-"))
            return {"type": "integer", "minimum": least, "maximum": most}
        case "date":
            return {"type": "string", "pattern": _DATE}
        case "one":
            return {"enum": key.detail.split("|")}
        case "texts":
            return _some(_TEXT)
        case "lines":
            return _some({"$ref": "#/definitions/line"})
        case "map":
            return {"type": "object", "additionalProperties": {"$ref": "#/definitions/line"}}
        case _:
            return _of_shapes(key)


def _of_shapes(key: Key) -> Schema:
    shapes: list[Schema] = [
        _TEXT if name == "plain" else {"$ref": f"#/definitions/{name}"} for name in key.detail.split("|")
    ]
    match key.kind:
        case "shape" if key.detail == "reviewed":
            return {"anyOf": [{"const": "never"}, *shapes]}
        case "shape":
            return shapes[0]
        case "shapes":
            return {"type": "array", "items": shapes[0]}
        case "some":
            return _some(shapes[0] if len(shapes) == 1 else {"anyOf": shapes})
        case "maps":
            return {"type": "object", "propertyNames": {"pattern": _ID}, "additionalProperties": shapes[0]}
        case _:
            return _own(key.kind)


def _own(kind: str) -> Schema:
    """Keys with a grammar of their own."""
    steps: Schema = {"type": "array", "items": {"$ref": "#/definitions/step"}}
    match kind:
        case "steps":
            return steps
        case "watch":
            return {"anyOf": [{"const": "auto"}, steps]}
        case "alone":
            return {"anyOf": [{"const": "same"}, {"$ref": "#/definitions/alone"}, steps]}
        case "tiles":
            return {
                "anyOf": [
                    {"type": "array", "items": {"$ref": "#/definitions/tile"}},
                    {"$ref": "#/definitions/tiles"},
                ]
            }
        case _:
            return {
                "type": "array",
                "items": {
                    "type": "object",
                    "minProperties": 1,
                    "maxProperties": 1,
                    "properties": {name: SCREEN_WIDGETS[name] for name in WIDGET_NAMES},
                    "additionalProperties": False,
                },
            }


def _some(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


SCREEN_WIDGETS: dict[str, Schema] = {}
SCREEN_WIDGETS.update({name: _takes(SHAPES["screen"].keys[name]) for name in WIDGET_NAMES})
"""What each widget takes on a screen."""
