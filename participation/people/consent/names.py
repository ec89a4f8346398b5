"""Friendly pairs of words to be shown by: they name nobody, so they need no key."""

from __future__ import annotations

import itertools
import random
from collections.abc import Collection

from participation.foundation.languages import Words

# (Arabic, English, French); a thing and where it belongs fit together in every pair.
THINGS = (
    ("نجمة", "Star", "Étoile"),
    ("قمر", "Moon", "Lune"),
    ("غيمة", "Cloud", "Nuage"),
    ("موجة", "Wave", "Vague"),
    ("عصفور", "Bird", "Oiseau"),
    ("فانوس", "Lantern", "Lanterne"),
    ("فراشة", "Butterfly", "Papillon"),
    ("لؤلؤة", "Pearl", "Perle"),
    ("نخلة", "Palm", "Palmier"),
    ("قارب", "Boat", "Bateau"),
    ("نغمة", "Melody", "Mélodie"),
    ("بوصلة", "Compass", "Boussole"),
    ("ريشة", "Feather", "Plume"),
    ("جسر", "Bridge", "Pont"),
    ("دلفين", "Dolphin", "Dauphin"),
    ("غزال", "Gazelle", "Gazelle"),
    ("جرس", "Bell", "Cloche"),
    ("زهرة", "Flower", "Fleur"),
    ("شراع", "Sail", "Voile"),
    ("صدى", "Echo", "Écho"),
)
PLACES = (
    ("البحر", "Sea", "de la mer"),
    ("الصباح", "Morning", "du matin"),
    ("المساء", "Evening", "du soir"),
    ("الجبل", "Mountain", "de la montagne"),
    ("الصحراء", "Desert", "du désert"),
    ("المطر", "Rain", "de la pluie"),
    ("الربيع", "Spring", "du printemps"),
    ("الشتاء", "Winter", "de l’hiver"),
    ("الليل", "Night", "de la nuit"),
    ("النهر", "River", "de la rivière"),
    ("الجزيرة", "Island", "de l’île"),
    ("الريح", "Wind", "du vent"),
    ("الواحة", "Oasis", "de l’oasis"),
    ("السماء", "Sky", "du ciel"),
    ("الغابة", "Forest", "de la forêt"),
    ("الفجر", "Dawn", "de l’aube"),
    ("الوادي", "Valley", "de la vallée"),
    ("الثلج", "Snow", "de la neige"),
)
ALL = tuple(f"{thing}-{place}" for thing in range(len(THINGS)) for place in range(len(PLACES)))

_chance = random.SystemRandom()


def name_of(key: str) -> Words | None:
    """The pair with this key, in all three languages; None where there is no such pair."""
    if key not in ALL:
        return None
    thing, place = (int(part) for part in key.split("-"))
    (what_ar, what_en, what_fr), (where_ar, where_en, where_fr) = THINGS[thing], PLACES[place]
    return {
        "ar": f"{what_ar} {where_ar}",
        "en": f"{where_en} {what_en}",
        "fr": f"{what_fr} {where_fr}",
    }


def offered(taken: Collection[str], count: int) -> list[tuple[str, Words]]:
    """So many pairs that nobody is shown by (`taken` holds English names), each with its key."""
    free = [(key, name) for key in ALL if (name := name_of(key)) and name["en"] not in taken]
    return _chance.sample(free, min(count, len(free)))


def given(taken: Collection[str]) -> Words:
    """The pair of a child who has not chosen yet, nobody else's; numbered once all are taken."""
    for _, name in offered(taken, 1):
        return name
    pair = name_of(_chance.choice(ALL)) or {}
    number = next(n for n in itertools.count(2) if f"{pair['en']} {n}" not in taken)
    return {lang: f"{words} {number}" for lang, words in pair.items()}
