from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.discord.paging import Block, PageSize, first_of, paged

FIRST, LATER = PageSize(text=50, words=10, blocks=3), PageSize(text=80, words=20, blocks=4)
BLOCKS = st.lists(st.builds(Block, text=st.text(alphabet="aя😀", max_size=20), words=st.integers(0, 10)), max_size=30)


@given(BLOCKS)
def test_every_block_stands_on_one_page_in_its_order(blocks: list[Block]) -> None:
    assert [block for page in paged(blocks, FIRST, LATER) for block in page] == blocks


@given(BLOCKS)
def test_every_page_holds_what_fits_and_no_page_but_an_only_one_is_empty(blocks: list[Block]) -> None:
    first, *later = paged(blocks, FIRST, LATER)
    assert FIRST.holds(first)
    assert all(LATER.holds(page) and page for page in later)
    assert first or not later


@given(BLOCKS)
def test_a_page_ends_only_before_a_block_that_it_has_no_room_for(blocks: list[Block]) -> None:
    for number, (page, following) in enumerate(pairwise(paged(blocks, FIRST, LATER))):
        assert not (LATER if number else FIRST).holds([*page, following[0]])


@pytest.mark.parametrize(("room", "fit"), [(0, 0), (2, 0), (3, 1), (5, 1), (6, 2), (8, 2), (9, 3)])
def test_of_lines_the_first_are_taken_that_fit_with_their_breaks(room: int, fit: int) -> None:
    assert first_of(["ab", "cd", "ef"], room) == ["ab", "cd", "ef"][:fit]


def test_a_block_that_is_too_long_has_a_page_of_its_own() -> None:
    long, short = Block("x" * 500, 100), Block("x", 1)
    assert paged([short, long, short], FIRST, LATER) == [[short], [long], [short]]


def test_an_emoji_counts_as_two_characters() -> None:
    assert PageSize(text=4, words=1, blocks=1).holds([Block("😀😀")])
    assert not PageSize(text=3, words=1, blocks=1).holds([Block("😀😀")])
