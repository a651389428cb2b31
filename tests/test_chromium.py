"""The pages as a reader meets them: opened in headless Chromium, searched, filtered and jumped in.

Chromium is spoken to over its debugging pipe, which takes a page of the standard library:
a driver would be one more program to install in step with it.
"""

import json
import os
import select
import shutil
import subprocess
import tempfile

import pytest

import servanda
from servanda.analysis.comparison.page import page
from servanda.analysis.comparison.timeline_page import timeline_page

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SWITCHES = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-sandbox",  # it opens our own pages only, and root has no sandbox
    "--remote-debugging-pipe",
)
PATIENCE = 60  # seconds


class Chromium:
    """A headless Chromium: `complaints` is what its page logged or threw, `asked` its requests."""

    def __init__(self, program):
        self.home = tempfile.mkdtemp()
        to_it, self.out = os.pipe()
        self.into, from_it = os.pipe()

        def hand_over():  # it reads commands from 3 and answers on 4
            spare = os.dup(from_it)
            os.dup2(to_it, 3)
            os.dup2(spare, 4)

        self.process = subprocess.Popen(
            [program, *SWITCHES, f"--user-data-dir={self.home}", "about:blank"],
            preexec_fn=hand_over,
            pass_fds=(3, 4),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_it)
        os.close(from_it)
        self.rest, self.count, self.session = b"", 0, None
        self.complaints, self.asked, self.seen = [], [], []

    def call(self, method, **given):
        """Give the answer to a command, having noted what happened until it came."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": given}
        if self.session and not method.startswith(("Target.", "Browser.")):
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self.count:
                assert "error" not in answer, (method, answer["error"])
                return answer["result"]

    def _next(self):
        while b"\0" not in self.rest:
            assert select.select([self.into], [], [], PATIENCE)[0], "Chromium does not answer"
            part = os.read(self.into, 1 << 20)
            assert part, "Chromium has gone"
            self.rest += part
        message, self.rest = self.rest.split(b"\0", 1)
        message = json.loads(message)
        self._note(message.get("method"), message.get("params"))
        return message

    def _note(self, method, params):
        if method == "Network.requestWillBeSent":
            self.asked.append(params["request"]["url"])
        elif method in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"):
            self.complaints.append(params)
        elif method:
            self.seen.append(method)

    def open(self, path, width=1400, height=1000, dark=False, scale=1):
        """Open a file in a new tab and wait until it is there."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        size = {"width": width // scale, "height": height // scale, "deviceScaleFactor": scale}
        self.call("Emulation.setDeviceMetricsOverride", mobile=False, **size)
        light = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.call("Emulation.setEmulatedMedia", features=[light, still])
        self.complaints, self.asked, self.seen = [], [], []
        self.call("Page.navigate", url=path.as_uri())
        while "Page.loadEventFired" not in self.seen:
            self._next()

    def run(self, script):
        """Give what a script gives on the page, when it has settled."""
        found = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def close(self):
        """End the Chromium and what it left."""
        try:
            self.call("Browser.close")
        except (AssertionError, OSError):
            self.process.kill()
        self.process.wait(PATIENCE)
        shutil.rmtree(self.home, ignore_errors=True)


@pytest.fixture(scope="module")
def chromium():
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on this machine to open the pages in")
    browser = Chromium(program)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def drafts(root):
    """Give the shipped drafts, the sample and its revision, annotated by rule."""
    nlp = servanda.load("rules")
    names = ("ecommerce-draft.md", "ecommerce-draft-rev1.md")
    return [nlp(servanda.read(root / "corpora/sample" / name)) for name in names]


@pytest.fixture(scope="module")
def comparison(drafts):
    return servanda.compare(*drafts)


@pytest.fixture(scope="module")
def pages(comparison, tmp_path_factory):
    """Give the two pages that servanda writes, by name."""
    folder = tmp_path_factory.mktemp("pages")
    servanda.report(comparison.before, folder / "report.html")
    page(comparison, folder / "comparison.html")
    return folder


@pytest.fixture
def opened(chromium, pages):
    """Open a page; when the test is done, see that it was quiet."""
    path = None

    def open_page(name, **given):
        nonlocal path
        path = pages / name
        chromium.open(path, **given)
        return chromium

    yield open_page
    assert chromium.complaints == []
    assert chromium.asked == [path.as_uri()]


def choose(name, value):
    """Give a script that sets a control as a reader would."""
    return f"""(() => {{ const control = document.querySelector({json.dumps(name)});
      if (control.type === "checkbox") control.click(); else {{ control.value = {json.dumps(value)};
      control.dispatchEvent(new Event("input", {{ bubbles: true }})); }} }})()"""


def shown(selector):
    """Give a script that counts what is shown of something."""
    return f"[...document.querySelectorAll({json.dumps(selector)})].filter((e) => !e.hidden).length"


def test_chromium_report_is_filtered_by_label(opened):
    browser = opened("report.html")
    everything = browser.run(shown(".summary tbody tr"))
    browser.run(choose("[name=label][value=prohibition]", True))
    some = browser.run(shown(".summary tbody tr"))
    assert 0 < some < everything
    assert browser.run("document.getElementById('sv-count').textContent") == (
        f"{some} of {everything}"
    )
    labels = "[...document.querySelectorAll('.block.filtered:not([hidden])')]"
    assert browser.run(f"{labels}.every((e) => e.dataset.labels.includes('prohibition'))")


def test_chromium_report_says_why_a_phrase_has_its_label(opened):
    browser = opened("report.html")
    browser.run("document.querySelector('.norm').focus()")
    assert browser.run("document.getElementById('sv-tip').hidden") is False
    assert "Confidence" in browser.run("document.getElementById('sv-tip').textContent")


def test_chromium_comparison_is_filtered_by_change(opened, comparison):
    browser = opened("comparison.html")
    browser.run(choose("[name=change][value=softened]", True))
    assert browser.run(shown(".pair")) == comparison.counts["softened"]
    assert browser.run(shown(".changes tbody tr")) == comparison.counts["softened"]
    browser.run(choose("[name=change][value=hardened]", True))
    both = comparison.counts["softened"] + comparison.counts["hardened"]
    assert browser.run(shown(".pair")) == both
    browser.run("document.querySelector('[type=reset]').click()")
    settled = "new Promise((done) => setTimeout(() => done(" + shown(".pair") + "), 50))"
    assert browser.run(settled) == len(comparison.provisions)


def test_chromium_comparison_is_filtered_by_section_and_label(opened, comparison):
    browser, frame = opened("comparison.html"), comparison.provisions
    browser.run(choose("#sv-where", "1"))
    assert browser.run(shown(".pair")) == (frame["section"] == 1).sum() > 0
    browser.run(choose("#sv-where", ""))
    browser.run(choose("#sv-label", "permission"))
    labels = frame[["before_labels", "after_labels"]].map(lambda each: "permission" in (each or []))
    assert browser.run(shown(".pair")) == labels.any(axis=1).sum() > 0


def test_chromium_comparison_is_searched(opened, comparison):
    browser, frame = opened("comparison.html"), comparison.provisions
    browser.run(choose("#sv-search", "Source  CODE"))
    found = browser.run(shown(".pair"))
    texts = frame["after_text"].fillna("") + " " + frame["before_text"].fillna("")
    assert found >= texts.str.contains("source code", case=False).sum() > 0
    assert found < len(frame) / 2
    browser.run(choose("#sv-search", "no such words"))
    assert browser.run(shown(".pair")) == 0 and browser.run(shown(".over")) == 0


def test_chromium_comparison_is_sorted(opened):
    browser = opened("comparison.html")
    first = "document.querySelector('.changes tbody tr').dataset"
    assert browser.run(f"{first}.rank") == "1"
    browser.run("document.querySelector('[data-key=order]').click()")
    assert browser.run(f"{first}.order") == "0"
    browser.run("document.querySelector('[data-key=similarity]').click()")
    lowest = browser.run(f"Number({first}.similarity)")
    browser.run("document.querySelector('[data-key=similarity]').click()")
    assert browser.run(f"Number({first}.similarity)") > lowest
    assert browser.run("document.querySelector('[aria-sort]').ariaSort") == "descending"


def test_chromium_comparison_leads_to_a_provision(opened):
    browser = opened("comparison.html")
    browser.run(choose("[name=change][value=new]", True))  # which hides where we go
    top = """new Promise((done) => { location.hash = "after-10.3"; setTimeout(() => done(
      document.getElementById("after-10.3").getBoundingClientRect().top), 300); })"""
    assert 0 <= browser.run(top) < 1000
    assert "presence of computing" in browser.run(
        "document.querySelector(':target').textContent.replace(/\\\\s+/g, ' ')"
    )


@pytest.mark.parametrize("name", ["report.html", "comparison.html"])
def test_chromium_pages_fit_a_narrow_screen(opened, name):
    browser = opened(name, width=360, height=640, dark=True)
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    assert browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(20, 22, 26)"


def test_chromium_timeline_is_filtered(opened, pages, drafts):
    timeline_page(servanda.timeline([*drafts, drafts[0]]), pages / "timeline.html")
    browser = opened("timeline.html")
    everything = browser.run(shown(".line"))
    browser.run(choose("[name=change][value=removed]", True))
    assert 0 < browser.run(shown(".line")) < everything
    browser.run(choose("#sv-search", "no such words"))
    assert browser.run(shown(".line")) == 0
