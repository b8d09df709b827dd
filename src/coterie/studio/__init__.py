"""The web door: what does somebody see who writes no code? Its noun is the page.

A page is fetched for a person, calls one verb of `coterie.workflows` and is rendered; it computes no number.
Inside, imports point down only: screens and api -> runs and shell -> projects -> accounts. One screen does not know
another.
"""
