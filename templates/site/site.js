// What the pages do beyond links: the theme's switch, copy buttons, boxes that
// scroll, tabs, fields of fields, links to headings, all pages of a large group in the
// navigation, and search. Every page works without this script but for these.
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
	document.querySelectorAll(".tabs").forEach(tabs);
	permalinks();
	tables(document);
	search(document.querySelector(".search"));
	const pages = document.querySelector(".pages");
	if (pages) navigation(pages);
	addEventListener("hashchange", show);
	show();
});

// read runs a file of data beside this one, once: pages opened from a folder may read
// nothing but scripts.
const files = new Map();
function read(file) {
	if (!files.has(file)) {
		files.set(file, new Promise((resolve, reject) => {
			const script = document.createElement("script");
			script.src = new URL(file, assets);
			script.onload = resolve;
			script.onerror = () => { files.delete(file); reject(new Error(`${file} cannot be read`)); };
			document.head.append(script);
		}));
	}
	return files.get(file);
}

function element(tag, attributes = {}, ...content) {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
	made.append(...content);
	return made;
}

// navigation shows where the reader is, and all pages of a group that is too large to
// be in each page.
async function navigation(pages) {
	const center = () => {
		const here = pages.querySelector("[aria-current]");
		if (here) pages.scrollTop += here.getBoundingClientRect().top - pages.getBoundingClientRect().top - pages.clientHeight / 2;
	};
	pages.addEventListener("toggle", center); // the menu of a narrow screen opens
	center();
	const rest = pages.querySelector("[data-group]");
	if (!rest) return;
	try { await read("pages.js"); } catch { return; } // the link to all of them is there
	rest.closest("li").querySelector("ul").replaceChildren(...sitePages[rest.dataset.group].map(([title, path, method]) => {
		const link = element("a", { href: new URL(`../${path}`, assets) });
		if (method) link.append(element("span", { class: `method ${method.toLowerCase()}` }, method), " ");
		link.append(...breakable(title));
		if (link.href === location.href.replace(/[?#].*/, "")) link.setAttribute("aria-current", "page");
		return element("li", {}, link);
	}));
	rest.parentElement.remove();
	center();
}

// breakable says where a long word may break, as the pages' own lists do.
function breakable(text) {
	const parts = text.split(/(?<=[/_])(?=[^/_])|(?<=[a-z0-9])(?=[A-Z])/);
	return parts.flatMap((part, i) => i ? [element("wbr", {}), part] : [part]);
}

// tabs shows one panel at a time (ARIA Authoring Practices, tabs). The language that a
// reader chose is shown on other pages too.
const chosen = {
	get language() { try { return localStorage.getItem("language"); } catch { return null; } },
	set language(name) { try { localStorage.setItem("language", name); } catch { /* for this page alone */ } },
};
function tabs(group) {
	const title = group.querySelector("h2"), panels = [...group.querySelectorAll(".panel")];
	if (!panels.length) return;
	const list = element("div", { role: "tablist", "aria-labelledby": title.id });
	const select = (i) => {
		panels.forEach((panel, j) => {
			panel.hidden = i !== j;
			list.children[j].setAttribute("aria-selected", i === j);
			list.children[j].tabIndex = i === j ? 0 : -1;
		});
	};
	const choose = (i) => {
		select(i);
		list.children[i].focus();
		if (group.dataset.choice === "language") chosen.language = list.children[i].textContent;
	};
	panels.forEach((panel, i) => {
		const name = panel.querySelector("h3");
		const tab = element("button", { type: "button", role: "tab", id: `${panel.id}:tab`, "aria-controls": panel.id }, name.textContent);
		tab.addEventListener("click", () => choose(i));
		name.hidden = true;
		panel.role = "tabpanel";
		panel.tabIndex = 0;
		panel.setAttribute("aria-labelledby", tab.id);
		panel.addEventListener("show", () => select(i));
		list.append(tab);
	});
	list.addEventListener("keydown", (event) => {
		const n = panels.length, at = panels.findIndex((panel) => !panel.hidden);
		const to = { ArrowRight: (at + 1) % n, ArrowLeft: (at + n - 1) % n, Home: 0, End: n - 1 }[event.key];
		if (to === undefined) return;
		event.preventDefault();
		choose(to);
	});
	title.after(list);
	select(Math.max(0, group.dataset.choice === "language" ? panels.findIndex((panel) => panel.querySelector("h3").textContent === chosen.language) : 0));
}

// show opens the tab that a link leads to.
function show() {
	const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
	const panel = target && target.closest(".panel");
	if (!panel || !panel.hidden) return;
	panel.dispatchEvent(new Event("show"));
	target.scrollIntoView();
}

// permalinks gives headings and fields a link to themselves.
function permalinks() {
	for (const at of document.querySelectorAll("main :is(h2, h3, h4, h5, h6)[id], td > a[id]:not([href])")) {
		const about = at.tagName === "A" ? at.parentElement.textContent : at.textContent;
		const link = element("a", { class: "permalink", href: `#${at.id}`, "aria-label": `Link to ${about.trim()}` }, "#");
		if (at.tagName === "A") at.parentElement.append(link); else at.append(link);
	}
}

// What files of fields call, with the tables of the fields of schemas by their addresses.
const fieldTables = {};
function fieldsOf(tables) { Object.assign(fieldTables, tables); }

// fieldTable finds the table of the fields of the schema that a link leads to: on this
// page, or in a file.
async function fieldTable(link) {
	const path = link.href.slice(new URL("..", assets).href.length), [page, id] = path.split("#");
	if (link.href.replace(/#.*/, "") !== location.href.replace(/[?#].*/, "")) {
		await read(`fields/${page.replace(/^.*\//, "").replace(/\.html$/, ".js")}`);
		return fieldTables[path];
	}
	const section = id ? `${decodeURIComponent(id)}:fields` : "fields";
	const table = document.getElementById(section).nextElementSibling.cloneNode(true);
	for (const added of table.querySelectorAll("tr.nested, .unfold, .permalink, a[id]:not([href])")) added.remove();
	return table.outerHTML;
}

// nested opens the fields of a field's type below it.
const maxNested = 5;
function nested(scope) {
	for (const link of scope.querySelectorAll("td a[data-fields]")) {
		let depth = 0;
		for (let at = link.closest(".nested"); at; at = at.parentElement.closest(".nested")) depth++;
		if (depth >= maxNested) continue;
		const button = element("button", { class: "unfold", type: "button", "aria-expanded": "false", "aria-label": `Fields of ${link.textContent}` });
		let row;
		button.addEventListener("click", async () => {
			if (!row) {
				let table;
				try { table = await fieldTable(link); } catch { location.href = link.href; return; }
				if (row) return;
				const parent = link.closest("tr"), cell = element("td", { colspan: parent.cells.length });
				cell.innerHTML = table; // of this site, and nothing in it runs
				for (const a of cell.querySelectorAll("a[href]")) a.href = new URL(a.getAttribute("href"), link.href);
				row = element("tr", { class: "nested" }, cell);
				row.hidden = true;
				parent.after(row);
				tables(row);
			}
			row.hidden = !row.hidden;
			button.setAttribute("aria-expanded", !row.hidden);
		});
		link.after(" ", button);
	}
}

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

// tables keeps boxes that have nothing to scroll out of the tab order.
function tables(scope) {
	const seen = new ResizeObserver((entries) => {
		for (const { target } of entries) target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
	});
	for (const box of scope.querySelectorAll(".scroll, pre")) seen.observe(box);
	// Where there is no room for columns, rows are stacked; some browsers then forget that this is a table.
	const roles = { table: "table", "thead, tbody": "rowgroup", tr: "row", th: "columnheader", td: "cell" };
	for (const [tags, role] of Object.entries(roles)) {
		for (const part of scope.querySelectorAll(tags)) part.role = role;
	}
	nested(scope);
}

// search is a combobox with a list (ARIA Authoring Practices, combobox).
function search(box) {
	const input = box.querySelector("input"), list = box.querySelector("[role=listbox]"), status = box.querySelector("[role=status]");
	let active = -1, index;

	const load = async () => {
		await read("search.js");
		return index ??= prepared(searchIndex);
	};
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

// prepared reads the index (package site, search.go, says how it is written), and adds
// what is compared: lower case, with the words of CamelCase names apart as well.
const kinds = { o: "operation", t: "tag", s: "schema", a: "authentication", e: "errors", c: "changelog" };
function prepared(index) {
	const apart = (text) => `${text} ${text.replace(/([a-z0-9])([A-Z])/g, "$1 $2")}`.toLowerCase();
	let host;
	const entries = index.pages.split("\n").filter(Boolean).map((line) => {
		let [kind, title, path, about, id = ""] = line.split("\t");
		if (kind === "p") {
			const end = title.indexOf(" ");
			title = host.title.slice(0, parseInt(title.slice(0, end), 36)) + title.slice(end + 1);
			path = `${host.path}#schema-${path}`;
			kind = "s";
		}
		const entry = { kind: kinds[kind], title, path, about, whole: [title, id].map((name) => name.toLowerCase()), in: apart(title), text: about.toLowerCase(), names: id && apart(`${id} ${about}`) };
		if (!path.includes("#")) host = entry;
		return entry;
	});
	const read = (lines) => lines.split("\n").filter(Boolean).map((line) => {
		const end = line.lastIndexOf(" ");
		return { word: line.slice(0, end).toLowerCase(), in: apart(line.slice(0, end)), pages: pagesOf(line.slice(end + 1)) };
	});
	const names = read(index.names), prose = read(index.words), known = new Map();
	for (const text of [...entries, ...names, ...prose]) {
		for (const word of `${text.in} ${text.names ?? ""}`.split(/[^\p{L}\p{N}]+/u)) if (!known.has(word)) known.set(word, lettersOf(word));
	}
	return { entries, names, prose, known };
}

// pagesOf reads the numbers of the pages of a name or word.
const digits = new Map([..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"].map((c, i) => [c, i]));
function pagesOf(pages) {
	const out = [];
	let at = -1, distance = 0, shift = 0;
	for (const c of pages) {
		const digit = digits.get(c);
		distance |= (digit & 31) << shift;
		shift += 5;
		if (digit < 32) { out.push(at += distance); distance = shift = 0; }
	}
	return out;
}

// find returns the best entries that have all words of a query.
function find(index, query) {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean), found = [], all = query.trim().toLowerCase();
	const ranks = words.map((word) => {
		const exact = ranksOf(index, word);
		return exact.some(Boolean) ? exact : alike(index, word);
	});
	const named = new Set();
	for (const name of index.names) if (name.word === all) name.pages.forEach((at) => named.add(at));
	index.entries.forEach((entry, i) => {
		if (ranks.some((of) => !of[i])) return;
		const whole = entry.whole.includes(all) || named.has(i);
		found.push([ranks.reduce((sum, of) => sum + of[i], 0) + (whole ? 20 : 0) + (entry.kind === "operation" ? 3 : 0) - entry.title.length / 100, entry]);
	});
	return found.sort((a, b) => b[0] - a[0]).slice(0, 20).map(([, entry]) => entry);
}

// ranksOf says how well each entry fits a word; 0 is not at all. A title comes first,
// then names (the path of an operation says what it does), the summary, and the text.
function ranksOf({ entries, names, prose }, word) {
	const starts = (text) => {
		for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) if (at === 0 || " /_-".includes(text[at - 1])) return true;
		return false;
	};
	const ranks = entries.map((entry) => {
		const title = entry.in.includes(word), names = entry.names.includes(word);
		if (title && starts(entry.in)) return 10;
		if (names && starts(entry.names)) return 9;
		return title ? 5 : names ? 4 : entry.text.includes(word) ? 2 : 0;
	});
	const raise = (of, to) => { for (const at of of.pages) if (ranks[at] < to) ranks[at] = to; };
	for (const name of names) if (name.in.includes(word)) raise(name, starts(name.in) ? 8 : 4);
	for (const known of prose) if (known.word.startsWith(word)) raise(known, known.word === word ? 1.5 : 1);
	return ranks;
}

// alike is ranksOf for the words that a word with a slip of the finger may mean.
function alike(index, word) {
	const allowed = word.length < 4 ? 0 : word.length < 8 ? 1 : 2, letters = lettersOf(word);
	let nearest = [], least = allowed;
	for (const [known, has] of allowed ? index.known : []) {
		if (ones(letters ^ has) > 2 * least) continue;
		const d = distance(word, known, least);
		if (d < least) nearest = [];
		if (d <= least) { nearest.push(known); least = d; }
	}
	const ranks = index.entries.map(() => 0);
	for (const known of nearest.slice(0, 3)) {
		ranksOf(index, known).forEach((r, i) => { ranks[i] = Math.max(ranks[i], r / 2); });
	}
	return ranks;
}

// lettersOf is a set of the letters of a word, as bits: words whose letters differ much
// need no closer look.
function lettersOf(word) {
	let bits = 0;
	for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
	return bits;
}
function ones(bits) {
	let n = 0;
	for (; bits; bits &= bits - 1) n++;
	return n;
}

// distance counts the letters to insert, leave out, replace or swap with the next, up to
// a limit.
function distance(a, b, limit) {
	if (Math.abs(a.length - b.length) > limit) return limit + 1;
	let before = [], last = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
		}
		if (Math.min(...row) > limit) return limit + 1;
		[before, last] = [last, row];
	}
	return last[b.length];
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
	about.textContent = entry.about;
	link.append(entry.title, kind, about);
	return link;
}
