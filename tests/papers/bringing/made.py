"""Files as office programs write them, and as somebody who means harm might."""

from __future__ import annotations

import struct
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

HIDDEN = "HIDDEN"
W = nsdecls("w")
CHANGED = 'w:id="9" w:author="HIDDEN name" w:date="2026-01-01T00:00:00Z"'
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONS = "word/_rels/document.xml.rels"
ODT = b"application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style")
) + (
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)


def saved(document: Document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def of_lines(*lines: str, title: str = "") -> bytes:
    document = docx.Document()
    if title:
        document.add_heading(title, 1)
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def with_words(xml: str) -> bytes:
    """A .docx whose only paragraph has this inside."""
    document = docx.Document()
    _add(document, f"<w:p {W}>{xml}</w:p>")
    return saved(document)


def _add(document: Document, xml: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def whole() -> bytes:
    """A .docx with all that a child may see in it, and much that she may not know of."""
    document = docx.Document()
    document.core_properties.author = document.core_properties.comments = f"{HIDDEN} Sami Wave"
    document.sections[0].header.paragraphs[0].text = f"{HIDDEN} header"
    document.sections[0].footer.paragraphs[0].text = f"{HIDDEN} footer"
    document.add_heading("باب يُغلق", 0)
    first = document.add_paragraph("The door is heavy.")
    document.add_comment(first.runs, text=f"{HIDDEN} comment", author=HIDDEN, initials="H")
    document.add_heading("What I want", 2)
    document.add_paragraph("a handle", style="List Bullet")
    document.add_paragraph("مصباح", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("year", "doors", "2026", "4"), strict=True):
        cell.text = text
    document.add_paragraph("See ").add_run(f"{HIDDEN} run").font.hidden = True
    never = document.styles.add_style("Never", 1)
    never.font.hidden = True
    document.styles.add_style("Below", 1).base_style = never
    document.add_paragraph(f"{HIDDEN} by a style", style="Below")
    changes = (
        run("I ")
        + f"<w:del {CHANGED}><w:r><w:delText>{HIDDEN} out </w:delText></w:r></w:del>"
        + f"<w:del {CHANGED}>{run(f'{HIDDEN} out too ')}</w:del>"
        + f"<w:ins {CHANGED}>{run('want ')}</w:ins>"
        + f"<w:moveFrom {CHANGED}>{run(f'{HIDDEN} from ')}</w:moveFrom>"
        + f"<w:moveTo {CHANGED}>{run('a lamp')}</w:moveTo>"
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + f'<w:r><w:instrText> HYPERLINK "http://{HIDDEN}"</w:instrText></w:r>'
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run(" here")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + f'<w:hyperlink w:tooltip="{HIDDEN}">{run(" and there.")}</w:hyperlink>'
        + f"<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:pict>{run(HIDDEN)}</w:pict></w:r>"
    )
    _add(document, f"<w:p {W}>{changes}</w:p>")
    ended = f"<w:pPr><w:rPr><w:del {CHANGED}/></w:rPr></w:pPr>"
    _add(document, f"<w:p {W}>{ended}{run('Not two ')}</w:p>")
    _add(document, f"<w:p {W}>{run('lines.')}</w:p>")
    return with_parts(saved(document), {
        "word/footnotes.xml": f"<w:footnotes {W}><w:p>{run(HIDDEN)}</w:p></w:footnotes>".encode(),
        "word/media/image1.png": HIDDEN.encode(),
    })  # fmt: skip


def with_parts(file: bytes, parts: dict[str, bytes]) -> bytes:
    """The archive with these parts, in place of those of the same names."""
    made = BytesIO()
    with ZipFile(BytesIO(file)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry, old.read(entry))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def related(file: bytes, kind: str, content: str) -> bytes:
    """A .docx with one more part of this kind, such as its footnotes, which its text names."""
    with ZipFile(BytesIO(file)) as archive:
        relations = archive.read(RELATIONS).decode()
    one = f'<Relationship Id="x{kind}" Type="http://schemas/{kind}" Target="{kind}.xml"/>'
    return with_parts(file, {
        RELATIONS: relations.replace("</Relationships>", f"{one}</Relationships>").encode(),
        f"word/{kind}.xml": content.encode(),
    })  # fmt: skip


CHART = '<w:r><w:drawing><c:chart xmlns:c="urn:c"/></w:drawing></w:r>'


def field(instruction: str, result: str) -> str:
    """A field; both may have elements in them, and so further fields."""
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        sign.format("begin") + instruction + sign.format("separate") + result + sign.format("end")
    )


def instruction(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {words} </w:instrText></w:r>'


def box(paragraphs: str) -> str:
    """A box as Word writes it: once for the programs of today, and once more for older ones."""
    content = f"<w:txbxContent>{paragraphs}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wps"><w:drawing>'
        f'<wp:anchor xmlns:wp="urn:wp"><wp:docPr id="1" name="{HIDDEN} name" descr="{HIDDEN}"/>'
        f'<wps:wsp xmlns:wps="urn:wps"><wps:txbx>{content}</wps:txbx></wps:wsp></wp:anchor>'
        '</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape xmlns:v="urn:v"><v:textbox>'
        f"{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def odt(text: str, styles: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """An .odt with these elements as its text."""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{text}</office:text></office:body>"
        "</office:document-content>"
    )
    common = (
        f"<office:document-styles {SPACES}><office:styles>"
        '<style:style style:name="Never" style:family="text"><style:text-properties'
        ' text:display="none"/></style:style></office:styles></office:document-styles>'
    )
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODT)
        for name, part in {
            "content.xml": content.encode(),
            "styles.xml": common.encode(),
            "meta.xml": HIDDEN.encode(),
            **(parts or {}),
        }.items():
            archive.writestr(name, part)
    return made.getvalue()


def whole_odt() -> bytes:
    styles = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
        '<style:style style:name="T1" style:family="text" style:parent-style-name="Never"/>'
        '<style:style style:name="P2" style:family="paragraph"><style:text-properties'
        ' text:display="none"/></style:style>'
    )
    return odt(
        f"<text:tracked-changes><text:changed-region><text:deletion><text:p>{HIDDEN}</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p text:style-name="P1">باب يُغلق</text:p>'
        f"<text:p>The <office:annotation><text:p>{HIDDEN}</text:p></office:annotation>door"
        f"<text:note><text:note-body><text:p>Oak.</text:p></text:note-body></text:note> is"
        f'<text:s/><text:span>heavy<text:span text:style-name="T1">{HIDDEN}</text:span>.'
        "</text:span><text:line-break/>Really.</text:p>"
        "<text:h>What I want</text:h><text:list><text:list-item><text:p>a handle</text:p>"
        "<text:list><text:list-item><text:p>مصباح</text:p></text:list-item></text:list>"
        "</text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>year</text:p></table:table-cell>"
        "<table:table-cell><text:p>doors</text:p></table:table-cell></table:table-row>"
        f'<table:table-row table:visibility="collapse"><table:table-cell><text:p>{HIDDEN}</text:p>'
        "</table:table-cell></table:table-row></table:table>"
        f'<text:p text:style-name="P2">{HIDDEN}</text:p>'
        f'<text:section text:display="none"><text:p>{HIDDEN}</text:p></text:section>'
        f'<text:p><text:hidden-paragraph text:is-hidden="true"/>{HIDDEN}</text:p>'
        f'<text:p>See <text:a xlink:href="http://{HIDDEN}">'
        f'here</text:a><text:hidden-text text:is-hidden="true">{HIDDEN}</text:hidden-text>.'
        "</text:p>",
        styles,
    )


def _odt_of_entities() -> bytes:
    bomb = '<!DOCTYPE a [<!ENTITY b "words">]><office:document-content/>'
    return odt("", parts={"content.xml": bomb.encode()})


def _locked_zip() -> bytes:
    file = bytearray(of_lines("words"))
    at = file.index(b"PK\x01\x02")
    flags = struct.unpack_from("<H", file, at + 8)[0]
    struct.pack_into("<H", file, at + 8, flags | 1)
    return bytes(file)


def _document(body: bytes) -> bytes:
    """A .docx whose text is this."""
    return with_parts(of_lines("words"), {"word/document.xml": body})


def _paragraphs(many: int) -> bytes:
    opening = f"<w:document {W}><w:body>".encode()
    return _document(opening + b"<w:p/>" * many + b"</w:body></w:document>")


def _nested() -> bytes:
    deep = b"<w:sdt>" * 50_000 + b"</w:sdt>" * 50_000
    return _document(f"<w:document {W}><w:body>".encode() + deep + b"</w:body></w:document>")


def _entities() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    opening = f'<!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]><w:document {W}><w:body><w:p>'
    return _document(f"{opening}{run('&l8;')}</w:p></w:body></w:document>".encode())


def _another_file() -> bytes:
    opening = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}><w:body><w:p>'
    return _document(f"{opening}{run('&x;')}</w:p></w:body></w:document>".encode())


Hostile = dict[str, tuple[Callable[[], bytes], str]]
# What is wrong with a file, how it is made, and the code of what is said about it.
HOSTILE: Hostile = {
    "a program": (lambda: b"MZ\x90\x00" + bytes(4000), "file_unread"),
    "an archive of something": (lambda: with_parts(odt(""), {"mimetype": b"x"}), "file_unread"),
    "half a file": (lambda: whole()[:5000], "file_unread"),
    "entities": (_entities, "file_unread"),
    "entities in an .odt": (_odt_of_entities, "file_unread"),
    "the address of another file": (_another_file, "file_unread"),
    "ten million paragraphs": (lambda: _paragraphs(10_000_000), "file_too_much"),
    "a million paragraphs": (lambda: _paragraphs(1_000_000), "file_too_much"),
    "a zip bomb": (lambda: _document(bytes(300_000_000)), "file_too_much"),
    "nested without end": (_nested, "file_too_much"),
    "a whole book": (lambda: of_lines(*["word " * 1000] * 30), "file_too_much"),
    "a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "file_locked",
    ),
    "a password on the archive": (_locked_zip, "file_locked"),
    "a password on an .odt": (
        lambda: odt("", parts={"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        "file_locked",
    ),
    "a macro": (
        lambda: with_parts(of_lines("words"), {"word/vbaProject.bin": b"x"}),
        "file_has_program",
    ),
    "a macro in an .odt": (
        lambda: odt("<text:p>words</text:p>", parts={"Basic/Standard/Module1.xml": b"x"}),
        "file_has_program",
    ),
    "no words": (
        lambda: with_words(f"<w:r><w:pict>{run('box')}</w:pict></w:r>"),
        "no_words_in_file",
    ),
    "nothing": (lambda: b"", "no_file"),
}
