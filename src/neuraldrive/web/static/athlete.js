// Markers without a test stand unfolded where there is room for them; on a phone what is known comes first.

const roomy = matchMedia("(min-width: 821px)");
function unfold() {
  for (const each of document.querySelectorAll(".unfilled")) each.open = roomy.matches;
}
unfold();
roomy.addEventListener("change", unfold);
