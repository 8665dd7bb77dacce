// Draws each chart of the page from the specification that stands in it.
// The expression interpreter needs no eval, so the page's policy can forbid it.
document.querySelectorAll("figure[data-chart]").forEach((holder) => {
  const place = holder.querySelector(".chart");
  const spec = JSON.parse(holder.querySelector("script[type='application/json']").textContent);
  const names = spec.encoding.y.axis;
  if (names.labelLimit) names.labelLimit = Math.round(place.clientWidth * 0.5);
  vegaEmbed(place, spec, {
    actions: false, ast: true, renderer: "svg", defaultStyle: false,
    tooltip: { disableDefaultStyle: true }, loader: { target: "_self" },
  })
    .then(() => holder.setAttribute("data-drawn", "yes"))
    .catch((error) => { place.textContent = ""; console.error(error); });
});
