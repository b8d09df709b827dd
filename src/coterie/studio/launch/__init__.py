"""How does the studio run? One parent starts the web server and the worker, watches both, and leaves nothing behind."""
