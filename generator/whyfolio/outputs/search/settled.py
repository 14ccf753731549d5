"""The files of an index in one order, so that the same pages give the same bytes.

Pagefind lists filters, and the words of a filter, in an order that differs from run to run. Both
lists stand in CBOR (RFC 8949) behind a signature, in files that are named by a hash of what they
hold; here they are sorted, and named anew.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from typing import Any

SIGNATURE = b"pagefind_dcd"
_DIGITS = 10
_FILTERS = 3  # their place in the list of everything: version, pages, words, filters, …


def settled(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same index, sorted.

    Args:
        files: all files of an index in one language, by their names.
    """
    entry = json.loads(files["pagefind-entry.json"])
    ((language, about),) = entry["languages"].items()
    meta = f"pagefind.{about['hash']}.pf_meta"
    listed = _read(files[meta])
    renamed: dict[str, str] = {}
    made = {}
    for name, content in files.items():
        if name.endswith(".pf_filter"):
            word, values = _read(content)
            packed = _written([word, sorted(values)])
            renamed[name] = f"{language}_{_hash(packed)}"
            made[f"filter/{renamed[name]}.pf_filter"] = packed
    listed[_FILTERS] = sorted(
        [word, renamed[f"filter/{old}.pf_filter"]] for word, old in listed[_FILTERS]
    )
    packed = _written(listed)
    about["hash"] = f"{language}_{_hash(packed)}"
    made[f"pagefind.{about['hash']}.pf_meta"] = packed
    made["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False).encode()
    kept = {name: content for name, content in files.items() if name not in {meta, *renamed}}
    return dict(sorted({**kept, **made}.items()))


def _read(content: bytes) -> list[Any]:
    import cbor2

    read: list[Any] = cbor2.loads(gzip.decompress(content).removeprefix(SIGNATURE))
    return read


def _written(value: list[Any]) -> bytes:
    import cbor2

    return gzip.compress(SIGNATURE + cbor2.dumps(value), mtime=0)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGITS]
