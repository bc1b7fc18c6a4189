"""What a solver may say about an entry."""

from typing import Any

from rest_framework import serializers

from bounties.challenges.api.shapes import WholeNumber, require_whole
from bounties.entries.entering import Changes
from bounties.entries.sharing import WHOLE_BP, Offer
from bounties.text import LONGEST_ADDRESS
from payments.api.fields import MinorUnitsField, StrictSerializer


class OfferBody(StrictSerializer):
    """A team member's part, in basis points."""

    email = serializers.EmailField(max_length=LONGEST_ADDRESS)
    share_bp = WholeNumber(max_value=WHOLE_BP)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A PATCH replaces the list, so its rows are whole even there."""
        return require_whole(attrs, "email", "share_bp")


class EntryChanges(StrictSerializer):
    """The fields of a PATCH."""

    title = serializers.CharField(max_length=160)
    body = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    accept_terms = serializers.BooleanField(required=False)
    team = OfferBody(many=True, required=False)
    ai_use = serializers.CharField(
        required=False, allow_blank=True, help_text='Which AI tools you used and for what, or "none used".'
    )
    price = MinorUnitsField(required=False, help_text="Of an offer, in minor units; at or under the ceiling.")

    @property
    def offers(self) -> list[Offer] | None:
        """The team, if one is named; addresses in lower case."""
        if "team" not in self.validated_data:
            return None
        return [Offer(row["email"].lower(), row["share_bp"]) for row in self.validated_data["team"]]

    @property
    def changes(self) -> Changes:
        """What to change."""
        said = self.validated_data
        return Changes(
            title=said.get("title"),
            body=said.get("body"),
            accept_terms=said.get("accept_terms"),
            team=self.offers,
            ai_use=said.get("ai_use"),
            price=said.get("price"),
        )


class EntryBody(EntryChanges):
    """A new entry, under the terms that it accepts."""

    accept_terms = serializers.BooleanField()


class ShareBody(StrictSerializer):
    """The part that one agrees to."""

    share_bp = WholeNumber(
        max_value=WHOLE_BP, required=False, help_text="As it was read: another one by now is not agreed to unseen."
    )


class MendBody(StrictSerializer):
    """What was asked of AI, if that was missing; files are attached before."""

    ai_use = serializers.CharField(required=False, max_length=5_000)


class ScreenBody(StrictSerializer):
    """Whether the entry may be judged, and if not, what it lacks."""

    verdict = serializers.ChoiceField(choices=["qualified", "ineligible"])
    reason = serializers.CharField(required=False, allow_blank=True, max_length=4_000, default="")


class FileBody(serializers.Serializer):
    """One file, as multipart form data."""

    file = serializers.FileField(max_length=255)
