"""Freezes: what must not be approved or go out for a while, why, and who may say so."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from unicodedata import normalize

from domain.people import Freeze, Kept, Role, Scope, ScopeKind, UserId, Workspace
from domain.posts import Post
from domain.refusals import InvalidForm, Refusal

REASON_LIMIT = 300
"""Characters: every card that a freeze touches shows all of its reason."""
KEYS_LIMIT = 20
"""Departments, stores, regions or campaigns of one freeze; more of them are better said by what they share."""
WORDS_LIMIT = 20
WORD_LIMIT = 40
LONGEST = timedelta(days=366)
"""A year: what nobody wants ever again is a rule, not a freeze."""


def touches(scope: Scope, post: Post, *, workspace: Workspace) -> bool:
    """Whether a post is within a scope, whatever state it is in.

    A department's posts are those it proposes; a region's are those that name one of its stores. A topic word
    counts where a word of the title, a text or the alt text begins with it, in whatever case.
    """
    return _belongs(scope, post, workspace=workspace) and (not scope.words or _speaks_of(scope.words, post))


def _belongs(scope: Scope, post: Post, *, workspace: Workspace) -> bool:
    keys = set(scope.keys)
    match scope.kind:
        case ScopeKind.DEPARTMENT:
            return post.department in keys
        case ScopeKind.CAMPAIGN:
            return post.campaign in keys
        case ScopeKind.STORE:
            return not keys.isdisjoint(post.stores)
        case ScopeKind.REGION:
            return not keys.isdisjoint(workspace.regions_of(post.stores))
        case ScopeKind.ALL:
            return True


def _speaks_of(words: Iterable[str], post: Post) -> bool:
    content = post.version.content
    texts = (post.title, content.text, content.alt_text, *(one.text for one in content.variants))
    said = "\n".join(map(_plain, texts))
    return any(_begins_a_word(_plain(one), said) for one in words)


def _plain(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())


def _begins_a_word(word: str, text: str) -> bool:
    place = text.find(word)
    while place > 0 and text[place - 1].isalnum() and text[place].isalnum():
        place = text.find(word, place + 1)
    return place >= 0


def freezing(post: Post, *, workspace: Workspace, at: datetime) -> tuple[Freeze, ...]:
    """The freezes in force that keep this post from being approved and from going out."""
    return tuple(one for one in workspace.freezes if one.counts(at) and holds(one, post, workspace=workspace))


def frozen(post: Post, *, workspace: Workspace, at: datetime) -> Freeze | None:
    """The first of them; None for a post that may go on."""
    return next(iter(freezing(post, workspace=workspace, at=at)), None)


def holds(freeze: Freeze, post: Post, *, workspace: Workspace) -> bool:
    """Whether a freeze touches this post and nobody has kept it running."""
    return kept(freeze, post) is None and touches(freeze.scope, post, workspace=workspace)


def kept(freeze: Freeze, post: Post) -> Kept | None:
    """Who keeps this post running although the freeze touches it, or None."""
    return next((one for one in freeze.kept if one.post == post.id), None)


def may_freeze(user: UserId, scope: Scope, *, workspace: Workspace) -> bool:
    """Whether this person may freeze and thaw that: admins and leaders everything, a lead their own departments."""
    if user in workspace.deactivated:
        return False
    if workspace.roles_of(user) & {Role.ADMIN, Role.LEADER}:
        return True
    return scope.kind is ScopeKind.DEPARTMENT and set(scope.keys) <= set(led_by(user, workspace=workspace))


def led_by(user: UserId, *, workspace: Workspace) -> tuple[str, ...]:
    """Keys of the departments that this person leads."""
    return tuple(one.key for one in workspace.departments if one.lead == user)


def may_freeze_something(user: UserId, *, workspace: Workspace) -> bool:
    """Whether there is any scope that this person may freeze."""
    own = Scope(kind=ScopeKind.DEPARTMENT, keys=led_by(user, workspace=workspace))
    return may_freeze(user, own if own.keys else Scope(), workspace=workspace)


def refuse_freezer(user: UserId, scope: Scope, *, workspace: Workspace) -> None:
    """Say no to somebody who may not freeze or thaw this.

    Raises:
        Refusal: with who may.
    """
    if may_freeze(user, scope, workspace=workspace):
        return
    own = [workspace.department_name(key) for key in led_by(user, workspace=workspace)]
    who = tuple(dict.fromkeys((*workspace.admins, *workspace.leaders)))
    if own and user not in workspace.deactivated:
        raise Refusal(
            "You lead {own}, so you can freeze and thaw its own posts only. For anything else ask one of {who}.",
            own=", ".join(own),
            who=who,
        )
    raise Refusal(
        "Only admins, leaders and, for its own posts, a department's lead can freeze and thaw. Ask one of {who}.",
        who=who,
    )


def freeze(
    workspace: Workspace,
    *,
    id: str,
    scope: Scope,
    reason: str,
    by: UserId,
    at: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Workspace:
    """The workspace with one more freeze: in force at once, or planned for later.

    Args:
        since: its first moment, in UTC; None for now.
        until: when it thaws by itself, in UTC; None where somebody has to.

    Raises:
        Refusal: this person may not freeze that, something in the scope is gone, or it is frozen already.
        InvalidForm: no reason, or times and words that cannot be.
    """
    refuse_freezer(by, scope, workspace=workspace)
    _refuse_unknown(scope, workspace=workspace)
    reason = " ".join(reason.split())
    _refuse_form(scope, reason, since=since, until=until, at=at)
    planned = since is not None and since > at
    added = Freeze(
        id=id,
        scope=scope,
        reason=reason,
        by=by,
        at=at,
        since=since if since and planned else at,
        until=until,
        begun=not planned,
    )
    _refuse_doubled(added, workspace=workspace)
    return replace(workspace, freezes=(*workspace.freezes, added))


def _refuse_unknown(scope: Scope, *, workspace: Workspace) -> None:
    known = {
        ScopeKind.DEPARTMENT: {one.key for one in workspace.departments},
        ScopeKind.STORE: {one.key for one in workspace.stores},
        ScopeKind.REGION: {one.region for one in workspace.stores if one.region},
    }.get(scope.kind)
    missing = [] if known is None else [one for one in scope.keys if one not in known]
    if missing or (scope.kind is not ScopeKind.ALL and not scope.keys):
        raise Refusal(
            "There is no {kind} {missing} any more. Type /social pause and choose again.",
            kind=scope.kind.value,
            missing=", ".join(missing),
        )


def _refuse_form(
    scope: Scope, reason: str, *, since: datetime | None, until: datetime | None, at: datetime
) -> None:
    errors = {
        "reason": _reason_error(reason),
        "stores": ""
        if len(scope.keys) <= KEYS_LIMIT
        else f"{KEYS_LIMIT} is the most. Choose a region instead.",
        "words": _words_error(scope.words),
        "since": "That is more than a year away." if since and since - at > LONGEST else "",
        "until": _until_error(max(since or at, at), until),
    }
    found = {field: sentence for field, sentence in errors.items() if sentence}
    if found:
        raise InvalidForm(found)


def _reason_error(reason: str) -> str:
    if not reason:
        return "Say why: every card that it touches shows this."
    return "" if len(reason) <= REASON_LIMIT else f"{REASON_LIMIT} characters is the most for a reason."


def _words_error(words: tuple[str, ...]) -> str:
    if len(words) > WORDS_LIMIT:
        return f"{WORDS_LIMIT} topic words are the most."
    if any(not any(letter.isalnum() for letter in one) for one in words):
        return "A topic needs at least one letter or digit."
    return (
        f"{WORD_LIMIT} characters is the most for a topic."
        if any(len(one) > WORD_LIMIT for one in words)
        else ""
    )


def _until_error(since: datetime, until: datetime | None) -> str:
    if until is None:
        return ""
    if until <= since:
        return "It has to end after it begins, and not in the past."
    return "That is more than a year later." if until - since > LONGEST else ""


def _refuse_doubled(added: Freeze, *, workspace: Workspace) -> None:
    for one in workspace.freezes:
        if _same(one.scope, added.scope) and _overlap(one, added):
            raise Refusal(
                "{who} {did} just this {when}: “{reason}”. Type /social resume to see it.",
                who=one.by,
                did="froze" if one.begun else "planned to freeze",
                when=one.at,
                reason=one.reason,
            )


def _same(one: Scope, other: Scope) -> bool:
    words = [set(map(_plain, each.words)) for each in (one, other)]
    return one.kind is other.kind and set(one.keys) == set(other.keys) and words[0] == words[1]


def _overlap(one: Freeze, other: Freeze) -> bool:
    return (one.until is None or one.until > other.since) and (other.until is None or other.until > one.since)


def find_freeze(workspace: Workspace, id: str) -> Freeze | None:
    """The freeze with this id, in force or planned; None when it is over."""
    return next((one for one in workspace.freezes if one.id == id), None)


def begin(workspace: Workspace, *, id: str) -> Workspace:
    """The workspace in which a planned freeze has begun."""
    return _with(workspace, (replace(one, begun=True) if one.id == id else one for one in workspace.freezes))


def thaw(workspace: Workspace, *, id: str, by: UserId | None) -> Workspace:
    """The workspace without this freeze; a planned one is called off. What it held is for `thawing.thawed`.

    Args:
        by: who thaws it; None when its time is over.

    Raises:
        Refusal: it is over already, or this person may not.
    """
    found = find_freeze(workspace, id)
    if found is None:
        raise Refusal("This freeze is over already. Type /social resume to see what is still frozen.")
    if by is not None:
        refuse_freezer(by, found.scope, workspace=workspace)
    return _with(workspace, (one for one in workspace.freezes if one.id != id))


def keep_running(workspace: Workspace, post: Post, *, reason: str, by: UserId, at: datetime) -> Workspace:
    """The workspace in which this post goes on, whatever freezes it now.

    Raises:
        Refusal: as `refuse_keeping`.
        InvalidForm: no reason, or one that is too long.
    """
    refuse_keeping(post, by=by, workspace=workspace, at=at)
    reason = " ".join(reason.split())
    if problem := _reason_error(reason):
        raise InvalidForm({"comment": problem})
    exception = Kept(post=post.id, by=by, at=at, reason=reason)
    now = {one.id for one in freezing(post, workspace=workspace, at=at)}
    return _with(
        workspace,
        (replace(one, kept=(*one.kept, exception)) if one.id in now else one for one in workspace.freezes),
    )


def refuse_keeping(post: Post, *, by: UserId, workspace: Workspace, at: datetime) -> None:
    """Say no to an exception that cannot be made.

    Raises:
        Refusal: nothing freezes this post, or this person may not decide about all that does.
    """
    now = freezing(post, workspace=workspace, at=at)
    if not now:
        raise Refusal("This post is not frozen, so there is nothing to keep it running against.")
    for one in now:
        refuse_freezer(by, one.scope, workspace=workspace)


def due(workspace: Workspace, *, at: datetime) -> tuple[Freeze, ...]:
    """The freezes that have to begin or to thaw by themselves at this moment."""
    return tuple(one for one in workspace.freezes if over(one, at=at) or (one.since <= at and not one.begun))


def over(freeze: Freeze, *, at: datetime) -> bool:
    """Whether the time of a freeze is over."""
    return freeze.until is not None and freeze.until <= at


def _with(workspace: Workspace, freezes: Iterable[Freeze]) -> Workspace:
    return replace(workspace, freezes=tuple(freezes))
