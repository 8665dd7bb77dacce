// Search as one types: the list is asked for again and put in place of the one shown.
"use strict";
for (const form of document.querySelectorAll("form[data-live]")) {
  let asked = null;
  let waiting = 0;
  const show = async () => {
    const address = `${location.pathname}?${new URLSearchParams(new FormData(form))}`;
    if (asked) asked.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) return;
      const read = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = read.getElementById("found");
      if (found) document.getElementById("found").replaceWith(found);
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 200);
  });
}
