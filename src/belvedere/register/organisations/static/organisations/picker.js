// A figure is chosen by its name and put where one was writing; its address need not be known.
"use strict";
const picker = document.querySelector(".picker");
const texts = [...document.querySelectorAll("form textarea")];
let into = texts[0];
picker.hidden = false;
for (const text of texts) text.addEventListener("focus", () => { into = text; });
document.getElementById("insert").addEventListener("click", () => {
  const [chosen, when, whose] = ["indicator", "figure_when", "figure_of"].map((id) => document.getElementById(id));
  const said = document.getElementById("inserted");
  const name = /\(([a-z0-9_-]+)\)$/.exec(chosen.value.trim());
  if (!name) {
    said.textContent = said.dataset.none;
    chosen.focus();
    return;
  }
  const asked = Object.entries({ when: when.value.trim(), of: whose.value.trim() })
    .filter(([, value]) => value).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
  into.setRangeText(`[[figure:${name[1]}${asked ? `?${asked}` : ""}]]`, into.selectionStart, into.selectionEnd, "end");
  into.dispatchEvent(new Event("input", { bubbles: true }));
  said.textContent = `${said.dataset.done} ${into.labels[0].textContent.trim()}`;
  into.focus();
});
