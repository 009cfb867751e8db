"""People who propose and approve, and try again when the bot does not answer, as people do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread

from httpx import HTTPError

from sandbox import Message, NotAsExpected, Persona, Sandbox

DESK = "#social-desk"
APPROVERS = ("U0MIA", "U0HAL")
"""Every post here shows people, so marketing and HR must sign it."""
GLANCE = 0.15
"""Seconds between two looks."""


@dataclass
class Crowd:
    """Eve proposes one post after the other; Mia and Hal approve what they see.

    Attributes:
        wanted: how many posts Eve proposes; may be raised while she is at it.
        proposed: titles whose form was acknowledged.
        approved: (title, approver) whose click was acknowledged.
        refused: (title, approver) who were told that there is nothing more to decide.
        refusals: what went wrong with an act, as the person saw it.
    """

    sandbox: Sandbox
    wanted: int = 0
    proposed: list[str] = field(default_factory=list)
    approved: set[tuple[str, str]] = field(default_factory=set)
    refused: set[tuple[str, str]] = field(default_factory=set)
    refusals: int = 0
    crashed: list[BaseException] = field(default_factory=list)
    _home: Event = field(default_factory=Event)
    _people: list[Thread] = field(default_factory=list)

    def come(self) -> None:
        eve = self.sandbox.as_person("U0EVE")
        acts = [lambda: self._propose_next(eve)]
        for id in APPROVERS:
            approver = self.sandbox.as_person(id)
            acts.append(lambda approver=approver: self._approve(approver))  # type: ignore[misc]
        for act in acts:
            person = Thread(target=self._keep, args=(act,), daemon=True)
            self._people.append(person)
            person.start()

    def go(self) -> None:
        self._home.set()
        for person in self._people:
            person.join(30)
            assert not person.is_alive(), "somebody does not go home"
        assert not self.crashed, self.crashed

    @property
    def done(self) -> bool:
        answered = self.approved | self.refused
        return len(self.proposed) >= self.wanted and len(answered) >= self.wanted * len(APPROVERS)

    def _keep(self, act: Callable[[], None]) -> None:
        try:
            while not self._home.wait(GLANCE):
                try:
                    act()
                except (NotAsExpected, HTTPError):
                    self.refusals += 1
        except BaseException as error:
            self.crashed.append(error)
            raise

    def _propose_next(self, eve: Persona) -> None:
        if len(self.proposed) >= self.wanted:
            return
        title = f"Post {len(self.proposed) + 1:03}"
        form = eve.command(DESK, "/social", "propose Meet the team of our Leeds shop.").view
        form = eve.fill(form, {"Title": title, "Networks": ["X"], "People shown have agreed": True})
        while not self._home.is_set():
            try:
                told = eve.submit(form)
            except NotAsExpected:
                self.refusals += 1  # no answer; the form is still open, and she presses again
                self._home.wait(GLANCE)
                continue
            if told.view is None:
                self.proposed.append(title)
            else:
                self.refusals += 1
                eve.close_view(told.view, everything=True)
            return

    def _approve(self, approver: Persona) -> None:
        for card in approver.messages(DESK):
            own = (title_of(card), approver.id)
            if "Approve" in card.labels and own not in self.approved | self.refused:
                said = [one.visible for one in approver.click(card, "Approve").replies]
                if not said or "already signed" in said[0]:
                    self.approved.add(own)
                elif "Nothing more to decide" in said[0]:
                    self.refused.add(own)


def title_of(card: Message) -> str:
    """The card's header; empty for any other message."""
    header = next((one for one in card.blocks if one["type"] == "header"), None)
    return str(header["text"]["text"]) if header else ""
