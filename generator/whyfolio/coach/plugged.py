"""Rules that other packages bring: asked after all others, and each within a fence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from types import ModuleType
from typing import TypeGuard

from whyfolio.coach.once import forget
from whyfolio.coach.registry import RULES, rules_of
from whyfolio.coach.rule import Ask, Matter, Notes, Rule
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.plugins import WRONG, Group, Plugin, PluginFault, listed, load, run

_CODE = re.compile(r"[EWN][A-Z]{2,}\d+")
_CODES = 'a code of others is a letter of E, W and N, two capitals or more and a number: "NKEY1"'


def asked_by_others(notes: Notes) -> Iterator[tuple[Rule, Diagnostic]]:
    """What plugins ask, each question with its rule; and what is wrong with plugins."""
    found = listed(Group.RULES, {rule.area for rule in RULES})
    ignored = {code.upper() for code in notes.portfolio.config.check.ignore}
    for fault in found.faults:
        yield _about(fault)
    for plugin in found.plugins:
        ran = run(plugin, partial(_asked, plugin, notes))
        yield from (one for one in ran.value or () if one[0].code not in ignored)
        for fault in ran.faults:
            yield _about(fault)
    if found.plugins:
        forget()


def _asked(plugin: Plugin, notes: Notes) -> list[tuple[Rule, Diagnostic]]:
    described = "a module with rules, or a rule"
    found = load(plugin, lambda one: isinstance(one, ModuleType | Rule), described)
    rules = rules_of(found) if isinstance(found, ModuleType) else (found,)
    if not rules:
        raise PluginFault(plugin.fault(WRONG, f"cannot be used: {plugin.value} holds no rule"))
    return [(rule, asked) for rule in rules for asked in _of(rule, plugin, notes)]


def _of(rule: Rule, plugin: Plugin, notes: Notes) -> Iterator[Diagnostic]:
    if not _CODE.fullmatch(str(rule.code)) or not isinstance(rule.matter, Matter):
        message = f'cannot be used: "{rule.code}" is no code for a rule of others'
        raise PluginFault(plugin.fault(WRONG, message, _CODES))
    found: Iterable[object] = rule.look(notes)
    for asked in found:
        if not _is_sound(asked):
            message = f"cannot be used: {rule.code} gave something that is no sound Ask"
            raise PluginFault(plugin.fault(WRONG, message))
        yield Diagnostic(rule.code, asked.place, asked.question, asked.hint)


def _is_sound(asked: object) -> TypeGuard[Ask]:
    if not isinstance(asked, Ask):
        return False
    return tuple(map(type, (asked.place, asked.question, asked.hint))) == (Place, str, str)


def _about(fault: Diagnostic) -> tuple[Rule, Diagnostic]:
    """A fault as a question that no rule asked, to be sorted among the others."""
    return Rule(fault.code, "plugins", Matter.WORDS, lambda _notes: iter(())), fault
