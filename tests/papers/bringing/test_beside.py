"""Words that stand beside a text come in too: boxes after their paragraph, notes at the end, and
equations where they are; what can't come in is named."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.papers.bringing import made
from tests.papers.bringing.made import HIDDEN, box, run
from tests.papers.bringing.test_reading import told

FILES = Path(__file__).parent / "files"
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
MATHML = 'xmlns="http://www.w3.org/1998/Math/MathML"'


def paragraph(words: str) -> str:
    return f"<w:p>{run(words)}</w:p>"


def test_a_box_of_a_docx_stands_once_after_its_paragraph() -> None:
    inner = box(paragraph("within"))
    document = docx.Document()
    words = run("before ") + box(paragraph("in it") + f"<w:p>{inner}</w:p>") + run("after")
    made._add(document, f"<w:p {made.W}>{words}</w:p>")
    made._add(document, f"<w:p {made.W}>{run('next')}</w:p>")
    assert told(made.saved(document))["body"] == "before after\n\nin it\n\nwithin\n\nnext"
    unknown = box(paragraph("older")).replace('"wps"', '"of tomorrow"')
    assert told(made.with_words(unknown))["body"] == "older"
    art = '<v:shape xmlns:v="urn:v"><v:textpath string="art"/></v:shape>'
    assert told(made.with_words(f"<w:r><w:pict>{art}</w:pict></w:r>"))["body"] == "art"


def test_the_notes_of_a_docx_stand_at_its_end_in_the_order_of_their_signs() -> None:
    words = (
        f"{run('a')}<w:r><w:endnoteReference w:id='5'/></w:r>{run(' b')}"
        "<w:r><w:footnoteReference w:id='2'/></w:r>"
        "<w:r><w:footnoteReference w:id='3'/></w:r><w:r><w:footnoteReference w:id='0'/></w:r>"
    )
    file = made.related(made.with_words(words), "footnotes", (
        f'<w:footnotes {made.W}><w:footnote w:type="separator" w:id="0">{paragraph(HIDDEN)}'
        f'</w:footnote><w:footnote w:id="2">{paragraph("second")}{paragraph("and more")}'
        f'</w:footnote><w:footnote w:id="3"><w:p>{run(HIDDEN, "<w:vanish/>")}</w:p></w:footnote>'
        f'<w:footnote w:id="4">{paragraph(HIDDEN)}</w:footnote></w:footnotes>'
    ))  # fmt: skip
    file = made.related(file, "endnotes", (
        f'<w:endnotes {made.W}><w:endnote w:id="5">{paragraph("first")}</w:endnote></w:endnotes>'
    ))  # fmt: skip
    assert told(file)["body"] == "a[1] b[2]\n\n[1] first\n\n[2] second\nand more"


def test_the_boxes_and_notes_of_an_odt_come_in_too() -> None:
    shape = "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    text = (
        f"{shape.format('on the page')}<text:h>Title</text:h>"
        f"<text:p>{shape.format('in a frame')}seen<text:note><text:note-citation>i"
        "</text:note-citation><text:note-body><text:p>noted</text:p></text:note-body></text:note>"
        "<draw:custom-shape><text:p>in a shape</text:p></draw:custom-shape></text:p>"
        "<text:p>next</text:p>"
    )
    assert told(made.odt(text)) == {
        "title": "Title",
        "body": "seen[1]\n\nin a frame\n\nin a shape\n\nnext\n\non the page\n\n[1] noted",
        "stayed": [],
    }


def of_word(equation: str) -> str:
    return str(told(made.with_words(f"{run('is ')}<m:oMath {M}>{equation}</m:oMath>"))["body"])


def of_an_odt(equation: str) -> str:
    alike = f"<annotation>{HIDDEN}</annotation>"
    math = f"<math {MATHML}><semantics>{equation}{alike}</semantics></math>"
    return str(told(with_object(math))["body"])


def with_object(content: str) -> bytes:
    """An .odt with an object of another program in a frame."""
    frame = '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
    return made.odt(
        f"<text:p>is {frame}</text:p>", parts={"Object 1/content.xml": content.encode()}
    )


def m(letters: str, properties: str = "") -> str:
    return f"<m:r><w:rPr>{properties}</w:rPr><m:t>{letters}</m:t></m:r>"


def test_an_equation_is_its_signs_where_it_stands() -> None:
    half = f"<m:f><m:num>{m('1')}</m:num><m:den>{m('2+x')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{m('x')}</m:e><m:sup>{m('2')}</m:sup></m:sSup>"
    root = f"<m:rad><m:deg/><m:e>{m('9')}</m:e></m:rad>"
    assert of_word(half + m("=") + power + root) == "is 1/(2+x)=x^2√9"
    assert of_word(m(HIDDEN, "<w:vanish/>") + m("y")) == "is y"
    assert of_word(f"<m:phant><m:e>{m(HIDDEN)}</m:e></m:phant>" + m("y")) == "is y"
    assert of_an_odt("<mrow><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>+</mo><mi>x</mi></mrow>") == (
        "is 1/2+x"
    )
    assert of_an_odt(f"<mrow><mphantom><mi>{HIDDEN}</mi></mphantom><mi>y</mi></mrow>") == "is y"


def of_kind(kind: str) -> str:
    body = f"<office:body><office:{kind}/></office:body>"
    return f"<office:document-content {made.SPACES}>{body}</office:document-content>"


def drawn(inside: str) -> bytes:
    return made.with_words(f"{run('is')}<w:r><w:object>{inside}</w:object></w:r>")


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (made.with_words(run("is") + made.CHART), "chart"),
        (drawn('<d:relIds xmlns:d="u"/>'), "diagram"),
        (drawn('<o:OLEObject xmlns:o="u"/>'), "object"),
        (drawn("<w:control/>"), "form"),
        (made.with_words(run("is") + made.field(made.instruction("FORMDROPDOWN"), "")), "form"),
        (with_object(of_kind("chart")), "chart"),
        (with_object(of_kind("spreadsheet")), "object"),
        (made.odt("<text:p>is<draw:control/></text:p>"), "form"),
    ],
)
def test_what_cant_come_in_is_named(file: bytes, kind: str) -> None:
    assert told(file) == {"title": "", "body": "is", "stayed": [kind]}


def test_what_stands_around_each_page_is_named_where_it_has_words() -> None:
    document = docx.Document()
    document.add_paragraph("seen")
    document.sections[0].footer.paragraphs[0].text = "- 4 -"
    assert told(made.saved(document))["stayed"] == []
    document.sections[0].header.paragraphs[0].text = "Class 7"
    assert told(made.saved(document))["stayed"] == ["margin"]


@pytest.mark.parametrize("name", ["garden.odt", "garden.docx"])
def test_files_of_libreoffice_are_their_visible_words(name: str) -> None:
    said = told((FILES / name).read_bytes())
    for seen in (
        "First words go on.",
        "Beside it a frame.\n\nFRAME words\n\nin two lines\n\n",
        "Beside it a shape.\n\nSHAPE words",
        "year | plants\n2026 | twelve",
        "An equation: 1/2",
        "A note[1] here and[2] there.",
        "The end.\n\n[1] FOOTNOTE words\n\n[2] ENDNOTE words",
    ):
        assert seen in said["body"]
    assert HIDDEN not in said["body"]
