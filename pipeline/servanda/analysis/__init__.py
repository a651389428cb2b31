"""From an annotated Doc to frames, and from frames to files."""
