"""What the help page says, in all three languages; no catalogue and no database needed."""

from __future__ import annotations

from participation.foundation.languages import Words

HEADING: Words = {
    "ar": "نحن هنا من أجلك",
    "en": "We are here for you",
    "fr": "Nous sommes là pour toi",
}
# safeguarding.md, "Texts to begin with".
SENTENCE: Words = {
    "ar": (
        "هل هناك ما يقلقك؟ يمكنك الحديث مع {name} عند مكتب اللافتة الخضراء، "
        "أو الاتصال بالرقم {number}. طلب المساعدة من حقك."
    ),
    "en": (
        "Is something worrying you? You can talk to {name} at the desk with the green sign, "
        "or call {number}. Asking for help is your right."
    ),
    "fr": (
        "Quelque chose te préoccupe ? Tu peux parler à {name}, au bureau du panneau vert, "
        "ou appeler le {number}. Demander de l’aide est ton droit."
    ),
}
# Where no line of this country is known: a number that is nobody's must never be printed.
SENTENCE_WITHOUT_NUMBER: Words = {
    "ar": (
        "هل هناك ما يقلقك؟ يمكنك الحديث مع {name} عند مكتب اللافتة الخضراء. طلب المساعدة من حقك."
    ),
    "en": (
        "Is something worrying you? You can talk to {name} at the desk with the green sign. "
        "Asking for help is your right."
    ),
    "fr": (
        "Quelque chose te préoccupe ? Tu peux parler à {name}, au bureau du panneau vert. "
        "Demander de l’aide est ton droit."
    ),
}
SAFETY_TEAM: Words = {
    "ar": "فريق الحماية",
    "en": "the safety team",
    "fr": "l’équipe de protection",
}
GREEN_SIGN: Words = {
    "ar": "المكتب ذو اللافتة الخضراء",
    "en": "The desk with the green sign",
    "fr": "Le bureau du panneau vert",
}
EMERGENCY: Words = {"ar": "الطوارئ", "en": "Emergency", "fr": "Urgences"}
TALK_HEADING: Words = {
    "ar": "ماذا يحدث حين أتحدّث إليكم؟",
    "en": "What happens when I talk to you?",
    "fr": "Que se passe-t-il quand je vous parle ?",
}
TALK: list[Words] = [
    {
        "ar": "نصغي إليك بهدوء، ولك الحديث بقدر ما شئت والتوقف متى شئت.",
        "en": "We listen calmly, and you can say as much as you want and stop whenever you want.",
        "fr": "Nous t’écoutons calmement, tu dis ce que tu veux et tu t’arrêtes quand tu veux.",
    },
    {
        "ar": "نشرح لك ما يمكن أن نفعله، ونسألك عمّا يريحك.",
        "en": "We explain what we can do, and we ask what would feel right for you.",
        "fr": "Nous t’expliquons ce que nous pouvons faire et nous te demandons ce qui te "
        "conviendrait.",
    },
    {
        "ar": (
            "إذا كان أحدٌ في خطر فلا نستطيع إبقاء الأمر سرًّا، لكننا لن نخبر إلا من يمكنه المساعدة."
        ),
        "en": (
            "If someone is in danger we cannot keep it secret, "
            "but we will only tell people who can help."
        ),
        "fr": (
            "Si quelqu’un est en danger, nous ne pouvons pas garder le secret, mais nous n’en "
            "parlons qu’aux personnes qui peuvent aider."
        ),
    },
]
FOR_ADULTS: Words = {
    "ar": (
        "للكبار: إذا أخبركم طفل بما يقلقه، فأصغوا إليه بهدوء، ولا تعِدوه بكتمان السر، "
        "وتوجّهوا فورًا إلى فريق الحماية عند مكتب اللافتة الخضراء."
    ),
    "en": (
        "For adults: if a child tells you about a worry, listen calmly, do not promise to keep "
        "it secret, and come straight to the safety team at the desk with the green sign."
    ),
    "fr": (
        "Pour les adultes : si un enfant vous confie une inquiétude, écoutez-le calmement, ne lui "
        "promettez pas le secret et venez aussitôt voir l’équipe de protection, au bureau du "
        "panneau vert."
    ),
}
