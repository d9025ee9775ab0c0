// The strip of lifts scrolls the chosen one into view.

const chosen = document.querySelector(".lifts [aria-current]");
if (chosen) chosen.parentElement.scrollLeft = chosen.offsetLeft - 24;
