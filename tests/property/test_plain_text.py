"""What is spared the search for marks and blocks holds none."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from whyfolio.markdown.extensions import extensions_for, new_converter, patient_converter

SIGNS = (
    *("[", "]", "(", ")", "`", "``", "\n", "\n\n", " ", "  \n", "a", "b c", "word. ", "<", "<b>"),
    *("</b>", " < ", "3", "!", "^", "**", "*", "_", "- ", "> ", "    ", "1. ", ": ", '"', "# "),
    *("| a | b |\n|---|---|\n| c | d |\n", "---\n", "&lt;", "&", "\\", "\\*", "[a]: http://z\n"),
    *("<http://x.y>", "[a](b)", "![a](b.png)", "[^1]", "[^1]: note\n", "{: .x}", "*[HTML]: h\n"),
    *("HTML", "```py\nx\n```\n", "[TOC]"),
    *(
        "***",
        "___",
        "==\n",
        "\n--\n",
        "[a",
        "](",
        "]",
        "[b][a]",
        "![c][a]",
        "[a [b]](c)",
        "\\`",
        "#a",
    ),
    *(
        "<me@x.y>",
        "!!! note\n    a\n",
        "x\n:   y\n",
        "- - -",
        "10) ",
        "+ ",
        "\\\\",
        "&#38;",
        "<br>",
    ),
    *("\t", " \n", "\r\n", "\x02", "_ _ _", "&amp;", "&copy", "<?x?>", "<!-- c -->", "</", "<!"),
)


@given(st.lists(st.sampled_from(SIGNS), max_size=30).map("".join))
@example("```py\nx\n```\n    ")
@settings(max_examples=max(1000, settings().max_examples), deadline=None)
def test_a_body_is_the_same_whether_the_search_for_marks_is_spared_or_not(text: str) -> None:
    wanted = extensions_for(text)
    patient = patient_converter(wanted)
    if "plain_text" in patient.treeprocessors:
        patient.treeprocessors.deregister("plain_text")

    assert new_converter(wanted).convert(text) == patient.convert(text)
