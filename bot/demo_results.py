"""What the demo's posts became: out in the world, most of them with results, a few without."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from blocks.results import results_words
from domain.audit import Action, Event
from domain.networks import Network
from domain.people import UserId
from domain.posts import PostId
from domain.publishing import Link, publish
from domain.results import ResultsForm, record_results
from handlers.deciding import find
from handlers.kit import Kit
from handlers.record import record
from storage.database import Transaction

OUT, BROUGHT = "out", "brought"


def outcomes(entry: Mapping[str, Any]) -> Iterator[tuple[float, str, str, tuple[Any, ...]]]:
    """When after its proposal somebody marked a post as published and said what it brought: hours, who, what, words."""
    for verb in (OUT, BROUGHT):
        if verb in entry:
            hours, who, *said = entry[verb]
            yield hours, who, verb, tuple(said)


def mark_published(
    kit: Kit,
    work: Transaction,
    id: PostId,
    _: tuple[Any, ...],
    *,
    by: UserId,
    at: datetime,
) -> None:
    """Somebody marks a post as published, with a link for each network."""
    post = find(work, id)
    content = post.version.content
    published, publication = publish(
        post,
        version=post.version.number,
        text=content.text,
        links=tuple(_link(one, id) for one in content.networks),
        by=by,
        at=at,
        workspace=work.people.workspace(),
    )
    work.publications.add(publication)
    detail = {"links": " ".join(one.url for one in publication.links), "published": publication.content.hash}
    record(kit, work, published, Event(action=Action.PUBLISHED, by=by, at=at, subject=id, detail=detail))


def _link(network: Network, id: PostId) -> Link:
    return Link(network=network, url=f"https://{network.value}.example/parker-and-lane/{id}")


def mark_measured(
    kit: Kit, work: Transaction, id: PostId, said: tuple[Any, ...], *, by: UserId, at: datetime
) -> None:
    """Somebody records what it brought."""
    name, figures = said
    measured, results = record_results(
        find(work, id),
        ResultsForm(name=name, figures=figures),
        newest=None,
        read=0,
        by=by,
        at=at,
        workspace=work.people.workspace(),
    )
    work.publications.add_results(results)
    detail = {"results": results_words(results)}
    event = Event(action=Action.RESULTS_RECORDED, by=by, at=at, subject=id, detail=detail)
    record(kit, work, measured, event)


BECAME = {OUT: mark_published, BROUGHT: mark_measured}
"""What each word of the file lets happen."""
