"""What is this project called, what is kept for how long, and how does it look?"""
