"""From folders of style files to a rulebook."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from rulebook.caching import Memory, fingerprint, keep, recall
from rulebook.documents import DocumentError, read_document
from rulebook.engine import Engine
from rulebook.files import UnusableFileError, read_file
from rulebook.keys import read_rule
from rulebook.rules import Problem, Rule, RuleError
from rulebook.vocabulary import vocabulary_rules, words_in


class UnknownRuleError(KeyError):
    """There is no rule of that name."""


class BrokenRulebookError(Exception):
    """A rulebook with problems, loaded strictly; `problems` lists them all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Rulebook:
    """All rules that hold, ready to check texts.

    Attributes:
        rules: the rules in use, by name.
        version: a short hash of what the rules say; the same rules have the same version anywhere.
        problems: what was wrong with files that were left out, or should be looked at.
    """

    rules: tuple[Rule, ...] = field(repr=False)
    version: str
    problems: tuple[Problem, ...]
    engine: Engine = field(repr=False, compare=False)

    def rule(self, name: str) -> Rule:
        """The rule of that name.

        Raises:
            UnknownRuleError: there is none.
        """
        for rule in self.rules:
            if rule.name == name:
                return rule
        raise UnknownRuleError(name)


def load_styles(folder: Path, *, strict: bool = False, cache: Path | None = None) -> Rulebook:
    """The rulebook of one folder of styles, `folder/<Style>/*.yml`.

    Raises:
        BrokenRulebookError: with `strict`, when anything is wrong with it.
        FileNotFoundError: there is no such folder.
    """
    return load_rulebook(folder, strict=strict, cache=cache)


def load_rulebook(*folders: Path, strict: bool = False, cache: Path | None = None) -> Rulebook:
    """The rulebook of several folders of styles; where two name the same rule, the first folder's counts.

    With a `cache` folder, files that were read before, in any process, are not read again.

    Raises:
        BrokenRulebookError: with `strict`, when anything is wrong with it.
        FileNotFoundError: one of the folders is not there.
    """
    read: list[tuple[str, str, bytes]] = []
    unread: list[Problem] = []
    for rule, path in (file for folder in folders for file in rule_files(folder)):
        try:
            read.append((rule, str(path), read_file(path)))
        except UnusableFileError as error:
            unread.append(Problem(file=str(path), line=1, rule=rule, sentence=error.sentence))
    accepted: list[str] = []
    rejected: list[str] = []
    for folder in folders:
        for terms, file in ((accepted, "accept.txt"), (rejected, "reject.txt")):
            words, problems = words_in(folder / "config" / "vocabularies", file)
            terms.extend(words)
            unread += problems
    name = fingerprint(
        [*(data for _, _, data in read), *(term.encode() for term in (*accepted, "", *rejected))]
    )
    known = recall(cache, name) if cache is not None else None
    memory = known or Memory()
    made = build_rulebook(
        read, accepted=accepted, rejected=rejected, unread=unread, strict=strict, memory=memory
    )
    if cache is not None and known is None:
        keep(cache, name, memory)
    return made


def rule_files(folder: Path) -> list[tuple[str, Path]]:
    """The rule files of a folder of styles, each with its rule's name.

    Raises:
        FileNotFoundError: there is no such folder.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no folder of styles at {folder}.")
    found = []
    for path in sorted(folder.glob("*/**/*.yml")):
        inside = path.relative_to(folder)
        if inside.parts[0] == "config" or any(part.startswith((".", "_")) for part in inside.parts):
            continue
        found.append((".".join((*inside.parts[:-1], path.stem)), path))
    return found


def build_rulebook(
    files: Iterable[tuple[str, str, bytes]],
    *,
    accepted: Sequence[str] = (),
    rejected: Sequence[str] = (),
    unread: Sequence[Problem] = (),
    strict: bool = False,
    trusted: bool = True,
    memory: Memory | None = None,
) -> Rulebook:
    """The rulebook made of rule files.

    Args:
        files: name of the rule, name of its file, and the file's bytes.
        accepted: the company's own terms, as patterns: exceptions of most rules, and to be written just so.
        rejected: terms nobody may use, as patterns.
        unread: problems of files that could not even be read.
        strict: whether any problem at all is too much.
        trusted: whether the rules come from files; others may not use look-around (see `plans.plan`).
        memory: what was read before; what is read now is added.

    Raises:
        BrokenRulebookError: with `strict`, when anything is wrong.
    """
    rules: dict[str, Rule] = {}
    problems = list(unread)
    digest = sha256()
    memory = memory if memory is not None else Memory()
    for name, file, data in files:
        if name in rules:
            continue
        key = sha256(data).hexdigest()
        try:
            document = memory.documents.get(key) or read_document(data)
        except DocumentError as error:
            problems.append(Problem(file=file, line=error.line, rule=name, sentence=error.sentence))
            continue
        memory.documents[key] = document
        try:
            rules[name] = read_rule(document, name=name, file=file)
        except RuleError as error:
            line = document.lines.get(error.key, 1)
            problems.append(Problem(file=file, line=line, rule=name, sentence=error.sentence))
            continue
        digest.update(b"%d %s %d " % (len(name), name.encode(), len(data)) + data)
    for rule in vocabulary_rules(accepted, rejected):
        rules[rule.name] = rule
        digest.update(repr(rule.settings).encode())
    engine = Engine(tuple(rules.values()), plans=memory.plans, trusted=trusted, accepted=tuple(accepted))
    problems.extend(engine.problems)
    if strict and problems:
        raise BrokenRulebookError(problems)
    kept = sorted(engine.rules, key=lambda rule: rule.name)
    return Rulebook(tuple(kept), digest.hexdigest()[:12], tuple(problems), engine)
