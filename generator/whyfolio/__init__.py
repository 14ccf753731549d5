"""whyfolio: notes about your work become a portfolio, a promotion packet and a brag document."""

__version__ = "0.1.0"
