// Forms: organisations are offered as one types; what is wrong comes into view; one sending acts once.
"use strict";
let asked = null;
for (const field of document.querySelectorAll("input[data-suggest]")) {
  field.addEventListener("input", async () => {
    if (/#\d+$/.test(field.value)) return;
    if (asked) asked.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(
        `${field.list.dataset.from}?${new URLSearchParams({ q: field.value })}`, { signal: asked.signal });
      const { found } = await answer.json();
      field.list.replaceChildren(...found.map((text) => Object.assign(document.createElement("option"), { value: text })));
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  });
}
const wrong = document.querySelector(".refused, .field.wrong input, .field.wrong select, .field.wrong textarea");
if (wrong) wrong.focus();
for (const form of document.querySelectorAll("form.form")) {
  const number = form.elements.submission;
  if (number) {
    // who comes back to what was sent, and changes nothing, sends the same again: it is done once
    const fresh = number.value;
    if (history.state?.submission) number.value = history.state.submission;
    const keep = () => history.replaceState({ ...history.state, submission: number.value }, "");
    keep();
    form.addEventListener("input", () => {
      number.value = fresh;
      keep();
    });
  }
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // coming back to the page, it may be sent again
  addEventListener("pageshow", () => { sent = false; });
}
