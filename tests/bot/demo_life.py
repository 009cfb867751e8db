"""The demo's past, lived on a database alone: what a visitor would find who opens it at some moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path

from bot.demo_happening import Happening
from bot.demo_history import history, take_place
from bot.demo_retailer import TEAM, workspace
from bot.maturity_file import read_maturity_file
from bot.rules import load_rules
from domain.people import WorkspaceId
from handlers.kit import Kit
from rulebook.loading import Rulebook
from storage.database import Database

SHOP = WorkspaceId(TEAM.id)


@dataclass(frozen=True)
class Lived:
    """What eight weeks have left behind, and the moment at which they begin to end."""

    database: Database
    today: datetime
    begun: datetime


@cache
def _rules() -> Rulebook:
    return load_rules(None)


@contextmanager
def lived_until(
    today: datetime, *, file: Path, matters: Callable[[Happening], bool] = lambda _: True
) -> Iterator[Lived]:
    """Everything of the past that matters, in a database with all tables."""
    database, model, numbers, clock = (
        Database(f"sqlite:///{file}"),
        read_maturity_file(),
        count(1),
        [today],
    )
    kit = Kit(
        database=database,
        rulebook=_rules,
        model=lambda: model,
        now=lambda: clock[0],
        new_id=lambda: f"id{next(numbers):06}",
        wake=lambda: None,
    )
    with database.transaction(SHOP) as transaction:
        transaction.people.workspace()
        transaction.people.save(workspace(SHOP))
    past = [one for one in history(today=today) if matters(one)]
    for one in past:
        clock[0] = one.at
        take_place(one, kit=kit, workspace_id=SHOP)
    yield Lived(database=database, today=today, begun=past[0].at)
    database.close()
