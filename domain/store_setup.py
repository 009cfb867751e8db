"""Store setup: an admin adds, changes or removes one store."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.people import Store, UserId
from domain.posts import Post
from domain.refusals import Refusal
from domain.setup import refuse_errors, refuse_gone, refuse_non_admin
from domain.sight import likeness
from domain.store_plan import refuse_removal
from domain.store_values import STORES_LIMIT, key_problem, name_problem, place_problem, zone_problem
from domain.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreForm:
    """What the form of a store holds, as typed.

    Attributes:
        key: fixed once the store is there, as posts go by it.
        timezone: empty for the workspace's own.
    """

    key: str
    name: str
    city: str = ""
    region: str = ""
    timezone: str = ""
    manager: UserId | None = None


def find_store(workspace: Workspace, key: str) -> Store:
    """The store with this key.

    Raises:
        Refusal: there is none (any more).
    """
    found = next((one for one in workspace.stores if one.key == key), None)
    if found is None:
        raise Refusal("There is no store {key} any more. Choose another one.", key=key)
    return found


def add_store(workspace: Workspace, form: StoreForm, *, by: UserId) -> Workspace:
    """The workspace with one more store.

    Raises:
        Refusal: not asked by an admin, there are too many, or the manager's account is gone.
        InvalidForm: something in the form cannot stay as it is.
    """
    refuse_non_admin(by, workspace=workspace)
    if len(workspace.stores) >= STORES_LIMIT:
        raise Refusal("{most} stores is the most. Remove one first.", most=STORES_LIMIT)
    store = _made(form, workspace=workspace)
    taken = next((one for one in workspace.stores if one.key.casefold() == store.key.casefold()), None)
    twin = f"“{taken.key}” is the key of {taken.name}. Choose another one." if taken else ""
    refuse_errors({"key": _sentence(key_problem(store.key)) or twin, **_problems(store, workspace=workspace)})
    return replace(workspace, stores=(*workspace.stores, store))


def change_store(workspace: Workspace, form: StoreForm, *, by: UserId) -> Workspace:
    """The workspace in which the store with the form's key is as the form says.

    Raises:
        Refusal: not asked by an admin, the store is gone, or the new manager's account is.
        InvalidForm: something in the form cannot stay as it is.
    """
    refuse_non_admin(by, workspace=workspace)
    before = find_store(workspace, form.key)
    after = _made(form, workspace=workspace, before=before)
    refuse_errors(_problems(after, workspace=workspace))
    return replace(workspace, stores=tuple(after if one is before else one for one in workspace.stores))


def remove_store(workspace: Workspace, key: str, *, posts: Iterable[Post], by: UserId) -> Workspace:
    """The workspace without this store; posts and the record keep its key.

    Args:
        posts: those under way.

    Raises:
        Refusal: not asked by an admin, it is gone already, or posts still need it.
    """
    refuse_non_admin(by, workspace=workspace)
    store = find_store(workspace, key)
    refuse_removal([store], posts=posts)
    return replace(workspace, stores=tuple(one for one in workspace.stores if one is not store))


def _made(form: StoreForm, *, workspace: Workspace, before: Store | None = None) -> Store:
    if form.manager and (before is None or form.manager != before.manager):
        refuse_gone(form.manager, workspace=workspace)
    return Store(
        key=form.key.strip(),
        name=" ".join(form.name.split()),
        city=" ".join(form.city.split()),
        region=" ".join(form.region.split()),
        timezone=form.timezone.strip() or workspace.timezone,
        manager=form.manager,
    )


def _problems(store: Store, *, workspace: Workspace) -> dict[str, str]:
    twin = next(
        (
            one
            for one in workspace.stores
            if one.key != store.key and likeness(one.name) == likeness(store.name)
        ),
        None,
    )
    taken = f"store {twin.key} is called “{twin.name}” already: give each its own name" if twin else ""
    said = {
        "name": name_problem(store.name) or taken,
        "city": place_problem(store.city),
        "region": place_problem(store.region),
        "timezone": zone_problem(store.timezone),
    }
    return {field: _sentence(one) for field, one in said.items()}


def _sentence(said: str) -> str:
    return f"{said[0].upper()}{said[1:]}." if said else ""
