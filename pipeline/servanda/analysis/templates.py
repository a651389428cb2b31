"""Pages made from the Jinja2 templates of this folder; whatever is filled in is escaped."""

import base64
import hashlib
from functools import cache
from pathlib import Path

import jinja2

import servanda
from servanda.labels import FORMS, LABELS

_HOME = Path(__file__).parent


def render(template, **values):
    """Give a page from a template, which also knows the labels and forms of the scale."""
    return _environment().get_template(template).render(labels=LABELS, forms=FORMS, **values)


def render_page(template, scripts, **values):
    """Give a page with its scripts in it; its policy lets these run and nothing else.

    Parameters
    ----------
    template : str
        A template that extends ``page.html``.
    scripts : tuple of str
        The files of its script, in this order.
    **values
        What is filled in. `norms` is a dict of what the page tells of each norm when asked,
        `language` a code, `model` a name or "".

    Returns
    -------
    str
        HTML.
    """
    script = "".join((_HOME / name).read_text("utf-8") for name in scripts)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return render(
        template, script=script, script_hash=digest, version=servanda.__version__, **values
    )


@cache
def _environment():
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HOME),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
