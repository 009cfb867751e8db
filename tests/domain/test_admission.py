from dataclasses import replace

import pytest

from domain.admission import admit, refuse_request
from domain.people import Role, UserId
from domain.refusals import Refusal
from tests.domain.stories import ADA, EVE, FAY, MIA, SAM, WORKSPACE

NEW = UserId("U0NEW")


def test_an_admin_takes_a_stranger_into_a_department() -> None:
    workspace = admit(NEW, to="hr", by=ADA, workspace=WORKSPACE)

    assert [one.key for one in workspace.departments_of(NEW)] == ["hr"]
    assert workspace.roles_of(NEW) == {Role.CONTRIBUTOR}
    assert replace(workspace, departments=WORKSPACE.departments) == WORKSPACE


@pytest.mark.parametrize(
    ("user", "to", "by", "said"),
    [
        (NEW, "hr", MIA, "Only an admin"),
        (NEW, "space", ADA, "no such department"),
        (EVE, "ecommerce", ADA, "in E-commerce already"),
    ],
)
def test_anything_else_is_refused(user: UserId, to: str, by: UserId, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        admit(user, to=to, by=by, workspace=WORKSPACE)


@pytest.mark.parametrize(
    ("user", "admins", "said"), [(EVE, (ADA,), "added already"), (NEW, (), "no admin here")]
)
def test_who_need_not_or_cannot_be_added_does_not_ask(
    user: UserId, admins: tuple[UserId, ...], said: str
) -> None:
    workspace = replace(WORKSPACE, admins=admins)

    with pytest.raises(Refusal, match=said):
        refuse_request(user, workspace=workspace)
    refuse_request(NEW, workspace=WORKSPACE)


def test_roles_add_up() -> None:
    assert WORKSPACE.roles_of(FAY) == {Role.CONTRIBUTOR, Role.APPROVER}
    assert WORKSPACE.roles_of(SAM) == {Role.CONTRIBUTOR}
    assert replace(WORKSPACE, leaders=(ADA,)).roles_of(ADA) == {Role.LEADER, Role.ADMIN}
    assert WORKSPACE.roles_of(NEW) == frozenset()
