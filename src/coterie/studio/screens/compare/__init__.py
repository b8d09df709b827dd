"""Who moved between two studies, why, and what is it worth?"""
