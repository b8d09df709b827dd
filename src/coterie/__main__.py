"""What does `python -m coterie` do? The same as `coterie`, where the command is not on the path."""

from coterie.cli.main import main

if __name__ == "__main__":
    main()
