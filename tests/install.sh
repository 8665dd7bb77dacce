#!/bin/sh
# What tests need beside Python: a Chromium, which page tests drive, Java, on which
# Spark runs, and PostgreSQL, on which the register's tests run a second time. Use those
# that are there; else install the distribution's where that can be done without asking;
# else say so, and the tests that need it skip.
missing=""
have() { for name in "$@"; do command -v "$name" >/dev/null 2>&1 && return 0; done; return 1; }
have chromium chromium-browser google-chrome || missing="chromium"
have java || missing="$missing openjdk-17-jre-headless"
have initdb /usr/lib/postgresql/*/bin/initdb || missing="$missing postgresql"
[ -z "$missing" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing for the tests: $missing"
    # shellcheck disable=SC2086
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null && exit 0
fi
echo "Not here: $missing. The tests that need it will skip. Install it to run them."
exit 0
