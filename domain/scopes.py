"""Scopes: which posts a freeze touches, in which words people name them, and who may freeze them."""

from collections.abc import Iterable, Iterator
from unicodedata import normalize

from domain.freeze import Scope, ScopeKind
from domain.people import Role, UserId
from domain.posts import Post
from domain.refusals import Refusal
from domain.sight import likeness
from domain.wording import listed
from domain.workspaces import Workspace

_NAMES_SHOWN = 3


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
            return likeness(post.campaign) in set(map(likeness, keys)) - {""}
        case ScopeKind.STORE:
            return not keys.isdisjoint(post.stores)
        case ScopeKind.REGION:
            return not keys.isdisjoint(workspace.regions_of(post.stores))
        case _:
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


def same(one: Scope, other: Scope) -> bool:
    """Whether two scopes are the same, in whatever order and case they are written."""
    return one.kind is other.kind and _compared(one) == _compared(other)


def _compared(scope: Scope) -> tuple[set[str], set[str]]:
    by_name = scope.kind is ScopeKind.CAMPAIGN
    return set(map(likeness, scope.keys) if by_name else scope.keys), set(map(_plain, scope.words))


def described(scope: Scope, *, workspace: Workspace) -> str:
    """What is frozen, as in "all posts of HR that speak of “pay”": plain text, with people's words in it."""
    names = {one.key: one.name for one in workspace.stores}
    match scope.kind:
        case ScopeKind.DEPARTMENT:
            of = f" of {_some([workspace.department_name(key) for key in scope.keys])}"
        case ScopeKind.CAMPAIGN:
            of = f" of the campaign {_some(scope.keys)}"
        case ScopeKind.REGION:
            of = f" about stores in {_some(scope.keys)}"
        case ScopeKind.STORE:
            of = f" about {_some([names.get(key, key) for key in scope.keys])}"
        case _:
            of = ""
    about = f" that speak of {_some([f'“{one}”' for one in scope.words], last='or')}" if scope.words else ""
    return f"all posts{of}{about}"


def _some(names: Iterable[str], *, last: str = "and") -> str:
    every = list(names)
    hidden = len(every) - _NAMES_SHOWN
    shown = [*every[:_NAMES_SHOWN], *([f"{hidden} more"] if hidden > 0 else [])]
    return listed(shown) if last == "and" else f" {last} ".join(shown)


def named(words: str, *, workspace: Workspace, campaigns: Iterable[str], by: UserId) -> tuple[Scope, str]:
    """What was typed behind `/social pause`: the scope, and the reason that is left.

    A scope is `all`, or the name or key of a department, a region, a store or a campaign, also behind the word
    for what it is, as in "store Leeds Briggate"; topics stand in quotation marks, several with commas between
    them, alone or behind the scope. Without one it is all that this person may freeze.
    """
    scope, rest = own_scope(by, workspace=workspace), words.strip()
    kind, behind = kind_typed(rest)
    for name, meant in sorted(scope_names(workspace, campaigns), key=lambda one: len(one[0]), reverse=True):
        whole = behind if meant.kind is kind and not _begins(rest, name) else rest
        if _begins(whole, name):
            scope, rest = meant, whole[len(name) :].lstrip(" :,-")
            break
    if rest[:1] in _OPENING:
        topics, closing, after = _quoted(rest)
        if closing:
            topical = tuple(one.strip() for one in topics.split(",") if one.strip())
            return Scope(kind=scope.kind, keys=scope.keys, words=topical), after.lstrip(" :,-")
    return scope, rest


_OPENING, _CLOSING = '"“”„«', '"”“»'


def _quoted(text: str) -> tuple[str, str, str]:
    place = next((at for at, one in enumerate(text) if at and one in _CLOSING), 0)
    return text[1:place], text[place : place + 1] if place else "", text[place + 1 :]


def _begins(text: str, name: str) -> bool:
    folded = text.casefold().startswith(name.casefold())
    return bool(name) and folded and not text[len(name) : len(name) + 1].isalnum()


def kind_typed(words: str) -> tuple[ScopeKind | None, str]:
    """Which kind of scope the first word is for, as in "store Leeds", and what stands behind it."""
    first, _, rest = words.strip().partition(" ")
    kind = _KINDS.get(first.casefold().rstrip(":"))
    return (kind, rest.strip()) if kind else (None, words.strip())


_KINDS = {
    **dict.fromkeys(("store", "stores", "shop", "shops"), ScopeKind.STORE),
    **dict.fromkeys(("region", "regions"), ScopeKind.REGION),
    **dict.fromkeys(("department", "departments"), ScopeKind.DEPARTMENT),
    **dict.fromkeys(("campaign", "campaigns"), ScopeKind.CAMPAIGN),
}


def scope_names(workspace: Workspace, campaigns: Iterable[str]) -> Iterator[tuple[str, Scope]]:
    """Every name that a scope goes by; empty for stores without a region."""
    yield from (("all posts", Scope()), ("all", Scope()), ("everything", Scope()))
    for one in workspace.departments:
        for name in (one.name, one.key):
            yield name, Scope(kind=ScopeKind.DEPARTMENT, keys=(one.key,))
    for store in workspace.stores:
        for name in (store.name, store.key):
            yield name, Scope(kind=ScopeKind.STORE, keys=(store.key,))
        yield store.region, Scope(kind=ScopeKind.REGION, keys=(store.region,))
    for campaign in campaigns:
        yield campaign, Scope(kind=ScopeKind.CAMPAIGN, keys=(campaign,))


def own_scope(by: UserId, *, workspace: Workspace) -> Scope:
    """All that this person may freeze."""
    own = Scope(kind=ScopeKind.DEPARTMENT, keys=led_by(by, workspace=workspace))
    return own if own.keys and not may_freeze(by, Scope(), workspace=workspace) else Scope()


def refuse_unknown(scope: Scope, *, workspace: Workspace) -> None:
    """Say no to a scope that names what is not there.

    Raises:
        Refusal: with what it is.
    """
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
