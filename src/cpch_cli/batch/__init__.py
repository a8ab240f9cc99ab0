"""Many answers at once: files read over all cores, tables scored by an engine, and what becomes of them."""
