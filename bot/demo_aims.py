"""What the demo's posts are for: the step and the audience that `demo_posts.toml` names, and who gains."""

from collections.abc import Mapping
from typing import Any

from domain.aims import Aim
from domain.charter import Gain
from domain.journey import Step

_GAINS = {
    "ecommerce": (Gain.WEB_SALES,),
    "marketing": (Gain.REPUTATION,),
    "hr": (Gain.HIRING,),
    "field-ops": (Gain.STORES,),
}


def aim_of(entry: Mapping[str, Any]) -> Aim:
    """What a post is for; each department's posts serve what it is there for."""
    step = Step(entry["step"]) if "step" in entry else None
    return Aim(step=step, audience=entry.get("audience", ""), gains=_GAINS.get(entry["department"], ()))
