"""What a file hides stays out, in whichever way it hides it; what is seen beside it comes in."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml

from tests.papers.bringing import made
from tests.papers.bringing.made import HIDDEN, field, instruction, run
from tests.papers.bringing.test_reading import told

NEVER = "<w:vanish/>"
IN_HIDDEN = f"<w:r><w:rPr>{NEVER}</w:rPr>"


@pytest.mark.parametrize(
    "words",
    [
        # a field in the instruction of another
        field(
            instruction("IF") + field(instruction("DOCPROPERTY x"), run(HIDDEN))
            + instruction('= "a" "b"'),
            run("seen"),
        ),
        field(
            instruction("IF") + f'<w:fldSimple w:instr="DOCPROPERTY x">{run(HIDDEN)}</w:fldSimple>'
            + instruction('= "a" "b"'),
            run("seen"),
        ),
        # words and notes in an instruction
        field(instruction("IF") + run(HIDDEN) + made.box(f"<w:p>{run(HIDDEN)}</w:p>"), run("seen")),
        # a field that shows nothing, and one in the result of another, which does
        field(instruction(f"SET a {HIDDEN}"), run(HIDDEN)) + run("seen"),
        f'<w:fldSimple w:instr=" SET a b ">{run(HIDDEN)}</w:fldSimple>{run("seen")}',
        field(instruction("QUOTE x"), field(instruction("AUTHOR"), run("seen"))),
        f'<w:fldSimple w:instr="TITLE">{run("seen")}</w:fldSimple>',
        # its signs stand in hidden runs, and among what was deleted
        field(instruction("IF") + run(HIDDEN), run("seen")).replace(
            "<w:r><w:fld", IN_HIDDEN + "<w:fld"
        ),
        f"<w:del {made.CHANGED}>{field(instruction('IF'), run(HIDDEN))}</w:del>{run('seen')}",
        run(HIDDEN, "<w:specVanish/>") + run("seen", "<w:webHidden/>"),
        # in a box, on it, and around it
        run("seen") + made.box(f"<w:p>{run(HIDDEN, NEVER)}</w:p>"),
        run("seen") + made.box(f"<w:p>{run(HIDDEN)}</w:p>").replace('id="1"', 'id="1" hidden="1"'),
        run("seen") + made.box(f"<w:p>{run(HIDDEN)}</w:p>").replace(
            "<w:r><mc", IN_HIDDEN + "<mc"
        ),
        f"<w:del {made.CHANGED}>{made.box(f'<w:p>{run(HIDDEN)}</w:p>')}</w:del>{run('seen')}",
    ],
)  # fmt: skip
def test_what_a_docx_hides_among_its_words_stays_out(words: str) -> None:
    assert told(made.with_words(words)) == {"title": "", "body": "seen", "stayed": []}


def test_a_field_that_does_not_end_is_told() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    words = told(made.with_words(run("seen") + begun + run(HIDDEN)))
    assert (words["body"], words["stayed"]) == ("seen", ["field"])


def test_a_field_may_reach_over_paragraphs() -> None:
    document = docx.Document()
    signs = (
        '<w:fldChar w:fldCharType="begin"/>', f"<w:t>{HIDDEN}</w:t>",
        '<w:fldChar w:fldCharType="separate"/>', "<w:t>seen</w:t>",
        '<w:fldChar w:fldCharType="end"/>', "<w:t>after</w:t>",
    )  # fmt: skip
    for sign in signs:
        made._add(document, f"<w:p {made.W}><w:r>{sign}</w:r></w:p>")
    assert told(made.saved(document))["body"] == "seen\n\nafter"


def test_what_a_docx_hides_by_its_defaults_stays_out() -> None:
    document = docx.Document()
    defaults = document.styles.element.find(f".//{docx.oxml.ns.qn('w:rPrDefault')}")
    assert defaults is not None
    defaults[0].append(parse_xml(f"<w:vanish {made.W}/>"))
    document.add_paragraph(HIDDEN).add_run("seen").font.hidden = False
    assert told(made.saved(document))["body"] == "seen"


def test_a_cell_under_another_and_a_table_of_a_hidden_style_stay_out() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("one", "two", HIDDEN, "three"), strict=True):
        cell.text = text
    for cell, kind in ((table._cells[0], ' w:val="restart"'), (table._cells[2], "")):
        cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:vMerge {made.W}{kind}/>"))
    never = document.styles.add_style("Never", 3)
    never.element.append(parse_xml(f"<w:rPr {made.W}>{NEVER}</w:rPr>"))
    document.add_table(1, 1, never)._cells[0].text = HIDDEN
    document.add_paragraph("after")
    assert told(made.saved(document))["body"] == "one | two\nthree\n\nafter"


NONE = 'text:display="none"'


@pytest.mark.parametrize(
    "words",
    [
        *(
            f"<text:p>seen<text:{name} {NONE}>{HIDDEN}</text:{name}></text:p>"
            for name in ("variable-set", "user-field-get", "expression", "variable-input", "span")
        ),
        f'<text:p>seen<text:hidden-text text:is-hidden="true">{HIDDEN}</text:hidden-text></text:p>',
        '<text:p><text:hidden-text text:is-hidden="false">seen</text:hidden-text></text:p>',
        (
            f'<text:p><text:conditional-text text:string-value-if-false="{HIDDEN}">seen'
            "</text:conditional-text></text:p>"
        ),
        (
            f'<text:section text:is-hidden="true"><text:p>{HIDDEN}</text:p></text:section>'
            '<text:section text:display="condition" text:is-hidden="false"><text:p>seen</text:p>'
            "</text:section>"
        ),
        (
            f'<text:p><text:hidden-paragraph text:is-hidden="false"/>seen</text:p><text:p>{HIDDEN}'
            '<text:span><text:hidden-paragraph text:is-hidden="true"/></text:span></text:p>'
        ),
        (
            f'<text:p>{HIDDEN}<text:hidden-paragraph text:is-hidden="true"/><draw:frame>'
            f"<draw:text-box><text:p>{HIDDEN}</text:p></draw:text-box></draw:frame></text:p><text:p>seen</text:p>"
        ),
        (
            f'<text:p>se<text:bookmark-start text:name="a" loext:hidden="true"/>{HIDDEN}</text:p>'
            f'<text:p>{HIDDEN}<text:bookmark-end text:name="a"/></text:p><text:p>en</text:p>'
        ),
        (
            f'<text:p>seen<draw:frame><draw:text-box><text:p text:style-name="Hides">{HIDDEN}'
            "</text:p></draw:text-box></draw:frame></text:p>"
        ),
        (
            f'<text:p>seen<draw:frame draw:display="none"><draw:text-box><text:p>{HIDDEN}</text:p>'
            "</draw:text-box></draw:frame></text:p>"
        ),
        (
            f'<text:p>seen<text:span text:style-name="Never">{HIDDEN}<text:note><text:note-body>'
            f"<text:p>{HIDDEN}</text:p></text:note-body></text:note></text:span></text:p>"
        ),
        (
            f"<text:p>seen<text:note><text:note-body><text:p><text:expression {NONE}>{HIDDEN}"
            "</text:expression></text:p></text:note-body></text:note></text:p>"
        ),
    ],
)
def test_what_an_odt_hides_among_its_words_stays_out(words: str) -> None:
    hides = (
        '<style:style style:name="Hides" style:family="paragraph"><style:text-properties'
        ' text:display="none"/></style:style>'
    )
    said = told(made.odt(words, hides))
    assert (said["body"].replace("se\n\nen", "seen"), said["stayed"]) == ("seen", [])


def test_what_an_odt_hides_by_its_defaults_stays_out() -> None:
    hides = (
        '<style:default-style style:family="paragraph"><style:text-properties text:display="none"/>'
        '</style:default-style><style:style style:name="Seen" style:family="paragraph">'
        '<style:text-properties text:display="true"/></style:style>'
    )
    text = f'<text:p>{HIDDEN}</text:p><text:p text:style-name="Seen">seen</text:p>'
    assert told(made.odt(text, hides))["body"] == "seen"


@pytest.mark.parametrize(
    "words",
    [
        f"<text:p>seen<text:hidden-text>{HIDDEN}</text:hidden-text></text:p>",
        (
            f'<text:section text:display="condition"><text:p>{HIDDEN}</text:p></text:section>'
            "<text:p>seen</text:p>"
        ),
        f"<text:p>{HIDDEN}<text:hidden-paragraph/></text:p><text:p>seen</text:p>",
    ],
)
def test_what_an_odt_shows_at_times_stays_out_and_that_is_told(words: str) -> None:
    said = told(made.odt(words))
    assert (said["body"], said["stayed"]) == ("seen", ["condition"])
