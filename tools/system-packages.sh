#!/bin/sh
# Installs what the tests need beside Python: a browser, Pango for PDF, poppler to look into PDF.
# Where it may not install, it says in one line what is missing. It never fails: a test that needs
# what is missing fails by itself, and names it.
set -u

has_library() { { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | grep -q "$1"; }

missing=""
need() { missing="$missing $1"; }

command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
    command -v google-chrome >/dev/null || need "chromium fonts-liberation"
command -v pdftotext >/dev/null || need poppler-utils
if [ "$(uname)" = Linux ]; then
    has_library libpango-1.0.so.0 || need libpango-1.0-0
    has_library libpangoft2-1.0.so.0 || need libpangoft2-1.0-0
    has_library libharfbuzz-subset.so.0 || need libharfbuzz-subset0
fi
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    root=""
elif sudo -n true 2>/dev/null; then
    root="sudo -n"
else
    root="none"
fi
if [ "$root" != none ] && command -v apt-get >/dev/null; then
    echo "installing:$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086  # a list of words is meant
    { $root apt-get update -qq; $root apt-get install -qq -y --no-install-recommends $missing; } \
        >/dev/null && exit 0
fi
echo "please install, for the tests that print and browse:$missing" >&2
