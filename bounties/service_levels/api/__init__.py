"""Service levels over HTTP: what may be promised, what a sponsor promises, and its record."""

from django.urls import path

from bounties.service_levels.api.choices import ServiceClocks, ServiceLevel
from bounties.service_levels.api.offers import BusinessCalendars, ServicePlans
from bounties.service_levels.api.records import Reliability

urlpatterns = [
    path("service-plans", ServicePlans.as_view(), name="service-plans"),
    path("business-calendars", BusinessCalendars.as_view(), name="business-calendars"),
    path("sponsors/<uuid:sponsor_id>/service-level", ServiceLevel.as_view(), name="sponsor-service-level"),
    path("sponsors/<uuid:sponsor_id>/service-clocks", ServiceClocks.as_view(), name="sponsor-service-clocks"),
    path("sponsors/<uuid:sponsor_id>/reliability", Reliability.as_view(), name="sponsor-reliability"),
]
