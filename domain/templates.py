"""Templates: approved texts whose slots stores fill (`domain.filling` fills them, `domain.slots` are the slots)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.aims import NO_AIM, Aim
from domain.networks import Network
from domain.people import Store, UserId, WorkspaceId
from domain.posts import PostId
from domain.slots import Slot
from domain.versions import Content, Variant
from domain.workspaces import Workspace
from domain.zones import zone

TemplateId = NewType("TemplateId", str)


class TemplateState(StrEnum):
    """What became of a template."""

    IN_FORCE = "in force"
    RETIRED = "retired"
    """Somebody took it out of the library."""
    EXPIRED = "expired"
    """Its last day is over."""


class Editable(StrEnum):
    """Parts besides the slots that whoever fills a template may change; all others are locked."""

    PICTURE = "picture"
    """The media link and its alt text."""
    NETWORKS = "networks"
    """Some of the networks may be left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Users:
    """Who may use a template. Nothing named means everybody who has a role.

    Attributes:
        departments: keys of departments; their people may fill it for any store, or for none.
        regions: names of regions; the managers of their stores may fill it, each for their own.
        stores: keys of stores; their managers may fill it, each for their own.
    """

    departments: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()

    @property
    def everybody(self) -> bool:
        """Whether nobody is left out."""
        return self == EVERYBODY

    def take(self, store: Store) -> bool:
        """Whether this store's manager is one of them, as its manager."""
        return self.everybody or store.key in self.stores or store.region in self.regions


EVERYBODY = Users()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """An approved text with slots, as one of its versions says it.

    Attributes:
        name: by which people and the policy know it; one of its kind in the workspace.
        text: the text for all networks, its slots in braces; `{{` is a brace.
        variants: the texts of networks that have their own, with slots too.
        slots: every slot of the texts, in their order.
        department: key of the department whose posts it makes.
        valid_from: the first day on which its posts go out, in the workspace's zone; None for any.
        valid_until: the last one; after it the template expires, and what was made from it and is not out.
        campaign: carried along to its posts, as are its aim, tags and people.
        finding_tags: what the rulebook had found in the post it was made from; the policy knows of it.
        approved: the words that were signed; what is locked stands in them.
        post: the post from which this version was made.
        post_version: the number of that post's version.
        number: of this version, counted from 1.
        by: who made this version.
        at: when, in UTC.
        ended_by: who retired it; None while it is in force, and for the program itself.
        ended_at: since when it is not in force, in UTC.
        ended_because: the words given for it.
    """

    id: TemplateId
    workspace: WorkspaceId
    name: str
    text: str
    networks: tuple[Network, ...]
    department: str
    slots: tuple[Slot, ...] = ()
    variants: tuple[Variant, ...] = ()
    users: Users = EVERYBODY
    editable: frozenset[Editable] = frozenset()
    valid_from: date | None = None
    valid_until: date | None = None
    media_link: str = ""
    alt_text: str = ""
    campaign: str = ""
    aim: Aim = NO_AIM
    tags: tuple[str, ...] = ()
    shows_people: bool = False
    finding_tags: frozenset[str] = frozenset()
    approved: Content
    post: PostId
    post_version: int
    number: int = 1
    by: UserId
    at: datetime
    state: TemplateState = TemplateState.IN_FORCE
    ended_by: UserId | None = None
    ended_at: datetime | None = None
    ended_because: str = ""

    @property
    def needs_store(self) -> bool:
        """Whether it says where: then it is filled for one store."""
        return any(not one.kind.typed for one in self.slots)

    def over(self, *, at: datetime, workspace: Workspace) -> bool:
        """Whether its last day is over, whatever its state says so far."""
        today = at.astimezone(zone(workspace.timezone)).date()
        return self.valid_until is not None and today > self.valid_until

    def usable(self, *, at: datetime, workspace: Workspace) -> bool:
        """Whether posts can be made from it now."""
        return self.state is TemplateState.IN_FORCE and not self.over(at=at, workspace=workspace)


def may_use(template: Template, user: UserId, *, workspace: Workspace) -> bool:
    """Whether this person may fill the template at all."""
    return for_any_store(template, user, workspace=workspace) or bool(
        stores_for(template, user, workspace=workspace)
    )


def for_any_store(template: Template, user: UserId, *, workspace: Workspace) -> bool:
    """Whether this person may fill it for any store, and for none where the template names none.

    Store managers fill for their own stores alone, unless a department that may use it has them too.
    """
    if not workspace.knows(user):
        return False
    own = [one.key for one in workspace.departments_of(user)]
    if template.users.everybody:
        return workspace.is_staff(user)
    return any(one in template.users.departments for one in own)


def stores_for(template: Template, user: UserId, *, workspace: Workspace) -> tuple[Store, ...]:
    """The stores for which this person may fill the template, in the workspace's order."""
    if for_any_store(template, user, workspace=workspace):
        return workspace.stores
    managed = workspace.stores_of(user) if workspace.knows(user) else ()
    return tuple(one for one in managed if template.users.take(one))
