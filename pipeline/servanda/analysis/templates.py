"""Pages made from the Jinja2 templates of this folder; whatever is filled in is escaped."""

from functools import cache
from pathlib import Path

import jinja2

from servanda.labels import FORMS, LABELS


def render(template, **values):
    """Give a page from a template, which also knows the labels and forms of the scale."""
    return _environment().get_template(template).render(labels=LABELS, forms=FORMS, **values)


@cache
def _environment():
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
