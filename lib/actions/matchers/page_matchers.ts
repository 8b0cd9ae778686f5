import { patternText, textOrPattern } from "../pattern.ts";
import { poll } from "../poll.ts";
import { describeUrl, urlMatcher, urlPattern } from "../url_pattern.ts";
import { defineMatcher } from "./matcher.ts";
import { checkPage } from "./playwright_check.ts";

/** What is asked of the page as a whole. */
export const PAGE_MATCHERS = {
  to_have_url: defineMatcher({
    summary: "is at this URL: a path below `base_url`, a glob, or {regex: …}",
    input: urlPattern(),
    about: "page",
    // Ours, because Playwright's knows no glob.
    async check(value, { page, not, baseUrl, limits }) {
      const matches = await urlMatcher(value, baseUrl);
      const url = await poll(() => Promise.resolve(page.url()), (seen) => matches(seen) !== not, limits());
      return matches(url) !== not ? { holds: true } : { holds: false, expected: describeUrl(value), actual: url };
    },
  }),
  to_have_title: defineMatcher({
    summary: "has this title",
    input: patternText(),
    about: "page",
    check: (value, subject) => checkPage(subject, (page, limits) => page.toHaveTitle(textOrPattern(value), limits)),
  }),
};
