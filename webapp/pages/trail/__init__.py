"""The audit trail, to be read and downloaded by whoever may: what was done, and who looked."""
