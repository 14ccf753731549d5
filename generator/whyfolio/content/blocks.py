"""A field's lines, read as its declaration says: a sentence as typed, a list, a record."""

from __future__ import annotations

from whyfolio.content.faults import Faults
from whyfolio.content.flow import flow, is_flow
from whyfolio.content.lines import Line, RawField, cut_fields, cut_key, key_of
from whyfolio.content.nodes import Mapping, Node, Pair, Scalar, Sequence, Style
from whyfolio.content.scalars import block, plain, quoted, typed
from whyfolio.model.fields import Field, FieldType, Many, Record, Ref, Text, fields_of
from whyfolio.names import did_you_mean

_PAIRS = {"[": "]", "{": "}"}
_CLOSING = frozenset(["audience", "draft", "consent", "else"])


def read_value(first: Line, more: list[Line], declared: FieldType, faults: Faults) -> Node | None:
    """The node of what stands behind a key or dash; None where nothing is said."""
    if more and not more[-1].text:
        last = max((n for n, line in enumerate(more) if line.text), default=-1)
        more = more[: last + 1]
    if not first.text and not more:
        return None
    if isinstance(declared, Many):
        return _read_many(first, more, declared.of, faults)
    if isinstance(declared, Record):
        return _read_record(first, more, declared, faults)
    return _read_scalar(first, more, declared, faults)


def _filled(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.text] if lines else []


def _read_many(first: Line, more: list[Line], of: FieldType, faults: Faults) -> Node | None:
    inner = _filled(more)
    dashes = bool(inner) and _first_kept(inner).is_dash
    if dashes and (not first.text or first.text.startswith("#")):
        return _read_sequence(inner[0], more, of, faults)
    if first.text.startswith("["):
        closed = is_flow(first, more)
        if closed:
            return flow(first, more, faults)
        if closed is None and not (isinstance(of, Text) and of.prose):
            return _unclosed(first, faults)
    if first.text.startswith("#") and not inner and not _is_text(of):
        return None
    if dashes and not _is_text(of):
        return _mixed(first, inner[0], faults)
    return read_value(first, more, of, faults)


def _unclosed(first: Line, faults: Faults) -> Node | None:
    place = faults.place(first.number, first.column, len(first.text))
    faults.add(
        "E114", place, "this bracket is never closed", f"end it with `{_PAIRS[first.text[0]]}`"
    )
    return None


def _first_kept(lines: list[Line]) -> Line:
    kept = (line for line in lines if line.text and not line.text.startswith("#"))
    return next(kept, lines[0])


def _mixed(first: Line, dash: Line, faults: Faults) -> Node | None:
    faults.add(
        "E201",
        faults.place(dash.number, dash.column, len(dash.text)),
        f"a list begins here, and line {first.number} holds a value already",
        "move that value into the list, on a line with a `- ` of its own",
    )
    return None


def _read_sequence(head: Line, more: list[Line], of: FieldType, faults: Faults) -> Sequence:
    indent = _first_kept(_filled(more)).indent
    members: list[tuple[Line, list[Line]]] = []
    lost: list[Line] = []
    for line in more:
        if line.text and line.indent == indent and line.is_dash:
            members.append((line.after(1), []))
        elif not line.text or line.indent > indent:
            (members[-1][1] if members else lost).append(line)
        elif not line.text.startswith("#"):
            lost.append(line)
    for line in _filled(lost):
        if not line.text.startswith("#"):
            faults.add(
                "E112",
                faults.place(line.number, line.column, len(line.text)),
                "this line belongs to no member of the list",
                "begin it with `- `, or indent it below the member it continues",
            )
    nodes = (_read_member(start, rest, of, faults) for start, rest in members)
    kept = tuple(node for node in nodes if node is not None)
    return Sequence(kept, faults.place(head.number, head.column, len(head.text)))


def _read_member(first: Line, more: list[Line], of: FieldType, faults: Faults) -> Node | None:
    if isinstance(of, Record) and first.text:
        lines = [first, *more]
        if all(line.text.startswith("#") for line in _filled(lines)):
            return None
        if _is_mapping(lines, of):
            return _read_mapping(lines, of, faults)
    return read_value(first, more, of, faults)


def _read_record(first: Line, more: list[Line], record: Record, faults: Faults) -> Node | None:
    inner = _filled(more)
    if not first.text or (first.text.startswith("# ") and inner):
        head = _first_kept(inner)
        if head.is_dash:
            return _read_sequence(head, more, record, faults)
        if _is_mapping(inner, record):
            return _read_mapping(inner, record, faults)
    if first.text.startswith("{") and (closed := is_flow(first, more)) is not False:
        return _unclosed(first, faults) if closed is None else flow(first, more, faults)
    if first.text and not record.shorthand and first.text.startswith("["):
        return flow(first, more, faults)
    cut = cut_key(first)
    if cut and cut[0] in fields_of(record.shape):
        faults.add(
            "E112",
            faults.place(first.number, first.column, len(cut[0])),
            f'"{cut[0]}" stands on the line of another field',
            "write it on the next line, indented by two spaces",
        )
        return None
    node = _as_typed(first, more, faults)
    _look_for_swallowed(more, node, fields_of(record.shape), faults)
    return node


def _is_mapping(lines: list[Line], record: Record) -> bool:
    """Whether a record's first line is one of its fields and not its one-line form."""
    head = _first_kept(lines)
    key = key_of(head)
    if head.text[0] in "{[\"'" and key is None:
        return False
    if not record.shorthand:
        return not head.is_dash and (key is not None or len(lines) > 1)
    names = fields_of(record.shape)
    if key in names or any(line.indent == head.indent and key_of(line) in names for line in lines):
        return True
    return key is not None and did_you_mean(key, names) is not None


def _read_mapping(lines: list[Line], record: Record, faults: Faults) -> Mapping:
    names = fields_of(record.shape)
    head = _first_kept(lines)
    raws = cut_fields(lines, head.indent, faults)
    pairs = tuple(read_field(raw, names, faults) for raw in raws)
    return Mapping(pairs, faults.place(head.number, head.column, len(head.text)))


def read_field(raw: RawField, names: dict[str, Field], faults: Faults) -> Pair:
    """One field, read as declared; a field that is not declared keeps its name alone."""
    field = names.get(raw.key)
    node = read_value(raw.first, raw.more, field.type, faults) if field else None
    if field and raw.more and not isinstance(field.type, Record):
        _look_for_swallowed(raw.more, node, names, faults)
    return Pair(raw.key, raw.key_place, node)


def _look_for_swallowed(
    lines: list[Line], node: Node | None, names: dict[str, Field], faults: Faults
) -> None:
    """Name the lines that continue a sentence and look like the field beside it.

    The sentence keeps them, but an audience that was only indented too far must not be lost.
    """
    if not isinstance(node, Scalar) or node.style is not Style.TYPED:
        return
    for line in lines:
        cut = cut_key(line)
        if not cut or cut[0] not in names:
            continue
        place = faults.place(line.number, line.column, len(cut[0]))
        message = f'this line continues a sentence, and "{cut[0]}" is a field'
        if cut[0] in _CLOSING:
            faults.add("E112", place, message, "indent it like the field above, or begin otherwise")
        else:
            faults.add("W106", place, message, "if a field was meant, indent it like the one above")


def _is_text(declared: FieldType) -> bool:
    return isinstance(declared, Text) or (isinstance(declared, Ref) and declared.or_text)


def _read_scalar(
    first: Line, more: list[Line], declared: FieldType, faults: Faults
) -> Node | None:  # fmt: skip
    inner = _filled(more)
    if not first.text and inner and inner[0].is_dash:
        return Sequence((), faults.place(inner[0].number, inner[0].column, len(inner[0].text)))
    for line in inner:
        if line.is_dash and not line.indent:
            return _mixed(first, line, faults)
    if _is_text(declared):
        return _as_typed(first, more, faults)
    if first.text[:1] in _PAIRS:
        closed = is_flow(first, more)
        return _unclosed(first, faults) if closed is None else flow(first, more, faults)
    if (first.text[:1] or " ") in "\"'|>":
        return _as_typed(first, more, faults)
    return plain(first, more, faults)


def _as_typed(first: Line, more: list[Line], faults: Faults) -> Scalar | None:
    if first.text[:1] in {"|", ">"} and (found := block(first, more, faults)):
        return found
    if not first.text and more and not _filled(more):
        return None
    head, rest = _start(first, more)
    if head.text[:1] in {'"', "'"} and (found := quoted(head, rest, faults)):
        return found
    return typed(first, more, faults)


def _start(first: Line, more: list[Line]) -> tuple[Line, list[Line]]:
    """The first line with something on it, and those after it."""
    if first.text:
        return first, more
    at = next(n for n, line in enumerate(more) if line.text)
    return more[at], more[at + 1 :]
