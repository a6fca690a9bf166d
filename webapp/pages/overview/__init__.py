"""The overview, where people look rather than read: what is counted, as charts with their tables, and the lists."""
