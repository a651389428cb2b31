"""Drafts over time: which provision became which, and what that did to its strength."""
