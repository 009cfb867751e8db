"""One route of the policy comes, changes or goes; all others stay as they are."""

from dataclasses import replace

import pytest

from domain.policy import SHIPPED_POLICY
from domain.policy_changes import PolicyChange, changed
from domain.refusals import Refusal
from domain.routes import Route
from domain.trusted_routes import SHIPPED_TRUSTED, TrustedRoute

STAFF = Route(name="staff", because="staff read it too", departments=("hr",))
HOURS = TrustedRoute(name="hours", because="hours are facts", templates=frozenset({"Late opening"}))


def test_a_new_route_stands_last_and_a_new_one_for_templates_first() -> None:
    after = changed(SHIPPED_POLICY, PolicyChange(was="", route=STAFF))
    assert after == replace(SHIPPED_POLICY, routes=(*SHIPPED_POLICY.routes, STAFF))
    after = changed(SHIPPED_POLICY, PolicyChange(was="", route=HOURS, trusted=True))
    assert after == replace(SHIPPED_POLICY, trusted=(HOURS, *SHIPPED_TRUSTED))


def test_a_changed_one_keeps_its_place_and_a_removed_one_leaves_it() -> None:
    brand, _, *rest = SHIPPED_POLICY.routes
    after = changed(SHIPPED_POLICY, PolicyChange(was="stores", route=STAFF))
    assert after.routes == (brand, STAFF, *rest)
    assert changed(SHIPPED_POLICY, PolicyChange(was="stores", route=None)).routes == (brand, *rest)
    local, templates = SHIPPED_TRUSTED
    rarely = replace(templates, sample=1)
    after = changed(SHIPPED_POLICY, PolicyChange(was="templates", route=rarely, trusted=True))
    assert after == replace(SHIPPED_POLICY, trusted=(local, rarely))
    after = changed(after, PolicyChange(was="local posts", route=None, trusted=True))
    assert after.trusted == (rarely,)


@pytest.mark.parametrize("trusted", [True, False])
def test_what_is_not_there_any_more_is_told(*, trusted: bool) -> None:
    with pytest.raises(Refusal, match="There is no route “gone” any more"):
        changed(SHIPPED_POLICY, PolicyChange(was="gone", route=None, trusted=trusted))
