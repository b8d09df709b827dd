"""How did the tables of this room come to be as they are?"""
