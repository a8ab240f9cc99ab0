"""One module per format, each imported when it is asked for."""
