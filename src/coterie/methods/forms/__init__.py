"""What the wings return: grid, centres, mixture, tree. Each owns its JSON and a NumPy scorer."""
