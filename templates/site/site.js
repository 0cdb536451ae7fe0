// What the pages do beyond links: the theme's switch, copy buttons, boxes that
// scroll, and search. Every page works without this script but for these.
"use strict";

const assets = new URL(".", document.currentScript.src);
const root = document.documentElement;

// The theme is set before the page is drawn. Storage may be refused.
const theme = {
	get saved() { try { return localStorage.getItem("theme"); } catch { return null; } },
	set saved(name) { try { localStorage.setItem("theme", name); } catch { /* for this page alone */ } },
	get dark() {
		return (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
	},
};
if (["light", "dark"].includes(theme.saved)) root.dataset.theme = theme.saved;

document.addEventListener("DOMContentLoaded", () => {
	themeSwitch(document.querySelector(".theme"));
	copyButtons();
	scrollers();
	search(document.querySelector(".search"));
	const pages = document.querySelector(".pages"), here = pages.querySelector("[aria-current]");
	if (here) pages.scrollTop = here.offsetTop - pages.clientHeight / 2;
});

function themeSwitch(button) {
	const show = () => button.setAttribute("aria-pressed", theme.dark);
	button.addEventListener("click", () => {
		root.dataset.theme = theme.saved = theme.dark ? "light" : "dark";
		show();
	});
	matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
	show();
	button.hidden = false;
}

function copyButtons() {
	if (!navigator.clipboard) return; // not over plain HTTP
	for (const box of document.querySelectorAll(".code")) {
		const button = document.createElement("button");
		button.type = "button";
		button.textContent = "Copy";
		button.addEventListener("click", async () => {
			try {
				await navigator.clipboard.writeText(box.querySelector("code").textContent);
				button.textContent = "Copied";
			} catch {
				button.textContent = "Not allowed";
			}
			setTimeout(() => { button.textContent = "Copy"; }, 2000);
		});
		box.append(button);
	}
}

// scrollers keeps boxes that have nothing to scroll out of the tab order.
function scrollers() {
	const seen = new ResizeObserver((entries) => {
		for (const { target } of entries) target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
	});
	for (const box of document.querySelectorAll(".scroll, pre")) seen.observe(box);
	// Rows are stacked on narrow screens; some browsers then forget that this is a table.
	const roles = { table: "table", "thead, tbody": "rowgroup", tr: "row", th: "columnheader", td: "cell" };
	for (const [tags, role] of Object.entries(roles)) {
		for (const part of document.querySelectorAll(tags)) part.role = role;
	}
}

// search is a combobox with a list (ARIA Authoring Practices, combobox).
function search(box) {
	const input = box.querySelector("input"), list = box.querySelector("[role=listbox]"), status = box.querySelector("[role=status]");
	let active = -1, index;

	const load = () => index ??= new Promise((resolve, reject) => {
		const script = document.createElement("script");
		script.src = new URL("search.js", assets);
		script.onload = () => resolve(searchIndex.map(prepare));
		script.onerror = () => { index = undefined; reject(); };
		document.head.append(script);
	});
	const close = () => {
		list.hidden = true;
		input.setAttribute("aria-expanded", "false");
		input.removeAttribute("aria-activedescendant");
		active = -1;
	};
	const activate = (i) => {
		list.children[active]?.setAttribute("aria-selected", "false");
		active = i;
		const option = list.children[i];
		option.setAttribute("aria-selected", "true");
		option.scrollIntoView({ block: "nearest" });
		input.setAttribute("aria-activedescendant", option.id);
	};
	const update = async () => {
		const query = input.value;
		if (!query.trim()) { status.textContent = ""; return close(); }
		let found;
		try { found = find(await load(), query); } catch { status.textContent = "The search index cannot be read."; return; }
		if (query !== input.value) return; // typed on meanwhile
		close();
		status.textContent = found.length === 0 ? "Nothing found" : `${found.length} found`;
		list.replaceChildren(...found.map(option));
		if (found.length === 0) return;
		list.hidden = false;
		input.setAttribute("aria-expanded", "true");
		activate(0);
	};

	input.addEventListener("focus", () => load().catch(() => {}));
	input.addEventListener("input", update);
	input.addEventListener("keydown", (event) => {
		const n = list.hidden ? 0 : list.children.length;
		if (event.key === "Escape") {
			if (n === 0) input.value = "";
			close();
		} else if (event.key === "ArrowDown" && n === 0) {
			update();
		} else if (event.key === "ArrowDown") {
			activate((active + 1) % n);
		} else if (event.key === "ArrowUp" && n > 0) {
			activate((active + n - 1) % n);
		} else if (event.key === "Enter" && n > 0) {
			list.children[active].click();
		} else {
			return;
		}
		event.preventDefault();
	});
	box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) close(); });
	list.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
	list.addEventListener("click", close);
	document.addEventListener("keydown", (event) => {
		if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
		event.preventDefault();
		input.focus();
		input.select();
	});
	box.hidden = false;
}

// prepare adds to an entry what is compared: in lower case, words of
// CamelCase names apart as well.
function prepare(entry) {
	const words = (text) => `${text} ${text.replace(/([a-z0-9])([A-Z])/g, "$1 $2")}`.toLowerCase();
	return { ...entry, in: { title: words(entry.title), names: words((entry.names ?? []).join(" ")), text: (entry.text ?? "").toLowerCase() } };
}

// find returns the best entries that have all words of a query.
function find(entries, query) {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean), found = [];
	for (const entry of entries) {
		const ranks = words.map((word) => rank(entry, word));
		if (ranks.includes(0)) continue;
		const whole = [entry.title, ...entry.names ?? []].some((name) => name.toLowerCase() === query.trim().toLowerCase());
		found.push([ranks.reduce((a, b) => a + b) + (whole ? 20 : 0) + (entry.kind === "operation" ? 3 : 0) - entry.title.length / 100, entry]);
	}
	return found.sort((a, b) => b[0] - a[0]).slice(0, 20).map(([, entry]) => entry);
}

// rank says how well an entry fits a word; 0 is not at all.
function rank(entry, word) {
	const starts = (text) => text.startsWith(word) || [" ", "/", "_", "-"].some((c) => text.includes(c + word));
	if (starts(entry.in.title)) return 10;
	if (starts(entry.in.names)) return entry.kind === "operation" ? 9 : 8; // its path says what it does
	if (entry.in.title.includes(word)) return 5;
	if (entry.in.names.includes(word)) return 4;
	return entry.in.text.includes(word) ? 2 : 0;
}

function option(entry, i) {
	const link = document.createElement("a");
	link.role = "option";
	link.id = `site:option-${i}`;
	link.tabIndex = -1;
	link.ariaSelected = "false";
	link.href = new URL(`../${entry.path}`, assets);
	const kind = document.createElement("span");
	kind.className = "kind";
	kind.textContent = entry.kind;
	const about = document.createElement("small");
	about.textContent = entry.kind === "operation" ? entry.names[1] : entry.text ?? "";
	link.append(entry.title, kind, about);
	return link;
}
