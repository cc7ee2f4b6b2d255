// The queue by keyboard: a accepts the line that has the focus (else the first), r rejects it, e opens it, u undoes the
// last decision. One name, at the head of the page, for all its forms; without this script each form asks for it.
"use strict";

const named = document.getElementById("reviewer");
const lineHere = () => document.activeElement.closest?.(".queue .line") ?? document.querySelector(".queue .line");

function nameAll() {
  for (const field of document.querySelectorAll("input.by")) field.value = named.value;
}

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
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  let wanted = null;
  if (event.key === "u") wanted = document.querySelector(".undo button");
  else if (["a", "r", "e"].includes(event.key)) wanted = lineHere()?.querySelector(`[data-key="${event.key}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
});
