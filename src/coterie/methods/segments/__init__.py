"""Who belongs together?"""
