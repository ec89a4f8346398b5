"""What a broken phone, a bored child or somebody hostile may send."""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

# If this ever stands in a page as it is, what somebody sent has become markup.
MARK = "<sawt-was-here>"

# Every character there is; lone surrogates too, which JSON can carry and no database can hold.
CHARACTERS = st.characters(codec=None, categories=["L", "M", "N", "P", "S", "Z", "C"])

KNOWN_TRICKS = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff question",
    "\u202eسؤال\u202c",
    "\u2066\u2067\u2068",
    "\ufeff",
    "\r\n\r\nSet-Cookie: x=y",
    "'; DROP TABLE question; --",
    "' OR 1=1 --",
    "%",
    "_",
    "\\",
    f"{MARK}<script>alert(1)</script>",
    f"\"'>{MARK}<img src=x onerror=alert(1)>",
    f"</script>{MARK}",
    "{{ 7 * 7 }}{% raw %}",
    "{0.__class__}%(name)s%s",
    "../../etc/passwd",
    "..\\..\\x",
    "null",
    "true",
    "[]",
    "NaN",
    "-1",
    "٣",
    "²",
    "1e309",
    "0x10",
    "9" * 5000,
    "👩‍👩‍👧‍👦" * 200,
    "e" + "\u0301" * 2000,
    "a" * 61,
    "0" * 33,
    "x" * 120_000,
    "كلمة " * 30_000,
)

HOSTILE_TEXTS: SearchStrategy[str] = st.one_of(
    st.sampled_from(KNOWN_TRICKS), st.text(CHARACTERS, max_size=80)
)

NUMBERS: SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        [
            *(0, -1, 1, 2, 2**31 - 1, 2**31, -(2**31), 2**63, -(2**63) - 1, 10**400),
            *(1.5, -0.0, 1e308, math.inf, -math.inf, math.nan),
        ]
    ),
    st.integers(),
    st.floats(),
)


def deep(levels: int, of: str) -> Any:
    """A value inside a value inside a value."""
    value: Any = "x"
    for _ in range(levels):
        value = [value] if of == "list" else {"x": value}
    return value


NESTED: SearchStrategy[Any] = st.one_of(
    st.sampled_from(["list", "dict"]).flatmap(
        lambda of: st.sampled_from([1, 2, 60, 300]).map(lambda levels: deep(levels, of))
    ),
    st.recursive(
        st.one_of(st.none(), st.booleans(), NUMBERS, HOSTILE_TEXTS),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(HOSTILE_TEXTS, inner, max_size=4)
        ),
        max_leaves=8,
    ),
    st.sampled_from([["x"] * 20_000, {str(n): n for n in range(3000)}]),
)

# What went wrong most often, in programs of every kind.
WORST: SearchStrategy[Any] = st.sampled_from(
    [
        *("\ud800", "a\x00b", "", "\u202e", f"{MARK}<b>", "' OR 1=1 --", "9" * 5000, "a" * 10_000),
        *(-1, 2**63, math.nan, None, True, b"\x00\xff", [], {}, {"x": 1}, [["x"]], ["x"] * 100),
    ]
)

VALUES: SearchStrategy[Any] = st.booleans().flatmap(
    lambda worst: (
        WORST
        if worst
        else st.one_of(
            HOSTILE_TEXTS, NUMBERS, NESTED, st.none(), st.booleans(), st.binary(max_size=40)
        )
    )
)


def mostly(this: SearchStrategy[Any], now_and_then: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Seven times of eight the one, else the other."""
    return st.integers(0, 7).flatmap(lambda die: this if die else now_and_then)


def fields(names: list[str], fitting: dict[str, list[Any]]) -> SearchStrategy[dict[str, Any]]:
    """Fields of a form: all fitting (if for somebody else) but one; or anything anywhere."""
    fit = st.fixed_dictionaries({name: st.sampled_from(fitting.get(name, ["x"])) for name in names})
    wrong = st.dictionaries(st.sampled_from(names), VALUES, min_size=1, max_size=1)
    more = st.dictionaries(HOSTILE_TEXTS, VALUES, min_size=1, max_size=2)
    some = st.fixed_dictionaries({}, optional=dict.fromkeys(names, VALUES))
    one_wrong = st.builds(lambda fits, spoils: {**fits, **spoils}, fit, wrong)
    all_fit = st.builds(lambda fits, adds: {**adds, **fits}, fit, more)
    return mostly(st.one_of(one_wrong, all_fit), some)


def payloads(names: list[str], fitting: dict[str, list[Any]]) -> SearchStrategy[Any]:
    """The data of a live message: mostly fields, now and then no dictionary at all."""
    return mostly(fields(names, fitting), VALUES)


def as_form_text(value: Any) -> str:
    """A value as a browser's form would carry it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("latin-1")
    try:
        return repr(value)[:2000]
    except (ValueError, RecursionError):  # numbers and nests that Python itself won't write
        return "9" * 4400


def escaped(text: str) -> str:
    """Text as it travels in an address; what is no text travels as bytes."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")
