// All on the page are selected at once; one sending acts once.
"use strict";
const refused = document.querySelector(".refused");
if (refused) refused.focus();
const everyone = document.getElementById("everyone");
const ones = [...document.querySelectorAll("input[name=one]")];
if (everyone) {
  everyone.addEventListener("change", () => {
    for (const one of ones) one.checked = everyone.checked;
  });
  for (const one of ones) one.addEventListener("change", () => {
    everyone.checked = ones.every((box) => box.checked);
  });
}
for (const form of document.querySelectorAll("main form[method=post]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // coming back to the page, it may be sent again
  addEventListener("pageshow", () => { sent = false; });
}
