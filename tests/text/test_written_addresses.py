from __future__ import annotations

import time

import pytest

from bot.text.written_addresses import addresses_in


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("nothing to see, not even at www.example.org", []),
        ("Look: https://a.example/b.", ["https://a.example/b"]),
        ("https://a.example/b, HTTP://c.example/d!", ["https://a.example/b", "HTTP://c.example/d"]),
        ("<https://a.example/b>", ["https://a.example/b"]),
        ("[here](https://a.example/b) and there", ["https://a.example/b"]),
        ("[https://a.example](https://b.example/c)", ["https://a.example", "https://b.example/c"]),
        ("(see https://en.example/Dam_(Sorven))", ["https://en.example/Dam_(Sorven)"]),
        (
            "||https://a.example/secret|| **https://a.example/bold**",
            ["https://a.example/secret", "https://a.example/bold"],
        ),
        ("`https://a.example/b` and “https://a.example/c”", ["https://a.example/b", "https://a.example/c"]),
        ("https://a.example/?q=1&r=_2_#x", ["https://a.example/?q=1&r=_2_#x"]),
    ],
)
def test_addresses_end_where_a_chat_ends_them(text: str, addresses: list[str]) -> None:
    assert list(addresses_in(text)) == addresses


def test_no_message_takes_long() -> None:
    began = time.process_time()
    assert len(list(addresses_in("https://" * 500 + "((((" * 1000))) == 1
    assert time.process_time() - began < 0.2
