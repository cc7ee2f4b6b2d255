// The queue by keyboard: a accepts the line that has the focus (else the first), r rejects it, e opens it, s and m open it at
// its splitting and merging, n adds another line to its article, u undoes the last decision; on the page of a line the same
// of that line. One name, at the head of the queue, for all its forms; without this script each form asks for it.
"use strict";

const named = document.getElementById("reviewer");
const lineHere = () => document.activeElement.closest?.(".queue .line") ?? document.querySelector(".queue .line") ?? document;

function nameAll() {
  for (const field of document.querySelectorAll("input.by")) field.value = named.value;
}

// A part of the page of a line that its address names is opened.
function openNamed() {
  const part = /^#\w+$/.test(location.hash) && document.querySelector(`details${location.hash}`);
  if (!part) return;
  part.open = true;
  part.querySelector("textarea, select, input:not([type=hidden])")?.focus();
}

if (named) {
  for (const label of document.querySelectorAll(".by-label")) {
    label.querySelector("input").type = "hidden";
    label.hidden = true;
  }
  named.addEventListener("input", nameAll);
  named.form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".decide, .undo")) return;
    nameAll();
    if (named.value.trim()) return;
    event.preventDefault();
    named.focus();
  });
}
openNamed();
addEventListener("hashchange", openNamed);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  let wanted = null;
  if (named && event.key === "u") wanted = document.querySelector(".undo button");
  else if (["a", "r", "e", "s", "m", "n", "u"].includes(event.key)) wanted = lineHere().querySelector(`[data-key="${event.key}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
});
