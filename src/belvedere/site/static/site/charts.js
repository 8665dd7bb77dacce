// Draws each chart of the page from the specification that stands in it.
// The expression interpreter needs no eval, so the page's policy can forbid it.
const french = { decimal: ",", thousands: "\u202f", grouping: [3], currency: ["", "\u00a0€"],
  percent: "\u00a0%" };
const formatLocale = document.documentElement.lang === "fr" ? french : undefined;
document.querySelectorAll("figure[data-chart]").forEach((holder) => {
  const place = holder.querySelector(".chart");
  const spec = JSON.parse(holder.querySelector("script[type='application/json']").textContent);
  const names = spec.encoding?.y.axis;  // a chart of several layers has no axis of its own here
  if (names?.labelLimit) names.labelLimit = Math.round(place.clientWidth * 0.5);
  vegaEmbed(place, spec, {
    actions: false, ast: true, renderer: "svg", defaultStyle: false,
    tooltip: { disableDefaultStyle: true }, loader: { target: "_self" },
    ...(formatLocale ? { formatLocale } : {}),
  })
    .then(() => {
      // one image, which the place names; its parts stand in the table
      place.querySelector("svg").setAttribute("aria-hidden", "true");
      holder.setAttribute("data-drawn", "yes");
    })
    .catch((error) => { place.textContent = ""; console.error(error); });
});
