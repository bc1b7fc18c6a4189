"""Where uploaded files are kept, in one variable: STORAGE_URL, a folder or a bucket."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def storage(url: str) -> dict[str, Any]:
    """`file:///var/lib/laurel`, or `s3://BUCKET/FOLDER?region_name=…&endpoint_url=…`, as Django's setting.

    Keys for S3 come from where every AWS tool looks (AWS_ACCESS_KEY_ID and so on), never from the address.
    """
    parts = urlsplit(url)
    match parts.scheme:
        case "file" if parts.path:
            return {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": Path(unquote(parts.path))},
            }
        case "s3" if parts.netloc:
            options = {"bucket_name": parts.netloc, "location": parts.path.strip("/"), "querystring_auth": True}
            return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options | dict(parse_qsl(parts.query))}
        case _:
            raise ImproperlyConfigured(f"STORAGE_URL={url} is neither file:///FOLDER nor s3://BUCKET.")
