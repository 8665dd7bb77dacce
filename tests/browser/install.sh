#!/bin/sh
# Page tests drive a real Chromium. Use the one that is there; else install the
# distribution's where that can be done without asking; else say so, and the
# page tests skip with that reason.
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the page tests"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "No Chromium here: the page tests will skip. Install it to run them."
exit 0
