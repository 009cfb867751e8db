"""Cards: the post in the desk, the lines in its thread, and what its author hears."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from blocks.author_notes import author_note, signatures_note
from blocks.cards import post_card
from blocks.changes import edits_of
from blocks.clashes import SHOWN as CLASHES_SHOWN
from blocks.clashes import Beside, open_clashes
from blocks.decisions import decision_line
from blocks.messages import Message
from blocks.returns import card_returned
from delivery.briefs import reading_of
from delivery.publishing import outcome_of
from delivery.renderings import Bundle, Letter
from delivery.subjects import card_of, entry_of, post_of, thread_of
from domain.acknowledgements import wrote
from domain.campaigns import campaign_gap
from domain.clashes import ClashKind, remarks
from domain.localness import for_everybody, local_slots
from domain.notices import Notice, NoticeKind, Wanted
from domain.posts import Post, PostId, State
from domain.readiness import left_out
from rulebook.lengths import measure_each
from storage.database import Transaction

_TO_COME = frozenset({State.IN_REVIEW, State.CHANGES_REQUESTED, State.ON_HOLD, State.APPROVED})
"""States in which something can still be changed before a post goes out."""


def card(notice: Notice, *, work: Transaction, at: datetime) -> Bundle:
    """The post's card in the desk, with links to the cards of posts it clashes with."""
    post, workspace = post_of(work, notice.subject), work.people.workspace()
    lengths = measure_each(post.version.content)
    edits = edits_of(work.audit.of(post.id)) if len(post.versions) > 1 else {}
    changed = edits.get(post.version.number, ())
    outcome, reading = outcome_of(post, work=work), reading_of(post, work=work)
    clashes = open_clashes(work.clashes.of(post.id))
    elsewhere = sum(one.clash.kind is ClashKind.SAME_TEXT_ELSEWHERE for one in clashes)
    campaigns = work.clashes.campaigns_named() if post.state in _TO_COME else False
    touched = [one for one in workspace.stores if one.key in post.stores]
    national = for_everybody(
        post.version.content.text,
        keys={*post.stores, *left_out(post, workspace=workspace)},
        stores=workspace.stores,
    )
    asked = (
        remarks(post, campaigns=campaigns, alike=elsewhere, for_everybody=national)
        if post.state in _TO_COME
        else ()
    )

    def draw(links: Mapping[PostId, str]) -> Message:
        return post_card(
            post,
            workspace=workspace,
            at=at,
            lengths=lengths,
            changed=changed,
            countdown=post.state.open,
            outcome=outcome,
            reading=reading,
            beside=Beside(
                clashes=clashes,
                remarks=asked,
                links=links,
                local=local_slots(post.version.content.text, stores=touched),
                gap=campaign_gap(workspace, post.campaign),
            ),
        )

    others = dict.fromkeys(one.clash.other(post.id) for one in clashes[:CLASHES_SHOWN])
    cards = {one: found for one in others if (found := card_of(work, one))}
    return Bundle(draw=draw, cards=cards, since=post.proposed_at)


def follow_card(notice: Notice, *, work: Transaction, at: datetime) -> None:
    """A notice was shown: once a card stands in Slack, those of the posts it clashes with can link to it."""
    if notice.kind is not NoticeKind.CARD or notice.posted:
        return
    for one in open_clashes(work.clashes.of(PostId(notice.subject))):
        other = card_of(work, one.clash.other(PostId(notice.subject)))
        if other:
            wanted = Wanted(kind=NoticeKind.CARD, subject=other.subject, place=other.place)
            work.notices.want(wanted, id=other.id, at=at)


def card_again(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """Where a card stands that was deleted by hand. The subject is `<post>/<old ts>`.

    In the old thread, where people follow it, when a thread was there; Slack takes no line into one that was not.
    """
    id, _, old = notice.subject.rpartition("/")
    post = post_of(work, id)
    card = thread_of(work, post)
    talked = any(old < one.ts < card.ts for one in work.notices.under(post.id, place=notice.place))
    thread = replace(card, ts=old) if talked and not notice.problem else card
    return Letter(
        draw=lambda link: card_returned(post, card_link=link),
        card=None if thread is card else card,
        thread=thread,
    )


def decision(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """The line in the card's thread that says what was decided."""
    entry = entry_of(work, notice.subject)
    post, workspace = post_of(work, entry.event.subject), work.people.workspace()
    thread = thread_of(work, post)
    return Letter(
        draw=lambda _: decision_line(entry, post=post, workspace=workspace),
        thread=thread,
        since=entry.event.at,
    )


def author(notice: Notice, *, work: Transaction, at: datetime) -> Letter:
    """What the author hears about their post.

    The subject is the number of an audit entry, or `<post>/<version>` for who has signed that version so far.
    """
    id, _, version = notice.subject.rpartition("/")
    if id and version.isdecimal():
        return _signatures(post_of(work, id), int(version), work=work, at=at)
    entry = entry_of(work, notice.subject)
    post, workspace = post_of(work, entry.event.subject), work.people.workspace()
    entries = work.audit.of(post.id) if wrote(entry.event, post.version) else ()

    def draw(link: str) -> Message:
        return author_note(entry, post=post, workspace=workspace, at=at, card_link=link, entries=entries)

    return Letter(
        draw=draw,
        card=card_of(work, post.id),
        since=entry.event.at,
    )


def _signatures(post: Post, version: int, *, work: Transaction, at: datetime) -> Letter:
    workspace = work.people.workspace()
    return Letter(
        draw=lambda link: signatures_note(post, version, workspace=workspace, at=at, card_link=link),
        card=card_of(work, post.id),
        since=post.proposed_at,
    )
