"""The house template of the briefing: 16:9, named placeholders, one theme, nothing embedded."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Inches

# The UK Analysis Function palette: every colour at least 3:1 on white.
PALETTE = ("12436D", "28A197", "801650", "F46A25", "3D3D3D")
INK, WHITE, MUTED, MARK = PALETTE[4], "FFFFFF", "595959", PALETTE[3]
# On every Windows and macOS, and drawn with every Vietnamese letter there.
FONT = "Arial"

# PowerPoint names every field by a GUID; any fixed one serves.
_FIELD = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"
CHART_LAYOUT, WORDS_LAYOUT = "Chart", "No data"


@dataclass(frozen=True)
class Box:
    """A named placeholder: kind and index of PowerPoint, place in inches, type size in points."""

    name: str
    kind: str
    idx: int
    left: float
    top: float
    width: float
    height: float
    size: int
    colour: str = INK
    fill: str = ""
    align: str = "l"
    anchor: str = "ctr"
    is_bold: bool = False


WIDTH, HEIGHT = 13.333, 7.5
# In reading order, as a screen reader meets them.
TITLE = Box("Title", "title", 0, 0.5, 0.6, 12.33, 1.0, 22, PALETTE[0], is_bold=True)
SYNTHETIC = Box("Synthetic mark", "body", 10, 8.35, 0.08, 4.48, 0.34, 12, "000000", MARK, "ctr", is_bold=True)
HEADER = Box("Header", "body", 11, 0.5, 0.0, 7.75, 0.5, 14, WHITE, align="l")
CHART = Box("Chart", "chart", 12, 0.5, 1.65, 12.33, 4.75, 14)
WORDS = Box("No data", "body", 12, 0.5, 1.65, 12.33, 4.75, 24, MUTED, align="ctr")
FOOTNOTE = Box("Footnote", "body", 13, 0.5, 6.42, 12.33, 0.55, 12, MUTED, anchor="t")
FOOTER = Box("Footer", "ftr", 14, 0.5, 7.05, 10.8, 0.35, 11, MUTED)
NUMBER = Box("Slide number", "sldNum", 15, 11.83, 7.05, 1.0, 0.35, 11, MUTED, align="r")

_LAYOUTS = {
    CHART_LAYOUT: (TITLE, SYNTHETIC, HEADER, CHART, FOOTNOTE, FOOTER, NUMBER),
    WORDS_LAYOUT: (TITLE, SYNTHETIC, HEADER, WORDS, FOOTNOTE, FOOTER, NUMBER),
}
_MASTER = (TITLE, WORDS, FOOTER, NUMBER)


def open_template() -> Presentation:
    """Return an empty 16:9 presentation with the layouts `CHART_LAYOUT` and `WORDS_LAYOUT`."""
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
    size = presentation.element.find(qn("p:sldSz"))
    size.attrib.pop("type", None)
    _drop_leftovers(presentation)
    master = presentation.slide_master
    _shape_theme(master)
    layouts = list(presentation.slide_layouts)
    for unused in layouts[len(_LAYOUTS) :]:
        presentation.slide_layouts.remove(unused)
    _replace_shapes(master, _MASTER)
    master.shapes._spTree.insert(2, parse_xml(_band_xml()))
    for layout, (name, boxes) in zip(layouts, _LAYOUTS.items(), strict=False):
        layout.name = name
        layout.element.attrib.pop("type", None)
        _replace_shapes(layout, boxes)
    return presentation


def _drop_leftovers(presentation: Presentation) -> None:
    """Remove what the base file carries of its author's machine: picture, printer, statistics."""
    unwanted = {RT.THUMBNAIL, RT.EXTENDED_PROPERTIES, RT.PRINTER_SETTINGS}
    for owner in (presentation.part.package, presentation.part):
        rels = owner._rels
        for key in [key for key, rel in rels.items() if rel.reltype in unwanted]:
            rels.pop(key)


def _shape_theme(master: SlideMaster) -> None:
    part = master.part.part_related_by(RT.THEME)
    theme = parse_xml(part.blob)
    for font in theme.iter(qn("a:majorFont"), qn("a:minorFont")):
        font.find(qn("a:latin")).set("typeface", FONT)
        # Windows would otherwise pick another face for a Vietnamese interface.
        for other in font.findall(qn("a:font")):
            font.remove(other)
    for position, colour in enumerate((*PALETTE, MUTED), start=1):
        theme.find(f".//{qn(f'a:accent{position}')}/{qn('a:srgbClr')}").set("val", colour)
    part.blob = serialize_part_xml(theme)


def _replace_shapes(surface: SlideMaster | SlideLayout, boxes: tuple[Box, ...]) -> None:
    tree = surface.shapes._spTree
    for shape in list(tree.iter_shape_elms()):
        tree.remove(shape)
    for shape_id, box in enumerate(boxes, start=2):
        tree.append(parse_xml(placeholder_xml(box, shape_id)))


def placeholder_xml(box: Box, shape_id: int) -> str:
    """Return the XML of a placeholder with its own place, type size and colour."""
    fill = f'<a:solidFill><a:srgbClr val="{box.fill}"/></a:solidFill>' if box.fill else "<a:noFill/>"
    content = f"<a:r><a:t>{escape(box.name)}</a:t></a:r>"
    if box.kind == "sldNum":
        content = f'<a:fld id="{_FIELD}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld>'
    index = f' idx="{box.idx}"' if box.idx else ""
    place = (Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height))
    return (
        f"<p:sp {nsdecls('p', 'a')}>"
        f'<p:nvSpPr><p:cNvPr id="{shape_id}" name={quoteattr(box.name)}/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{box.kind}"{index}/></p:nvPr></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="{}" y="{}"/><a:ext cx="{}" cy="{}"/></a:xfrm>'.format(*place)
        + f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{box.anchor}">'
        "<a:normAutofit/></a:bodyPr>"
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{box.align}"><a:buNone/>'
        f'<a:defRPr sz="{box.size}00" b="{int(box.is_bold)}">'
        f'<a:solidFill><a:srgbClr val="{box.colour}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
        f"<a:p>{content}</a:p></p:txBody></p:sp>"
    )


def _band_xml() -> str:
    return (
        f"<p:sp {nsdecls('p', 'a')}>"
        '<p:nvSpPr><p:cNvPr id="99" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{Inches(WIDTH)}" cy="{Inches(0.5)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{PALETTE[0]}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )
