"""What goes in and out? The bodies of calls and answers, each field with its meaning and range."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field

NAME = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"
STUDY = r"^(newest|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$"
WORD = r"^[A-Za-z0-9_.-]+$"
Anything = dict[str, Any]


class In(Schema):
    """A body: nothing beside what is named, and nothing turned into another kind."""

    model_config = ConfigDict(extra="forbid", strict=True)


class ProjectOut(Schema):
    """What the key opens."""

    project: str
    name: str
    currency: str
    key: str
    scopes: list[str]
    expires: datetime | None


class DatasetIn(In):
    """A dataset without files yet."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=NAME)]


class SourceOut(Schema):
    """A file of a dataset."""

    id: UUID
    name: str
    kind: str = Field(description="orders, customers, events, products; empty until it is inspected")
    size: int
    sha256: str
    complete: bool


class DatasetOut(Schema):
    """Sources that are read together."""

    id: UUID
    name: str
    state: str = Field(description="draft, importing, ready, refused or failed")
    message: str = Field(description="why it was refused or failed")
    account: Anything = Field(description="of each kind: rows read, accepted, rejected, duplicate")
    consent_column: str
    is_demo: bool
    created: datetime
    imported_at: datetime | None
    sources: list[SourceOut]


class DatasetsOut(Schema):
    """A page of datasets."""

    items: list[DatasetOut]
    next: str | None = Field(description="cursor of the next page; null on the last one")


class MappingIO(In):
    """What the columns are, as `coterie inspect --save-mapping` writes it (TOML)."""

    mapping: Annotated[str, Field(max_length=200_000, pattern=r"^[^\x00]*$")]


class JobOut(Schema):
    """Work that takes longer than a call."""

    id: UUID
    kind: str
    state: str = Field(description="queued, running, done, failed or cancelled")
    step: str
    steps_done: int
    steps_total: int
    rows_done: int
    message: str
    problems: list[Anything]
    dataset: UUID | None
    study: UUID | None
    created: datetime
    started: datetime | None
    finished: datetime | None


class JobsOut(Schema):
    """A page of jobs, newest first."""

    items: list[JobOut]
    next: str | None


class StudyIn(In):
    """An analysis of a dataset that was imported."""

    dataset: Annotated[UUID, Field(strict=False)]
    title: Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    method: Annotated[str, Field(max_length=60, pattern=WORD)] = "auto"
    segments: Annotated[int, Field(ge=2, le=12)] | None = None
    horizon: Annotated[int, Field(ge=1, le=60, description="months")] | None = None
    holdout: Annotated[str, Field(max_length=20, pattern=WORD)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class StudyOut(Schema):
    """One analysis."""

    id: UUID
    number: int
    title: str
    dataset: UUID
    state: str = Field(description="running, done, failed or refused")
    message: str
    parameters: Anything
    summary: Anything = Field(description="headline, customers, orders, revenue, k, method, as_of, segments in short")
    previous: UUID | None
    created: datetime
    finished: datetime | None


class StudiesOut(Schema):
    """A page of studies, newest first."""

    items: list[StudyOut]
    next: str | None


class StartedOut(Schema):
    """A study that was asked for, and the job that makes it."""

    study: StudyOut
    job: JobOut


class EvidenceOut(Schema):
    """A page of statistics."""

    items: list[Anything]
    next: str | None
    total: int


class SegmentsOut(Schema):
    """The segments of a study in order of value."""

    study: UUID
    method: str
    k: int
    segments: list[Anything]


class PersonasOut(Schema):
    """The personas as the study computed them; each sentence says measured, derived or assumed."""

    study: UUID
    personas: list[Anything]


class MembersOut(Schema):
    """A page of customers."""

    items: list[Anything]
    next: str | None
    total: int


class DayOut(Schema):
    """A day on which a customer bought or brought something back."""

    day: date
    orders: int
    lines: int = Field(description="lines of orders on which something was bought")
    returned_lines: int
    revenue: float = Field(description="after returns")
    bought: float = Field(description="before returns")


class CustomerOut(Schema):
    """One customer: all columns of her row, and her days."""

    study: UUID
    customer: Anything
    days: list[DayOut] = Field(description="in order; empty without orders, and in a study of an earlier form")


Told = Annotated[str, Field(max_length=200)] | float | bool | None


class Quick(BaseModel):
    """A body that comes a thousandfold: the same, without Ninja's look at each field as an attribute."""

    model_config = ConfigDict(extra="forbid", strict=True)


class CustomerIn(Quick):
    """One customer as her traits and her history stand today."""

    id: Annotated[str, Field(min_length=1, max_length=200)]
    traits: Annotated[dict[str, Told], Field(max_length=500)] = Field(
        default_factory=dict, description="name of a trait -> value; GET /studies/{study}/scoring says which decide"
    )
    frequency: Annotated[int, Field(ge=0, le=100_000)] | None = Field(
        default=None, description="purchase days after the first one"
    )
    recency: Annotated[float, Field(ge=0, le=40_000)] | None = Field(
        default=None, description="time from the first to the last purchase day, in the study's unit of time"
    )
    T: Annotated[float, Field(ge=0, le=40_000)] | None = Field(
        default=None, description="time from the first purchase day to today, in the study's unit of time"
    )
    spend: Annotated[float, Field(ge=0, le=1e12)] | None = Field(
        default=None, description="mean spend of the purchase days after the first one"
    )


class ScoreIn(Quick):
    """1 to 1,000 customers."""

    customers: Annotated[list[CustomerIn], Field(min_length=1, max_length=1000)]
    study: Annotated[str, Field(pattern=STUDY)] = "newest"
    bounds: bool = Field(default=False, description="80 % bounds of each value, which take about ten times as long")


class ScoreOut(Schema):
    """One answer."""

    id: str
    state: str = Field(description='"scored" or "not enough data yet"')
    segment: str | None
    segment_name: str | None
    confidence: float | None = Field(description="0 to 1; null where the method tells none")
    memberships: dict[str, float | None] | None = Field(description="share of each segment, for soft methods")
    p_alive: float | None
    expected_orders: float | None
    clv: float | None
    clv_low: float | None
    clv_high: float | None


class ScoresOut(Schema):
    """The answers in the order of the customers."""

    study: UUID
    as_of: str | None
    unit: str | None = Field(description="unit of recency and T; null where the study has no values")
    horizon_months: int | None
    unread: list[str] = Field(description="traits that were told and decide nothing: the study does not use them")
    scores: list[ScoreOut]


EventName = Literal["study.finished", "study.failed", "segments.changed", "dataset.imported"]


class WebhookIn(In):
    """An address that is told of events; without `events` of all of them."""

    url: Annotated[str, Field(max_length=500, pattern=r"^https?://[!-~]+$")]
    events: Annotated[list[EventName], Field(max_length=4)] = Field(default_factory=list)


class WebhookOut(Schema):
    """A webhook."""

    id: int
    url: str
    events: list[str]
    active: bool
    created: datetime


class WebhookMadeOut(WebhookOut):
    """A new webhook with the secret that signs its messages: it is told this once."""

    secret: str


class WebhooksOut(Schema):
    """All webhooks of the project."""

    items: list[WebhookOut]


class DeliveryOut(Schema):
    """One message to one address."""

    id: int
    event: str
    state: str = Field(description="waiting, delivered or failed")
    attempts: int
    response_code: int | None
    message: str
    payload: Anything
    at: datetime


class DeliveriesOut(Schema):
    """A page of deliveries, newest first."""

    items: list[DeliveryOut]
    next: str | None


class EventOut(Schema):
    """Who did what."""

    number: int
    at: datetime
    who: str
    verb: str
    object: str
    detail: Anything


class EventsOut(Schema):
    """A page of the project's log, newest first."""

    items: list[EventOut]
    next: str | None
