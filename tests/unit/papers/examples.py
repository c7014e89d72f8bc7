"""Papers to export in tests, and what can be read back from every format."""

import csv
import datetime
import io
from dataclasses import replace

import docx
import openpyxl
import pypdfium2
from docx.oxml.ns import qn
from lxml import html as lxml_html
from odfdo import Document

from cbtracker.papers.requests_paper import build_requests_paper
from cbtracker.papers.structure import (
    BoardPaper,
    Column,
    Comparison,
    Heading,
    ListBlock,
    ListItem,
    Notice,
    Paragraph,
    Part,
    RequestLine,
    Sheet,
    Table,
    WorkstreamStatus,
)
from cbtracker.web.formats import LONDON
from cbtracker.web.spreadsheet_safe import restore

AS_AT = datetime.datetime(2011, 3, 22, 17, 0, tzinfo=LONDON)
MARKING = 'OFFICIAL – SENSITIVE "board" & <members>'

LINES = (
    RequestLine("A", "to_resolve", "All / many areas", "Schools to join in", "DfE", "Free to pool.\nMore next week."),
    RequestLine("A", "to_resolve", "West London Group (H&F)", "Delays in court", "DfE / MoJ", "Work has begun."),
    RequestLine("A", "workstream", "", "Sharing of data", "", "Workshops offered.\nA note follows.", "Data sharing"),
    RequestLine("A", "workstream", "Hull", "Bonds for new services", "MoJ/HMP", "Under study.", "Innovative finance"),
    RequestLine("A", "workstream", "Lewisham", "Release dates", "MoJ", "Talks go on.", "Data sharing"),
    RequestLine("A", "later", "Leicestershire /Blackburn", "Who commissions from 2013", "DH / All", "Talks agreed."),
    RequestLine("B", "addressed", "Swindon and others", "Letters to the front line", "DWP, HO, MoJ, DH", "Sent."),
    RequestLine("B", "addressed", "Hull", "Pooling of a drugs budget", "DH", "Allowed already."),
)
STATUSES = (WorkstreamStatus("Innovative finance", "The group keeps this open."),)

SPITEFUL = (
    "<b>bold</b> & <script>alert(1)</script> <!-- x --> ]]>",
    "#heading *star* _under_ $x^2$ \\alpha `code` @ref [link](x) #panic()",
    "=cmd|'/c calc'!A1",
    "@SUM(A1)",
    "'=quoted",
    "NUL\0 BEL\x07 tab\tcr\rlf\nend\x1b \x85 \ufffe \U0001ffff",
    "مرحبا بالعالم 123 (abc)",
    "שלום עולם",
    "😀 👩‍👩‍👧‍👦 🇬🇧 é e\u0301 ก\u0301 x\u0308\u0301",
    "\u202eoverride \u2066isolate",
    "- dash\n1. one\n> quote\n| a | b |\n---\n: term",
    "/* c */ // comment {{ jinja }} {% x %} {# y #}",
    "_x0041_ &amp; &#65; %41 \\u0041",
    "x" * 300,
    "http://example.org/" + "a/" * 140,
)


def make_paper(lines=None, statuses=(), **options) -> BoardPaper:
    """A paper of `lines`, or of LINES and STATUSES, with this module's marking and moment."""
    if lines is None:
        lines, statuses = LINES, statuses or STATUSES
    return build_requests_paper(lines, statuses, **{"marking": MARKING, "as_at": AS_AT, **options})


def line(section="to_resolve", **fields) -> RequestLine:
    """One request, as short as can be."""
    defaults = {"areas": "Hull", "issue": "An issue", "departments": "DfE", "position": "A position"}
    return RequestLine("B" if section == "addressed" else "A", section, **{**defaults, **fields})


def many_lines(count) -> list[RequestLine]:
    """`count` requests of one to three sentences, each with its number, in all four sections."""
    sections = ("to_resolve", "to_resolve", "workstream", "later", "addressed")
    sentence = "The department will look at this with the places that asked and write to all of them"
    return [
        line(
            sections[number % 5],
            issue=f"Issue {number}: a rule that stands in the way",
            position="\n".join(f"Step {number}-{step}. {sentence}." for step in range(1 + number % 3)),
            workstream="Data sharing" if number % 10 == 2 else "Finance",
        )
        for number in range(count)
    ]


def pdf_pages(content) -> list[str]:
    """The text of each page in content order, without white space."""
    with pypdfium2.PdfDocument(content) as document:
        return [squeezed(page.get_textpage().get_text_bounded().replace("\x02", "-")) for page in document]


def csv_rows(content) -> list[list[str]]:
    """The rows of a CSV export as an importer reads them."""
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return [[restore(cell) for cell in row] for row in csv.reader(text)]


def xlsx_rows(content) -> list[list[str]]:
    """The rows of an XLSX export as an importer reads them."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[restore(str(cell or "")) for cell in row] for row in sheet.iter_rows(values_only=True)]


def text_of(format, content) -> str:
    """All the text of an exported file in reading order, without white space."""
    if format == "pdf":
        return "".join(pdf_pages(content))
    if format == "html":
        return squeezed(lxml_html.fromstring(content.decode()).find("body").text_content())
    if format == "odt":
        return squeezed("".join(Document(io.BytesIO(content)).get_part("content.xml").root._xml_element.itertext()))
    if format == "docx":
        body = docx.Document(io.BytesIO(content)).element.body
        return squeezed("".join(run.text for run in body.iter(qn("w:t"))))
    rows = csv_rows(content) if format == "csv" else xlsx_rows(content)
    return squeezed("".join(cell for row in rows for cell in row))


def squeezed(text) -> str:
    """`text` without white space: line ends are for the layout to choose."""
    return "".join(text.split())


ALL_BLOCKS = (
    Notice("Issue 2 corrects the status of Swindon in Table 1."),
    Paragraph("A plain paragraph."),
    Comparison(
        "Status of CB-0007",
        (
            Part("same", "DH "),
            Part("removed", "will be sending"),
            Part("added", "sent"),
            Part("same", " a note on Clusters to all 16 areas"),
            Part("added", " on 23 March"),
            Part("same", "."),
        ),
    ),
    ListBlock(
        True,
        4,
        (
            ListItem("The fourth point", (ListItem("its letter a"), ListItem("its letter b\non two lines"))),
            ListItem("The fifth point"),
        ),
    ),
    ListBlock(False, 1, (ListItem("A bullet", (ListItem("a bullet below it"),)), ListItem("Another bullet"))),
    Table(
        "Open requests by age",
        (Column("Age", 60), Column("Requests", 40, numeric=True)),
        (("Under 1 month", "7"), ("Over 6 months", "12"), ("Not known", "")),
    ),
)
SHEETS = (Sheet("Changes", ("reference", "what"), (("CB-0001", "reworded"), ("=CB-0002", "new"))),)
DETAILS = ("Issue 2 of 24 March 2011, replaces issue 1",)


def paper_of(blocks, **options) -> BoardPaper:
    """A paper of `blocks` under its title, with this module's marking and moment and a section's heading."""
    top = (Heading(1, "A board paper"), Heading(2, "A section"))
    defaults = {"marking": MARKING, "as_at": AS_AT, "audience": "", "lines": ()}
    return BoardPaper("A board paper", blocks=(*top, *blocks), **{**defaults, **options})


def full_paper() -> BoardPaper:
    """A paper with every kind of block, with sheets and with details."""
    whole = make_paper()
    return replace(whole, blocks=(*whole.blocks, *ALL_BLOCKS), sheets=SHEETS, details=DETAILS)
