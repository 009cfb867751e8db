"""Reading YAML the careful way: plain text, lists and maps, each with its line; nothing is ever constructed.

Tags, duplicate keys and bombs of aliases are refused. All scalars stay text; `keys` turns them into what a key
needs, so that a token such as `no` or `24/7` stays what its author typed.
"""

from dataclasses import dataclass

import yaml

LARGEST = 2 << 20
"""Bytes in one file; ten thousand entries take a tenth of that."""
MOST_NODES = 100_000
DEEPEST = 12
_DEEPEST_READ = 100
"""Beyond this nothing is composed: PyYAML's C code calls itself for each depth, until the stack is full."""
_PLAIN_TAGS = ("!", *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")))

Value = str | list["Value"] | dict[str, "Value"] | None


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML map, and the line of each key and item: `tokens` and `tokens.3`."""

    values: dict[str, Value]
    lines: dict[str, int]


class DocumentError(Exception):
    """A file that cannot be read; `line` says where, counted from 1."""

    def __init__(self, sentence: str, *, line: int = 1) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line


def read_document(data: bytes) -> Document:
    """The map a YAML file holds.

    Raises:
        DocumentError: it is too large, not UTF-8, not YAML, not a map, or holds what rule files have no use for.
    """
    if len(data) > LARGEST:
        raise DocumentError(f"the file is larger than {LARGEST >> 20} MB; split it into several rules")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DocumentError("the file is not valid UTF-8; save it as UTF-8", line=line) from error
    try:
        _refuse_depths(text)
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise DocumentError(
            f"this is not YAML: {error.problem}", line=mark.line + 1 if mark else 1
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        line = text[: getattr(error, "position", 0)].count("\n") + 1
        raise DocumentError(
            "this is not YAML: it holds characters or depths YAML does not allow", line=line
        ) from error
    if not isinstance(node, yaml.MappingNode):
        raise DocumentError("a rule file is a list of 'key: value' lines, starting with 'extends'")
    reader = _Reader()
    values = reader.mapping(node, "", 0)
    return Document(values, reader.lines)


def _refuse_depths(text: str) -> None:
    """Refuse what is nested too deep to be composed. Events come one after the other, whatever the depth."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST_READ:
            mark = event.start_mark
            raise _too_deep(mark.line + 1 if mark else 1)


def _too_deep(line: int) -> DocumentError:
    return DocumentError(f"values are nested more than {DEEPEST} deep", line=line)


class _Reader:
    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self.nodes = 0

    def value(self, node: yaml.Node, path: str, depth: int) -> Value:
        self.nodes += 1
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if self.nodes > MOST_NODES:
            raise DocumentError(f"the file unfolds to more than {MOST_NODES:,} values", line=line)
        if depth > DEEPEST:
            raise _too_deep(line)
        if node.tag and node.tag not in _PLAIN_TAGS:
            raise DocumentError(f"tags such as '{node.tag}' are not allowed", line=line)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, f"{path}.{place}", depth + 1) for place, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        if not node.style and node.value in ("", "~", "null", "Null", "NULL"):
            return None
        return str(node.value)

    def mapping(self, node: yaml.MappingNode, path: str, depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise DocumentError("a key has to be plain text", line=line)
            key = str(key_node.value)
            if key == "<<" and not key_node.style:
                raise DocumentError("merging with '<<' is not supported; write the keys out", line=line)
            if key in found:
                raise DocumentError(f"the key '{key}' stands here twice", line=line)
            inner = f"{path}.{len(found)}" if path else key
            self.lines[inner] = line
            found[key] = self.value(value_node, inner, depth + 1)
        return found
