from django.apps import AppConfig
from django.forms.renderers import TemplatesSetting


class PagesConfig(AppConfig):
    """The web client: views and templates that call what the API calls."""

    name = "bounties.pages"


class FormRenderer(TemplatesSetting):
    """Every form of the site, allauth's too: errors at once in a summary that links, each field by one template."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
