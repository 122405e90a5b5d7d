"use strict";
// Keeps the figures of the workers page up to date.
const EVERY_MS = 2000;
const done = [];
const duration = (s) => {
  if (s === null) return "none";
  for (const [size, unit] of [[86400, "d"], [3600, "h"], [60, "min"]]) if (s >= size) return `${Math.round(s / size)} ${unit}`;
  return s >= 1 ? `${Math.round(s)} s` : `${Math.round(s * 1000)} ms`;
};
const row = (head, cells) => {
  const line = document.createElement("tr");
  const first = document.createElement("th");
  first.scope = "row";
  first.textContent = head;
  line.append(first);
  for (const [text, number] of cells) {
    const cell = document.createElement("td");
    cell.textContent = text;
    if (number) cell.className = "number";
    line.append(cell);
  }
  return line;
};
const show = (now) => {
  const figures = { ...now, lag: now.log_position - now.projected_position };
  for (const place of document.querySelectorAll("[data-live]")) place.textContent = figures[place.dataset.live];
  document.getElementById("queue-rows").replaceChildren(...now.queues.map((q) => row(q.consumer, [
    [q.pending, true], [q.running, true], [q.failed, true], [q.done, true], [duration(q.oldest_pending_s), true],
    [q.done_last_minute, true], [duration(q.mean_seconds), true],
  ])));
  document.getElementById("worker-rows").replaceChildren(...now.workers.map((w) => row(w.name, [
    [w.pid, true], [w.jobs_done, true], [`${Math.round(w.memory_mb)} MB`, true],
    [`${duration(Math.max(1, (new Date(now.at) - new Date(w.seen_at)) / 1000))} ago`, false],
  ])));
  document.getElementById("no-workers").hidden = now.workers.length > 0;
  document.getElementById("worker-table").hidden = now.workers.length === 0;
  done.push(now.queues.reduce((sum, q) => sum + q.done_last_minute, 0));
  if (done.length > 150) done.shift();
  const most = Math.max(1, ...done);
  const step = 600 / Math.max(1, done.length - 1);
  document.querySelector("#chart polyline").setAttribute(
    "points", done.map((n, i) => `${(i * step).toFixed(1)},${(76 - 70 * n / most).toFixed(1)}`).join(" "));
};
const state = document.getElementById("live-state");
const ask = async () => {
  try {
    const answer = await fetch("/v1/workers/throughput");
    if (!answer.ok) throw new Error(answer.statusText);
    show(await answer.json());
    state.textContent = "Live.";
  } catch {
    state.textContent = "The server does not answer; trying again.";
  }
  setTimeout(ask, EVERY_MS);
};
ask();
