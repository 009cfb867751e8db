"""What stores say about campaigns."""

from datetime import datetime

from sqlmodel import Field

from storage.columns import AnyText, UtcDateTime
from storage.rows.row import Row


class CampaignStoreRow(Row, table=True):
    """Whether a store joins a campaign or stays out, as was said last."""

    __tablename__ = "campaign_stores"

    campaign: str = Field(primary_key=True, sa_type=AnyText)
    store: str = Field(primary_key=True, sa_type=AnyText)
    joins: bool
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
