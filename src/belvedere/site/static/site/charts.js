// Draws each chart of the page from the specification that stands in it.
// The expression interpreter needs no eval, so the page's policy can forbid it.
document.querySelectorAll("figure[data-chart]").forEach((holder) => {
  const place = holder.querySelector(".chart");
  const spec = JSON.parse(holder.querySelector("script[type='application/json']").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  if (dark) {
    const axis = spec.config.axis;
    axis.labelColor = axis.titleColor = "#b9c4cb";
    axis.gridColor = "#38444c";
  }
  vegaEmbed(place, spec, { actions: false, ast: true, renderer: "svg" })
    .then(() => holder.setAttribute("data-drawn", "yes"))
    .catch((error) => { place.textContent = ""; console.error(error); });
});
