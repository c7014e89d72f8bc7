"""The reference document that gives Pandoc's ODT our page, fonts and styles."""

import io
from functools import cache

from odfdo import Document, Element, Style, TabStopStyle
from odfdo.page_layout import StylePageLayout

from cbtracker.papers.exporters import looks, pandoc

PAGE_LAYOUT = "Mpm1"
NUMBER, NUMBER_HEADING = "PaperNumber", "PaperNumberHeading"
_PARENT_OF_CUSTOM = "Text_20_body"


@cache
def reference_document() -> bytes:
    """Made from Pandoc's own reference once in a process: no binary file is kept in the repository."""
    document = Document(io.BytesIO(pandoc.default_reference("odt")))
    _set_defaults(document)
    for level, look in looks.HEADINGS.items():
        _set_look(_style(document, f"Heading_20_{level}"), look)
    _set_look(_style(document, "Text_20_body"), looks.BODY)
    _set_look(_style(document, "TableCaption"), looks.CAPTION)
    _set_look(_style(document, "Table_20_Contents"), looks.TABLE_TEXT)
    _set_look(_style(document, "Table_20_Heading"), looks.TABLE_HEADING)
    _set_look(_new_style(document, NUMBER, "Table_20_Contents"), looks.TABLE_TEXT, align="end")
    _set_look(_new_style(document, NUMBER_HEADING, "Table_20_Heading"), looks.TABLE_HEADING, align="end")
    for name, look in looks.CUSTOM.items():
        _set_look(_new_style(document, name, _PARENT_OF_CUSTOM), look)
    _set_look(_new_style(document, "PaperMarking", "Standard"), looks.MARKING, align="center")
    _set_look(_new_style(document, "PaperCaveat", "Standard"), looks.CAVEAT)
    _add_footer_style(document)
    _set_page(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _style(document: Document, name: str) -> Style:
    style = document.get_style("paragraph", name)
    if not isinstance(style, Style):
        raise TypeError(f"Pandoc's reference document has no style “{name}”.")
    return style


def _new_style(document: Document, name: str, parent: str) -> Style:
    document.insert_style(Style("paragraph", name=name, parent_style=parent))
    return _style(document, name)


def _set_look(style: Style, look: looks.ParagraphLook, *, align: str = "start") -> None:
    paragraph = {
        "fo:margin-top": f"{look.before}pt",
        "fo:margin-bottom": f"{look.after}pt",
        "fo:text-align": align,
        "fo:keep-with-next": "always" if look.keep_with_next else "auto",
    }
    if look.boxed:
        line = f"0.75pt solid #{looks.RULE}"
        paragraph |= {f"fo:border-{side}": line for side in ("top", "right", "bottom")}
        paragraph |= {"fo:border-left": f"4pt solid #{looks.RULE}", "fo:padding": "0.2cm"}
    weight = "bold" if look.bold else "normal"
    text = {"style:font-name": looks.FONT, "fo:color": "#000000"}
    for suffix in ("", "-asian", "-complex"):
        prefix = "style" if suffix else "fo"
        text |= {
            f"{prefix}:font-size{suffix}": f"{look.size}pt",
            f"{prefix}:font-weight{suffix}": weight,
            f"{prefix}:font-style{suffix}": "normal",
        }
    style.set_properties(paragraph, area="paragraph")
    style.set_properties(text, area="text")


def _add_footer_style(document: Document) -> None:
    """The page number stands at the right margin, behind a tab."""
    style = _new_style(document, "PaperFooter", "Standard")
    _set_look(style, looks.FOOTER)
    stop = TabStopStyle(style_type="right", style_position=f"{looks.PAGE_WIDTH_CM - 2 * looks.SIDE_MARGIN_CM}cm")
    stops = Element.from_tag("style:tab-stops")
    stops.append(stop)
    properties = style.get_element("style:paragraph-properties")
    if properties is not None:
        properties.append(stops)


def _set_defaults(document: Document) -> None:
    """Font, size and British English for everything that says nothing else."""
    for family in ("paragraph", "graphic"):
        style = document.get_style(family)
        if isinstance(style, Style):
            language = {"fo:language": "en", "fo:country": "GB"}
            style.set_properties({**language, "fo:font-size": f"{looks.BODY_POINTS}pt"}, area="text")
    default = document.get_style("paragraph")
    if isinstance(default, Style):
        default.set_properties({"style:font-name": looks.FONT}, area="text")


def _set_page(document: Document) -> None:
    layout = document.get_style("page-layout", PAGE_LAYOUT)
    if not isinstance(layout, StylePageLayout):
        raise TypeError("Pandoc's reference document has no page layout.")
    layout.set_properties(
        {
            "fo:page-width": f"{looks.PAGE_WIDTH_CM}cm",
            "fo:page-height": f"{looks.PAGE_HEIGHT_CM}cm",
            "style:print-orientation": "portrait",
            "fo:margin-left": f"{looks.SIDE_MARGIN_CM}cm",
            "fo:margin-right": f"{looks.SIDE_MARGIN_CM}cm",
            "fo:margin-top": f"{looks.TOP_MARGIN_CM}cm",
            "fo:margin-bottom": f"{looks.BOTTOM_MARGIN_CM}cm",
        },
        area="page-layout",
    )
    spacing = Element.from_tag("style:header-footer-properties")
    spacing.set_attribute("fo:min-height", "0.8cm")
    spacing.set_attribute("fo:margin-bottom", "0.3cm")
    header = layout.get_element("style:header-style")
    if header is not None:
        header.append(spacing)
