"""Maturity models: every version that was in force in a workspace; the newest is."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlmodel import Session

from domain.maturity import Capability, MaturityModel, ModelVersion, Source, Stage
from domain.measures import Measure
from domain.people import UserId, WorkspaceId
from storage.numbered import Numbered
from storage.rows.maturity import MaturityModelRow


class MaturityModels:
    """The maturity model of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._versions = Numbered(
            MaturityModelRow, name="maturity model", workspace=workspace, session=session
        )

    def newest(self) -> ModelVersion | None:
        """The version in force; None while it is the shipped one, as nobody changed it."""
        row = self._versions.newest()
        return _version_of(row) if row else None

    def in_force(self, shipped: MaturityModel) -> MaturityModel:
        """The model to ask and to score with.

        Args:
            shipped: the one that holds where nobody changed it.
        """
        version = self.newest()
        return version.model if version else shipped

    def hold(self) -> None:
        """Let nobody else change it until this transaction ends.

        Raises:
            Unavailable: somebody else does for too long.
        """
        self._versions.hold()

    def replace(self, model: MaturityModel, *, by: UserId | None, at: datetime) -> ModelVersion:
        """Put a model in force.

        Raises:
            Unavailable: as `hold`.
        """
        number = self._versions.add(
            by=by,
            at=at,
            stages=[asdict(one) for one in model.stages],
            capabilities=[asdict(one) for one in model.capabilities],
        )
        return ModelVersion(model=model, number=number, by=by, at=at)


def _version_of(row: MaturityModelRow) -> ModelVersion:
    return ModelVersion(
        model=MaturityModel(
            stages=tuple(Stage(**one) for one in row.stages),
            capabilities=tuple(map(_capability_of, row.capabilities)),
        ),
        number=row.number,
        by=None if row.by is None else UserId(row.by),
        at=row.at,
    )


def _capability_of(kept: dict[str, Any]) -> Capability:
    evidence = kept["evidence"]
    return Capability(
        **{
            **kept,
            "statements": tuple(kept["statements"]),
            "measures": tuple(Measure(**one) for one in kept["measures"]),
            "evidence": None if evidence is None else Source(evidence),
        }
    )
