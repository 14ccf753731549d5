"""What is typed as signs is said in words, and how long that takes."""

from __future__ import annotations

import pytest

from whyfolio.dates import parse_when
from whyfolio.outputs.splitting import split_sentences
from whyfolio.outputs.tell.speech import RATE, lines, seconds, spoken_when, word_count
from whyfolio.render.locale import words_of

WORDS = words_of("en")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("lost orders 12 % -> 0.4 %", "Lost orders 12 percent to 0.4 percent."),
        ("I fixed it (bug #4127), at last", "I fixed it, bug number 4127, at last."),
        ("It cost €5m, $12 and 3 EUR.", "It cost 5 million euros, 12 dollars and 3 euros."),
        ("From 30 s to 1 min & less", "From 30 seconds to 1 minute and less."),
        ("−3 points, +4 %", "Minus 3 points, plus 4 percent."),
        ("It took 3–5 days, ~2 h each", "It took 3 to 5 days, about 2 hours each."),
        (
            "Seen on 2026-09-14 and in 2026-Q3",
            "Seen on 14 September 2026 and in the third quarter of 2026.",
        ),
        ("Read [the note](https://a.example/x).", "Read the note."),
        ("See https://b.example/y now", "See now."),
        ("I ran `make` – twice", "I ran make, twice."),
        ("From 940000 EUR to 1.5, bug 12345", "From 940,000 euros to 1.5, bug 12,345."),
        ("It was 3x faster", "It was 3 times faster."),
        ("I rang A. She said no.", "I rang A. She said no."),
        ("1 in 8 at 23:30, well-known, 24/7", "1 in 8 at 23:30, well-known, 24/7."),
    ],
)
def test_signs_and_numbers_are_said_in_words(typed: str, said: str) -> None:
    assert " ".join(lines(typed, WORDS)) == said


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2026-09-14", "on 14 September 2026"),
        ("2026-09", "in September 2026"),
        ("2026-Q2", "in the second quarter of 2026"),
        ("2026-H1", "in the first half of 2026"),
        ("2026", "in 2026"),
        ("2026-07/2026-09", "from July to September 2026"),
        ("2025-11/2026-01", "from November 2025 to January 2026"),
        ("2026-02-02/2026-02-06", "from 2 February 2026 to 6 February 2026"),
    ],
)
def test_a_date_is_said_with_the_word_before_it(date: str, said: str) -> None:
    assert spoken_when(parse_when(date), WORDS) == said


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("I don't know.", 3),
        ("12 percent", 2),  # twelve
        ("0.4 percent", 4),  # zero point four
        ("in 2026", 4),  # twenty twenty six
        ("310 calls", 5),  # three hundred and ten
        ("148,000 euros", 7),  # one hundred and forty eight thousand
        ("1,000,000", 2),  # one million
        ("0", 1),
    ],
)
def test_a_number_takes_as_many_words_as_it_takes_to_say_it(text: str, count: int) -> None:
    assert word_count(text) == count


def test_a_minute_holds_as_many_words_as_the_rate_says() -> None:
    assert seconds(["word " * RATE]) == pytest.approx(60)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ()),
        ("One thing", ("One thing",)),
        ("One. Two! Three?", ("One.", "Two!", "Three?")),
        ("Version 1.5 is out. 12 use it.", ("Version 1.5 is out.", "12 use it.")),
        ("Dr. Hale, e.g. Tom. Then we left.", ("Dr. Hale, e.g. Tom.", "Then we left.")),
        ('He said "no." Then we left.', ('He said "no."', "Then we left.")),
        ("It was no. 5. It doesn't. The end.", ("It was no. 5.", "It doesn't.", "The end.")),
        ("Well... and then nothing.", ("Well... and then nothing.",)),
        ("支付失败。再试。", ("支付失败。", "再试。")),
    ],
)
def test_a_text_falls_into_its_sentences_as_typed(text: str, sentences: tuple[str, ...]) -> None:
    assert split_sentences(text) == sentences
