"""A flow file's JSON Schema, from the grammar's own tables, so that editors complete and check.

It says what the grammar can say without looking elsewhere: that a target is a state, that a guard
compiles and that words can be told apart is for `sayso flow check`.
"""

from collections.abc import Mapping
from typing import Any

from flows.draft import FLOW_ID, NAME
from flows.grammar import AUDIENCES, FLOW_KEYS, LANGUAGE, NEEDED_KEYS, PROMISES
from flows.grammar_states import (
    CONTRIBUTIONS,
    DELAY,
    MOST_TIMES,
    OPTION_CODE,
    OPTION_KINDS,
    OUTCOMES,
    PLAIN_KINDS,
    PURPOSES,
    STATE_KEYS,
    TARGET_KEYS,
    TIMER_KEYS,
)
from flows.guards import MAX_CHARS
from flows.templates import PLACEHOLDERS

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLACEHOLDER = "|".join(one.replace(".", r"\.") for one in sorted(PLACEHOLDERS))
_SHAPES = ("question", "final", "passage", "played")
_TEXT: Schema = {"$ref": "#/$defs/text"}
_TARGETS: Schema = {"$ref": "#/$defs/targets"}


def make_schema() -> Schema:
    """Make the JSON Schema (2020-12) of a flow file."""
    return {
        "$schema": DIALECT,
        "title": "A flow of Sayso",
        "description": "A conversation as a state machine. `sayso flow check` proves the rest.",
        "type": "object",
        "properties": {key: _FLOW[key] for key in FLOW_KEYS},
        "required": list(NEEDED_KEYS),
        "additionalProperties": False,
        "$defs": {
            "name": {"type": "string", "pattern": f"^{NAME}$"},
            "flow": {"type": "string", "pattern": f"^{FLOW_ID}$"},
            "text": {
                "type": "string",
                "description": "May hold placeholders: " + ", ".join(sorted(PLACEHOLDERS)) + ".",
                "pattern": rf"^(?=[\s\S]*\S)(?:[^{{}}]|\{{(?:{_PLACEHOLDER})\}})*$",
            },
            "state": _make_state(),
            "final": {
                "properties": {"final": {"const": True}},
                "required": ["final"],
                "not": {
                    "anyOf": [{"required": [key]} for key in ("expect", "on", "after", "invoke")]
                },
            },
            "question": {
                "properties": {"final": {"const": False}, "on": {"required": ["answered"]}},
                "required": ["say", "expect", "on"],
                "not": {"required": ["invoke"]},
            },
            "passage": {
                "properties": {"final": {"const": False}, "on": {"required": ["entered"]}},
                "required": ["on"],
                "not": {"anyOf": [{"required": [key]} for key in ("say", "expect", "invoke")]},
            },
            "played": {
                "properties": {"final": {"const": False}, "on": {"required": ["done"]}},
                "required": ["invoke", "on"],
                "not": {"anyOf": [{"required": [key]} for key in ("say", "expect", "after")]},
            },
            "options": _make_options({"type": "string", "pattern": f"^{OPTION_CODE}$"}),
            "ends": _make_options({"type": "string", "pattern": "^[0-9]{1,2}$"}),
            "target": _make_target(),
            "targets": {
                "description": "Where it leads: the first whose guard holds.",
                "oneOf": [
                    {"$ref": "#/$defs/name"},
                    {"type": "array", "items": {"$ref": "#/$defs/target"}, "minItems": 1},
                ],
            },
            "timer": _make_timer(),
        },
    }


def _make_state() -> Schema:
    return {
        "type": "object",
        "description": "A question, an end, another flow, or a passage that only leads on.",
        "properties": {key: _STATE[key] for key in STATE_KEYS},
        "additionalProperties": False,
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in _SHAPES],
    }


def _make_options(names: Schema) -> Schema:
    option: Schema = {
        "type": "object",
        "properties": {
            "label": _TEXT,
            "words": {
                "type": "array",
                "items": {"type": "string", "minLength": 1},
                "description": "Other words that mean it, in any language.",
            },
        },
        "required": ["label"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "description": "What is saved, and the words people see.",
        "propertyNames": names,
        "additionalProperties": {"oneOf": [_TEXT, option]},
        "minProperties": 2,
        "maxProperties": 9,
    }


def _make_target() -> Schema:
    properties: Mapping[str, Schema] = {
        "target": {"$ref": "#/$defs/name"},
        "guard": {
            "type": "string",
            "minLength": 1,
            "maxLength": MAX_CHARS,
            "description": 'CEL over the answers, such as answers.reach == "many". '
            "The last target has none.",
        },
    }
    return {
        "type": "object",
        "properties": {key: properties[key] for key in TARGET_KEYS},
        "required": ["target"],
        "additionalProperties": False,
    }


def _make_timer() -> Schema:
    properties: Mapping[str, Schema] = {
        "say": _TEXT,
        "target": {"$ref": "#/$defs/name"},
        "times": {
            "type": "integer",
            "minimum": 1,
            "maximum": MOST_TIMES,
            "description": "How often it may speak.",
        },
    }
    return {
        "type": "object",
        "properties": {key: properties[key] for key in TIMER_KEYS},
        "required": ["target"],
        "additionalProperties": False,
    }


_FLOW: Mapping[str, Schema] = {
    "id": {"$ref": "#/$defs/flow", "description": "The file's name without .yaml."},
    "title": {"type": "string", "minLength": 1, "description": "What staff see."},
    "languages": {
        "type": "array",
        "items": {"type": "string", "pattern": f"^{LANGUAGE}$"},
        "minItems": 1,
        "maxItems": 9,
        "uniqueItems": True,
        "description": "The first is the one written here; the others are PO files.",
    },
    "keywords": {
        "type": "array",
        "items": {"type": "string", "minLength": 1},
        "description": "Texting one of these starts it.",
    },
    "codes": {
        "type": "array",
        "items": {"type": "string", "minLength": 1},
        "description": "Words on posters and in links that start it.",
    },
    "audience": {"enum": list(AUDIENCES), "description": "Residents where nothing is said."},
    "purpose": {"enum": list(PURPOSES), "description": "Decides the consent it needs."},
    "promise": {"enum": list(PROMISES), "description": "Who answers, and by when."},
    "sensitive": {"type": "boolean", "description": "What is said is kept apart."},
    "initial": {"$ref": "#/$defs/name", "description": "The state it begins in."},
    "states": {
        "type": "object",
        "propertyNames": {"$ref": "#/$defs/name"},
        "additionalProperties": {"$ref": "#/$defs/state"},
        "minProperties": 1,
    },
}
_STATE: Mapping[str, Schema] = {
    "say": {**_TEXT, "description": "The question, or the last words."},
    "welcome": {**_TEXT, "description": "Said instead while the language is not known."},
    "again": {**_TEXT, "description": "Plainer words after a reply we could not read."},
    "expect": {
        "description": "The kind of reply it waits for.",
        "oneOf": [
            {"enum": list(PLAIN_KINDS)},
            *(
                {
                    "type": "object",
                    "properties": {
                        kind: {"$ref": f"#/$defs/{'ends' if kind == 'scale' else 'options'}"}
                    },
                    "required": [kind],
                    "additionalProperties": False,
                }
                for kind in OPTION_KINDS
            ),
        ],
    },
    "record": {
        "enum": list(CONTRIBUTIONS),
        "description": "Keep the answer as somebody's own words of this kind.",
    },
    "save": {
        "type": "string",
        "pattern": rf"^(?:answers\.)?{NAME}$",
        "description": "Keep the answer under this name, for guards.",
    },
    "consent": {
        "enum": list(PURPOSES),
        "description": "What they agree to by yes, or by coming here.",
    },
    "join": {"$ref": "#/$defs/name", "description": "The list they are put on."},
    "leave": {"$ref": "#/$defs/name", "description": "The list they are taken off."},
    "alert": {"$ref": "#/$defs/name", "description": "What the community's contact is told."},
    "promise": {
        "type": "string",
        "pattern": f"^{DELAY}$",
        "description": "By when a person sees to them, such as 2d.",
    },
    "sensitive": {"type": "boolean", "description": "It asks a private matter."},
    "invoke": {"$ref": "#/$defs/flow", "description": "The flow that is played here."},
    "on": {
        "type": "object",
        "properties": dict.fromkeys(OUTCOMES, _TARGETS),
        "additionalProperties": False,
    },
    "after": {
        "type": "object",
        "description": "What happens when nobody replies, such as 3d or 12h.",
        "patternProperties": {f"^{DELAY}$": {"$ref": "#/$defs/timer"}},
        "additionalProperties": False,
    },
    "final": {"type": "boolean", "description": "The conversation ends here."},
}
