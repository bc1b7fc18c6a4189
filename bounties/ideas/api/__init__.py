"""Doors of idea boards."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
