"""What a question or a paper is about, from one list that comes with the product.

Nobody types a subject, so none needs a key; they help those who choose and are shown to no hall.
"""

from __future__ import annotations

from participation.foundation.languages import Words

SUBJECTS: dict[str, Words] = {
    "school": {"ar": "المدرسة", "en": "School", "fr": "École"},
    "home": {"ar": "البيت والأسرة", "en": "Home and family", "fr": "Maison et famille"},
    "friends": {"ar": "الأصدقاء", "en": "Friends", "fr": "Les amis"},
    "safety": {"ar": "الأمان", "en": "Feeling safe", "fr": "Se sentir en sécurité"},
    "online": {"ar": "الهاتف والإنترنت", "en": "Phone and internet", "fr": "Téléphone et internet"},
    "feelings": {"ar": "المشاعر والصحة", "en": "Feelings and health", "fr": "Émotions et santé"},
    "help": {"ar": "طلب المساعدة", "en": "Getting help", "fr": "Trouver de l’aide"},
    "rights": {"ar": "حقوقنا", "en": "Our rights", "fr": "Nos droits"},
}
