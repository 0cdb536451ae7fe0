// What the tests of pages have in common. run sets WORK, a folder with the command in it
// that tests may write to, and CHROMIUM.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const work = process.env.WORK, oasmint = join(work, "oasmint");
export const wide = { width: 1440, height: 900 }, narrow = { width: 320, height: 640 };
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const launch = () => chromium.launch({
	executablePath: process.env.CHROMIUM,
	args: [
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync",
	],
});

// serve has oasmint docs serve serve a folder's document.
export async function serve(cwd, ...flags) {
	const server = spawn(oasmint, ["docs", "serve", ...flags], { cwd, stdio: ["ignore", "pipe", "ignore"] });
	const base = await new Promise((resolve, reject) => {
		server.stdout.once("data", (line) => resolve(/http:\S+/.exec(line)[0]));
		server.once("exit", (code) => reject(new Error(`oasmint docs serve ended with ${code}`)));
	});
	return { server, base };
}

// visitIn opens a page of its own, and fails the test where the page complains, but as
// expected, or asks another host for something that is not allowed.
export async function visitIn(browser, t, from, path, { allowed = [], expected = /^$/, ...options } = {}) {
	const context = await browser.newContext({ viewport: wide, ...options });
	context.setDefaultTimeout(60_000);
	const page = await context.newPage(), complaints = [];
	const complain = (text) => { if (!expected.test(text)) complaints.push(text); };
	page.on("console", (message) => { if (["error", "warning"].includes(message.type())) complain(message.text()); });
	page.on("pageerror", (error) => complain(error.message));
	page.on("request", (request) => { if (![from, ...allowed].some((url) => request.url().startsWith(url))) complaints.push(`asked for ${request.url()}`); });
	t.after(async () => {
		await context.close();
		assert.deepEqual(complaints, [], "complaints of the page");
	});
	await page.goto(from + path);
	return page;
}

// violations are what axe finds on a page, or in a part of it.
export async function violations(page, part = "html") {
	await page.evaluate(axe);
	const result = await page.evaluate((part) => globalThis.axe.run(part), part);
	return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(" ")}`);
}
