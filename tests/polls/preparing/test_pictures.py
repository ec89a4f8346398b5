"""A picture beside an answer: made anew from its pixels, told in words, shown to its session."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image, PngImagePlugin
from sqlalchemy import func, select

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.pictures import PictureTooLarge, PictureUnreadable
from participation.foundation.refusals import NotFound
from participation.polls import commands as polls
from participation.polls import queries
from participation.polls.models import OptionPicture, Poll
from participation.polls.payloads import poll_topic
from participation.polls.preparing import commands
from participation.polls.preparing.pictures import LARGEST_BYTES, rebuilt
from participation.polls.preparing.refusals import AltMissing, NotReadyYet
from tests.doors import Browser
from tests.polls.voting import poll_now
from tests.world import World, words

SECRET = b"taken in the garden of the school"


def photo(form: str = "JPEG", size: tuple[int, int] = (900, 600)) -> bytes:
    """A photo as a camera makes it, with where and when it was taken."""
    picture = Image.new("RGB", size, (200, 40, 40))
    out = io.BytesIO()
    if form == "PNG":
        told = PngImagePlugin.PngInfo()
        told.add_text("Comment", SECRET.decode())
        picture.save(out, "PNG", pnginfo=told)
    else:
        exif = Image.Exif()
        exif[0x010E] = SECRET.decode()
        exif[0x0112] = 6  # turned by a quarter
        exif.get_ifd(0x8825)[1] = "N"
        picture.save(out, form, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_made_anew_from_its_pixels_alone(form: str) -> None:
    raw = photo(form)
    assert SECRET in raw
    made = rebuilt(raw + SECRET)
    assert SECRET not in made
    with Image.open(io.BytesIO(made)) as found:
        assert (found.format, found.size) == ("WEBP", (480, 480))
        assert not found.getexif()
        assert not set(found.info) & {"exif", "xmp", "icc_profile", "Comment"}


def _bomb() -> bytes:
    """A PNG of a few bytes that says it is 60,000 pixels wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + crc

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda: b"", PictureUnreadable),
        (lambda: b"not a picture at all", PictureUnreadable),
        (lambda: photo()[:500], PictureUnreadable),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", PictureUnreadable),
        (lambda: b"GIF89a" + bytes(50), PictureUnreadable),
        (_bomb, PictureTooLarge),
        (lambda: bytes(LARGEST_BYTES + 1), PictureTooLarge),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused_kindly(
    make: Callable[[], bytes], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        rebuilt(make())


def test_a_picture_needs_its_words_in_every_language(world: World) -> None:
    session = world.session()
    adult, poll = world.facilitator(session), world.poll(session, state="draft")
    option = poll.options[0].id
    with pytest.raises(AltMissing):
        commands.put_picture(adult, poll.id, option, rebuilt(photo()), {"en": "A red door"})
    commands.put_picture(adult, poll.id, option, rebuilt(photo()), words("A red door"))
    commands.put_picture(adult, poll.id, option, None, {"en": "A red door"})
    with pytest.raises(NotReadyYet) as refused:
        commands.make_ready(adult, poll.id)
    assert refused.value.state == ["alt"]
    commands.put_picture(adult, poll.id, option, None, words("A red door"))
    assert commands.make_ready(adult, poll.id)["state"] == "ready"
    other = world.poll(session, state="draft")
    with pytest.raises(NotFound):
        commands.put_picture(adult, other.id, option, None, {})


def test_a_picture_stays_with_its_answer_and_goes_with_it(app: Flask, world: World) -> None:
    session = world.session()
    adult, poll = world.facilitator(session), world.poll(session, state="draft")
    second = poll.options[1].id
    commands.put_picture(adult, poll.id, second, rebuilt(photo()), words("A red door"))
    browser, address = Browser(app, adult), f"/sessions/{session.slug}/polls/{poll.id}"
    form = {"kind": "single", "option-1-en": "The second, now first", "was-1": second}
    assert browser.post(address, **form).status_code == 303
    kept = poll_now(poll)
    assert [option.picture_id is not None for option in kept.options] == [True]
    assert browser.post(address, kind="single", **{"option-1-en": "Another"}).status_code == 303
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(OptionPicture)) == 0


def test_the_room_sees_the_picture_once_the_poll_is_asked(app: Flask, world: World) -> None:
    session, elsewhere = world.session(), world.session()
    adult, child = world.facilitator(session), world.moderator(session)
    poll = world.poll(session, state="draft")
    option = poll.options[0].id
    commands.put_picture(adult, poll.id, option, rebuilt(photo()), words("A red door"))
    address = _picture(poll)
    phone, stranger = Browser(app, world.phone(session)), Browser(app, world.phone(elsewhere))
    writer = Browser(app, adult)
    assert writer.get(address).status_code == 200
    assert phone.get(address).status_code == 404
    commands.make_ready(adult, poll.id)
    polls.open_poll(child, poll.id, 1)
    told = poll_topic(session.id, "audience")
    assert told is not None
    assert told["options"][0]["picture"] == address
    assert told["options"][0]["alt"] == words("A red door")
    shown = phone.get(address)
    assert (shown.status_code, shown.mimetype) == (200, "image/webp")
    assert stranger.get(address).status_code == 403
    assert Browser(app).get(address).status_code in (401, 403)
    again = poll_now(_again(child, poll))
    assert again.options[0].picture_id == poll_now(poll).options[0].picture_id


def _again(child: Actor, poll: Poll) -> str:
    polls.close_poll(child, poll.id, 1)
    return str(polls.ask_again(child, poll.id, 1)["poll"])


def _picture(poll: Poll) -> str:
    found = poll_now(poll)
    return queries.picture_address(found, found.options[0])
