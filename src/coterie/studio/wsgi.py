"""What does the web server load? Django's application, with the settings of the studio."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.studio.settings")
application = get_wsgi_application()
