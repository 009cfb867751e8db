"""Renderers: for each kind of notice, what it shows now."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from blocks.absences import stand_in
from blocks.agreement import agreement_offer
from blocks.approvals import vacant_seat
from blocks.author_notes import author_note, signatures_note
from blocks.cards import post_card, target
from blocks.changes import edits_of
from blocks.clashes import SHOWN as CLASHES_SHOWN
from blocks.clashes import Beside, open_clashes
from blocks.decisions import decision_line
from blocks.exceptions import exception_request
from blocks.freeze_news import freeze_news
from blocks.groups import emptied_group
from blocks.messages import Message
from blocks.outages import channel_back, channel_lost
from blocks.people import access_request, welcome
from blocks.policies import refused_model, refused_policy
from blocks.reminders import reminder
from blocks.returns import card_returned
from blocks.rules import refused_rules
from blocks.watching import hint_message
from delivery.charter import charter_changed, charter_sent
from delivery.checkins import check_in, unasked
from delivery.digests import digest, digest_unread, digest_workbook
from delivery.outages import why_out
from delivery.publishing import asked_results, called_to_publish, outcome_of
from delivery.renderings import Bundle, Gone, Letter, Renderer, Whisper
from delivery.workbooks import export
from domain.audit import Entry
from domain.clashes import remarks
from domain.freezes import find_freeze
from domain.notices import Notice, NoticeKind
from domain.people import ChannelId, UserId
from domain.posts import Post, PostId, State
from rulebook.lengths import measure_each
from storage.database import Transaction


def card(notice: Notice, *, work: Transaction, at: datetime) -> Letter | Bundle:
    """The post's card in the desk, with links to the cards of posts it clashes with."""
    post, workspace = _post(work, notice.subject), work.people.workspace()
    lengths = measure_each(post.version.content)
    edits = edits_of(work.audit.of(post.id)) if len(post.versions) > 1 else {}
    changed = edits.get(post.version.number, ())
    outcome = outcome_of(post, work=work)
    clashes = open_clashes(work.clashes.of(post.id))
    asked = remarks(post, campaigns=work.clashes.campaigns_named()) if post.state in _TO_COME else ()

    def draw(links: Mapping[PostId, str]) -> Message:
        return post_card(
            post,
            workspace=workspace,
            at=at,
            lengths=lengths,
            changed=changed,
            countdown=post.state.open,
            outcome=outcome,
            beside=Beside(clashes=clashes, remarks=asked, links=links),
        )

    others = dict.fromkeys(one.clash.other(post.id) for one in clashes[:CLASHES_SHOWN])
    if not others:
        return Letter(draw=lambda _: draw({}), since=post.proposed_at)
    found = [(one, _card_of(work, one)) for one in others]
    return Bundle(draw=draw, cards={one: card for one, card in found if card}, since=post.proposed_at)


_TO_COME = frozenset({State.IN_REVIEW, State.CHANGES_REQUESTED, State.ON_HOLD, State.APPROVED})


def card_again(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """Where a card stands that was deleted by hand. The subject is `<post>/<old ts>`.

    In the old thread, where people follow it, when a thread was there; Slack takes no line into one that was not.
    """
    id, _, old = notice.subject.rpartition("/")
    post = _post(work, id)
    card = _card(work, post)
    if card is None:
        raise Gone("The card under which this line belongs is not in Slack. Retry the card first, then this.")
    talked = any(old < one.ts < card.ts for one in work.notices.under(post.id, place=notice.place))
    thread = replace(card, ts=old) if talked and not notice.problem else card
    return Letter(
        draw=lambda link: card_returned(post, card_link=link),
        card=None if thread is card else card,
        thread=thread,
    )


def decision(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """The line in the card's thread that says what was decided."""
    entry = _entry(work, notice.subject)
    post, workspace = _post(work, entry.event.subject), work.people.workspace()
    thread = _card(work, post)
    if thread is None:
        raise Gone("The card under which this line belongs is not in Slack. Retry the card first, then this.")
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
        return _signatures(_post(work, id), int(version), work=work, at=at)
    entry = _entry(work, notice.subject)
    post, workspace = _post(work, entry.event.subject), work.people.workspace()
    return Letter(
        draw=lambda link: author_note(entry, post=post, workspace=workspace, at=at, card_link=link),
        card=_card(work, post),
        since=entry.event.at,
    )


def _signatures(post: Post, version: int, *, work: Transaction, at: datetime) -> Letter:
    workspace = work.people.workspace()
    return Letter(
        draw=lambda link: signatures_note(post, version, workspace=workspace, at=at, card_link=link),
        card=_card(work, post),
        since=post.proposed_at,
    )


def access(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What an admin hears when somebody asks to be added."""
    workspace = work.people.workspace()
    return Letter(draw=lambda _: access_request(UserId(notice.subject), workspace=workspace))


def welcomed(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What somebody hears who has been added to a department."""
    workspace = work.people.workspace()
    name = workspace.department_name(notice.subject)
    return Letter(draw=lambda _: welcome(name, desk=workspace.desk))


def vacancy(notice: Notice, *, work: Transaction, at: datetime) -> Letter:
    """What an admin hears when nobody may fill a needed seat. The subject is `<post>/<department>`."""
    id, _, department = notice.subject.rpartition("/")
    post, workspace = _post(work, id), work.people.workspace()
    return Letter(
        draw=lambda link: vacant_seat(post, department, workspace=workspace, at=at, card_link=link),
        card=_card(work, post),
        since=post.proposed_at,
    )


def desk_unreachable(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What an admin hears about a channel that cannot be written to, or can be again."""
    channel, why = ChannelId(notice.subject), why_out(notice.subject, work=work)
    return Letter(draw=lambda _: channel_lost(channel, why) if why else channel_back(channel))


def reminded(notice: Notice, *, work: Transaction, at: datetime) -> Bundle:
    """What waits for somebody. The subject is the bundle's id."""
    contents = work.reminders.contents(notice.subject)
    if contents is None:
        raise Gone("This was about reminders that are no longer kept. Nothing to do.")
    posts, workspace = work.posts.some(contents.posts), work.people.workspace()
    return Bundle(
        draw=lambda links: reminder(
            posts,
            reader=UserId(notice.place),
            workspace=workspace,
            sent=contents.at,
            at=at,
            card_links=links,
        ),
        cards={post.id: found for post in posts if (found := _card(work, post))},
        since=contents.at,
    )


def stands_in(notice: Notice, *, work: Transaction, at: datetime) -> Letter:
    """What a delegate hears. The subject is the absent person and since when they are away."""
    user, _, since = notice.subject.partition(" ")
    absent = UserId(user)
    absence = work.people.workspace().absence_of(absent, at=at)
    this = absence if absence and absence.since.isoformat() == since else None
    return Letter(draw=lambda _: stand_in(absent, this, at=at), since=datetime.fromisoformat(since))


def asked_exception(notice: Notice, *, work: Transaction, at: datetime) -> Letter:
    """What an approver hears when an author asks for exceptions."""
    post = _post(work, notice.subject)
    return Letter(
        draw=lambda link: exception_request(post, target=target(post), at=at, card_link=link),
        card=_card(work, post),
        since=post.proposed_at,
    )


def offered(notice: Notice, *, work: Transaction, at: datetime) -> Whisper:  # noqa: ARG001  # as every renderer
    """The question whether words of agreement shall count. The subject is `<post>/<version>/<approver>`."""
    id, version, approver = notice.subject.rsplit("/", 2)
    post = _post(work, id)
    card = _card(work, post)
    thread = card.ts if card and card.channel == notice.place else ""
    return Whisper(message=agreement_offer(post, int(version)), to=UserId(approver), thread=thread)


def hint(notice: Notice, *, work: Transaction, at: datetime) -> Whisper:  # noqa: ARG001  # as every renderer
    """What the rulebook says about a message in a watched channel. The subject is the message's timestamp."""
    found = work.watching.hint(ChannelId(notice.place), notice.subject)
    if found is None:
        raise Gone("This was about a message whose remarks are no longer kept. Nothing to do.")
    return Whisper(message=hint_message(found), to=found.user, thread=found.thread)


def rules_refused(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What an admin hears when changed rule files are not in use."""
    event = _entry(work, notice.subject).event
    problems = event.detail["problems"].split("\n")
    more = int(event.detail["more"])
    return Letter(draw=lambda _: refused_rules(problems, at=event.at, more=more), since=event.at)


def group_empty(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What an admin hears about a user group that stands for approvers. The subject is the department."""
    workspace = work.people.workspace()
    department = workspace.department(notice.subject)
    if department is None:
        raise Gone("This was about a department that is no longer there. Nothing to do.")
    return Letter(draw=lambda _: emptied_group(department))


def froze(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What the desk reads about a freeze. The subject is its id."""
    events = [one.event for one in work.audit.of(notice.subject)]
    if not events:
        raise Gone("This was about a freeze that is no longer kept. Nothing to do.")
    freeze = find_freeze(work.people.workspace(), notice.subject)
    return Letter(draw=lambda _: freeze_news(events, freeze=freeze), since=events[-1].at)


def policy_refused(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What an admin hears when a changed policy file is not in use."""
    event = _entry(work, notice.subject).event
    problems = event.detail["problems"].split("\n")
    more = int(event.detail["more"])
    return Letter(draw=lambda _: refused_policy(problems, at=event.at, more=more), since=event.at)


def model_refused(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What an admin hears when a changed maturity file is not in use."""
    event = _entry(work, notice.subject).event
    problems = event.detail["problems"].split("\n")
    more = int(event.detail["more"])
    return Letter(draw=lambda _: refused_model(problems, at=event.at, more=more), since=event.at)


RENDERERS: Mapping[NoticeKind, Renderer] = {
    NoticeKind.CARD: card,
    NoticeKind.CARD_AGAIN: card_again,
    NoticeKind.DECISION: decision,
    NoticeKind.AUTHOR: author,
    NoticeKind.ACCESS_REQUEST: access,
    NoticeKind.WELCOME: welcomed,
    NoticeKind.EXPORT: export,
    NoticeKind.VACANT_SEAT: vacancy,
    NoticeKind.DESK_UNREACHABLE: desk_unreachable,
    NoticeKind.REMINDER: reminded,
    NoticeKind.STAND_IN: stands_in,
    NoticeKind.PUBLISH: called_to_publish,
    NoticeKind.RESULTS: asked_results,
    NoticeKind.EXCEPTION_REQUEST: asked_exception,
    NoticeKind.OFFER: offered,
    NoticeKind.HINT: hint,
    NoticeKind.RULES_REFUSED: rules_refused,
    NoticeKind.POLICY_REFUSED: policy_refused,
    NoticeKind.MATURITY_REFUSED: model_refused,
    NoticeKind.CHECK_IN: check_in,
    NoticeKind.CHECK_IN_REMINDER: check_in,
    NoticeKind.CHECK_IN_UNASKED: unasked,
    NoticeKind.GROUP_EMPTY: group_empty,
    NoticeKind.FREEZE: froze,
    NoticeKind.CHARTER: charter_sent,
    NoticeKind.CHARTER_CHANGED: charter_changed,
    NoticeKind.DIGEST: digest,
    NoticeKind.DIGEST_WORKBOOK: digest_workbook,
    NoticeKind.DIGEST_UNREAD: digest_unread,
}


def _post(work: Transaction, id: str) -> Post:
    post = work.posts.get(PostId(id))
    if post is None:
        raise Gone("This was about a post that is no longer kept. Nothing to do.")
    return post


def _entry(work: Transaction, number: str) -> Entry:
    entry = work.audit.entry(int(number)) if number.isdigit() else None
    if entry is None:
        raise Gone("This was about a line of the record that is no longer kept. Nothing to do.")
    return entry


def _card(work: Transaction, post: Post) -> Notice | None:
    """The post's card that is in Slack; after a change of desk there can be two, and the newest counts."""
    return _card_of(work, post.id)


def _card_of(work: Transaction, post: PostId) -> Notice | None:
    posted = [one for one in work.notices.of(NoticeKind.CARD, post) if one.posted]
    return max(posted, key=lambda one: one.ts, default=None)
