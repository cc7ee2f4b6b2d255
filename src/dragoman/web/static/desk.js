// What a page does beyond links and forms: it ties marks to cards, keeps picked lines, follows an import, changes the
// theme, opens a pair. Without it every page still works.
"use strict";

const keep = {
  read(name) { try { return JSON.parse(localStorage.getItem(name)) ?? []; } catch { return []; } },
  write(name, value) { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* kept for this page only */ } },
};

function startTheme() {
  const button = document.getElementById("theme");
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* for this page only */ }
  });
}

// --- picked lines -------------------------------------------------------------------------------------------

const MOST_PICKED = 200;

function startPicking() {
  const number = document.getElementById("picked-number");
  const link = document.getElementById("picked");
  let picked = keep.read("picked").filter((id) => typeof id === "string").slice(0, MOST_PICKED);
  function show() {
    number.textContent = picked.length;
    number.classList.toggle("some", picked.length > 0);
    link.href = "/brief" + (picked.length ? "?" + picked.map((id) => "line=" + encodeURIComponent(id)).join("&") : "");
    for (const box of document.querySelectorAll('.tick input[name="line"]')) box.checked = picked.includes(box.value);
  }
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches?.('.tick input[name="line"]')) return;
    picked = picked.filter((id) => id !== box.value);
    if (box.checked && picked.length < MOST_PICKED) picked.push(box.value);
    keep.write("picked", picked);
    show();
  });
  document.getElementById("unpick")?.addEventListener("click", () => {
    keep.write("picked", []);
    location.assign("/brief");
  });
  addEventListener("storage", () => { picked = keep.read("picked"); show(); });
  show();
}

// --- marks and cards ----------------------------------------------------------------------------------------

function startMarks() {
  const paper = document.getElementById("paper");
  if (!paper) return;
  const byLine = new Map();
  for (const part of paper.querySelectorAll("[data-lines]")) {
    for (const line of part.dataset.lines.split(" ")) {
      if (!byLine.has(line)) byLine.set(line, []);
      byLine.get(line).push(part);
    }
  }
  let lit = [];
  function light(lines) {
    for (const part of lit) part.classList.remove("lit");
    lit = lines.flatMap((line) => byLine.get(line) ?? []);
    for (const part of lit) part.classList.add("lit");
  }
  const linesOf = (target) => target.closest?.("[data-lines]")?.dataset.lines.split(" ") ?? [];
  paper.addEventListener("mouseover", (event) => light(linesOf(event.target)));
  paper.addEventListener("mouseleave", () => light([]));
  paper.addEventListener("focusin", (event) => light(linesOf(event.target)));
  paper.addEventListener("click", (event) => {
    const mark = event.target.closest(".m[data-lines]");
    if (!mark || getSelection()?.toString()) return;
    const line = mark.dataset.lines.split(" ").find((name) => document.getElementById("card-" + name));
    const card = line && document.getElementById("card-" + line);
    card?.closest("details.names")?.setAttribute("open", "");
    card?.scrollIntoView({ block: "nearest" });
  });
}

// J and K go from line to line, on lists and in articles; X picks the one that has the focus.
function startKeys() {
  const stops = [...document.querySelectorAll(".words a, .title a, .text .ref")];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("find").focus();
    } else if (event.key === "j" || event.key === "k") {
      const at = stops.indexOf(document.activeElement);
      const next = stops[event.key === "j" ? at + 1 : Math.max(at - 1, 0)];
      next?.focus();
    } else if (event.key === "x") {
      document.activeElement.closest(".line, .card")?.querySelector('.tick input')?.click();
    }
  });
}

// --- forms --------------------------------------------------------------------------------------------------

function startForms() {
  const drop = document.getElementById("drop");
  if (drop) {
    const files = document.getElementById("files");
    for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); files.files = event.dataTransfer.files; });
  }
  // On a phone filters fold away; a window that becomes wider, where nothing unfolds them, gets them back.
  const phone = matchMedia("(max-width: 40rem)");
  const fold = () => { for (const box of document.querySelectorAll(".filterbox")) box.open = !phone.matches; };
  fold();
  phone.addEventListener("change", fold);
  // Fields left empty would only lengthen the address.
  for (const form of document.querySelectorAll("form.filters")) {
    form.addEventListener("submit", () => {
      for (const field of form.elements) if (field.name && !field.value && field.type !== "hidden") field.disabled = true;
      setTimeout(() => { for (const field of form.elements) field.disabled = false; });
    });
  }
}

// A bar opens its stretch of time; the table of its numbers has the same as links.
function startChart() {
  document.querySelector(".chart")?.addEventListener("click", (event) => {
    const target = event.target.dataset?.href;
    if (target?.startsWith("/pairs/")) location.assign(target);
  });
}

// --- an import under way ------------------------------------------------------------------------------------

async function followImport() {
  const box = document.getElementById("job");
  if (!box || box.dataset.done === "yes") return;
  const answer = await fetch(`/import/${encodeURIComponent(box.dataset.job)}.json`, { cache: "no-store" }).catch(() => null);
  if (answer?.ok) {
    const job = await answer.json();
    if (job.done) { location.reload(); return; }
    document.getElementById("job-documents").textContent = job.documents;
    for (const [name, number] of Object.entries(job.counts)) document.getElementById("job-" + name).textContent = number;
    document.getElementById("job-last").textContent = job.last.slice(0, 120);
  }
  setTimeout(followImport, 700);
}

// What is being counted aside is asked for again until it is there.
function startCounting() {
  if (document.querySelector("[data-counting]")) setTimeout(() => location.reload(), 2000);
}

startTheme();
startPicking();
startMarks();
startKeys();
startForms();
startChart();
startCounting();
followImport();
