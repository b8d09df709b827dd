"""What will customers be worth, and do they stay?"""
