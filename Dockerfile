# One image for migration, relay, workers, API and Flower. Runs as an ordinary user on a read-only root.
FROM python:3.13-slim AS build
WORKDIR /app
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements-flower.lock ./
RUN pip install --require-hashes --requirement requirements-flower.lock
COPY pyproject.toml README.md LICENSE alembic.ini ./
COPY alembic alembic
COPY db db
COPY services services
COPY workers workers
RUN pip install --no-deps --no-build-isolation . && python -m compileall -q /opt/venv/lib

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin counterclaim
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 OMP_NUM_THREADS=1
USER 10001
WORKDIR /tmp
EXPOSE 8765
CMD ["counterclaim", "--help"]
