"""Layers: the rules of files, and on top of them what the people of one workspace made of them in Slack."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from hashlib import sha256

from domain.findings import Finding
from domain.rules import RuleDraft, RuleKind, RuleRevision, RuleState
from rulebook.engine import Engine
from rulebook.loading import Rulebook, build_rulebook
from rulebook.rules import Rule
from rulebook.writing import rule_file


def layered(base: Rulebook, revisions: Iterable[RuleRevision]) -> Rulebook:
    """The rulebook of a workspace.

    The files' rules are not compiled again; those of people are an engine of their own, which never runs anything
    but RE2 (see `plans.plan`).

    Args:
        base: the rules of files.
        revisions: the newest of each rule that counts.
    """
    newest = {one.draft.name: one for one in revisions}
    if not newest:
        return base
    counting = [one.draft for one in newest.values() if one.state is not RuleState.RETIRED]
    own = build_rulebook(
        [(one.name, one.name, rule_file(one)) for one in counting if one.kind is not RuleKind.FILED],
        trusted=False,
    )
    changed = {one.name: one for one in counting if one.kind is RuleKind.FILED}
    hidden = newest.keys() - changed.keys()
    engine = Layers(base.engine, own.engine, changed=changed, hidden=hidden)
    said = [base.version, *(repr(newest[name]) for name in sorted(newest))]
    version = sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()[:12]
    rules = sorted(engine.rules, key=lambda rule: rule.name)
    return Rulebook(tuple(rules), version, (*base.problems, *own.problems), engine)


class Layers(Engine):
    """Two engines that answer as one.

    Args:
        changed: rules of files of which people changed what is said about them.
        hidden: rules of files that are retired here, or replaced.
    """

    def __init__(
        self, base: Engine, own: Engine, *, changed: Mapping[str, RuleDraft], hidden: Collection[str]
    ) -> None:
        self._base, self._own, self._changed, self._hidden = base, own, changed, hidden
        kept = [_changed_rule(one, changed.get(one.name)) for one in base.rules if one.name not in hidden]
        self.rules = [*kept, *own.rules]
        self.problems = [*base.problems, *own.problems]

    def findings(self, text: str, *, facts: Collection[str] = ()) -> list[Finding]:
        """Everything both say about a text, by place and rule."""
        found = [
            _changed_finding(one, self._changed.get(one.rule))
            for one in self._base.findings(text, facts=facts)
            if one.rule not in self._hidden
        ]
        found += self._own.findings(text, facts=facts)
        found.sort(key=lambda one: (one.start, one.end, one.rule, one.message))
        return found


def _changed_rule(rule: Rule, draft: RuleDraft | None) -> Rule:
    if draft is None:
        return rule
    return replace(
        rule,
        level=draft.level,
        message=draft.message or rule.message,
        owner=draft.owner,
        reason=draft.reason,
        review=draft.review,
        tags=draft.tags,
        good=draft.good or rule.good,
        bad=draft.bad or rule.bad,
    )


def _changed_finding(finding: Finding, draft: RuleDraft | None) -> Finding:
    if draft is None:
        return finding
    message = draft.message.replace("%s", finding.match) or finding.message
    return replace(finding, level=draft.level, message=message, tags=draft.tags)
