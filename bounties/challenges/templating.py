"""A sponsor keeps the terms of a challenge, and drafts the next one from them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import Sponsor, User
from bounties.accounts.policies import require_role
from bounties.challenges import drafting, policies
from bounties.challenges.models import Challenge, Template
from bounties.challenges.terms import ChallengeTerms, document_of, terms_from, terms_of
from bounties.errors import BountyError
from bounties.text import require_line
from workers.events import emit

MOST_TEMPLATES = 100


class TemplateNameTaken(BountyError):
    """Another template of the sponsor has this name."""

    code = "template_name_taken"


class TooManyTemplates(BountyError):
    """A sponsor keeps a hundred."""

    code = "too_many_templates"


@transaction.atomic
def save(*, challenge_id: UUID, name: str, by: User) -> Template:
    """Keep what a challenge says, whatever became of it.

    Raises NotAllowed, InvalidInput, TemplateNameTaken, TooManyTemplates.
    """
    challenge = Challenge.objects.get(pk=challenge_id)
    sponsor = Sponsor.objects.select_for_update(no_key=True).get(pk=challenge.sponsor_id)
    policies.require_editor(challenge, by)
    name = _free_name(sponsor, name)
    if sponsor.templates.count() >= MOST_TEMPLATES:
        raise TooManyTemplates(
            _("At most {most_templates} are kept. Delete one that you no longer use."), most_templates=MOST_TEMPLATES
        )
    terms = terms_of(challenge)
    template = Template.objects.create(
        sponsor=sponsor,
        name=name,
        document=document_of(_undated(terms)),
        open_seconds=_span(terms.opens_at, terms.closes_at),
        judging_seconds=_span(terms.closes_at, terms.judge_by),
        saved_by=by,
    )
    emit("template.saved", subject=template, by=by)
    return template


@transaction.atomic
def draft(*, template_id: UUID, changes: dict[str, Any], by: User) -> Challenge:
    """A new draft from a template; `changes` holds fields of ChallengeTerms that differ.

    With an opening, the other dates follow as far apart as they were, unless they are given too. Raises as
    `drafting.create` does.
    """
    template = Template.objects.get(pk=template_id)
    terms = replace(terms_from(template.document), **changes)
    return drafting.create(sponsor_id=template.sponsor_id, terms=_dated(terms, template), by=by)


@transaction.atomic
def rename(*, template_id: UUID, name: str, by: User) -> Template:
    """Keep a template under another name. Raises NotAllowed, InvalidInput, TemplateNameTaken."""
    known = Template.objects.get(pk=template_id)
    sponsor = Sponsor.objects.select_for_update(no_key=True).get(pk=known.sponsor_id)  # its names are given one by one
    template = Template.objects.select_for_update(no_key=True).get(pk=template_id)
    require_role(by, sponsor.pk, *policies.EDITORS)
    template.name = _free_name(sponsor, name)
    template.save(update_fields=["name"])
    emit("template.renamed", subject=template, by=by)
    return template


@transaction.atomic
def delete(*, template_id: UUID, by: User) -> None:
    """Forget a template; what was drafted from it stays. Raises NotAllowed."""
    template = Template.objects.select_for_update(no_key=True).get(pk=template_id)
    require_role(by, template.sponsor_id, *policies.EDITORS)
    emit("template.deleted", subject=template, by=by)
    template.delete()


def _free_name(sponsor: Sponsor, name: str) -> str:
    """One line that no other template of the sponsor is called by; raises InvalidInput, TemplateNameTaken."""
    name = require_line(name.strip(), field="name")
    if sponsor.templates.filter(name=name).exists():
        sentence = _("Another template has this name. Choose another, or delete that one first.")
        raise TemplateNameTaken(sentence, field="name")
    return name


def _undated(terms: ChallengeTerms) -> ChallengeTerms:
    """Without any moment, nor the later stages, which are made of moments."""
    return replace(terms, opens_at=None, closes_at=None, judge_by=None, funding_ends_at=None, stages=(), stage=1)


def _dated(terms: ChallengeTerms, template: Template) -> ChallengeTerms:
    closes_at = terms.closes_at or _later(terms.opens_at, template.open_seconds)
    judge_by = terms.judge_by or _later(closes_at, template.judging_seconds)
    return replace(terms, closes_at=closes_at, judge_by=judge_by)


def _span(start: datetime | None, end: datetime | None) -> int | None:
    return int((end - start).total_seconds()) if start and end else None


def _later(moment: datetime | None, seconds: int | None) -> datetime | None:
    return moment + timedelta(seconds=seconds) if moment and seconds is not None else None
