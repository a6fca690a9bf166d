"""The application of Formspec: pages, storage and the command line around the engine.

Here lives everything that talks to a person, a browser or a disk. It decides nothing about policy: what is asked and
what is accepted comes from the spec through the engine.
"""
