"""Many small drafts of our own wording."""

import random

import pytest

_MODALS = ["shall", "shall not", "shall endeavour to", "may", "should"]
_ACTS = ["publish its laws", "inform the other Party", "cooperate", "review its fees"]


def draft(number):
    """Give the text of a small draft; each number gives another."""
    draw = random.Random(number)
    lines = [f"AGREEMENT NUMBER {number}", ""]
    for article in range(1, 4):
        lines += [f"Article {article}", ""]
        for paragraph in range(1, 4):
            words = f"{draw.choice(_MODALS)} {draw.choice(_ACTS)} within {number} days."
            lines += [f"{paragraph}. Each Party {words}", ""]
    return "\n".join(lines)


@pytest.fixture
def corpus(tmp_path):
    """Give a function that writes a folder of so many drafts."""

    def write(count, name="drafts"):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        for number in range(1, count + 1):
            (folder / f"draft-{number:03}.txt").write_text(draft(number), "utf-8")
        return folder

    return write
