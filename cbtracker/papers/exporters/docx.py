"""A Word document: Pandoc's, with the marking, page numbers and table rules that Pandoc cannot set."""

import io
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt
from docx.styles.styles import Styles
from docx.table import Table as WordTable
from docx.table import _Row
from docx.text.paragraph import Paragraph

from cbtracker.papers.exporters import looks, pandoc
from cbtracker.papers.exporters.docx_reference import LANGUAGE, reference_document
from cbtracker.papers.structure import BoardPaper, Column, Heading, Table

# What the schema wants after w:compat, of what Pandoc writes.
_AFTER_COMPAT = (
    "rsids",
    "themeFontLang",
    "clrSchemeMapping",
    "doNotIncludeSubdocsInStats",
    "decimalSymbol",
    "listSeparator",
)


def to_docx(paper: BoardPaper) -> bytes:
    """The paper as DOCX on A4: heading styles, repeated header rows, marking and page number on every page."""
    document = docx.Document(io.BytesIO(pandoc.convert(paper, "docx", reference=reference_document())))
    _set_properties(document, paper)
    _set_compatibility(document)
    _turn_page(document, paper)
    _set_header_and_footer(document, paper)
    _break_pages(document, paper)
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    for made, block in zip(document.tables, tables, strict=True):
        _finish_table(made, block, document.styles, line=looks.line_of(paper))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_properties(document: Document, paper: BoardPaper) -> None:
    properties = document.core_properties
    properties.title = paper.title[:255]
    properties.subject = paper.as_at_line
    properties.category = paper.marking[:255]
    properties.language = LANGUAGE


def _set_compatibility(document: Document) -> None:
    """Ask for the layout of Word 2013 and later: tables stand flush with the margins."""
    setting = OxmlElement("w:compatSetting")
    setting.set(qn("w:name"), "compatibilityMode")
    setting.set(qn("w:uri"), "http://schemas.microsoft.com/office/word")
    setting.set(qn("w:val"), "15")
    compat = OxmlElement("w:compat")
    compat.append(setting)
    settings = document.settings.element
    following = [settings.find(qn(f"w:{name}")) for name in _AFTER_COMPAT]
    place = next((settings.index(element) for element in following if element is not None), len(settings))
    settings.insert(place, compat)


def _turn_page(document: Document, paper: BoardPaper) -> None:
    width, height = looks.page_of(paper)
    for section in document.sections:
        section.orientation = WD_ORIENTATION.LANDSCAPE if paper.landscape else WD_ORIENTATION.PORTRAIT
        section.page_width, section.page_height = Cm(width), Cm(height)


def _set_header_and_footer(document: Document, paper: BoardPaper) -> None:
    for section in document.sections:
        header = section.header.paragraphs[0]
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _write(header, paper.marking, looks.MARKING)
        footer = section.footer.paragraphs[0]
        if paper.caveat:
            _write(footer.insert_paragraph_before(), paper.caveat, looks.CAVEAT)
        footer.paragraph_format.tab_stops.add_tab_stop(Cm(looks.line_of(paper)), WD_TAB_ALIGNMENT.RIGHT)
        _write(footer, f"{paper.as_at_line}\tPage ", looks.FOOTER)
        _add_field(footer, "PAGE")
        _write(footer, " of ", looks.FOOTER)
        _add_field(footer, "NUMPAGES")


def _write(paragraph: Paragraph, text: str, look: looks.ParagraphLook) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(look.size)
    run.bold = look.bold


def _add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word and LibreOffice work out on each page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    run.font.size = Pt(looks.FOOTER.size)
    field.append(run._r)
    paragraph._p.append(field)


def _break_pages(document: Document, paper: BoardPaper) -> None:
    """Pandoc keeps headings in order and drops the class that says which start a page."""
    made = (paragraph for paragraph in document.paragraphs if _is_heading(paragraph))
    headings = (block for block in paper.blocks if isinstance(block, Heading))
    for paragraph, heading in zip(made, headings, strict=True):
        if heading.starts_page:
            paragraph.paragraph_format.page_break_before = True


def _is_heading(paragraph: Paragraph) -> bool:
    return paragraph.style is not None and (paragraph.style.name or "").startswith("Heading")


def _finish_table(made: WordTable, block: Table, styles: Styles, *, line: float) -> None:
    heading, text = styles["Table Heading"].style_id, styles["Table Text"].style_id
    rows = made.rows
    _finish_row(rows[0], style=heading, cut=False)
    for row, cells in zip(list(rows)[1:], block.rows, strict=True):
        _finish_row(row, style=text, cut=looks.may_exceed_a_page(cells, block.columns))
    _set_widths(made, block.columns, line)


def _finish_row(row: _Row, *, style: str, cut: bool) -> None:
    for name in row._tr.iter(qn("w:pStyle")):
        name.set(qn("w:val"), style)
    if not cut:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _set_widths(made: WordTable, columns: Sequence[Column], line: float) -> None:
    whole = Cm(line)
    for grid, column in zip(made._tbl.tblGrid.gridCol_lst, columns, strict=True):
        grid.w = Emu(whole * column.width // 100)
