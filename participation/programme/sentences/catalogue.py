"""The ready sentences that come with the product, in all three languages.

They were read by an adult when they were written, so nobody waits for a first key
(safeguarding.md, decision 1); they name no person and no number.
"""

from __future__ import annotations

from dataclasses import dataclass

from participation.foundation.languages import Words
from participation.programme.sentences.models import SentenceKind as K


@dataclass(frozen=True)
class Sentence:
    """A sentence to pick: `id` is a word of the catalogue's, or the id of the event's own row."""

    id: str
    kind: str
    words: Words


def _said(sentence_id: str, kind: str, ar: str, en: str, fr: str) -> Sentence:
    return Sentence(sentence_id, kind, {"ar": ar, "en": en, "fr": fr})


SHIPPED: tuple[Sentence, ...] = (
    _said(
        "begin-soon",
        K.MESSAGE,
        "نبدأ بعد قليل. تفضّلوا بالجلوس.",
        "We begin in a moment. Please find a seat.",
        "Nous commençons dans un instant. Prenez place.",
    ),
    _said(
        "break",
        K.MESSAGE,
        "استراحة قصيرة. نعود بعد عشر دقائق.",
        "A short break. We are back in ten minutes.",
        "Une petite pause. Nous revenons dans dix minutes.",
    ),
    _said(
        "listen",
        K.MESSAGE,
        "لنُصغِ الآن إلى من يتكلم.",
        "Let us listen now to the one who speaks.",
        "Écoutons maintenant la personne qui parle.",
    ),
    _said(
        "slower",
        K.MESSAGE,
        "أبطأ قليلًا من فضلكم، ليفهم الجميع.",
        "A little slower, please, so that everybody can follow.",
        "Un peu plus lentement, pour que tout le monde suive.",
    ),
    _said(
        "your-turn",
        K.MESSAGE,
        "الآن دوركم: ما رأيكم؟",
        "Now it is your turn: what do you think?",
        "C’est à vous : qu’en pensez-vous ?",
    ),
    _said(
        "neighbours",
        K.MESSAGE,
        "دقيقتان: تحدّثوا مع من يجلس بجانبكم.",
        "Two minutes: talk with the person beside you.",
        "Deux minutes : parlez-en avec la personne à côté de vous.",
    ),
    _said(
        "stretch",
        K.MESSAGE,
        "لنقف ونتمدّد قليلًا.",
        "Let us stand up and stretch.",
        "Levons-nous et étirons-nous un peu.",
    ),
    _said(
        "questions-open",
        K.MESSAGE,
        "أرسلوا أسئلتكم من الهاتف أو على ورقة.",
        "Send your questions from your phone or on paper.",
        "Envoyez vos questions par téléphone ou sur papier.",
    ),
    _said(
        "help-is-here",
        K.MESSAGE,
        "إذا أزعجك شيء فزرّ «مساعدة» في مكانه دائمًا.",
        "If something worries you, the help button is always in its place.",
        "Si quelque chose t’inquiète, le bouton d’aide est toujours à sa place.",
    ),
    _said(
        "technical",
        K.MESSAGE,
        "نُصلح شيئًا صغيرًا. لحظة من فضلكم.",
        "We are mending something small. One moment, please.",
        "Nous réparons une petite chose. Un instant, s’il vous plaît.",
    ),
    _said(
        "other_topic",
        K.REASON,
        "سؤال جيد، لكن موضوع هذه الجلسة مختلف.",
        "A good question, but this session is about something else.",
        "C’est une bonne question, mais cette séance parle d’autre chose.",
    ),
    _said(
        "already_asked",
        K.REASON,
        "وصلنا سؤال يشبهه كثيرًا، والجواب واحد للسؤالين.",
        "A question much like it was asked already. That answer is for you too.",
        "Une question très proche a déjà été posée. Sa réponse est aussi pour vous.",
    ),
    _said(
        "no_time",
        K.REASON,
        "الوقت لا يكفي لكل الأسئلة. شكرًا على هذا السؤال.",
        "There is not enough time for every question. Thank you for this one.",
        "Le temps ne suffit pas pour toutes les questions. Merci pour celle-ci.",
    ),
    _said(
        "thanks-speaker",
        K.THANKS,
        "شكرًا لمن تكلّم أمامنا اليوم.",
        "Thank you to everybody who spoke to us today.",
        "Merci à toutes celles et tous ceux qui ont parlé devant nous.",
    ),
    _said(
        "thanks-questions",
        K.THANKS,
        "شكرًا على أسئلتكم.",
        "Thank you for your questions.",
        "Merci pour vos questions.",
    ),
    _said(
        "thanks-voting",
        K.THANKS,
        "شكرًا لكل من صوّت.",
        "Thank you to everybody who voted.",
        "Merci à tous ceux qui ont voté.",
    ),
    _said(
        "thanks-listening",
        K.THANKS,
        "شكرًا على الإصغاء.",
        "Thank you for listening.",
        "Merci de votre écoute.",
    ),
    _said(
        "come",
        K.WHISPER,
        "تعالوا إليّ من فضلكم.",
        "Please come to me.",
        "Venez me voir, s’il vous plaît.",
    ),
    _said(
        "lost-thread",
        K.WHISPER,
        "لا أعرف أين وصلنا.",
        "I lost the thread.",
        "J’ai perdu le fil.",
    ),
    _said(
        "what-next",
        K.WHISPER,
        "ماذا أفعل الآن؟",
        "What do I do now?",
        "Qu’est-ce que je fais maintenant ?",
    ),
    _said(
        "toilet",
        K.WHISPER,
        "أحتاج إلى الحمّام.",
        "I need the toilet.",
        "J’ai besoin d’aller aux toilettes.",
    ),
    _said(
        "too-loud",
        K.WHISPER,
        "القاعة صاخبة.",
        "The hall is too loud.",
        "Il y a trop de bruit dans la salle.",
    ),
    _said(
        "not-well",
        K.WHISPER,
        "لست على ما يرام.",
        "I don’t feel well.",
        "Je ne me sens pas bien.",
    ),
    _said("all-is-well", K.WHISPER, "كل شيء بخير.", "All is well.", "Tout va bien."),
    _said("coming", K.REPLY, "سآتي إليك حالًا.", "I am coming to you.", "J’arrive."),
    _said(
        "slow-down",
        K.REPLY,
        "على مهل، لدينا وقت.",
        "Slow down, we have time.",
        "Doucement, nous avons le temps.",
    ),
    _said(
        "goes-well",
        K.REPLY,
        "الجلسة تسير جيدًا. نحن معك.",
        "It goes well. We are with you.",
        "Tout se passe bien. Nous sommes avec toi.",
    ),
    _said(
        "five-minutes",
        K.REPLY,
        "بقيت خمس دقائق.",
        "Five minutes are left.",
        "Il reste cinq minutes.",
    ),
    _said(
        "short-break",
        K.REPLY,
        "حان وقت استراحة قصيرة.",
        "It is time for a short break.",
        "C’est le moment d’une petite pause.",
    ),
    _said(
        "louder",
        K.REPLY,
        "أعلى قليلًا من فضلك، لتسمعك القاعة كلها.",
        "A little louder, please, so that the whole hall hears you.",
        "Un peu plus fort, pour que toute la salle t’entende.",
    ),
)


def shipped(kind: str) -> dict[str, Words]:
    """The sentences of this kind that come with the product, by their word."""
    return {sentence.id: sentence.words for sentence in SHIPPED if sentence.kind == kind}
