// A file that is too large is told before it is sent; one sending acts once.
"use strict";
const refused = document.querySelector(".refused:not([hidden])");
if (refused) refused.focus();
const file = document.querySelector("input[type=file][data-largest]");
for (const form of document.querySelectorAll("main form[method=post]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    const large = file && form.contains(file) && file.files[0]?.size > Number(file.dataset.largest);
    if (large) {
      const told = document.getElementById("refused");
      told.hidden = false;
      told.firstElementChild.textContent = file.dataset.refusal;
      told.focus();
    }
    if (sent || large) event.preventDefault();
    else sent = true;
  });
  // coming back to the page, it may be sent again
  addEventListener("pageshow", () => { sent = false; });
}
