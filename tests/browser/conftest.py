"""A real server and a real browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, (
    "chromium", "chromium-browser", "google-chrome"))), None)
# A machine that does other things too is waited for; what never comes still fails.
expect.set_options(timeout=30_000)
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}


def pytest_collection_modifyitems(items):
    """Tests of this folder need a browser."""
    if CHROMIUM is None:
        for item in items:
            if item.path.parent.name == "browser":
                item.add_marker(pytest.mark.skip(
                    reason="no Chromium on this machine (make machine installs it)"))


@contextmanager
def served(home):
    """Serve a home folder; gives the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free_port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "belvedere.cli.main", "serve", "--port", str(free_port)],
        env=os.environ | {"BELVEDERE_HOME": str(home)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{free_port}"
    for _ in range(1200):
        try:
            urllib.request.urlopen(f"{base}/healthz").close()
            break
        except OSError:
            time.sleep(0.1)
    try:
        yield base
    finally:
        server.terminate()
        server.wait()


@contextmanager
def served_register(demo_home, home):
    """Serve a register of its own beside the invented world's edition; gives the address."""
    shutil.copytree(demo_home / "store", home / "store")  # what is published here stays here
    seed = Path(__file__).with_name("seed_register.py")
    subprocess.run([sys.executable, str(seed)], check=True, env=os.environ | {
        "BELVEDERE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "belvedere.config.settings"})
    with served(home) as base:
        yield base


def signed_in(opened, path, language="en", size="desktop", email="anne@example.org"):
    """Open a page as somebody of the seeded register: its editor, unless another is named."""
    page = opened(f"/{language}/account/sign-in/?next=/{language}/{path}", size)
    page.fill("#email", email)
    page.fill("#password", "a long enough phrase")
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    return page


@pytest.fixture(scope="module")
def address(demo_home):
    """The address of a real server of the invented world."""
    with served(demo_home) as base:
        yield base


@pytest.fixture(scope="module")
def browser():
    """One browser for a module: while it runs, Django's database is out of this process's reach."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[
            "--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser, address):
    """Open a page; tells what the console said and which hosts were asked."""
    contexts = []

    def open_page(path, size="desktop", scheme="light", width=None):
        wide, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width or wide, "height": height}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.said, page.hosts = [], set()
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.hosts.add(
            re.match(r"\w+://[^/]+|\w+:", request.url)[0]))
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
