// The script of every page (papers.js helps to write a draft). Pages work without it; it sets the classes that the packages' style
// sheets wait for, starts the components that a page holds, and adds a few comforts of our own.

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
  const needed = () => box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
  const set = () => (needed() ? box.setAttribute("tabindex", "0") : box.removeAttribute("tabindex"));
  const observer = new ResizeObserver(set);
  observer.observe(box);
  // The table may grow or shrink within a box that does not.
  observer.observe(box.firstElementChild);
  set();
}

// The package opens what belongs to a radio button with `aria-expanded`, which a radio button may not have. So we
// open it, before the package sees it.
function revealByRadio(group) {
  const reveals = [...group.querySelectorAll("input[type='radio'][data-aria-controls]")].map((input) => {
    const target = document.getElementById(input.getAttribute("data-aria-controls"));
    input.removeAttribute("data-aria-controls");
    return { input, target };
  });
  const show = () => {
    for (const { input, target } of reveals) {
      target.classList.toggle("govuk-radios__conditional--hidden", !input.checked);
    }
  };
  group.addEventListener("change", show);
  // A browser that goes back fills the form in without telling anybody.
  window.addEventListener("pageshow", show);
  show();
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
document.querySelectorAll("[data-module='govuk-radios']").forEach(revealByRadio);
initAll();
document.querySelectorAll("[data-module='cb-filters']").forEach(addFilterToggle);
document.querySelectorAll(".cb-stack").forEach(keepTableRoles);
document.querySelectorAll(".cb-table").forEach(dropNeedlessStop);
