"""what stands around every page"""
