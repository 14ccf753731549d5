"""Review forms: what a period held, laid into a form's boxes within their limits."""
