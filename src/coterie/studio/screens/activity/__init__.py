"""Who did what, and when? The log of the project, whole or filtered, and whether anybody has changed it."""
