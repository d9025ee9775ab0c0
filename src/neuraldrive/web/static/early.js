// What is pressed before the page's scripts have come is done when they are there: on a slow line a tap would else be lost,
// and a form would be sent past them. This file alone is no module: it is there before the first button is.

{
  const early = [];
  const keep = (event) => {
    const pressed = event.target.closest(event.type === "click" ? "button" : "[data-cookie]");
    if (!pressed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (early.some(([one]) => one === pressed)) return;
    pressed.setAttribute("aria-busy", "true");
    early.push([pressed, event.type]);
  };
  for (const type of ["click", "change"]) document.addEventListener(type, keep, true);
  document.addEventListener("DOMContentLoaded", () => {
    for (const type of ["click", "change"]) document.removeEventListener(type, keep, true);
    for (const [pressed, type] of early) {
      pressed.removeAttribute("aria-busy");
      if (type === "click") pressed.click();
      else pressed.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}
