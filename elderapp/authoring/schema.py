"""JSON Schema (draft-07) of what authors write, for their editor: made of the grammar, so it says what `check` says.

What may be written in several ways is told apart by ``if``/``then`` on `do`, or on whether it is a text, a list or a
mapping: with ``oneOf`` an editor would complain about a way that was not meant.
"""

from typing import Any

from elderapp.authoring.grammar import SHAPES, STEP_KEYS, WIDGET_NAMES, Key, Shape

Schema = dict[str, Any]
KINDS = ("lesson", "mock", "bank", "facts", "pronounce")

# An editor's YAML takes 12:30, no and 0123 for numbers and booleans; our reader takes every plain word as text.
_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": "\\S"}
_ID: Schema = {
    "type": ["string", "integer", "boolean"],
    "pattern": "^[a-z0-9][a-z0-9-]*$",
    "maxLength": 64,
    "minimum": 0,
}
_NAMES: Schema = {"pattern": _ID["pattern"], "maxLength": 64}
_DATE: Schema = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
_VERSION: Schema = {"type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+$"}
_WAYS: Schema = {"enum": ["up", "down", "left", "right"]}
_ACTS = ("tap", "type", "swipe", "hold", "scroll")
_STAGES = {
    "together": tuple(STEP_KEYS),
    "watch": ("show", "say"),
    "alone": ("tap", "type", "gesture", "order"),
    "trick": ("choose", "order", "spot", "call", "say"),
}
_LISTS = ("tile", "tab", "row", "item")
"""Shapes of which one alone does not count as a list of one."""

_SPECIAL: dict[str, Schema] = {
    # What one key asks of another.
    "move": {"anyOf": [{"required": [act]} for act in _ACTS]},
    "do.gesture": {
        "if": {"properties": {"gesture": {"enum": ["hold", "scroll"]}}, "required": ["gesture"]},
        "then": {"required": ["target"]},
    },
    "drill": {"if": {"not": {"required": ["suspicious"]}}, "then": {"required": ["because"]}},
    "do.spot": {"if": {"not": {"required": ["suspicious"]}}, "then": {"required": ["because"]}},
    "turn": {"if": {"required": ["end"]}, "then": {"required": ["say"]}, "else": {"required": ["hear"]}},
    "reply": {
        "if": {"not": {"required": ["hang_up"], "properties": {"hang_up": {"enum": [True, "true"]}}}},
        "then": {"required": ["say"]},
    },
}


def schema(kind: str, language: str = "yue") -> Schema:
    """The schema of one kind of file, with titles in one language. Raises `KeyError` for a kind that there is not."""
    return _Maker(("yue", "en").index(language)).file(kind)


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _by_kind(text: Schema | None, table: Schema | None, many: Schema | None) -> Schema:
    """A text, a mapping or a list, each with a schema of its own; None for what may not stand there."""
    ways = [("array", many), ("object", table)]
    allowed = [name for name, way in ways if way is not None]
    made: Schema = {"type": allowed} if text is None else text
    for name, way in ways:
        if way is not None:
            made = {"if": {"type": name}, "then": way, "else": made}
    return made


class _Maker:
    """Makes schemas with the words of one language (`at`: 0 Chinese, 1 English)."""

    def __init__(self, at: int) -> None:
        self.at = at

    def file(self, kind: str) -> Schema:
        """The schema of a whole file, with every definition that it may use."""
        facts = {"type": "object", "propertyNames": _NAMES, "additionalProperties": _ref("fact")}
        shape = SHAPES[{"facts": "fact"}.get(kind, kind)]
        return {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": shape.words[self.at],
            **(facts if kind == "facts" else self.shape(kind, shape)),
            "definitions": {
                **{name: self.shape(name, one) for name, one in SHAPES.items()},
                **{f"steps of {stage}": self.steps(kinds) for stage, kinds in _STAGES.items()},
                "line": self.line(),
                "body": self.body(),
            },
        }

    def shape(self, name: str, shape: Shape) -> Schema:
        """One mapping: its keys, those that are needed, and no others."""
        return {
            "type": "object",
            "description": shape.words[self.at],
            "properties": {key: self.key(name, key, kind) for key, kind in shape.keys.items()},
            "required": [key for key, kind in shape.keys.items() if kind.is_needed],
            "additionalProperties": False,
            **_SPECIAL.get(name, {}),
        }

    def steps(self, kinds: tuple[str, ...]) -> Schema:
        """A list of steps; a step is what its `do` says."""
        step = {
            "type": "object",
            "required": ["do", "id"],
            "properties": {"do": {"title": "do", "enum": list(kinds), "description": ("邊種步", "its kind")[self.at]}},
            "allOf": [
                {
                    "if": {"properties": {"do": {"const": kind}}, "required": ["do"]},
                    "then": _ref(f"do.{kind}"),
                }
                for kind in kinds
            ],
        }
        return {"type": "array", "minItems": 1, "items": step}

    def line(self) -> Schema:
        """What is spoken: a text, or a text with its sound."""
        table = {
            "type": "object",
            "properties": {"text": _TEXT, "speech": _TEXT},
            "required": ["text"],
            "additionalProperties": False,
        }
        return _by_kind(_TEXT, table, None)

    def body(self) -> Schema:
        """A list of widgets, each a mapping of one key."""
        one = {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "properties": {name: self.key("screen", name, SHAPES["screen"].keys[name]) for name in WIDGET_NAMES},
            "additionalProperties": False,
        }
        return {"type": "array", "items": one}

    def key(self, shape: str, name: str, key: Key) -> Schema:
        """What one key takes, with its words."""
        # In draft-07 what stands beside a $ref does not count.
        takes = self.takes(shape, name, key)
        return {"title": name, "description": key.words[self.at], **({"allOf": [takes]} if "$ref" in takes else takes)}

    def takes(self, shape: str, name: str, key: Key) -> Schema:
        """What one key takes."""
        match key.kind:
            case "text":
                return _VERSION if (shape, name) == ("lesson", "version") else _TEXT
            case "line":
                return _ref("line")
            case "id":
                return _ID
            case "flag":
                return {"enum": [True, False, "true", "false"]}
            case "int":
                least, most = map(int, key.detail.split("-"))
                return {"type": ["integer", "string"], "minimum": least, "maximum": most, "pattern": "^[0-9]{1,6}$"}
            case "date":
                return _DATE
            case "one":
                return {"enum": key.detail.split("|")}
            case "texts":
                return self.some(_ID if name in ("was", "needs") else _TEXT, key)
            case "lines":
                return self.some(_ref("line"), key)
            case "map":
                names = {"suspicious": _NAMES, "swipes": _WAYS}.get(name, {})
                return {"type": "object", "propertyNames": names, "additionalProperties": self.value(name)}
            case _:
                return self.shapes(name, key)

    def value(self, name: str) -> Schema:
        """What stands at the names of a table."""
        return _ref("line") if name == "suspicious" else _TEXT

    def shapes(self, name: str, key: Key) -> Schema:
        """Keys that take a mapping or several."""
        one = _ref(key.detail)
        many: Schema = {"type": "array", "items": one, "minItems": 1 if key.is_needed else 0}
        match key.kind:
            case "shape":
                return _by_kind({"enum": ["never"]}, one, None) if name == "reviewed" else one
            case "shapes":
                return many if key.detail in _LISTS else _by_kind(None, one, many)
            case "some" if name == "text":
                word = _by_kind(_TEXT, _ref("text"), None)
                return _by_kind(_TEXT, _ref("text"), {"type": "array", "items": word})
            case "some":
                return _by_kind(None, one, {"type": "array", "items": one})
            case "maps":
                least = 1 if key.is_needed else 0
                return {"type": "object", "propertyNames": _NAMES, "additionalProperties": one, "minProperties": least}
            case _:
                return self.own(name, key.kind)

    @staticmethod
    def own(name: str, kind: str) -> Schema:
        """Keys with a grammar of their own."""
        match kind:
            case "steps":
                return _ref(f"steps of {name}")
            case "watch":
                return _by_kind({"enum": ["auto"]}, None, _ref("steps of watch"))
            case "alone":
                return _by_kind({"enum": ["same"]}, _ref("alone"), _ref("steps of alone"))
            case "tiles":
                return _by_kind(None, _ref("tiles"), {"type": "array", "items": _ref("tile")})
            case _:
                return _ref("body")

    @staticmethod
    def some(one: Schema, key: Key) -> Schema:
        """One, or a list of them."""
        many = {"type": "array", "items": one, "minItems": 1 if key.is_needed else 0}
        return {"if": {"type": "array"}, "then": many, "else": one}
