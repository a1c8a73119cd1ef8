// Everything here improves a page that already works without it.
import "./htmx.js";
import "./autosave.js";
import "./forms.js";
import "./find.js";
import "./keep.js";
import "./page.js";
import "./remember.js";
import "./speech.js";
