"""Akoma Ntoso to a draft: numbers, headings and text as the marks say, in any version."""


def akoma_draft(root):
    """Give the draft of an `<akomaNtoso>` element."""
    raise NotImplementedError
