"""Contact sheets of the demo: every kind of page, in each theme and width, light, dark and printed.

`make sheets` writes them into `sheets/` for somebody to look at, and fails where a page scrolls
sideways, cuts text off, asks another origin for something or complains in the console.
`tools/sheets.py WORD…` draws only the pages whose paths, as in "plain/public/index.html", hold one
of the words.
"""

from __future__ import annotations

import io
import itertools
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chromium import Tab, tab
from demo import ROOT, built, served
from PIL import Image, ImageDraw

THEMES = ("margin", "plain")
WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
# Looks the same for every audience.
REPEATED = {"404.html", "timeline", "tags", "positions", "decisions", "lessons", "uses", "about"}
SHOWN = 2600  # a longer page is cut: a sheet is for looking at

# Elements that stick out of the window, unless they scroll inside something that may.
SIDEWAYS = """(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > width + 1)
    .slice(0, 4).map(e => e.localName + '.' + e.className);
})()"""
# Text that is cut off: more words than room, and no way to scroll to them.
CLIPPED = """[...document.body.querySelectorAll('*')]
  .map(e => [e, getComputedStyle(e)])
  .filter(([e, style]) => ['hidden', 'clip'].includes(style.overflowX)
    && e.scrollWidth > e.clientWidth + 1 && style.position !== 'absolute' && e.localName !== 'svg')
  .slice(0, 4).map(([e]) => e.localName + '.' + e.className)"""

# The colours as the browser sees them: token → contrast with the paper and the sunk paper.
CONTRAST = """(() => {
  const probe = document.body.appendChild(document.createElement('i'));
  const light = name => {
    probe.style.color = `var(--${name})`;
    const [r, g, b] = getComputedStyle(probe).color.match(/[\\d.]+/g).map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const between = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  const papers = ['paper', 'paper-sunk'].map(light);
  const worst = name => Math.min(...papers.map(paper => between(light(name), paper)));
  const names = ['ink', 'ink-soft', 'accent', 'good', 'warn'];
  const found = Object.fromEntries(names.map(name => [name, worst(name)]));
  probe.remove();
  return found;
})()"""


def samples(site: Path) -> list[str]:
    """One page of each kind and audience: the longest, where a layout shows what it can bear.

    Of the coach all, since no two are alike.
    """
    found: dict[str, Path] = {}
    for page in sorted(site.rglob("*.html")):
        parts = page.relative_to(site).parts
        alike = len(parts) == 4 and parts[1] != "coach"  # noqa: PLR2004 - site/kind/slug/index.html
        kind = "/".join((*parts[:2], "*")) if alike else "/".join(parts)
        if kind not in found or page.stat().st_size > found[kind].stat().st_size:
            found[kind] = page
    return [
        str(page.relative_to(site))
        for page in found.values()
        if page.relative_to(site).parts[0] == "public"
        or page.relative_to(site).parts[1] not in REPEATED
    ]


def faults(page: Tab, events: list[dict[str, Any]], origin: str) -> list[str]:
    """What is wrong with the page that is open, as short sentences."""
    found = [f"scrolls sideways: {name}" for name in page.ask(SIDEWAYS)]
    found += [f"cuts text off: {name}" for name in page.ask(CLIPPED)]
    least = {"ink": 7.0}
    found += [
        f"{name} has a contrast of {ratio:.1f}"
        for name, ratio in page.ask(CONTRAST).items()
        if ratio < least.get(name, 4.5)
    ]
    for event in events:
        params = event.get("params", {})
        if event.get("method") == "Network.requestWillBeSent":
            url = params["request"]["url"]
            if not url.startswith((origin, "about:", "data:")):
                found.append(f"asks another origin: {url}")
        if event.get("method") == "Log.entryAdded" and "favicon" not in str(params):
            found.append(f"console: {params['entry']['text']}")
    return found


# Pictures further down are loaded once they come near; those far below the window never are.
LOADED = """Promise.race([new Promise(done => setTimeout(done, 2000)),
  Promise.all([...document.images].map(i => i.decode().catch(() => 0)))]).then(() => 0)"""


def shot(page: Tab, width: int, scheme: str) -> Image.Image:
    """The open page from its top, as one picture."""
    height = int(page.ask("document.documentElement.scrollHeight"))
    page.shape(width, scheme, height=min(height, SHOWN))
    page.ask(LOADED)
    return Image.open(io.BytesIO(page.picture())).convert("RGB")


def printed(pdf: bytes) -> list[Image.Image]:
    """The pages of a PDF as pictures; none where poppler is not installed."""
    if shutil.which("pdftoppm") is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.pdf"
        source.write_bytes(pdf)
        command = ["pdftoppm", "-r", "72", "-png", str(source), str(source.with_suffix(""))]
        subprocess.run(command, check=True)
        return [Image.open(path).convert("RGB") for path in sorted(Path(folder).glob("*.png"))]


def sheet(pictures: list[Image.Image], title: str) -> Image.Image:
    """Pictures side by side on grey, under a line that names them."""
    gap, top = 24, 40
    size = (
        sum(picture.width + gap for picture in pictures) + gap,
        max(picture.height for picture in pictures) + top + gap,
    )
    whole, left = Image.new("RGB", size, "#8a8a8a"), gap
    ImageDraw.Draw(whole).text((gap, 12), title, fill="#000")
    for picture in pictures:
        whole.paste(picture, (left, top))
        left += picture.width + gap
    return whole


def draw(page: Tab, origin: str, path: str, folder: Path) -> list[str]:
    """Write one page's two sheets; return its faults."""
    found, pictures = [], []
    for scheme in SCHEMES:
        for width in WIDTHS:
            page.shape(width, scheme)
            events = page.open(f"{origin}/{path}")
            mode = f"{path} {width} {scheme}"
            root = origin + "/" if "404.html" not in path else ""
            found += [f"{mode}: {fault}" for fault in faults(page, events, root or origin)]
            pictures.append(shot(page, width, scheme))
    name = path.removesuffix(".html").removesuffix("/index").replace("/", "-")
    sheet(pictures, path).save(folder / f"{name}.png")
    page.shape(1280, "dark")
    page.open(f"{origin}/{path}")
    pages = printed(page.pdf())
    if pages:
        sheet(pages, f"{path}, printed").save(folder / f"{name}-print.png")
    return found


def dressed(folder: Path, theme: str) -> Path:
    """A copy of the example portfolio in another theme."""
    shutil.copytree(ROOT / "content", folder / "content")
    settings = (ROOT / "whyfolio.toml").read_text(encoding="utf-8")
    themed = settings.replace('theme = "margin"', f'theme = "{theme}"', 1)
    (folder / "whyfolio.toml").write_text(themed, encoding="utf-8")
    return folder


def drawn(page: Tab, theme: str, words: list[str]) -> Iterator[list[str]]:
    """Write the sheets of one theme; the faults of each page."""
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        built(site, project=dressed(Path(temporary), theme))
        for path in samples(site):
            if words and not any(word in f"{theme}/{path}" for word in words):
                continue
            audience, _, inside = path.partition("/")
            target = ROOT / "sheets" / theme / audience
            target.mkdir(parents=True, exist_ok=True)
            with served(site / audience) as origin:
                found = draw(page, origin, inside, target)
            yield [f"{theme}/{audience}/{fault}" for fault in found]


def main() -> int:
    """Draw every sheet, or those whose paths hold a word that is given; 1 where one has a fault."""
    words = sys.argv[1:]
    if not words:
        shutil.rmtree(ROOT / "sheets", ignore_errors=True)
    with tab() as page:
        found = [faults for theme in THEMES for faults in drawn(page, theme, words)]
    print(*itertools.chain(*found), sep="\n")
    count = sum(map(len, found))
    print(f"{len(found)} pages drawn into sheets/, {count} faults")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
