"""What an address on a network takes, beside the application itself.

Here lives what has to be true before people elsewhere are let in, the certificate, and the relay that ends HTTPS where
no proxy does. Nothing here knows a page, or what is kept.
"""
