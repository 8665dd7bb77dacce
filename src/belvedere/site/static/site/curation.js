// A text is decided with the keyboard: one letter where no field is being filled in.
"use strict";
const at = (id) => document.getElementById(id);
const keys = at("keys");
const [correct, accept, refuse, save, change] = ["correct", "accept", "refuse", "save", "change"].map(at);
at("shortcuts").hidden = false;
keys.checked = localStorage.getItem("curation keys") !== "off";
keys.addEventListener("change", () => localStorage.setItem("curation keys", keys.checked ? "on" : "off"));
const all = at("all");
const alike = [...document.querySelectorAll("input[type=checkbox][name=also]")];
if (all) {
  at("all-alike").hidden = false;
  const count = () => { all.checked = alike.every((one) => one.checked); };
  count();
  all.addEventListener("change", () => { for (const one of alike) one.checked = all.checked; });
  for (const one of alike) one.addEventListener("change", count);
}
const reason = at("reason");
let refusing = false;
const acts = {
  a: () => accept?.click(),
  c: () => {
    const fields = [...document.querySelectorAll("input[name=organisations][data-suggest]")];
    (fields.find((field) => !field.value) ?? fields[0])?.focus();
  },
  r: () => {
    if (!refuse) return;
    refusing = true;
    if (reason.value.trim()) refuse.click();
    else reason.focus();
  },
  t: () => all?.click(),
  s: () => save?.click(),
  m: () => change?.click(),
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const writing = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && writing) event.target.blur();
  else if (event.key === "Enter" && refusing && event.target === reason) {
    event.preventDefault();
    refuse.click();
  } else if (!writing && keys.checked && acts[event.key]) {
    event.preventDefault();
    acts[event.key]();
  }
});
for (const field of document.querySelectorAll("input[name=organisations]")) field.addEventListener("focus", () => { refusing = false; });
