"""An OpenDocument text: Pandoc's, with the marking, page numbers and table rules that Pandoc cannot set."""

import io
import zipfile

from odfdo import Document, Element, Paragraph, Style, Tab, VarPageCount, VarPageNumber
from odfdo.master_page import StyleMasterPage
from odfdo.page_layout import StylePageLayout

from cbtracker.papers.exporters import looks, pandoc
from cbtracker.papers.exporters.odt_reference import NUMBER, NUMBER_HEADING, PAGE_LAYOUT, reference_document
from cbtracker.papers.structure import BoardPaper, Heading, Table

_WHOLE_ROW, _LONG_ROW, _NEW_PAGE = "PaperRow", "PaperLongRow", "PaperNewPage"


def to_odt(paper: BoardPaper) -> bytes:
    """The paper as ODT on A4: heading styles, repeated header rows, marking and page number on every page."""
    document = Document(_unpacked(pandoc.convert(paper, "odt", reference=reference_document())))
    _set_properties(document, paper)
    _turn_page(document, paper)
    _set_header_and_footer(document, paper)
    _add_styles(document)
    _break_pages(document, paper)
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    for made, block in zip(document.body.get_elements("//table:table"), tables, strict=True):
        _finish_table(made, block)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _unpacked(made: bytes) -> io.BytesIO:
    """`made` without compression: odfdo takes a long paper that repeats itself for an attack on its reader."""
    unpacked = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as packed, zipfile.ZipFile(unpacked, "w", zipfile.ZIP_STORED) as stored:
        for name in packed.namelist():
            stored.writestr(name, packed.read(name))
    return unpacked


def _set_properties(document: Document, paper: BoardPaper) -> None:
    meta = document.meta
    meta.title = paper.title
    meta.subject = paper.as_at_line
    meta.keyword = paper.marking
    meta.language = "en-GB"


def _set_header_and_footer(document: Document, paper: BoardPaper) -> None:
    master = document.get_style("master-page", "Standard")
    if not isinstance(master, StyleMasterPage):
        raise TypeError("Pandoc's document has no master page.")
    header = Paragraph(paper.marking, style="PaperMarking")
    footer = Paragraph(paper.as_at_line, style="PaperFooter")
    footer.append(Tab())
    for part in ("Page ", VarPageNumber(), " of ", VarPageCount()):
        footer.append(part)
    master.delete(master.get_page_footer())  # the header must come first
    master.set_page_header(header)
    above: list[Element | str] = [Paragraph(paper.caveat, style="PaperCaveat")] if paper.caveat else []
    master.set_page_footer([*above, footer])


def _turn_page(document: Document, paper: BoardPaper) -> None:
    """The reference document has the page upright; the page number stands at the end of a longer line then."""
    if not paper.landscape:
        return
    width, height = looks.page_of(paper)
    turned = {"fo:page-width": f"{width}cm", "fo:page-height": f"{height}cm", "style:print-orientation": "landscape"}
    layout = document.get_style("page-layout", PAGE_LAYOUT)
    if isinstance(layout, StylePageLayout):
        layout.set_properties(turned, area="page-layout")
    style = document.get_style("paragraph", "PaperFooter")
    stop = style.get_element("style:paragraph-properties/style:tab-stops/style:tab-stop") if style else None
    if isinstance(stop, Element):
        stop.set_attribute("style:position", f"{looks.line_of(paper)}cm")


def _add_styles(document: Document) -> None:
    for name, together in ((_WHOLE_ROW, "always"), (_LONG_ROW, "auto")):
        row = Style("table-row", name=name)
        row.set_properties({"fo:keep-together": together}, area="table-row")
        document.insert_style(row, automatic=True)
    for level in looks.HEADINGS:
        heading = Style("paragraph", name=f"{_NEW_PAGE}{level}", parent_style=f"Heading_20_{level}")
        heading.set_properties({"fo:break-before": "page"}, area="paragraph")
        document.insert_style(heading, automatic=True)
    _set_cells(document, "TableHeaderRowCell", f"1pt solid #{looks.RULE}", background=f"#{looks.HEADER_FILL}")
    _set_cells(document, "TableRowCell", f"0.5pt solid #{looks.FAINT_RULE}", background="transparent")


def _set_cells(document: Document, name: str, rule: str, *, background: str) -> None:
    style = document.get_style("table-cell", name)
    if isinstance(style, Style):
        style.del_properties(["fo:border"], area="table-cell")
        look = {"fo:border-bottom": rule, "fo:background-color": background}
        padding = {"fo:padding-left": "0.12cm", "fo:padding-right": "0.12cm"}
        style.set_properties(
            {**look, **padding, "fo:padding-top": "0.05cm", "fo:padding-bottom": "0.05cm"}, area="table-cell"
        )


def _break_pages(document: Document, paper: BoardPaper) -> None:
    """Pandoc keeps headings in order and drops the class that says which start a page."""
    headings = (block for block in paper.blocks if isinstance(block, Heading))
    for made, heading in zip(document.body.get_elements("//text:h"), headings, strict=True):
        if heading.starts_page:
            made.set_attribute("text:style-name", f"{_NEW_PAGE}{heading.level}")


def _finish_table(made: Element, block: Table) -> None:
    for row in made.get_elements("table:table-header-rows/table:table-row"):
        row.set_attribute("table:style-name", _WHOLE_ROW)
        _align_numbers(row, block, NUMBER_HEADING)
    rows = made.get_elements("table:table-row")
    for row, cells in zip(rows, block.rows, strict=True):
        cut = looks.may_exceed_a_page(cells, block.columns)
        row.set_attribute("table:style-name", _LONG_ROW if cut else _WHOLE_ROW)
        _align_numbers(row, block, NUMBER)


def _align_numbers(row: Element, block: Table, style: str) -> None:
    """Pandoc aligns with a style of its own, which forgets that it stands in a table."""
    for cell, column in zip(row.get_elements("table:table-cell"), block.columns, strict=True):
        if column.numeric:
            for paragraph in cell.get_elements("text:p"):
                paragraph.set_attribute("text:style-name", style)
