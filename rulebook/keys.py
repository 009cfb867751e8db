"""Which keys each kind of rule understands, and what their values have to be."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from domain.findings import Level
from rulebook.documents import Document, Value
from rulebook.readings import (
    as_action,
    as_date,
    as_flag,
    as_number,
    as_pairs,
    as_text,
    as_texts,
    as_whole,
)
from rulebook.rules import Rule, RuleError, Setting

_Reader = Callable[[Value], Setting]

KINDS: Mapping[str, Mapping[str, _Reader]] = {
    "existence": {
        "tokens": as_texts,
        "raw": as_texts,
        "exceptions": as_texts,
        "append": as_flag,
        "ignorecase": as_flag,
        "nonword": as_flag,
        "vocab": as_flag,
    },
    "substitution": {
        "swap": as_pairs,
        "exceptions": as_texts,
        "ignorecase": as_flag,
        "nonword": as_flag,
        "vocab": as_flag,
        "capitalize": as_flag,
        "pos": as_text,
    },
    "repetition": {
        "tokens": as_texts,
        "max": as_whole,
        "ignorecase": as_flag,
        "alpha": as_flag,
        "vocab": as_flag,
        "exceptions": as_texts,
    },
    "consistency": {"either": as_pairs, "nonword": as_flag, "ignorecase": as_flag},
    "conditional": {
        "first": as_text,
        "second": as_text,
        "exceptions": as_texts,
        "ignorecase": as_flag,
        "vocab": as_flag,
    },
    "capitalization": {
        "match": as_text,
        "style": as_text,
        "exceptions": as_texts,
        "indicators": as_texts,
        "threshold": as_number,
        "vocab": as_flag,
        "prefix": as_text,
    },
    "metric": {"formula": as_text, "condition": as_text},
    "readability": {"metrics": as_texts, "grade": as_number},
    "reading_level": {"metric": as_text, "grade": as_number, "words": as_whole},
    "spelling": {
        "dictionaries": as_texts,
        "dic": as_text,
        "aff": as_text,
        "dicpath": as_text,
        "ignore": as_texts,
        "filters": as_texts,
        "exceptions": as_texts,
        "custom": as_flag,
        "append": as_flag,
        "threshold": as_whole,
    },
    "required": {
        "if": as_texts,
        "then": as_texts,
        "if_fact": as_texts,
        "then_fact": as_texts,
        "exceptions": as_texts,
        "ignorecase": as_flag,
        "nonword": as_flag,
    },
    "claim": {
        "tokens": as_texts,
        "proof": as_texts,
        "link_is_proof": as_flag,
        "exceptions": as_texts,
        "ignorecase": as_flag,
        "nonword": as_flag,
    },
    "competitor": {"names": as_texts, "exceptions": as_texts, "ignorecase": as_flag},
    "caps": {"words": as_whole, "letters": as_whole, "share": as_number, "exceptions": as_texts},
    "hashtag": {
        "max": as_whole,
        "min": as_whole,
        "banned": as_texts,
        "allowed": as_texts,
        "required": as_texts,
        "casing": as_text,
        "length": as_whole,
        "exceptions": as_texts,
    },
    "mention": {
        "max": as_whole,
        "min": as_whole,
        "banned": as_texts,
        "allowed": as_texts,
        "required": as_texts,
        "start": as_flag,
    },
    "link": {
        "domains": as_texts,
        "banned": as_texts,
        "utm": as_texts,
        "https": as_flag,
        "max": as_whole,
        "min": as_whole,
    },
    "emoji": {"max": as_whole, "banned": as_texts, "repeated": as_whole, "inside": as_flag},
    "length": {"networks": as_texts, "max": as_whole},
    "occurrence": {"token": as_text, "max": as_whole, "min": as_whole, "ignorecase": as_flag},
}
"""Kind → key → how its value is read. Keys every rule may have are not repeated here."""

KINDS_ELSEWHERE = ("script", "sequence")
"""Vale's kinds that need a script engine or a tagger, which posts do without: reported and skipped."""

_SHARED: Mapping[str, Callable[[Value], object]] = {
    "scope": as_texts,
    "description": as_text,
    "link": as_text,
    "limit": as_whole,
    "action": as_action,
    "owner": as_text,
    "reason": as_text,
    "review": as_date,
    "source": as_text,
    "tags": as_texts,
    "good": as_texts,
    "bad": as_texts,
    "safe": as_flag,
}
_DROPPED = ("name", "tests", "matchcase")
"""Keys Vale takes that change nothing here: the name comes from the file, tests are `good` and `bad`."""


def read_rule(document: Document, *, name: str, file: str) -> Rule:
    """The rule a document states.

    Raises:
        RuleError: a key is missing, unknown or has a wrong value.
    """
    values = {key.lower(): value for key, value in document.values.items()}
    kind = values.get("extends")
    if kind is None:
        raise RuleError("the key 'extends' is missing")
    if kind in KINDS_ELSEWHERE:
        raise RuleError(f"rules that extend '{kind}' are not supported here and are left out")
    if not isinstance(kind, str) or kind not in KINDS:
        raise RuleError(f"'extends' has to be one of {', '.join(sorted(KINDS))}")
    if "message" not in values:
        raise RuleError("the key 'message' is missing")
    shared: dict[str, object] = {}
    settings: dict[str, Setting] = {}
    for key, value in values.items():
        if key in ("extends", "message", "level", *_DROPPED):
            continue
        if key in KINDS[kind]:
            settings[key] = _read(KINDS[kind][key], value, key)
        elif key in _SHARED:
            if value is not None:
                shared[key] = _read(_SHARED[key], value, key)
        else:
            raise RuleError(f"the key '{key}' is unknown for '{kind}'", key=key)
    return Rule(
        name=name,
        kind=kind,
        message=_read(as_text, values["message"], "message"),
        level=_level(values),
        settings=settings,
        file=file,
        lines={key.lower(): line for key, line in document.lines.items()},
        **shared,  # type: ignore[arg-type]
    )


def _level(values: Mapping[str, Value]) -> Level:
    if "level" not in values:
        return Level.WARNING
    value = values["level"]
    if not isinstance(value, str) or value not in tuple(Level):
        raise RuleError("'level' has to be suggestion, warning or error", key="level")
    return Level(value)


_T = TypeVar("_T")


def _read(reader: Callable[[Value], _T], value: Value, key: str) -> _T:
    try:
        return reader(value)
    except ValueError as error:
        raise RuleError(f"'{key}' {error}", key=key) from None
