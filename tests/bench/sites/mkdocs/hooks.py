"""Lists, pages of tags, a feed and a sitemap, which MkDocs does not make of entries by itself."""

from collections import defaultdict
from pathlib import Path

pages = []
kept = {}


def on_env(env, config, files):
    """Keep the templates."""
    kept["env"] = env


def on_pre_build(config):
    """Begin anew: a server builds many times."""
    pages.clear()


def on_page_content(html, page, config, files):
    """Keep each entry."""
    if page.meta.get("what"):
        pages.append((page, html))


def on_post_build(config):
    """Write what lists the entries."""
    found = sorted(pages, key=lambda one: str(one[0].meta["date"]), reverse=True)
    by_name = defaultdict(list)
    for page, _ in found:
        by_name[page.url.partition("/")[0]].append(page)
        for tag in page.meta["tags"]:
            by_name[f"tags/{tag.replace(' ', '-')}"].append(page)
    out, env = Path(config["site_dir"]), kept["env"]
    listing = env.get_template("list.html")
    for name, some in [("", [page for page, _ in found]), *by_name.items()]:
        write(out / name / "index.html", listing.render(title=name or "Bench", pages=some))
    feed = [(page, html) for page, html in found[:20]]
    write(out / "feed.xml", env.get_template("feed.xml").render(pages=feed))
    write(out / "sitemap.xml", env.get_template("addresses.xml").render(pages=found))


def write(path, text):
    """Write a file into a folder that may be new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
