"""The method, pure: values in, values out. No file, clock, locale or terminal is known here."""
