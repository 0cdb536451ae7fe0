// Try it: on the page of an operation, opens the form that sends its requests. The form,
// and what it has to know, are read when somebody asks for it.
"use strict";

{
	const box = document.querySelector(".try"), summary = box.querySelector("summary"), hash = "#site:try";
	const link = element("a", { class: "try-link", href: hash }, "Try it");
	const open = () => {
		box.open = true;
		summary.focus({ preventScroll: true });
		box.scrollIntoView();
	};
	let made = false;
	box.addEventListener("toggle", async () => {
		if (!box.open || made) return;
		made = true;
		const wait = element("p", { role: "status" }, "Reading…");
		summary.after(wait);
		try {
			await read("try-form.js");
			await read(box.dataset.file);
			if (tried.shared) await read("try/-schemas.js");
		} catch {
			made = false;
			wait.textContent = "What the form needs cannot be read. Close and open it to try again.";
			box.addEventListener("toggle", () => wait.remove(), { once: true });
			return;
		}
		wait.remove();
		new TryForm(box, tried);
		read("json-schema.js").catch(() => {}); // it is asked for again where something is sent
	});
	link.addEventListener("click", (event) => { event.preventDefault(); open(); });
	document.querySelector("main h1 + p")?.append(" ", link);
	box.hidden = false;
	if (location.hash === hash) open();
}
