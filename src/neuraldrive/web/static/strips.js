// What has no room: the bar of pages opens under its button; a strip or table that scrolls sideways shows on which side there
// is more of it, and has the place that is open in view.

const STRIPS = ".sets, .scroll, .cal, .lifts, .wide[tabindex]";

/** Says at which ends of a strip there is more: its style fades it out there. */
function tellEnds(strip) {
  const { scrollLeft, scrollWidth, clientWidth } = strip, last = scrollWidth - clientWidth;
  const ends = [scrollLeft > 1 && "left", scrollLeft < last - 1 && "right"].filter(Boolean).join(" ");
  if (strip.dataset.more !== ends) strip.dataset.more = ends;
}

const seen = new ResizeObserver((each) => each.forEach(({ target }) => tellEnds(target.matches(STRIPS) ? target : target.closest(STRIPS))));

function watch(strip) {
  const here = strip.matches(".sets, .lifts") && strip.querySelector("[aria-current]");
  if (here && strip.scrollWidth > strip.clientWidth) strip.scrollLeft = here.offsetLeft - strip.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2;
  strip.dataset.more = "";
  seen.observe(strip);
  if (strip.firstElementChild) seen.observe(strip.firstElementChild);
}

const find = () => document.querySelectorAll(STRIPS).forEach((each) => { if (!("more" in each.dataset)) watch(each); });
find();
if (!document.body.matches(".rk")) new MutationObserver(find).observe(document.body, { childList: true, subtree: true });
document.addEventListener("scroll", ({ target }) => { if (target.matches && target.matches(STRIPS)) tellEnds(target); }, { capture: true, passive: true });

const opens = document.getElementById("nav-more");
const open = (is) => { if (opens) opens.setAttribute("aria-expanded", String(is)); };
const isOpen = () => opens && opens.getAttribute("aria-expanded") === "true";
document.addEventListener("click", ({ target }) => {
  if (opens && opens.contains(target)) open(!isOpen());
  else if (isOpen() && !target.closest(".nav")) open(false);
});
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !isOpen()) return;
  open(false);
  opens.focus();
});
