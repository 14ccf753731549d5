"""What stands beside the pages for those who serve them: the domain, and the headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from whyfolio.model.artifact import Artifact

DOMAIN, NO_JEKYLL, HEADERS = "CNAME", ".nojekyll", "_headers"
_LABEL = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)"
_HOST = re.compile(rf"(?=.{{4,253}}\Z){_LABEL}(?:\.{_LABEL})+", re.IGNORECASE)
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
# Beside the policy: no guessing of types, and nothing told to the sites that a page links to.
_ALWAYS = (
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: no-referrer",
    "X-Frame-Options: DENY",
    "Permissions-Policy: camera=(), geolocation=(), microphone=()",
)


def beside(pages: Sequence[Artifact], domain: str) -> Iterator[Artifact]:
    """The files for those who serve a site.

    GitHub reads `CNAME` and `.nojekyll`, Netlify and Cloudflare read `_headers`; to anybody else
    they are files like others.

    Args:
        pages: the site.
        domain: the author's own; "" for none.
    """
    if domain:
        yield Artifact(DOMAIN, f"{domain}\n".encode())
    yield Artifact(NO_JEKYLL, b"")
    yield Artifact(HEADERS, headers(pages).encode())


def is_domain(text: str) -> bool:
    """Whether a text is a host's name and nothing else."""
    return bool(_HOST.fullmatch(text))


def headers(pages: Sequence[Artifact]) -> str:
    """The headers for every file: what no page needs is forbidden for all.

    A page's own policy is narrower still, and holds besides: a browser obeys both.
    """
    lines = [*_ALWAYS]
    policy = _widest(pages)
    if policy:
        lines.insert(0, f"Content-Security-Policy: {policy}")
    return "\n".join(["/*", *(f"  {line}" for line in lines)]) + "\n"


def _widest(pages: Sequence[Artifact]) -> str:
    """What the policies of all pages allow together; "" where a page has none."""
    allowed: dict[str, dict[str, None]] = {}
    for page in pages:
        if page.path.endswith(".html"):
            found = _POLICY.search(page.content)
            if not found:
                return ""
            for rule in found[1].decode().replace("&#39;", "'").split(";"):
                name, *sources = rule.split()
                wide = [source for source in sources if not source.startswith("'sha256-")]
                if wide:  # what one page holds is for its own policy to know
                    allowed.setdefault(name, {}).update(dict.fromkeys(wide))
    allowed["frame-ancestors"] = {"'none'": None}
    return "; ".join(_rule(name, sources) for name, sources in allowed.items())


def _rule(name: str, sources: Mapping[str, None]) -> str:
    named = [source for source in sources if source != "'none'"]
    return " ".join([name, *(named or sources)])
