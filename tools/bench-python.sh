#!/bin/sh
# Makes .cache/bench, the environment in which `make bench` measures: with the Python that the system
# ships, where that is new enough, and else the one of .venv. It is what most people have. A Python
# that was compiled by hand without its profile-guided optimisation, as pyenv does unless it is told,
# takes about a fifth longer for everything. PYTHON names another one.
set -eu
cd "$(dirname "$0")/.." || exit 1

for python in ${PYTHON:-} /usr/bin/python3 .venv/bin/python; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
done
made=$("$python" -c 'import sys; print(sys.version)'; cat pyproject.toml)
[ "$(cat .cache/bench/.ready 2>/dev/null)" = "$made" ] && exit 0

echo "making an environment to measure in"
.venv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
.venv/bin/uv venv --quiet --clear --python "$python" .cache/bench
.venv/bin/uv pip install --quiet --python .cache/bench --editable '.[all,dev]'
rm -rf .cache/peers # whose packages are those of one Python
echo "$made" >.cache/bench/.ready
