"""Templates as Python's own code, kept from one build to the next."""

from __future__ import annotations

import marshal
import os
from pathlib import Path
from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache

from whyfolio.memo import BothMemos, Memo, key_of, pack
from whyfolio.packaged import packaged_themes

_MANY = 2000
_OURS = "packaged "
_here: dict[str, CodeType] = {}  # by place and text: for the next site of this program


class Compiled(BytecodeCache):
    """Keeps in the program, and in a memo, which is sealed: what comes out of it is run.

    The key of each is its place, its text, and the program with its libraries.

    Args:
        memos: where they are kept.
        project: whose templates are its own, also where the program lies within it.
    """

    def __init__(self, memos: BothMemos | None, project: Path) -> None:
        self._memos = memos
        self._packaged = f"{packaged_themes()}{os.sep}"
        self._own = f"{project / 'themes'}{os.sep}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The key of a template, which says whether it came with the program."""
        key, file = super().get_cache_key(name, filename), filename or ""
        is_ours = file.startswith(self._packaged) and not file.startswith(self._own)
        return f"{_OURS}{key}" if is_ours else key

    def _memo_of(self, bucket: Bucket) -> Memo | None:
        if self._memos is None:
            return None
        return self._memos.packaged if bucket.key.startswith(_OURS) else self._memos.own

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if this template was compiled before."""
        found = _here.get(bucket.key + bucket.checksum)
        memo = self._memo_of(bucket)
        if found is None and memo is not None:
            kept = memo.get(_key(bucket))
            found = marshal.loads(kept) if isinstance(kept, bytes) else None  # noqa: S302 - sealed
        if isinstance(found, CodeType):
            bucket.code = found
            self.dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is None:
            return
        if len(_here) >= _MANY:
            _here.clear()
        _here[bucket.key + bucket.checksum] = bucket.code
        memo = self._memo_of(bucket)
        if memo is not None and memo.get(key := _key(bucket)) is None:
            memo.put(key, pack(marshal.dumps(bucket.code)))


def _key(bucket: Bucket) -> bytes:
    return key_of(b"template", bucket.key.encode(), bucket.checksum.encode())
