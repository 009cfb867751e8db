"""Charts: Slack's `data_visualization` block, for which slack_sdk has no class.

Source: Slack's reference, "Data visualization block" (June 2026). A workspace that is not served yet refuses the whole
message, so a chart never stands without its sentence, and `Message.simpler` holds the message without it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from blocks.cutting import cut
from blocks.text import inline

CATEGORIES = 20
"""Slack's most, along the axis."""
_LABEL = 20
_TITLE = 50


class Chart(Block):
    """A bar or line chart.

    Args:
        kind: `bar` or `line`.
        series: each one's name and its values, one for each category.
        categories: along the axis, `CATEGORIES` at most; those alike are told apart by a number.
    """

    def __init__(
        self,
        kind: str,
        title: str,
        *,
        categories: Sequence[str],
        series: Mapping[str, Sequence[float]],
        block_id: str,
    ) -> None:
        super().__init__(type="data_visualization", block_id=block_id)
        self._title = cut(title, _TITLE)
        self._kind = kind
        self._labels = _labels(categories)
        self._series = series

    def to_dict(self) -> dict[str, Any]:
        """The block as Slack takes it."""
        series = [
            {
                "name": cut(name, _LABEL),
                "data": [
                    {"label": label, "value": value}
                    for label, value in zip(self._labels, values, strict=True)
                ],
            }
            for name, values in self._series.items()
        ]
        return {
            "type": self.type,
            "block_id": self.block_id,
            "title": self._title,
            "chart": {"type": self._kind, "series": series, "axis_config": {"categories": self._labels}},
        }


def _labels(categories: Sequence[str]) -> list[str]:
    labels: list[str] = []
    for number, category in enumerate(categories, start=1):
        label = inline(category, limit=_LABEL)
        labels.append(label if label not in labels else f"{cut(label, _LABEL - 3)} {number}")
    return labels
