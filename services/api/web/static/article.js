"use strict";
// Lights up a claim's source, cue and content together, from the text and from the list.
const lit = (number, on) => {
  for (const mark of document.querySelectorAll(`[data-claims~="${number}"], [data-claim="${number}"]`)) {
    mark.classList.toggle("lit", on);
  }
};
for (const item of document.querySelectorAll("[data-claim]")) {
  for (const [kind, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
    item.addEventListener(kind, () => lit(item.dataset.claim, on));
  }
}
const arrived = () => {
  for (const mark of document.querySelectorAll(".lit")) mark.classList.remove("lit");
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (place && place.classList.contains("ref")) lit(place.textContent, true);
};
addEventListener("hashchange", arrived);
arrived();
