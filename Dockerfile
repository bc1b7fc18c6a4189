# syntax=docker/dockerfile:1
# Laurel's image: one for web, relay, worker and one-off commands; target `simulator` adds Stripe's stand-in.
FROM python:3.13-slim AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never PIP_DISABLE_PIP_VERSION_CHECK=1
RUN pip install --no-cache-dir uv
WORKDIR /laurel
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-default-groups --group import --all-extras
COPY . .
RUN .venv/bin/python -m config.local.messages.catalogues
RUN SECRET_KEY=only-to-collect-static-files PUBLIC_URL=https://laurel.example \
    .venv/bin/python manage.py collectstatic --noinput --verbosity=0

FROM build AS build-simulator
RUN uv sync --frozen --no-default-groups --group local --group import --all-extras

FROM python:3.13-slim AS base
RUN useradd --system --create-home --uid 10001 laurel && install -d -o laurel -g laurel /var/lib/laurel
ENV PATH=/laurel/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STORAGE_URL=file:///var/lib/laurel
WORKDIR /laurel
USER laurel

FROM base AS simulator
COPY --from=build-simulator /laurel /laurel
EXPOSE 12111 12112
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:12111/healthz', timeout=2)"]
CMD ["python", "-m", "payments.simulator", "--help"]

FROM base AS laurel
COPY --from=build /laurel /laurel
VOLUME /var/lib/laurel
EXPOSE 8000
ENV BIND=0.0.0.0:8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/livez', timeout=2)"]
CMD ["gunicorn", "-c", "python:config.gunicorn"]
