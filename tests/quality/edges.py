"""Portfolios at the edge: other scripts, hardly anything, far too much, words that never end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.folio import Folio

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ADDRESS = "https://example.com/" + "a-path-that-goes-on-and-on-without-a-space-" * 4
WHOLE = """date: {date}
title: {title}
audience: public
what: {what}
why: {why}
for: {who}
role: lead
tags: [{tag}]
with: [{{name: {who}, role: {who}, audience: public}}]
impact: [{{measure: {what}, before: 12 %, after: 0.4 %, source: {who}, audience: public}}]
evidence: [{{kind: document, title: {title}, url: "{address}", says: {what}, audience: public}}]
shows: [{{competency: execution, how: {why}}}]
otherwise: {why}
cost: {what}
related: [lessons/a]"""
LESSON = "date: 2026-04\naudience: public\ntitle: {title}\nwhat: {what}\nchanged: {why}"
DECISION = """date: 2026-05
audience: public
title: {title}
what: {what}
why: {why}
status: accepted
options: [{{title: {title}, good: [{what}], bad: [{why}]}}, {{title: {who}}}]
confidence: 70
outcome: {{date: 2026-08, result: right, process: good, note: {what}}}"""
FEEDBACK = """date: 2026-06
audience: public
consent: public
from: {{name: {who}, relation: peer, audience: public}}
quote: {what}
about: [stories/a]"""
BODY = """
## {title}

{what} {why}

| {title} | {who} |
|---|---|
| {what} | {why} |

```
{code}
```
"""

ARABIC = {
    "title": "طابور أمام صندوق الدفع",
    "what": "وضعتُ طابورًا أمام صندوق الدفع فلم يَضِع أي طلب في أيام التخفيضات.",
    "why": "كنا نفقد طلبًا من كل ثمانية طلبات، وكان الدعم يعاود الاتصال بالزبائن أسبوعًا كاملًا.",
    "who": "ليلى الحسن",
    "tag": "دفع",
}
HEBREW = {
    "title": "תור לפני הקופה",
    "what": "הצבתי תור לפני הקופה, ומאז לא אבדה אף הזמנה בימי המבצעים.",
    "why": "איבדנו הזמנה אחת מכל שמונה, והתמיכה התקשרה ללקוחות במשך שבוע.",
    "who": "נועה לוי",
    "tag": "תשלום",
}
JAPANESE = {
    "title": "会計の前に待ち行列を置いた",
    "what": "会計の前に待ち行列を置いたところ、特売日にも注文が失われなくなった。",
    "why": "八件に一件の注文が失われ、担当者は一週間にわたって顧客に電話をかけ直していた。",
    "who": "佐藤花子",
    "tag": "決済",
}
ENDLESS = {"title": LONG, "what": f"{LONG} {LONG}.", "why": f"{LONG}.", "who": LONG, "tag": LONG}


def _settings(language: str = "en", title: str = "Test") -> str:
    return (
        f'schema = 1\n\n[site]\ntitle = "{title}"\nurl = "https://test.example"\n'
        f'language = "{language}"\n\n[career]\nlevel = "senior"\nnext_level = "staff"\n'
    )


def _told(root: Path, language: str, words: Mapping[str, str]) -> Folio:
    """Every kind of entry a site shows, in some words."""
    made = Folio.at(root, _settings(language, words["who"]))
    profile = (
        f"---\nname: {words['who']}\nlabel: {words['what']}\nsummary: {words['why']}\n"
        f"email: {words['tag'].lower()[:50]}@example.com\noptimizing_for: {words['why']}\n"
        "show: {public: [email, optimizing_for]}\n---\n"
    )
    made.write("content/profile.md", profile)
    body = BODY.format(**words, code=ADDRESS)
    words = {name: f'"{said}"' for name, said in words.items()}
    for slug, date in zip("abcdef", (f"202{n}-03" for n in range(1, 7)), strict=True):
        whole = WHOLE.format(**words, date=date, address=ADDRESS)
        made.entry(f"stories/{slug}", whole, body)
    made.entry("lessons/a", LESSON.format(**words), body)
    made.entry("decisions/a", DECISION.format(**words))
    made.entry("feedback/a", FEEDBACK.format(**words))
    made.entry(
        "positions/a",
        f"title: {words['title']}\norganisation: {words['who']}\nstart: 2021-01\naudience: public",
    )
    return made


def _bare(root: Path, count: int) -> Folio:
    """Stories without a number, a proof or a picture."""
    made = Folio.at(root, _settings(title="Kim Vale"))
    said = "audience: public\nwhat: I put a queue in front of checkout.\nwhy: Orders were lost."
    for number in range(1, count + 1):
        made.entry(f"stories/queue-{number}", f"date: 2026-0{number}\ntitle: Queue\n{said}")
    return made


def _many(root: Path) -> Folio:
    settings = _settings(title="Kim Vale").replace('url = "https://test.example"', "")
    made = Folio.at(root, settings)  # without an address, so without 500 cards
    for number in range(500):
        front = (
            f"date: {2012 + number % 15}-{1 + number % 12:02}\naudience: public\n"
            f"title: Mails that arrive, part {number}\nwhat: I put a queue in front of them.\n"
            f"tags: [mail, part-{number % 20}]"
        )
        made.entry(f"stories/s{number}", front)
    return made


EDGES: dict[str, Callable[[Path], Folio]] = {
    "arabic": lambda root: _told(root, "ar", ARABIC),
    "hebrew": lambda root: _told(root, "he", HEBREW),
    "japanese": lambda root: _told(root, "ja", JAPANESE),
    "endless": lambda root: _told(root, "de", ENDLESS),
    "empty": lambda root: Folio.at(root, _settings()),
    "nameless": lambda root: Folio.at(root, _settings()).write("content/profile.md", "---\n---\n"),
    "one": lambda root: _bare(root, 1),
    "two": lambda root: _bare(root, 2),
    "many": _many,
}
