"""Templates as Python's own code, kept from one build to the next."""

from __future__ import annotations

import marshal
from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache

from whyfolio.memo import Memo, key_of, pack

_MOST = 300  # templates: some builds draw few pages, and the next one others
_MANY = 2000
_here: dict[str, CodeType] = {}  # by place and text: for the next site of this program


class Compiled(BytecodeCache):
    """Keeps in the program, and in a memo, which is sealed: what comes out of it is run.

    The key of each is its place, its text, and the program with its libraries.
    """

    def __init__(self, memo: Memo | None = None) -> None:
        self._memo = memo
        if memo is not None:
            memo.retain(_MOST)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if this template was compiled before."""
        found = _here.get(bucket.key + bucket.checksum)
        if found is None and self._memo is not None:
            kept = self._memo.get(_key(bucket))
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
        if self._memo is not None and self._memo.get(key := _key(bucket)) is None:
            self._memo.put(key, pack(marshal.dumps(bucket.code)))


def _key(bucket: Bucket) -> bytes:
    return key_of(b"template", bucket.key.encode(), bucket.checksum.encode())
