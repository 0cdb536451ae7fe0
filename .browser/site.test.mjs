// The site in a browser, as `oasmint docs serve` and `oasmint docs build` give
// it for the document in spec/. run sets WORK, a folder with the command in it
// that this test may write to, and CHROMIUM.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, narrow, oasmint, serve, violations, visitIn, wide, work } from "./pages.mjs";

const samples = ["index.html", "operations/auth-token-fail.html", "schemas/client.html", "schemas/index.html", "tags/token-endpoint.html", "authentication.html", "errors.html"];

let browser, server, base, folder;

before(async () => {
	copyFileSync("../spec/authlete.yaml", join(work, "api.yaml"));
	writeFileSync(join(work, "oasmint.yaml"), "version: 1\ntargets:\n  - spec: api.yaml\n    docs: {out: docs, samples: [curl, python, javascript]}\n");
	execFileSync(oasmint, ["docs", "build", "--quiet", "--force", "site"], { cwd: work });
	folder = pathToFileURL(join(work, "site")) + "/";
	({ server, base } = await serve(work));
	browser = await launch();
});

after(async () => {
	await browser?.close();
	server?.kill();
});

const visit = (t, path, options = {}, from = base) => visitIn(browser, t, from, path, options);

// serveFolder serves the files of a folder until the test ends.
async function serveFolder(t, dir) {
	const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
	const server = createServer((request, response) => {
		const file = new URL(request.url, "http://localhost").pathname;
		try {
			const data = readFileSync(join(dir, file));
			response.writeHead(200, { "Content-Type": types[extname(file)] }).end(data);
		} catch { response.writeHead(404).end(); }
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	t.after(() => server.close());
	return `http://127.0.0.1:${server.address().port}/`;
}

async function search(page, text) {
	await page.keyboard.press("/");
	await page.keyboard.type(text);
	await page.waitForSelector('[role="option"]');
}

for (const [name, from] of [["served", () => base], ["from a folder", () => folder]]) {
	test(`the token-fail page opens from search, ${name}`, async (t) => {
		const page = await visit(t, "index.html", {}, from());
		await search(page, "token fail");
		await page.keyboard.press("Enter");
		await page.waitForURL("**/operations/auth-token-fail.html");
		assert.match(await page.textContent("h1 + p"), /POST\s+\/api\/\{serviceId\}\/auth\/token\/fail/);
	});
}

test("search finds operations, schemas and fields, and moves by arrows", async (t) => {
	const page = await visit(t, "index.html");
	const options = () => page.$$eval('[role="option"]', (all) => all.map((o) => o.firstChild.textContent));
	await search(page, "TokenFailRequest");
	assert.equal((await options())[0], "TokenFailRequest");
	const active = () => page.$eval('[aria-selected="true"]', (o) => [o.id, o.firstChild.textContent]);
	const first = await active();
	await page.keyboard.press("ArrowDown");
	const second = await active();
	assert.notDeepEqual(second, first);
	assert.equal(await page.getAttribute('input[role="combobox"]', "aria-activedescendant"), second[0]);
	await page.keyboard.press("ArrowUp");
	assert.deepEqual(await active(), first);
	await page.keyboard.press("Escape");
	assert.equal(await page.getAttribute('input[role="combobox"]', "aria-expanded"), "false");
	await page.fill('input[role="combobox"]', "accessTokenDuration");
	await page.waitForSelector('[role="option"]');
	assert.ok((await options()).includes("Service"), "a field leads to its schema");
	await page.fill('input[role="combobox"]', "no such thing");
	await page.waitForFunction(() => document.querySelector("[role=status]").textContent === "Nothing found");
});

test("search knows the prose, and forgives a slip of the finger", async (t) => {
	const page = await visit(t, "index.html");
	const found = async (query) => {
		await page.fill('input[role="combobox"]', "");
		await page.waitForSelector('[role="listbox"]', { state: "hidden" });
		await page.fill('input[role="combobox"]', query);
		await page.waitForSelector('[role="option"]');
		return page.$$eval('[role="option"]', (all) => all.map((o) => o.firstChild.textContent));
	};
	assert.ok((await found("genuine")).length > 0, "a word of a description alone");
	assert.equal((await found("introspecton"))[0], (await found("introspection"))[0]);
});

test("search of a large document is small and fast", async (t) => {
	const words = "branch commit deploy review label status comment release runner secret policy member team issue".split(" ");
	const name = (i) => [i, i / 14, i / 196].map((n, at) => words[Math.floor(n + at) % 14]).join("_");
	const fields = (i) => Object.fromEntries(Array.from({ length: 12 }, (_, j) => [name(i * 7 + j * 31), { type: "string", description: `What the ${name(i + j).replaceAll("_", " ")} has of ${words[j]}s.` }]));
	const paths = {};
	for (let i = 0; i < 1000; i++) {
		const nested = (depth) => ({ type: "object", properties: { ...fields(i + depth), ...depth > 0 ? { [name(depth)]: nested(depth - 1) } : {} } });
		paths[`/${name(i).replaceAll("_", "/")}/${i}`] = { post: {
			operationId: `op_${name(i)}_${i}`, summary: `Change the ${name(i).replaceAll("_", " ")} ${i}`,
			requestBody: { content: { "application/json": { schema: nested(2) } } }, responses: { 200: { description: "Done." } },
		} };
	}
	writeFileSync(join(work, "large.json"), JSON.stringify({ openapi: "3.0.3", info: { title: "Large", version: "1" }, paths }));
	execFileSync(oasmint, ["docs", "build", "--quiet", "--spec", "large.json", "large"], { cwd: work });
	const size = statSync(join(work, "large", "assets", "search.js")).size;
	assert.ok(size < 1e6, `the index has ${size} bytes`);
	const page = await visit(t, "index.html", {}, pathToFileURL(join(work, "large")) + "/");
	await search(page, "branch");
	await page.evaluate(() => { globalThis.index = prepared(searchIndex); });
	for (const query of ["b", "commit review", "change the deploy label 77", "policy_member_team", "brunch comit", "nosuchthing"]) {
		const took = await page.evaluate((query) => {
			const times = Array.from({ length: 5 }, () => {
				const started = performance.now();
				find(index, query);
				return performance.now() - started;
			});
			return Math.min(...times); // of a machine that does other things too
		}, query);
		t.diagnostic(`${query}: ${took.toFixed(1)} ms`);
		assert.ok(took < 50, `${query} took ${took} ms`);
	}
});

test("the pane has tabs, by keyboard, and remembers the language", async (t) => {
	const page = await visit(t, "operations/auth-token-fail.html");
	const tabs = page.locator('.pane [role="tablist"]').first().locator('[role="tab"]');
	const names = await tabs.allTextContents();
	assert.ok(names.includes("curl") && names.includes("Python"), names.join());
	const shown = () => page.$$eval(".pane .tabs:first-child .panel", (all) => all.filter((p) => p.checkVisibility()).map((p) => p.getAttribute("aria-labelledby")));
	assert.equal((await shown()).length, 1);
	await tabs.first().focus();
	await page.keyboard.press("End");
	assert.equal(await page.evaluate(() => document.activeElement.textContent), names.at(-1));
	assert.equal((await shown()).length, 1);
	await page.goto(base + "operations/auth-authorization.html");
	assert.equal(await page.textContent('.pane [role="tablist"] [aria-selected="true"]'), names.at(-1));
	await page.goto(base + "operations/auth-authorization.html#examples");
	await page.setViewportSize({ width: 1024, height: 768 });
	const [pane, text] = await page.evaluate(() => [".pane", "main"].map((s) => document.querySelector(s).getBoundingClientRect().top));
	assert.ok(pane > text, "on a narrow screen the pane stands below the text");
	await page.setViewportSize(wide);
	await page.evaluate(() => scrollTo(0, 2000));
	assert.ok(await page.evaluate(() => document.querySelector(".pane").getBoundingClientRect().top < 80), "the pane stays beside the text");
});

for (const [name, from] of [["served", () => base], ["from a folder", () => folder]]) {
	test(`fields of fields open in place, ${name}`, async (t) => {
		const page = await visit(t, "schemas/client.html", {}, from());
		const button = page.locator(".unfold").first();
		await button.focus();
		await page.keyboard.press("Enter");
		await page.waitForSelector(".nested table td");
		assert.equal(await button.getAttribute("aria-expanded"), "true");
		if (from() === base) assert.deepEqual(await violations(page), []); // axe asks for the style sheet, which a folder's policy forbids
		const links = await page.$$eval(".nested a[href]", (all) => all.map((a) => a.href));
		assert.ok(links.every((href) => href.startsWith(from())), links.join());
		await page.keyboard.press("Enter");
		assert.equal(await page.isVisible(".nested"), false);
	});
}

test("headings and fields have links to themselves", async (t) => {
	const page = await visit(t, "schemas/token-fail-request.html");
	const links = await page.$$eval(".permalink", (all) => all.map((a) => [a.getAttribute("href"), a.ariaLabel, document.getElementById(a.hash.slice(1)) !== null]));
	assert.ok(links.some(([href, label]) => href === "#field-ticket" && label === "Link to ticket"), JSON.stringify(links));
	assert.ok(links.some(([href]) => href === "#fields"));
	assert.ok(links.every(([, , there]) => there));
});

test("pages lead to the one before and the one after", async (t) => {
	const page = await visit(t, "index.html"), seen = new Set();
	while (!seen.has(page.url())) {
		seen.add(page.url());
		const next = page.locator('a[rel="next"]');
		if (seen.size > 40 || await next.count() === 0) break;
		await page.goto(await next.evaluate((a) => a.href));
	}
	assert.ok(seen.size > 40, `${seen.size} pages`);
});

test("the links of the token-fail page work", async (t) => {
	const page = await visit(t, "operations/auth-token-fail.html");
	const links = await page.$$eval("a[href]", (all) => all.map((a) => a.href));
	const inside = [...new Set(links.filter((href) => href.startsWith(base)))];
	assert.ok(inside.length > 20, `${inside.length} links`);
	for (const href of inside) {
		const answer = await page.goto(href);
		assert.ok(answer === null || answer.ok(), href); // null: an anchor on the same page
		const anchor = decodeURIComponent(new URL(href).hash.slice(1));
		if (anchor) assert.ok(await page.evaluate((id) => document.getElementById(id) !== null, anchor), href);
	}
});

test("no page scrolls sideways", async (t) => {
	const page = await visit(t, "index.html");
	for (const viewport of [narrow, { width: 700, height: 900 }, { width: 1024, height: 768 }, wide]) {
		await page.setViewportSize(viewport);
		for (const sample of samples) {
			await page.goto(base + sample);
			const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
			assert.equal(over, 0, `${sample} at ${viewport.width}`);
		}
	}
});

test("versions lead to the same page of each other, and tell what changed", async (t) => {
	writeFileSync(join(work, "before.yaml"), readFileSync(join(work, "api.yaml"), "utf8").replace("/auth/token/fail:", "/auth/token/failed:").replaceAll("TokenFailRequest", "TokenFailedRequest"));
	execFileSync(oasmint, ["docs", "build", "--quiet", "--earlier", "v1=before.yaml", "--named", "v2", "versions"], { cwd: work });
	const from = await serveFolder(t, join(work, "versions"));
	const page = await visit(t, "index.html", {}, from);
	await page.waitForURL("**/v2/index.html");
	await page.goto(from + "v2/errors.html");
	await page.focus(".version");
	assert.equal(await page.getAttribute(".version", "aria-label"), "Version v2");
	await page.keyboard.press("Enter");
	assert.ok(await page.isVisible(".versions"));
	const [menu, button] = await page.evaluate(() => [".versions", ".version"].map((s) => document.querySelector(s).getBoundingClientRect()));
	assert.ok(Math.abs(menu.left - button.left) < 2 && menu.top >= button.bottom, "the menu opens below its button");
	for (let i = 0; i < 2; i++) await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	await page.waitForURL("**/v1/errors.html");
	assert.match(await page.textContent(".other"), /docs of version v1. The current one is v2/);
	await page.click(".other a");
	await page.waitForURL("**/v2/errors.html");
	await page.click('.pages a[href="changelog.html"]');
	assert.match(await page.textContent("main"), /Breaking changes/);
	await page.click('main a[href^="operations/"]');
	await page.waitForURL("**/v2/operations/*");
	await page.goto(from + "v1/index.html");
	for (const [colorScheme, viewport] of [["light", wide], ["dark", narrow]]) {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize(viewport);
		const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
		assert.equal(over, 0, `at ${viewport.width}`);
		await page.click(".version");
		assert.deepEqual(await violations(page), [], `at ${viewport.width}, ${colorScheme}`);
		await page.keyboard.press("Escape");
	}
});

for (const colorScheme of ["light", "dark"]) {
	test(`axe finds no violation, ${colorScheme}`, async (t) => {
		for (const viewport of [wide, narrow]) {
			const page = await visit(t, "index.html", { colorScheme, viewport });
			for (const sample of samples) {
				await page.goto(base + sample);
				assert.deepEqual(await violations(page), [], `${sample} at ${viewport.width}`);
			}
			await search(page, "token");
			assert.deepEqual(await violations(page), [], `search at ${viewport.width}`);
			await page.keyboard.press("Escape");
			if (viewport === narrow) {
				await page.click(".menu");
				assert.deepEqual(await violations(page), [], "the menu");
			}
		}
	});
}

test("everything is reached by keyboard", async (t) => {
	const page = await visit(t, "operations/auth-token-fail.html");
	await page.keyboard.press("Tab");
	assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to content");
	await page.keyboard.press("Enter");
	assert.equal(await page.evaluate(() => document.activeElement.tagName), "MAIN");

	await page.reload();
	const wanted = await page.$$eval("a[href], button, input", (all) => all.filter((e) => e.checkVisibility() && !e.matches('[role="tab"][tabindex="-1"]')).map((e, i) => (e.dataset.stop = i)).length);
	const reached = new Set();
	for (let i = 0; i < wanted + 20; i++) {
		await page.keyboard.press("Tab");
		const stop = await page.evaluate(() => {
			const e = document.activeElement, style = getComputedStyle(e);
			return { id: e.dataset.stop, seen: style.outlineStyle !== "none", html: e.outerHTML.slice(0, 80) };
		});
		if (stop.id !== undefined) {
			reached.add(stop.id);
			assert.ok(stop.seen, `the focus is not seen on ${stop.html}`);
		}
	}
	assert.equal(reached.size, wanted);
});

test("the menu of a narrow screen opens and closes by keyboard", async (t) => {
	const page = await visit(t, "operations/auth-token-fail.html", { viewport: narrow });
	assert.equal(await page.isVisible(".pages"), false);
	await page.focus(".menu");
	await page.keyboard.press("Enter");
	assert.equal(await page.isVisible(".pages"), true);
	assert.ok(await page.evaluate(() => {
		const here = document.querySelector('.pages [aria-current]').getBoundingClientRect();
		return here.top >= 0 && here.bottom <= innerHeight;
	}), "the menu opens where the reader is");
	await page.keyboard.press("Tab");
	assert.ok(await page.evaluate(() => document.activeElement.closest(".pages") !== null), "the menu comes next");
	await page.keyboard.press("Escape");
	assert.equal(await page.isVisible(".pages"), false);
});

test("the theme is remembered", async (t) => {
	const page = await visit(t, "index.html", { colorScheme: "light" });
	const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	const light = await paper();
	await page.focus(".theme");
	await page.keyboard.press("Enter");
	assert.notEqual(await paper(), light);
	assert.equal(await page.getAttribute(".theme", "aria-pressed"), "true");
	const dark = await paper();
	await page.goto(base + "errors.html");
	assert.equal(await paper(), dark);
});

test("code is copied", async (t) => {
	const page = await visit(t, "operations/auth-token-fail.html", { permissions: ["clipboard-read", "clipboard-write"] });
	const button = page.locator(".panel .code", { hasText: "curl" }).first().locator("button");
	const below = await button.evaluate((b) => b.parentElement.querySelector("code").getBoundingClientRect().top - b.getBoundingClientRect().bottom);
	assert.ok(below >= 0, "the button covers no code");
	await button.focus();
	await page.keyboard.press("Enter");
	await page.waitForFunction(() => [...document.querySelectorAll(".code button")].some((b) => b.textContent === "Copied"));
	assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^curl -X POST/);
});

test("without JavaScript, everything but search is there", async (t) => {
	const page = await visit(t, "operations/auth-token-fail.html", { javaScriptEnabled: false, viewport: narrow }, folder);
	assert.equal(await page.isVisible(".search"), false);
	assert.equal(await page.isVisible(".theme"), false);
	await page.click(".menu");
	await page.click('.pages a[href$="errors.html"]');
	assert.match(page.url(), /errors\.html$/);
});

test("a page reloads when the document changes, and shows what is wrong with it", async (t) => {
	const page = await visit(t, "index.html"), file = join(work, "api.yaml");
	const before = readFileSync(file, "utf8");
	t.after(() => writeFileSync(file, before));
	writeFileSync(file, before.replace(/^  title: .*$/m, "  title: Another title"));
	await page.waitForFunction(() => document.querySelector("h1").textContent === "Another title");
	writeFileSync(file, "openapi: 3.0.3\ninfo: [\n");
	await page.waitForSelector('[role="alert"]');
	assert.match(await page.textContent('[role="alert"]'), /api\.yaml:\d+/);
	assert.equal(await page.textContent("h1"), "Another title");
	writeFileSync(file, before);
	await page.waitForFunction(() => document.querySelector("h1").textContent !== "Another title");
	assert.equal(await page.locator('[role="alert"]').count(), 0);
});
