"""Tables from any spreadsheet become entries."""
