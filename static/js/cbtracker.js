// The only script of the product. Pages work without it; it sets the classes that the packages' style
// sheets wait for, starts the components that a page holds, and adds three comforts of our own.

import { initAll } from "./govuk-frontend.min.js";

// Below this width the filters stand above the results: closed, so that the results are seen first.
const NARROW = "(max-width: 48.05em)";

function addFilterToggle(side) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary cb-filters__toggle";
  button.setAttribute("aria-controls", side.id);
  const show = (open) => {
    side.classList.toggle("cb-filters__side--closed", !open);
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "Hide filters" : "Show filters";
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  side.before(button);
  show(!window.matchMedia(NARROW).matches || side.querySelector(".govuk-error-message") !== null);
}

// A stacked table is drawn with other display types than a table's, which some browsers take for no table.
function keepTableRoles(table) {
  const roles = { thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", "thead th": "columnheader", "tbody th": "rowheader" };
  table.setAttribute("role", "table");
  for (const [selector, role] of Object.entries(roles)) {
    for (const element of table.querySelectorAll(selector)) element.setAttribute("role", role);
  }
}

// A box that fits needs no stop for the keyboard.
function dropNeedlessStop(box) {
  const needed = () => box.scrollWidth > box.clientWidth;
  const set = () => (needed() ? box.setAttribute("tabindex", "0") : box.removeAttribute("tabindex"));
  new ResizeObserver(set).observe(box);
  set();
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
document.querySelectorAll("[data-module='cb-filters']").forEach(addFilterToggle);
document.querySelectorAll(".cb-stack").forEach(keepTableRoles);
document.querySelectorAll(".cb-table").forEach(dropNeedlessStop);
