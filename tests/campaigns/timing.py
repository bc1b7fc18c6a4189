"""How long something took, told as its middle, its slow end and its worst."""

from collections.abc import Sequence


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p99 and max; nothing of nothing."""
    if not seconds:
        return {}
    inorder = sorted(seconds)
    return {
        "p50": round(inorder[len(inorder) // 2], 2),
        "p99": round(inorder[min(len(inorder) - 1, len(inorder) * 99 // 100)], 2),
        "max": round(inorder[-1], 2),
    }
