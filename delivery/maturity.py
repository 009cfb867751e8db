"""Maturity: the renderers whose content rests on the maturity model."""

from collections.abc import Callable, Mapping
from functools import partial

from delivery.digests import digest, digest_workbook
from delivery.renderers import RENDERERS
from delivery.renderings import Renderer
from delivery.workbooks import export
from domain.maturity import MaturityModel
from domain.notices import NoticeKind


def renderers_with(model: Callable[[], MaturityModel]) -> Mapping[NoticeKind, Renderer]:
    """All renderers, those of digests and workbooks with this model where no other was put in force."""
    return {
        **RENDERERS,
        NoticeKind.EXPORT: partial(export, model=model),
        NoticeKind.DIGEST: partial(digest, model=model),
        NoticeKind.DIGEST_WORKBOOK: partial(digest_workbook, model=model),
    }
