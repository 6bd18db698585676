from __future__ import annotations

import json
import re
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadValueError
from bot.sources.addresses import addresses_meant, check_url, is_allowed
from tests.shared import shared


@pytest.mark.parametrize("ip", ["1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1"])
def test_public_addresses_are_allowed(ip: str) -> None:
    assert is_allowed(ip_address(ip), ())


@pytest.mark.parametrize(
    "ip",
    [
        *("0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1"),
        *("192.0.0.192", "192.168.1.1", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
        *("100.100.100.200", "168.63.129.16", "192.0.2.1", "198.51.100.1", "203.0.113.1"),
        *("::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "100::1"),
        *("::ffff:10.0.0.1", "::ffff:1.1.1.1", "::10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::1.1.1.1", "64:ff9b:1::1"),
        *("2002:a00:1::", "2001::1", "2001:10::1", "3fff::1", "5f00::1", "fe80::1%eth0"),
    ],
)
def test_everything_else_is_refused(ip: str) -> None:
    assert not is_allowed(ip_address(ip), ())


def test_a_network_that_the_operator_names_is_allowed_and_its_neighbours_are_not() -> None:
    named = (ip_network("10.1.0.0/16"), ip_network("fd00::/64"))
    assert is_allowed(ip_address("10.1.2.3"), named)
    assert is_allowed(ip_address("fd00::5"), named)
    assert not is_allowed(ip_address("10.2.0.1"), named)
    assert not is_allowed(ip_address("::ffff:10.1.2.3"), named)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("https://example.org", "https://example.org/"),
        ("  HTTPS://Example.ORG:443/Feed?b=1&a=2#top ", "https://example.org/Feed?b=1&a=2"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("http://example.org./", "http://example.org/"),
        (
            "http://пример.рф/лента?q=да нет",
            "http://xn--e1afmkfd.xn--p1ai/%D0%BB%D0%B5%D0%BD%D1%82%D0%B0?q=%D0%B4%D0%B0%20%D0%BD%D0%B5%D1%82",
        ),
        ("http://my_feeds.example.org/%7Ea%2fb", "http://my_feeds.example.org/%7Ea%2fb"),
        ("http://exa\nmple.org/", "http://example.org/"),
        ("http://[2606:4700::0:1111]/", "http://[2606:4700::1111]/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://255.0x/", "http://255.0.0.0/"),
        ("http://0177.0.0.1./", "http://127.0.0.1/"),
        ("http://１２７。0。0。1/", "http://127.0.0.1/"),
        ("http://%31%32%37.0.0.1/", "http://127.0.0.1/"),
        ("http://ex%41mple.org/", "http://example.org/"),
        ("feed://example.org/rss", "http://example.org/rss"),
        ("feed:https://example.org/rss", "https://example.org/rss"),
        ("feed:http://example.org/rss", "http://example.org/rss"),
        ("http://localhost:8000/x", "http://localhost:8000/x"),
        ("http://i❤.example/", "http://xn--i-7iq.example/"),
        ("http://♥.0x7f.example/", "http://xn--g6h.0x7f.example/"),
        ("http://blog-.example.org/", "http://blog-.example.org/"),
        ("\u00a0http://example.org/a\u2003", "http://example.org/a"),
        ("http://example.org/\ud800?\ud800", "http://example.org/%3F??"),
    ],
)
def test_an_address_has_one_spelling(written: str, normal: str) -> None:
    assert check_url(written) == normal
    assert check_url(normal) == normal


@pytest.mark.parametrize(
    "written",
    [
        *("", "feed", "not a url", "@everyone", "//example.org/", "http://", "http:///x", "https:example.org"),
        *(
            "http://exa mple.org/",
            "http://a..b/",
            "http://-a.org/",
            "http://[::1",
            "http://[::1]x/",
            "http://[fe80::1%25eth0]/",
        ),
        *(
            "http://h:99999/",
            "http://h:0/",
            "http://h:x/",
            "http://1.2.3.256/",
            "http://1.2.3.4.5/",
            "http://1.2.3.4.0/",
            "http://1.2.3.4.5.0/",
            "http://1_0.1/",
            "http://-1.1/",
            "http://09.1/",
            "http://0x100000000/",
        ),
        *(
            "http://ex%00ample.org/",
            "http://♥%2f.example/",
            "http://♥＠example.org／.example/",
            "http://♥.127.0.0.1/",
            "http://a\u200db♥.example/",
            "http://xn--a/x y\0"[:12] + "\ud800/",
        ),
    ],
)
def test_what_is_no_web_address_is_told_in_a_sentence(written: str) -> None:
    with pytest.raises(BadValueError, match=r"^that is no web address: [^\s{]"):
        check_url(written)


@pytest.mark.parametrize(
    "written", ["ftp://example.org/x", "javascript:alert(1)", "file:///etc/passwd", "mailto:a@example.org"]
)
def test_other_schemes_are_told_apart(written: str) -> None:
    with pytest.raises(BadValueError, match=f"^only http and https addresses can be read: {re.escape(written)}$"):
        check_url(written)


@pytest.mark.parametrize("written", ["example.org/feed.xml", "example.org:8000/x", "localhost:8000/x"])
def test_a_forgotten_scheme_is_suggested(written: str) -> None:
    with pytest.raises(BadValueError, match=f"did you mean https://{written}"):
        check_url(written)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://example.org:8000/x", ["https://example.org:8000/x"]),
        ("http://localhost/", ["http://localhost/"]),
        ("feed://example.org/x", ["http://example.org/x"]),
        (" Example.org/feed.xml ", ["https://example.org/feed.xml"]),
        ("example.org/?to=http://else.example", ["https://example.org/?to=http://else.example"]),
        ("example.org:8080/x", ["https://example.org:8080/x", "http://example.org:8080/x"]),
        ("example.org:80/x", ["https://example.org:80/x", "http://example.org/x"]),
        ("localhost", ["https://localhost/", "http://localhost/"]),
        ("192.168.1.4/rss", ["https://192.168.1.4/rss", "http://192.168.1.4/rss"]),
        ("0x7f.1", ["https://127.0.0.1/", "http://127.0.0.1/"]),
        ("[::1]:8000/x", ["https://[::1]:8000/x", "http://[::1]:8000/x"]),
    ],
)
def test_without_a_scheme_https_is_meant_and_http_behind_it_where_tls_is_often_missing(
    typed: str, meant: list[str]
) -> None:
    assert [*addresses_meant(typed)] == meant


def test_where_nothing_is_asked_http_may_be_meant_of_any_host_that_is_typed_without_a_scheme() -> None:
    assert addresses_meant("example.org/x", are_asked=False) == ("https://example.org/x", "http://example.org/x")
    assert addresses_meant("https://example.org/x", are_asked=False) == ("https://example.org/x",)


@pytest.mark.parametrize(
    "typed", ["ftp://example.org", "mailto:me@example.org", "a b", "", "example.org:0", "1.2.3.4.5"]
)
def test_what_is_no_address_without_a_scheme_either_is_refused(typed: str) -> None:
    with pytest.raises(BadValueError):
        addresses_meant(typed)


@pytest.mark.parametrize("who", ["me:secret", "me", ":secret", ""])
def test_a_name_or_password_is_refused_and_not_repeated(who: str) -> None:
    with pytest.raises(BadValueError) as caught:
        check_url(f"https://{who}@example.org/")
    assert str(caught.value) == "an address may not carry a user name or password: https://example.org/"


def test_an_address_of_more_than_2000_characters_is_refused_as_that() -> None:
    longest = f"https://example.org/{'a' * 1_980}"
    assert check_url(longest) == longest
    with pytest.raises(BadValueError, match=r"^that address is too long to be one: https://example\.org/a{79}…$"):
        check_url(f"{longest}a")


@pytest.mark.parametrize("longest", ["a" * 63, f"{'a' * 63}." * 3 + "a" * 61], ids=["63 of a part", "253 in all"])
def test_a_host_is_as_long_as_names_may_be(longest: str) -> None:
    assert check_url(f"http://{longest}/") == f"http://{longest}/"
    with pytest.raises(BadValueError, match="that is no web address"):
        check_url(f"http://{longest}a/")


def test_a_message_repeats_no_more_than_a_line() -> None:
    with pytest.raises(BadValueError) as caught:
        check_url("http://a b\n\u202e" + "c" * 5_000)
    assert len(str(caught.value)) < 150
    assert str(caught.value).isprintable()


@given(st.text() | st.text(alphabet="htps:/.[]@%#?0123456789abx\\ ").map(lambda rest: f"http:{rest}"))
def test_whatever_is_typed_ends_in_an_address_or_a_sentence(written: str) -> None:
    sentence, normal = "", "http://example.org/"
    try:
        normal = check_url(written)
    except BadValueError as error:
        sentence = str(error)
    assert sentence.isprintable()
    assert normal.isascii()
    assert check_url(normal) == normal


def test_the_url_vectors_of_the_web_platform_tests_agree() -> None:
    cases = json.loads(shared("data", "inputs", "ada", "tests", "wpt", "urltestdata.json").read_text("utf-8"))
    accepted = 0
    for case in cases:
        if isinstance(case, str) or case.get("base") not in (None, "about:blank"):
            continue
        if not case["input"].strip().lower().startswith(("http:", "https:")):
            continue
        try:
            normal = check_url(case["input"])
        except BadValueError:
            continue  # stricter than a browser: no passwords, no missing slashes, no host like "!$&"
        assert not case.get("failure"), case["input"]
        assert urlsplit(normal).hostname == case["hostname"].strip("[]"), case["input"]
        accepted += 1
    assert accepted > 90
