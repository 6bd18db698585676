# Built in two steps: what installs stays behind. Everything that is installed is pinned with its hash.
FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /tools \
    && python -m venv --without-pip /opt/briefbot \
    && /tools/bin/pip --python /opt/briefbot install --no-cache-dir --only-binary :all: --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY cogs cogs
COPY seeds seeds
# hatchling and what it needs stand in the lock, to build with; they do not go with the bot.
RUN /tools/bin/pip --python /opt/briefbot install --no-cache-dir --no-deps --no-build-isolation . \
    && /tools/bin/pip --python /opt/briefbot uninstall --yes hatchling editables pathspec pluggy trove-classifiers

FROM python:3.12-slim
COPY --from=build /opt/briefbot /opt/briefbot
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin briefbot \
    && install --directory --owner=briefbot --group=briefbot /data
ENV PATH=/opt/briefbot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    BRIEFBOT_DATA_DIR=/data
# The one thing that is written, config.toml and the database in it; the rest of the root may be read-only.
VOLUME /data
WORKDIR /data
USER briefbot
# Asks where `watch_at` says, in the environment or in /data/config.toml.
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s CMD ["briefbot", "ready", "--alive"]
ENTRYPOINT ["briefbot"]
CMD ["run"]
