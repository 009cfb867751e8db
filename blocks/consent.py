"""Consent: whether the people whom a post shows or names have agreed to it."""

from domain.posts import Post

PEOPLE = "people"
"""The tag of findings about staff who are shown or named."""


def consent_words(post: Post) -> str:
    """What is known of it, in a few words; empty when nobody is shown or named as far as anybody knows."""
    if post.shows_people:
        return "👥 people shown have agreed"
    named = any(PEOPLE in finding.tags for finding in post.version.findings)
    return "👥 agreement not confirmed" if named else ""
