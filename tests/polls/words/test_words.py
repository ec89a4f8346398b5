"""Open words: said, read twelve to a card, shown by one tap, and nobody's once they are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from participation.floor.refusals import NotYourSeat, TextRests
from participation.foundation import clock
from participation.foundation.actors import SYSTEM
from participation.foundation.audit import AuditRow
from participation.foundation.commands import CommandGuard
from participation.foundation.extensions import db
from participation.foundation.receipt_codes import Receipt, Whereabouts, receipt_of_code
from participation.foundation.refusals import NotAllowed, NotFound, Refusal
from participation.foundation.taming import WHOLE
from participation.people.consent.commands import turn_dial
from participation.polls import commands as polls
from participation.polls.models import Voter
from participation.polls.refusals import PollClosed
from participation.polls.words import commands, rules
from participation.polls.words.models import ClearedWord, SaidWord
from participation.polls.words.receipts import ARRIVED, READ, where_words_are
from participation.polls.words.refusals import (
    MarkedComesAlone,
    NoWordYet,
    TooManyWords,
    WordMovedOn,
    WordTooLong,
)
from participation.safeguarding.clearing.commands import take_next
from participation.safeguarding.clearing.payloads import clearing_topic
from participation.safeguarding.clearing.refusals import UndoTooLate, WithColleague
from participation.safeguarding.concerns.models import Concern
from participation.safeguarding.duty.refusals import LanguageNotRead
from participation.sweeping import sweep
from tests.at_once import at_once
from tests.polls.words.saying import AT_THE_FRONT, HALL, WordsHall, dump, forget
from tests.safeguarding.concerns.team import Team
from tests.world import World

MARKED = "stupid"


@pytest.fixture
def later(tmp_path: Path) -> Iterator[Callable[[float], None]]:
    """Moves the clock: so many seconds after now."""
    shift = tmp_path / "clock"
    clock.follow_file(str(shift))

    def move(seconds: float) -> None:
        shift.write_text(str(seconds))

    yield move
    clock.follow_file(None)


# -- the same word -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hope", "hope"),
        ("HOPE!", "“hope”"),
        ("أمل", "امل"),
        ("أَمَل", "أمل"),
        ("حرّية", "حريه"),
        ("الأمـــان", "الامان"),
        ("Écoute", "ecoute"),
        ("ｈｏｐｅ", "hope"),
        ("a  safe place", "A safe place"),
        ("he\u200bar", "hear"),
    ],
)
def test_the_same_word_has_one_spelling(one: str, other: str) -> None:
    assert rules.spelling(one) == rules.spelling(other) != ""


@pytest.mark.parametrize(("one", "other"), [("hope", "hopes"), ("أمل", "ألم"), ("🌟", "🌙")])
def test_different_words_have_different_spellings(one: str, other: str) -> None:
    assert rules.spelling(one) != rules.spelling(other)


def test_empty_boxes_are_no_words_and_a_word_said_twice_is_one() -> None:
    boxes = [("", "en"), ("  ", "en"), ("\u200b", "en"), ("Hope", "en"), ("hope", "fr")]
    assert rules.words_in(boxes) == [rules.Word("Hope", "hope", "en")]


@pytest.mark.parametrize(
    ("count", "size", "told"),
    [(1, 1, None), (2, 1, None), (3, 2, None), (4, 2, None), (5, 3, 5), (19, 4, 19), (40, 5, 40)],
)
def test_sizes_are_classes_and_few_voices_are_no_number(
    count: int, size: int, told: int | None
) -> None:
    assert (rules.size_of(count), rules.told_count(count)) == (size, told)


# -- saying ------------------------------------------------------------------------------------


def test_one_word_from_many_is_one_and_stands_in_the_letters_of_most(world: World) -> None:
    hall = WordsHall(world)
    for letters in ("hope", "Hope", "Hope", "HOPE"):
        hall.says(letters, "quiet" if letters == "hope" else "")
    assert sorted(hall.card()) == ["Hope", "quiet"]
    hall.clears()
    hall.shows()
    (first, second) = hall.topic("screen")["words"]
    assert (first["text"]["text"], first["size"], first["count"]) == ("Hope", 2, None)
    assert (second["text"]["text"], second["size"], second["count"]) == ("quiet", 1, None)


def test_words_are_changed_and_taken_back_while_the_poll_is_open(world: World) -> None:
    hall = WordsHall(world)
    hall.says("hope", "rest", by=hall.phone)
    hall.says("rest", "calm", by=hall.phone, n=2)
    assert sorted(word.text for word in hall.words()) == ["calm", "rest"]
    assert hall.poll_told()["answered"] == 1
    assert (hall.mine(hall.phone) or {})["n"] == 2
    hall.takes_back(hall.phone, n=3)
    assert hall.words() == []
    assert hall.poll_told()["answered"] == 0
    assert hall.mine(hall.phone) is None
    assert hall.card() == []


def test_what_was_longer_on_its_way_never_wins(world: World) -> None:
    hall = WordsHall(world)
    hall.says("newer", by=hall.phone, n=5)
    hall.says("older", by=hall.phone, n=4)
    assert [word.text for word in hall.words()] == ["newer"]
    badge = world.delegate()
    hall.says("here", by=badge, n=9)
    other = world.delegate()
    hall.says("here", by=other)
    assert hall.poll_told()["answered"] == 3


def test_the_same_press_is_one_and_gets_the_same_code(world: World) -> None:
    hall = WordsHall(world)

    def press() -> object:
        return hall.says("hope", by=hall.phone, command_id="1" * 32)

    assert press() == press()
    forget()
    assert db.session.query(Receipt).count() == 1


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ((), NoWordYet),
        (("", "\u200b"), NoWordYet),
        (("one", "two", "three", "four"), TooManyWords),
        (("x" * (WHOLE + 1),), WordTooLong),
    ],
)
def test_only_how_many_and_how_long_is_looked_at(
    world: World, words: tuple[str, ...], refusal: type[Refusal]
) -> None:
    hall = WordsHall(world)
    with pytest.raises(refusal):
        hall.says(*words)
    for anything in ("stupid", "call 55501992", "my uncle hits me", "<script>", "💜", "x" * WHOLE):
        hall.says(anything)
    assert len(hall.words()) == 6


def test_after_closing_nothing_is_taken_and_another_poll_takes_no_words(world: World) -> None:
    hall = WordsHall(world)
    hall.closes()
    with pytest.raises(PollClosed):
        hall.says("late")
    with pytest.raises(PollClosed):
        hall.takes_back(hall.phone)
    hall.poll = world.poll(hall.session)
    with pytest.raises(NotFound):
        hall.says("hope")


def test_typed_words_rest_in_quiet_mode(world: World) -> None:
    hall = WordsHall(world)
    hall.says("before", by=hall.phone)
    _quiet(hall.session.id)
    with pytest.raises(TextRests):
        hall.says("hope")
    hall.takes_back(hall.phone)


def _quiet(session_id: str) -> None:
    db.session.rollback()
    with db.writing() as session:
        session.execute(
            text("UPDATE floor SET quiet_since = :now WHERE session_id = :id"),
            {"now": clock.now().replace(tzinfo=None), "id": session_id},
        )


def test_a_whole_hall_is_taken_in_one_list(world: World) -> None:
    hall = WordsHall(world)
    many = [
        commands.Saying(
            world.phone(hall.session), hall.poll.id, ((f"word {at % 7}", "en"),), 1, {"ok": at}
        )
        for at in range(40)
    ]
    assert commands.say_words(many) == [{"ok": at} for at in range(40)]
    assert len(hall.words()) == 7
    assert hall.poll_told()["answered"] == 40


def test_two_who_say_the_same_new_word_at_once_say_one(app: Flask, world: World) -> None:
    hall = WordsHall(world)
    phones = [world.phone(hall.session) for _ in range(6)]
    answers = at_once(app, [partial(hall.says, "Hope", "calm", by=phone) for phone in phones])
    assert not [one for one in answers if isinstance(one, Refusal)]
    assert sorted(word.text for word in hall.words()) == ["Hope", "calm"]
    hall.clears()
    hall.shows()
    assert [one["count"] for one in hall.topic("screen")["words"]] == [6, 6]


# -- the first key -----------------------------------------------------------------------------


def test_before_it_is_shown_the_hall_reads_only_how_many_answered(world: World) -> None:
    hall = WordsHall(world)
    hall.says("hope", "rest")
    hall.clears("hope")
    for audience in HALL:
        assert "hope" not in str(hall.topic(audience))
    assert hall.poll_told("screen")["answered"] == 1
    told = hall.topic("moderator")
    assert [one["text"]["text"] for one in told["cleared"]] == ["hope"]
    assert (told["waiting"], told["words"]) == (1, [])
    assert "rest" not in str(told)
    hall.closes()
    for audience in HALL:
        assert "hope" not in str(hall.topic(audience))


def test_a_card_has_twelve_in_one_language_and_marked_words_come_alone_and_first(
    world: World,
) -> None:
    hall = WordsHall(world)
    for at in range(14):
        hall.says(f"word{at}")
    hall.says("أمل", lang="ar")
    hall.says(MARKED)
    assert hall.card() == [MARKED]
    hall.clears()
    cards = []
    while card := hall.card():
        if len(card) == 12:
            hall.says("new")
            assert hall.card() == card, "nothing is added to a card that lies in a hand"
        cards.append(card)
        hall.clears()
    # Words keep no time, so which language is read first is left to chance.
    assert ["أمل"] in cards
    assert sorted(map(len, cards)) == [1, 3, 12]
    assert {word.state for word in hall.words()} == {"cleared"}


def test_nothing_marked_and_no_two_languages_pass_together(world: World) -> None:
    hall = WordsHall(world)
    hall.says(MARKED, "calm")
    hall.says("أمل", lang="ar")
    for pair in ((MARKED, "calm"), ("calm", "أمل")):
        with pytest.raises(MarkedComesAlone):
            commands.clear_words(hall.adult, {hall.word(one).id: one for one in pair})
    assert {word.state for word in hall.words()} == {"waiting"}


def test_two_adults_never_hold_the_same_card(app: Flask, world: World) -> None:
    hall = WordsHall(world)
    other = world.facilitator(hall.session)
    for at in range(20):
        hall.says(f"word{at}")
    at_once(app, [partial(take_next, one, hall.session.id) for one in (hall.adult, other)])
    one, two = hall.cards(hall.adult), hall.cards(other)
    assert len(one) + len(two) == 20
    assert not {each["id"] for each in one} & {each["id"] for each in two}
    with pytest.raises(WithColleague):
        commands.clear_words(other, {one[0]["id"]: one[0]["text"]["text"]})


def test_an_adult_reads_and_clears_only_in_her_languages(world: World) -> None:
    hall = WordsHall(world, reads=("ar",))
    hall.says("hope")
    assert hall.card() == []
    with pytest.raises(LanguageNotRead):
        commands.clear_words(hall.adult, {hall.word("hope").id: "hope"})
    topic = clearing_topic(hall.session.id, str(hall.adult.person_id))
    assert topic["unread"] == [{"lang": "en", "waiting": 1}]
    assert "hope" not in str(topic)


def test_only_an_adult_on_duty_turns_the_first_key(world: World) -> None:
    hall = WordsHall(world)
    hall.says("hope")
    word = hall.word("hope").id
    for who in (hall.child, hall.phone, world.facilitator(), world.delegate()):
        for act in (
            partial(commands.clear_words, as_read={word: "hope"}),
            partial(commands.stop_words, word_ids=[word], reason="unkind"),
            partial(commands.undo_words, word_ids=[word]),
            partial(commands.route_words_to_safety, word_ids=[word]),
        ):
            with pytest.raises((NotAllowed, NotFound)):
                act(who)


def test_what_is_cleared_is_what_was_read_and_nothing_else(world: World) -> None:
    hall = WordsHall(world)
    hall.says("hope")
    word = hall.word("hope").id
    with pytest.raises(WordMovedOn):
        commands.clear_words(hall.adult, {word: "something else"})
    hall.says("HOPE")
    hall.says("HOPE")
    commands.clear_words(hall.adult, {word: "hope"})
    hall.shows()
    assert hall.cloud() == ["hope"], "in the letters that she read, however many wrote others"


def test_a_word_cleared_once_counts_as_cleared_in_this_event(world: World) -> None:
    hall, other = WordsHall(world), WordsHall(world)
    other.says("Hope")
    hall.says("hope", "rest")
    hall.clears("hope")
    assert other.word("hope").state == "cleared", "where it waited"
    hall.shows()
    hall.poll = hall.opens()
    hall.says("HOPE")
    assert [(word.text, word.state) for word in hall.words()] == [("hope", "cleared")]
    commands.stop_words(hall.adult, [hall.word("hope").id], "unkind")
    assert other.word("hope").state == "stopped"
    forget()
    assert db.session.query(ClearedWord).count() == 0


def test_a_whole_card_is_undone_within_a_minute_by_who_decided(
    world: World, later: Callable[[float], None]
) -> None:
    hall = WordsHall(world)
    other = world.facilitator(hall.session)
    hall.says("hope", "rest", "calm")
    words = hall.clears()
    hall.says("next")
    hall.card()
    with pytest.raises(UndoTooLate):
        commands.undo_words(other, words)
    commands.undo_words(hall.adult, words)
    assert sorted(hall.card()) == ["calm", "hope", "rest"], "and not the next one"
    forget()
    assert db.session.query(ClearedWord).count() == 0
    words = hall.clears()
    later(61)
    with pytest.raises(UndoTooLate):
        commands.undo_words(hall.adult, words)


def test_a_stopped_word_is_shown_to_nobody_and_its_writer_reads_why(world: World) -> None:
    hall = WordsHall(world)
    hall.says("mean", "calm", by=hall.phone)
    commands.stop_words(hall.adult, hall.ids(["mean"]), "unkind")
    (stopped,) = (hall.mine(hall.phone) or {})["stopped"]
    assert stopped["text"]["text"] == "mean"
    assert stopped["reason_words"]["en"].startswith("This word could hurt")
    hall.says("mean", by=world.phone(hall.session))
    assert hall.word("mean").state == "stopped"
    hall.clears()
    hall.shows()
    for audience in (*HALL, *AT_THE_FRONT):
        assert "mean" not in str(hall.topic(audience))


# -- the second key ----------------------------------------------------------------------------


def test_one_tap_shows_the_cloud_and_later_words_join_at_its_end(world: World) -> None:
    hall = WordsHall(world)
    hall.says("often", "rare")
    hall.says("often", "later", "last")
    hall.clears("often", "rare")
    hall.shows()
    for audience in HALL:
        assert hall.cloud(audience) == ["often", "rare"]
    hall.clears("later")
    assert hall.cloud() == ["often", "rare", "later"]
    hall.clears("last")
    assert hall.cloud() == ["often", "rare", "later", "last"]


def test_a_cloud_that_is_hidden_again_is_on_no_page_of_the_hall(world: World) -> None:
    hall = WordsHall(world)
    hall.says("often")
    hall.clears()
    hall.shows()
    polls.hide_poll(hall.child, hall.poll.id, 1)
    for audience in HALL:
        assert "often" not in str(hall.topic(audience))
    polls.reveal_poll(hall.child, hall.poll.id, 1)
    assert hall.cloud() == ["often"]


def test_any_word_is_taken_out_by_either_key_and_comes_back_within_a_minute(
    world: World, later: Callable[[float], None]
) -> None:
    hall = WordsHall(world)
    hall.says("often", "rare")
    hall.says("often")
    hall.clears()
    hall.shows()
    often = hall.word("often").id
    commands.take_out_word(hall.child, often, 1)
    for audience in (*HALL, "moderator"):
        assert "often" not in str(hall.topic(audience))
    with pytest.raises(UndoTooLate):
        commands.put_back_word(hall.adult, often)
    commands.put_back_word(hall.child, often, 1)
    assert hall.cloud() == ["often", "rare"], "in its old place"
    commands.take_out_word(hall.adult, often)
    assert hall.cloud() == ["rare"]
    with pytest.raises(NotYourSeat):
        commands.take_out_word(hall.child, hall.word("rare").id)
    for nobody in (hall.phone, world.delegate(), world.facilitator()):
        with pytest.raises((NotAllowed, NotFound)):
            commands.take_out_word(nobody, often)
    later(61)
    with pytest.raises(UndoTooLate):
        commands.put_back_word(hall.adult, often)


def test_the_moderator_can_take_out_nothing_that_no_adult_has_read(world: World) -> None:
    hall = WordsHall(world)
    hall.says("hope")
    with pytest.raises(NotFound):
        commands.take_out_word(hall.child, hall.word("hope").id, 1)


def test_the_same_word_in_two_languages_stands_once(world: World) -> None:
    hall = WordsHall(world)
    hall.says("art", lang="en")
    hall.says("Art", lang="fr")
    hall.says("Art", lang="fr")
    hall.clears()
    assert len(hall.topic("moderator")["cleared"]) == 1
    hall.clears()
    hall.shows()
    (entry,) = hall.topic("screen")["words"]
    assert (entry["text"]["text"], entry["size"]) == ("Art", 2)
    commands.take_out_word(hall.child, entry["id"], 1)
    assert hall.cloud() == []


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE cloud_word SET text = 'other'",
        "UPDATE cloud_word SET cleared_by = NULL",
        "UPDATE cloud_word SET state = 'waiting'",
        "UPDATE cloud_word SET state = 'held'",
    ],
)
def test_the_database_keeps_both_keys_to_the_very_letters(world: World, broken: str) -> None:
    hall = WordsHall(world)
    hall.says("hope")
    hall.clears()
    hall.shows()
    forget()
    with pytest.raises(Exception, match=r"(?i)check"):
        db.session.execute(text(broken))
    db.session.rollback()


# -- who said it -------------------------------------------------------------------------------


def test_who_shows_nothing_is_counted_in_no_word(world: World) -> None:
    hall = WordsHall(world)
    badge = world.delegate()
    hall.says("hers", "ours", by=badge)
    hall.says("ours")
    hall.clears()
    assert len(hall.topic("moderator")["cleared"]) == 2
    turn_dial(badge, "nothing")
    (left,) = hall.topic("moderator")["cleared"]
    assert left["text"]["text"] == "ours"
    hall.shows()
    assert hall.cloud() == ["ours"]


def test_after_counting_nothing_ties_a_word_to_anybody(sqlite_app: Flask, world: World) -> None:
    hall = WordsHall(world)
    phones = [world.phone(hall.session) for _ in range(12)]
    codes = [
        hall.says(f"word{at}", by=phone, command_id=f"{at:032x}")["code"]
        for at, phone in enumerate(phones)
    ]
    hall.clears("word0", "word1", "word2")
    hall.closes()
    forget()
    assert {said.holder for said in db.session.query(SaidWord)} == {None}
    # Neither the order of rows nor an id: each table that names a word is in the order of random
    # ids, while guards and voters are as they came.
    row = "rowid" if db.is_sqlite else "ctid"
    for table, column in (
        ("cloud_word", "id"),
        ("said_word", "send_id"),
        ("receipt", "code_hash"),
    ):
        found = db.session.execute(text(f"SELECT {column} FROM {table} ORDER BY {row}"))
        by_row = [row[0] for row in found]
        assert by_row == sorted(by_row), table
    assert db.session.query(CommandGuard).filter(CommandGuard.reference.is_not(None)).count() == 0
    assert db.session.query(Voter).count() == 12
    untils = {row[0] for row in db.session.execute(text("SELECT until FROM receipt"))}
    assert len(untils) == 1, "no receipt says when its words came"
    assert len({word.since for word in hall.words()}) == 1
    lines = dump().splitlines() if db.is_sqlite else []
    for phone in phones:
        for line in lines:
            assert not (str(phone.holder) in line and "word" in line.partition("VALUES")[2])
    # What waits is still read, and its code still says where it is.
    receipt = receipt_of_code(codes[7])
    assert receipt
    assert where_words_are(receipt.object_id) == Whereabouts(str(ARRIVED))
    hall.clears()
    assert where_words_are(receipt.object_id) == Whereabouts(str(READ))


def test_a_void_poll_ties_nothing_shows_nothing_and_is_still_read(world: World) -> None:
    hall = WordsHall(world)
    hall.says("hope")
    polls.void_poll(hall.child, hall.poll.id, 1)
    forget()
    assert {said.holder for said in db.session.query(SaidWord)} == {None}
    assert hall.card() == ["hope"]
    hall.clears()
    assert hall.topic("screen") is None


def test_what_is_said_leaves_no_audit_row_and_no_words_in_any(world: World) -> None:
    hall = WordsHall(world)
    forget()
    before = db.session.query(AuditRow).count()
    hall.says("hope")
    forget()
    assert db.session.query(AuditRow).count() == before
    hall.clears()
    hall.shows()
    commands.take_out_word(hall.child, hall.word("hope").id, 1)
    forget()
    assert "hope" not in str(
        [(row.action, row.object_id, row.reason) for row in db.session.query(AuditRow)]
    )


def test_words_that_nobody_cleared_are_gone_after_72_hours(
    world: World, later: Callable[[float], None]
) -> None:
    hall = WordsHall(world)
    hall.says("waits", "stopped", "cleared")
    commands.stop_words(hall.adult, hall.ids(["stopped"]), "unkind")
    hall.clears("cleared")
    hall.closes()
    later(71 * 3600)
    sweep()
    assert len(hall.ids(["waits", "stopped", "cleared"])) == 3
    later(73 * 3600)
    sweep()
    assert sorted(word.text for word in hall.words()) == ["", "", "cleared"]
    forget()
    assert [said.text for said in db.session.query(SaidWord)] == ["cleared"]


# -- the safety team ---------------------------------------------------------------------------


@pytest.fixture
def team(world: World) -> Team:
    world.event()
    return Team(world)


@pytest.mark.parametrize("moment", ["open", "closed", "shown"])
def test_a_routed_word_is_sealed_and_no_letter_of_it_is_left(
    world: World, team: Team, moment: str
) -> None:
    hall = WordsHall(world)
    hall.says("kanarivogel", "calm", by=hall.phone)
    hall.says("Kanarivogel")
    before = hall.mine(hall.phone)
    if moment == "shown":
        hall.clears()
        hall.shows()
    elif moment == "closed":
        hall.closes()
    commands.route_words_to_safety(hall.adult, hall.ids(["kanarivogel", "Kanarivogel"]))
    forget()
    assert db.session.query(Concern).count() == 2, "whoever said it may need help"
    for audience in (*HALL, *AT_THE_FRONT):
        assert "anarivogel" not in str(hall.topic(audience))
    if moment == "open":
        assert hall.mine(hall.phone) == before, "nothing looks different to whoever said it"
        assert hall.poll_told()["answered"] == 2
    if db.is_sqlite:
        assert "anarivogel" not in dump()
    with pytest.raises(NotFound):
        commands.undo_words(hall.adult, [word.id for word in hall.words("held")])


def test_by_the_code_a_routed_word_reads_like_any_other(world: World, team: Team) -> None:
    hall = WordsHall(world)
    routed, other = hall.says("kanarivogel")["code"], hall.says("calm")["code"]
    commands.route_words_to_safety(hall.adult, hall.ids(["kanarivogel"]))
    hall.clears()
    one, two = receipt_of_code(routed), receipt_of_code(other)
    assert one
    assert two
    assert where_words_are(one.object_id) == where_words_are(two.object_id)


def test_routing_leaves_no_trace_outside_the_safety_team_s_own_records(
    world: World, team: Team
) -> None:
    hall = WordsHall(world)
    hall.says("kanarivogel")
    forget()
    before = db.session.query(AuditRow).count()
    commands.route_words_to_safety(hall.adult, hall.ids(["kanarivogel"]))
    forget()
    rows = db.session.query(AuditRow).order_by(AuditRow.id).all()[before:]
    assert {row.object_kind for row in rows} == {"concern"}


def test_the_system_turns_no_key(world: World) -> None:
    hall = WordsHall(world)
    hall.says("hope")
    with pytest.raises(NotFound):
        commands.clear_words(SYSTEM, {hall.word("hope").id: "hope"})
