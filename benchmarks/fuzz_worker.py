"""The worker of `fuzz.py`: takes a line of JSON for each file and answers with one.

It watches itself: what it opens, which hosts it asks for, how long it works, how much it holds.
"""

import json
import os
import re
import resource
import signal
import sys
import time
import traceback
import warnings
from pathlib import Path

MEMORY = 1_000_000_000  # bytes beyond those that the pipeline needs before the first file
_REACHING = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind",
             "urllib.Request", "subprocess.Popen", "os.system", "os.exec", "os.fork")  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CHANGING = ("os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "shutil.move")


class Reached(BaseException):
    """Something reached for what is outside; no `except Exception` may hide it."""


def main():
    """Answer for each file until there are no more."""
    warnings.simplefilter("error")
    home = os.path.realpath(os.getcwd())
    import servanda

    nlp = servanda.load("rules")
    whole(nlp("Article 1\n\n1. Each Party shall [publish] its laws."))  # so that all is imported
    Path("page.html").unlink()
    before = _memory()
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, size + MEMORY))
    _watch(home)
    print(flush=True)
    for line in sys.stdin:
        task = json.loads(line)
        signal.setitimer(signal.ITIMER_PROF, task["seconds"])
        began = time.process_time()
        found = judge(nlp, task["path"], task["whole"])
        signal.setitimer(signal.ITIMER_PROF, 0)
        found |= {"seconds": time.process_time() - began, "memory": _memory(), "before": before}
        print(json.dumps(found), flush=True)


def judge(nlp, path, complete=False):
    """Read and annotate a file and say what became of it."""
    import servanda

    try:
        text = servanda.read(path)
        if "UNTOUCHED" in text:
            raise Reached("the text holds a file that it should not know of")
        doc = nlp(text)
        check(doc)
        if complete:
            whole(doc)
            Path("page.html").unlink()
    except servanda.ServandaError as error:
        return _refusal(str(error))
    except (Exception, Reached) as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        place = "/".join(Path(at.filename).parts[-2:])
        said = (str(error).splitlines() or [""])[0][:200]
        return {
            "outcome": "failed",
            "reason": f"{type(error).__name__}: {said} ({place}, line {at.lineno})",
            "trace": traceback.format_exc()[-3000:],
        }
    return {"outcome": "read"}


def check(doc):
    """Raise if the places of sections and norms do not fit the text."""
    import servanda

    text, sections = doc.text, doc.spans["sections"].attrs
    for key, each in sections.items():
        assert 0 <= each["start"] <= each["body"] <= each["end"] <= len(text), f"bounds of {key}"
        if each["parent"]:
            around = sections[each["parent"]]
            assert around["start"] <= each["start"] <= each["end"] <= around["end"], f"nest {key}"
    frame = servanda.norms(doc)
    assert frame.index.is_unique, "ids of norms"
    for row in frame.itertuples():
        assert row.section in sections, f"section of {row.Index}"
        said = text[row.start : row.end]
        if not set("[]") & set(said):  # where words are contested, those of one reading are given
            assert said.split() == row.operative.split(), f"words of {row.Index}"
        assert row.operative.strip(), f"no words in {row.Index}"


def whole(doc):
    """Take a Doc through the analyses that every draft gets."""
    import servanda

    servanda.outline(doc)
    servanda.scores(doc)
    servanda.summary(doc)
    servanda.brackets(doc)
    servanda.tags(doc)
    servanda.report(doc, "page.html")


def _refusal(said):
    """Say whether a refusal is one sentence for a person."""
    sound = said.endswith((".", ")")) and len(said) < 500 and not _CONTROL.search(said)
    if not sound or "Traceback" in said or " object at 0x" in said:
        return {"outcome": "failed", "reason": f"no clear sentence: {said[:300]!r}"}
    return {"outcome": "refused", "reason": said}


def _watch(home):
    """Let no step reach for hosts, other programs, or files to write outside the folder."""

    def hook(event, arguments):
        if event in _REACHING:
            raise Reached(f"{event} {arguments!r}"[:200])
        writes = event == "open" and isinstance(arguments[0], str) and _writes(*arguments[1:3])
        if writes or event in _CHANGING:
            place = os.path.realpath(os.fspath(arguments[0]))
            if not place.startswith((home + os.sep, os.devnull)):
                raise Reached(f"{event} {place}")

    sys.addaudithook(hook)


def _writes(mode, flags):
    if isinstance(mode, str):
        return bool(set(mode) & set("wax+"))
    return bool((flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # MB, on Linux


if __name__ == "__main__":
    main()
