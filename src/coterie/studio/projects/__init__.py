"""what belongs to one shop"""
