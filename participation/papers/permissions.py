"""Who writes a paper, who reads what was sent, who chooses. The phase of a session plays no part:
a paper's own states are in rules.py."""

from __future__ import annotations

from participation.foundation.policies import (
    Policy,
    anyone,
    declare,
    delegate,
    facilitator,
    interpreter,
    safeguarding,
)

OWN = (
    "paper draft",
    "draft typed for a child",
    "submitted paper",
    "comments on a paper",
    "confirmed paper of my session",
    "shown name on stage",
)
TRANSLATED = ("confirmed paper of my session", "translations not yet confirmed")
TYPED = ("draft typed for a child", "shown name on stage")
SENT = ("submitted paper", "comments on a paper", "shown name on stage")
# What stands in the book depends on who opens it; the files are the same for everybody.
BOOK = ("published paper", "paper for children with a badge", "shown name on stage")
FILES = ("published paper", "shown name on stage")

POLICIES = declare(
    {
        "papers.papers_page": Policy((delegate,), shows=(*OWN, *TRANSLATED)),
        "papers.start_page": Policy((delegate,), shows=("paper draft",)),
        "papers.paper_page": Policy((delegate,), shows=(*OWN, *TRANSLATED)),
        "papers.write_page": Policy((delegate,), shows=(*OWN, *TRANSLATED)),
        "papers.file_page": Policy((delegate,), shows=(*OWN, *TRANSLATED)),
        "papers.pictures_page": Policy((delegate,), shows=(*OWN, *TRANSLATED)),
        "papers.own_picture": Policy((delegate,), shows=OWN),
        "papers.desk_picture": Policy((facilitator, safeguarding), shows=SENT),
        # Also the adult who types it for a child; of which drafts that is says the command.
        "papers.save_draft": Policy(
            (delegate, facilitator), shows=("paper draft", "draft typed for a child")
        ),
        "papers.own_words": Policy((delegate,), shows=("draft typed for a child",)),
        "papers.typing_page": Policy((facilitator,), shows=TYPED),
        "papers.type_for_page": Policy((facilitator,), shows=TYPED),
        "papers.typed_page": Policy((facilitator,), shows=TYPED),
        "papers.type_page": Policy((facilitator,), shows=TYPED),
        "papers.submit": Policy((delegate,), shows=("paper draft",)),
        "papers.confirm": Policy((delegate,), shows=("paper draft",)),
        "papers.stay": Policy((delegate,), shows=("paper draft",)),
        "papers.show": Policy((delegate,), shows=("paper draft",)),
        "papers.take_back": Policy((delegate,), shows=("paper draft",)),
        "papers.bring_back": Policy((delegate,), shows=("paper draft",)),
        "papers.leave": Policy((delegate,), shows=("paper draft",)),
        "papers.rescue_words": Policy((delegate,), shows=("paper draft",)),
        "papers.together_page": Policy((facilitator,), shows=("shown name on stage",)),
        "papers.join_page": Policy((facilitator,), shows=("shown name on stage",)),
        "papers.curate_page": Policy((facilitator, safeguarding), shows=SENT),
        "papers.curate_paper_page": Policy((facilitator, safeguarding), shows=(*SENT, *TRANSLATED)),
        "papers.decide_page": Policy((facilitator,), shows=SENT),
        "papers.revisions_page": Policy((facilitator, safeguarding), shows=SENT),
        "papers.twins_page": Policy((facilitator,), shows=SENT),
        # Where papers stand, without a word of them.
        "papers.standing": Policy((facilitator, safeguarding), shows=SENT),
        "papers.comment_page": Policy((facilitator,), shows=SENT),
        "papers.take_comment_back_page": Policy((facilitator,), shows=SENT),
        "papers.comment_done_page": Policy((facilitator,), shows=SENT),
        "papers.subject_page": Policy((facilitator,), shows=SENT),
        "papers.set_subject": Policy((facilitator,), shows=("submitted paper",)),
        "papers.announce": Policy((facilitator,), shows=("submitted paper",)),
        "papers.announce_page": Policy((facilitator,), shows=("submitted paper",)),
        "papers.hold_page": Policy((facilitator, safeguarding), shows=("submitted paper",)),
        "papers.lift_page": Policy((safeguarding,), shows=("submitted paper",)),
        "book.book_page": Policy((anyone,), shows=BOOK),
        "book.paper_page": Policy((anyone,), shows=BOOK),
        "book.page_file": Policy((anyone,), shows=FILES),
        "papers.book_picture": Policy((anyone,), shows=BOOK),
        "book.pdf_file": Policy((anyone,), shows=FILES),
        "papers.answer": Policy((delegate,), shows=("comments on a paper",)),
        "papers.reply": Policy((delegate,), shows=("submitted paper",)),
        "papers.translate_desk_page": Policy((interpreter, facilitator), shows=TRANSLATED),
        "papers.translate_page": Policy((interpreter, facilitator), shows=TRANSLATED),
        "papers.offer_translation_page": Policy((interpreter, facilitator), shows=TRANSLATED),
        "papers.read_translation_page": Policy((facilitator,), shows=(*SENT, *TRANSLATED)),
        "papers.reply_translation": Policy((delegate,), shows=TRANSLATED),
        "papers.take_up": Policy((facilitator,), shows=("submitted paper",)),
        "papers.select": Policy((facilitator,), shows=("submitted paper",)),
    }
)
