// The code flow of examples/authserver in a browser, as its first page begins it: the user
// grants, or denies. run sets WORK, a folder with the server in it, and CHROMIUM.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { chromium } from "playwright-core";

let browser, server, base;

before(async () => {
	server = spawn(join(process.env.WORK, "authserver"), ["-address", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
	base = await new Promise((resolve, reject) => {
		server.stdout.once("data", (line) => resolve(/http:\S+/.exec(line)[0]));
		server.once("exit", (code) => reject(new Error(`authserver ended with ${code}`)));
	});
	browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--headless", "--no-sandbox", "--disable-gpu"] });
});

after(async () => {
	await browser?.close();
	server?.kill();
});

test("a user who grants", async () => {
	const page = await browser.newPage();
	await page.goto(base);
	assert.equal(await page.textContent("h1"), "Example Photos asks for access");
	await page.getByRole("button", { name: "Grant" }).click();
	await page.waitForURL(/\/callback\?/);
	const known = JSON.parse(await page.textContent("pre"));
	assert.deepEqual(known.userinfo, { name: "Ann Example", sub: "user-1001" });
	assert.equal(known["ID token"].iss, new URL(base).origin);
	await page.getByRole("link", { name: "Again" }).click();
	assert.equal(await page.textContent("h1"), "Example Photos asks for access");
	await page.close();
});

test("a user who denies", async () => {
	const page = await browser.newPage();
	await page.goto(base);
	await page.getByRole("button", { name: "Deny" }).click();
	await page.waitForURL(/\/callback\?/);
	assert.equal(await page.textContent("pre"), "access_denied");
	await page.close();
});
