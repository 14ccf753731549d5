"""Code in a body: highlighted once, and known again from what became of it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from whyfolio.markdown.converter import render
from whyfolio.markdown.highlight import highlighted

BLOCKS = {
    "python": 'def f(a):\n    """Said."""\n    return "<&>" + a  # "x" & \'y\'',
    "console": "$ ls -l\ntotal 0",
    "html": '<p class="a">&amp; &lt;b&gt;</p>\n<pre>x</pre>',
    "yaml": "a: 1\n\n\nb: [x, 'é']",
    "c++": "std::map<int, int> m; // a && b",
    "nosuchlanguage": "<b>as it is</b> & more",
    "": "plain <text>\n\twith a tab",
    "diff": "- old\n+ new",
}
# In a program of its own, what is highlighted here is not known there.
CODE = """\
import sys
from whyfolio.markdown.highlight import highlighted, know
know(sys.stdin.read())
print(highlighted(sys.argv[1], sys.argv[2]), end="")
print("\\n", "pygments.lexers" in sys.modules, sep="", end="")
"""


@pytest.mark.parametrize("language", BLOCKS)
def test_a_block_is_known_again_from_the_body_that_it_stood_in_and_no_lexer_is_made(
    language: str,
) -> None:
    code = BLOCKS[language]
    html = render(
        f"A.\n\n```{language}\n{code}\n```\n\n- B\n\n  ```\n  c\n  ```\n", prefix="p"
    ).html
    done = subprocess.run(
        [sys.executable, "-c", CODE, code, language],
        input=html,
        capture_output=True,
        text=True,
        check=True,
    )
    made, _, is_loaded = done.stdout.rpartition("\n")
    assert made == highlighted(code, language)
    assert is_loaded == "False"


def test_other_code_is_highlighted_anew() -> None:
    html = render("```python\nreturn 1\n```\n", prefix="p").html
    done = subprocess.run(
        [sys.executable, "-c", CODE, "return 2", "python"],
        input=html,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{highlighted('return 2', 'python')}\nTrue"
