"""Which groups are there, what sets each apart, and who is in it?"""
