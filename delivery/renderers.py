"""Renderers: for each kind of notice, what it shows now."""

from collections.abc import Mapping

from blocks.policies import refused_model, refused_policy
from blocks.rules import refused_rules
from delivery.approvers import asked_exception, reminded, stands_in, vacancy
from delivery.briefs import briefed
from delivery.cards import author, card, card_again, decision
from delivery.charter import charter_changed, charter_sent
from delivery.checkins import check_in, unasked
from delivery.digests import digest, digest_unread, digest_workbook
from delivery.freezes import froze
from delivery.outages import desk_unreachable
from delivery.people import access, group_empty, welcomed
from delivery.publishing import asked_results, called_to_publish
from delivery.refused_files import refused
from delivery.renderings import Renderer
from delivery.whispers import hint, offered
from delivery.workbooks import export
from domain.notices import NoticeKind

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
    NoticeKind.RULES_REFUSED: refused(refused_rules),
    NoticeKind.POLICY_REFUSED: refused(refused_policy),
    NoticeKind.MATURITY_REFUSED: refused(refused_model),
    NoticeKind.CHECK_IN: check_in,
    NoticeKind.CHECK_IN_REMINDER: check_in,
    NoticeKind.CHECK_IN_UNASKED: unasked,
    NoticeKind.GROUP_EMPTY: group_empty,
    NoticeKind.FREEZE: froze,
    NoticeKind.BRIEF: briefed,
    NoticeKind.CHARTER: charter_sent,
    NoticeKind.CHARTER_CHANGED: charter_changed,
    NoticeKind.DIGEST: digest,
    NoticeKind.DIGEST_WORKBOOK: digest_workbook,
    NoticeKind.DIGEST_UNREAD: digest_unread,
}
