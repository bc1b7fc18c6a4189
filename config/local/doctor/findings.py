"""What an examination finds: a sentence, and for what is wrong a remedy."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; with a remedy it is wrong."""

    says: str
    remedy: str = ""

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to do."""
        return not self.remedy

    def __str__(self) -> str:
        return f"✓ {self.says}" if self.is_well else f"✗ {self.says}\n    → {self.remedy}"
