"""When this happened there, do that here, in the same transaction.

The one place where capabilities meet upward.
"""

from __future__ import annotations

from participation.floor.course.commands import finish_closing
from participation.floor.events import (
    ItemReached,
    SessionClosed,
    SessionClosing,
    SessionPaused,
    SessionPublished,
    SessionReopened,
    SessionResumed,
    StepUndone,
)
from participation.floor.pace.commands import forget_pace
from participation.floor.queries import state_of
from participation.floor.quiet.commands import look_at_adults
from participation.floor.rules import IS_OVER
from participation.floor.run_sheet.commands import show_paper_change
from participation.floor.seat.commands import free_seats, show_person_change
from participation.floor.speaking.commands import (
    end_speaking,
    hold_clock,
    let_clock_go_on,
    look_at_who_is_called,
)
from participation.floor.undo.acts import add_to_way_back
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import afterwards, when
from participation.foundation.events import SessionEvent
from participation.papers.authors.commands import part_who_takes_no_part
from participation.papers.authors.events import AuthorLeft
from participation.papers.book.files import forget_printed
from participation.papers.commands import show_author_change
from participation.papers.events import (
    HoldLifted,
    PaperHeld,
    PaperShownOtherwise,
    PaperWithdrawn,
    SentPaperEvent,
    YesRanOut,
)
from participation.papers.translating.events import TranslationAnswered
from participation.papers.typed.commands import end_typing_for
from participation.people.consent.events import (
    FirstNameMoved,
    NameWished,
    ShownOtherwise,
    TakingPartEnded,
)
from participation.people.events import PresenceChanged, RoleWithdrawn
from participation.people.tablets.events import DeviceLocked
from participation.polls.commands import bring_polls_back, close_what_is_open, put_away_polls
from participation.polls.events import PollCounted, PollOpened, PollRevealed, PollVoided
from participation.polls.words.commands import count_words, show_cloud, show_sayer_change
from participation.questions.closing import require_answers, settle_questions
from participation.questions.commands import (
    bring_to_stage_again,
    clear_the_stage,
    show_asker_change,
)
from participation.questions.events import QuestionPutOnStage
from participation.questions.reasons.commands import show_reason_writer_change
from participation.safeguarding.adults.commands import count_as_locked, everybody_leaves
from participation.safeguarding.adults.events import (
    AdultCheckedIn,
    AdultCheckedOut,
    AdultConfirmed,
    AdultsChanged,
)
from participation.safeguarding.adults.refusals import RoomIsOver
from participation.safeguarding.clearing.commands import let_go_of_everything
from participation.safeguarding.duty.events import DutyEnded
from participation.safeguarding.names.commands import mark_first_name, mark_name
from participation.safeguarding.posts.commands import end_posts_without_role
from participation.screen.commands import clear_the_wall, end_what_was_said, show_mosaic
from participation.screen.messages.commands import show_writer_change


@when(ItemReached)
def a_new_item_clears_the_wall(actor: Actor, event: ItemReached) -> None:
    """What was shown for the item before leaves the wall; nothing of it is lost."""
    left = put_away_polls(actor, event.session_id) | clear_the_stage(actor, event.session_id)
    add_to_way_back(event.session_id, left)


@when(StepUndone)
def a_step_undone_brings_back_what_was_on_the_wall(actor: Actor, event: StepUndone) -> None:
    bring_polls_back(actor, event.session_id, event.polls)
    bring_to_stage_again(actor, event.session_id, event.questions)


def the_wall_goes_on_with_its_session(actor: Actor, event: SessionEvent) -> None:
    """Whoever takes the next step wants to see it: a message has been read by then."""
    end_what_was_said(actor, event.session_id)


for next_step in (ItemReached, QuestionPutOnStage, PollOpened):
    when(next_step)(the_wall_goes_on_with_its_session)


@when(SessionClosed)
def what_was_chosen_for_a_wall_ends_with_its_session(actor: Actor, event: SessionClosed) -> None:
    clear_the_wall(actor, event.session_id)


def the_day_has_other_tiles(actor: Actor, event: SessionEvent) -> None:
    """Each wall of the day that waits, rests or has ended shows them."""
    show_mosaic(actor, event.session_id)


for ended_or_not in (SessionClosed, SessionReopened):
    when(ended_or_not)(the_day_has_other_tiles)


@when(SessionClosing)
def closing_takes_no_more_votes(actor: Actor, event: SessionClosing) -> None:
    close_what_is_open(actor, event.session_id)


@when(SessionClosing)
def closing_leaves_no_question_without_a_state(actor: Actor, event: SessionClosing) -> None:
    settle_questions(actor, event.session_id)


@when(SessionPublished)
def nothing_is_published_while_somebody_waits(actor: Actor, event: SessionPublished) -> None:
    require_answers(actor, event.session_id)


@when(SessionClosing)
def a_session_closes_once_what_was_open_is_counted(actor: Actor, event: SessionClosing) -> None:
    afterwards(lambda: finish_closing(SYSTEM, event.session_id))


@when(SessionPaused)
def a_pause_stops_the_clock_of_whoever_speaks(actor: Actor, event: SessionPaused) -> None:
    hold_clock(actor, event.session_id)


@when(SessionResumed)
def the_clock_goes_on_with_its_session(actor: Actor, event: SessionResumed) -> None:
    let_clock_go_on(actor, event.session_id)


@when(PresenceChanged)
def whoever_is_called_may_have_gone(actor: Actor, event: PresenceChanged) -> None:
    look_at_who_is_called(actor, event.session_id)


@when(SessionClosing)
def nobody_speaks_in_a_session_that_closes(actor: Actor, event: SessionClosing) -> None:
    end_speaking(actor, event.session_id)
    forget_pace(actor, event.session_id)


@when(PaperWithdrawn)
def a_withdrawn_paper_leaves_every_wall(actor: Actor, event: PaperWithdrawn) -> None:
    show_paper_change(actor, event.paper_id)


@when(PaperHeld)
def a_held_paper_leaves_every_wall(actor: Actor, event: PaperHeld) -> None:
    show_paper_change(actor, event.paper_id)


@when(AuthorLeft)
def a_paper_that_an_author_left_leaves_every_wall(actor: Actor, event: AuthorLeft) -> None:
    show_paper_change(actor, event.paper_id)


@when(HoldLifted)
def a_paper_held_no_more_is_where_it_was(actor: Actor, event: HoldLifted) -> None:
    show_paper_change(actor, event.paper_id)


@when(YesRanOut)
def a_paper_whose_yes_ran_out_leaves_every_wall(actor: Actor, event: YesRanOut) -> None:
    show_paper_change(actor, event.paper_id)


def a_book_with_it_is_kept_no_more(actor: Actor, event: SentPaperEvent | PaperHeld) -> None:
    """It was given out as it stood then; nothing of it stays here."""
    forget_printed(event.paper_id)


for leaves_the_book in (PaperWithdrawn, PaperShownOtherwise, AuthorLeft, YesRanOut):
    when(leaves_the_book)(a_book_with_it_is_kept_no_more)
when(PaperHeld)(a_book_with_it_is_kept_no_more)


@when(TranslationAnswered)
def a_paper_is_read_in_another_language(actor: Actor, event: TranslationAnswered) -> None:
    """Or in one less."""
    show_paper_change(actor, event.paper_id)


@when(PaperShownOtherwise)
def a_paper_that_the_hall_may_not_read_leaves_every_wall(
    actor: Actor, event: PaperShownOtherwise
) -> None:
    show_paper_change(actor, event.paper_id)


@when(RoleWithdrawn)
def whoever_leaves_the_safety_team_leaves_her_post(actor: Actor, event: RoleWithdrawn) -> None:
    end_posts_without_role(actor, event.person_id)


@when(TakingPartEnded)
def who_takes_no_part_leads_no_session(actor: Actor, event: TakingPartEnded) -> None:
    free_seats(actor, event.person_id)


@when(TakingPartEnded)
def who_takes_no_part_has_left_what_she_wrote_with_others(
    actor: Actor, event: TakingPartEnded
) -> None:
    """Her lines leave the paper at once, and the others go on with the rest."""
    part_who_takes_no_part(actor, event.person_id)


@when(TakingPartEnded)
def nobody_types_for_who_takes_no_part(actor: Actor, event: TakingPartEnded) -> None:
    end_typing_for(actor, event.person_id)


@when(ShownOtherwise)
def what_a_person_shows_changes_everywhere(actor: Actor, event: ShownOtherwise) -> None:
    """Walls, phones, lists and desks look again wherever something of this person stands."""
    show_person_change(actor, event.person_id)
    show_author_change(actor, event.person_id)
    show_asker_change(actor, event.person_id)
    show_reason_writer_change(actor, event.person_id)
    show_writer_change(actor, event.person_id)
    show_sayer_change(actor, event.person_id)


@when(PollCounted)
def counted_words_are_nobody_s(actor: Actor, event: PollCounted) -> None:
    count_words(actor, event.poll_id)


@when(PollVoided)
def words_of_a_void_poll_are_nobody_s(actor: Actor, event: PollVoided) -> None:
    count_words(actor, event.poll_id)


@when(PollRevealed)
def a_revealed_poll_shows_its_cloud(actor: Actor, event: PollRevealed) -> None:
    show_cloud(actor, event.poll_id)


@when(AdultCheckedIn)
def nobody_checks_in_to_what_is_over(actor: Actor, event: AdultCheckedIn) -> None:
    if state_of(event.session_id) in IS_OVER:
        raise RoomIsOver


@when(DeviceLocked)
def a_locked_tablet_still_counts(actor: Actor, event: DeviceLocked) -> None:
    count_as_locked(actor)


def a_live_session_looks_at_its_adults(actor: Actor, event: AdultsChanged) -> None:
    # Afterwards, in a transaction of its own: the stay is committed, so nobody waits for a floor
    # while holding a stay that somebody with the floor waits for.
    afterwards(lambda: look_at_adults(SYSTEM, event.session_id))


for happened in (AdultsChanged, AdultCheckedIn, AdultCheckedOut, AdultConfirmed):
    when(happened)(a_live_session_looks_at_its_adults)


@when(SessionClosed)
def adults_leave_with_their_session(actor: Actor, event: SessionClosed) -> None:
    everybody_leaves(actor, event.session_id)


@when(NameWished)
def a_name_is_marked_when_it_is_typed(actor: Actor, event: NameWished) -> None:
    mark_name(actor, event.wish_id)


@when(FirstNameMoved)
def a_first_name_is_marked_when_it_waits(actor: Actor, event: FirstNameMoved) -> None:
    mark_first_name(actor, event.person_id, event.is_new)


@when(DutyEnded)
def what_was_in_hand_goes_to_a_colleague(actor: Actor, event: DutyEnded) -> None:
    let_go_of_everything(actor, event.person_id)
