// A video of another host is a picture until it is pressed, and a link wherever a frame is refused.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./support/chromium.js";
import { articleOf } from "./support/sites.js";
import { visit } from "./support/visit.js";

const SITE = "showcase/public";
const WATCH = "https://www.youtube.com/watch?v=abcDEF12345";

let browser;
before(async () => (browser = await start()));
after(() => browser.close());

test("nothing is asked of the other host before the reader presses the video", async () => {
  await reading({}, async (page, video) => {
    await video.scrollIntoViewIfNeeded();
    await video.hover();
    await page.waitForTimeout(300);
    assert.equal(await page.locator("iframe").count(), 0);
    assert.equal(await video.getAttribute("href"), WATCH);
    assert.ok(await video.locator("img.video-poster").evaluate((image) => image.complete && image.naturalWidth > 0));
  });
});

test("where the policy refuses the frame, the reader gets to the video's own page", async () => {
  // The refusal is the point of this test, so the console may tell of it.
  await reading({ noisy: true }, async (page, video, asked) => {
    await Promise.all([page.waitForURL(WATCH), video.click()]);
    assert.deepEqual(asked, [WATCH]);
  });
});

test("without a script the video is a link to its own page", async () => {
  await reading({ noisy: true, javaScriptEnabled: false }, async (page, video) => {
    await Promise.all([page.waitForURL(WATCH), video.click()]);
  });
});

test("where frames are allowed, the video plays in the page and has a title", async () => {
  await reading({ noisy: true, bypassCSP: true }, async (page, video, asked) => {
    await video.focus();
    await page.keyboard.press("Enter");
    const frame = page.locator("iframe");
    await frame.waitFor();
    assert.match(await frame.getAttribute("src"), /^https:\/\/www\.youtube-nocookie\.com\/embed\/abcDEF12345/);
    assert.equal(await frame.getAttribute("title"), "A tour elsewhere");
    assert.ok(
      asked.every((url) => new URL(url).hostname === "www.youtube-nocookie.com"),
      String(asked),
    );
    assert.equal(page.url().includes("youtube"), false);
  });
});

test("the transcript unfolds, and a video of our own loads nothing until it is played", async () => {
  await reading({}, async (page) => {
    const transcript = page.locator(".video-transcript");
    await transcript.locator("summary").click();
    assert.ok(await transcript.getByText("welcome to the tour").isVisible());
    const own = page.locator("video");
    assert.equal(await own.getAttribute("preload"), "none");
    assert.equal(await own.getAttribute("aria-label"), "A tour of our own");
    const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
    assert.deepEqual(
      loaded.filter((url) => url.endsWith(".mp4")),
      [],
    );
  });
});

/** Answers for the other host, so that the test sees what a reader with a network would. */
async function reading(options, look) {
  const article = articleOf(SITE, "en", /class="video-link"/);
  await visit(browser, SITE, options, async (page, origin) => {
    const asked = [];
    await page.route(
      (url) => url.hostname !== "127.0.0.1",
      (route) => {
        asked.push(route.request().url());
        return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Elsewhere</title>" });
      },
    );
    await page.goto(origin + article.path);
    await look(page, page.locator("a.video-link").first(), asked);
  });
}
