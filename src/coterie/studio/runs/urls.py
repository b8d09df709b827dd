"""Which addresses have jobs?"""

from django.urls import path

from coterie.studio.runs import views

urlpatterns = [
    path("p/<slug:slug>/jobs/", views.jobs, name="jobs"),
    path("p/<slug:slug>/jobs/<uuid:pk>/", views.job, name="job"),
    path("p/<slug:slug>/jobs/<uuid:pk>/cancel/", views.cancel, name="job_cancel"),
    path("p/<slug:slug>/jobs/<uuid:pk>/again/", views.again, name="job_again"),
    path("p/<slug:slug>/jobs/<uuid:pk>/file/", views.file, name="job_file"),
]
