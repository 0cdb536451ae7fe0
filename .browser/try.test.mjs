// "Try it" in a browser: requests to the mock that `oasmint docs serve --try` has beside it,
// and to a server that writes down what it gets.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, narrow, oasmint, serve, violations, visitIn, wide, work } from "./pages.mjs";

const dir = join(work, "try");
let browser, server, base, folder, recorder, recorded, requests;

before(async () => {
	mkdirSync(dir);
	copyFileSync("try.yaml", join(dir, "api.yaml"));
	execFileSync(oasmint, ["docs", "build", "--quiet", "--spec", "api.yaml", "--try", "site"], { cwd: dir });
	folder = pathToFileURL(join(dir, "site")) + "/";
	({ server, base } = await serve(dir, "--spec", "api.yaml", "--try"));
	browser = await launch();
	recorder = createServer((request, response) => {
		const chunks = [];
		request.on("data", (chunk) => chunks.push(chunk));
		request.on("end", () => {
			const cors = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": request.headers["access-control-request-headers"] ?? "", "Access-Control-Allow-Methods": "*" };
			if (request.method === "OPTIONS") return response.writeHead(204, cors).end();
			requests.push({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString("latin1") });
			if (request.url.includes("/slow")) return;
			if (request.url.includes("/orders/99")) return response.writeHead(200, { ...cors, "Content-Type": "text/html" }).end("<img src=x onerror=alert(1)><b>bold</b>");
			if (request.url.includes("/orders/98")) return response.writeHead(200, { ...cors, "Content-Type": "application/json" }).end(JSON.stringify("x".repeat(3e6)));
			if (request.url.includes("/orders/97")) return response.writeHead(200, { ...cors, "Content-Type": "text/event-stream" }).write("data: first\n\n");
			response.writeHead(200, { ...cors, "Content-Type": "text/plain" }).end("got it");
		});
	});
	await new Promise((resolve) => recorder.listen(0, "127.0.0.1", resolve));
	recorded = `http://127.0.0.1:${recorder.address().port}`;
});

after(async () => {
	await browser?.close();
	server?.kill();
	recorder?.closeAllConnections();
	recorder?.close();
});

// open opens the form of an operation.
async function open(t, operation, options = {}, from = base) {
	requests = [];
	const page = await visitIn(browser, t, from, `operations/${operation}.html`, { allowed: ["http://127.0.0.1:"], ...options });
	await page.click(".try-link");
	await page.waitForSelector(".try-form");
	return page;
}

const field = (page, label) => page.locator(".try").getByLabel(label);
const send = async (page) => {
	await page.getByRole("button", { name: "Send", exact: true }).click();
	await page.waitForFunction(() => / after \d+ ms$/.test(document.querySelector(".try-status").textContent));
};
const to = async (page, url) => {
	await field(page, "Send to").selectOption({ label: "Another address" });
	await field(page, "Address").fill(url);
};
const told = (page) => page.$$eval(".wrong p", (all) => all.map((p) => p.textContent));
const status = (page) => page.textContent(".try-status");

for (const [name, from] of [["served", () => base], ["from a folder", () => folder]]) {
	test(`a GET with parameters, ${name}`, async (t) => {
		const page = await open(t, "get-order", {}, from());
		await to(page, recorded);
		await field(page, "fields").fill("lines\na,b");
		await field(page, "filter").fill('{"state": "on hold", "page": 2}');
		await field(page, "expand").selectOption("true");
		await field(page, "X-Trace").fill("abc");
		await field(page, "Scheme").selectOption("key and user");
		await field(page, "key: query api_key").fill("k/1");
		await field(page, "user: user name").fill("jörg");
		await field(page, "Password").fill("s:1");
		assert.equal(await page.textContent(".try-request"), `GET ${recorded}/v1/orders/7?fields=lines,a%2Cb&filter%5Bstate%5D=on%20hold&filter%5Bpage%5D=2&expand=true&api_key=$API_KEY`);
		await send(page);
		assert.match(await page.textContent(".answer"), /200 OK \d+ ms, 6 bytes.*got it/s);
		const [request] = requests;
		assert.equal(request.url, "/v1/orders/7?fields=lines,a%2Cb&filter%5Bstate%5D=on%20hold&filter%5Bpage%5D=2&expand=true&api_key=k%2F1");
		assert.equal(request.headers["x-trace"], "abc");
		assert.equal(request.headers.authorization, `Basic ${Buffer.from("jörg:s:1").toString("base64")}`);
		assert.equal(request.headers.cookie, undefined);
		assert.equal(request.headers.referer, undefined);
		assert.match(await page.textContent(".try"), /session: a page can send no cookies/);
	});
}

test("the mock answers, and numbers keep their digits", async (t) => {
	const page = await open(t, "get-order");
	await field(page, "token: access token").fill("t");
	await send(page);
	assert.match(await page.textContent(".answer"), /200 OK/);
	const body = await page.textContent(".answer pre");
	assert.equal(body, '{\n  "number": 12345678901234567890,\n  "lines": [\n    {\n      "article": "book",\n      "count": 2\n    }\n  ],\n  "note": "<b>not bold</b>"\n}');
	await page.click(".answer summary");
	assert.match(await page.textContent(".answer dl"), /content-type\s*application\/json/);
});

test("a POST of JSON, whose example can be chosen", async (t) => {
	const page = await open(t, "create-order");
	assert.equal(await field(page, "Credentials").count(), 0);
	assert.match(await page.inputValue(".try textarea"), /"book"/);
	await field(page, "Example").selectOption("Many pens");
	assert.match(await page.inputValue(".try textarea"), /"pen"/);
	await send(page);
	assert.match(await page.textContent(".answer"), /201 Created/);
	await to(page, recorded);
	await page.fill(".try textarea", '{"number": 12345678901234567890, "lines": []}');
	await send(page);
	assert.deepEqual([requests[0].method, requests[0].url, requests[0].headers["content-type"], requests[0].body], ["POST", "/v1/orders", "application/json", '{"number": 12345678901234567890, "lines": []}']);
});

test("a body that the schema refuses is not sent, but anyway", async (t) => {
	const page = await open(t, "create-order", { expected: /status of 400/ });
	const body = '{"number": "x", "lines": [{"article": "", "count": 100, "more": 1}, {"article": "a"}], "note": 1}';
	await to(page, recorded);
	await page.fill(".try textarea", body);
	await page.getByRole("button", { name: "Send", exact: true }).click();
	await page.waitForSelector(".wrong p");
	assert.deepEqual(await told(page), [
		"/number The type is string; it must be integer.", "/lines/0/article String is too short (0 < 1).", "/lines/0/count 100 is greater than 99.",
		"/lines/0/more This must not be sent.", "/lines/1/count This must be sent.", "/note The type is number; it must be null or string.",
	]);
	assert.equal(await status(page), "Nothing was sent: 6 things are not as the document asks.");
	assert.deepEqual(await page.evaluate(() => [document.activeElement.tagName, document.activeElement.getAttribute("aria-invalid")]), ["TEXTAREA", "true"]);
	assert.equal(requests.length, 0);
	await page.fill(".try textarea", "{");
	await page.getByRole("button", { name: "Send", exact: true }).click();
	await page.waitForFunction(() => /^This is no JSON/.test(document.querySelector(".wrong p")?.textContent));
	await page.fill(".try textarea", body);
	await page.getByRole("button", { name: "Send anyway" }).click();
	await page.waitForSelector(".answer:not([hidden])");
	assert.equal(requests[0].body, body);
});

test("parameters are held against their schemas, each beside its field", async (t) => {
	const page = await open(t, "get-order");
	await field(page, "id required").fill("0");
	await field(page, "fields").fill("lines\nprice");
	await field(page, "filter").fill('{"page": "x"}');
	await field(page, "X-Trace").fill("abcdef");
	await page.getByRole("button", { name: "Send", exact: true }).click();
	await page.waitForSelector(".wrong p");
	const [id, fields, filter, trace] = await told(page);
	assert.equal(id, "/path/id 0 is less than 1.");
	assert.match(fields, /^\/query\/fields\/1 The value does not match any of/);
	assert.equal(filter, "/query/filter/page The type is string; it must be integer.");
	assert.equal(trace, "/header/X-Trace String is too long (6 > 5).");
	assert.equal(await page.evaluate(() => document.activeElement.labels[0].firstChild.textContent), "id");
	await field(page, "id required").fill("");
	await page.getByRole("button", { name: "Send", exact: true }).click();
	await page.waitForFunction(() => document.querySelector(".wrong p")?.textContent === "/path/id This must be sent.");
	assert.equal(requests.length, 0);
});

test("a form", async (t) => {
	const page = await open(t, "create-order", { expected: /status of 400/ });
	await field(page, "Media type").selectOption("application/x-www-form-urlencoded");
	await field(page, "text required").fill("this text has more than twenty characters");
	await page.getByRole("button", { name: "Send", exact: true }).click();
	await page.waitForSelector(".wrong p");
	assert.deepEqual(await told(page), ["/text String is too long (41 > 20)."]);
	await to(page, recorded);
	await field(page, "text required").fill("a b&c");
	await field(page, "tags").fill("x\ny");
	await field(page, "urgent").selectOption("true");
	await field(page, "at JSON").fill('{"x": 1}');
	await send(page);
	assert.deepEqual([requests[0].headers["content-type"], requests[0].body], ["application/x-www-form-urlencoded", "text=a+b%26c&tags=x&tags=y&urgent=true&at=%7B%22x%22%3A1%7D"]);
	await field(page, "Send to").selectOption({ index: 0 });
	await send(page);
	assert.match(await page.textContent(".answer"), /201 Created/);
});

test("files in a multipart body", async (t) => {
	const page = await open(t, "create-order");
	await field(page, "Media type").selectOption("multipart/form-data");
	await field(page, "title required").fill("A title");
	await page.getByRole("button", { name: "Send", exact: true }).click();
	await page.waitForSelector(".wrong p");
	assert.deepEqual(await told(page), ["/scan This must be sent."]);
	await field(page, "scan required").setInputFiles({ name: 'a"b.png', mimeType: "image/png", buffer: Buffer.from([1, 2, 255]) });
	await field(page, "labels").fill("x\ny");
	await field(page, "about").fill('{"a": 1}');
	await to(page, recorded);
	await send(page);
	const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(requests[0].headers["content-type"])[1];
	assert.deepEqual(requests[0].body.replaceAll(boundary, "B").split("--B\r\n").map((part) => part.replaceAll("\r\n", "|")), [
		"", 'Content-Disposition: form-data; name="title"||A title|', 'Content-Disposition: form-data; name="scan"; filename="a%22b.png"|Content-Type: image/png||\x01\x02\xff|',
		'Content-Disposition: form-data; name="labels"||x|', 'Content-Disposition: form-data; name="labels"||y|', 'Content-Disposition: form-data; name="about"|Content-Type: application/json||{"a":1}|--B--|',
	]);
	await field(page, "Send to").selectOption({ index: 0 });
	await send(page);
	assert.match(await page.textContent(".answer"), /201 Created/);
});

test("a text is sent as it is", async (t) => {
	const page = await open(t, "create-order");
	await field(page, "Media type").selectOption("text/csv");
	await to(page, `${recorded}/other/`);
	await send(page);
	assert.deepEqual([requests[0].url, requests[0].headers["content-type"], requests[0].body], ["/other/orders", "text/csv", "a,b\n1,2\n"]);
});

test("what an answer holds does nothing, and is shown up to a size", async (t) => {
	const page = await open(t, "get-order");
	await to(page, recorded);
	await field(page, "id required").fill("99");
	await send(page);
	assert.equal(await page.textContent(".answer pre"), "<img src=x onerror=alert(1)><b>bold</b>");
	assert.equal(await page.locator(".answer :is(img, b)").count(), 0);
	await field(page, "id required").fill("98");
	await send(page);
	assert.match(await page.textContent(".answer"), /The rest was not read: it is more than 2\.0 MB.*/);
	assert.equal((await page.textContent(".answer pre")).length, 200_000);
});

test("a request is cancelled, and what came of an answer stays", async (t) => {
	const page = await open(t, "get-order");
	await to(page, `${recorded}/slow`);
	await page.getByRole("button", { name: "Send", exact: true }).click();
	await page.getByRole("button", { name: "Cancel" }).click();
	await page.waitForFunction(() => /^Cancelled after/.test(document.querySelector(".try-status").textContent));
	assert.equal(await page.evaluate(() => document.activeElement.textContent), "Send");
	await to(page, recorded);
	await field(page, "id required").fill("97");
	await page.getByRole("button", { name: "Send", exact: true }).click();
	await page.waitForFunction(() => /so far/.test(document.querySelector(".try-status").textContent));
	await page.getByRole("button", { name: "Cancel" }).click();
	await page.waitForSelector(".answer pre");
	assert.match(await page.textContent(".answer"), /data: first.*Cancelled before its end/s);
});

test("a wrong server is told of, in one sentence", async (t) => {
	const dead = createServer();
	await new Promise((resolve) => dead.listen(0, "127.0.0.1", resolve));
	const { port } = dead.address();
	await new Promise((resolve) => dead.close(resolve));
	const page = await open(t, "get-order", { expected: /ERR_CONNECTION_REFUSED/ });
	await to(page, `http://127.0.0.1:${port}`);
	await page.getByRole("button", { name: "Send", exact: true }).click();
	await page.waitForFunction(() => /^No answer from/.test(document.querySelector(".try-status").textContent));
	assert.match(await status(page), new RegExp(`^No answer from http://127\\.0\\.0\\.1:${port}: nothing answers there, or .* \\(CORS\\)\\. “oasmint mock --cors`));
	for (const [address, message] of [
		["https://elsewhere.invalid", /^These pages may not connect to https:\/\/elsewhere\.invalid: .*https:\/\/\*\.tenants\.shop\.invalid, https:\/\/eu\.shop\.invalid.*--try-server/],
		["http://user:word@127.0.0.1:1", /^The address has no credentials/], ["shop", /^This is no address/], ["", /^Where to\?/], ["ftp://127.0.0.1", /^The address begins with/],
	]) {
		await field(page, "Address").fill(address);
		await page.getByRole("button", { name: "Send", exact: true }).click();
		await page.waitForSelector(".wrong p");
		assert.match((await told(page))[0], message);
		assert.equal(await page.getByRole("button", { name: "Send anyway" }).isVisible(), false, address);
	}
});

test("servers have their variables", async (t) => {
	const page = await open(t, "get-order");
	await field(page, "Send to").selectOption({ index: 1 });
	await field(page, "region").selectOption("us");
	assert.match(await page.textContent(".try-request"), /GET https:\/\/us\.shop\.invalid\/v1\/orders\/7/);
	await field(page, "Send to").selectOption({ index: 2 });
	await field(page, "tenant").fill("umbrella");
	assert.match(await page.textContent(".try-request"), /GET https:\/\/umbrella\.tenants\.shop\.invalid\/orders\/7/);
});

test("credentials are nowhere but in the form, and gone after a reload", async (t) => {
	const page = await open(t, "get-order", { permissions: ["clipboard-read", "clipboard-write"] });
	await to(page, recorded);
	await field(page, "token: access token").fill("s3cret");
	await send(page);
	assert.equal(requests[0].headers.authorization, "Bearer s3cret");
	await page.getByRole("button", { name: "Copy as curl" }).click();
	await page.waitForFunction(() => /^Copied/.test(document.querySelector(".try-status").textContent));
	assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `curl -X GET ${recorded}/v1/orders/7 \\\n  -H 'Authorization: Bearer '"$TOKEN"`);
	const kept = () => page.evaluate(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state, await indexedDB.databases(), await caches.keys(), document.querySelector(".try-request")?.textContent]));
	assert.ok(!(await kept()).includes("s3cret"), await kept());
	await page.reload();
	await page.click(".try-link");
	await page.waitForSelector(".try-form");
	assert.equal(await field(page, "token: access token").inputValue(), "");
	assert.equal(await field(page, "Address").inputValue(), recorded, "the server is remembered");
	assert.ok(!(await page.content()).includes("s3cret"));
	assert.ok(!(await kept()).includes("s3cret"));
	assert.equal(await page.$$eval(".try :is(input, textarea, select)", (all) => all.filter((e) => e.autocomplete !== "off" && e.type !== "file").length), 0);
});

test("all of it by keyboard", async (t) => {
	requests = [];
	const page = await visitIn(browser, t, base, "operations/get-order.html", { allowed: ["http://127.0.0.1:"] });
	const tab = async (until) => {
		for (let i = 0; i < 80; i++) {
			await page.keyboard.press("Tab");
			const at = await page.evaluate(() => {
				const e = document.activeElement;
				return { name: e.labels?.[0]?.firstChild.textContent ?? e.textContent, seen: getComputedStyle(e).outlineStyle !== "none" };
			});
			if (!await page.evaluate(() => document.activeElement.closest(".try, .try-link") !== null)) continue;
			assert.ok(at.seen, `the focus is not seen on ${at.name}`);
			if (at.name === until) return;
		}
		assert.fail(`${until} is not reached`);
	};
	await tab("Try it");
	await page.keyboard.press("Enter");
	await page.waitForSelector(".try-form");
	assert.equal(await page.evaluate(() => document.activeElement.tagName), "SUMMARY");
	await tab("Send to");
	await page.keyboard.press("End");
	await tab("Address");
	await page.keyboard.type(recorded);
	await tab("token: access token");
	await page.keyboard.type("t");
	await tab("X-Trace");
	await page.keyboard.type("abc");
	await tab("Send");
	await page.keyboard.press("Enter");
	await page.waitForSelector(".answer:not([hidden])");
	assert.equal(requests[0].headers["x-trace"], "abc");
	await tab("Headers");
	await page.keyboard.press("Enter");
	assert.ok(await page.isVisible(".answer dl"));
});

for (const colorScheme of ["light", "dark"]) {
	test(`axe finds no violation in the form, ${colorScheme}`, async (t) => {
		for (const viewport of [wide, narrow]) {
			const page = await open(t, "create-order", { colorScheme, viewport });
			const check = async (what) => {
				assert.deepEqual(await violations(page, ".pane"), [], `${what} at ${viewport.width}`);
				const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
				assert.equal(over, 0, `${what} at ${viewport.width}`);
			};
			await page.fill(".try textarea", '{"number": "x"}');
			await page.getByRole("button", { name: "Send", exact: true }).click();
			await page.waitForSelector(".wrong p");
			await check("what is wrong");
			await field(page, "Example").selectOption("Many pens");
			await send(page);
			await page.click(".answer summary");
			await check("the answer");
			await field(page, "Media type").selectOption("multipart/form-data");
			await check("a form with files");
			await page.goto(`${base}operations/get-order.html#site:try`);
			await page.waitForSelector(".try-form");
			await check("parameters");
		}
	});
}

test("pages that are of no operation connect to nothing, and have no form", async (t) => {
	const page = await visitIn(browser, t, base, "operations/shipped.html", { allowed: ["http://127.0.0.1:"], expected: /violates the following|Content Security Policy|Refused to connect/ });
	assert.equal(await page.locator(".try, .try-link").count(), 0);
	assert.equal(await page.evaluate(() => fetch("http://127.0.0.1:1").then(() => "", (error) => error.name)), "TypeError");
});
