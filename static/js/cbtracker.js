// The only script of the product. Pages work without it; it sets the classes that the packages' style
// sheets wait for and starts the components that a page holds.

import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
