"""A scene in which every live message is said once, at a real server, by people of its own."""

from __future__ import annotations

import re
from typing import Any

import requests

from participation.papers.authors.rules import number_of
from tests.live.conftest import Conference
from tests.live.examples import Book
from tests.live.listening import Guest, Moderator, as_card

AUDIENCE = {"as": "audience"}
FACILITATOR = {"as": "facilitator"}
TRIAL = "trial"
# The number that a child says aloud, on her page.
SPOKEN = re.compile(r'dir="ltr">(\d{3} \d{3} \d{3})<')
SECOND_AUTHOR = "Dana Lantern"


class Speaker(Moderator):
    """Somebody whose every message and every answer is written into the book."""

    def __init__(self, url: str, book: Book, lang: str = "en") -> None:
        super().__init__(url, lang)
        self._book = book

    def send(self, name: str, **fields: Any) -> dict[str, Any]:
        answer = super().send(name, **fields)
        self._book.said(name, fields, answer)
        return answer

    def does(self, name: str, **fields: Any) -> dict[str, Any]:
        """A write that is taken."""
        answer = self.write(name, **fields)
        assert answer["ok"], (name, answer)
        return answer

    def _changed(self, told: dict[str, Any]) -> None:
        if told["topic"] == "poll" and told["data"]:
            self._book.keep("live.changed", told)
        super()._changed(told)

    def _moved(self, told: dict[str, Any]) -> None:
        self._book.keep("live.moved", told)
        super()._moved(told)

    def _ended(self, told: dict[str, Any]) -> None:
        self._book.keep("live.ended", told)
        super()._ended(told)

    def _note(self, name: str, told: Any) -> None:
        self._book.keep(name, told)
        super()._note(name, told)


class Scene:
    """The people of one session, and what they do one after the other."""

    def __init__(self, conference: Conference, book: Book) -> None:
        self.conference = conference
        self.book = book
        self.people: list[Speaker] = []
        self.phone = self._phone()
        self.delegate = self._badge(conference.named("Sami Wave"))
        self.facilitator = self._badge(conference.with_role("facilitator:trial"))
        self.moderator = self._badge(conference.with_role("moderator:trial"))
        self.co_moderator = self._badge(conference.named("Salma Melody"))
        self.screen = self._speaker()

    def play(self) -> None:
        """Everything, in the order of a conference day."""
        try:
            paper = self.a_paper_is_written_and_chosen()
            self.a_screen_is_paired_and_everybody_follows()
            self.the_session_begins(paper)
            self.questions_are_asked_and_read()
            self.somebody_tells_the_safety_team()
            self.the_moderator_chooses()
            self.hands_go_up()
            self.the_wall_says_something()
            self.the_children_write_reasons()
            self.the_seat_and_the_adults_whisper()
            self.the_cards_are_changed()
            self.a_child_shows_less_and_wishes_for_a_name()
            self.a_first_name_is_written_anew()
            self.the_hall_votes()
            self.the_hall_says_words()
            self.an_adult_prepares_a_poll()
            self.the_session_ends(paper)
            self.adults_come_to_a_session()
            self.a_screen_moves_on()
            self.a_child_comes_with_a_new_tablet()
            self.somebody_hands_over()
            self.programs_ask()
        finally:
            for one in self.people:
                one.leave()

    # -- acts --------------------------------------------------------------------------------

    def a_paper_is_written_and_chosen(self) -> str:
        delegate, facilitator = self.delegate, self.facilitator
        delegate.follow(None, desk="mine")
        curating = self._badge(self.conference.with_role("facilitator:trial"))
        curating.follow(None, desk="curation")
        page = delegate.http.post(
            f"{delegate.url}/papers", data={"csrf_token": csrf(delegate, "/papers")}
        )
        paper = page.url.rpartition("/")[2]
        body = "أكتب هنا.\n\nوأكتب هناك."
        draft = {"paper": paper, "title": "خط يفهم لهجتي", "body": body, "lang": "ar"}
        delegate.does("papers.save_draft", **draft, base=0)
        older = delegate.write("papers.save_draft", **draft | {"body": "من جهاز آخر."}, base=0)
        assert older["code"] == "draft_moved_on"
        self.book.keep("A no to a live message", older)
        delegate.does("papers.submit", paper=paper)
        facilitator.does("papers.take_up", paper=paper)
        delegate.until(lambda: delegate.data("papers")["papers"][0]["state"] == "in_review")
        desk = f"/curate/{paper}"
        facilitator.does("papers.set_subject", paper=paper, subject="rights", on=True)
        facilitator.does("papers.standing", papers=[paper])
        self.comments(paper, body, "أين تكتب؟")
        self.curates(desk, then="ask", text="من يستطيع أن يساعد؟")
        delegate.until(lambda: bool(delegate.data("papers")["papers"][0]["letter"]))
        delegate.does("papers.answer", paper=paper, text="جارتنا.")
        self.curates(desk, then="offer", title=draft["title"], body="أكتب هنا الآن.")
        delegate.until(
            lambda: (delegate.data("papers")["papers"][0]["letter"] or {}).get("kind") == "offer"
        )
        letter = delegate.data("papers")["papers"][0]["letter"]
        delegate.does("papers.reply", paper=paper, offer=letter["id"], says="no")
        facilitator.does("papers.select", paper=paper, session=TRIAL)
        facilitator.does("papers.announce")
        delegate.until(lambda: any(one["asks"] for one in delegate.data("papers")["papers"]))
        curating.until(lambda: bool(curating.data("curation")["states"]))
        self.book.keep("Topic curation", curating.data("curation"))
        reader = self._speaker()
        reader.connect()
        reader.follow(None, desk="book")
        before = reader.data("book")["edition"]
        delegate.does("papers.confirm", paper=paper, number=1, reads_aloud="me")
        delegate.does("papers.stay", paper=paper)
        wide = {"number": 1, "visibility": "public", "named": "group", "named_room": "first_name"}
        delegate.does("papers.show", paper=paper, **wide)
        delegate.until(
            lambda: (delegate.data("papers")["papers"][0]["shown"] or {}).get("to") == "public"
        )
        self.book.keep("Topic papers", delegate.data("papers"))
        reader.until(lambda: reader.data("book")["edition"] > before)
        self.book.keep("Topic book", reader.data("book"))
        self.it_is_translated(paper)
        return paper

    def it_is_translated(self, paper: str) -> None:
        interpreter = self._badge(self.conference.with_role("interpreter"))
        page = f"{interpreter.url}/translate/{paper}/en"
        said = {
            "title": "A line that understands how I speak",
            "words": ["I write here.", "And I write there."],
            "number": 1,
        }
        token = csrf(interpreter, f"/translate/{paper}/en")
        answer = interpreter.http.post(page, data={"csrf_token": token, **said})
        assert answer.status_code == 200, answer.text
        desk, token = f"/curate/{paper}", csrf(self.facilitator, f"/curate/{paper}")
        read = self.facilitator.http.get(f"{self.facilitator.url}{desk}").text
        found = re.search(r'name="translation" value="([0-9a-f]{32})"', read)
        assert found is not None
        told = {"csrf_token": token, "translation": found[1], "then": "through"}
        url = f"{self.facilitator.url}{desk}/translations"
        assert self.facilitator.http.post(url, data=told).status_code == 200
        delegate = self.delegate

        def letter() -> Any:
            told = delegate.data("papers")["papers"]
            return next(one["letter"] for one in told if one["id"] == paper)

        delegate.until(lambda: bool(letter()))
        translation = letter()["id"]
        delegate.does("papers.reply_translation", paper=paper, translation=translation, says="yes")

    def curates(self, page: str, below: str = "", **fields: str) -> None:
        """A button of the desk's page, pressed by the facilitator."""
        http, url = self.facilitator.http, self.facilitator.url
        token = csrf(self.facilitator, page)
        answer = http.post(f"{url}{page}{below}", data={"csrf_token": token, **fields})
        assert answer.status_code == 200, answer.text

    def comments(self, paper: str, body: str, words: str) -> None:
        """The facilitator comments on the first sentence of what was sent."""
        page = self.facilitator.http.get(f"{self.facilitator.url}/curate/{paper}").text
        revision = re.search(r'name="revision" type="hidden" value="(\w+)"', page)
        assert revision, page
        place = f"0-{body.index('.') + 1}"
        self.curates(
            f"/curate/{paper}", "/comments", revision=revision[1], sentence=place, text=words
        )
        self.delegate.until(lambda: bool(self.delegate.data("papers")["papers"][0]["comments"]))

    def a_screen_is_paired_and_everybody_follows(self) -> None:
        self.phone.follow(TRIAL, **AUDIENCE)
        self.delegate.follow(TRIAL, **{"as": "delegate"})
        self.moderator.follow(TRIAL, **{"as": "moderator"})
        self.co_moderator.follow(TRIAL, **{"as": "moderator"})
        self.facilitator.follow(TRIAL, **FACILITATOR)
        self._pair(self.screen, self.facilitator, TRIAL)

    def somebody_tells_the_safety_team(self) -> None:
        lead = self._badge(self.conference.named("Ms. Oasis"))
        lead.follow(None, desk="safety")
        before = lead.data("safety")["waiting"]
        address = f"{lead.url}/help"
        page = re.search(r'name="page" value="([^"]+)"', requests.get(address, timeout=20).text)
        assert page
        told = {"page": page[1], "text": "أريد أن أتحدث إلى أحد.", "safe_now": "no"}
        assert requests.post(f"{address}?lang=ar", data=told, timeout=20).ok
        lead.until(lambda: lead.data("safety")["waiting"] == before + 1)
        self.book.keep("Topic safety", lead.data("safety"))
        lead.follow(None, desk="alert")
        self.book.keep("Topic alert", lead.data("alert"))

    def the_session_begins(self, paper: str) -> None:
        moderator = self.moderator
        self.facilitator.does("floor.reclaim_seat", session=TRIAL)
        moderator.seat = moderator.does("floor.take_seat", session=TRIAL)["epoch"]
        moderator.does("floor.beat", session=TRIAL, epoch=moderator.seat, battery=64)
        self.the_seat_goes_round()
        free = next(
            item
            for item in self.facilitator.data("floor")["items"]
            if item["kind"] == "paper" and item["paper"] is None
        )
        self.facilitator.does("floor.pin_paper", item=free["id"], paper=paper)
        self.step("floor.go_live", "live")
        self.step("floor.pause", "paused")
        self.step("floor.resume", "live")
        self.a_step_is_put_aside()
        self.next_item()
        self.screen.until(lambda: self.screen.data("screen")["layout"] == "paper")
        self.book.keep("Topic screen", self.screen.data("screen"))
        self.read = free["id"]
        self.the_paper_is_read(self.read)
        self.facilitator.does("screen.blank", session=TRIAL, on=True)
        self.facilitator.does("screen.blank", session=TRIAL, on=False)

    def the_paper_is_read(self, item: str) -> None:
        """Its first paragraph from the seat, the next from its author's own tablet."""
        seat = {"item": item, "epoch": self.moderator.seat}
        self.moderator.does("reading.turn", **seat, from_leaf=1, leaf=2)
        self.moderator.does("reading.hand", **seat, on=True)
        self.delegate.until(lambda: self.delegate.data("mine")["reads"] == item)
        self.delegate.does("reading.turn", item=item, from_leaf=2, leaf=1)
        self.screen.until(lambda: self.screen.data("screen")["paper"]["at"]["leaf"] == 1)

    def the_seat_goes_round(self) -> None:
        """Offered to whoever may lead, accepted, and offered back."""
        moderator, other = self.moderator, self.co_moderator
        moderator.does("floor.offer_seat", session=TRIAL, epoch=moderator.seat)
        epoch = other.does("floor.accept_seat", session=TRIAL)["epoch"]
        other.does("floor.offer_seat", session=TRIAL, epoch=epoch, take_back=False)
        moderator.seat = moderator.does("floor.accept_seat", session=TRIAL)["epoch"]
        moderator.until(lambda: moderator.data("floor")["seat"]["epoch"] == moderator.seat)

    def a_step_is_put_aside(self) -> None:
        moderator = self.moderator
        step = moderator.data("floor")["items"][-1]["id"]
        for name in ("floor.park", "floor.plan_again", "floor.skip"):
            version = moderator.data("floor")["version"]
            moderator.does(name, item=step, version=version, epoch=moderator.seat)
            moderator.until(lambda seen=version: moderator.data("floor")["version"] > seen)
        act = moderator.data("floor")["undo"]["id"]
        moderator.does("floor.undo", session=TRIAL, act=act, epoch=moderator.seat)
        moderator.until(lambda: moderator.data("floor")["items"][-1]["state"] == "planned")

    def questions_are_asked_and_read(self) -> None:
        self.asked = {
            "stage": self._asks(self.phone, "Who answers at night?", item=self.read, paragraph=2),
            "later": self._asks(self._in_the_hall(), "May I write instead of talking?"),
            "decline": self._asks(self._in_the_hall(), "Is lunch at one?"),
            "like": self._asks(self._in_the_hall(), "Who answers when it is night?"),
            "stop": self._asks(self._in_the_hall(), "Call my brother, his number is in my text."),
            "cover": self._asks(self._in_the_hall(), "My number is 5555 0199. Who answers?"),
            "route": self._asks(self._in_the_hall(), "Somebody at home frightens me."),
            "back": self._asks(self.delegate, "هل تكفي لغة واحدة؟", "chosen_name"),
        }
        reader = self.facilitator
        reader.does("duty.choose_languages", languages=["ar", "en"])
        reader.does("duty.end", session=TRIAL)
        reader.until(lambda: reader.data("clearing")["line"] == [])
        reader.does("duty.begin", session=TRIAL)
        reader.until(lambda: len(reader.data("clearing")["line"]) == len(self.asked))
        reader.does("clearing.take", session=TRIAL)
        reader.until(lambda: reader.data("clearing")["item"] is not None)
        self.book.keep("Topic clearing", reader.data("clearing"))
        paper = {"session": TRIAL, "text": "Is there a line for children who can't hear?"}
        reader.does("questions.type_slip", **paper, lang="en")
        for name in ("stage", "later", "decline", "like"):
            reader.does("questions.clear", question=self.asked[name])
        reader.does("questions.stop", question=self.asked["stop"], reason="personal_details")
        covered = {"question": self.asked["cover"], "stretches": [13, 22]}
        reader.does("questions.cover", **covered, revision=1)
        reader.does("questions.undo", question=self.asked["cover"])
        reader.does("questions.cover", **covered)
        reader.does("questions.route_to_safety", question=self.asked["route"])

    def the_moderator_chooses(self) -> None:
        stage = {"question": self.asked["stage"], "epoch": self.moderator.seat}
        self.moderator.does("questions.shortlist", **stage, revision=1)
        self.delegate.does("questions.support", question=self.asked["stage"])
        self.phone.does("questions.support_paragraph", item=self.read, paragraph=1)
        self.phone.send("questions.like", session=TRIAL, text="Who answers the phone at night?")
        reader = self.facilitator
        reader.until(
            lambda: (
                len(reader.data("questions")["public"]) == 1
                and len(reader.data("questions")["cleared"]) == 5
                and len(reader.data("questions")["waiting"]) == 1
                and reader.data("questions")["public"][0]["supporters"] == 1
            )
        )
        self.book.keep("Topic questions", reader.data("questions"))
        several = {"session": TRIAL, "epoch": self.moderator.seat}
        kept = [self.asked["like"]]
        about = {"questions": kept, "label": "help", "on": True}
        reader.does("questions.label", session=TRIAL, **about)
        self.moderator.does("questions.keep_many", **several, questions=kept)
        self.moderator.does(
            "questions.join",
            question=self.asked["like"],
            into=self.asked["stage"],
            epoch=self.moderator.seat,
        )
        line = {"questions": [self.asked["stage"]], "revisions": [1]}
        self.moderator.does("questions.line_up", **several, **line)
        self.moderator.does("questions.put_on_stage", **stage, revision=1)
        self.moderator.does("questions.answered", **stage)
        no = {"questions": [self.asked["decline"]], "reason": "no_time"}
        self.moderator.does("questions.decline_many", **several, **no)
        again = {"question": self.asked["decline"], "epoch": self.moderator.seat}
        self.moderator.does("questions.shortlist", **again, revision=1)
        for name, more in (("later", {}), ("decline", {"reason": "other_topic"})):
            self.moderator.does(
                f"questions.{name}",
                question=self.asked[name],
                epoch=self.moderator.seat,
                **more,
            )
        self.delegate.does("questions.take_back", question=self.asked["back"])
        self.delegate.does("questions.bring_back", question=self.asked["back"])
        self.facilitator.does("questions.clear", question=self.asked["back"])

    def hands_go_up(self) -> None:
        """Two hands: one is called, speaks, and is called once more; the hall's pace and thanks."""
        moderator, phone, delegate = self.moderator, self.phone, self.delegate
        other, where = self._in_the_hall(), {"session": TRIAL}
        assert "server_now" in phone.send("live.clock")
        phone.does("floor.raise_hand", **where, wish="speak")
        delegate.does("floor.raise_hand", **where, wish="reply")
        other.does("floor.raise_hand", **where, wish="short_question")
        other.does("floor.lower_hand", **where)
        for one in (phone, delegate, other):
            one.does("floor.signal_pace", **where, signal="slower")
        self._line(2)
        seat = where | {"epoch": moderator.seat}
        last = moderator.data("floor")["queue"][1]["id"]
        moderator.does("floor.pin_hand", **seat, hand=last, on=True, reason="waited_long")
        moderator.until(lambda: moderator.data("floor")["queue"][0]["id"] == last)
        moderator.until(lambda: len(moderator.data("floor")["pace"]) == 1)
        phone.until(lambda: (phone.data("mine").get("hand") or {}).get("place") == 1)
        delegate.until(lambda: (delegate.data("mine").get("hand") or {}).get("place") == 2)
        self._calls(last, reason="waited_long")
        phone.does("floor.not_now", **where)
        self._line(2)
        moderator.does("floor.pass_turn", **seat, turn=self._calls())
        self._line(2)
        turn = self._calls()
        moderator.does("floor.start_turn", **seat, turn=turn)
        moderator.does("floor.add_time", **seat, turn=turn)
        moderator.until(lambda: moderator.data("floor")["turn"]["state"] == "running")
        self.book.keep("Topic floor", moderator.data("floor"))
        moderator.does("floor.pause_turn", **seat, turn=turn)
        moderator.does("floor.end_turn", **seat, turn=turn)
        moderator.until(lambda: moderator.data("floor")["last_speaker"] is not None)
        seen = moderator.data("floor")["last_turn"]
        turn = moderator.does("floor.call_back", **seat, from_turn=seen)["turn"]
        moderator.does("floor.start_turn", **seat, turn=turn)
        moderator.does("floor.end_turn", **seat, turn=turn)
        still = self.screen.data("thanks")
        delegate.does("screen.thank", **where)
        self.screen.until(lambda: self.screen.data("thanks") != still)
        self.book.keep("Topic thanks", self.screen.data("thanks"))

    def _line(self, many: int) -> None:
        moderator = self.moderator
        moderator.until(
            lambda: (
                len(moderator.data("floor")["queue"]) == many
                and moderator.data("floor")["turn"] is None
            )
        )

    def _calls(self, hand: str | None = None, **more: str) -> str:
        """The turn of whoever is next, or of this hand."""
        told = self.moderator.data("floor")
        answer = self.moderator.does(
            "floor.call",
            session=TRIAL,
            hand=hand or told["next_hand"],
            from_turn=told["last_turn"],
            epoch=self.moderator.seat,
            **more,
        )
        self.moderator.until(lambda: self.moderator.data("floor")["turn"] is not None)
        return str(answer["turn"])

    def the_wall_says_something(self) -> None:
        """A ready sentence, then words written for this moment, which an adult reads first."""
        moderator, reader = self.moderator, self.facilitator
        choice = {"session": TRIAL, "mode": "message"}
        moderator.does("screen.preview", **choice, what="ready", id="listen")
        moderator.does(
            "screen.show", **choice, what="ready", id="listen", version=0, epoch=moderator.seat
        )
        lost = self._writes("A grey scarf was found at the door.")
        for name, more in (
            ("cover", {"stretches": [2, 6]}),
            ("undo", {}),
            ("clear", {}),
            ("stop", {"reason": "unkind"}),
        ):
            reader.does(f"messages.{name}", message=lost, **more)
        reader.does("messages.route_to_safety", message=self._writes("I am afraid to go home."))
        moderator.does("messages.take_back", message=self._writes("Never mind."))
        slip = {"session": TRIAL, "text": "A scarf was found at the door.", "lang": "en"}
        scarf = reader.does("messages.type_slip", **slip)["message"]
        moderator.until(lambda: len(moderator.data("wall")["messages"]) == 1)
        version = moderator.data("wall")["version"]
        moderator.does(
            "screen.show", **choice, what="message", id=scarf, revision=1, version=version,
            epoch=moderator.seat,
        )  # fmt: skip
        screen = self.screen
        screen.until(lambda: screen.data("screen")["layout"] == "message")
        picture = screen.data("screen")["picture"]
        screen.does("screen.painted", session=TRIAL, picture=picture)
        moderator.until(
            lambda: [one["picture"] for one in moderator.data("wall")["screens"]] == [picture]
        )
        moderator.until(lambda: moderator.data("wall")["id"] == scarf)
        self.book.keep("Topic wall", moderator.data("wall"))
        reader.does("screen.show", session=TRIAL, mode="follow", version=version + 1)

    def the_children_write_reasons(self) -> None:
        """On their page; an adult reads each before it can be chosen."""
        moderator, reader, address = self.moderator, self.facilitator, f"/sessions/{TRIAL}/reasons"
        for text, acts in (
            (
                "We answer it at lunch.",
                (("stop", {"reason": "unkind"}), ("undo", {}), ("clear", {})),
            ),
            ("I am afraid to go home.", (("route_to_safety", {}),)),
        ):
            written = {"csrf_token": csrf(moderator, address), "en": text}
            moderator.http.post(f"{moderator.url}{address}", data=written)
            reader.until(lambda: bool(self._names(reader, "reason")))
            waiting = self._names(reader, "reason")[0]
            for act, more in acts:
                reader.does(f"reasons.{act}", reason_text=waiting, **more)
            reader.until(lambda: not self._names(reader, "reason"))
        moderator.until(lambda: len(moderator.data("questions")["reasons"]) == 4)

    def the_seat_and_the_adults_whisper(self) -> None:
        moderator, adult = self.moderator, self.facilitator
        seat = {"session": TRIAL, "epoch": moderator.seat}
        moderator.does("whisper.say", **seat, sentence="lost-thread")
        adult.does("whisper.say", **seat, text="You are at the second question.", lang="en")
        adult.until(lambda: len(adult.data("whisper")) == 2)
        self.book.keep("Topic whisper", adult.data("whisper"))

    def the_cards_are_changed(self) -> None:
        moderator, adult = self.moderator, self.facilitator
        step = adult.data("floor")["items"][-1]
        card = {"item": step["id"], "revision": step["cue_revision"]}
        adult.does("cues.write", **card, ar="شكرًا لكم.", en="Thank you.", fr="Merci.")
        own = {"item": step["id"], "revision": 0}
        moderator.does("cues.note", **own, text="I thank my class.", lang="en")

    def _writes(self, text: str) -> str:
        answer = self.moderator.does("messages.write", session=TRIAL, text=text, lang="en")
        return str(answer["message"])

    def a_child_shows_less_and_wishes_for_a_name(self) -> None:
        delegate, reader = self.delegate, self.facilitator
        delegate.does("consent.turn_dial", dial="only_idea")
        delegate.until(lambda: delegate.data("mine")["shown"]["dial"] == "only_idea")
        delegate.does("consent.turn_dial", dial="chosen_name")
        for name, act, fields in (
            ("سامي البحار", "names.clear", {}),
            ("سامي من شارع البحر", "names.stop", {"reason": "personal_details"}),
            ("أخاف من البيت", "names.route_to_safety", {}),
        ):
            delegate.http.post(
                f"{delegate.url}/me/name",
                data={"csrf_token": csrf(delegate, "/me?lang=ar"), "name": name},
            )
            reader.until(lambda: bool(self._names(reader)))
            reader.does(act, wish=self._names(reader)[0], **fields)
            reader.until(lambda: not self._names(reader))

    def a_first_name_is_written_anew(self) -> None:
        """At the registration desk; the children of the demonstration want theirs shown."""
        reader, desk = self.facilitator, self._badge(self.conference.with_role("organiser"))
        found = desk.http.get(f"{desk.url}/organise", params={"q": "سامي", "kind": "child"})
        person = re.search(r"/organise/people/([0-9a-f]{32})", found.text)
        assert person is not None
        for typed, act, fields in (
            ("سامي ٥٥٥٥", "names.stop_first", {"reason": "personal_details"}),
            ("سامي خائف", "names.route_first_to_safety", {}),
            ("سامي", "names.clear_first", {}),
        ):
            desk.http.post(
                f"{desk.url}{person[0]}/first-name",
                data={"csrf_token": csrf(desk, f"{person[0]}?lang=ar"), "first_name": typed},
            )
            reader.until(lambda: self._names(reader, "first_name") == [person[1]])
            reader.does(act, person=person[1], read=typed, **fields)
            reader.until(lambda: not self._names(reader, "first_name"))

    def _names(self, reader: Speaker, kind: str = "name") -> list[str]:
        """The names that wait at her desk."""
        return [one["id"] for one in reader.data("clearing")["line"] if one["kind"] == kind]

    def an_adult_prepares_a_poll(self) -> None:
        """Written on the page, in the languages of the session; made ready from there or here."""
        adult, address = self.facilitator, f"/sessions/{TRIAL}/polls"
        told = {"csrf_token": csrf(adult, f"{address}/new/ranking"), "kind": "ranking"}
        for name, said in (("title", "؟"), ("option-1", "1"), ("option-2", "2")):
            told |= {f"{name}-{lang}": f"{lang} {said}" for lang in ("ar", "en", "fr")}
        page = adult.http.post(f"{adult.url}{address}", data=told)
        adult.does("polls.ready", poll=page.url.rpartition("/")[2])

    def the_hall_votes(self) -> None:
        moderator, phone, seat = self.moderator, self.phone, self.moderator.seat
        prepared = moderator.data("polls")["prepared"][0]
        self.book.keep("Topic polls", moderator.data("polls"))
        moderator.until(lambda: moderator.data("presence")["present"] >= 2)
        poll = prepared["id"]
        moderator.does("polls.open", poll=poll, epoch=seat)
        phone.until(lambda: phone.data("poll") is not None)
        choices = [option["id"] for option in phone.data("poll")["options"]]
        phone.does("polls.cast", poll=poll, choice=choices[:1], n=1)
        self.delegate.does("polls.cast", poll=poll, choice=choices[1:2], n=1)
        phone.until(lambda: phone.data("poll")["answered"] == 2)
        self.book.keep("Topic mine", self._again(phone)["mine"]["data"])
        moderator.does("polls.close", poll=poll, epoch=seat)
        late = phone.write("polls.cast", poll=poll, choice=choices[:1], n=2)
        assert late["code"] == "poll_closed"
        moderator.until(lambda: moderator.data("poll")["state"] == "counted")
        moderator.does("polls.count_hands", poll=poll, hands={choices[0]: 12}, epoch=seat)
        moderator.does("polls.reveal", poll=poll, epoch=seat)
        moderator.does("polls.hide", poll=poll, epoch=seat)
        moderator.does("polls.reveal", poll=poll, epoch=seat)
        phone.until(lambda: phone.data("poll")["state"] == "revealed")
        self.book.keep("Topic poll", phone.data("poll"))
        again = moderator.does("polls.ask_again", poll=poll, epoch=seat)["poll"]
        moderator.does("polls.void", poll=again, epoch=seat, reason="unclear")
        quick = {"session": TRIAL, "instant": "agree", "epoch": seat}
        asked = moderator.does("polls.open_instant", **quick)["poll"]
        moderator.does("polls.close", poll=asked, epoch=seat)

    def the_hall_says_words(self) -> None:
        moderator, phone, reader = self.moderator, self.phone, self.facilitator
        seat = moderator.seat
        told = moderator.does("polls.open_instant", session=TRIAL, instant="word", epoch=seat)
        poll = told["poll"]
        phone.until(lambda: bool(phone.data("cloud")))
        for n, word in enumerate(("hope", "courage")):
            phone.does("words.say", poll=poll, words=[word], lang=["en"], n=n + 1)
        for word in ("courage", "time", "a calm voice", "my street", "afraid"):
            other = self._in_the_hall()
            other.does("words.say", poll=poll, words=[word], lang=["en"], n=1)
            if word == "time":
                other.does("words.take_back", poll=poll, n=2)
        reader.until(lambda: self._words(reader) == 4)
        card = reader.does("clearing.take", session=TRIAL)["item"]["card"]
        ids = {one["text"]["text"]: one["id"] for one in card}
        reader.does("words.stop", words=[ids["my street"]], reason="personal_details")
        reader.does("words.route_to_safety", words=[ids["afraid"]])
        good = ["a calm voice", "courage"]
        clear = {"words": [ids[word] for word in good], "read": good}
        reader.does("words.clear", **clear)
        reader.does("words.undo", words=clear["words"])
        reader.does("words.clear", **clear)
        moderator.does("polls.close", poll=poll, epoch=seat)
        moderator.until(lambda: moderator.data("poll")["state"] == "counted")
        moderator.does("polls.reveal", poll=poll, epoch=seat)
        moderator.until(lambda: len(moderator.data("cloud")["words"]) == len(good))
        self.book.keep("Topic cloud", moderator.data("cloud"))
        moderator.does("words.take_out", word=ids["a calm voice"], epoch=seat)
        phone.until(lambda: len(phone.data("cloud")["words"]) == 1)
        moderator.does("words.put_back", word=ids["a calm voice"], epoch=seat)

    def _words(self, reader: Speaker) -> int:
        """How many words wait at her desk."""
        line = reader.data("clearing")["line"]
        return sum(one["many"] for one in line if one["kind"] == "word")

    def the_session_ends(self, paper: str) -> None:
        self.step("floor.close", "closed")
        self.facilitator.does("floor.reopen", session=TRIAL)
        self.moderator.until(lambda: self.moderator.data("floor")["state"] == "paused")
        self.moderator.seat = self.moderator.does("floor.take_seat", session=TRIAL)["epoch"]
        self.step("floor.close", "closed")
        self.facilitator.does("floor.publish", session=TRIAL)
        called_off = self._badge(self.conference.with_role("facilitator:session-3"))
        called_off.does("floor.cancel", session="session-3")
        self.delegate.does("papers.take_back", paper=paper)
        self.delegate.does("papers.bring_back", paper=paper)
        self.two_write_together(paper)
        self.an_adult_types_for_a_child()

    def an_adult_types_for_a_child(self) -> None:
        """By her spoken number; and she says that these are her own words."""
        child, adult = self._badge(self.conference.named(SECOND_AUTHOR)), self.facilitator
        told = SPOKEN.search(child.http.get(f"{child.url}/papers").text)
        assert told is not None
        adult.follow(None, desk="typing")
        page = f"{adult.url}/curate/typing"
        spoken = {"csrf_token": csrf(adult, "/curate/typing"), "number": told[1], "lang": "ar"}
        paper = adult.http.post(page, data=spoken).url.rpartition("/")[2]
        typed = {"paper": paper, "title": "مصباح", "body": "الدرج مظلم.", "lang": "ar", "base": 0}
        version = adult.write("papers.save_draft", **typed)["version"]
        adult.until(lambda: [one["version"] for one in adult.data("typing")["papers"]] == [version])
        self.book.keep("Topic typing", adult.data("typing"))
        assert child.write("papers.submit", paper=paper)["code"] == "not_own_words"
        assert child.write("papers.own_words", paper=paper, version=0)["code"] == "words_changed"
        child.does("papers.own_words", paper=paper, version=version)
        adult.until(lambda: adult.data("typing")["papers"] == [])

    def two_write_together(self, paper: str) -> None:
        """A second child joins by two spoken numbers, and leaves again."""
        second = self._badge(self.conference.named(SECOND_AUTHOR))
        told = SPOKEN.search(second.http.get(f"{second.url}/papers").text)
        assert told is not None
        adult = self.facilitator
        joined = adult.http.post(
            f"{adult.url}/together",
            data={
                "csrf_token": csrf(adult, "/together"),
                "paper_number": number_of(paper),
                "child_number": told[1],
            },
        )
        assert joined.status_code == 200, joined.text
        second.does("papers.leave", paper=paper)
        # Typed on another tablet of hers, which had no network.
        typed = {"title": "", "body": "وأكتب هنا أيضًا.", "lang": "ar", "base": 0}
        was = {"was_title": "", "was_body": "", "was_lang": "ar"}
        second.does("papers.rescue_words", paper=paper, **typed, **was)

    def adults_come_to_a_session(self) -> None:
        """Two adults come in, one says that the other is here, the lead is on duty: it is ready."""
        where = {"session": "session-1"}
        jasmine = self._badge(self.conference.named("Ms. Jasmine"))
        harbour = self._badge(self.conference.named("Mr. Harbour"))
        lead = self._badge(self.conference.named("Mr. Anchor"))
        moderator = self._badge(self.conference.with_role("moderator:session-1"))
        for adult in (jasmine, harbour):
            assert adult.follow("session-1", **FACILITATOR)["ok"]
        assert moderator.follow("session-1", **{"as": "moderator"})["ok"]
        jasmine.does("adults.check_in", **where)
        jasmine.until(lambda: len(jasmine.data("adults")["here"]) == 1)
        self.book.keep("Topic adults", jasmine.data("adults"))
        no = jasmine.write("floor.make_ready", **where)
        assert no["code"] == "not_ready"
        harbour.does("adults.check_in", **where)
        harbour.until(lambda: len(harbour.data("adults")["here"]) == 2)
        who = next(
            adult["id"]
            for adult in harbour.data("adults")["here"]
            if adult["name"]["en"] == "Ms. Jasmine"
        )
        harbour.does("adults.confirm", **where, adult=who)
        jasmine.does("adults.lock", **where, on=True)
        jasmine.does("adults.lock", **where, on=False)
        lead.does("duty.choose_languages", languages=["ar", "en", "fr"])
        lead.does("duty.begin")
        moderator.until(lambda: moderator.data("adults")["checklist"]["blocks"] == [])
        jasmine.does("floor.make_ready", **where)
        jasmine.does("adults.check_out", **where)
        moderator.until(lambda: moderator.data("adults")["missing"] == 1)

    def a_screen_moves_on(self) -> None:
        """A projector in the main hall: the next session opens its doors, and it goes there."""
        first = self._badge(self.conference.with_role("facilitator:session-1"))
        second = self._badge(self.conference.with_role("facilitator:session-2"))
        hall = self._speaker()
        self._pair(hall, first, "session-1")
        assert hall.session == "session-1"
        second.does("floor.open_doors", session="session-2")
        hall.until(lambda: hall.session == "session-2")

    def a_child_comes_with_a_new_tablet(self) -> None:
        """The card's own QR, not the link that a demonstration shows: an adult nods."""
        child, adult = self._speaker(), self.facilitator
        assert adult.follow(TRIAL, **FACILITATOR)["ok"]
        child.sign_in(as_card(self.conference.named("Sami Wave")))
        adult.until(lambda: bool(adult.data("nods")["waiting"]))
        self.book.keep("Topic nods", adult.data("nods"))
        adult.does("tablets.nod", device=adult.data("nods")["waiting"][0]["device"], yes=True)
        adult.until(lambda: not adult.data("nods")["waiting"])
        adult.does("programme.change_room_code", session=TRIAL)

    def somebody_hands_over(self) -> None:
        interpreter = self._badge(self.conference.with_role("interpreter"))
        assert interpreter.follow(TRIAL, **{"as": "interpreter"})["ok"]
        interpreter.http.post(
            f"{interpreter.url}/hand-over", data={"csrf_token": csrf(interpreter, "/devices")}
        )
        interpreter.until(lambda: bool(interpreter.endings))

    def programs_ask(self) -> None:
        url = self.conference.server.url
        for path in ("/healthz", "/readyz", "/programme.json"):
            self.book.keep(f"GET {path}", requests.get(f"{url}{path}", timeout=10).json())
        wish = {"Accept": "application/json", "Accept-Language": "en"}
        no = requests.get(f"{url}/sessions/nowhere", headers=wish, timeout=10)
        assert no.status_code == 404
        self.book.keep("A no to a program", no.json())
        self.book.keep("flask --app app demo --json", self.conference.told)

    # -- moves -------------------------------------------------------------------------------

    def step(self, name: str, state: str) -> None:
        answer = self.moderator.steer(name, TRIAL)
        assert answer["ok"], (name, answer)
        self.moderator.until(lambda: self.moderator.data("floor")["state"] == state)

    def next_item(self) -> None:
        before = self.moderator.data("floor")["item"]
        assert self.moderator.steer("floor.next", TRIAL)["ok"]
        self.moderator.until(lambda: self.moderator.data("floor")["item"] != before)

    def _asks(self, who: Speaker, text: str, name_as: str = "none", **tied: Any) -> str:
        """Asked; the question's id, as its asker reads it."""
        lang = "ar" if name_as == "chosen_name" else "en"
        who.does("questions.ask", session=TRIAL, text=text, lang=lang, name_as=name_as, **tied)
        return str(self._again(who)["mine"]["data"]["questions"][-1]["id"])

    def _again(self, who: Speaker) -> dict[str, Any]:
        audience = "delegate" if who is self.delegate else "audience"
        answer = who.follow(TRIAL, **{"as": audience})
        assert answer["ok"], answer
        topics: dict[str, Any] = answer["topics"]
        return topics

    def _pair(self, screen: Speaker, adult: Speaker, session: str) -> None:
        code = pairing_code(screen)
        screen.connect()
        assert screen.follow(None, **{"as": "screen"})["code"] == "not_paired"
        adult.does("screen.pair", session=session, code=code)
        screen.until(lambda: ("screen.paired", {}) in screen.heard)
        assert screen.follow(None, **{"as": "screen"})["ok"]

    def _speaker(self) -> Speaker:
        self.people.append(Speaker(self.conference.server.url, self.book))
        return self.people[-1]

    def _phone(self) -> Speaker:
        phone = self._speaker()
        phone.join(self.conference.code())
        phone.connect()
        return phone

    def _in_the_hall(self) -> Speaker:
        phone = self._phone()
        phone.follow(TRIAL, **AUDIENCE)
        return phone

    def _badge(self, person: dict[str, Any]) -> Speaker:
        badge = self._speaker()
        badge.sign_in(person)
        badge.connect()
        return badge


def pairing_code(screen: Guest) -> str:
    page = screen.http.get(f"{screen.url}/screen").text
    found = re.search(r'"pairing":\s*{"code":\s*"([0-9 ]+)"', page)
    assert found is not None
    return found[1]


def csrf(guest: Guest, path: str) -> str:
    """The token of a form on this page."""
    page = guest.http.get(f"{guest.url}{path}").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token is not None
    return token[1]
