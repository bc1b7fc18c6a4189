"""The smallest HTTP client that can post a webhook, and be cancelled at once when the process ends."""

import asyncio
from urllib.parse import urlsplit


async def post(url: str, headers: dict[str, str], payload: bytes, *, patience: float) -> int:
    """The receiver's status; raises OSError, ValueError or TimeoutError where none came."""
    async with asyncio.timeout(patience):
        return await _post(url, headers, payload)


async def _post(url: str, headers: dict[str, str], payload: bytes) -> int:
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or (443 if secure else 80), ssl=secure)
    try:
        target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        fields = {"Host": parts.netloc, **headers, "Content-Length": str(len(payload)), "Connection": "close"}
        lines = [f"POST {target} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items()), "", ""]
        writer.write("\r\n".join(lines).encode() + payload)
        await writer.drain()
        status_line = await reader.readline()
        return int(status_line.split()[1]) if status_line else 0
    finally:
        writer.close()
