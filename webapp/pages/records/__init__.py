"""What was submitted: receipts, records, the list of them, and downloads."""
