"use strict";
// Tells a reader of the report that contradictions came in since the page was made.
const notice = document.getElementById("news");
const news = new EventSource("/v1/events/stream?type=ContradictionsFound");
news.addEventListener("ContradictionsFound", (message) => {
  if (JSON.parse(message.data).data.findings.length) notice.hidden = false;
});
notice.querySelector("a").addEventListener("click", (click) => {
  click.preventDefault();
  location.reload();
});
addEventListener("pagehide", () => news.close());
