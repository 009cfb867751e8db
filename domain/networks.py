"""The social networks a post can go to."""

from enum import StrEnum


class Network(StrEnum):
    """A network, by the key used in tables, files and rules."""

    X = "x"
    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"
    LINKEDIN = "linkedin"
    TIKTOK = "tiktok"
    THREADS = "threads"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    PINTEREST = "pinterest"
    YOUTUBE = "youtube"
    GOOGLE_BUSINESS = "google-business"

    @property
    def label(self) -> str:
        """The network's own name, as people write it."""
        return _LABELS[self]


_LABELS = {
    Network.X: "X",
    Network.INSTAGRAM: "Instagram",
    Network.FACEBOOK: "Facebook",
    Network.LINKEDIN: "LinkedIn",
    Network.TIKTOK: "TikTok",
    Network.THREADS: "Threads",
    Network.BLUESKY: "Bluesky",
    Network.MASTODON: "Mastodon",
    Network.PINTEREST: "Pinterest",
    Network.YOUTUBE: "YouTube",
    Network.GOOGLE_BUSINESS: "Google Business Profile",
}
