"""From the text of a draft to what it says: sections, units, norms and their strength."""
