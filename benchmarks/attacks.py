"""Files made by hand to break a reader: bombs, entities, loops, long lines, deep nesting, links.

Those that reach outside ask for a `url` or for the file at `secret`: neither may be touched.
"""

import io
import os
import struct
import zipfile
import zlib

from mutants import packed, tracked

MEGA = 1_000_000
_LINE = (
    "Each Party shall endeavour to [publish][enforce] the laws, orders and other measures that its "
    "central government has taken under (a) the chapter on services, (b) that on goods or (c) the "
    "annex on works of art, and all that bears upon them. "
)


def attacks(url, secret):
    """Give (file name, bytes) of each; a text in the place of bytes is where a link leads."""
    for make in (_entities, _zips, _word, _pdfs, _texts, _nested, _tables, _links):
        yield from make(url, secret)


def _entities(url, secret):
    """Give entities that grow, and such as reach outside."""
    grown = '<!ENTITY a0 "shall">' + "".join(
        f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(10)
    )
    kinds = {
        "laughs": (grown, "&a9;"),
        "quadratic": (f'<!ENTITY a "{"shall " * 20_000}">', "&a;" * 20_000),
        "loop": ('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"),
        "file": (f'<!ENTITY a SYSTEM "file://{secret}">', "&a;"),
        "net": (f'<!ENTITY a SYSTEM "{url}/entity">', "&a;"),
        "parameter": (f'<!ENTITY % a SYSTEM "{url}/part.dtd"> %a;', "&b;"),
    }
    for name, (subset, use) in kinds.items():
        yield f"{name}.xml", f"<!DOCTYPE treaty [{subset}]>{_tota(use)}".encode()
        yield f"{name}.html", f"<!DOCTYPE html [{subset}]><body><p>{use} act.</p>".encode()
        head, body = f"<!DOCTYPE document [{subset}]>", f"<w:p><w:r><w:t>{use}</w:t></w:r></w:p>"
        yield f"{name}.docx", tracked(body, head)
        for codec in ("utf-16", "utf-16-be", "utf-32", "utf-7"):
            dressed = f'<?xml version="1.0" encoding="{codec}"?>{head}'
            yield f"{name}-{codec}.xml", f"{dressed}{_tota(use)}".encode(codec)
            yield f"{name}-{codec}.docx", _recoded(dressed, body, codec)
    outside = f'<!DOCTYPE treaty SYSTEM "{url}/treaty.dtd">'
    yield "dtd.xml", f"{outside}{_tota('&a; shall')}".encode()
    yield "dtd-file.xml", f'<!DOCTYPE treaty SYSTEM "{secret}">{_tota("&a;")}'.encode()
    include = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret}" parse="text"/>'
    )
    yield "xinclude.xml", _tota(include).encode()
    sheet = f'<?xml version="1.0"?><?xml-stylesheet href="{url}/a.xsl"?>'
    yield "stylesheet.xml", f"{sheet}{_tota('A Party may act.')}".encode()
    reach = f'<img src="{url}/i"><script src="{url}/s"></script><iframe src="file://{secret}">'
    page = f'<base href="{url}"><meta http-equiv="refresh" content="0;{url}">{reach}<p>We act.</p>'
    yield "reach.html", page.encode()
    yield "reach.md", f"![a]({url}/i) [b]({url}) <img src='{url}'> each Party shall act.".encode()


def _recoded(head, body, codec):
    with zipfile.ZipFile(io.BytesIO(tracked(body, head))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = parts["word/document.xml"].decode()
    return packed(parts | {"word/document.xml": main.encode(codec)})


def _tota(text):
    return (
        "<treaty><meta><name>T</name></meta><body><chapter name='A'>"
        f"<article number='1' article_identifier='1'>{text}</article></chapter></body></treaty>"
    )


def _zips(url, secret):
    """Give archives that unpack to far more than they are, or are none."""
    blanks = b"<w:p/>" + b" " * (100 * MEGA)
    yield "bomb.docx", packed({"word/document.xml": blanks})
    yield "bomb-in-styles.docx", _with({"word/styles.xml": b" " * (60 * MEGA)})
    yield "bomb-bzip2.docx", packed({"word/document.xml": blanks}, zipfile.ZIP_BZIP2)
    yield "bomb-lzma.docx", packed({"word/document.xml": blanks}, zipfile.ZIP_LZMA)
    yield "many.docx", packed({f"word/{n}.xml": b"" for n in range(20_000)}, zipfile.ZIP_STORED)
    yield "understated.docx", _understated(packed({"word/document.xml": blanks}))
    yield "cells.docx", _with({"word/document.xml": b"<w:p/>" * 1_600_000})
    honest = tracked()
    for codec in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        damaged = bytearray(packed({"word/document.xml": honest * 3}, codec))
        damaged[60:90] = bytes(30)
        yield f"damaged-{codec}.docx", bytes(damaged)
    for flag, name in ((1, "locked"), (0x40, "strong"), (0x20, "patched")):
        yield (
            f"{name}.docx",
            honest.replace(
                b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0" + struct.pack("<H", flag)
            ),
        )
    for method in (1, 6, 9, 12, 14, 93, 97, 99):
        marks = struct.pack("<H", method)
        head = honest.replace(b"PK\1\2\x14\3\x14\0\0\0\x08\0", b"PK\1\2\x14\3\x14\0\0\0" + marks)
        yield (
            f"method-{method}.docx",
            head.replace(b"PK\3\4\x14\0\0\0\x08\0", b"PK\3\4\x14\0\0\0" + marks),
        )
    yield (
        "outside.docx",
        packed({"../../../../outside.xml": b"x", "/abs": b"y", "word/document.xml": b"<a/>"}),
    )
    target = f'Target="file://{secret}" TargetMode="External"'
    yield "relation.docx", _with({"word/_rels/document.xml.rels": f"<R><r {target}/></R>".encode()})
    yield "macro.docx", _with({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    yield "empty.docx", packed({})
    yield "old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)


def _with(more):
    """Give the small Word file with some parts exchanged or added."""
    with zipfile.ZipFile(io.BytesIO(tracked())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts | more)


def _understated(data):
    """Give an archive whose directory says that all it holds is small."""
    changed = bytearray(data)
    at = changed.rindex(b"PK\1\2")
    changed[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(changed)


def _word(url, secret):
    """Give Word files whose parts refer to each other in circles, or to what cannot be."""
    style = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    circle = f"<w:styles {space}>{style.format('A', 'B')}{style.format('B', 'A')}</w:styles>"
    yield "circle.docx", _with({"word/styles.xml": circle.encode()})
    said = "<w:p><w:r><w:t>Note</w:t><w:footnoteReference w:id='2'/></w:r></w:p>"
    loop = f"<w:footnotes {space}><w:footnote w:id='2'>{said}</w:footnote></w:footnotes>"
    yield "note-in-note.docx", _with({"word/footnotes.xml": loop.encode()})
    for name in ("ins", "del", "moveTo", "moveFrom", "tr", "tc", "body", "p", "rPr", "document"):
        root = f"<w:{name} {space}><w:p><w:r><w:t>shall</w:t></w:r></w:p></w:{name}>"
        yield f"root-{name}.docx", _with({"word/document.xml": root.encode()})
    for tag in ("sdt", "sdtContent", "ins", "del", "hyperlink", "r", "tbl", "p", "txbxContent"):
        deep = f"<w:{tag}>" * 240 + "<w:p><w:r><w:t>shall</w:t></w:r></w:p>" + f"</w:{tag}>" * 240
        yield f"deep-{tag}.docx", tracked(deep)
    tables = "<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80
    yield "deep-tables.docx", tracked(tables)
    long = "<w:p><w:r><w:t>" + _LINE * (5 * MEGA // len(_LINE)) + "</w:t></w:r></w:p>"
    yield "long.docx", tracked(long)
    changes = "<w:p>" + "<w:ins><w:r><w:t>shall </w:t></w:r></w:ins><w:del/>" * 20_000 + "</w:p>"
    yield "changes.docx", tracked(changes)


def _pdfs(url, secret):
    """Give PDFs with circles, bombs, passwords, actions and odd letters."""
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources {} >>"
    font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >>"
    tree = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    text = _stream("BT /F1 12 Tf 50 700 Td (Each Party shall publish its laws.) Tj ET")
    yield "plain.pdf", _pdf([*tree, page.format(font), text])
    yield "kids-circle.pdf", _pdf([tree[0], "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])
    yield (
        "parent-circle.pdf",
        _pdf(
            [
                tree[0],
                "<< /Type /Pages /Kids [3 0 R] /Parent 3 0 R /Count 1 >>",
                "<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
            ]
        ),
    )
    yield (
        "huge-count.pdf",
        _pdf(
            [tree[0], "<< /Type /Pages /Kids [3 0 R] /Count 999999999 >>", page.format(font), text]
        ),
    )
    yield (
        "negative-count.pdf",
        _pdf([tree[0], "<< /Type /Pages /Kids [3 0 R] /Count -7 >>", page.format(font), text]),
    )
    form = "<< /XObject << /X 5 0 R >> >>"
    drawn = _stream("/X Do", f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources {form}")
    yield "form-circle.pdf", _pdf([*tree, page.format(form), _stream("/X Do"), drawn])
    yield "contents-circle.pdf", _pdf([*tree, page.format(font), "[4 0 R 4 0 R]"])
    yield "reference-circle.pdf", _pdf(["1 0 R", *tree[1:], page.format(font), text])
    yield (
        "length-circle.pdf",
        _pdf([*tree, page.format(font), "<< /Length 4 0 R >>\nstream\nBT ET\nendstream"]),
    )
    yield "no-pages.pdf", _pdf([tree[0], "<< /Type /Pages /Kids [] /Count 0 >>"])
    yield "no-root.pdf", _pdf([])
    yield "deep-arrays.pdf", _pdf([*tree, page.format(font), "[" * 100_000 + "]" * 100_000])
    yield "large-page.pdf", _pdf([*tree, page.format(font).replace("600 800", "1e30 -1e30"), text])
    yield "deep-states.pdf", _pdf([*tree, page.format(font), _stream("q " * 200_000 + "BT ET")])
    odd = "BT /F1 nan Tf 1e38 1e38 Td (shall) Tj 0 0 0 0 0 0 Tm (publish its laws) Tj "
    odd += "/F1 -1e30 Tf (a b c d e) Tj ET"
    yield "odd-places.pdf", _pdf([*tree, page.format(font), _stream(odd)])
    show = "(Each Party shall publish its laws and orders.) Tj T* "
    yield (
        "many-glyphs.pdf",
        _pdf(
            [*tree, page.format(font), _stream("BT /F1 9 Tf 9 TL 20 790 Td " + show * 1_500 + "ET")]
        ),
    )
    for name, low in (("surrogates", "D800"), ("beyond", "10FFFFFF")):
        table = _stream(
            "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> "
            f"endcodespacerange 1 beginbfrange <20> <7E> <{low}> endbfrange endcmap end"
        )
        named = font.replace("/BaseFont /Courier", "/BaseFont /Courier /ToUnicode 5 0 R")
        yield f"{name}.pdf", _pdf([*tree, page.format(named), text, table])
    packed_text = zlib.compress(zlib.compress(b"(shall) Tj " * 20 * MEGA, 9), 9)
    yield (
        "stream-bomb.pdf",
        _pdf(
            [
                *tree,
                page.format(font),
                _stream(packed_text.decode("latin-1"), "/Filter [/FlateDecode /FlateDecode]"),
            ]
        ),
    )
    script = f"/AA << /WC << /S /JavaScript /JS (app.launchURL('{url}')) >> >>"
    actions = f"/OpenAction << /S /URI /URI ({url}) >> {script}"
    yield (
        "actions.pdf",
        _pdf([tree[0].replace(">>", f"{actions} >>"), *tree[1:], page.format(font), text]),
    )
    outer = _stream("", f"/F << /FS /URL /F ({url}/x) >> /FFilter /FlateDecode")
    yield "outside-stream.pdf", _pdf([*tree, page.format(font), outer])
    for number, revision in enumerate((2, 3, 4, 6, 99)):
        keys = f"/V {number + 1} /R {revision} /Length 128 /O ({'o' * 32}) /U ({'u' * 32})"
        lock = f"/Encrypt << /Filter /Standard {keys} /P -4 >> /ID [(a) (a)]"
        yield f"locked-{revision}.pdf", _pdf([*tree, page.format(font), text], lock)
    for offset, name in ((10**30, "far"), (0, "circle"), (-5, "before")):
        yield f"xref-{name}.pdf", _pdf([*tree, page.format(font), text], f"/Prev {offset}", offset)


def _stream(text, more=""):
    return f"<< /Length {len(text)} {more} >>\nstream\n{text}\nendstream"


def _pdf(objects, trailer="", start=None):
    """Give a PDF of some objects."""
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer\n"
    end += f"<< /Size {len(places) + 1} /Root 1 0 R {trailer} >>\nstartxref\n"
    return data + f"{end}{len(data) if start is None else start}\n%%EOF\n".encode("latin-1")


def _texts(url, secret):
    """Give text in one long line, in odd signs, in runs of one sign."""
    for suffix in ("txt", "md", "html", "json", "xml"):
        line = _LINE * (5 * MEGA // len(_LINE))
        yield (
            f"line.{suffix}",
            {
                "json": f'{{"articles": [{{"article": "1", "content_en": "{line}"}}]}}',
                "xml": _tota(line),
                "html": f"<p>{line}</p>",
            }.get(suffix, line).encode(),
        )
    for at, sign in enumerate(
        (
            "[",
            "]",
            "(",
            "*",
            "_",
            "`",
            "<",
            "&",
            "|",
            "#",
            " ",
            "\n",
            ".",
            "a",
            "7",
            "\\",
            "-",
            "![",
            "[^1]",
            "“",
            "><",
            "shall ",
            "Article ",
            "(a) ",
            "1. ",
            "1.1.",
            "* ",
            "\t",
            ", ",
            "[x] ",
            "](",
            "i",
            "~",
            "\u0301",
            "\u202e",
            "\U0001f600",
            "各",
        )
    ):
        for suffix in ("txt", "md", "html"):
            yield (
                f"run-{at}.{suffix}",
                (f"Article 1\n\nA {sign * (20_000 // len(sign))} Party shall act.").encode(),
            )
    yield "nuls.txt", bytes(MEGA)
    yield "some-nuls.txt", ("\0".join(_LINE * 100)).encode()
    yield (
        "surrogates.json",
        b'{"articles": [{"article": "\\ud800", "title_en": "\\udfff", "content_en": "I \\ud800"}]}',
    )
    yield (
        "number.json",
        ('{"articles": [{"article": %s, "content_en": "shall"}]}' % ("9" * 5000)).encode(),
    )
    yield (
        "number-text.json",
        ('{"articles": [{"article": "%s", "content_en": "shall"}]}' % ("九" * 5000)).encode(),
    )
    yield "bool.json", b'{"articles": [{"article": true, "title_en": null, "content_en": "shall"}]}'
    yield "deep.json", b'{"articles": ' + b"[" * MEGA
    yield "nan.json", b'{"articles": [NaN, Infinity, -1e999]}'
    for codec in (
        "utf-7",
        "idna",
        "punycode",
        "unicode_escape",
        "undefined",
        "rot13",
        "raw_unicode_escape",
        "mbcs",
        "zip",
    ):
        yield (
            f"declared-{codec}.html",
            f'<meta charset="{codec}"><p>\\ud800 +2AA- A Party \xff shall act.'.encode("latin-1"),
        )
        yield (
            f"declared-{codec}.xml",
            (
                f'<?xml version="1.0" encoding="{codec}"?>'
                + _tota("\\ud800 +2AA- A Party \xff shall act.")
            ).encode("latin-1"),
        )
    for codec in ("utf-8", "utf-16-le", "utf-16-be"):
        lone = "A Party \ud800 shall act.\ufffe\uffff".encode(codec, "surrogatepass")
        yield f"lone-{codec}.txt", lone
    long = "9" * 6000
    marks = f"Article {long}\n\n{long}. We act.\n\n{long}.{long} No.\n\n({long}) It may."
    yield "numbers.txt", marks.encode()
    roman = "m" * 5000
    yield (
        "roman.txt",
        f"Article {roman.upper()}\n\n({roman}) Each Party shall act.\n\nChapter {roman}".encode(),
    )
    marks = "Article ²\n\n٣. Each Party shall act.\n\n①. It may.\n\n(٤) No one.\n\nArticle ৫ bis"
    yield "digits.txt", marks.encode()


def _nested(url, secret):
    """Give lists, quotes, brackets and elements in each other."""
    for depth in (100, 250, 5000, 50_000):
        brackets = "[shall " * depth + "act" + "]" * depth
        yield f"brackets-{depth}.md", f"# Article 1\n\nEach Party {brackets}.".encode()
        yield f"quotes-{depth}.md", (">" * depth + " Each Party shall act.").encode()
        yield f"emphasis-{depth}.md", ("*a _b " * depth + "_* " * depth).encode()
        for tag in ("div", "b", "ol><li", "table><tr><td", "blockquote", "font"):
            close = "".join(f"</{name}>" for name in tag.split("><")[::-1])
            deep = f"<{tag}>" * depth + "A Party shall act." + close * depth
            yield f"{tag.split('>')[0]}-{depth}.html", deep.encode()
        for tag in ("article", "content", "point", "section", "b", "authorialNote"):
            deep = f"<{tag}>" * depth + "A Party shall act." + f"</{tag}>" * depth
            akn = f"<akomaNtoso><act><body>{deep}</body></act></akomaNtoso>"
            yield f"{tag}-{depth}.xml", akn.encode()
        yield f"tota-{depth}.xml", _tota("<p>" * depth + "shall" + "</p>" * depth).encode()
    for depth in (300, 3000):
        items = "\n\n".join("  " * at + "(a) shall act;" for at in range(depth))
        yield f"list-{depth}.md", f"# Article 1\n\n1. Each Party:\n\n{items}".encode()
        marks = "\n\n".join(
            f"{'.'.join(['1'] * (at % 200 + 1))} A Party may." for at in range(depth)
        )
        yield f"paths-{depth}.txt", f"Article 1\n\n{marks}".encode()


def _tables(url, secret):
    """Give large tables."""
    yield "table.html", f"<table>{'<tr>' + '<td>may</td>' * 100 + '</tr>'}".encode()
    yield "long-table.html", ("<table>" + "<tr><td>1.<td>Each Party shall act." * 30_000).encode()
    yield "wide-table.md", ("|" + " Each Party may act |" * 10_000 + "\n").encode()
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>may</w:t></w:r></w:p></w:tc>" * 10 + "</w:tr>"
    yield "table.docx", tracked(f"<w:tbl>{row * 2_000}</w:tbl>")
    yield "spans.html", b"<table><tr><td colspan=999999999 rowspan=999999999>shall<td>act</table>"
    yield "list.html", ("<ol start=999999999999>" + "<li>Each Party shall act." * 20_000).encode()
    yield "notes.md", "".join(f"Act[^{n}].\n\n[^{n}]: Note {n}.\n\n" for n in range(8_000)).encode()
    notes = "".join(f"<p>A<sup>{n}</sup><p id=fn{n}><sup>{n}</sup> Note." for n in range(2_000))
    yield "notes.html", notes.encode()
    yield (
        "articles.txt",
        "\n\n".join(f"Article {n}\n\n1. Each Party shall act." for n in range(20_000)).encode(),
    )
    yield "same.txt", ("Article 1\n\n1. Each Party shall act.\n\n" * 10_000).encode()
    yield "items.txt", ("Article 1\n\n1. Each Party shall:\n\n" + "(a) act;\n\n" * 20_000).encode()
    yield (
        "options.md",
        ("# Article 1\n\n" + "Option 1: [Each Party][All Parties] shall act.\n\n" * 5_000).encode(),
    )


def _links(url, secret):
    """Give links that lead in a circle, nowhere, to a device and to a folder."""
    for name, place in (
        ("circle", "link-circle.txt"),
        ("nowhere", "there/is/nothing"),
        ("endless", "/dev/zero"),
        ("random", "/dev/urandom"),
        ("folder", os.sep),
    ):
        yield f"link-{name}.txt", place
