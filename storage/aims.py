"""A post's aim between value and row."""

from typing import Any

from domain.aims import Aim
from domain.charter import Gain
from storage.rows.posts import PostRow


def aim_values(aim: Aim) -> dict[str, Any]:
    """The columns that keep it."""
    return {
        "step": aim.step,
        "audience": aim.audience,
        "measure": aim.measure,
        "gains": list(aim.gains),
        "cost_centre": aim.cost_centre,
    }


def aim_of(row: PostRow) -> Aim:
    """The aim that a post's row keeps."""
    return Aim(
        step=row.step,
        audience=row.audience,
        measure=row.measure,
        gains=tuple(map(Gain, row.gains)),
        cost_centre=row.cost_centre,
    )
