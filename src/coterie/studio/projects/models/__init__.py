"""What belongs to a project?"""

from coterie.studio.projects.models.calls import ApiKey, Delivery, IdempotentCall, Webhook
from coterie.studio.projects.models.data import Connection, Dataset, Source
from coterie.studio.projects.models.event import Event
from coterie.studio.projects.models.project import Invitation, Member, Project
from coterie.studio.projects.models.study import ExportRecord, SavedSegment, StudyRecord

__all__ = [
    "ApiKey",
    "Connection",
    "Dataset",
    "Delivery",
    "Event",
    "ExportRecord",
    "IdempotentCall",
    "Invitation",
    "Member",
    "Project",
    "SavedSegment",
    "Source",
    "StudyRecord",
    "Webhook",
]
