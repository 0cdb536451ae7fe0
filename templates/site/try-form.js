// The form on the page of an operation that sends its requests. Package tryit says what it
// is made from. What readers fill in is in the form and nowhere else, but for the server,
// which other pages begin with.
"use strict";

// What the files of an operation, and of the schemas that several have, call.
let tried, sharedSchemas;
function tryOperation(about) { tried = { ...about, schemas: (about.schemas ?? []).map(usable) }; }
function trySchemas(document) { sharedSchemas = usable(document); }

// How values are written in a request, by the table of a field: as package validate does
// (EncodeParams, EncodeForm) for emitted clients.
const wire = {
	// escape escapes all that URLs do not leave as it is (RFC 3986, section 2.3), but
	// characters that are to stay.
	escape(text, plain = "") {
		return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
			.replace(/%[0-9A-F]{2}/g, (code) => {
				const c = String.fromCharCode(parseInt(code.slice(1), 16));
				return c < "\x80" && plain.includes(c) ? c : code;
			});
	},

	// text is a value as a text: a string is itself, but where it would be read as JSON.
	text(field, value) {
		const json = JSON.stringify(value);
		if (typeof value !== "string") return json;
		return field.kind === "OnlyJSON" || ["JSON", "Object"].includes(field.kind) && isJSON(value) ? json : value;
	},

	// pairs are the keys, each with its texts, that a value is written as.
	pairs(field, value) {
		if (value === null) return [];
		const scalars = () => value.length > 0 && value.every((item) => item !== null && typeof item !== "object");
		if (field.list && Array.isArray(value) && (field.kind !== "JSON" || field.style || scalars())) {
			const texts = value.map((item) => this.text(field, item)), by = this.delimiters[field.style];
			if (by) return [[field.name, [texts.join(by)]]];
			return [[field.style === "Brackets" ? `${field.name}[]` : field.name, texts]];
		}
		if (!field.style || typeof value !== "object" || Array.isArray(value)) return [[field.name, [this.text(field, value)]]];
		const members = this.members(field, value), by = this.delimiters[field.style];
		if (by) return [[field.name, [members.flatMap(([name, texts]) => [name, texts[0] ?? ""]).join(by)]]];
		return members.map(([name, texts]) => [field.style === "Deep" ? field.name + this.wrap(field, name) : name, texts]);
	},
	delimiters: { Comma: ",", Space: " ", Pipe: "|" },
	members(field, object) { return Object.entries(object).flatMap(([name, value]) => this.pairs(memberOf(field.fields ?? [], name), value)); },
	wrap(field, name) {
		const at = (field.fields ?? []).some(({ style }) => style === "Deep" || style === "Brackets") ? name.indexOf("[") : -1;
		return at < 0 ? `[${name}]` : `[${name.slice(0, at)}]${name.slice(at)}`;
	},

	// param is what a parameter puts into a request: of the query and of cookies a list of
	// keys with texts, which are escaped in the query; of the path and the header a text.
	param(field, value) {
		const one = (text) => {
			switch (field.in) {
			case "path":
				if (field.style === "Matrix") return this.matrix(field, this.escape(text));
				return (field.style === "Label" ? "." : "") + this.escape(text);
			case "query": return [[this.escape(field.name), this.value(field, text)]];
			case "header": return text;
			}
			return [[field.name, text]];
		};
		const several = (pairs) => field.in === "query" ? pairs.map(([key, text]) => [this.escape(key), this.value(field, text)]) : pairs;
		if (value === null) return [];
		if (Array.isArray(value) && (field.list || field.many) && field.kind !== "OnlyJSON") {
			const texts = value.map((item) => this.text(field, item)), joined = ["Comma", "Space", "Pipe", "Label", "Matrix"].includes(field.style);
			if (texts.length === 0) return field.empty && field.in === "query" && field.style !== "Brackets" ? one("") : [];
			if (joined || field.in === "path" || field.in === "header") return this.joined(field, texts);
			return several(texts.map((text) => [field.style === "Brackets" ? `${field.name}[]` : field.name, text]));
		}
		if (typeof value !== "object" || Array.isArray(value) || !field.style) return one(this.text(field, value));
		const members = this.members(field, value);
		if (members.length === 0) return [];
		if (field.style !== "Deep" && field.style !== "Spread") return this.joined(field, members.flatMap(([name, texts]) => [name, texts[0] ?? ""]));
		return several(members.flatMap(([name, texts]) => texts.map((text) => [field.style === "Deep" ? field.name + this.wrap(field, name) : name, text])));
	},
	value(field, text, syntax = "") {
		return this.escape(text, field.reserved ? [...":/?@!$'()*,"].filter((c) => !syntax.includes(c)).join("") : "");
	},
	matrix(field, text) { return `;${this.escape(field.name)}${text && "="}${text}`; },

	// joined writes the items of a list, or names and values in turn, as one text.
	joined(field, texts) {
		const { style, explode } = field, pairs = explode && field.kind === "Object" && !field.list;
		const by = style === "Label" && explode ? "." : style === "Matrix" && explode ? ";" : this.delimiters[style] ?? ",";
		let parts = [];
		texts.forEach((text, i) => {
			if (field.in === "path") text = this.escape(text);
			if (field.in === "query") text = this.value(field, text, `${by}=`);
			if (style === "Label" && explode) text = text.replaceAll(".", "%2E");
			if (pairs && i % 2) parts[parts.length - 1] += `=${text}`;
			else parts.push(style === "Matrix" && explode && !pairs ? this.matrix(field, text).slice(1) : text);
		});
		const shown = parts.join(field.in === "query" ? { " ": "%20", "|": "%7C" }[by] ?? by : by);
		if (field.in === "path") {
			if (style === "Matrix") return explode ? `;${shown}` : this.matrix(field, shown);
			return (style === "Label" ? "." : "") + shown;
		}
		return field.in === "header" ? shown : [[field.in === "query" ? this.escape(field.name) : field.name, shown]];
	},
};

function isJSON(text) {
	try { JSON.parse(text); return true; } catch { return false; }
}

// memberOf is the entry of a table for a name.
function memberOf(fields, name) {
	const entry = fields.find((f) => f.name === name && !f.others) ?? fields.find((f) => f.pattern && new RegExp(f.pattern, "u").test(name)) ?? fields.find((f) => f.others) ?? {};
	return { ...entry, name };
}

// valueOf is the value that a text is read as by who receives it.
function valueOf(field, text) {
	const read = (one) => {
		const scalar = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/.test(one) ? "number" : /^(?:true|false)$/.test(one) ? "boolean" : "";
		switch (field.kind) {
		case "Object": case "OnlyJSON": return parsed(one);
		case "JSON": return isJSON(one) ? JSON.parse(one) : one;
		case "Scalar": return scalar || one === "null" ? JSON.parse(one) : one;
		case "ScalarText": return scalar ? JSON.parse(one) : one;
		case "NumberText": return scalar === "number" ? Number(one) : one;
		case "BooleanText": return scalar === "boolean" ? one === "true" : one;
		}
		return one;
	};
	if (field.list && field.kind !== "OnlyJSON") return text.split("\n").filter(Boolean).map(read);
	return field.style && !field.many && field.fields ? parsed(text) : read(text);
}
function parsed(text) {
	try { return JSON.parse(text); } catch (error) { throw new Error(`This is no JSON: ${error.message}`); }
}

// filled is what stands in the form for a value.
function filled(field, value) {
	if (value === undefined || value === null) return "";
	if (field.list && Array.isArray(value)) return value.map((item) => wire.text(field, item)).join("\n");
	return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
}

// Violations of a JSON Schema, as the path of names to a value and what is wrong with it.
// Of a union, those of the one choice that has the right type are told, or that none fits.
function violations(schema, value) {
	const validator = new jsonSchema.Validator(schema, "2020-12", false);
	if (sharedSchemas) validator.addSchema(sharedSchemas);
	let errors = validator.validate(value).errors;
	for (const union of errors.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf")) {
		const within = errors.filter((e) => e !== union && e.keywordLocation.startsWith(`${union.keywordLocation}/`));
		const choices = Map.groupBy(within, (e) => e.keywordLocation.slice(union.keywordLocation.length + 1).split("/")[0]);
		const fitting = [...choices.values()].filter((all) => !all.some((e) => ["type", "const", "enum"].includes(e.keyword) && e.instanceLocation === union.instanceLocation));
		if (within.length > 0 && fitting.length === 1) errors = errors.filter((e) => e !== union && (!within.includes(e) || fitting[0].includes(e)));
		else errors = errors.filter((e) => !within.includes(e));
	}
	const holders = ["$ref", "allOf", "if", "properties", "patternProperties", "additionalProperties", "unevaluatedProperties", "items", "prefixItems", "unevaluatedItems", "propertyNames", "dependentSchemas"];
	const out = new Map();
	for (const { keyword, instanceLocation, error } of errors) {
		if (holders.includes(keyword)) continue;
		const path = instanceLocation.split("/").slice(1).map((token) => decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~"));
		let message = error.replace(/^Instance type "(.*)" is invalid\. Expected "(.*)"\.$/, (_, is, wanted) => `The type is ${is}; it must be ${wanted.replaceAll('", "', " or ")}.`)
			.replace(/^Instance /, "The value ").replace(/^False boolean schema\.$/, "This must not be sent.");
		if (keyword === "required") {
			path.push(/"(.*)"\.$/s.exec(error)[1]);
			message = "This must be sent.";
		}
		out.set(JSON.stringify([path, message]), { path, message });
	}
	return [...out.values()];
}

// usable leaves out patterns that browsers cannot read.
function usable(schema) {
	if (Array.isArray(schema)) return schema.map(usable);
	if (schema === null || typeof schema !== "object") return schema;
	const reads = (pattern) => { try { new RegExp(pattern, "u"); return true; } catch { return false; } };
	const out = {};
	for (const [name, of] of Object.entries(schema)) {
		if (name === "enum" || name === "const") out[name] = of;
		else if (name === "patternProperties" && of && !Array.isArray(of)) out[name] = usable(Object.fromEntries(Object.entries(of).filter(([pattern]) => reads(pattern))));
		else if (name !== "pattern" || typeof of !== "string" || reads(of)) out[name] = usable(of);
	}
	return out;
}

const pointerOf = (path) => path.map((name) => `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

// A secret stands in what is shown and copied as a variable of the shell.
const secret = (name) => `\0${name}\0`;
const shown = (text) => text.replace(/\0(.*?)\0/g, "$$$1");
const shell = (text) => text.split("\0").map((part, i) => i % 2 ? `"$${part}"` : part && (/^[\w./:@%+=,-]+$/.test(part) ? part : `'${part.replaceAll("'", `'\\''`)}'`)).join("") || "''";

class TryForm {
	constructor(box, about) {
		this.about = about;
		this.count = 0;
		this.form = element("form", { class: "try-form", autocomplete: "off", novalidate: "" });
		this.servers();
		this.credentials();
		this.parameters();
		this.bodies();
		this.request = element("code", {});
		this.send = element("button", { type: "submit", class: "send" }, "Send");
		this.anyway = element("button", { type: "button", hidden: "" }, "Send anyway");
		this.cancel = element("button", { type: "button", hidden: "" }, "Cancel");
		this.copy = element("button", { type: "button" }, "Copy as curl");
		this.status = element("p", { role: "status", class: "try-status" });
		this.answer = element("section", { class: "answer", "aria-label": "Answer" });
		this.answer.hidden = true;
		this.form.append(element("p", { class: "try-request" }, this.request));
		if (about.note) this.form.append(element("p", { class: "hint" }, about.note));
		this.form.append(element("p", { class: "try-buttons" }, this.send, this.anyway, this.cancel, this.copy), this.status);
		box.append(this.form, this.answer);

		this.form.addEventListener("submit", (event) => { event.preventDefault(); this.start(false); });
		this.form.addEventListener("input", () => this.update());
		this.form.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.form.requestSubmit(); });
		this.anyway.addEventListener("click", () => this.start(true));
		this.cancel.addEventListener("click", () => this.controller?.abort());
		this.copy.addEventListener("click", () => this.copied());
		this.copy.hidden = !navigator.clipboard; // not over plain HTTP
		this.update();
	}

	id() { return `site:try-${++this.count}`; }

	group(title, ...content) {
		const out = element("fieldset", {}, element("legend", {}, title), ...content);
		this.form.append(out);
		return out;
	}

	// labelled is a control with its label, a hint and a place for what is wrong with it.
	labelled(label, control, { hint = "", required = false, deprecated = false } = {}) {
		const id = this.id();
		control.id = id;
		const name = element("label", { for: id }, label);
		if (required) name.append(element("span", { class: "hint" }, " required"));
		if (deprecated) name.append(element("span", { class: "hint" }, " deprecated"));
		if (hint) name.append(element("span", { class: "hint" }, ` ${hint}`));
		const told = element("div", { class: "wrong", id: `${id}:wrong` });
		control.setAttribute("aria-describedby", told.id);
		if (required) control.setAttribute("aria-required", "true");
		return { row: element("div", { class: "row" }, name, control, told), control, told };
	}

	text(attributes = {}) { return element("input", { type: "text", autocomplete: "off", spellcheck: "false", autocapitalize: "none", ...attributes }); }
	area(rows) { return element("textarea", { rows, autocomplete: "off", spellcheck: "false", autocapitalize: "none" }); }
	select(options) { return element("select", { autocomplete: "off" }, ...options.map(([value, text]) => element("option", { value }, text))); }

	// Where requests go. A page of the same site begins with the server that was chosen last.
	servers() {
		const { servers = [], base = "" } = this.about, key = `server ${new URL("..", assets).pathname}`;
		const saved = { get value() { try { return localStorage.getItem(key); } catch { return null; } }, set value(url) { try { localStorage.setItem(key, url); } catch { /* for this page alone */ } } };
		const choice = this.labelled("Send to", this.select([...servers.map(({ url, about }, i) => [i, about ? `${url} (${about})` : url]), ["", "Another address"]]));
		const group = this.group("Server", choice.row), more = element("div", {});
		group.append(more);
		const address = this.labelled("Address", this.text({ inputmode: "url", placeholder: `http://127.0.0.1:8080${base}` }), { hint: base && `without a path, ${base} is added` });
		const choose = () => {
			const server = servers[choice.control.value];
			this.variables = (server?.variables ?? []).map((v) => {
				const made = this.labelled(v.name, v.choices ? this.select(v.choices.map((c) => [c, c])) : this.text());
				made.control.value = v.default;
				return { ...made, name: v.name };
			});
			more.replaceChildren(...server ? this.variables.map(({ row }) => row) : [address.row]);
		};
		choice.control.addEventListener("change", () => {
			choose();
			if (servers[choice.control.value]) saved.value = servers[choice.control.value].url;
		});
		address.control.addEventListener("change", () => { if (this.address().url) saved.value = address.control.value; });
		const at = servers.findIndex(({ url }) => url === saved.value);
		choice.control.value = at >= 0 ? at : saved.value || servers.length === 0 ? "" : 0;
		if (at < 0 && saved.value) address.control.value = saved.value;
		choose();
		this.address = () => {
			const server = servers[choice.control.value], at = server ? choice : address;
			let text = server ? server.url : address.control.value.trim();
			for (const { name, control } of server ? this.variables : []) text = text.replaceAll(`{${name}}`, control.value);
			let url;
			try { url = new URL(text); } catch { return { ...at, wrong: text ? "This is no address, as in http://127.0.0.1:8080" : "Where to? An address is needed, as in http://127.0.0.1:8080" }; }
			if (!/^https?:$/.test(url.protocol)) return { ...at, wrong: "The address begins with http:// or https://" };
			if (url.username || url.password || url.search || url.hash) return { ...at, wrong: "The address has no credentials, no ? and no #" };
			const own = !server && /^[^/]*\/\/[^/]*$/.test(text);
			return { ...at, url: url.origin + (own ? base : url.pathname.replace(/\/+$/, "")) };
		};
	}

	// What lets requests in. It is held by its controls, and by nothing else.
	credentials() {
		const access = (this.about.access ?? []);
		if (!access.some((all) => all.length > 0)) return;
		const name = (all) => all.map(({ scheme }) => scheme).join(" and ") || "none";
		const group = this.group("Credentials"), rows = element("div", {});
		const choose = (i) => {
			this.secrets = access[i].map((c) => this.credential(c));
			rows.replaceChildren(...this.secrets.flatMap(({ rows }) => rows));
		};
		if (access.length > 1) {
			const choice = this.labelled("Scheme", this.select(access.map((all, i) => [i, name(all)])));
			choice.control.addEventListener("change", () => choose(choice.control.value));
			group.append(choice.row);
		}
		group.append(rows, element("p", { class: "hint" }, "They stay in this tab, and are forgotten when you leave the page."));
		choose(0);
	}

	credential(c) {
		const password = (label, variable) => ({ variable, ...this.labelled(label, this.text({ type: "password" })) });
		const note = (text) => ({ rows: [element("p", { class: "hint" }, text)], add() {} });
		const header = (field, add) => ({ rows: [field.row], add: (out, mask) => { if (field.control.value) add(out, mask ? secret(field.variable) : field.control.value); } });
		switch (c.kind) {
		case "bearer":
			return header(password(`${c.scheme}: access token`, "TOKEN"), (out, value) => out.headers.set("Authorization", `Bearer ${value}`));
		case "http":
			return header(password(`${c.scheme}: header Authorization, ${c.name} and what follows`, "AUTHORIZATION"), (out, value) => out.headers.set("Authorization", value));
		case "basic": {
			const user = this.labelled(`${c.scheme}: user name`, this.text()), word = this.labelled("Password", this.text({ type: "password" }));
			return { rows: [user.row, word.row], add: (out, mask) => {
				const text = `${user.control.value}:${word.control.value}`;
				if (text === ":") return;
				if (mask) out.user = `${secret("USERNAME")}:${secret("PASSWORD")}`;
				else out.headers.set("Authorization", `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(text)))}`);
			} };
		}
		case "mutualTLS":
			return note(`${c.scheme}: the browser asks for the certificate by itself, if it has one for the server.`);
		}
		if (c.in === "cookie") return note(`${c.scheme}: a page can send no cookie ${c.name}. Try this with curl.`);
		const field = password(`${c.scheme}: ${c.in} ${c.name}`, "API_KEY");
		if (c.in === "query") return header(field, (out, value) => out.query.push([wire.escape(c.name), value.startsWith("\0") ? value : wire.escape(value)]));
		return header(field, (out, value) => out.headers.set(c.name, value));
	}

	// field is the control of a value, and what is in it: text() is "" where it is not sent.
	field(field, at) {
		let control;
		if (field.file) control = element("input", { type: "file", ...field.list ? { multiple: "" } : {} });
		else if (field.choices && !field.list) control = this.select([["", field.default !== undefined ? `${filled(field, field.default)} by default` : field.required ? "choose one" : "not sent"], ...field.choices.map((c) => [wire.text(field, c), typeof c === "string" ? c : JSON.stringify(c)])]);
		else if (field.list || field.kind === "OnlyJSON" || field.kind === "Object" || field.fields) control = this.area(2);
		else control = this.text();
		const made = this.labelled(field.name, control, { hint: field.refused ? "" : field.type, ...field });
		const hint = filled(field, field.default ?? field.example);
		if (control.matches("input[type=text], textarea") && hint && hint.length < 80) control.placeholder = field.default === undefined ? hint : `${hint} by default`;
		return { ...made, field, at, text: () => field.file ? "" : control.value, set: (value) => { control.value = filled(field, value); } };
	}

	parameters() {
		this.params = [];
		for (const [place, title] of Object.entries({ path: "Path", query: "Query", header: "Header", cookie: "Cookies" })) {
			const all = (this.about.params ?? []).filter((p) => p.in === place);
			if (all.length === 0) continue;
			const group = this.group(title);
			for (const p of [...all.filter((p) => p.required), ...all.filter((p) => !p.required)]) {
				if (p.refused) {
					group.append(element("p", { class: "hint" }, element("code", {}, p.name), p.in === "cookie" ? ": a page can send no cookies of its own." : ": browsers let no page set this header."));
					continue;
				}
				const made = this.field(p, [p.in, p.name]);
				if (p.required) made.set(p.example ?? p.default);
				this.params.push(made);
				group.append(made.row);
			}
		}
	}

	bodies() {
		const bodies = this.about.bodies ?? [];
		if (bodies.length === 0) return;
		const group = this.group(this.about.required ? "Body" : "Body (optional)"), rows = element("div", {});
		const choose = (i) => { this.body = this.bodyOf(bodies[i]); rows.replaceChildren(...this.body.rows); };
		if (bodies.length > 1) {
			const choice = this.labelled("Media type", this.select(bodies.map(({ type }, i) => [i, type])));
			choice.control.addEventListener("change", () => choose(choice.control.value));
			group.append(choice.row);
		}
		group.append(rows);
		choose(0);
	}

	// bodyOf is the editor of a body: its rows, and what is sent.
	bodyOf(body) {
		const out = { ...body, rows: [] }, examples = body.examples ?? [];
		const lines = (text) => text.split("\n").filter(Boolean).map((line) => { const at = line.indexOf("="); return at < 0 ? [line, ""] : [line.slice(0, at), line.slice(at + 1)]; });
		switch (body.kind) {
		case "form": case "multipart": {
			const others = this.area(2), known = (body.fields ?? []).filter((f) => !f.others && f.name);
			const extra = known.length === 0 || (body.fields ?? []).some((f) => f.others);
			out.fields = known.map((f) => this.field(f, [f.name]));
			out.others = this.labelled(known.length ? "Other fields" : "Fields", others, { hint: "name=value, one a line" });
			out.rows = [...out.fields.map(({ row }) => row), ...extra ? [out.others.row] : []];
			out.fill = (example) => {
				const value = { ...example };
				for (const f of out.fields) {
					if (!f.field.file) f.set(value[f.field.name]);
					delete value[f.field.name];
				}
				others.value = Object.entries(value).flatMap(([name, v]) => wire.pairs(memberOf(body.fields ?? [], name), v)).flatMap(([name, texts]) => texts.map((text) => `${name}=${text}`)).join("\n");
			};
			out.extra = () => lines(others.value);
			break;
		}
		case "file":
			out.file = this.labelled(`File (${body.type})`, element("input", { type: "file" }));
			out.rows = [out.file.row];
			break;
		default:
			out.editor = this.labelled(body.type, this.area(12));
			out.rows = [out.editor.row];
			out.fill = (value) => { out.editor.control.value = body.kind === "json" || typeof value !== "string" ? JSON.stringify(value, null, 2) : value; };
		}
		if (out.fill && examples.length > 0) {
			out.fill(examples[0].value);
			if (examples.length > 1) {
				const choice = this.labelled("Example", this.select(examples.map(({ name }, i) => [i, name || `Example ${i + 1}`])));
				choice.control.addEventListener("change", () => out.fill(examples[choice.control.value].value));
				out.rows.unshift(choice.row);
			}
		}
		return out;
	}

	// compose makes the request of what is filled in; with mask, credentials are variables.
	compose(mask) {
		const out = { method: this.about.method, headers: new Map(), query: [] };
		const { url } = this.address();
		let path = this.about.path;
		for (const { field, text } of this.params) {
			if (text() === "" && field.in !== "path") continue;
			let value;
			try { value = text() === "" ? "" : valueOf(field, text()); } catch { value = text(); }
			const written = wire.param(field, value);
			if (field.in === "path") path = path.replaceAll(`{${field.name}}`, text() === "" ? mask ? `{${field.name}}` : "" : String(written));
			if (field.in === "query") out.query.push(...written);
			if (field.in === "header" && typeof written === "string") out.headers.set(field.name, written);
		}
		for (const credential of this.secrets ?? []) credential.add(out, mask);
		const query = out.query.map((pair) => pair.join("=")).join("&");
		out.url = (url ?? "") + path.replace(/[^\x21-\x7e]|["<>\\^`|]/gu, encodeURIComponent) + (query && (path.includes("?") ? "&" : "?")) + query;
		this.addBody(out);
		return out;
	}

	addBody(out) {
		const body = this.body;
		if (!body) return;
		if (body.editor) {
			if (body.editor.control.value === "" && !this.about.required) return;
			out.body = body.editor.control.value;
		} else if (body.file) {
			const file = body.file.control.files[0];
			if (!file) return;
			out.body = file;
			if (body.type.includes("*")) return out.headers.set("Content-Type", file.type || "application/octet-stream");
		} else {
			const parts = [];
			for (const { field, text, control } of body.fields) {
				if (field.file) parts.push(...[...control.files].map((file) => ({ name: field.name, file, type: (field.types ?? []).find((t) => !t.includes("*")) ?? (file.type || "application/octet-stream") })));
				if (text() === "") continue;
				let value;
				try { value = valueOf(field, text()); } catch { value = text(); }
				const typed = !field.style && ((field.types ?? [])[0]?.includes("*") ? undefined : (field.types ?? [])[0]) || (!field.style && ["Object", "OnlyJSON"].includes(field.kind) ? "application/json" : undefined);
				for (const [name, texts] of wire.pairs(field, value)) parts.push(...texts.map((t) => ({ name, text: t, type: typed })));
			}
			parts.push(...body.extra().map(([name, text]) => ({ name, text })));
			if (parts.length === 0 && !this.about.required) return;
			if (body.kind === "form") {
				out.body = new URLSearchParams(parts.map(({ name, text }) => [name, text])).toString();
			} else {
				out.parts = parts;
				const boundary = `----${crypto.getRandomValues(new Uint32Array(4)).join("")}`, quoted = (name) => `"${name.replace(/["\r\n]/g, encodeURIComponent)}"`;
				out.body = new Blob([...parts.flatMap(({ name, text, file, type }) => [
					`--${boundary}\r\nContent-Disposition: form-data; name=${quoted(name)}${file ? `; filename=${quoted(file.name)}` : ""}\r\n${type ? `Content-Type: ${type}\r\n` : ""}\r\n`,
					file ?? text, "\r\n",
				]), `--${boundary}--\r\n`]);
				out.headers.set("Content-Type", `${body.type}; boundary=${boundary}`);
				return;
			}
		}
		out.headers.set("Content-Type", body.type);
	}

	// check is all that is wrong with what is filled in, in the order of the form.
	check() {
		const found = [], { url, wrong, ...at } = this.address(), about = this.about;
		const note = (of, path, message, final = false) => found.push({ of, pointer: pointerOf(path), message, final });
		if (wrong) note(at, [], wrong, true);
		else if (!permitted(url)) note(at, [], `These pages may not connect to ${new URL(url).origin}: their policy names ${sources().filter((s) => s !== "'self'").join(", ")}. Whoever builds them adds a server by --try-server.`, true);
		const values = {};
		for (const p of this.params) {
			if (p.text() === "") continue;
			try { values[p.at.join("/")] = valueOf(p.field, p.text()); } catch (error) { note(p, p.at, error.message); continue; }
			if (p.field.in === "path" && /^\.\.?$/.test(p.text())) note(p, p.at, "URLs take . and .. for folders: they cannot be sent.", true);
		}
		const unread = (p) => found.some(({ of }) => of === p);
		for (const { path, message } of about.schema === undefined ? [] : violations(about.schemas[about.schema], values)) {
			const of = this.params.find((p) => p.at.join("/") === path[0]);
			if (of && !unread(of)) note(of, [...of.at, ...path.slice(1)], message);
		}
		this.checkBody(note);
		return found;
	}

	checkBody(note) {
		const body = this.body;
		if (!body) return;
		const empty = { path: [], message: "A body must be sent." };
		let value, at = (path) => body.editor;
		if (body.file) {
			if (this.about.required && !body.file.control.files[0]) note(body.file, [], empty.message);
			return;
		}
		if (body.editor) {
			const text = body.editor.control.value;
			if (text === "" && (!this.about.required || body.kind === "text")) return;
			if (body.kind === "text") return;
			try { value = parsed(text); } catch (error) { return note(body.editor, [], text ? error.message : empty.message); }
		} else {
			value = {};
			let wrong = false;
			for (const f of body.fields) {
				if (f.field.file && f.control.files.length > 0) value[f.field.name] = f.field.list ? [...f.control.files].map(() => "") : "";
				if (f.text() === "") continue;
				try { value[f.field.name] = valueOf(f.field, f.text()); } catch (error) { note(f, f.at, error.message); wrong = true; }
			}
			for (const [name, text] of body.extra()) value[name] = valueOf({ ...memberOf(this.about.bodies.find((b) => b.type === body.type).fields ?? [], name), list: false }, text);
			if (wrong || Object.keys(value).length === 0 && !this.about.required) return;
			at = ([name]) => body.fields.find((f) => f.field.name === name) ?? body.others;
		}
		if (body.schema === undefined) return;
		for (const { path, message } of violations(this.about.schemas[body.schema], value)) {
			const of = at(path);
			if (!of.field?.file || message === "This must be sent.") note(of, path, message); // nothing is known of what is in a file
		}
	}

	// tell shows what is wrong beside each control.
	tell(found) {
		for (const wrong of this.form.querySelectorAll(".wrong")) wrong.replaceChildren();
		for (const control of this.form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
		const most = 20;
		for (const all of Map.groupBy(found, ({ of }) => of.control).values()) {
			const { control, told } = all[0].of;
			control.setAttribute("aria-invalid", "true");
			told.append(...all.slice(0, most).map(({ pointer, message }) => element("p", {}, ...pointer ? [element("code", {}, pointer), " "] : [], message)));
			if (all.length > most) told.append(element("p", {}, `and ${all.length - most} more`));
		}
	}

	update() {
		const { method, url } = this.compose(true);
		this.request.textContent = `${method} ${shown(url)}`;
	}

	async copied() {
		const r = this.compose(true), lines = [`curl -X ${r.method} ${shell(r.url)}`];
		if (r.user) lines.push(`-u ${shell(r.user)}`);
		for (const [name, value] of r.headers) if (!(r.parts && name === "Content-Type")) lines.push(`-H ${shell(`${name}: ${value}`)}`);
		if (r.parts) lines.push(...r.parts.map(({ name, text, file }) => file ? `-F ${shell(`${name}=@${file.name}`)}` : `--form-string ${shell(`${name}=${text}`)}`));
		else if (r.body instanceof Blob) lines.push(`--data-binary ${shell(`@${r.body.name}`)}`);
		else if (r.body !== undefined) lines.push(`--data-raw ${shell(r.body)}`);
		try {
			await navigator.clipboard.writeText(lines.join(" \\\n  "));
			this.status.textContent = "Copied. Credentials are variables of the shell in it.";
		} catch { this.status.textContent = "The browser does not allow that."; }
	}

	async start(anyway) {
		this.controller?.abort();
		try { await read("json-schema.js"); } catch { this.status.textContent = "The validator cannot be read: nothing was checked."; anyway = true; }
		const found = globalThis.jsonSchema ? this.check() : [];
		this.tell(found);
		const final = found.some((f) => f.final); // no request can be made of it
		this.anyway.hidden = found.length === 0 || final;
		if (found.length > 0 && (!anyway || final)) {
			this.answer.hidden = true;
			this.status.textContent = `Nothing was sent: ${found.length === 1 ? "one thing is" : `${found.length} things are`} not as the document asks.`;
			found[0].of.control.focus();
			return;
		}
		const request = this.compose(false), controller = this.controller = new AbortController(), began = performance.now();
		const took = () => `${Math.round(performance.now() - began)} ms`;
		const working = (on) => { this.cancel.hidden = !on; };
		this.status.textContent = "Waiting for an answer.";
		working(true);
		this.answer.hidden = true;
		try {
			const response = await fetch(request.url, {
				method: request.method, headers: [...request.headers], body: request.body, signal: controller.signal,
				credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", mode: "cors",
			});
			const at = took();
			await this.received(response, at, (bytes) => { this.status.textContent = `${response.status}, ${size(bytes)} so far`; });
			this.status.textContent = `${response.status} ${response.statusText} after ${took()}`;
		} catch (error) {
			this.status.textContent = controller.signal.aborted ? `Cancelled after ${took()}.` : this.why(error, request);
		} finally {
			if (this.controller === controller) {
				const left = document.activeElement === this.cancel;
				working(false);
				if (left) this.send.focus();
			}
		}
	}

	// why says what may have kept an answer away, which browsers do not tell.
	why(error, request) {
		let origin;
		try { ({ origin } = new URL(request.url)); } catch { return `The request cannot be sent: ${error.message}`; }
		try { new Request(request.url, { method: request.method, headers: [...request.headers] }); } catch { return "The request cannot be sent: a header has a character that no header can hold."; }
		if (location.protocol === "https:" && origin.startsWith("http:") && !/^http:\/\/(?:127\.|localhost)/.test(origin)) return `A page over https: cannot call ${origin}, which is not encrypted.`;
		return `No answer from ${origin}: nothing answers there, or it does not let this page read its answers (CORS). “oasmint mock --cors --addr 127.0.0.1:8080” answers to any page.`;
	}

	// received shows an answer: of its body, what came until it ended, was cancelled or became
	// too large.
	async received(response, at, progress) {
		const chunks = [];
		let bytes = 0, end = "";
		if (response.body) {
			const reader = response.body.getReader();
			try {
				for (let part; !(part = await reader.read()).done && !end;) {
					chunks.push(part.value);
					progress(bytes += part.value.length);
					if (bytes > maxAnswer) { end = `The rest was not read: it is more than ${size(maxAnswer)}.`; reader.cancel(); }
				}
			} catch (error) { end = this.controller.signal.aborted ? "Cancelled before its end." : `It broke off: ${error.message}`; }
		}
		const blob = new Blob(chunks), type = (response.headers.get("Content-Type") ?? "").split(";")[0].trim().toLowerCase();
		const title = element("p", { class: "try-answer" }, element("strong", { class: response.ok ? "good" : "bad" }, `${response.status} ${response.statusText}`.trim()), ` ${at}, ${size(bytes)}`);
		const headers = element("details", {}, element("summary", {}, "Headers"), element("dl", {}, ...[...response.headers].flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])), element("p", { class: "hint" }, "Those that the server lets pages read."));
		const content = [title, headers];
		if (bytes > 0) content.push(await bodyOf(blob, type));
		if (end) content.push(element("p", { class: "hint" }, end));
		this.answer.replaceChildren(...content);
		this.answer.hidden = false;
		tables(this.answer);
		this.answer.scrollIntoView({ block: "nearest" });
	}
}

const maxAnswer = 2e6, maxShown = 200_000, maxColoured = 64_000;

const size = (bytes) => bytes < 10_000 ? `${bytes} ${bytes === 1 ? "byte" : "bytes"}` : bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

// bodyOf is the body of an answer: as a text, indented where it is JSON, or to be saved.
async function bodyOf(blob, type) {
	const save = element("a", { download: `answer${{ "application/json": ".json", "text/plain": ".txt", "text/csv": ".csv", "application/pdf": ".pdf", "image/png": ".png" }[type] ?? ""}`, href: URL.createObjectURL(blob) }, "Save");
	let text;
	try { text = new TextDecoder("utf-8", { fatal: true }).decode(await blob.arrayBuffer()); } catch { /* bytes */ }
	if (text === undefined || /^(?:image|audio|video|font)\//.test(type) && !type.endsWith("+xml")) return element("p", {}, `${size(blob.size)} of ${type || "an unknown media type"}. `, save);
	const code = element("code", {});
	if (/[/+]json$/.test(type) && isJSON(text)) text = indented(text);
	code.append(...text.length > maxColoured || !/[/+]json$/.test(type) ? [text.slice(0, maxShown)] : coloured(text));
	return element("div", {}, element("pre", { role: "group", "aria-label": "Body of the answer", tabindex: "0" }, code), element("p", {}, save, text.length > maxShown ? ` This is its beginning, of ${size(blob.size)}.` : ""));
}

// indented lays out JSON, whose numbers keep their digits.
function indented(text) {
	const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
	let out = "", depth = 0;
	const line = () => `\n${"  ".repeat(depth)}`;
	tokens.forEach((token, i) => {
		if (token === "{" || token === "[") {
			out += token;
			if (tokens[i + 1] !== "}" && tokens[i + 1] !== "]") { depth++; out += line(); }
		} else if (token === "}" || token === "]") {
			if (tokens[i - 1] !== "{" && tokens[i - 1] !== "[") { depth--; out += line(); }
			out += token;
		} else out += token === "," ? token + line() : token === ":" ? ": " : token;
	});
	return out;
}

// coloured is JSON with its tokens as the site's other code has them.
function coloured(text) {
	const out = [];
	let end = 0;
	for (const m of text.matchAll(/"(?:[^"\\]|\\.)*"(?=(:)?)|-?\d[\d.eE+-]*|true|false|null/g)) {
		out.push(text.slice(end, m.index), element("span", { class: m[1] ? "n" : m[0][0] === '"' ? "s" : /[tfn]/.test(m[0][0]) ? "k" : "m" }, m[0]));
		end = m.index + m[0].length;
	}
	return [...out, text.slice(end)];
}

// sources are those that the page's policy lets it connect to.
function sources() {
	const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]').content;
	return (/connect-src ([^;]*)/.exec(policy)?.[1] ?? "").split(" ").filter(Boolean);
}

// permitted reports whether the policy lets the page connect to a URL (Content Security
// Policy, section 6.7.2.8).
function permitted(url) {
	const { protocol, hostname, port, origin } = new URL(url);
	return sources().some((source) => {
		if (source === "'self'") return origin === location.origin;
		const [, scheme, host, at = ""] = /^(https?:)\/\/([^:]*)(?::(.*))?$/.exec(source);
		if (scheme !== protocol && !(scheme === "http:" && protocol === "https:")) return false;
		if (host.startsWith("*.") ? !hostname.endsWith(host.slice(1)) : hostname !== host) return false;
		return at === "*" || at === port || at === "" && port === "" || at === "80" && scheme === "http:" && port === "";
	});
}
