"""Values to store of every kind that can exist, drawn by Hypothesis."""

import json
from datetime import UTC

from hypothesis import strategies as st

from domain.aims import Aim
from domain.charter import Gain
from domain.drafts import BUDGET_LIMIT
from domain.findings import Finding, Level
from domain.journey import Step
from domain.marks import Mark, Said
from domain.networks import Network
from domain.offers import Offer, Unit
from domain.people import UserId
from domain.policy import Need
from domain.posts import Post, PostId, State
from domain.signoffs import Decision, RejectReason, SignOff
from domain.template_use import TemplateUse
from domain.versions import Content, Variant, Version
from tests.storage.examples import WORKSPACE


def as_received(text: str) -> str:
    """The text as Slack's JSON delivers it: two halves of a pair side by side become one character."""
    received = json.loads(json.dumps(text))
    assert isinstance(received, str)
    return received


texts = st.text(st.characters(), max_size=40).map(as_received)
"""Any text, with U+0000, halves of surrogate pairs and our own escape."""
moments = st.datetimes(timezones=st.just(UTC))
users = texts.map(UserId)
findings = st.builds(
    Finding,
    rule=texts,
    level=st.sampled_from(Level),
    message=texts,
    start=st.integers(0, 3_000),
    end=st.integers(0, 3_000),
    match=texts,
    replacement=st.none() | texts,
    tags=st.lists(texts, max_size=3).map(tuple),
    network=st.none() | st.sampled_from(Network),
)
needs = st.builds(
    Need,
    department=texts,
    because=st.lists(texts, max_size=3).map(tuple),
    quorum=st.integers(1, 60),
    everybody=st.booleans(),
    after=st.lists(texts, max_size=3).map(tuple),
    readiness=st.booleans(),
    routes=st.lists(texts, max_size=3).map(tuple),
    trusted=st.booleans(),
)
contents = st.builds(
    Content,
    text=texts,
    networks=st.lists(st.sampled_from(Network), unique=True).map(tuple),
    media_link=texts,
    alt_text=texts,
    variants=st.lists(
        st.builds(Variant, network=st.sampled_from(Network), text=texts),
        max_size=3,
        unique_by=lambda one: one.network,
    ).map(tuple),
)
sign_offs = st.builds(
    SignOff,
    department=texts,
    by=users,
    at=moments,
    version=st.just(1),
    hash=texts,
    decision=st.sampled_from(Decision),
    comment=texts,
    reason=st.none() | st.sampled_from(RejectReason),
    on_behalf_of=st.none() | users,
)
marks = st.builds(
    Mark,
    said=st.sampled_from(Said),
    by=users,
    at=moments,
    stores=st.lists(texts, max_size=3).map(tuple),
    items=st.lists(texts, max_size=3).map(tuple),
    note=texts,
    promise=texts,
    version=st.integers(1, 60),
)
offers = st.builds(
    Offer,
    unit=st.sampled_from(Unit),
    amount=texts,
    currency=texts,
    code=texts,
    ends=st.none() | st.dates(),
    products=st.lists(texts, max_size=3).map(tuple),
)

aims = st.builds(
    Aim,
    step=st.none() | st.sampled_from(Step),
    audience=texts,
    measure=texts,
    gains=st.lists(st.sampled_from(Gain), unique=True).map(tuple),
    cost_centre=texts,
)


uses = st.builds(
    TemplateUse,
    template=texts,
    number=st.integers(1, 60),
    name=texts,
    store=texts,
    values=st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    finding_tags=st.frozensets(texts, max_size=3),
    by_manager=st.booleans(),
    trusted=st.booleans(),
    because=texts,
    ended=texts,
)


@st.composite
def posts(draw: st.DrawFn, *, id: str = "P01") -> Post:
    count = draw(st.integers(1, 3))
    versions = tuple(
        Version(
            number=number,
            content=draw(contents),
            by=draw(users),
            at=draw(moments),
            needs=tuple(draw(st.lists(needs, max_size=2))),
            findings=tuple(draw(st.lists(findings, max_size=2))),
            rulebook=draw(texts),
            offers=tuple(draw(st.lists(offers, max_size=2))),
        )
        for number in range(1, count + 1)
    )
    return Post(
        id=PostId(id),
        workspace=WORKSPACE,
        author=draw(users),
        proposed_at=draw(moments),
        title=draw(texts),
        department=draw(texts),
        publish_at=draw(st.none() | moments),
        stores=tuple(draw(st.lists(texts, max_size=3))),
        shows_people=draw(st.booleans()),
        state=draw(st.sampled_from(State)),
        state_by=draw(st.none() | users),
        state_at=draw(moments),
        state_because=draw(texts),
        tags=tuple(draw(st.lists(texts, max_size=3))),
        campaign=draw(texts),
        budget=draw(st.none() | st.integers(0, BUDGET_LIMIT)),
        aim=draw(aims),
        use=draw(st.none() | uses),
        renewed_needs=draw(st.none() | st.lists(needs, max_size=2).map(tuple)),
        versions=versions,
        sign_offs=tuple(draw(st.lists(sign_offs, max_size=3))),
        marks=tuple(draw(st.lists(marks, max_size=3))),
    )
