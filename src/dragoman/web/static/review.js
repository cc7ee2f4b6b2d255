// The queue by keyboard: a accepts the line that has the focus (else the first), r rejects it, e opens it, u undoes the
// last decision. One name for all forms of the page.
"use strict";

const lineHere = () => document.activeElement.closest?.(".queue .line") ?? document.querySelector(".queue .line");
const named = document.getElementById("reviewer");

function nameAll() {
  for (const field of document.querySelectorAll("input.by")) field.value = named.value;
}

named?.addEventListener("input", nameAll);
document.getElementById("reviewer-form")?.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  const wanted = event.key === "u" ? document.querySelector(".undo button") : "are".includes(event.key) ? lineHere()?.querySelector(`[data-key="${event.key}"]`) : null;
  if (!wanted) return;
  event.preventDefault();
  if (!named.value.trim()) { named.focus(); return; }
  nameAll();
  wanted.click();
});
