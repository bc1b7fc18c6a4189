"""The same server, with Django REST framework as its tutorial leaves it: its JSON, its pages with a COUNT."""

from config.settings import *  # noqa: F403 (settings are a module)

ROOT_URLCONF = "tests.bench.rivals.plain"
REST_FRAMEWORK = {
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 20,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
}
