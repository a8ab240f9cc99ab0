"""cpch: the diagnostic of the Customs - Police Cooperation Handbook as a command-line interview."""

__version__ = "0.1.0"
