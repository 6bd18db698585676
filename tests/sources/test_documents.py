from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ParseError
from bot.sources.documents import XmlDocument, decoded, xml_document


def read(data: bytes, content_type: str | None = None) -> XmlDocument:
    return xml_document(decoded(data, content_type), source="https://feed.example/")


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        ("<rss>Ереван é</rss>".encode(), None),
        (codecs.BOM_UTF8 + "<rss>Ереван é</rss>".encode(), "text/xml; charset=windows-1251"),
        ("<rss>Ереван é</rss>".encode("utf-16"), None),
        ("<rss>Ереван é</rss>".encode("utf-16-le"), None),
        ("<rss>Ереван é</rss>".encode("utf-16-be"), "text/xml; charset=utf-8"),
        ("<rss>Ереван é</rss>".encode("utf-32"), None),
        ('<?xml version="1.0" encoding="iso-8859-1"?><rss>Ереван é</rss>'.encode(), None),
        ("<rss>Ереван é</rss>".encode(), "text/xml; charset=iso-8859-1"),
    ],
)
def test_unicode_is_read_whatever_is_said_of_it(data: bytes, content_type: str | None) -> None:
    document = read(data, content_type)
    assert document.text == "<rss>Ереван é</rss>"
    assert not document.damaged


@pytest.mark.parametrize(
    ("encoding", "declared", "text"),
    [
        ("windows-1251", "windows-1251", "Ереван"),
        ("koi8-r", "koi8-r", "Ереван"),
        ("iso-8859-2", "ISO-8859-2", "Łódź"),
        ("windows-1254", "iso-8859-9", "İstanbul “ğ”"),
        ("windows-1252", "us-ascii", "café “x”"),
        ("gb18030", "gb2312", "亚美尼亚㐀"),
        ("shift_jis", "Shift_JIS", "アルメニア"),
        ("euc-kr", "ks_c_5601-1987", "아르메니아"),
        ("iso-2022-jp", "iso-2022-jp", "アルメニア"),
    ],
)
def test_older_encodings_are_read_by_declaration_or_header(encoding: str, declared: str, text: str) -> None:
    body = f"<rss>{text}</rss>".encode(encoding)
    assert read(b'<?xml version="1.0" encoding="' + declared.encode() + b'"?>' + body).text == f"<rss>{text}</rss>"
    assert read(body, f'application/rss+xml; charset="{declared}"').text == f"<rss>{text}</rss>"


def test_what_a_document_declares_counts_more_than_latin_1_which_a_server_says_of_everything() -> None:
    body = '<?xml version="1.0" encoding="windows-1251"?><rss>Ереван</rss>'.encode("windows-1251")
    for charset in ("iso-8859-1", "us-ascii", "windows-1252"):
        assert read(body, f"text/xml; charset={charset}").text == "<rss>Ереван</rss>"
    declared_western = body.replace(b"windows-1251", b"iso-8859-1")
    assert read(declared_western, "text/xml; charset=windows-1251").text == "<rss>Ереван</rss>"


@pytest.mark.parametrize("said", ["utf-16", "utf-16le", "utf-32"])
def test_wide_letters_are_believed_only_where_the_first_bytes_are_wide(said: str) -> None:
    for blanks in ("", " "):
        body = f'<?xml version="1.0" encoding="{said}"?><rss>café{blanks}</rss>'.encode("windows-1252")
        assert read(body).text == f"<rss>café{blanks}</rss>"


@pytest.mark.parametrize("declared", ["utf_7", "punycode", "unicode_escape", "zlib", "idna", "no-such-thing", "x" * 90])
def test_encodings_that_no_feed_is_in_are_not_believed(declared: str) -> None:
    data = f'<?xml version="1.0" encoding="{declared}"?><rss>+ADw-script+AD4- \\u003c é</rss>'.encode()
    assert read(data, f"text/xml; charset={declared}").text == "<rss>+ADw-script+AD4- \\u003c é</rss>"


def test_a_letter_cut_in_two_does_not_spoil_the_others() -> None:
    document = read("<rss>Ереван, Степанакерт".encode() + "é".encode()[:1] + b"</rss>")
    assert document.text == "<rss>Ереван, Степанакерт\ufffd</rss>"
    assert document.damaged


@pytest.mark.parametrize(
    ("declared", "told", "cut"),
    [
        ("windows-1251", "Ереван", b"\x98"),
        ("gb2312", "亚美尼亚", b"\xd7"),
        ("Shift_JIS", "アルメニア", b"\x93"),
        ("euc-kr", "아르메니아", b"\xc7"),
    ],
)
def test_a_broken_letter_does_not_spoil_the_others_in_older_encodings_either(
    declared: str, told: str, cut: bytes
) -> None:
    body = f'<?xml version="1.0" encoding="{declared}"?><rss>{told * 9}</rss>'.encode(declared)
    document = read(body.replace(b"</rss>", cut + b"</rss>"))
    assert document.text == f"<rss>{told * 9}\ufffd</rss>"
    assert document.damaged


def test_western_letters_that_are_not_declared_are_read() -> None:
    assert read(b"<rss>caf\xe9 \x93x\x94</rss>").text == "<rss>café “x”</rss>"


@pytest.mark.parametrize("prolog", ["", '<?xml version="1.0" encoding="utf-8"?>'])
def test_russian_letters_that_are_not_declared_or_declared_as_utf_8_are_read(prolog: str) -> None:
    text = "<rss><title>«Мост в Ереване открыт», – сообщили в министерстве</title></rss>"
    document = read((prolog + text).encode("windows-1251"))
    assert (document.text, document.encoding) == (text, "cp1251")


def test_western_names_with_many_accents_are_no_russian() -> None:
    text = "<rss>Çağdaş «Éléonore» à Nîmes, déjà été; Ærø, Öxarárfoss; «Ýmir»</rss>".replace("ğ", "g").replace("ş", "s")
    assert read(text.encode("windows-1252")).text == text


def test_a_byte_that_is_no_letter_leaves_western_quotation_marks_as_they_are() -> None:
    document = read(b"<rss>caf\xe9 \x93x\x94 \x81</rss>", "text/xml; charset=iso-8859-1")
    assert document.text == "<rss>café “x” \ufffd</rss>"
    assert document.damaged


@pytest.mark.parametrize(
    "prolog",
    [
        "",
        '\n \t<?xml version="1.0"?>\n',
        "<!-- a comment with <rss> in it --><?xml-stylesheet href='x'?>",
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">',
        "<!doctype rss SYSTEM 'a>b'>",
        "Warning: something in line 5\n",
    ],
)
def test_what_stands_before_the_root_is_cut_off(prolog: str) -> None:
    document = read(f"{prolog}<rss version='2.0'/>".encode())
    assert (document.root, document.text) == ("rss", "<rss version='2.0'/>")
    assert document.as_utf8() == b'<?xml version="1.0" encoding="utf-8"?>\n<rss version=\'2.0\'/>'


def test_the_root_is_known_under_any_prefix() -> None:
    assert read(b"<RDF:RDF xmlns:RDF='x'/>").root == "rdf"


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE rss [<!ENTITY a "b">]>',
        '<!DOCTYPE rss [\n<!ELEMENT rss ANY>\n<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>',
        '<?xml version="1.0"?><!-- c --><!doctype rss SYSTEM "x" [<!entity a "b">]>',
        '<!ENTITY a "b">',
        "<!DOCTYPE rss><!DOCTYPE rss>",
        '<!DOCTYPE rss SYSTEM "never closed>',
        "<![CDATA[x]]>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "cp037"])
def test_declarations_are_refused_in_every_encoding(prolog: str, encoding: str) -> None:
    with pytest.raises(ParseError, match=r"declares entities or types|no XML at all"):
        read(f"{prolog}<rss>&a;</rss>".encode(encoding))


def test_the_same_words_inside_the_document_are_text() -> None:
    assert "<!DOCTYPE html" in read(b"<rss><title><![CDATA[<!DOCTYPE html [<!ENTITY]]></title></rss>").text


def test_characters_that_xml_forbids_are_gone() -> None:
    assert read(b"<rss>a\x00b\x08c&#8;d&#x1f;e&#xD800;f&#65;&#x10FFFF;&#x110000;</rss>").text == (
        "<rss>abcdef&#65;&#x10FFFF;\ufffd</rss>"
    )


def test_numbers_without_end_are_no_trouble() -> None:
    assert read(b"<rss>&#" + b"9" * 100_000 + b";&#x" + b"0" * 100_000 + b"41;</rss>").root == "rss"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the document is empty"),
        (b" \n ", "the document is empty"),
        (b"\xef\xbb\xbf", "the document is empty"),
        (b"hello", "no XML at all"),
        (b"< rss>", "no XML at all"),
        (b"<https://feed.example/>", "no XML at all"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "that is JSON"),
        (b"<!-- never closed <rss>", "breaks off before it begins"),
        (b"<?xml version='1.0'", "breaks off before it begins"),
        (b"%PDF-1.7 \x00\xff\xfe", "no XML at all"),
    ],
)
def test_what_is_no_xml_says_so(data: bytes, sentence: str) -> None:
    with pytest.raises(ParseError, match=sentence) as caught:
        read(data)
    assert caught.value.source == "https://feed.example/"


@given(st.binary() | st.binary().map(lambda data: b"<!DOCTYPE" + data) | st.binary().map(lambda data: b"<rss>" + data))
def test_whatever_comes_is_a_document_or_an_error(data: bytes) -> None:
    try:
        document = read(data)
    except ParseError:
        return
    assert document.as_utf8().decode().startswith('<?xml version="1.0" encoding="utf-8"?>\n<')
