"""The reference document that gives Pandoc's DOCX our page, fonts and styles."""

import io
from functools import cache

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from cbtracker.papers.exporters import looks, pandoc

LANGUAGE = "en-GB"
_POINTS_TO_EIGHTHS = 8
_BOX_SPACE = 6


@cache
def reference_document() -> bytes:
    """Made from Pandoc's own reference once in a process: no binary file is kept in the repository."""
    document = docx.Document(io.BytesIO(pandoc.default_reference("docx")))
    _set_page(document)
    _set_defaults(document)
    for level, look in looks.HEADINGS.items():
        set_look(_style(document, f"Heading {level}"), look)
    for name in ("Body Text", "First Paragraph"):
        set_look(_style(document, name), looks.BODY)
    set_look(_style(document, "Table Caption"), looks.CAPTION)
    for name, look in looks.CUSTOM.items():
        set_look(_new_style(document, name, "Body Text"), look)
    set_look(_new_style(document, "Table Text", "Normal"), looks.TABLE_TEXT)
    set_look(_new_style(document, "Table Heading", "Normal"), looks.TABLE_HEADING)
    _set_table_style(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def set_look(style: ParagraphStyle, look: looks.ParagraphLook) -> None:
    """Give a paragraph style its size, weight and spacing in plain black type."""
    _set_font(style.element.get_or_add_rPr())
    style.font.size = Pt(look.size)
    style.font.bold = look.bold
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    paragraph = style.paragraph_format
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.keep_with_next = look.keep_with_next
    if look.boxed:
        _set_box(style)


def _set_box(style: ParagraphStyle) -> None:
    """A line around the paragraph and within the margins, where the schema wants it: before the spacing."""
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Pt(_BOX_SPACE + 2)
    box = _borders("w:pBdr", top=looks.RULE, left=looks.RULE, bottom=looks.RULE, right=looks.RULE)
    for border in box:
        border.set(qn("w:space"), str(_BOX_SPACE))
        if border.tag == qn("w:left"):
            border.set(qn("w:sz"), str(4 * _POINTS_TO_EIGHTHS))
    properties = style.element.get_or_add_pPr()
    following = [properties.find(qn(name)) for name in ("w:spacing", "w:ind", "w:jc")]
    place = next((properties.index(element) for element in following if element is not None), len(properties))
    properties.insert(place, box)


def _style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"“{name}” is not a paragraph style.")
    return style


def _new_style(document: Document, name: str, parent: str) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[parent]
    style.quick_style = True
    return _style(document, name)


def _set_page(document: Document) -> None:
    for section in document.sections:
        section.page_width, section.page_height = Cm(looks.PAGE_WIDTH_CM), Cm(looks.PAGE_HEIGHT_CM)
        section.left_margin = section.right_margin = Cm(looks.SIDE_MARGIN_CM)
        section.top_margin = section.bottom_margin = Cm(2.3)
        section.header_distance = Cm(looks.TOP_MARGIN_CM)
        section.footer_distance = Cm(looks.BOTTOM_MARGIN_CM)


def _set_defaults(document: Document) -> None:
    """Font and language of everything, in the document's defaults."""
    run = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _set_font(run)
    for tag in ("w:sz", "w:szCs"):
        run.find(qn(tag)).set(qn("w:val"), str(int(looks.BODY_POINTS * 2)))
    run.find(qn("w:lang")).set(qn("w:val"), LANGUAGE)


def _set_font(properties: BaseOxmlElement) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), looks.FONT)


def _set_table_style(document: Document) -> None:
    """Rules under every row, a heavier one and a fill under the header."""
    style = document.styles["Table"].element
    for old in style.findall(qn("w:tblStylePr")):
        style.remove(old)
    properties = style.find(qn("w:tblPr"))
    properties.insert(1, _borders("w:tblBorders", bottom=looks.FAINT_RULE, insideH=looks.FAINT_RULE))
    first_row = OxmlElement("w:tblStylePr")
    first_row.set(qn("w:type"), "firstRow")
    cell = OxmlElement("w:tcPr")
    cell.append(_borders("w:tcBorders", bottom=looks.RULE))
    fill = OxmlElement("w:shd")
    fill.set(qn("w:val"), "clear")
    fill.set(qn("w:fill"), looks.HEADER_FILL)
    cell.append(fill)
    first_row.append(cell)
    style.append(first_row)


def _borders(tag: str, **colours: str) -> BaseOxmlElement:
    borders = OxmlElement(tag)
    for side, colour in colours.items():
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "single")
        border.set(qn("w:sz"), str(_POINTS_TO_EIGHTHS if colour == looks.RULE else _POINTS_TO_EIGHTHS // 2))
        border.set(qn("w:color"), colour)
        borders.append(border)
    return borders
