"""The brand-voice rulebook: style files become one compiled rulebook, a text becomes findings."""
