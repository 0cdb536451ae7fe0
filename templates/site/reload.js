// Reloads the page when the server has another version of the site, and shows
// what is wrong with the document when it cannot make one.
"use strict";

const events = new EventSource(new URL("../events", document.currentScript.src));
let version, problem;

events.addEventListener("version", (event) => {
	problem?.remove();
	version ??= event.data;
	if (version !== event.data) location.reload();
});
events.addEventListener("problem", (event) => {
	problem?.remove();
	problem = document.createElement("pre");
	problem.className = "problem";
	problem.setAttribute("role", "alert");
	problem.textContent = event.data;
	document.body.append(problem);
});
